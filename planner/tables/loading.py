"""Turns rows into the values that rules think in."""

from __future__ import annotations

from sqlalchemy import BindParameter, bindparam, select
from sqlmodel import Session, col

from planner.rules.campaigns import Anchor, AnchorKind, Milestone, Phase, PhaseKind
from planner.tables import campaigns as rows
from planner.tables.tasks import Predecessor, Task
from planner.words import Refusal

# Statements are built once: making one takes longer than asking it. They ask for rows, not for
# columns, because an action may have changed a row that is not written yet.
_OF_CAMPAIGN: BindParameter[int] = bindparam("campaign_id")
_PHASE_SHOPS = select(rows.PhaseShop).where(col(rows.PhaseShop.campaign_id) == _OF_CAMPAIGN)
_PHASES = (
    select(rows.Phase)
    .where(col(rows.Phase.campaign_id) == _OF_CAMPAIGN)
    .order_by(col(rows.Phase.opens_at), col(rows.Phase.id))
)
_MILESTONES = (
    select(rows.Milestone)
    .where(col(rows.Milestone.campaign_id) == _OF_CAMPAIGN)
    .order_by(col(rows.Milestone.happens_at), col(rows.Milestone.id))
)
_OPEN_BEFORE = (
    select(Task)
    .join(Predecessor, col(Predecessor.before_id) == col(Task.id))
    .where(
        col(Predecessor.task_id) == bindparam("task_id"),
        col(Task.done_at).is_(None),
        col(Task.deleted_at).is_(None),
    )
    .order_by(col(Task.due_on))
)


def kept_campaign(session: Session, campaign_id: int) -> rows.Campaign:
    """A campaign that can be looked at, perhaps in the archive; a Refusal if it is in the bin."""
    campaign = session.get(rows.Campaign, campaign_id)
    if campaign is None or campaign.deleted_at is not None:
        raise Refusal("This campaign is not there any more. It may be in the recycle bin.")
    return campaign


def load_phases(session: Session, campaign_id: int) -> list[Phase[int]]:
    """A campaign's phases in order of opening, with the shops each applies to."""
    of_campaign = {"campaign_id": campaign_id}
    shops: dict[int, set[int]] = {}
    for link in session.scalars(_PHASE_SHOPS, of_campaign):
        shops.setdefault(link.phase_id, set()).add(link.shop_id)
    return [
        Phase(
            key=row.id,
            name=row.name,
            kind=PhaseKind(row.kind),
            opens=row.opens_at,
            closes=row.closes_at,
            shops=frozenset(shops.get(row.id, ())),
        )
        for row in session.scalars(_PHASES, of_campaign)
    ]


def load_milestones(session: Session, campaign_id: int) -> list[Milestone[int]]:
    """A campaign's milestones in order."""
    return [
        Milestone(key=row.id, name=row.name, at=row.happens_at, freezes=row.freezes)
        for row in session.scalars(_MILESTONES, {"campaign_id": campaign_id})
    ]


def anchor_of(task: Task) -> Anchor[int]:
    """What a task's due day hangs on."""
    key = task.anchor_phase_id if task.anchor_milestone_id is None else task.anchor_milestone_id
    if key is None:
        raise ValueError(f"task {task.id} hangs on nothing")
    return Anchor(AnchorKind(task.anchor_kind), key)


def open_predecessors(session: Session, task_id: int) -> list[Task]:
    """The open tasks that a task waits for."""
    return list(session.scalars(_OPEN_BEFORE, {"task_id": task_id}))
