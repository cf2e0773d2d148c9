"""Watches a session and keeps, for each changed row, how it was before and how it is after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import event, inspect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session

from planner.tables.base import Base, Kept

State = dict[str, Any]


@dataclass
class RowChange:
    """One row's state before and after; None before means made, None after means gone."""

    kind: type[Kept]
    row_id: int
    before: State | None
    after: State | None
    campaign_id: int | None


class Recorder:
    """Collects the changes of one session, one entry a row however often it was written."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._changes: dict[tuple[str, int], RowChange] = {}
        event.listen(session, "after_flush", self._after_flush)

    def changes(self) -> list[RowChange]:
        """What changed so far, rows that ended as they began left out, in order of first change."""
        return [
            one for one in self._changes.values() if _content(one.before) != _content(one.after)
        ]

    def _after_flush(self, session: Session, _context: object) -> None:
        with session.no_autoflush:
            for row, before, after in _flushed(session):
                key = (str(row.__tablename__), cast("Any", row).id)
                known = self._changes.get(key)
                if known is None:
                    self._changes[key] = RowChange(
                        type(row), key[1], before, after, row.campaign_of(session)
                    )
                else:
                    known.after = after


def encode(row: Kept) -> State:
    """A row as JSON values, watched columns only; days and moments in ISO form."""
    return {name: _encoded(getattr(row, name)) for name in watched(type(row))}


def decode(kind: type[Kept], state: State) -> State:
    """The Python values of an encoded row, by the types of its columns."""
    columns = cast("Any", kind).__table__.c
    return {name: _decoded(columns[name].type, value) for name, value in state.items()}


@cache
def watched(kind: type[Kept]) -> tuple[str, ...]:
    """The names of the columns that history keeps."""
    columns = cast("Any", kind).__table__.c
    return tuple(column.key for column in columns if column.key not in kind.unwatched)


def kept_tables() -> dict[str, type[Kept]]:
    """Every kept table by its name."""
    found: dict[str, type[Kept]] = {}
    for mapper in Base._sa_registry.mappers:
        kind = mapper.class_
        if issubclass(kind, Kept):
            found[str(kind.__tablename__)] = kind
    return found


def _flushed(session: Session) -> Iterator[tuple[Kept, State | None, State | None]]:
    for row in session.new:
        if isinstance(row, Kept):
            yield row, None, encode(row)
    for row in session.dirty:
        if isinstance(row, Kept) and session.is_modified(row):
            after = encode(row)
            # The mapper counts the version up without leaving the old one behind.
            yield row, _before(row, after) | {"version": row.version - 1}, after
    for row in session.deleted:
        if isinstance(row, Kept):
            yield row, _before(row, encode(row)), None


def _content(state: State | None) -> State | None:
    return None if state is None else {name: state[name] for name in state.keys() - {"version"}}


def _before(row: Kept, after: State) -> State:
    state: Any = inspect(row)
    before = dict(after)
    for name in before.keys() - state.unmodified:
        deleted = state.attrs[name].history.deleted
        if deleted:
            before[name] = _encoded(deleted[0])
    return before


def _encoded(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _decoded(column: Any, value: Any) -> Any:
    # UTC moments are a decorated type, which does not say its Python type.
    plain: Any = column.impl if isinstance(column, TypeDecorator) else column
    kind: type = plain.python_type
    if value is None:
        return None
    if issubclass(kind, datetime):
        return datetime.fromisoformat(value)
    if issubclass(kind, date):
        return date.fromisoformat(value)
    return value
