"""What people ask about the past: who did what and when, what it changed, can it be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, exists, func, select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.rules.people import Actor, Right
from planner.rules.playbooks import SIDE_NAMES, Side
from planner.rules.promotions.presets import ROUNDINGS
from planner.rules.promotions.ruleset import LAYER_NAMES, Base, Layer
from planner.rules.promotions.telling import BASE_NAMES, covers, terms
from planner.rules.promotions.written_rules import read_gives, read_scope
from planner.rules.targets import MEASURE_NAMES, Measure
from planner.rules.undoing import may_undo
from planner.tables.base import Kept
from planner.tables.campaigns import Campaign, Phase
from planner.tables.events import first_event, is_undone
from planner.tables.history import Change, Event, said_sentence
from planner.tables.naming import name_of
from planner.tables.people import Person, Team
from planner.tables.recording import State, decode, kept_tables, watched
from planner.tables.shops import Shop
from planner.tables.titles import FIELD_NAMES, title_of
from planner.words import Bp, Fen, Refusal, Sentence, Who

_COLUMNS = [
    *("id", "at", "actor_id", "actor", "sentence", "action", "campaign_id", "campaign"),
    *("n_rows", "can_undo", "undone", "undoes_id"),
]
_POINTING: dict[str, type[Kept]] = {"phase_id": Phase, "team_id": Team, "shop_id": Shop}
_PEOPLE = frozenset({"owner_id", "approver_id"})
_NOUNS = (
    *("campaigns", "tasks", "sales", "people", "shops", "calendar", "gates", "templates"),
    *("products", "promotions", "live_prices", "playbooks"),
)
_TOLD: dict[str, Callable[[Any], Sentence]] = {
    "gives": lambda value: terms(read_gives(value)),
    "scope": lambda value: covers(read_scope(value)),
    "base": lambda value: BASE_NAMES[Base(value)],
    "layer": lambda value: LAYER_NAMES[Layer(value)],
    "rounding": lambda value: ROUNDINGS[value][1],
    "side": lambda value: SIDE_NAMES[Side(value)],
    "measure": lambda value: MEASURE_NAMES[Measure(value)],
}
# Only for operators and leads: what goods cost the shop, and what follows from it.
_COSTS = frozenset(
    {
        *("cost_fen", "floor_fen", "fee_bp", "order_fen", "target_bp", "gross_margin_bp"),
        *("refund_bp", "click_fen", "budget_fen", "conversion_bp", "buyer_fen"),
    }
)
_OF_COSTS = frozenset({"promotion_setting", "accepted_finding", "rules_sign_off"})


@reads(*_NOUNS, personal=True)
def events(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int | None = None,
    person_id: int | None = None,
    noun: str | None = None,
    limit: int = 100,
    before_id: int | None = None,
) -> pd.DataFrame:
    """One row is something that someone did, the newest first: id, at (UTC), actor_id, actor (the
    name by now, None for nobody), sentence (with names), action, campaign_id, campaign, n_rows,
    can_undo (by who asks), undone, undoes_id.

    ``before_id`` gives the page before that event. Who may not invite people does not see what was
    done to accounts.
    """
    actor.require(Right.SEE_PLAN)
    rows = (
        select(func.count())
        .where(col(Change.event_id) == col(Event.id))
        .correlate(Event)
        .scalar_subquery()
    )
    query = (
        select(Event, col(Person.name), col(Campaign.name), rows)
        .outerjoin(Person, col(Person.id) == col(Event.actor_id))
        .outerjoin(Campaign, col(Campaign.id) == col(Event.campaign_id))
        .where(*_shown_to(actor))
        .order_by(col(Event.id).desc())
        .limit(limit)
    )
    if campaign_id is not None:
        query = query.where(col(Event.campaign_id) == campaign_id)
    if person_id is not None:
        query = query.where(col(Event.actor_id) == person_id)
    if noun is not None:
        query = query.where(_touches(noun))
    if before_id is not None:
        query = query.where(col(Event.id) < before_id)
    records = []
    for event, person, campaign, n_rows in session.execute(query):
        first, _ = first_event(session, event)
        records.append(
            {
                "id": event.id,
                "at": event.at,
                "actor_id": event.actor_id,
                "actor": person,
                "sentence": _named(session, said_sentence(event.sentence)),
                "action": event.action,
                "campaign_id": event.campaign_id,
                "campaign": campaign,
                "n_rows": n_rows,
                "can_undo": event.undone_by_id is None
                and may_undo(actor, event.actor_id, first.action),
                "undone": is_undone(session, event),
                "undoes_id": event.undoes_id,
            }
        )
    frame = pd.DataFrame(records, columns=_COLUMNS)
    return frame.astype(dict.fromkeys(("actor_id", "campaign_id", "undoes_id"), "Int64"))


@reads(*_NOUNS)
def changes(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    event_id: int,
    limit: int = 200,
) -> pd.DataFrame:
    """One row is a field of a changed row: table, row_id, row (its title), what ("made", "changed"
    or "gone"), field, before, after.

    Titles and fields are Sentences; values are Fen, Bp, dates, numbers, texts and names, None for
    nothing. ``limit`` counts changed rows. Costs and what follows from them are left out for who
    may not see them. Raises a Refusal for an event that is not there, or not for who asks.
    """
    actor.require(Right.SEE_PLAN)
    query = select(Event).where(col(Event.id) == event_id, *_shown_to(actor))
    if session.scalar(query) is None:
        raise Refusal("This change is not in the history any more.")
    found = session.scalars(
        select(Change).where(col(Change.event_id) == event_id).order_by(col(Change.id)).limit(limit)
    )
    kinds = kept_tables()
    records = []
    hidden = frozenset() if actor.may(Right.SEE_COSTS) else _COSTS
    for change in found:
        if hidden and change.table in _OF_COSTS:
            continue
        kind = kinds[change.table]
        title = title_of(session, change.table, change.after or change.before or {})
        row = (change.table, change.row_id, _named(session, title), _what(change))
        before = _values(session, kind, change.before)
        after = _values(session, kind, change.after)
        for name, field in FIELD_NAMES.items():
            if name not in hidden and before.get(name) != after.get(name):
                records.append((*row, field, before.get(name), after.get(name)))
    columns = ["table", "row_id", "row", "what", "field", "before", "after"]
    return pd.DataFrame(records, columns=columns, dtype=object)


def _named(session: Session, sentence: Sentence) -> Sentence:
    values = {name: _with_name(session, value) for name, value in sentence.values.items()}
    return Sentence(sentence.msgid, sentence.plural, **values)


def _with_name(session: Session, value: Any) -> Any:
    match value:
        case Who():
            return name_of(session, Person, int(value))
        case Sentence():
            return _named(session, value)
        case _:
            return value


def _shown_to(actor: Actor) -> list[ColumnElement[bool]]:
    return [] if actor.may(Right.INVITE_TEAMMATES) else [~_touches("people")]


def _touches(noun: str) -> ColumnElement[bool]:
    tables = sorted(name for name, kind in kept_tables().items() if kind.noun == noun)
    return exists().where(col(Change.event_id) == col(Event.id), col(Change.table).in_(tables))


def _what(change: Change) -> str:
    if change.before is None:
        return "made"
    return "gone" if change.after is None else "changed"


def _values(session: Session, kind: Any, state: State | None) -> dict[str, Any]:
    """The fields of a kept state that people have a word for; empty ones are None."""
    known = set(watched(kind)) & FIELD_NAMES.keys()
    kept = {name: value for name, value in (state or {}).items() if name in known}
    return {
        name: _shown(session, name, value)
        for name, value in decode(kind, kept).items()
        if value is not None and value != ""
    }


def _shown(session: Session, name: str, value: Any) -> Any:
    if name in _PEOPLE:
        return name_of(session, Person, value)
    if name in _POINTING:
        return name_of(session, _POINTING[name], value)
    if name in _TOLD:
        return _TOLD[name](value)
    if name.endswith("_fen"):
        return Fen(value)
    return Bp(value) if name.endswith("_bp") else value
