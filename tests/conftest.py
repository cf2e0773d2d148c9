"""What every test may ask for: a fresh database of either kind, a planner process, a browser."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.support import postgres, server
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases

pytest_plugins = ["tests.support.browser"]

_TESTS = Path(__file__).parent
# A slow machine is no failure; on CI the same examples run every time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


class BrowserFilesTogether(LoadScopeScheduling):  # type: ignore[misc]  # xdist carries no types
    """Shares tests out one by one, but a browser file whole: its tests share a server."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if "tests/browser/" in file else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Who runs what, whatever ``--dist`` says; its own groups do not work with this pytest."""
    return BrowserFilesTogether(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark browser tests, and give them twice the time."""
    for item in items:
        if item.path.is_relative_to(_TESTS / "browser"):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(240))


def migrated(url: str) -> None:
    """Every table of this release and not a row."""
    from planner.desk import Desk

    Desk(url).close()


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    """SQLite files of this worker."""
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases(
    worker_id: str,
) -> Iterator[PostgresDatabases]:
    """Databases of this worker on the run's PostgreSQL, or on one started for this worker."""
    with ExitStack() as until_the_end:
        url = os.environ.get("PLANNER_TEST_POSTGRES") or until_the_end.enter_context(
            postgres.running()
        )
        databases = PostgresDatabases(url, worker_id)
        yield databases
        databases.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """Where this test's databases come from; the test runs once on SQLite, once on PostgreSQL.

    ``@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)`` asks for one kind only.
    """
    ours: Databases = request.getfixturevalue(f"{request.param}_databases")
    yield ours
    ours.throw_away()


@pytest.fixture
def database_url(databases: Databases) -> str:
    """A fresh database with every table and not a row, of each kind."""
    return databases.copy_of(migrated)


@pytest.fixture
def bare_database_url(databases: Databases) -> str:
    """A fresh database without tables, of each kind."""
    return databases.bare()


@pytest.fixture
def sqlite_url(sqlite_databases: SqliteDatabases) -> Iterator[str]:
    """A fresh SQLite file with every table and not a row, where the kind does not matter."""
    yield sqlite_databases.copy_of(migrated)
    sqlite_databases.throw_away()


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[..., server.Server]]:
    """Starts planner processes with ``tests.support.server.start``; all end with the test.

    The first argument, their data folder, may be left out.
    """
    started: list[server.Server] = []

    def start(home: Path = tmp_path / "home", **options: object) -> server.Server:
        one = server.start(home, **options)  # type: ignore[arg-type]  # handed on as they are
        started.append(one)
        return one

    yield start
    for one in started:
        one.stop()
