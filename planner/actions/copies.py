"""Copies a campaign to another sale day, leaving owners, progress and talk behind."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from planner.actions.campaigns import create
from planner.actions.laying_out import team_reference
from planner.rules.campaigns import Anchor, Milestone, Phase, due_day
from planner.rules.layouts import LaidOutPlan, PlannedTask
from planner.rules.names import tidy
from planner.rules.people import Actor, Right
from planner.rules.targets import Measure
from planner.tables import campaigns as rows
from planner.tables.loading import anchor_of, load_milestones, load_phases
from planner.tables.shops import Shop
from planner.tables.tasks import ChecklistItem, Predecessor, Task
from planner.words import Did, Refusal, Sentence


def duplicate(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    name: str,
    sale_day: date,
) -> Did:
    """Make the same plan again around another sale day: every task to do, owned by nobody.

    The campaign copied from is not touched. The target's amount is left behind, its shares stay.
    """
    actor.require(Right.PLAN)
    source = session.get(rows.Campaign, campaign_id)
    if source is None or source.deleted_at is not None:
        raise Refusal("This campaign is not there any more. It may be in the recycle bin.")
    days = sale_day - source.sale_day
    shares = {
        str(row.id): row.target_share_bp
        for row in session.exec(select(rows.Phase).where(rows.Phase.campaign_id == campaign_id))
    }
    plan = LaidOutPlan(
        sale=source.sale,
        name=name,
        sale_day=sale_day,
        phases=tuple(
            Phase(
                str(phase.key),
                phase.name,
                phase.kind,
                phase.opens + days,
                phase.closes + days,
                phase.shops,
            )
            for phase in load_phases(session, campaign_id)
        ),
        milestones=tuple(
            Milestone(str(milestone.key), milestone.name, milestone.at + days, milestone.freezes)
            for milestone in load_milestones(session, campaign_id)
        ),
        tasks=_planned_again(session, source, days),
        target_shares_bp=shares,
    )
    made = create(
        session,
        actor=actor,
        now=now,
        name=name,
        sale=source.sale,
        sale_day=sale_day,
        shop_ids=_shops_still_selling(session, source),
        plan=plan,
        shares_bp=shares,
        target_fen=None,
        measure=Measure(source.target_measure),
        time_zone=source.time_zone,
        language=source.language,
    )
    return Did(
        Sentence("copied “{source}” as “{campaign}”", source=source.name, campaign=tidy(name)),
        made.campaign_id,
        made.value,
    )


def _shops_still_selling(session: Session, source: rows.Campaign) -> list[int]:
    shop_ids = session.exec(
        select(rows.CampaignShop.shop_id)
        .join(Shop, col(Shop.id) == col(rows.CampaignShop.shop_id))
        .where(rows.CampaignShop.campaign_id == source.id, col(Shop.archived_at).is_(None))
    ).all()
    if not shop_ids:
        raise Refusal(
            "All shops of “{campaign}” are archived. Take one out of the archive first.",
            campaign=source.name,
        )
    return list(shop_ids)


def _planned_again(
    session: Session, source: rows.Campaign, days: timedelta
) -> tuple[PlannedTask, ...]:
    steps: dict[int, list[str]] = {}
    for item in session.exec(
        select(ChecklistItem)
        .where(ChecklistItem.campaign_id == source.id)
        .order_by(col(ChecklistItem.position))
    ):
        steps.setdefault(item.task_id, []).append(item.text)
    before: dict[int, list[str]] = {}
    for link in session.exec(select(Predecessor).where(Predecessor.campaign_id == source.id)):
        before.setdefault(link.task_id, []).append(str(link.before_id))
    phases = load_phases(session, source.id)
    milestones = load_milestones(session, source.id)
    return tuple(
        PlannedTask(
            key=str(task.id),
            team=team_reference(task.team_id),
            title=task.title,
            acceptance=task.acceptance,
            checklist=tuple(steps.get(task.id, ())),
            effort_hours=task.effort_hours,
            must_have=task.must_have,
            needs_approval=task.approver_id is not None,
            core=False,
            phase=str(task.phase_id),
            anchor=Anchor(anchor_of(task).kind, str(anchor_of(task).key)),
            offset_days=task.offset_days,
            duration_days=task.duration_days,
            people_at_once=task.people_at_once,
            predecessors=tuple(before.get(task.id, ())),
            due_on=due_day(anchor_of(task), task.offset_days, phases, milestones) + days,
        )
        for task in session.exec(
            select(Task)
            .where(Task.campaign_id == source.id, col(Task.deleted_at).is_(None))
            .order_by(col(Task.number))
        )
    )
