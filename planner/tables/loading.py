"""Turns rows into the values that rules think in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlmodel import Session, col

from planner.rules.campaigns import Anchor, AnchorKind, Milestone, Phase, PhaseKind
from planner.tables import campaigns as rows
from planner.tables.tasks import Predecessor, Task

# Statements are built once: making one takes longer than asking it.
_OF_CAMPAIGN: BindParameter[Any] = bindparam("campaign_id")
_PHASE_SHOPS = select(col(rows.PhaseShop.phase_id), col(rows.PhaseShop.shop_id)).where(
    col(rows.PhaseShop.campaign_id) == _OF_CAMPAIGN
)
_PHASES = (
    select(
        col(rows.Phase.id),
        col(rows.Phase.name),
        col(rows.Phase.kind),
        col(rows.Phase.opens_at),
        col(rows.Phase.closes_at),
    )
    .where(col(rows.Phase.campaign_id) == _OF_CAMPAIGN)
    .order_by(col(rows.Phase.opens_at), col(rows.Phase.id))
)
_MILESTONES = (
    select(col(rows.Milestone.id), col(rows.Milestone.name), col(rows.Milestone.happens_at))
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


def load_phases(session: Session, campaign_id: int) -> list[Phase[int]]:
    """A campaign's phases in order of opening, with the shops each applies to."""
    of_campaign = {"campaign_id": campaign_id}
    shops: dict[int, set[int]] = {}
    for phase_id, shop_id in session.execute(_PHASE_SHOPS, of_campaign):
        shops.setdefault(phase_id, set()).add(shop_id)
    return [
        Phase(key, name, PhaseKind(kind), opens, closes, frozenset(shops.get(key, ())))
        for key, name, kind, opens, closes in session.execute(_PHASES, of_campaign)
    ]


def load_milestones(session: Session, campaign_id: int) -> list[Milestone[int]]:
    """A campaign's milestones in order."""
    found = session.execute(_MILESTONES, {"campaign_id": campaign_id})
    return [Milestone(key, name, at) for key, name, at in found]


def anchor_of(task: Task) -> Anchor[int]:
    """What a task's due day hangs on."""
    key = task.anchor_phase_id if task.anchor_milestone_id is None else task.anchor_milestone_id
    if key is None:
        raise ValueError(f"task {task.id} hangs on nothing")
    return Anchor(AnchorKind(task.anchor_kind), key)


def open_predecessors(session: Session, task_id: int) -> list[Task]:
    """The open tasks that a task waits for."""
    return list(session.scalars(_OPEN_BEFORE, {"task_id": task_id}))
