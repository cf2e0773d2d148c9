"""Turns the tasks of campaigns into a network, and its half-days back into days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlmodel import Session, col

from planner.rules.calendars import WorkingDays
from planner.rules.campaigns import PhaseKind
from planner.rules.capacity import TeamHours, minutes_by_day
from planner.rules.clock import wall_clock
from planner.rules.half_days import HalfDays, TeamHalfDays
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.networks import Network
from planner.tables.campaigns import Campaign
from planner.tables.campaigns import Phase as PhaseRow
from planner.tables.loading import load_milestones, load_phases
from planner.tables.network_rows import PlanRows, TaskRow
from planner.tables.reading import rows_at_once
from planner.tables.tasks import ChecklistItem, Predecessor, Task
from planner.tables.working_days import load_team_hours, load_working_days

_DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)
_BEFORE = 28 * _DAY
_BEHIND, _MOST_BEHIND = 180, 1100
_AMONG: BindParameter[list[int]] = bindparam("campaign_ids", expanding=True)

_OPEN = (
    select(Campaign)
    .where(col(Campaign.archived_at).is_(None), col(Campaign.deleted_at).is_(None))
    .order_by(col(Campaign.id))
)
_THESE = (
    select(Campaign)
    .where(col(Campaign.id).in_(_AMONG), col(Campaign.deleted_at).is_(None))
    .order_by(col(Campaign.id))
)
_BURSTS = (
    select(col(PhaseRow.opens_at), col(PhaseRow.closes_at))
    .join(Campaign, col(Campaign.id) == col(PhaseRow.campaign_id))
    .where(
        col(PhaseRow.kind) == PhaseKind.BURST.value,
        col(Campaign.archived_at).is_(None),
        col(Campaign.deleted_at).is_(None),
    )
)
_TASKS = (
    select(
        col(Task.id),
        col(Task.campaign_id),
        col(Task.title),
        col(Task.phase_id),
        col(Task.team_id),
        col(Task.anchor_kind),
        func.coalesce(col(Task.anchor_phase_id), col(Task.anchor_milestone_id)),
        col(Task.offset_days),
        col(Task.due_on),
        col(Task.duration_days),
        col(Task.effort_hours),
        col(Task.people_at_once),
        col(Task.must_have),
        col(Task.pinned_at),
        col(Task.started_at),
        col(Task.submitted_at),
        col(Task.done_at),
    )
    .where(col(Task.campaign_id).in_(_AMONG), col(Task.deleted_at).is_(None))
    .order_by(col(Task.id))
)
_LINKS = (
    select(
        col(Predecessor.task_id),
        col(Predecessor.before_id),
        col(Predecessor.kind),
        col(Predecessor.lag_days),
        col(Predecessor.lag_unit),
    )
    .where(col(Predecessor.campaign_id).in_(_AMONG))
    .order_by(col(Predecessor.id))
)
_STEPS = (
    select(
        col(ChecklistItem.task_id),
        func.count(col(ChecklistItem.done_at)),
        func.count(col(ChecklistItem.id)),
    )
    .join(Task, col(Task.id) == col(ChecklistItem.task_id))
    .where(
        col(ChecklistItem.campaign_id).in_(_AMONG),
        col(Task.started_at).is_not(None),
        col(Task.done_at).is_(None),
    )
    .group_by(col(ChecklistItem.task_id))
)


@dataclass(frozen=True)
class LoadedNetwork:
    """The tasks of campaigns as a network whose keys are task ids, and what leads back to rows.

    ``bars`` are where tasks lie today, in half-days of ``axis``: what ``keep`` of a fit asks for.
    """

    network: Network[int]
    axis: HalfDays
    working_days: WorkingDays
    bars: Mapping[int, tuple[int, int]]
    titles: Mapping[int, str]
    campaign_ids: Mapping[int, int]

    def days(self, start: int, finish: int) -> tuple[date, date]:
        """The first and the last day of a stretch of half-days."""
        due_on = self.axis.due_day(finish)
        return min(self.axis.start_day(start), due_on), due_on


def load_network(
    session: Session, now: datetime, campaign_ids: Sequence[int] | None = None
) -> LoadedNetwork:
    """The tasks of these campaigns, or of all that are open, with their teams and gates.

    What lies in the recycle bin is left out, and so is waiting for it.
    """
    if campaign_ids is None:
        campaigns = list(session.scalars(_OPEN))
    else:
        campaigns = list(session.scalars(_THESE, {"campaign_ids": list(campaign_ids)}))
    plans = {
        one.id: PlanRows(
            one.time_zone,
            wall_clock(now, one.time_zone),
            load_phases(session, one.id),
            load_milestones(session, one.id),
        )
        for one in campaigns
    }
    session.flush()
    rows = [TaskRow(*row) for row in _all(session, _TASKS, plans)]
    steps = {task: (done, total) for task, done, total in _all(session, _STEPS, plans)}
    left = {row.id: row.minutes_left(*steps.get(row.id, (0, 0))) for row in rows}
    hours = load_team_hours(session)
    first, last = _span(rows, left, plans.values(), hours, now.date())
    working_days = load_working_days(session, first, last)
    axis = HalfDays(first)
    teams = _teams(session, hours, working_days, first, last)
    starts_at = min((axis.at(plan.now) for plan in plans.values()), default=axis.at(now))
    links = _links(_all(session, _LINKS, plans), {row.id for row in rows})
    works = [
        replace(
            plans[row.campaign_id].work(row, left[row.id], teams[row.team_id], axis, starts_at),
            after=tuple(links[row.id]),
        )
        for row in rows
    ]
    gates = {anchor: gate for plan in plans.values() for anchor, gate in plan.gates(axis)}
    return LoadedNetwork(
        network=Network(tuple(works), teams, starts_at, gates),
        axis=axis,
        working_days=working_days,
        bars={
            work.key: work.fixed or row.bar(axis, work.started)
            for row, work in zip(rows, works, strict=True)
        },
        titles={row.id: row.title for row in rows},
        campaign_ids={row.id: row.campaign_id for row in rows},
    )


def _all(
    session: Session, statement: Select[*tuple[Any, ...]], plans: Iterable[int]
) -> list[tuple[Any, ...]]:
    return rows_at_once(session.connection(), statement, {"campaign_ids": list(plans)})


def _links(
    rows: Iterable[tuple[Any, ...]], there: Collection[int]
) -> defaultdict[int, list[Link[int]]]:
    links = defaultdict(list)
    for task, before, kind, lag_days, unit in rows:
        if task in there and before in there:
            links[task].append(Link(before, LinkKind(kind), lag_days, LagUnit(unit)))
    return links


def _span(
    rows: Iterable[TaskRow],
    left: Mapping[int, int],
    plans: Iterable[PlanRows],
    hours: Mapping[int, TeamHours],
    today: date,
) -> tuple[date, date]:
    """The first and last day that the plan can reach, what comes late included."""
    first = last = today
    work: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        first, last = min(first, row.start_on), max(last, row.due_on)
        work[row.team_id] += left[row.id]
    last = max([last, *(plan.last_day for plan in plans)])
    days = max(
        (
            ceil(minutes / (max(1, hours[team].people) * hours[team].minutes_per_day))
            for team, minutes in work.items()
        ),
        default=0,
    )
    return first - _BEFORE, last + _DAY * min(_BEHIND + 2 * days, _MOST_BEHIND)


def _teams(
    session: Session,
    hours: Mapping[int, TeamHours],
    working_days: WorkingDays,
    first: date,
    last: date,
) -> dict[int, TeamHalfDays]:
    bursts = [
        (opens.date(), (closes - _MOMENT).date()) for opens, closes in session.execute(_BURSTS)
    ]
    return {
        key: TeamHalfDays.of_days(
            *(
                minutes_by_day(each, working_days, bursts, first, last)
                for each in (team, _one_of(team))
            )
        )
        for key, team in hours.items()
    }


def _one_of(team: TeamHours) -> TeamHours:
    times = tuple(replace(time, people_change=0) for time in team.times)
    return replace(team, people=1, times=times)
