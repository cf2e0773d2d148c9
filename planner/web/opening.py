"""The page in which every other opens: Streamlit's own, in the reader's language, told where it is.

Left to itself it would ask at two addresses where its server is, the wrong one first, and wait in
between; a reader waits that long for every page that opens from its address.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from starlette.convertors import Convertor, register_url_convertor
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from planner.text.speaker import Language, choose_language, speaker
from planner.web.asked import Asked, answers
from planner.words import Sentence

_SCRIPT = (
    "window.__streamlit={BACKEND_BASE_URL:location.origin,HOST_CONFIG:"
    "{allowedOrigins:[location.origin],useExternalAuthToken:false}}"
)
SCRIPT_HASH = f"sha256-{b64encode(sha256(_SCRIPT.encode()).digest()).decode()}"
_TAGS = {Language.CHINESE: "zh-CN", Language.ENGLISH: "en"}
_FIRST_MODULE = '<script type="module"'


class _PagePath(Convertor[str]):
    """Paths of pages: one word, or none for the first page."""

    regex = "[a-z_]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


def pages() -> Route:
    """The route of every page; it comes after all others of ours."""
    register_url_convertor("page", _PagePath())
    return Route("/{path:page}", answers(_open), methods=["GET"])


def _open(asked: Asked) -> Response:
    language = choose_language(asked.request.headers.get("accept-language"), asked.visitor.language)
    return HTMLResponse(_page(language), headers={"cache-control": "no-cache"})


@cache
def _page(language: Language) -> str:
    html = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    title = speaker(language).say(Sentence("Sale Planner"))
    for ours, theirs in (
        (f'<html lang="{_TAGS[language]}">', '<html lang="en">'),
        (f"<title>{title}</title>", "<title>Streamlit</title>"),
        (f"<script>{_SCRIPT}</script>\n    {_FIRST_MODULE}", _FIRST_MODULE),
    ):
        if html.count(theirs) != 1:
            raise LookupError(f"Streamlit's page has no single {theirs}")
        html = html.replace(theirs, ours)
    return html
