"""Where tasks go when something of a plan moves: as far as it, as far as they must, or nowhere.

Done and pinned tasks never move.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from graphlib import TopologicalSorter

from planner.rules.calendars import WorkingDays
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.moving_plans import (
    Bar,
    Moving,
    MovingPlan,
    MovingTask,
    Rest,
    Step,
    TaskMoves,
)
from planner.words import Refusal

_DAY = timedelta(days=1)
_TO_FINISH = (LinkKind.FINISH_FINISH, LinkKind.START_FINISH)
_FROM_FINISH = (LinkKind.FINISH_START, LinkKind.FINISH_FINISH)


def moved_bars(
    plan: MovingPlan,
    moving: Moving,
    rest: Rest,
    working_days: WorkingDays,
    *,
    in_working_days: bool = False,
) -> tuple[MovingPlan, dict[int, Bar]]:
    """The plan with its phases and milestones moved, and where every task's bar lies then.

    ``rest`` says what tasks do: keep their distance to what moved, move only as far as they must,
    or stay. Distances and durations are counted ``in_working_days``, else in calendar days. Raises
    Refusal where nothing would move, and for a task that is done or pinned.
    """
    moved = moving.applied(plan)
    steps = _steps(plan, moved, moving, rest)
    if moved == plan and all(old == new for old, new in steps.values()):
        raise Refusal("It is there already. Choose another day.")
    mover = _Mover(working_days, in_working_days)
    bars = {task.key: task.bar for task in plan.tasks}
    for key, step in steps.items():
        bars[key] = mover.stepped(bars[key], step)
    if rest is Rest.USE_SLACK:
        free = {task.key for task in plan.tasks if not task.stays} - set(steps)
        _pull(plan, moved, bars, free, mover)
        _push(plan, moved, bars, free, mover)
    return moved, bars


def gap(before: Bar, after: Bar, link: Link[int], working_days: WorkingDays) -> int:
    """The calendar days between the ends a link ties, beyond what it asks; below zero: too few.

    A task may begin on the day on which what it waits for is finished.
    """
    from_day = before[1] if link.kind in _FROM_FINISH else before[0]
    to_day = after[1] if link.kind in _TO_FINISH else after[0]
    if link.unit is LagUnit.WORKING:
        return (to_day - working_days.add(from_day, link.lag_days)).days
    return (to_day - from_day).days - link.lag_days


def _steps(plan: MovingPlan, moved: MovingPlan, moving: Moving, rest: Rest) -> dict[int, Step]:
    """The tasks that go as far as what moves does: from which day that goes to which."""
    if isinstance(moving, TaskMoves):
        _require_movable(plan.task(moving.key))
    elif rest is not Rest.KEEP_GAPS:
        return {}
    steps: dict[int, Step] = {}
    for task in _in_order(plan):
        if task.stays:
            continue
        step = moving.carries(task, plan, moved)
        if step is None and rest is Rest.KEEP_GAPS:
            step = _farthest(steps[link.before] for link in task.after if link.before in steps)
        if step is not None:
            steps[task.key] = step
    return steps


def _require_movable(task: MovingTask) -> None:
    if task.done:
        raise Refusal("This task is done; its days stay as they were.")
    if task.pinned:
        raise Refusal("This task is pinned to its day. Take the pin off to move it.")


def _farthest(steps: Iterable[Step]) -> Step | None:
    """The step that leads farthest, either way, so that the way back is the same."""
    return max(steps, key=lambda step: (abs(step[1] - step[0]), min(step)), default=None)


@dataclass(frozen=True, slots=True)
class _Mover:
    """Puts bars elsewhere: as far as a step, not before a day or not after one."""

    days: WorkingDays
    counts_working: bool

    def stepped(self, bar: Bar, step: Step) -> Bar:
        """The bar as far from the step's new day as it was from its old one."""
        old, new = step
        if not self.counts_working:
            return bar[0] + (new - old), bar[1] + (new - old)
        return self._ending(bar, self._at_same_distance(bar[1], old, new))

    def later(self, bar: Bar, by: int) -> Bar:
        """The bar so many calendar days later; in working days, on the next one from there."""
        start, due = bar[0] + by * _DAY, bar[1] + by * _DAY
        if not by or not self.counts_working:
            return start, due
        found = self._ending(bar, self.days.on_or_after(due))
        if found[0] < start:
            start = self.days.on_or_after(start)
            found = start, self.days.add(start, self._length(bar) - 1)
        return found

    def earlier(self, bar: Bar, by: int) -> Bar:
        """The bar so many calendar days earlier; in working days, on the last one until there."""
        start, due = bar[0] - by * _DAY, bar[1] - by * _DAY
        if not by or not self.counts_working:
            return start, due
        found = self._ending(bar, self.days.on_or_before(due))
        if found[0] > start:
            start = self.days.on_or_before(start)
            found = start, self.days.add(start, self._length(bar) - 1)
        return found

    def _at_same_distance(self, day: date, old: date, new: date) -> date:
        """Where a day goes that keeps its working days to a day that moves.

        The order of days stays; a day off goes with the working day before it.
        """
        if day == old:
            return new
        if day < old:
            day = self.days.on_or_before(day)
            return self.days.add(new, -self.days.count(day, old - _DAY))
        return self.days.add(new, self.days.count(old + _DAY, day))

    def _ending(self, bar: Bar, due: date) -> Bar:
        """A bar of as many working days that ends on a day; one of a single day stays one."""
        if bar[0] == bar[1]:
            return due, due
        return self.days.add(due, self.days.works(due) - self._length(bar)), due

    def _length(self, bar: Bar) -> int:
        return max(1, self.days.count(*bar))


