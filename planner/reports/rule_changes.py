"""What people changed about a phase's promotions and prices since a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from planner.rules.promotions.written_rules import PRODUCT_FIELDS
from planner.tables.campaigns import Phase
from planner.tables.events import first_event, is_undone
from planner.tables.history import Change, Event, said_sentence
from planner.tables.people import Person
from planner.tables.promotions import PromotionPhase
from planner.words import Sentence

_MOST = 5
_FIELDS = {"product": (*PRODUCT_FIELDS, "removed_at"), "phase": ("opens_at", "closes_at")}
_TABLES = ("promotion", "promotion_phase", "promotion_setting", *_FIELDS)


@dataclass(frozen=True)
class RuleChange:
    """Something that changes prices or margins: what was done, by whom and when."""

    at: datetime
    by: str | None
    sentence: Sentence


def changed_since(session: Session, phase: Phase, then: datetime) -> tuple[RuleChange, ...]:
    """What was done to a phase's prices and margins after a moment, the newest few first; what was
    taken back since is left out."""
    own = set(
        session.exec(select(PromotionPhase.promotion_id).where(PromotionPhase.phase_id == phase.id))
    )
    rows = session.exec(
        select(Event, Change, Person.name)
        .join(Change, col(Change.event_id) == col(Event.id))
        .outerjoin(Person, col(Person.id) == col(Event.actor_id))
        .where(
            Event.campaign_id == phase.campaign_id,
            Event.at > then,
            col(Change.table).in_(_TABLES),
        )
        .order_by(col(Event.id).desc(), col(Change.id))
    )
    found: dict[int, RuleChange] = {}
    for event, change, by in rows:
        if event.id in found or not _matters(change, phase.id, own):
            continue
        first, _ = first_event(session, event)
        if is_undone(session, event) or (event.undoes_id is not None and first.at > then):
            continue
        found[event.id] = RuleChange(event.at, by, said_sentence(event.sentence))
        if len(found) == _MOST:
            break
    return tuple(found.values())


def _matters(change: Change, phase_id: int, promotions: set[int]) -> bool:
    """Whether a changed row decides prices or margins of the phase."""
    before, after = change.before or {}, change.after or {}
    match change.table:
        case "promotion":
            return change.row_id in promotions
        case "promotion_phase":
            return phase_id in (before.get("phase_id"), after.get("phase_id"))
        case "phase" if change.row_id != phase_id:
            return False
        case "promotion_setting":
            return True
        case table:
            return any(before.get(name) != after.get(name) for name in _FIELDS[table])
