"""Where tasks go when something of a plan moves: as far as it, as far as they must, or nowhere.

Done and pinned tasks never move.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from graphlib import TopologicalSorter

from planner.rules.calendars import WorkingDays
from planner.rules.links import Link, LinkKind
from planner.rules.moving_plans import Bar, Moving, MovingPlan, MovingTask, Rest, TaskMoves
from planner.words import Refusal, Sentence

_DAY = timedelta(days=1)
_TO_FINISH = (LinkKind.FINISH_FINISH, LinkKind.START_FINISH)
_FROM_FINISH = (LinkKind.FINISH_START, LinkKind.FINISH_FINISH)

Shift = Callable[[date], date]


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
        task = plan.task(moving.key)
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
        if not task.stays and moved.day_of(task.anchor) != plan.day_of(task.anchor)
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


def _pull(plan: MovingPlan, moved: MovingPlan, bars: dict[int, Bar], free: set[int]) -> None:
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
            by = max(by, _short(task.bar, other.bar, bars[task.key], bars[other.key], link))
        bars[task.key] = _by(bars[task.key], -by)


def _push(plan: MovingPlan, moved: MovingPlan, bars: dict[int, Bar], free: set[int]) -> None:
    """Let tasks be as much later as their openings, and what they wait for, now demand."""
    known = {task.key: task for task in plan.tasks}
    for task in _in_order(plan):
        if task.key not in free:
            continue
        by = max(0, (plan.limits(task, moved)[0] - bars[task.key][0]).days)
        for link in task.after:
            before = known.get(link.before)
            if before is not None:
                bar = bars[before.key]
                by = max(by, _short(before.bar, task.bar, bar, bars[task.key], link))
        bars[task.key] = _by(bars[task.key], by)


def _short(before: Bar, after: Bar, before_now: Bar, after_now: Bar, link: Link[int]) -> int:
    """The days that are missing between two tied tasks; what overlapped may overlap as much."""
    return min(gap(before, after, link), 0) - gap(before_now, after_now, link)


def gap(before: Bar, after: Bar, link: Link[int]) -> int:
    """The calendar days between the ends a link ties, beyond what it asks; below zero: too few.

    A task may begin on the day on which what it waits for is finished.
    """
    from_day = before[1] if link.kind in _FROM_FINISH else before[0]
    to_day = after[1] if link.kind in _TO_FINISH else after[0]
    return (to_day - from_day).days - link.lag_days


def _by(bar: Bar, days: int) -> Bar:
    return bar[0] + days * _DAY, bar[1] + days * _DAY


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
