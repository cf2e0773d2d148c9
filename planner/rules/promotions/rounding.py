"""How a rate becomes whole fen: what is rounded, which way, to what, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from planner.words import Bp

WHOLE_BP = 10_000


class Rounded(StrEnum):
    """What is rounded: the amount that is paid, or the amount that comes off."""

    PAID = "paid"
    OFF = "off"


class Way(StrEnum):
    """Which way halves and parts of a fen go."""

    HALF_UP = "half_up"
    UP = "up"
    DOWN = "down"


class Each(StrEnum):
    """How often is rounded: once a rule, on every line, or on every piece."""

    RULE = "rule"
    LINE = "line"
    PIECE = "piece"


@dataclass(frozen=True, slots=True)
class Rounding:
    """One way of rounding; ``step_fen`` is 1 for fen and 100 for whole yuan."""

    what: Rounded = Rounded.PAID
    way: Way = Way.HALF_UP
    step_fen: int = 1
    each: Each = Each.RULE

    def off(self, amount_fen: int, off_bp: int) -> int:
        """The fen that a rate takes off an amount, never less than none or more than all."""
        off_bp = min(max(off_bp, 0), WHOLE_BP)
        if self.what is Rounded.OFF:
            off = self._whole(amount_fen * off_bp)
        else:
            off = amount_fen - self._whole(amount_fen * (WHOLE_BP - off_bp))
        return min(max(off, 0), amount_fen)

    def _whole(self, ten_thousandths: int) -> int:
        step = WHOLE_BP * self.step_fen
        if self.way is Way.DOWN:
            return ten_thousandths // step * self.step_fen
        if self.way is Way.UP:
            return -(-ten_thousandths // step) * self.step_fen
        return (2 * ten_thousandths + step) // (2 * step) * self.step_fen


PAID_HALF_UP = Rounding()
OFF_UP_TO_WHOLE_YUAN = Rounding(Rounded.OFF, Way.UP, 100, Each.PIECE)


def rounded_up(share: Fraction) -> Bp:
    """A share in basis points, said as too much rather than too little."""
    return Bp(-(-share.numerator * WHOLE_BP // share.denominator))


def rounded_down(share: Fraction) -> Bp:
    """A share in basis points, said as too little rather than too much."""
    return Bp(share.numerator * WHOLE_BP // share.denominator)
