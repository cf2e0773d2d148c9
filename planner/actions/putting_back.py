"""Puts single rows back to how they were before an event, as far as nobody has touched them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, cast

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session, col, select

from planner.rules.people import Actor
from planner.tables import Base
from planner.tables.base import Kept
from planner.tables.history import Change, Event
from planner.tables.recording import State, decode, kept_tables, watched

_BIN = "deleted_at"
_MOST_IDS = 1000
_NEVER_SET = frozenset({"id", "version"})


@dataclass(frozen=True)
class Step:
    """One change of an event that is to be taken back, and its row as it is now, if it is."""

    change: Change
    kind: type[Kept]
    row: Kept | None

    @property
    def made(self) -> bool:
        """Whether the event made the row."""
        return self.change.before is None

    @property
    def state(self) -> State:
        """The row as the event left it, or as it was before the event took it away."""
        return self.change.after or self.change.before or {}

    @property
    def goes_to_bin(self) -> bool:
        """Whether the row the event made goes into the recycle bin instead of for good."""
        return self.made and _BIN in watched(self.kind)


def steps_of(session: Session, event: Event) -> list[Step]:
    """What has to be taken back: rows to bring back parents first, rows to set, rows to remove.

    Rows made for another that goes into the recycle bin stay with it and are left out.
    """
    steps = _loaded(session, session.exec(select(Change).where(Change.event_id == event.id)).all())
    hanging = _hanging(steps)
    rank = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}

    def order(step: Step) -> tuple[int, int, int]:
        place = rank[step.change.table]
        if step.change.after is None:
            return 0, place, step.change.id
        return (2, -place, -step.change.id) if step.made else (1, place, step.change.id)

    return sorted((step for step in steps if _key(step) not in hanging), key=order)


def is_untouched(step: Step) -> bool:
    """Whether a row is as the event left it: untouched since, or back to that by other undos."""
    if step.change.after is None or step.row is None:
        return step.change.after is None and step.row is None
    after = _decoded(step.kind, step.change.after)
    return all(
        getattr(step.row, name) == value for name, value in after.items() if name != "version"
    )


def put_all_back(
    session: Session, actor: Actor, now: datetime, steps: Iterable[Step]
) -> list[Step]:
    """Put rows back, in as many rounds as names and references ask for; returns what can't be."""
    waiting = list(steps)
    while waiting:
        still: list[Step] = []
        for _, together in groupby(waiting, key=_batch):
            rows = list(together)
            if not _put_back(session, actor, now, rows):
                still += [
                    one
                    for one in rows
                    if len(rows) == 1 or not _put_back(session, actor, now, [one])
                ]
        if len(still) == len(waiting):
            break
        waiting = still
    return waiting


def _put_back(session: Session, actor: Actor, now: datetime, steps: Sequence[Step]) -> bool:
    """Put rows back in one flush, so that what the recorder sees is all or nothing of it."""
    try:
        with session.begin_nested():
            for step in steps:
                if step.change.after is None:
                    _bring_back(session, step)
                elif step.goes_to_bin:
                    _bin(step.row, actor, now)
                elif step.made:
                    session.delete(step.row)
                else:
                    _set(step)
            session.flush()
    except IntegrityError:
        return False
    return True


def _batch(step: Step) -> tuple[str, bool, bool, int]:
    """What is put back in one flush: rows of one table that take the same way."""
    gone = step.change.after is None
    alone = gone and step.state["version"] > 1
    return step.change.table, gone, step.made, step.change.row_id if alone else 0


def _bring_back(session: Session, step: Step) -> None:
    before = _decoded(step.kind, step.change.before or {})
    version = before.pop("version")
    row = step.kind(**before)
    session.add(row)
    session.flush()
    if version == 1:
        return
    # A new row begins at version 1, which an edit from before it went could still carry.
    same = col(cast("Any", step.kind).id) == step.change.row_id
    session.execute(
        update(step.kind)
        .where(same)
        .values(version=version)
        .execution_options(synchronize_session=False)
    )
    session.refresh(row)
    flag_modified(row, next(iter(before.keys() - _NEVER_SET)))


def _bin(row: Any, actor: Actor, now: datetime) -> None:
    kind: type[Kept] = type(row)
    row.deleted_at = now
    if "deleted_by" in watched(kind):
        row.deleted_by = actor.person_id


def _set(step: Step) -> None:
    for name, value in _decoded(step.kind, step.change.before or {}).items():
        if name not in _NEVER_SET:
            setattr(step.row, name, value)


def _loaded(session: Session, changes: Sequence[Change]) -> list[Step]:
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for change in changes:
        ids[change.table].append(change.row_id)
    kinds = kept_tables()
    rows: dict[tuple[str, int], Kept] = {}
    for table, wanted in ids.items():
        id_of = col(cast("Any", kinds[table]).id)
        for start in range(0, len(wanted), _MOST_IDS):
            some = wanted[start : start + _MOST_IDS]
            for row in session.exec(select(kinds[table]).where(id_of.in_(some))):
                rows[table, cast("Any", row).id] = row
    return [Step(one, kinds[one.table], rows.get((one.table, one.row_id))) for one in changes]


def _hanging(steps: Iterable[Step]) -> set[tuple[str, int]]:
    """The rows made for another row of the event that goes into the recycle bin.

    One that also needs a row that is removed for good is not: it is removed before that.
    """
    rank = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    made = sorted((step for step in steps if step.made), key=lambda s: rank[s.change.table])
    hanging: set[tuple[str, int]] = set()
    binned: set[tuple[str, int]] = set()
    removed: set[tuple[str, int]] = set()
    for step in made:
        needed = _points_to(step)
        if needed & (hanging | binned) and not needed & removed:
            hanging.add(_key(step))
        elif step.goes_to_bin:
            binned.add(_key(step))
        else:
            removed.add(_key(step))
    return hanging


def _points_to(step: Step) -> set[tuple[str, int]]:
    table = cast("Any", step.kind).__table__
    return {
        (key.column.table.name, step.state[key.parent.name])
        for key in table.foreign_keys
        if step.state.get(key.parent.name) is not None
    }


def _key(step: Step) -> tuple[str, int]:
    return step.change.table, step.change.row_id


def _decoded(kind: type[Kept], state: State) -> State:
    """The values of a kept state, without columns that a later release took away."""
    known = set(watched(kind))
    return decode(kind, {name: value for name, value in state.items() if name in known})