def _pull(
    plan: MovingPlan, moved: MovingPlan, bars: dict[int, Bar], free: set[int], mover: _Mover
) -> None:
    """Bring tasks as much earlier as their gates, and what waits for them, now demand."""
    waited_by: dict[int, list[tuple[MovingTask, Link[int]]]] = {}
    for task in plan.tasks:
        for link in task.after:
            waited_by.setdefault(link.before, []).append((task, link))
    for task in reversed(_in_order(plan)):
        if task.key not in free:
            continue
        by = 0
        if task.due_on <= plan.limits(task, plan)[1]:
            by = max(0, (bars[task.key][1] - plan.limits(task, moved)[1]).days)
        for other, link in waited_by.get(task.key, ()):
            by = max(by, _short((task, other), bars, link, mover.days))
        bars[task.key] = mover.earlier(bars[task.key], by)


def _push(
    plan: MovingPlan, moved: MovingPlan, bars: dict[int, Bar], free: set[int], mover: _Mover
) -> None:
    """Let tasks be as much later as their openings, and what they wait for, now demand."""
    for task in _in_order(plan):
        if task.key not in free:
            continue
        by = max(0, (plan.limits(task, moved)[0] - bars[task.key][0]).days)
        for link in task.after:
            if link.before in plan.by_key:
                by = max(by, _short((plan.task(link.before), task), bars, link, mover.days))
        bars[task.key] = mover.later(bars[task.key], by)


def _short(
    tied: tuple[MovingTask, MovingTask],
    bars: dict[int, Bar],
    link: Link[int],
    working_days: WorkingDays,
) -> int:
    """The days that are missing between two tied tasks; what overlapped may overlap as much."""
    before, after = tied
    was = gap(before.bar, after.bar, link, working_days)
    return min(was, 0) - gap(bars[before.key], bars[after.key], link, working_days)


def _in_order(plan: MovingPlan) -> list[MovingTask]:
    """The tasks, each behind those it waits for."""
    order = TopologicalSorter(
        {
            task.key: [link.before for link in task.after if link.before in plan.by_key]
            for task in plan.tasks
        }
    )
    return [plan.by_key[key] for key in order.static_order()]
