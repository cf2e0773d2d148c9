"""Taking back what someone did: undo, and undo of an undo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import filterfalse

from sqlmodel import Session, col, select

from planner.actions.finding import counting_promotion, open_campaign
from planner.actions.putting_back import Step, is_untouched, put_all_back, steps_of
from planner.actions.redating import redate, settle_span
from planner.rules.people import Actor, Right, rights_of
from planner.rules.undoing import require_undo
from planner.tables.campaigns import Campaign, Milestone, Phase
from planner.tables.events import first_event
from planner.tables.history import Change, Event, said_sentence
from planner.tables.people import Person
from planner.tables.promotions import Promotion, PromotionPhase
from planner.tables.roles import roles_of
from planner.tables.tasks import Task
from planner.tables.titles import title_of
from planner.words import Did, Refusal, Sentence, Who

_MOST_NAMED = 3
_GRANTED = ("operator_since", "lead_since")


@dataclass(frozen=True)
class Left:
    """A row that stays as it is, and its name with the reason."""

    table: str
    row_id: int
    said: Sentence


def undo(session: Session, /, *, actor: Actor, now: datetime, event_id: int) -> Did:
    """Put back every row that is still as an event left it; the value names those that are not.

    What the event made goes away again: tasks and campaigns into the recycle bin with all that
    was made for them, the rest for good. Undoing an undo does the first thing again.
    """
    event = session.get(Event, event_id)
    if event is None:
        raise Refusal("This change is not in the history any more.")
    first, undoing = first_event(session, event)
    require_undo(actor, event.actor_id, first.action)
    if event.undone_by_id is not None:
        raise Refusal("This was already undone. Look at the history again.")
    steps = steps_of(session, event)
    _require_rights_over(session, actor, steps)
    if event.campaign_id is not None and all(step.kind is not Campaign for step in steps):
        open_campaign(session, event.campaign_id)
    free, touched = list(filter(is_untouched, steps)), list(filterfalse(is_untouched, steps))
    held = put_all_back(session, actor, now, free)
    left = [_changed_since(session, event, step) for step in touched]
    left += [_depended_on(session, step) for step in held]
    if len(left) == len(steps):
        raise Refusal("Nothing could be undone: {rows}.", rows=_listed(left))
    _keep_rules(session, steps)
    what = said_sentence(first.sentence)
    done = Sentence("did again: {what}", what=what)
    if not undoing:
        done = Sentence("undid: {what}", what=what)
    return Did(_with_left(done, left), event.campaign_id, tuple(left), undoes_id=event.id)


def _require_rights_over(session: Session, actor: Actor, steps: Iterable[Step]) -> None:
    for step in steps:
        if step.kind is not Person:
            continue
        before, after = step.change.before or {}, step.change.after or {}
        if any((before.get(role) is None) != (after.get(role) is None) for role in _GRANTED):
            actor.require(Right.GRANT_ROLES)
        person = session.get(Person, step.change.row_id)
        if person is not None and rights_of(roles_of(person)) - actor.rights:
            raise Refusal("You can't undo changes to someone with more rights. Ask a lead.")


def _changed_since(session: Session, event: Event, step: Step) -> Left:
    by = session.exec(
        select(Event.actor_id)
        .join(Change, col(Change.event_id) == col(Event.id))
        .where(
            Change.table == step.change.table,
            Change.row_id == step.change.row_id,
            col(Event.id) > event.id,
        )
        .order_by(col(Event.id).desc())
    ).first()
    return _left(
        step,
        Sentence(
            "{row} (changed since by {who})",
            row=title_of(session, step.change.table, step.state),
            who=Sentence("Somebody") if by is None else Who(by),
        ),
    )


def _depended_on(session: Session, step: Step) -> Left:
    row = title_of(session, step.change.table, step.state)
    return _left(step, Sentence("{row} (something else depends on it)", row=row))


def _left(step: Step, said: Sentence) -> Left:
    return Left(step.change.table, step.change.row_id, said)


def _keep_rules(session: Session, steps: Sequence[Step]) -> None:
    """What single rows can't know: names of campaigns, due days on their anchors, phases of
    promotions, one lead."""
    session.flush()
    for step in steps:
        if step.kind is Campaign:
            _require_free_name(session, step.change.row_id)
    planned = [step for step in steps if step.kind in (Phase, Milestone, Task)]
    for campaign_id in sorted({step.state["campaign_id"] for step in planned}):
        campaign = session.get_one(Campaign, campaign_id)
        if campaign.deleted_at is None:
            redate(session, campaign)
            settle_span(session, campaign)
    for promotion_id in sorted(_promotions_of(steps)):
        promotion = session.get(Promotion, promotion_id)
        if promotion is not None and promotion.cancelled_at is None:
            counting_promotion(session, promotion_id)
    if any(step.kind is Person for step in steps):
        _require_a_lead(session)


def _promotions_of(steps: Iterable[Step]) -> set[int]:
    own = {step.change.row_id for step in steps if step.kind is Promotion}
    return own | {step.state["promotion_id"] for step in steps if step.kind is PromotionPhase}


def _require_free_name(session: Session, campaign_id: int) -> None:
    campaign = session.get(Campaign, campaign_id)
    if campaign is None or campaign.deleted_at is not None:
        return
    twin = session.exec(
        select(Campaign.id).where(
            Campaign.name == campaign.name,
            Campaign.id != campaign_id,
            col(Campaign.deleted_at).is_(None),
        )
    ).first()
    if twin is not None:
        raise Refusal(
            "There is another campaign called “{name}” by now. Rename it, then undo.",
            name=campaign.name,
        )


def _require_a_lead(session: Session) -> None:
    lead = session.exec(
        select(Person.id).where(
            col(Person.lead_since).is_not(None),
            col(Person.deactivated_at).is_(None),
            col(Person.removed_at).is_(None),
        )
    ).first()
    if lead is None:
        raise Refusal("This would leave nobody as lead. Make someone else a lead first.")


def _with_left(done: Sentence, left: Sequence[Left]) -> Sentence:
    if not left:
        return done
    return Sentence(
        "{done}; {n} row stays as it is: {rows}",
        "{done}; {n} rows stay as they are: {rows}",
        done=done,
        n=len(left),
        rows=_listed(left),
    )


def _listed(left: Sequence[Left]) -> Sentence:
    first, *rest = [one.said for one in left[:_MOST_NAMED]]
    listed = first
    for said in rest:
        listed = Sentence("{first}; {rest}", first=listed, rest=said)
    if len(left) > _MOST_NAMED:
        listed = Sentence("{first} …", first=listed)
    return listed
