"""A database that can't be opened: everybody is told so, and it comes back by itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from planner.desk import counter
from planner.tables.migrations import LATEST
from planner.web import site as our_site
from planner.web.asked import COOKIE
from tests.support.databases import Databases
from tests.support.read_only import make_read_only
from tests.support.real_shop import PASSWORDS, RealShop, build
from tests.web.conftest import Open

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

NEWER = "This data was written by a newer release of the planner"
NEWER_ZH = "这些数据由更新版本的大促管家写入"


@pytest.fixture
def file(home: Path, databases: Databases, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:  # noqa: ARG001 -- the installation's folder, set before the desk opens
    """The database of a shop, as a newer release left it."""
    url = databases.copy_of(build)
    monkeypatch.setenv("PLANNER_DATABASE", url)
    counter.cache_clear()
    found = Path(make_url(url).database or "")
    set_release(found, "9999")
    yield found
    counter.cache_clear()


def set_release(file: Path, revision: str) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("update alembic_version set version_num = ?", (revision,))


@pytest.mark.usefixtures("file")
def test_the_terminal_says_so_and_the_server_starts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    with TestClient(Starlette(lifespan=our_site.lifespan)):
        pass

    assert NEWER in capsys.readouterr().out


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("path", ["/sign-in", "/tasks", "/", "/demo", "/healthz"])
@pytest.mark.parametrize(("language", "sentence"), [("en", NEWER), ("zh-CN", NEWER_ZH)])
def test_every_page_says_so(browser: Open, path: str, language: str, sentence: str) -> None:
    client = browser(language=language)
    client.cookies.set(COOKIE, "a-token")

    answer = client.get(path)

    assert answer.status_code == 503
    assert sentence in answer.text
    assert "<main" in answer.text


@pytest.mark.usefixtures("file")
def test_what_is_fetched_without_a_page_is_told_in_one_line(browser: Open) -> None:
    client = browser(headers={"accept": "*/*"})
    client.cookies.set(COOKIE, "a-token")

    answer = client.get("/files/1")

    assert (answer.status_code, answer.headers["content-type"]) == (
        503,
        "text/plain; charset=utf-8",
    )
    assert answer.text.startswith(NEWER)
    with pytest.raises(WebSocketDisconnect):
        client.websocket_connect("ws://localhost:8501/_stcore/stream").__enter__()


def test_it_opens_again_once_the_right_database_is_there(browser: Open, file: Path) -> None:
    before = browser().get("/sign-in").status_code

    set_release(file, LATEST)

    assert (before, browser().get("/sign-in").status_code) == (503, 200)
    counter().close()


def test_who_comes_back_may_read_what_nobody_can_write(site: RealShop, browser: Open) -> None:
    client = browser()
    client.post("/sign-in", data={"login": "chen", "password": PASSWORDS["chen"]})
    site.clock.wait(days=2)
    make_read_only(site.desk._engine)

    answer = client.get("/tasks")

    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
