"""Moving what was looked at before: the sale day, a phase, a milestone, a task, or the whole plan
fitted to the people anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from planner.actions.finding import open_campaign
from planner.actions.looking_over import note_working_days
from planner.actions.redating import redate, settle_span
from planner.actions.stale import changed_since
from planner.rules.campaigns import offset_for
from planner.rules.moving_plans import (
    AskedMove,
    Bar,
    MilestoneMoves,
    MovingPlan,
    PhaseMoves,
    SaleDayMoves,
    TaskMoves,
)
from planner.rules.people import Actor, Right
from planner.tables.campaigns import Campaign, Milestone, Phase
from planner.tables.loading import anchor_of, load_milestones, load_phases
from planner.tables.moves import Proposal, propose_fit, propose_move
from planner.tables.tasks import Task
from planner.words import Did, Sentence


def move(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    asked: AskedMove,
    digest: str,
    seen: int,
    task_ids: Collection[int] | None = None,
) -> Did:
    """Move what was asked, as it was looked at: ``digest`` is that of the proposal.

    ``seen`` is the last event that the proposal knew. Of the tasks, only ``task_ids`` go where the
    proposal puts them (None: all), and a task that is itself moved; the others keep their days. The
    value is how many tasks moved. Raises Refusal when the plan has changed since.
    """
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    proposal = propose_move(session, now, campaign, asked)
    if proposal.digest != digest:
        raise changed_since(session, seen, campaign_id)
    if proposal.moved is None:
        raise AssertionError("a move has a plan")
    _place(session, campaign, proposal.moved)
    chosen = _chosen(proposal, task_ids)
    if isinstance(asked.moving, TaskMoves):
        chosen |= {asked.moving.key: proposal.bars[asked.moving.key]}
    moved = _lay(session, campaign, chosen)
    settle_span(session, campaign)
    return Did(_said(session, campaign, asked, moved), campaign_id, moved)


def fit_to_people(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    digest: str,
    seen: int,
    task_ids: Collection[int] | None = None,
) -> Did:
    """Lay the tasks of all open campaigns where the proposal, as looked at, puts them.

    ``seen`` is the last event that the proposal knew. Only ``task_ids`` move (None: all that it
    moves). The value is how many tasks moved.
    """
    actor.require(Right.PLAN)
    proposal = propose_fit(session, now)
    if proposal.digest != digest:
        raise changed_since(session, seen)
    chosen = _chosen(proposal, task_ids)
    moved = 0
    campaigns = session.exec(
        select(Campaign)
        .where(col(Campaign.archived_at).is_(None), col(Campaign.deleted_at).is_(None))
        .order_by(col(Campaign.id))
    ).all()
    touched = []
    for campaign in campaigns:
        count = _lay(session, campaign, chosen)
        settle_span(session, campaign)
        note_working_days(session, campaign)
        if count:
            moved += count
            touched.append(campaign.id)
    return Did(
        Sentence("fitted {n} task to the people", "fitted {n} tasks to the people", n=moved),
        touched[0] if len(touched) == 1 else None,
        moved,
    )


def _chosen(proposal: Proposal, task_ids: Collection[int] | None) -> dict[int, Bar]:
    return {key: bar for key, bar in proposal.bars.items() if task_ids is None or key in task_ids}


def _said(session: Session, campaign: Campaign, asked: AskedMove, moved: int) -> Sentence:
    others = moved
    match asked.moving:
        case SaleDayMoves(to=day):
            said = Sentence(
                "moved the sale day of “{campaign}” to {day}", campaign=campaign.name, day=day
            )
        case PhaseMoves(key=key):
            said = Sentence("moved the phase “{phase}”", phase=session.get_one(Phase, key).name)
        case MilestoneMoves(key=key):
            name = session.get_one(Milestone, key).name
            said = Sentence("moved the milestone “{name}”", name=name)
        case TaskMoves(key=key, due_on=day):
            others -= 1
            title = session.get_one(Task, key).title
            said = Sentence("moved “{task}” to {day}", task=title, day=day)
        case _:
            raise AssertionError(asked)
    if not others:
        return said
    return Sentence(
        "{what}; {n} task moved with it", "{what}; {n} tasks moved with it", what=said, n=others
    )


def _place(session: Session, campaign: Campaign, moved: MovingPlan) -> None:
    """Set the sale day, phases and milestones to where they go."""
    campaign.sale_day = moved.sale_day
    campaign.planning_day = min(campaign.planning_day, moved.sale_day)
    for phase in moved.phases:
        row = session.get_one(Phase, phase.key)
        if (row.opens_at, row.closes_at) != (phase.opens, phase.closes):
            row.opens_at, row.closes_at = phase.opens, phase.closes
    for stone in moved.milestones:
        found = session.get_one(Milestone, stone.key)
        if found.happens_at != stone.at:
            found.happens_at = stone.at
    session.flush()


def _lay(session: Session, campaign: Campaign, bars: dict[int, Bar]) -> int:
    """Lay tasks on their bars, let the others keep their days, and say how many moved."""
    phases = load_phases(session, campaign.id)
    milestones = load_milestones(session, campaign.id)
    moved = 0
    for task in _open_tasks(session, campaign.id):
        bar = bars.get(task.id)
        if bar is not None:
            start_on, task.due_on = bar
            task.duration_days = (task.due_on - start_on).days + 1
            moved += 1
        offset = offset_for(anchor_of(task), task.due_on, phases, milestones)
        if task.offset_days != offset:
            task.offset_days = offset
    session.flush()
    redate(session, campaign)
    return moved


def _open_tasks(session: Session, campaign_id: int) -> Iterable[Task]:
    return session.exec(
        select(Task).where(
            Task.campaign_id == campaign_id,
            col(Task.done_at).is_(None),
            col(Task.deleted_at).is_(None),
        )
    ).all()
