"""A request as our own pages see it, and the way from a request to an answer."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import cast
from urllib.parse import parse_qsl, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response

from planner.desk import Desk, counter
from planner.rules.passwords import hash_token
from planner.rules.people import NOBODY, Actor
from planner.text.speaker import Speaker, choose_language, speaker
from planner.web import forms
from planner.words import Refusal

COOKIE = "planner_session"
LANGUAGE_COOKIE = "planner_language"
VISITOR = "planner.visitor"

_COOKIE_SECONDS = 30 * 24 * 3600
_LONGEST_FORM = 64 * 1024
_LOOPBACK = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_FORWARDED = (
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
)
_log = logging.getLogger("planner.web")


@dataclass(frozen=True)
class Asked:
    """One request: its form's fields, the desk to ask, and the reader's language."""

    request: Request
    form: Mapping[str, str]
    desk: Desk
    voice: Speaker

    @property
    def posted(self) -> bool:
        """Whether somebody pressed a button."""
        return self.request.method == "POST"

    @property
    def visitor(self) -> Actor:
        """Whoever the gate found signed in."""
        return cast("Actor", self.request.scope.get(VISITOR, NOBODY))

    @property
    def token_hash(self) -> str | None:
        """The hash of the token in this browser's cookie."""
        token = self.request.cookies.get(COOKIE)
        return hash_token(token) if token else None

    @property
    def address(self) -> str:
        """Where the request comes from."""
        return self.request.client.host if self.request.client else ""

    @property
    def browser(self) -> str:
        """What the browser calls itself."""
        return self.request.headers.get("user-agent", "")

    @property
    def local(self) -> bool:
        """Whether it comes directly from this machine: no proxy between, no foreign host name."""
        headers = self.request.headers
        return (
            self.address in _LOOPBACK
            and _host_name(headers.get("host", "")) in _THIS_MACHINE
            and not any(name in headers for name in _FORWARDED)
        )

    @property
    def next(self) -> str:
        """The page to go on to afterwards, one of ours."""
        wanted = self.form.get("next") or self.request.query_params.get("next")
        return safe_next(wanted)


def safe_next(wanted: str | None) -> str:
    """A path on this site; the first page for anything else."""
    text = wanted or "/"
    harmless = text.isprintable() and "\\" not in text and text.startswith("/")
    if not harmless or text.startswith("//"):
        return "/"
    return text


def answers(
    handler: Callable[[Asked], Response],
) -> Callable[[Request], Awaitable[Response]]:
    """Make a page's handler an endpoint: its form read, run in a thread, faults apologised for."""

    @wraps(handler)
    async def endpoint(request: Request) -> Response:
        form = await _form(request) if request.method == "POST" else {}
        return await run_in_threadpool(_answer, handler, request, form)

    return endpoint


def reader_of(request: HTTPConnection) -> Speaker:
    """Who speaks to this browser: in the language it chose with us, else in its own."""
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    return speaker(choose_language(request.headers.get("accept-language"), chosen))


def go(to: str) -> RedirectResponse:
    """Send the browser on to another of our pages."""
    return RedirectResponse(to, status_code=303)


def signed_in(asked: Asked, token: str, to: str) -> Response:
    """Send the browser on with a session's token in its cookie."""
    response = go(to)
    give_cookie(response, token, secure=asked.request.url.scheme == "https")
    return response


def give_cookie(response: Response, token: str, *, secure: bool) -> None:
    """Put a session's token into the browser's cookie for thirty days."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=_COOKIE_SECONDS,
        path="/",
        httponly=True,
        samesite="lax",
        secure=secure,
    )


def signed_out(to: str) -> Response:
    """Send the browser on without its cookie."""
    response = go(to)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return response


def _host_name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            return {}
    return dict(
        parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=50)
    )


def _answer(
    handler: Callable[[Asked], Response], request: Request, form: Mapping[str, str]
) -> Response:
    chosen = request.query_params.get("lang")
    voice = reader_of(request)
    try:
        desk = counter()
    except Refusal as refusal:
        return forms.notice_page(voice, request.url.path, refusal.sentence, status=503)
    try:
        response = handler(Asked(request, form, desk, voice))
    except Refusal as refusal:
        response = forms.notice_page(voice, request.url.path, refusal.sentence, status=409)
    except Exception:
        reference = secrets.token_hex(4)
        _log.exception("fault %s", reference)
        response = forms.apology_page(voice, request.url.path, reference)
    if chosen == voice.language:
        response.set_cookie(
            LANGUAGE_COOKIE, chosen, max_age=365 * 24 * 3600, httponly=True, samesite="lax"
        )
    return response
