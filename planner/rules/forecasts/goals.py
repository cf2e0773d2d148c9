"""What a sale should reach at least, as planned and at best, and what that asks from now on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import log

from planner.rules.forecasts.spreads import LEAST_SD
from planner.words import Bp, Refusal, Sentence

_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)
# An 80 % band is so many standard deviations wide.
_BAND_WIDTH = 2.563103131089201


class Goal(StrEnum):
    """A level of the target."""

    FLOOR = "floor"
    TARGET = "target"
    STRETCH = "stretch"


GOAL_NAMES: dict[Goal, Sentence] = {
    Goal.FLOOR: Sentence("Floor"),
    Goal.TARGET: Sentence("Target"),
    Goal.STRETCH: Sentence("Stretch"),
}


@dataclass(frozen=True, slots=True)
class Goals:
    """The target with its floor and stretch in fen; None where a sale has none.

    Raises Refusal for goals of 0 or less, or out of order.
    """

    target_fen: int | None = None
    floor_fen: int | None = None
    stretch_fen: int | None = None

    def __post_init__(self) -> None:
        known = [fen for _, fen in self]
        if any(fen <= 0 for fen in known):
            raise Refusal("Target: enter an amount above 0, or leave it empty.")
        if known != sorted(known):
            raise Refusal("Target: the floor lies at or below it, the stretch at or above it.")

    def __iter__(self) -> Iterator[tuple[Goal, int]]:
        levels = (
            (Goal.FLOOR, self.floor_fen),
            (Goal.TARGET, self.target_fen),
            (Goal.STRETCH, self.stretch_fen),
        )
        return ((goal, fen) for goal, fen in levels if fen is not None)

    @property
    def plan_sd(self) -> float:
        """How sure the plan is: floor to stretch is its 80 % band.

        Without both, a plan counts as much as a curve does before anything is sold.
        """
        if not self.floor_fen or not self.stretch_fen or self.floor_fen == self.stretch_fen:
            return LEAST_SD
        return log(self.stretch_fen / self.floor_fen) / _BAND_WIDTH


@dataclass(frozen=True, slots=True)
class Required:
    """What a goal asks from now on.

    ``a_day_fen`` is its even rate, ``next_day_fen`` what the next 24 hours have to bring when the
    rest sells in the shape of the forecast. ``catch_up`` says how many times the sales still
    forecast that is, None where none are.
    """

    left_fen: int
    a_day_fen: int
    next_day_fen: int
    catch_up: Bp | None


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely a goal is reached, and what it asks; None where it is reached or time is up."""

    goal: Goal
    fen: int
    chance: Bp
    required: Required | None


def required(
    goal_fen: int,
    so_far_fen: int,
    expected_fen: int,
    now: datetime,
    closes: datetime,
    next_day_share: float,
) -> Required | None:
    """What a goal asks from now on; None where it is reached or time is up.

    ``next_day_share`` is the share of what is left that the next 24 hours are expected to bring.
    """
    left = goal_fen - so_far_fen
    if left <= 0 or closes <= now:
        return None
    ticks, a_day = (closes - now) // _TICK, _DAY // _TICK
    coming = expected_fen - so_far_fen
    return Required(
        left_fen=left,
        a_day_fen=left if ticks <= a_day else -(-left * a_day // ticks),
        next_day_fen=round(left * next_day_share),
        catch_up=Bp(-(-left * 10_000 // coming)) if coming > 0 else None,
    )
