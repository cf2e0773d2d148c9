"""Databases for tests: made once, copied for each test, thrown away after it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy import make_url

Build = Callable[[str], None]


class Databases(Protocol):
    """Where databases come from; every URL is for SQLAlchemy."""

    def bare(self) -> str:
        """A database with nothing in it, not even tables."""
        ...

    def copy_of(self, build: Build) -> str:
        """A database as ``build(url)`` leaves it; built once a worker, then copied.

        ``build`` is a function at module level, closes what it opens and always does the same.
        """
        ...

    def throw_away(self) -> None:
        """Drop the databases given out so far; the originals stay for the next test."""
        ...


class SqliteDatabases:
    """SQLite files: ``originals`` keeps what was built, each copy lies in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._originals: dict[str, Path] = {}
        self._given = 0

    def bare(self) -> str:
        return _sqlite_url(self._place())

    def copy_of(self, build: Build) -> str:
        original = self._originals.get(_name(build))
        if original is None:
            original = self._place("original")
            build(_sqlite_url(original))
            self._originals[_name(build)] = original
        place = self._place()
        shutil.copy(original, place)
        return _sqlite_url(place)

    def throw_away(self) -> None:
        for folder in self._folder.glob("given-*"):
            shutil.rmtree(folder, ignore_errors=True)

    def _place(self, kind: str = "given") -> Path:
        self._given += 1
        folder = self._folder / f"{kind}-{self._given}"
        folder.mkdir()
        return folder / "planner.db"


class PostgresDatabases:
    """Databases of one server; ``worker`` keeps the names of parallel test workers apart."""

    def __init__(self, maintenance_url: str, worker: str) -> None:
        self._url = make_url(maintenance_url)
        self._worker = worker
        self._originals: dict[str, str] = {}
        self._given: list[str] = []
        self._count = 0
        self._admin = psycopg.connect(
            self._url.set(drivername="postgresql").render_as_string(hide_password=False),
            autocommit=True,
        )

    def bare(self) -> str:
        return self._given_out(self._create("template0"))

    def copy_of(self, build: Build) -> str:
        original = self._originals.get(_name(build))
        if original is None:
            original = self._create("template0")
            build(self._url_of(original))
            self._originals[_name(build)] = original
        return self._given_out(self._create(original))

    def throw_away(self) -> None:
        for name in self._given:
            self._admin.execute(
                sql.SQL("drop database {} with (force)").format(sql.Identifier(name))
            )
        self._given.clear()

    def close(self) -> None:
        """Drop everything and let go of the server."""
        self._given.extend(self._originals.values())
        self.throw_away()
        self._admin.close()

    def _create(self, template: str) -> str:
        self._count += 1
        name = f"test_{self._worker}_{self._count}"
        self._admin.execute(
            sql.SQL("create database {} template {} strategy file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def _given_out(self, name: str) -> str:
        self._given.append(name)
        return self._url_of(name)

    def _url_of(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)


def _name(build: Build) -> str:
    return f"{build.__module__}.{build.__qualname__}"


def _sqlite_url(file: Path) -> str:
    return f"sqlite:///{file.as_posix()}"
