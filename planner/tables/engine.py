"""Connections that behave: SQLite with write-ahead log and honest locks, or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

_WRITING = "planner_writing"
_BUSY_MS = 15_000


def connect(url: str) -> Engine:
    """An engine for a database URL; a SQLite file's folder is made, private to its owner."""
    where = make_url(url)
    if where.get_backend_name() != "sqlite":
        return create_engine(where, pool_pre_ping=True, pool_size=10, max_overflow=20)
    if where.database:
        Path(where.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(
        where, pool_size=20, max_overflow=40, connect_args={"timeout": _BUSY_MS / 1000}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same engine whose transactions take SQLite's write lock at once, not halfway through."""
    return engine.execution_options(**{_WRITING: True})


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={_BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    file = connection.execute("PRAGMA database_list").fetchone()[2]
    if file:
        Path(file).chmod(0o600)


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
