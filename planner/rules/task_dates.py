"""The dates of a task as the critical path has them, and what decides each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic

from planner.rules.campaigns import Anchor, Key
from planner.rules.half_days import IN_A_DAY
from planner.rules.links import Link


class Decides(StrEnum):
    """What a date comes from."""

    NOW = "now"
    NOT_BEFORE = "not_before"
    STARTED = "started"
    FIXED = "fixed"
    LINK = "link"
    GATE = "gate"
    DEADLINE = "deadline"
    PLAN_END = "plan_end"
    WANTED = "wanted"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Reason(Generic[Key]):
    """What decides a date: with a link the other task, with a gate its anchor."""

    decides: Decides
    task: Key | None = None
    link: Link[Key] | None = None
    gate: Anchor[Key] | None = None


@dataclass(frozen=True, slots=True)
class Dates(Generic[Key]):
    """A task's earliest and latest dates and how much room lies between, in half-days.

    ``slack`` counts the half-days of its team by which it can slip until a gate is missed (below
    zero: it is short of them), ``free_slack`` those by which no other task is touched.
    """

    early_start: int
    early_finish: int
    late_start: int
    late_finish: int
    slack: int
    free_slack: int
    critical: bool
    early_because: Reason[Key]
    late_because: Reason[Key]

    @property
    def slack_days(self) -> float:
        """The slack in working days of its team."""
        return self.slack / IN_A_DAY

    @property
    def free_slack_days(self) -> float:
        """The free slack in working days of its team."""
        return self.free_slack / IN_A_DAY
