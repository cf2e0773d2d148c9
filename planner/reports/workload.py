"""What people ask about the teams' time: who has too much on which day, and what is behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.reports.task_rows import TASKS, as_frame, task_rows
from planner.rules.clock import today_in
from planner.rules.people import Actor, Right
from planner.tables.campaigns import Campaign, Phase
from planner.tables.people import Team
from planner.tables.shops import Installation
from planner.tables.tasks import Task
from planner.tables.workloads import load_workload

_HOUR = 60
_OPENINGS: Select[*tuple[Any, ...]] = (
    select(col(Phase.opens_at), col(Phase.name), col(Campaign.name).label("campaign"))
    .join(Campaign, col(Campaign.id) == col(Phase.campaign_id))
    .where(col(Campaign.archived_at).is_(None), col(Campaign.deleted_at).is_(None))
    .order_by(col(Phase.opens_at), col(Phase.id))
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


@reads("tasks", "campaigns", "people", "calendar", "shops")
def by_day(session: Session, /, *, actor: Actor, now: datetime) -> pd.DataFrame:
    """One row is a day of a team, from today to the last day of all open campaigns: team_id, team,
    team_key, colour, day, planned and capacity (minutes), tasks (how many), over (minutes).

    Teams come in their order, days in theirs. Work is what open tasks of all open campaigns still
    need, evenly on the working days of their bars; what waits for review needs none.
    """
    actor.require(Right.SEE_PLAN)
    today = _today(session, now)
    loads = load_workload(session, today).by_team()
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


@reads("campaigns", "shops")
def openings(session: Session, /, *, actor: Actor, now: datetime) -> tuple[Opening, ...]:
    """The phases of open campaigns that open from today on, in order."""
    actor.require(Right.SEE_PLAN)
    today = _today(session, now)
    return tuple(
        Opening(row.opens_at, row.name, row.campaign)
        for row in session.execute(_OPENINGS)
        if row.opens_at.date() >= today
    )


@reads("tasks", "campaigns", "people", "calendar", "shops")
def behind(
    session: Session, /, *, actor: Actor, now: datetime, team_id: int, day: date
) -> pd.DataFrame:
    """One row is a task whose work lies on a team's day: columns as in ``TaskRow``, then
    ``hours_that_day``; the most work first."""
    actor.require(Right.SEE_PLAN)
    today = _today(session, now)
    days = load_workload(session, today).by_team().get(team_id, [])
    place = (day - today).days
    minutes = dict(days[place].tasks) if 0 <= place < len(days) else {}
    found = task_rows(session, now, _THESE, task_ids=list(minutes))
    found = sorted(found, key=lambda row: (-minutes[row.id], row.due_on, row.id))
    return as_frame(found, hours_that_day=[minutes[row.id] / _HOUR for row in found])


def _today(session: Session, now: datetime) -> date:
    return today_in(now, session.get_one(Installation, 1).time_zone)
