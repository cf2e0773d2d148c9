"""Refuses what was made on what somebody has changed since it was shown, and says who and what."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from sqlmodel import Session, col, select

from planner.tables.base import Kept
from planner.tables.calendars import CalendarDay, CalendarYear
from planner.tables.campaigns import Campaign, Milestone, Phase
from planner.tables.history import Change, Event, said_sentence
from planner.tables.people import Team, TeamTime
from planner.tables.recording import decode, encode
from planner.tables.tasks import ChecklistItem, Predecessor, Task
from planner.tables.titles import FIELD_NAMES
from planner.words import Bp, Fen, Refusal, Sentence, Who

_MOST_FIELDS = 3
_LONGEST_VALUE = 60

_PEOPLE = frozenset({"owner_id", "approver_id"})
_OF_PLANS = tuple(
    str(kind.__tablename__)
    for kind in (
        Campaign,
        Phase,
        Milestone,
        Task,
        Predecessor,
        ChecklistItem,
        Team,
        TeamTime,
        CalendarDay,
        CalendarYear,
    )
)


def require_version(session: Session, row: Kept, version: int) -> None:
    """Refuse unless the row still has the version a person saw, naming what changed and by whom."""
    if row.version == version:
        return
    missed = _missed(session, row, version)
    if not missed:
        raise Refusal(
            "Somebody changed this while you were editing."
            " Your text is kept; look at it and save again."
        )
    last = missed[-1][0]
    who = Sentence("Somebody") if last.actor_id is None else Who(last.actor_id)
    fields = _differences(row, missed[0][1].before or {})
    if not fields:
        raise Refusal(
            "{who} changed this on {when}. Your text is kept; look at it and save again.",
            who=who,
            when=last.at,
        )
    raise Refusal(
        "{who} changed this on {when}: {changes}. Your text is kept; look at it and save again.",
        who=who,
        when=last.at,
        changes=_joined(fields[:_MOST_FIELDS]),
    )


def changed_since(session: Session, seen: int, campaign_id: int | None = None) -> Refusal:
    """The refusal of what was looked at when ``seen`` was the last event: who did what since.

    What was done in a campaign itself comes first; at most three are named.
    """
    events = session.exec(
        select(Event)
        .where(
            col(Event.id) > seen,
            col(Event.id).in_(select(Change.event_id).where(col(Change.table).in_(_OF_PLANS))),
        )
        .order_by(col(Event.campaign_id) != campaign_id, col(Event.id))
        .limit(_MOST_FIELDS)
    ).all()
    if not events:
        return Refusal(
            "The plan has changed while you looked at it. Nothing was moved; this is how it would"
            " be now."
        )
    return Refusal(
        "The plan has changed while you looked at it: {changes}. Nothing was moved; this is how it"
        " would be now.",
        changes=_joined([_told(event) for event in events]),
    )


def _told(event: Event) -> Sentence:
    who = Sentence("somebody") if event.actor_id is None else Who(event.actor_id)
    return Sentence("{who} {what}", who=who, what=said_sentence(event.sentence))


def _missed(session: Session, row: Kept, version: int) -> list[tuple[Event, Change]]:
    found = session.exec(
        select(Event, Change)
        .join(Change, col(Change.event_id) == col(Event.id))
        .where(Change.table == row.__tablename__, Change.row_id == cast("Any", row).id)
        .order_by(col(Event.id))
    )
    return [
        (event, change)
        for event, change in found
        if change.before is not None and change.before.get("version", 0) >= version
    ]


def _differences(row: Kept, seen: dict[str, Any]) -> list[Sentence]:
    current = encode(row)
    names = [name for name in FIELD_NAMES if name in seen and seen[name] != current.get(name)]
    before, after = decode(type(row), seen), decode(type(row), current)
    told: dict[str, Sentence] = {}
    for name in names:
        told.setdefault(FIELD_NAMES[name].msgid, _difference(name, before[name], after[name]))
    return list(told.values())


def _difference(name: str, before: Any, after: Any) -> Sentence:
    field = FIELD_NAMES[name]
    if name in _PEOPLE:
        return Sentence(
            "{field} {before} → {after}",
            field=field,
            before=Sentence("nobody") if before is None else Who(before),
            after=Sentence("nobody") if after is None else Who(after),
        )
    if name.endswith("_id") or any(_says_little(value) for value in (before, after)):
        return field
    return Sentence(
        "{field} “{before}” → “{after}”",
        field=field,
        before=_shown(name, before),
        after=_shown(name, after),
    )


def _says_little(value: Any) -> bool:
    return isinstance(value, bool | dict | list) or (
        isinstance(value, datetime) and value.tzinfo is not None
    )


def _shown(name: str, value: Any) -> Any:
    if value is None or value == "":
        return Sentence("nothing")
    if name.endswith("_fen"):
        return Fen(value)
    if name.endswith("_bp"):
        return Bp(value)
    if isinstance(value, datetime | date | int | float):
        return value
    text = str(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _joined(parts: list[Sentence]) -> Sentence:
    first, *rest = parts
    if not rest:
        return first
    return Sentence("{first}; {rest}", first=first, rest=_joined(rest))
