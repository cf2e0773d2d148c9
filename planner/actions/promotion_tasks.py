"""The tasks of a promotion: asked for with it, withdrawn while nobody has begun, brought back."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, func, select

from planner.actions import plans
from planner.actions.finding import open_campaign
from planner.files.promotion_tasks import shipped
from planner.rules.campaigns import Anchor, AnchorKind, campaign_span
from planner.rules.clock import today_in
from planner.rules.people import Actor
from planner.rules.promotions.needs import Need, needs_of
from planner.rules.promotions.ruleset import Layer
from planner.rules.promotions.written_rules import kind_of, read_gives
from planner.rules.tasks import TaskField
from planner.tables.campaigns import Campaign
from planner.tables.loading import load_phases
from planner.tables.people import Team
from planner.tables.promotions import Promotion, PromotionPhase, PromotionTask
from planner.tables.tasks import Task
from planner.words import Refusal


def ask_for(session: Session, actor: Actor, now: datetime, promotion: Promotion) -> int:
    """Make the tasks that a promotion needs and that nobody has asked for yet; how many."""
    campaign = open_campaign(session, promotion.campaign_id)
    asked = set(
        session.exec(select(PromotionTask.need).where(PromotionTask.promotion_id == promotion.id))
    )
    kind, layer = kind_of(read_gives(promotion.gives)), Layer(promotion.layer)
    needs = [need for need in needs_of(shipped(), kind, layer) if need.key not in asked]
    for need in needs:
        task_id = _make(session, actor, now, promotion, campaign, need)
        session.add(
            PromotionTask(
                campaign_id=campaign.id,
                promotion_id=promotion.id,
                task_id=task_id,
                need=need.key,
            )
        )
    return len(needs)


def withdraw(session: Session, actor: Actor, now: datetime, promotion_id: int) -> tuple[int, int]:
    """Put the tasks of a promotion into the recycle bin that nobody has begun.

    How many went there, and how many stay because work on them has begun.
    """
    tasks = _tasks(session, promotion_id)
    begun = [task for task in tasks if task.started_at or task.submitted_at or task.done_at]
    waiting = [task.id for task in tasks if task not in begun]
    if waiting:
        plans.remove(session, actor=actor, now=now, task_ids=waiting)
    return len(waiting), len(begun)


def restore(
    session: Session, actor: Actor, now: datetime, promotion_id: int, withdrawn_at: datetime
) -> int:
    """Take out of the recycle bin what ``withdraw`` put there at that moment; how many."""
    withdrawn = session.exec(
        select(Task)
        .join(PromotionTask, col(PromotionTask.task_id) == col(Task.id))
        .where(PromotionTask.promotion_id == promotion_id, Task.deleted_at == withdrawn_at)
        .order_by(col(Task.id))
    ).all()
    for task in withdrawn:
        plans.restore(session, actor=actor, now=now, task_id=task.id)
    return len(withdrawn)


def _tasks(session: Session, promotion_id: int) -> list[Task]:
    return list(
        session.exec(
            select(Task)
            .join(PromotionTask, col(PromotionTask.task_id) == col(Task.id))
            .where(PromotionTask.promotion_id == promotion_id, col(Task.deleted_at).is_(None))
            .order_by(col(Task.id))
        )
    )


def _make(
    session: Session,
    actor: Actor,
    now: datetime,
    promotion: Promotion,
    campaign: Campaign,
    need: Need,
) -> int:
    served = set(
        session.exec(
            select(PromotionPhase.phase_id).where(PromotionPhase.promotion_id == promotion.id)
        )
    )
    phases = load_phases(session, campaign.id)
    first = min((phase for phase in phases if phase.key in served), key=lambda phase: phase.opens)
    _, last_day = campaign_span(phases)
    due = need.due(first.opens.date(), today_in(now, campaign.time_zone), last_day)
    made = plans.add(
        session,
        actor=actor,
        now=now,
        campaign_id=campaign.id,
        changes={
            TaskField.TITLE: need.titled(promotion.name, campaign.language),
            TaskField.TEAM: _team(session, need.team),
            TaskField.PHASE: first.key,
            TaskField.ANCHOR: Anchor(AnchorKind.OPENING, first.key),
            TaskField.DUE: max(due, campaign.planning_day),
            TaskField.EFFORT_HOURS: need.effort_hours,
            TaskField.MUST_HAVE: need.must_have,
            TaskField.ACCEPTANCE: need.acceptance.in_language(campaign.language),
        },
    )
    return int(made.value)


def _team(session: Session, key: str) -> int:
    """The team that a need names, or the first one where the shop has none like it."""
    team = session.exec(
        select(Team)
        .where(col(Team.archived_at).is_(None))
        .order_by(func.coalesce(col(Team.key), "") != key, col(Team.position), col(Team.id))
    ).first()
    if team is None:
        raise Refusal("Add a team first: somebody has to do the tasks of this promotion.")
    return team.id
