"""A plan of which something moves: its sale day, a phase, a milestone or one task.

Milestones and phases move with the sale day, whatever the tasks do. Days are days of the plan; a
bar has a first and a last day, both counted; a step leads from one day to another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from planner.rules.campaigns import Anchor, Milestone, Phase, anchor_day
from planner.rules.links import Link
from planner.rules.networks import Between, hangs_between, moment_of
from planner.words import Refusal

Bar = tuple[date, date]
Step = tuple[date, date]


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
    team: int
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

    @cached_property
    def by_key(self) -> Mapping[int, MovingTask]:
        """The tasks by their keys."""
        return {task.key: task for task in self.tasks}

    def task(self, key: int) -> MovingTask:
        """The task of a key; raises a Refusal when it is not in this plan."""
        if key not in self.by_key:
            raise Refusal("This task is not there any more. It may be in the recycle bin.")
        return self.by_key[key]

    def day_of(self, anchor: Anchor[int]) -> date:
        """The day of an anchor in this plan."""
        return anchor_day(anchor, self.phases, self.milestones)

    def between(self, task: MovingTask) -> Between[int]:
        """What a task of this plan hangs between."""
        return hangs_between(
            task.anchor,
            task.offset_days,
            task.due_on,
            (task.due_on - task.start_on).days + 1,
            task.serves,
            task.must_have,
            self.phases,
            self.milestones,
        )

    def limits(self, task: MovingTask, moved: MovingPlan) -> tuple[date, date]:
        """The first and the last day that a task of this plan may have once the plan has moved.

        It hangs on the same moments as before; where it hangs on none they are the first and the
        last day of all.
        """
        held = self.between(task)
        first, last = date.min, date.max
        if held.opening is not None:
            first = moved.day_of(held.opening)
        if held.gate is not None:
            moment = moment_of(held.gate, moved.phases, moved.milestones)
            last = (moment - timedelta(microseconds=1)).date()
        return first, last


class Moving(Protocol):
    """Something that moves."""

    def applied(self, plan: MovingPlan) -> MovingPlan:
        """The plan with phases, milestones and sale day where they will be; tasks as they are."""

    def carries(self, task: MovingTask, plan: MovingPlan, moved: MovingPlan) -> Step | None:
        """The step of what a task hangs on; None where that stays."""


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

    def carries(self, task: MovingTask, plan: MovingPlan, moved: MovingPlan) -> Step | None:  # noqa: ARG002 -- all tasks alike
        """The old and the new sale day, for every task."""
        return plan.sale_day, moved.sale_day


@dataclass(frozen=True, slots=True)
class PhaseMoves:
    """A phase opens and closes at other wall-clock times."""

    key: int
    opens: datetime
    closes: datetime

    def applied(self, plan: MovingPlan) -> MovingPlan:
        """The plan with the phase at its new times; raises a Refusal when it lacks it."""
        if all(phase.key != self.key for phase in plan.phases):
            raise Refusal("This phase is not there any more.")
        return replace(
            plan,
            phases=tuple(
                replace(phase, opens=self.opens, closes=self.closes)
                if phase.key == self.key
                else phase
                for phase in plan.phases
            ),
        )

    def carries(self, task: MovingTask, plan: MovingPlan, moved: MovingPlan) -> Step | None:
        """The old and the new day of its opening or closing, for what hangs on that."""
        return _anchor_step(task, plan, moved)


@dataclass(frozen=True, slots=True)
class MilestoneMoves:
    """A milestone happens at another wall-clock time."""

    key: int
    at: datetime

    def applied(self, plan: MovingPlan) -> MovingPlan:
        """The plan with the milestone at its new time; raises a Refusal when it lacks it."""
        if all(stone.key != self.key for stone in plan.milestones):
            raise Refusal("This milestone is not there any more.")
        return replace(
            plan,
            milestones=tuple(
                replace(stone, at=self.at) if stone.key == self.key else stone
                for stone in plan.milestones
            ),
        )

    def carries(self, task: MovingTask, plan: MovingPlan, moved: MovingPlan) -> Step | None:
        """Its old and its new day, for what hangs on it."""
        return _anchor_step(task, plan, moved)


@dataclass(frozen=True, slots=True)
class TaskMoves:
    """One task is due on another day."""

    key: int
    due_on: date

    def applied(self, plan: MovingPlan) -> MovingPlan:
        """The plan as it is: only tasks move."""
        return plan

    def carries(self, task: MovingTask, plan: MovingPlan, moved: MovingPlan) -> Step | None:  # noqa: ARG002 -- only tasks move
        """The old and the new due day, for the task itself."""
        return (task.due_on, self.due_on) if task.key == self.key else None


@dataclass(frozen=True, slots=True)
class AskedMove:
    """What somebody wants to move, what the tasks shall do, and which days count as distance."""

    moving: Moving
    rest: Rest
    in_working_days: bool = False


def _anchor_step(task: MovingTask, plan: MovingPlan, moved: MovingPlan) -> Step | None:
    old, new = plan.day_of(task.anchor), moved.day_of(task.anchor)
    return (old, new) if old != new else None
