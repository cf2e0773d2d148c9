"""Marks that a test needs in the database and no action of its own sets yet."""

from __future__ import annotations

from sqlalchemy import create_engine, text

from tests.support.cast import FREEZE, NOW, Cast


def pin(cast: Cast, task_id: int) -> None:
    """Let a task's date be fixed."""
    _write(cast, "update task set pinned_at = :value where id = :id", NOW, task_id)


def freeze(cast: Cast) -> None:
    """Let pages stay as they are from the page freeze on."""
    _write(cast, "update milestone set freezes = :value where id = :id", True, FREEZE)


def _write(cast: Cast, statement: str, value: object, row_id: int) -> None:
    engine = create_engine(cast.desk.url)
    with engine.begin() as connection:
        connection.execute(text(statement), {"value": value, "id": row_id})
    engine.dispose()
