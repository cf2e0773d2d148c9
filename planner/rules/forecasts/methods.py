"""Ways to say how a sale ends: each takes what is known at a moment and gives the total it expects.

What past sales say is said in shares, so that a sale of any size can be compared with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log, sqrt
from statistics import fmean
from typing import Protocol, TypeAlias

import numpy as np

from planner.rules.forecasts.curves import DAY_IN_MOMENTS, Moments, Reals
from planner.rules.forecasts.spreads import LEAST_SD, LEAST_SHARE, spread
from planner.words import Sentence

_RUN_RATE_DAYS = 3


class Method(StrEnum):
    """A way to say how a sale ends."""

    LAST_SALE = "last_sale"
    MEAN_CURVE = "mean_curve"
    CHAIN_LADDER = "chain_ladder"
    BLEND = "blend"
    RUN_RATE = "run_rate"
    PLANNED_CURVE = "planned_curve"


METHOD_NAMES: dict[Method, Sentence] = {
    Method.LAST_SALE: Sentence("Curve of the last sale"),
    Method.MEAN_CURVE: Sentence("Mean curve of past sales"),
    Method.CHAIN_LADDER: Sentence("Chain ladder"),
    Method.BLEND: Sentence("Blend with the plan"),
    Method.RUN_RATE: Sentence("Run-rate of the last 3 days"),
    Method.PLANNED_CURVE: Sentence("Planned curve"),
}


@dataclass(frozen=True)
class Known:
    """What is known at the moment in place ``now``, all of it by the same ``moments``.

    ``reached`` has fen up to now. ``shares`` has a row for each past sale in ``past``, the last
    comparable one at the end, ``totals`` what each sold. ``planned`` has shares of
    ``planned_fen``; None without a plan. ``plan_sd`` says how sure the plan is: the standard
    deviation of the total's logarithm.
    """

    moments: Moments
    now: int
    reached: Reals
    shares: Reals
    totals: Reals
    past: tuple[str, ...] = ()
    planned: Reals | None = None
    planned_fen: int = 0
    plan_sd: float = LEAST_SD

    @property
    def so_far(self) -> float:
        """What was reached by now."""
        return float(self.reached[self.now])


@dataclass(frozen=True)
class Expected:
    """What a method expects: the total, and by each moment from now on the share of what is left.

    ``share`` is the share of the total that it takes to be reached by now.
    """

    total: float
    share: float
    progress: Reals
    sd: float


class CurveOf(Protocol):
    """What makes one curve of the curves of past sales."""

    def __call__(self, shares: Reals, totals: Reals) -> Reals:
        """The one curve, as shares by the moments."""


def last_curve(shares: Reals, totals: Reals) -> Reals:  # noqa: ARG001 -- every curve is asked alike
    """The curve of the last comparable sale."""
    last: Reals = shares[-1]
    return last


def mean_curve(shares: Reals, totals: Reals) -> Reals:  # noqa: ARG001 -- every curve is asked alike
    """The mean of the curves, each sale counting the same."""
    mean: Reals = shares.mean(axis=0)
    return mean


def chain_ladder(shares: Reals, totals: Reals) -> Reals:
    """The curve of all past sales put together.

    The ladder multiplies what all sales together grew by from each moment to the next (Mack 1993).
    With every sale known to its end these steps cancel but for the last and the present.
    """
    ladder: Reals = totals @ shares / totals.sum()
    return ladder


CURVES: Mapping[Method, CurveOf] = {
    Method.LAST_SALE: last_curve,
    Method.MEAN_CURVE: mean_curve,
    Method.CHAIN_LADDER: chain_ladder,
}


@dataclass(frozen=True, slots=True)
class PastCurve:
    """Carries on a curve made of past sales: what was reached by now, divided by its share."""

    curve_of: CurveOf

    def expects(self, known: Known) -> Expected | Sentence:
        """What it expects, or why it can't say."""
        if not len(known.shares):
            return Sentence("There is no past sale to compare with.")
        sd = spread(known.shares, known.now)
        return _carried_on(known, self.curve_of(known.shares, known.totals), sd)


@dataclass(frozen=True, slots=True)
class PlannedCurve:
    """Carries on the planned curve."""

    def expects(self, known: Known) -> Expected | Sentence:
        """What it expects, or why it can't say."""
        if known.planned is None:
            return _no_plan()
        share = float(known.planned[known.now])
        of_past = known.shares[:, known.now] / max(share, LEAST_SHARE)
        return _carried_on(known, known.planned, _miss(of_past))


