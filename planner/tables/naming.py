"""What a row is called that another one points to, and a long text where there is little room."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from planner.tables.base import Kept

_LONGEST = 40


def name_of(session: Session, kind: type[Kept], row_id: int | None) -> str:
    """The name or title of a row that another one points to; a dash where it is gone."""
    row: Any = None if row_id is None else session.get(kind, row_id)
    if row is None:
        return "–"
    return str(getattr(row, "title", None) or row.name)


def short(text: str) -> str:
    """The beginning of a text."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
