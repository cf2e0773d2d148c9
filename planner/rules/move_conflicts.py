"""What is wrong with where a move puts things that was not wrong before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum

from planner.rules.calendars import WorkingDays
from planner.rules.moving import gap
from planner.rules.moving_plans import Bar, MovingPlan, MovingTask
from planner.words import Sentence

_DAY = timedelta(days=1)


class Conflict(StrEnum):
    """Something about a task's new days that somebody should look at."""

    PAST = "past"
    DAY_OFF = "day_off"
    AFTER_FREEZE = "after_freeze"
    BEFORE_OTHERS = "before_others"
    AFTER_GATE = "after_gate"
    OUTSIDE = "outside"
    OVERLOAD = "overload"


CONFLICT_NAMES: dict[Conflict, Sentence] = {
    Conflict.PAST: Sentence("In the past"),
    Conflict.DAY_OFF: Sentence("On a day off"),
    Conflict.AFTER_FREEZE: Sentence("After a freeze"),
    Conflict.BEFORE_OTHERS: Sentence("Before what it waits for"),
    Conflict.AFTER_GATE: Sentence("Too late for its phase or milestone"),
    Conflict.OUTSIDE: Sentence("After the last phase"),
    Conflict.OVERLOAD: Sentence("Too much for the team"),
}


def conflicts(
    plan: MovingPlan,
    moved: MovingPlan,
    bars: Mapping[int, Bar],
    today: date,
    working_days: WorkingDays,
    overloaded: Mapping[int, Collection[date]],
    overloaded_now: Mapping[int, Collection[date]],
) -> dict[int, tuple[Conflict, ...]]:
    """What each open task is in for now and was not before, by its key.

    ``overloaded`` are the days on which a team has too much before the move, ``overloaded_now``
    those after it, by team.
    """
    known = {task.key: task for task in plan.tasks}
    found = {}
    for task in plan.tasks:
        if task.done:
            continue
        before = _wrong(plan, plan, task, known, {one.key: one.bar for one in plan.tasks}, today)
        now = _wrong(plan, moved, task, known, bars, today)
        start, due = bars[task.key]
        if task.bar != (start, due):
            if not working_days.works(due) and working_days.works(task.due_on):
                now.add(Conflict.DAY_OFF)
            was, comes = overloaded.get(task.team, ()), overloaded_now.get(task.team, ())
            if _meets(start, due, comes) and not _meets(*task.bar, was):
                now.add(Conflict.OVERLOAD)
        new = tuple(conflict for conflict in Conflict if conflict in now - before)
        if new:
            found[task.key] = new
    return found


def _wrong(
    plan: MovingPlan,
    moved: MovingPlan,
    task: MovingTask,
    known: Mapping[int, MovingTask],
    bars: Mapping[int, Bar],
    today: date,
) -> set[Conflict]:
    start, due = bars[task.key]
    wrong = set()
    if due < today:
        wrong.add(Conflict.PAST)
    if due > plan.limits(task, moved)[1]:
        wrong.add(Conflict.AFTER_GATE)
    if due > max(phase.last_day for phase in moved.phases):
        wrong.add(Conflict.OUTSIDE)
    for stone in moved.milestones:
        opens = [phase.opens.date() for phase in moved.phases if phase.opens > stone.at]
        if stone.freezes and opens and stone.at.date() < due <= min(opens):
            wrong.add(Conflict.AFTER_FREEZE)
    for link in task.after:
        other = known.get(link.before)
        if other is not None and gap(bars[other.key], (start, due), link) < min(
            0, gap(other.bar, task.bar, link)
        ):
            wrong.add(Conflict.BEFORE_OTHERS)
    return wrong


def _meets(start: date, due: date, days: Collection[date]) -> bool:
    return any(start + after * _DAY in days for after in range((due - start).days + 1))
