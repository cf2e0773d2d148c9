"""What goes for every answer and every request: safe headers, and no posts from other sites."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planner.web.opening import SCRIPT_HASH

# The script that stands inside Streamlit's page; a test compares it with the pinned release.
STREAMLIT_SCRIPT = "sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA="
POLICY = (
    "default-src 'self';"
    f" script-src 'self' blob: '{STREAMLIT_SCRIPT}' '{SCRIPT_HASH}';"
    " style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:;"
    " font-src 'self' data:;"
    " connect-src 'self' ws: wss:;"
    " worker-src 'self' blob:;"
    " form-action 'self';"
    " frame-ancestors 'self';"
    " base-uri 'self';"
    " object-src 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    # not no-referrer: under it browsers post forms with an empty origin
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
_DEFAULT_PORTS = {"http": 80, "https": 443}


class SecurityHeaders:
    """Adds the headers that keep a page to itself, where an answer does not bring its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request with safe headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_safely)


class SameOrigin:
    """Turns away what another site's page sends: posts, uploads and sockets."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request that our own page, or no page, sends."""
        if scope["type"] == "http" and scope["method"] not in _HARMLESS and _is_foreign(scope):
            answer = PlainTextResponse("This was sent by another site.", status_code=403)
            await answer(scope, receive, send)
        elif scope["type"] == "websocket" and _is_foreign(scope):
            await receive()
            await send({"type": "websocket.close", "code": 4403})
        else:
            await self._app(scope, receive, send)


def _is_foreign(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
    try:
        where = urlsplit(origin)
        asked = urlsplit(f"{where.scheme}://{headers.get('host', '')}")
        default = _DEFAULT_PORTS.get(where.scheme)
        same = (where.hostname, where.port or default) == (asked.hostname, asked.port or default)
    except ValueError:
        return True
    return where.hostname is None or not same
