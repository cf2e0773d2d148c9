"""What people ask about the teams' time: who has too much on which day, and what is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Select, bindparam, case, func, select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.reports.task_rows import TASKS, as_frame, task_rows
from planner.rules.campaigns import PhaseKind
from planner.rules.capacity import minutes_by_day
from planner.rules.clock import today_in
from planner.rules.networks import minutes_left
from planner.rules.people import Actor, Right
from planner.rules.workloads import Bar, TeamDay, workload
from planner.tables.campaigns import Campaign, Phase
from planner.tables.people import Team
from planner.tables.shops import Installation
from planner.tables.tasks import ChecklistItem, Task
from planner.tables.working_days import load_team_hours, load_working_days

_SHOWN_DAYS = 14
_HOUR = 60
_OPEN_CAMPAIGN = (col(Campaign.archived_at).is_(None), col(Campaign.deleted_at).is_(None))
_STEPS = (
    select(
        col(ChecklistItem.task_id),
        func.count(col(ChecklistItem.done_at)).label("done"),
        func.count().label("total"),
    )
    .group_by(col(ChecklistItem.task_id))
    .subquery()
)
_BARS = (
    select(
        col(Task.id),
        col(Task.team_id),
        col(Task.due_on),
        col(Task.duration_days),
        col(Task.effort_hours),
        case((col(Task.started_at).is_(None), 0), else_=_STEPS.c.done).label("steps_done"),
        case((col(Task.started_at).is_(None), 0), else_=_STEPS.c.total).label("steps"),
    )
    .join(Campaign, col(Campaign.id) == col(Task.campaign_id))
    .outerjoin(_STEPS, _STEPS.c.task_id == col(Task.id))
    .where(
        *_OPEN_CAMPAIGN,
        col(Task.deleted_at).is_(None),
        col(Task.done_at).is_(None),
        col(Task.submitted_at).is_(None),
    )
)
_PHASES: Select[*tuple[Any, ...]] = (
    select(
        col(Phase.name),
        col(Phase.kind),
        col(Phase.opens_at),
        col(Phase.closes_at),
        col(Campaign.name).label("campaign"),
    )
    .join(Campaign, col(Campaign.id) == col(Phase.campaign_id))
    .where(*_OPEN_CAMPAIGN)
    .order_by(col(Phase.opens_at))
)
_TEAMS = (
    select(Team).where(col(Team.archived_at).is_(None)).order_by(col(Team.position), col(Team.id))
)
_THESE = TASKS.where(col(Task.id).in_(bindparam("task_ids", expanding=True)))


@dataclass(frozen=True)
class Opening:
    """A phase that opens while the workload is looked at, at a wall-clock time."""

    at: datetime
    phase: str
    campaign: str


@reads("tasks", "campaigns", "people", "calendar")
def by_day(session: Session, /, *, actor: Actor, now: datetime) -> pd.DataFrame:
    """One row is a day of a team, from today to the last day of all open campaigns: team_id, team,
    team_key, colour, day, planned and capacity (minutes), tasks (how many), over (minutes).

    Teams come in their order, days in theirs. Work is what open tasks of all open campaigns still
    need, evenly on the working days of their bars; what waits for review needs none.
    """
    actor.require(Right.SEE_PLAN)
    today = _today(session, now)
    loads = _loads(session, today)
    return pd.DataFrame(
        [
            {
                "team_id": team.id,
                "team": team.name,
                "team_key": team.key,
                "colour": team.colour,
                "day": today + timedelta(days=place),
                "planned": day.planned,
                "capacity": day.capacity,
                "tasks": len(day.tasks),
                "over": day.over,
            }
            for team in session.scalars(_TEAMS)
            for place, day in enumerate(loads[team.id])
        ]
    )


@reads("campaigns")
def openings(session: Session, /, *, actor: Actor, now: datetime) -> tuple[Opening, ...]:
    """The phases of open campaigns that open from today on, in order."""
    actor.require(Right.SEE_PLAN)
    today = _today(session, now)
    return tuple(
        Opening(row.opens_at, row.name, row.campaign)
        for row in session.execute(_PHASES)
        if row.opens_at.date() >= today
    )


@reads("tasks", "campaigns", "people", "calendar")
def behind(
    session: Session, /, *, actor: Actor, now: datetime, team_id: int, day: date
) -> pd.DataFrame:
    """One row is a task whose work lies on a team's day: columns as in ``TaskRow``, then
    ``hours_that_day``; the most work first."""
    actor.require(Right.SEE_PLAN)
    today = _today(session, now)
    days = _loads(session, today).get(team_id, [])
    place = (day - today).days
    minutes = dict(days[place].tasks) if 0 <= place < len(days) else {}
    found = task_rows(session, now, _THESE, task_ids=list(minutes))
    found = sorted(found, key=lambda row: (-minutes[row.id], row.due_on, row.id))
    return as_frame(found, hours_that_day=[minutes[row.id] / _HOUR for row in found])


def _loads(session: Session, today: date) -> dict[int, list[TeamDay]]:
    phases = session.execute(_PHASES).all()
    last = max((row.closes_at.date() for row in phases), default=today)
    last = max(last, today + timedelta(days=_SHOWN_DAYS - 1))
    working_days = load_working_days(session, today, last)
    bursts = _bursts(phases)
    capacity = {
        team_id: minutes_by_day(hours, working_days, bursts, today, last)
        for team_id, hours in load_team_hours(session).items()
    }
    return workload([_bar(row) for row in session.execute(_BARS)], capacity, today, today)


def _bursts(phases: Sequence[Any]) -> list[tuple[date, date]]:
    moment = timedelta(microseconds=1)
    return [
        (row.opens_at.date(), (row.closes_at - moment).date())
        for row in phases
        if row.kind == PhaseKind.BURST
    ]


def _bar(row: Any) -> Bar:
    return Bar(
        key=row.id,
        team=row.team_id,
        start_on=row.due_on - timedelta(days=row.duration_days - 1),
        due_on=row.due_on,
        minutes=minutes_left(row.effort_hours, row.steps_done or 0, row.steps or 0),
    )


def _today(session: Session, now: datetime) -> date:
    return today_in(now, session.get_one(Installation, 1).time_zone)
