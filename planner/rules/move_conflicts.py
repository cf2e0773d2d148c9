"""What is wrong with where a move puts things that was not wrong before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.rules.calendars import WorkingDays
from planner.rules.campaigns import frozen_until
from planner.rules.links import Link
from planner.rules.moving import gap
from planner.rules.moving_plans import Bar, MovingPlan, MovingTask
from planner.words import Sentence


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


@dataclass(frozen=True)
class TeamsThen:
    """What the teams' calendars say of a move.

    ``off`` tells whether a team does not work on a day; ``overloaded_before`` and ``overloaded``
    are the days on which a team has more than it can do, by team, before the move and after it.
    """

    off: Callable[[int, date], bool]
    overloaded_before: Mapping[int, Set[date]]
    overloaded: Mapping[int, Set[date]]

    def newly_overloaded(self) -> dict[int, int]:
        """How many days more each team has too much on, of those that do."""
        more = {
            team: len(days - self.overloaded_before.get(team, frozenset()))
            for team, days in self.overloaded.items()
        }
        return {team: days for team, days in more.items() if days}


def conflicts(
    plan: MovingPlan,
    moved: MovingPlan,
    bars: Mapping[int, Bar],
    today: date,
    working_days: WorkingDays,
    teams: TeamsThen,
) -> dict[int, tuple[Conflict, ...]]:
    """What each open task is in for now and was not before, by its key."""
    lying, going = {task.key: task.bar for task in plan.tasks}, bars
    found = {}
    for task in plan.tasks:
        if task.done:
            continue
        before = _wrong(plan, plan, task, lying, today, working_days)
        before |= _wrong_for_team(task.team, task.bar, teams.off, teams.overloaded_before)
        now = _wrong(plan, moved, task, going, today, working_days)
        if task.bar != going[task.key]:
            now |= _wrong_for_team(task.team, going[task.key], teams.off, teams.overloaded)
        new = tuple(conflict for conflict in Conflict if conflict in now - before)
        if new:
            found[task.key] = new
    return found


def _wrong(
    plan: MovingPlan,
    moved: MovingPlan,
    task: MovingTask,
    bars: Mapping[int, Bar],
    today: date,
    working_days: WorkingDays,
) -> set[Conflict]:
    due = bars[task.key][1]
    wrong = set()
    if due < today:
        wrong.add(Conflict.PAST)
    if due > plan.limits(task, moved)[1]:
        wrong.add(Conflict.AFTER_GATE)
    if due > max(phase.last_day for phase in moved.phases):
        wrong.add(Conflict.OUTSIDE)
    for stone in moved.milestones:
        until = frozen_until(stone, moved.phases)
        if until is not None and stone.at.date() < due <= until.date():
            wrong.add(Conflict.AFTER_FREEZE)
    for link in task.after:
        if link.before in bars and _too_early(plan, task, link, bars, working_days):
            wrong.add(Conflict.BEFORE_OTHERS)
    return wrong


def _too_early(
    plan: MovingPlan,
    task: MovingTask,
    link: Link[int],
    bars: Mapping[int, Bar],
    working_days: WorkingDays,
) -> bool:
    """Whether a task comes earlier after what it waits for than it did and than it may."""
    was = gap(plan.task(link.before).bar, task.bar, link, working_days)
    return gap(bars[link.before], bars[task.key], link, working_days) < min(0, was)


def _wrong_for_team(
    team: int,
    bar: Bar,
    off: Callable[[int, date], bool],
    overloaded: Mapping[int, Set[date]],
) -> set[Conflict]:
    wrong = set()
    if off(team, bar[1]):
        wrong.add(Conflict.DAY_OFF)
    if any(bar[0] <= day <= bar[1] for day in overloaded.get(team, ())):
        wrong.add(Conflict.OVERLOAD)
    return wrong
