"""Turns rows into a plan that something moves in, and works out what that comes to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from planner.rules.calendars import WorkingDays
from planner.rules.clock import today_in
from planner.rules.fitted_plans import Misfit
from planner.rules.fitting import fit
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.move_conflicts import Conflict, TeamsThen, conflicts
from planner.rules.moving import moved_bars
from planner.rules.moving_plans import AskedMove, Bar, MovingPlan, MovingTask
from planner.rules.replans import difference
from planner.tables.campaigns import Campaign
from planner.tables.loading import anchor_of, load_milestones, load_phases
from planner.tables.networks import load_network
from planner.tables.reasons import said
from planner.tables.tasks import Predecessor, Task
from planner.tables.working_days import load_working_days
from planner.tables.workloads import load_workload
from planner.words import Sentence

_DAY = timedelta(days=1)
_MARGIN = timedelta(days=400)
# Where tasks still come too late: about half a second for 500 tasks, the same plan every time.
_SEARCH_PASSES = 60
_OF_MISFIT = {
    Misfit.AFTER_GATE: Conflict.AFTER_GATE,
    Misfit.AFTER_DEADLINE: Conflict.AFTER_GATE,
    Misfit.NOBODY: Conflict.OVERLOAD,
    Misfit.NO_TIME_ON_ITS_DAYS: Conflict.OVERLOAD,
    Misfit.BEYOND_CALENDAR: Conflict.OVERLOAD,
    Misfit.BEFORE_WHAT_IT_WAITS_FOR: Conflict.BEFORE_OTHERS,
}


@dataclass(frozen=True)
class Proposal:
    """Where tasks would lie, by id, and what about it somebody should look at.

    ``bars`` has only tasks that move; ``overloads`` are the days on which a team has too much then
    and had not before, by team. ``plan`` is a campaign's plan before and ``moved`` after, None
    where several campaigns are fitted anew. Then ``reasons`` says why a task moves, and
    ``at_least_half_days`` how many working half-days everything needs whatever anybody does. The
    digest stands for everything that was seen.
    """

    before: Mapping[int, Bar]
    bars: Mapping[int, Bar]
    conflicts: Mapping[int, tuple[Conflict, ...]]
    digest: str
    overloads: Mapping[int, int] = field(default_factory=dict)
    plan: MovingPlan | None = None
    moved: MovingPlan | None = None
    reasons: Mapping[int, Sentence] = field(default_factory=dict)
    at_least_half_days: int = 0


def propose_move(session: Session, now: datetime, campaign: Campaign, asked: AskedMove) -> Proposal:
    """What moving something of a campaign comes to. Raises Refusal where it can't be moved."""
    plan = load_moving_plan(session, campaign)
    today = today_in(now, campaign.time_zone)
    working_days = load_working_days(session, today - _MARGIN, today + _MARGIN)
    moved, bars = moved_bars(
        plan,
        asked.moving,
        asked.rest,
        working_days,
        in_working_days=asked.in_working_days,
    )
    teams = _teams_then(session, today, working_days, bars)
    wrong = conflicts(plan, moved, bars, today, working_days, teams)
    overloads = teams.newly_overloaded()
    before = {task.key: task.bar for task in plan.tasks}
    moving = {key: bar for key, bar in bars.items() if bar != before[key]}
    seen = (sorted(moving.items()), sorted(wrong.items()), sorted(overloads.items()))
    return Proposal(
        before, moving, wrong, _digest(plan, moved, asked, seen), overloads, plan, moved
    )


def propose_fit(session: Session, now: datetime) -> Proposal:
    """What fitting all open campaigns to their teams comes to, moving as little as possible."""
    loaded = load_network(session, now)
    fitted = fit(loaded.network, keep=loaded.bars, titles=loaded.titles, passes=_SEARCH_PASSES)
    before = {key: loaded.days(*bar) for key, bar in loaded.bars.items()}
    moving = set(fitted.moved)
    changes = [one for one in difference(loaded.bars, fitted, loaded.axis) if one.task in moving]
    bars = {
        one.task: (one.start_on, one.due_on)
        for one in changes
        if (one.start_on, one.due_on) != before[one.task]
    }
    wrong: dict[int, tuple[Conflict, ...]] = {}
    for unfit in fitted.unfit:
        known = wrong.get(unfit.task, ())
        wrong[unfit.task] = tuple(dict.fromkeys((*known, _OF_MISFIT[unfit.why])))
    return Proposal(
        before,
        bars,
        wrong,
        _digest(sorted(before.items()), sorted(bars.items()), sorted(wrong)),
        reasons={
            one.task: said(loaded, one.because, later=one.moved_days > 0)
            for one in changes
            if one.task in bars
        },
        at_least_half_days=fitted.lower_bound,
    )


def load_moving_plan(session: Session, campaign: Campaign) -> MovingPlan:
    """A campaign's phases, milestones and tasks; those in the recycle bin are left out."""
    rows = session.exec(
        select(Task)
        .where(Task.campaign_id == campaign.id, col(Task.deleted_at).is_(None))
        .order_by(col(Task.id))
    ).all()
    links = _links(session, campaign.id)
    return MovingPlan(
        sale_day=campaign.sale_day,
        phases=tuple(load_phases(session, campaign.id)),
        milestones=tuple(load_milestones(session, campaign.id)),
        tasks=tuple(_task(row, links.get(row.id, ())) for row in rows),
    )


def _teams_then(
    session: Session, today: date, working_days: WorkingDays, bars: Mapping[int, Bar]
) -> TeamsThen:
    """What the teams have to do, and when they are off, once tasks lie on these bars."""
    last = max((due for _, due in bars.values()), default=today)
    workload = load_workload(session, today, min(last, today + _MARGIN))
    after = [
        replace(bar, start_on=bars[bar.key][0], due_on=bars[bar.key][1]) if bar.key in bars else bar
        for bar in workload.bars.values()
    ]

    at_work = {team: minutes for team, minutes in workload.capacity.items() if any(minutes)}

    def off(team: int, day: date) -> bool:
        minutes, place = at_work.get(team, ()), (day - today).days
        if 0 <= place < len(minutes):
            return not minutes[place]
        return not working_days.works(day)

    return TeamsThen(off, workload.overloaded(), workload.overloaded(after))


def _task(row: Task, after: Sequence[Link[int]]) -> MovingTask:
    return MovingTask(
        key=row.id,
        start_on=row.due_on - (row.duration_days - 1) * _DAY,
        due_on=row.due_on,
        anchor=anchor_of(row),
        offset_days=row.offset_days,
        serves=row.phase_id,
        team=row.team_id,
        must_have=row.must_have,
        done=row.done_at is not None,
        pinned=row.pinned_at is not None,
        after=tuple(after),
    )


def _links(session: Session, campaign_id: int) -> dict[int, list[Link[int]]]:
    found: dict[int, list[Link[int]]] = {}
    rows: Iterable[Predecessor] = session.exec(
        select(Predecessor)
        .where(Predecessor.campaign_id == campaign_id)
        .order_by(col(Predecessor.before_id))
    )
    for row in rows:
        link = Link(row.before_id, LinkKind(row.kind), row.lag_days, LagUnit(row.lag_unit))
        found.setdefault(row.task_id, []).append(link)
    return found


def _digest(*seen: object) -> str:
    return hashlib.sha256(repr(seen).encode()).hexdigest()
