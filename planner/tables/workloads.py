"""Turns open tasks and teams into the work of each day and the time there is for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlmodel import Session, col

from planner.rules.campaigns import PhaseKind
from planner.rules.capacity import minutes_by_day
from planner.rules.networks import minutes_left
from planner.rules.workloads import Bar, TeamDay, workload
from planner.tables.campaigns import Campaign, Phase
from planner.tables.tasks import ChecklistItem, Task
from planner.tables.working_days import load_team_hours, load_working_days

_DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)
_SHOWN_DAYS = 14
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
    select(col(Phase.kind), col(Phase.opens_at), col(Phase.closes_at))
    .join(Campaign, col(Campaign.id) == col(Phase.campaign_id))
    .where(*_OPEN_CAMPAIGN)
)


@dataclass(frozen=True)
class LoadedWorkload:
    """What is left of all open tasks of all open campaigns, and the minutes that teams have a day.

    ``capacity`` begins with ``today`` and goes on to the last day of these campaigns, two weeks at
    least.
    """

    today: date
    bars: Mapping[int, Bar]
    capacity: Mapping[int, Sequence[int]]

    def by_team(self, bars: Iterable[Bar] | None = None) -> dict[int, list[TeamDay]]:
        """Each team's days from today on, with these bars or as they are planned."""
        return workload(
            self.bars.values() if bars is None else bars, self.capacity, self.today, self.today
        )

    def overloaded(self, bars: Iterable[Bar] | None = None) -> dict[int, set[date]]:
        """The days on which a team has more than it can do, by team."""
        return {
            team: {self.today + place * _DAY for place, day in enumerate(days) if day.over}
            for team, days in self.by_team(bars).items()
        }


def load_workload(session: Session, today: date, until: date | None = None) -> LoadedWorkload:
    """The workload from today on, until the last day of all open campaigns or a later one."""
    phases = session.execute(_PHASES).all()
    ends = [(row.closes_at - _MOMENT).date() for row in phases]
    last = max([*ends, today + (_SHOWN_DAYS - 1) * _DAY, until or today])
    working_days = load_working_days(session, today, last)
    bursts = [
        (row.opens_at.date(), end)
        for row, end in zip(phases, ends, strict=True)
        if row.kind == PhaseKind.BURST
    ]
    return LoadedWorkload(
        today=today,
        bars={row.id: _bar(row) for row in session.execute(_BARS)},
        capacity={
            team_id: minutes_by_day(hours, working_days, bursts, today, last)
            for team_id, hours in load_team_hours(session).items()
        },
    )


def _bar(row: Any) -> Bar:
    return Bar(
        key=row.id,
        team=row.team_id,
        start_on=row.due_on - (row.duration_days - 1) * _DAY,
        due_on=row.due_on,
        minutes=minutes_left(row.effort_hours, row.steps_done or 0, row.steps or 0),
    )
