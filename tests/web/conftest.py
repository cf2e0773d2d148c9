"""A site as browsers meet it: our routes and gate before a page that tells who came through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from planner import web
from planner.desk import counter
from planner.web import asked
from tests.support.databases import Databases
from tests.support.real_shop import Clock, RealShop, build

Open = Callable[..., TestClient]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this test's installation."""
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def site(
    home: Path,  # noqa: ARG001 -- the installation's folder, set before the desk opens
    databases: Databases,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[RealShop]:
    """A real shop behind the site."""
    yield from _behind(databases.copy_of(build), monkeypatch)


@pytest.fixture
def empty_site(
    home: Path,  # noqa: ARG001 -- the installation's folder, set before the desk opens
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[RealShop]:
    """Nobody's installation behind the site."""
    yield from _behind(database_url, monkeypatch)


@pytest.fixture
def browser() -> Iterator[Open]:
    """Opens browsers, each with its own cookies; they follow no redirect by themselves.

    A page tells who came through; without its ``stand_in`` it is the one that people get.
    """
    opened: list[TestClient] = []

    def open_one(
        address: str = "10.0.0.7",
        *,
        language: str = "en",
        base: str = "http://localhost:8501",
        headers: dict[str, str] | None = None,
        stand_in: bool = True,
    ) -> TestClient:
        client = TestClient(
            _app(stand_in),
            base_url=base,
            client=(address, 50_000),
            headers={"accept": "text/html", "accept-language": language, **(headers or {})},
            follow_redirects=False,
        )
        opened.append(client)
        return client

    yield open_one
    for client in opened:
        client.close()


def _behind(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[RealShop]:
    monkeypatch.setenv("PLANNER_DATABASE", url)
    counter.cache_clear()
    clock = Clock()
    desk = counter()
    monkeypatch.setattr(desk, "_clock", clock)
    yield RealShop(desk, clock)
    desk.close()
    counter.cache_clear()


def _app(stand_in: bool) -> Starlette:
    layers: list[Middleware] = web.middleware()
    *ours, opening = web.routes()
    page = Route("/{path:path}", _page, methods=["GET", "POST", "PUT", "DELETE"])
    return Starlette(
        routes=[*ours, WebSocketRoute("/_stcore/stream", _stream), page if stand_in else opening],
        middleware=layers,
    )


async def _page(request: Request) -> JSONResponse:
    visitor = request.scope.get(asked.VISITOR)
    return JSONResponse(
        {
            "path": request.url.path,
            "session": request.headers.getlist("x-planner-session"),
            "visitor": None if visitor is None else visitor.name,
        }
    )


async def _stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_json(socket.headers.getlist("x-planner-session"))
    await socket.close()
