"""All our routes, the layers in front of every request, and what happens at start."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from planner import reports
from planner.actions.links import first_link
from planner.desk import counter
from planner.reports.visitors import installation
from planner.text.speaker import choose_language, speaker
from planner.web import (
    demo_page,
    first_page,
    forms,
    health,
    links,
    opening,
    sign_in,
    stored_files,
    ticks,
)
from planner.web.asked import Asked, answers, go
from planner.web.gate import Gate
from planner.web.guards import SameOrigin, SecurityHeaders
from planner.web.lookout import Lookout
from planner.web.packets import send_small_packets_at_once
from planner.words import Refusal, Sentence


def routes() -> list[BaseRoute]:
    """What browsers fetch without a page of Streamlit's."""
    return [
        _page("/sign-in", sign_in.sign_in),
        _button("/sign-out", sign_in.sign_out, otherwise="/"),
        Route("/auth/logout", answers(sign_in.log_out), methods=["GET"]),
        _page("/join/{token:path}", links.join),
        _page("/reset/{token:path}", links.reset),
        _page("/welcome", first_page.welcome),
        Route("/demo", answers(demo_page.choose), methods=["GET"]),
        _button("/demo/enter", demo_page.enter, otherwise="/demo"),
        _button("/demo/erase", demo_page.erase, otherwise="/demo"),
        Route("/files/{evidence_id:int}", answers(stored_files.download), methods=["GET"]),
        Route("/tick", answers(ticks.tick), methods=["POST"]),
        Route("/healthz", answers(health.healthz), methods=["GET"]),
        Route(forms.STYLE_PATH, _style, methods=["GET"]),
        opening.pages(),
    ]


def middleware() -> list[Middleware]:
    """What stands in front of every request, outermost first."""
    return [Middleware(SecurityHeaders), Middleware(SameOrigin), Middleware(Gate)]


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:  # noqa: ARG001 -- an ASGI app hands itself over
    """Open the desk before the first request, keep the collector off what stays anyway, and look
    after what is due until the server ends."""
    send_small_packets_at_once()
    await run_in_threadpool(_open)
    threading.Thread(target=_warm_up, daemon=True).start()
    lookout = Lookout()
    lookout.start()
    yield
    await run_in_threadpool(lookout.stop)


def _warm_up() -> None:
    """Load what every page needs while the first visitor still reads the first page."""
    for module in ("altair", "pandas", *(f"planner.reports.{name}" for name in reports.__all__)):
        import_module(module)
    # Streamlit collects garbage after every run: what is loaded by now need not be looked at again
    gc.collect()
    gc.freeze()


def _page(path: str, handler: Callable[[Asked], Response]) -> Route:
    return Route(path, answers(handler), methods=["GET", "POST"])


def _button(path: str, handler: Callable[[Asked], Response], *, otherwise: str) -> Route:
    def pressed(asked: Asked) -> Response:
        return handler(asked) if asked.posted else go(otherwise)

    return _page(path, pressed)


async def _style(request: Request) -> Response:  # noqa: ARG001 -- an endpoint gets its request
    return forms.style()


def _open() -> None:
    language = choose_language(os.environ.get("LANG", "").partition(".")[0], None)
    try:
        said = _greeting()
    except Refusal as refusal:
        # Every page says so too, until the database is there again.
        said = refusal.sentence
    if said is not None:
        sys.stdout.write(f"\n  {speaker(language).say(said)}\n\n")
        sys.stdout.flush()


def _greeting() -> Sentence | None:
    desk = counter()
    installed = desk.read(installation)
    if installed is not None and installed.kind == "real":
        return None
    key = desk.perform(first_link).value
    if installed is None:
        return Sentence(
            "The planner is empty. Open it on this machine, or from another one with this one-time"
            " link, behind this server's address: {link}",
            link=f"/welcome?key={key}",
        )
    return Sentence(
        "The planner shows a demo. To start for real from another machine, open this one-time"
        " link, behind this server's address: {link}",
        link=f"/demo?key={key}",
    )
