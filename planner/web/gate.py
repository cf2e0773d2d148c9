"""The gate: nothing but a few open paths is served to a browser that nobody signed in with."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planner.actions.sign_ins import SEEN_EVERY, note_visit
from planner.desk import counter
from planner.reports.entrance import visit_due
from planner.reports.visitors import visitor
from planner.rules.passwords import hash_token
from planner.rules.people import Actor
from planner.web import forms
from planner.web.asked import COOKIE, VISITOR, give_cookie, reader_of
from planner.words import Refusal

HEADER = b"x-planner-session"

# A path ending in "/" opens all below it, any other only itself.
OPEN = (
    "/sign-in",
    "/sign-out",
    "/auth/logout",
    "/join/",
    "/reset/",
    "/welcome",
    "/demo",
    "/demo/enter",
    "/demo/erase",
    "/entrance.css",
    "/healthz",
    "/favicon.png",
    "/static/",
    "/_stcore/health",
)
_REFUSED_SOCKET = 4401


class Gate:
    """Finds who is behind the cookie, tells Streamlit their session, and stops everyone else.

    What it hands on carries the header ``x-planner-session`` (the hash of the session's token)
    only if it put it there itself.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request or a socket through, or answer it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        scope = {**scope, "headers": [pair for pair in scope["headers"] if not _is_ours(pair[0])]}
        if scope["type"] == "http" and is_open(scope["path"]):
            await self._app(scope, receive, send)
            return
        token = HTTPConnection(scope).cookies.get(COOKIE)
        try:
            actor = await run_in_threadpool(_who, hash_token(token)) if token else None
        except Refusal as refusal:
            await _stop(scope, receive, send, _answer_unreachable(scope, refusal))
            return
        if token is None or actor is None:
            await _stop(scope, receive, send, _answer_nobody(scope))
            return
        scope["headers"] = [*scope["headers"], (HEADER, hash_token(token).encode())]
        scope[VISITOR] = actor
        if _opens_a_page(scope) and await run_in_threadpool(_note, hash_token(token), actor):
            send = _with_cookie(send, token, secure=scope["scheme"] == "https")
        await self._app(scope, receive, send)


def is_open(path: str) -> bool:
    """Whether a path is served to everyone."""
    return any(path.startswith(entry) if entry.endswith("/") else path == entry for entry in OPEN)


def _is_ours(name: bytes) -> bool:
    return name.lower().replace(b"_", b"-") == HEADER


def _who(token_hash: str) -> Actor | None:
    return counter().read(visitor, token_hash=token_hash)


def _note(token_hash: str, actor: Actor) -> bool:
    desk = counter()
    if not desk.read(visit_due, token_hash=token_hash, every=SEEN_EVERY):
        return False
    try:
        desk.perform(note_visit, actor=actor, token_hash=token_hash)
    except Refusal:
        # Who can't be noted because nothing can be written may still read.
        return False
    return True


def _opens_a_page(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    return "text/html" in HTTPConnection(scope).headers.get("accept", "")


async def _stop(scope: Scope, receive: Receive, send: Send, answer: Response) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": _REFUSED_SOCKET})
        return
    await answer(scope, receive, send)


def _answer_nobody(scope: Scope) -> Response:
    if not _opens_a_page(scope):
        return PlainTextResponse("Sign in first.", status_code=401)
    query = scope["query_string"].decode("latin-1")
    wanted = f"{scope['path']}?{query}" if query else scope["path"]
    to = "/sign-in" if wanted == "/" else f"/sign-in?{urlencode({'next': wanted})}"
    return RedirectResponse(to, status_code=303, headers={"cache-control": "no-store"})


def _answer_unreachable(scope: Scope, refusal: Refusal) -> Response:
    voice = reader_of(HTTPConnection(scope))
    if not _opens_a_page(scope):
        return PlainTextResponse(voice.say(refusal.sentence), status_code=503)
    return forms.notice_page(voice, scope["path"], refusal.sentence, status=503)


def _with_cookie(send: Send, token: str, *, secure: bool) -> Send:
    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            fresh = Response()
            give_cookie(fresh, token, secure=secure)
            cookie = [pair for pair in fresh.raw_headers if pair[0] == b"set-cookie"]
            message = {**message, "headers": [*message.get("headers", []), *cookie]}
        await send(message)

    return send_with_cookie
