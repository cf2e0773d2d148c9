"""Rules beside the price: deposits, gifts, freight, and orders that stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.rules.promotions.amount_rules import Measure
from planner.rules.promotions.lines import Line, Offer, Present, Terms, base_of, pieces_of
from planner.rules.promotions.rounding import PAID_HALF_UP, WHOLE_BP
from planner.words import Fen, Refusal, Sentence


@dataclass(frozen=True, slots=True)
class DepositWorth:
    """A presale deposit that counts for more than was paid (定金膨胀): the difference comes off."""

    deposit_fen: int
    worth_fen: int

    def __post_init__(self) -> None:
        if self.worth_fen < self.deposit_fen:
            raise Refusal("Deposit: write a worth of at least the deposit.")

    def offer(self, lines: Sequence[Line], _: Terms) -> Offer | Sentence:
        """What comes off each piece."""
        off = self.worth_fen - self.deposit_fen
        shares = tuple(sum(min(off, room) for room in line.rooms) for line in lines)
        how = Sentence(
            "{deposit} of deposit count for {worth}",
            deposit=Fen(self.deposit_fen),
            worth=Fen(self.worth_fen),
        )
        return Offer(shares, how)


@dataclass(frozen=True, slots=True)
class Gift:
    """Gifts from a threshold on: one lot, one for every full threshold, or one for every piece."""

    present: Present
    threshold: int = 0
    measure: Measure = Measure.AMOUNT
    repeat: bool = False

    def __post_init__(self) -> None:
        if self.repeat and self.threshold < 1:
            raise Refusal("Every full threshold: write a threshold above 0.")

    def offer(self, lines: Sequence[Line], _: Terms) -> Offer | Sentence:
        """What is given."""
        here = base_of(lines) if self.measure is Measure.AMOUNT else pieces_of(lines)
        if here < self.threshold:
            return Sentence("the threshold of the gift is not reached")
        times = here // self.threshold if self.repeat else 1
        given = Present(
            self.present.sku,
            self.present.pieces * times,
            self.present.cost_fen,
            self.present.worth_fen * times,
        )
        how = Sentence("{n} gift", "{n} gifts", n=given.pieces)
        return Offer((0,) * len(lines), how, presents=(given,))


@dataclass(frozen=True, slots=True)
class OrderAlone:
    """An order that stands alone, such as 秒杀: later layers don't count for its products."""

    def offer(self, lines: Sequence[Line], _: Terms) -> Offer | Sentence:
        """Nothing comes off by itself."""
        return Offer((0,) * len(lines), Sentence("an order of its own"))


@dataclass(frozen=True, slots=True)
class FreightByCount:
    """Freight: a fee for the first pieces or kilograms and one for every further step, begun ones
    too. Without steps it is a flat fee."""

    first: int = 1
    first_fen: int = 0
    step: int = 0
    step_fen: int = 0
    by_weight: bool = False

    def fee(self, lines: Sequence[Line]) -> int:
        """What sending these goods costs the buyer, in fen."""
        if not lines:
            return 0
        unit = 1000 if self.by_weight else 1
        counted = (
            sum(line.goods.pieces * line.goods.weight_grams for line in lines)
            if self.by_weight
            else pieces_of(lines)
        )
        beyond = max(counted - self.first * unit, 0)
        steps = -(-beyond // (self.step * unit)) if self.step else 0
        return self.first_fen + steps * self.step_fen


@dataclass(frozen=True, slots=True)
class FreightOff:
    """A rate or an amount off the freight, from an amount of goods on."""

    off_bp: int = 0
    off_fen: int = 0
    threshold_fen: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.off_bp <= WHOLE_BP or self.off_fen < 0:
            raise Refusal("Freight: write a rate from 0% to 100%, or an amount of 0 or more.")

    def off(self, fee_fen: int, lines: Sequence[Line]) -> int:
        """What comes off a fee, never more than all of it; the rest is rounded half up."""
        if base_of(lines) < self.threshold_fen:
            return 0
        return min(PAID_HALF_UP.off(fee_fen, self.off_bp) + self.off_fen, fee_fen)


@dataclass(frozen=True, slots=True)
class FreeFreight:
    """No freight from an amount and a number of pieces on (包邮)."""

    threshold_fen: int = 0
    pieces: int = 0

    def reached(self, lines: Sequence[Line]) -> Sentence | None:
        """How the order is free of freight, None where it is not."""
        if base_of(lines) < self.threshold_fen or pieces_of(lines) < self.pieces:
            return None
        if not self.threshold_fen:
            return Sentence("free of freight, from any amount")
        return Sentence("free of freight from {threshold} on", threshold=Fen(self.threshold_fen))
