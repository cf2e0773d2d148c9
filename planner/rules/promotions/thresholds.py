"""Which 满T减D pays: what it costs on orders that came anyway, and what people add to reach it.

How many top up is not known beforehand. It is an assumption, so every threshold is worked out for
a low, a middle and a high share, with the share from which it pays. Counted is topping up to the
threshold itself, not to its second or third multiple.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from planner.rules.money import half_up
from planner.rules.promotions.assumptions import Assumed
from planner.rules.promotions.rounding import WHOLE_BP
from planner.words import Refusal

MOST_POINTS = 5_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of a threshold where so many top up; orders to the nearest, gain rounded down.

    ``average_fen`` is what an order then pays on average, ``extra_fen`` what people add,
    ``discount_fen`` what comes off in all and ``gain_fen`` what the shop has more in the end.
    """

    share_bp: int
    orders: int
    discount_fen: int
    extra_fen: int
    average_fen: int
    gain_fen: int


class Pays(StrEnum):
    """Whether a threshold brings more than it costs."""

    NEVER = "never"
    FROM_SHARE = "from_share"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Choice:
    """One threshold with one discount.

    ``already`` orders reach it unchanged and cost ``given_fen`` for nothing; ``near`` orders lack
    little. ``break_even_bp`` of those, rounded up, have to top up before it pays; None where it
    never or always does. ``takes`` is its share of an order with those of the other rules.
    """

    threshold_fen: int
    off_fen: int
    already: int
    already_bp: int
    near: int
    given_fen: int
    outcomes: tuple[Outcome, Outcome, Outcome]
    pays: Pays
    break_even_bp: int | None
    takes: Fraction
    safe: bool


@dataclass(frozen=True, slots=True)
class ThresholdChoice:
    """Every threshold with every discount below it, and the orders that they were tried on."""

    orders: int
    average_fen: int
    median_fen: int
    choices: tuple[Choice, ...]
    least_bp: int

    @property
    def best(self) -> Choice | None:
        """Of those to propose the one that gains most at the middle share; None if none gains."""
        gaining = [one for one in self._proposed if one.outcomes[1].gain_fen > 0]
        return max(gaining, key=lambda one: one.outcomes[1].gain_fen, default=None)

    @property
    def nearest(self) -> Choice | None:
        """Of those to propose the one that pays from the lowest share; None if none ever pays."""
        paying = [one for one in self._proposed if one.break_even_bp is not None]
        return min(paying, key=lambda one: one.break_even_bp or 0, default=None)

    @property
    def _proposed(self) -> list[Choice]:
        return [
            one
            for one in self.choices
            if one.safe and one.off_fen * WHOLE_BP >= one.threshold_fen * self.least_bp
        ]


def choose_threshold(
    orders: Sequence[int], thresholds: Iterable[int], discounts: Iterable[int], assumed: Assumed
) -> ThresholdChoice:
    """What each threshold with each discount would have done to past orders, amounts in fen.

    Raises Refusal without orders, for amounts below a fen, and for more pairs than can be shown.
    """
    values = np.sort(np.asarray(orders, dtype=np.int64))
    all_thresholds, all_discounts = sorted(set(thresholds)), sorted(set(discounts))
    if not len(values) or values[0] <= 0:
        raise Refusal("Orders: give at least one, each above ¥0.")
    if min((1, *all_thresholds, *all_discounts)) < 1:
        raise Refusal("Thresholds and discounts: write amounts above 0.")
    if len(all_thresholds) * len(all_discounts) > MOST_POINTS:
        raise Refusal("Thresholds and discounts: at most {most} pairs.", most=MOST_POINTS)
    sums = np.concatenate(([0], np.cumsum(values)))
    seen = [_reach(values, sums, threshold, assumed) for threshold in all_thresholds]
    whole = int(sums[-1])
    return ThresholdChoice(
        orders=len(values),
        average_fen=half_up(whole, len(values)),
        median_fen=int(values[(len(values) - 1) // 2]),
        choices=tuple(_choices(seen, all_discounts, len(values), whole, assumed)),
        least_bp=assumed.least_bp,
    )


@dataclass(frozen=True, slots=True)
class _Reach:
    """The orders at a threshold and below it: how many, how often, and what the near ones lack."""

    threshold: int
    already: int
    times: int
    near: int
    lacking: int


def _reach(
    values: NDArray[np.int64], sums: NDArray[np.int64], threshold: int, assumed: Assumed
) -> _Reach:
    least = threshold - threshold * assumed.window_bp // WHOLE_BP
    first_near, first_over = (int(place) for place in np.searchsorted(values, [least, threshold]))
    already, near = len(values) - first_over, first_over - first_near
    times = int((values[first_over:] // threshold).sum()) if assumed.repeat else already
    lacking = near * threshold - int(sums[first_over] - sums[first_near])
    return _Reach(threshold, already, times, near, lacking)


def _choices(
    seen: Sequence[_Reach], discounts: Sequence[int], orders: int, whole: int, assumed: Assumed
) -> Iterator[Choice]:
    stands = assumed.stands
    for reach in seen:
        for off in discounts:
            if off >= reach.threshold:
                continue
            takes = Fraction(off, reach.threshold) + Fraction(assumed.other_layers_bp, WHOLE_BP)
            pays, break_even = _break_even(*_stakes(reach, off, assumed))
            low, middle, high = (
                _outcome(reach, off, share, orders, whole, assumed) for share in assumed.shares_bp
            )
            yield Choice(
                threshold_fen=reach.threshold,
                off_fen=off,
                already=reach.already,
                already_bp=half_up(reach.already * WHOLE_BP, orders),
                near=reach.near,
                given_fen=off * reach.times,
                outcomes=(low, middle, high),
                pays=pays,
                break_even_bp=break_even,
                takes=takes,
                safe=takes <= stands,
            )


def _stakes(reach: _Reach, off: int, assumed: Assumed) -> tuple[int, int]:
    """What it costs on orders that come anyway, and what it brings if all near ones top up, in
    ten-thousandths of a fen."""
    kept = assumed.discount_kept_bp
    on_more = assumed.gross_margin_bp - assumed.costs.fee_bp
    return off * reach.times * kept, reach.lacking * on_more - off * reach.near * kept


def _break_even(cost: int, brings: int) -> tuple[Pays, int | None]:
    if brings <= 0 or cost > brings:
        return Pays.NEVER, None
    if not cost:
        return Pays.ALWAYS, None
    return Pays.FROM_SHARE, -(-cost * WHOLE_BP // brings)


def _outcome(
    reach: _Reach, off: int, share_bp: int, orders: int, whole: int, assumed: Assumed
) -> Outcome:
    cost, brings = _stakes(reach, off, assumed)
    extra = reach.lacking * share_bp
    discount = off * (reach.times * WHOLE_BP + reach.near * share_bp)
    return Outcome(
        share_bp=share_bp,
        orders=reach.already + half_up(reach.near * share_bp, WHOLE_BP),
        discount_fen=half_up(discount, WHOLE_BP),
        extra_fen=half_up(extra, WHOLE_BP),
        average_fen=half_up(whole * WHOLE_BP + extra - discount, WHOLE_BP * orders),
        gain_fen=(brings * share_bp - cost * WHOLE_BP) // WHOLE_BP**2,
    )
