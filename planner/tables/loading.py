"""Turns rows into the values that rules think in."""

from __future__ import annotations

from sqlmodel import Session, col, select

from planner.rules.campaigns import Anchor, AnchorKind, Milestone, Phase, PhaseKind
from planner.tables import campaigns as rows
from planner.tables.tasks import Predecessor, Task


def load_phases(session: Session, campaign_id: int) -> list[Phase[int]]:
    """A campaign's phases in order of opening, with the shops each applies to."""
    shops: dict[int, set[int]] = {}
    for link in session.exec(
        select(rows.PhaseShop).where(rows.PhaseShop.campaign_id == campaign_id)
    ):
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
        for row in session.exec(
            select(rows.Phase)
            .where(rows.Phase.campaign_id == campaign_id)
            .order_by(col(rows.Phase.opens_at), col(rows.Phase.id))
        )
    ]


def load_milestones(session: Session, campaign_id: int) -> list[Milestone[int]]:
    """A campaign's milestones in order."""
    return [
        Milestone(key=row.id, name=row.name, at=row.happens_at)
        for row in session.exec(
            select(rows.Milestone)
            .where(rows.Milestone.campaign_id == campaign_id)
            .order_by(col(rows.Milestone.happens_at), col(rows.Milestone.id))
        )
    ]


def anchor_of(task: Task) -> Anchor[int]:
    """What a task's due day hangs on."""
    key = task.anchor_phase_id if task.anchor_milestone_id is None else task.anchor_milestone_id
    if key is None:
        raise ValueError(f"task {task.id} hangs on nothing")
    return Anchor(AnchorKind(task.anchor_kind), key)


def open_predecessors(session: Session, task_id: int) -> list[Task]:
    """The open tasks that a task waits for."""
    return list(
        session.exec(
            select(Task)
            .join(Predecessor, col(Predecessor.before_id) == col(Task.id))
            .where(
                Predecessor.task_id == task_id,
                col(Task.done_at).is_(None),
                col(Task.deleted_at).is_(None),
            )
            .order_by(col(Task.due_on))
        )
    )
