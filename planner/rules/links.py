"""What a task waits for: which ends of two tasks are tied, and how far apart they must be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic

from planner.rules.campaigns import Key
from planner.words import Refusal


class LinkKind(StrEnum):
    """Which ends are tied, the earlier task's first: finish to start, start to start and so on."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"


class LagUnit(StrEnum):
    """Which days a lag counts."""

    WORKING = "working"
    CALENDAR = "calendar"


MOST_LAG_DAYS = 366


@dataclass(frozen=True, slots=True)
class Link(Generic[Key]):
    """That a task waits for the task ``before``, ``lag_days`` after (below zero: before) its end.

    Raises Refusal for a lag of more than a year.
    """

    before: Key
    kind: LinkKind = LinkKind.FINISH_START
    lag_days: int = 0
    unit: LagUnit = LagUnit.WORKING

    def __post_init__(self) -> None:
        if abs(self.lag_days) > MOST_LAG_DAYS:
            raise Refusal(
                "Waits for: write a lag of at most {most} days.",
                most=MOST_LAG_DAYS,
            )
