"""How sure a forecast is: bands from the spread of past sales, and the chance of a goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, exp, log, sqrt

import numpy as np

from planner.rules.forecasts.curves import Reals
from planner.words import Bp

# Below a basis point, the finest share there is in the house, a curve has nothing to say yet.
LEAST_SHARE = 1 / 10_000
# The field guide's rule of thumb: two to four past curves look more alike than sales are, so the
# standard deviation of a share's logarithm counts as at least 0.15 of what is still to come.
LEAST_SD = 0.15
# Of a normal distribution, 80 % lies so many standard deviations around the middle.
_DEVIATIONS = 1.2815515655446004
_COVERED_OF_TEN = 8


@dataclass(frozen=True, slots=True)
class Band:
    """Where a total will lie four times out of five. Raises ValueError if its ends are crossed."""

    low_fen: int
    high_fen: int

    def __post_init__(self) -> None:
        if self.low_fen > self.high_fen:
            raise ValueError("a band's lower end lies below its upper end")


def spread(shares: Reals, now: int) -> float:
    """The standard deviation of the logarithm of past sales' shares, now or at its largest later.

    Who knows less is not surer: what is unsure at a later moment is unsure now. 0 for fewer than
    two sales; a sale counts at the moments when it had sold something.
    """
    if len(shares) < 2:
        return 0.0
    later = shares[:, now:-1]
    logarithms = np.log(later, out=np.full(later.shape, np.nan), where=later >= LEAST_SHARE)
    counted = (~np.isnan(logarithms)).sum(axis=0)
    if not (counted > 1).any():
        return 0.0
    return float(np.nanstd(logarithms[:, counted > 1], axis=0, ddof=1).max())


def band(total: float, so_far: float, sd: float) -> Band:
    """The 80 % band of a total; what was reached already is its lowest end."""
    return _around(total, so_far, _DEVIATIONS * sd)


def conformal_band(total: float, so_far: float, missed: Sequence[float]) -> Band | None:
    """The band by how far past sales were missed, in logarithms; None for fewer than four.

    Split conformal prediction takes the miss of rank (n + 1) · 80 %, rounded up, which three sales
    don't have.
    """
    rank = -(-(len(missed) + 1) * _COVERED_OF_TEN // 10)
    return _around(total, so_far, sorted(missed)[rank - 1]) if rank <= len(missed) else None


def chance(goal_fen: int, total: float, so_far: float, sd: float) -> Bp:
    """How likely a total reaches a goal; certain once the goal is reached."""
    if so_far >= goal_fen:
        return Bp(10_000)
    if sd <= 0 or total <= 0:
        return Bp(10_000 if total >= goal_fen else 0)
    return Bp(round(5_000 * (1 + erf(log(total / goal_fen) / sd / sqrt(2)))))


def _around(total: float, so_far: float, off: float) -> Band:
    # More is refunded than paid in some sales, so the total may lie below zero.
    low, high = sorted((total * exp(-off), total * exp(off)))
    low = max(low, min(so_far, total))
    return Band(round(low), round(max(high, low)))
