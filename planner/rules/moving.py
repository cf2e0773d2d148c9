"""What moves when something of a plan moves: the sale day, a phase, a milestone or one task.

Done and pinned tasks never move. Milestones and phases move with the sale day, whatever the rest
does. Days are days of the plan; a bar has a first and a last day, both counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from graphlib import TopologicalSorter
from typing import Protocol

from planner.rules.calendars import WorkingDays
from planner.rules.campaigns import Anchor, Milestone, Phase, anchor_day
from planner.rules.links import Link, LinkKind
from planner.rules.networks import Between, hangs_between
from planner.words import Refusal, Sentence

_DAY = timedelta(days=1)
_TO_FINISH = (LinkKind.FINISH_FINISH, LinkKind.START_FINISH)
_FROM_FINISH = (LinkKind.FINISH_START, LinkKind.FINISH_FINISH)

Bar = tuple[date, date]
Shift = Callable[[date], date]


class Rest(StrEnum):
    """What the tasks do when something they hang on or wait for moves."""

    KEEP_GAPS = "keep_gaps"
    USE_SLACK = "use_slack"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class MovingTask:
    """A task as moving sees it: its bar, what it hangs on, serves and waits for."""

    key: int
    start_on: date
    due_on: date
    anchor: Anchor[int]
    offset_days: int
    serves: int
    must_have: bool = False
    done: bool = False
    pinned: bool = False
    after: tuple[Link[int], ...] = ()

    @property
    def bar(self) -> Bar:
        """Its first and its last day."""
        return self.start_on, self.due_on

    @property
    def stays(self) -> bool:
        """Whether nothing moves it."""
        return self.done or self.pinned


@dataclass(frozen=True)
class MovingPlan:
    """A campaign's plan as moving sees it."""

    sale_day: date
    phases: tuple[Phase[int], ...]
    milestones: tuple[Milestone[int], ...]
    tasks: tuple[MovingTask, ...]

    def between(self, task: MovingTask, bar: Bar) -> Between[int]:
        """What a task hangs between in this plan, if its bar lies there."""
        days = (bar[1] - bar[0]).days + 1
        offset = (bar[1] - anchor_day(task.anchor, self.phases, self.milestones)).days
        return hangs_between(
            task.anchor,
            offset,
            bar[1],
            days,
            task.serves,
            task.must_have,
            self.phases,
            self.milestones,
        )


class Moving(Protocol):
    """Something that moves."""

    def applied(self, plan: MovingPlan) -> MovingPlan:
        """The plan with phases, milestones and sale day where they will be; tasks as they are."""

    def days(self, plan: MovingPlan) -> tuple[date, date]:
        """The day it leaves and the day it goes to."""


@dataclass(frozen=True, slots=True)
class SaleDayMoves:
    """The sale day goes to another day, and with it every phase and milestone."""

    to: date

    def applied(self, plan: MovingPlan) -> MovingPlan:
        """Everything that is no task as far from the new sale day as it was from the old."""
        by = self.to - plan.sale_day
        return replace(
            plan,
            sale_day=self.to,
            phases=tuple(
                replace(phase, opens=phase.opens + by, closes=phase.closes + by)
                for phase in plan.phases
            ),
            milestones=tuple(replace(stone, at=stone.at + by) for stone in plan.milestones),
        )

    def days(self, plan: MovingPlan) -> tuple[date, date]:
        """The old and the new sale day."""
        return plan.sale_day, self.to


@dataclass(frozen=True, slots=True)
class PhaseMoves:
    """A phase opens and closes at other wall-clock times."""

    key: int
    opens: datetime
    closes: datetime

    def applied(self, plan: MovingPlan) -> MovingPlan:
        """The plan with the phase at its new times."""
        return replace(
            plan,
            phases=tuple(
                replace(phase, opens=self.opens, closes=self.closes)
                if phase.key == self.key
                else phase
                for phase in plan.phases
            ),
        )

    def days(self, plan: MovingPlan) -> tuple[date, date]:
        """The day of its old and of its new opening."""
        old = next(phase for phase in plan.phases if phase.key == self.key)
        return old.opens.date(), self.opens.date()