@dataclass(frozen=True, slots=True)
class Blend:
    """Weighs the last sale's curve against the plan's total, each by how sure it is.

    In logarithms, with w = plan variance / (plan variance + curve variance) for the curve. While
    there is no curve to go by, the plan stands alone; once the sale is over, what it sold does.
    """

    def expects(self, known: Known) -> Expected | Sentence:
        """What it expects, or why it can't say."""
        if known.planned is None:
            return _no_plan()
        if known.now == len(known.moments) - 1:
            return Expected(known.so_far, 1.0, _progress(known.planned, known), 0.0)
        by_curve = PastCurve(last_curve).expects(known)
        if isinstance(by_curve, Sentence):
            by_curve = PlannedCurve().expects(known)
        if isinstance(by_curve, Sentence):
            share = float(known.planned[known.now])
            progress = _progress(known.planned, known)
            total = max(float(known.planned_fen), known.so_far)
            return Expected(total, share, progress, max(known.plan_sd, LEAST_SD))
        weight = known.plan_sd**2 / (known.plan_sd**2 + by_curve.sd**2)
        in_logarithms = weight * log(by_curve.total) + (1 - weight) * log(known.planned_fen)
        total = max(exp(in_logarithms), known.so_far)
        return Expected(total, by_curve.share, by_curve.progress, by_curve.sd)


@dataclass(frozen=True, slots=True)
class RunRate:
    """Goes on as in the last three days, or in all there is while it is less."""

    def expects(self, known: Known) -> Expected | Sentence:
        """What it expects, or why it can't say."""
        passed = known.moments[known.now] - known.moments[0]
        left = known.moments[-1] - known.moments[known.now]
        if not passed:
            return Sentence("Nothing was sold so far.")
        total = _run_on(known.reached, known)
        later = known.moments[known.now :] - known.moments[known.now]
        share = float(passed / (passed + left))
        off = _miss([_run_on(row, known) for row in known.shares])
        return Expected(total, share, later / max(left, 1), max(off, LEAST_SD * (1 - share)))


AnyMethod: TypeAlias = PastCurve | PlannedCurve | Blend | RunRate

METHODS: Mapping[Method, AnyMethod] = {
    **{method: PastCurve(curve_of) for method, curve_of in CURVES.items()},
    Method.BLEND: Blend(),
    Method.RUN_RATE: RunRate(),
    Method.PLANNED_CURVE: PlannedCurve(),
}


def missed(curve_of: CurveOf, known: Known) -> list[float]:
    """How far each past sale is missed now by the curve of the others, in logarithms."""
    shares, off = known.shares[:, [known.now]], []
    for place in range(len(shares) if len(shares) > 1 else 0):
        # As in a forecast, the sale before comes last; the first sale has only later ones.
        others = [*range(len(shares) - 1, place, -1), *range(place)]
        (by_others,) = curve_of(shares[others], known.totals[others])
        (share,) = shares[place]
        if share >= LEAST_SHARE and by_others >= LEAST_SHARE:
            off.append(abs(log(share / by_others)))
    return off


def _carried_on(known: Known, curve: Reals, off: float) -> Expected | Sentence:
    share = float(curve[known.now])
    if known.so_far <= 0:
        return Sentence("Nothing was sold so far.")
    if share < LEAST_SHARE:
        return Sentence("By this point the curve has next to nothing sold.")
    sd = max(off, LEAST_SD * max(0.0, 1 - share))
    return Expected(known.so_far / share, share, _progress(curve, known), sd)


def _miss(of_past: Iterable[float]) -> float:
    """How far off a method would have been in past sales, by what it made of their totals."""
    return sqrt(fmean([log(times) ** 2 for times in of_past if times > 0] or [0.0]))


def _progress(curve: Reals, known: Known) -> Reals:
    left = curve[known.now :] - curve[known.now]
    if left[-1] > 0:
        progress: Reals = left / left[-1]
        return progress
    later = known.moments[known.now :] - known.moments[known.now]
    evenly: Reals = later / max(later[-1], 1)
    return evenly


def _run_on(reached: Reals, known: Known) -> float:
    """What is reached by the end if sales go on as in the last three days, from any such row."""
    now = known.moments[known.now]
    since = max(now - _RUN_RATE_DAYS * DAY_IN_MOMENTS, known.moments[0])
    recent = reached[known.now] - np.interp(since, known.moments, reached)
    return float(reached[known.now] + recent * (known.moments[-1] - now) / (now - since))


def _no_plan() -> Sentence:
    return Sentence("There is no target to plan by.")
