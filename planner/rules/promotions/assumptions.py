"""What is assumed where a threshold is chosen, and how much an order then stands at most."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from planner.rules.promotions.margins import Costs, FeeBase
from planner.rules.promotions.rounding import WHOLE_BP
from planner.words import Refusal


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is taken for granted about a shop and its customers; rates in basis points.

    ``gross_margin_bp`` is what goods leave of their price before fees. Of the people whose order
    lacks at most ``window_bp`` of the threshold, ``shares_bp`` (low, middle, high) add just enough
    to reach it. ``other_layers_bp`` is what other rules may take off the same order. A discount
    below ``least_bp`` of its threshold hardly moves anybody, so none is proposed.
    """

    gross_margin_bp: int
    costs: Costs = field(default_factory=Costs)
    repeat: bool = False
    other_layers_bp: int = 0
    window_bp: int = 3_000
    shares_bp: tuple[int, int, int] = (500, 1_500, 3_000)
    least_bp: int = 500

    def __post_init__(self) -> None:
        if not 0 < self.gross_margin_bp < WHOLE_BP:
            raise Refusal("Gross margin: write a rate above 0% and under 100%.")
        if not 0 <= self.other_layers_bp < WHOLE_BP:
            raise Refusal("Other rules: write a rate from 0% to under 100%.")
        if not 0 < self.window_bp < WHOLE_BP:
            raise Refusal("Within reach: write a rate above 0% and under 100%.")
        if not 0 <= self.least_bp < WHOLE_BP:
            raise Refusal("Smallest discount: write a rate from 0% to under 100%.")
        low, middle, high = self.shares_bp
        if not 0 <= low <= middle <= high <= WHOLE_BP:
            raise Refusal("Shares who top up: write three rates from 0% to 100% that rise.")

    @property
    def discount_kept_bp(self) -> int:
        """What a fen off costs the shop: the fee on it is saved, unless it is on list prices."""
        return WHOLE_BP - (0 if self.costs.fee_base is FeeBase.LIST else self.costs.fee_bp)

    @property
    def stands(self) -> Fraction:
        """The largest share of the list price that may come off in all: 1 - (1-g)/(1-f-m)."""
        fee, kept = self.costs.fee_bp, WHOLE_BP - self.costs.target_bp
        goods = WHOLE_BP - self.gross_margin_bp
        if self.costs.fee_base is FeeBase.LIST:
            return 1 - Fraction(goods + fee, kept)
        return 1 - Fraction(goods, kept - fee)


def largest_safe_discount(threshold_fen: int, assumed: Assumed, step_fen: int = 100) -> int:
    """The most that may come off at a threshold, in whole steps; 0 where nothing may.

    Every order then keeps the wanted margin, whatever the other rules take.
    """
    room = (assumed.stands - Fraction(assumed.other_layers_bp, WHOLE_BP)) * threshold_fen
    return max(int(room // step_fen) * step_fen, 0)