@dataclass(frozen=True, slots=True)
class MilestoneMoves:
    """A milestone happens at another wall-clock time."""

    key: int
    at: datetime

    def applied(self, plan: MovingPlan) -> MovingPlan:
        """The plan with the milestone at its new time."""
        return replace(
            plan,
            milestones=tuple(
                replace(stone, at=self.at) if stone.key == self.key else stone
                for stone in plan.milestones
            ),
        )

    def days(self, plan: MovingPlan) -> tuple[date, date]:
        """Its old and its new day."""
        old = next(stone for stone in plan.milestones if stone.key == self.key)
        return old.at.date(), self.at.date()


@dataclass(frozen=True, slots=True)
class TaskMoves:
    """One task is due on another day."""

    key: int
    due_on: date

    def applied(self, plan: MovingPlan) -> MovingPlan:
        """The plan as it is: only tasks move."""
        return plan

    def days(self, plan: MovingPlan) -> tuple[date, date]:
        """The old and the new due day."""
        return _task(plan, self.key).due_on, self.due_on


def moved_bars(
    plan: MovingPlan, moving: Moving, rest: Rest, counting: WorkingDays | None = None
) -> tuple[MovingPlan, dict[int, Bar]]:
    """The plan with its phases and milestones moved, and where every task's bar lies then.

    ``rest`` says what tasks do: keep their distance to what moved (in working days with
    ``counting``, else in calendar days), move only as far as they must, or stay. Raises Refusal
    where nothing would move, and for a task that is done or pinned.
    """
    old, new = moving.days(plan)
    moved = moving.applied(plan)
    if moved == plan and old == new:
        raise Refusal("It is there already. Choose another day.")
    bars = {task.key: task.bar for task in plan.tasks}
    shift = _shift(old, new, counting)
    going = _going(plan, moved, moving, rest)
    for key in going:
        bars[key] = _shifted(bars[key], shift, counting)
    if rest is Rest.USE_SLACK:
        free = {task.key for task in plan.tasks if not task.stays} - set(going)
        _pull(plan, moved, bars, free)
        _push(plan, moved, bars, free)
    return moved, bars


def _going(plan: MovingPlan, moved: MovingPlan, moving: Moving, rest: Rest) -> list[int]:
    """The tasks that go as far as what moves does."""
    if isinstance(moving, TaskMoves):
        task = _task(plan, moving.key)
        if task.stays:
            raise Refusal(
                Sentence("This task is done; its days stay as they were.")
                if task.done
                else Sentence("This task is pinned to its day. Take the pin off to move it.")
            )
        if rest is not Rest.KEEP_GAPS:
            return [task.key]
        behind = _behind(plan, task.key)
        return [one.key for one in plan.tasks if one.key in behind and not one.stays]
    if rest is not Rest.KEEP_GAPS:
        return []
    return [
        task.key
        for task in plan.tasks
        if not task.stays
        and anchor_day(task.anchor, moved.phases, moved.milestones)
        != anchor_day(task.anchor, plan.phases, plan.milestones)
    ]


def _shift(old: date, new: date, counting: WorkingDays | None) -> Shift:
    """Where a day goes that keeps its distance to a day that moves.

    Working days are counted from the first working day on or after what moves, so that the order of
    days stays, and a day off goes with the working day before it.
    """
    if counting is None:
        return lambda day: day + (new - old)
    first, then = counting.on_or_after(old), counting.on_or_after(new)

    def shifted(day: date) -> date:
        day = counting.on_or_before(day)
        away = (
            counting.count(first + _DAY, day)
            if day >= first
            else -counting.count(day + _DAY, first)
        )
        return counting.add(then, away)

    return shifted


def _shifted(bar: Bar, shift: Shift, counting: WorkingDays | None) -> Bar:
    start, due = bar
    if counting is None:
        return shift(start), shift(due)
    length = max(1, counting.count(start, due))
    last = shift(due)
    return counting.add(last, 1 - length), last


def _pull(plan: MovingPlan, moved: MovingPlan, bars: dict[int, Bar], free: Iterable[int]) -> None:
    """Bring tasks as much earlier as their gates and what waits for them now demand."""
    free = set(free)
    waited_by: dict[int, list[tuple[MovingTask, Link[int]]]] = {}
    for task in plan.tasks:
        for link in task.after:
            waited_by.setdefault(link.before, []).append((task, link))
    for task in reversed(_in_order(plan)):
        if task.key not in free:
            continue
        was_late = task.due_on > _last_day(plan.between(task, task.bar))
        over = (bars[task.key][1] - _last_day(moved.between(task, bars[task.key]))).days
        by = 0 if was_late else max(0, over)
        for other, link in waited_by.get(task.key, ()):
            lost = _gap(task.bar, other.bar, link) - _gap(bars[task.key], bars[other.key], link)
            by = max(by, min(lost, lost - max(0, _gap(task.bar, other.bar, link))))
        bars[task.key] = _by(bars[task.key], -by)


def _push(plan: MovingPlan, moved: MovingPlan, bars: dict[int, Bar], free: Iterable[int]) -> None:
    """Let tasks be as much later as their openings and what they wait for now demand."""
    free = set(free)
    known = {task.key: task for task in plan.tasks}
    for task in _in_order(plan):
        if task.key not in free:
            continue
        floor = moved.between(task, bars[task.key]).starts_on
        old_floor = plan.between(task, task.bar).starts_on
        by = 0
        if old_floor is not None:
            anchor = plan.between(task, task.bar).opening
            floor = floor if anchor is None else anchor_day(anchor, moved.phases, moved.milestones)
            by = max(by, (floor - bars[task.key][0]).days if floor else 0)
        for link in task.after:
            before = known.get(link.before)
            if before is None:
                continue
            old_gap = _gap(before.bar, task.bar, link)
            lost = old_gap - _gap(bars[before.key], bars[task.key], link)
            by = max(by, lost - max(0, old_gap))
        bars[task.key] = _by(bars[task.key], by)


def _gap(before: Bar, after: Bar, link: Link[int]) -> int:
    """The calendar days between the ends a link ties, beyond what it asks; below zero: too few."""
    from_day = before[1] if link.kind in _FROM_FINISH else before[0]
    to_day = after[1] if link.kind in _TO_FINISH else after[0]
    return (to_day - from_day).days - link.lag_days


def _by(bar: Bar, days: int) -> Bar:
    return bar[0] + days * _DAY, bar[1] + days * _DAY


def _last_day(between: Between[int]) -> date:
    """The last day on which something can be due that has to be finished by a moment."""
    return (between.ends_by - timedelta(microseconds=1)).date()


def _behind(plan: MovingPlan, key: int) -> set[int]:
    """A task and everything that waits for it, directly or not."""
    found = {key}
    for task in _in_order(plan):
        if any(link.before in found for link in task.after):
            found.add(task.key)
    return found


def _in_order(plan: MovingPlan) -> list[MovingTask]:
    """The tasks, each behind those it waits for."""
    known = {task.key: task for task in plan.tasks}
    order = TopologicalSorter(
        {
            task.key: [link.before for link in task.after if link.before in known]
            for task in plan.tasks
        }
    )
    return [known[key] for key in order.static_order()]


def _task(plan: MovingPlan, key: int) -> MovingTask:
    for task in plan.tasks:
        if task.key == key:
            return task
    raise Refusal("This task is not there any more. It may be in the recycle bin.")
