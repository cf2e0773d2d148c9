"""What an order costs: each step of the sum, each line's share, and who pays what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.lines import Present
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.ruleset import Rule
from planner.rules.promotions.sharing import split_evenly
from planner.words import Refusal, Sentence


@dataclass(frozen=True, slots=True)
class Step:
    """A rule that counted: what it read, what came off in all and off each line, and why so much.

    ``before_fen`` is what all goods cost before it, ``base_fen`` what it read of its own lines;
    ``shares`` has an amount for every line of the basket.
    """

    rule: Rule
    before_fen: int
    base_fen: int
    shares: tuple[int, ...]
    how: Sentence
    presents: tuple[Present, ...] = ()

    @property
    def off_fen(self) -> int:
        """What came off in all."""
        return sum(self.shares)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A rule that did not count, and why."""

    rule: Rule
    why: Sentence


@dataclass(frozen=True, slots=True)
class Quote:
    """The sum of an order; amounts are fen, lists have one value for every line of the basket.

    ``every_way`` says whether all ways in which rules combine were compared for it.
    """

    basket: tuple[Goods, ...]
    steps: tuple[Step, ...]
    skipped: tuple[Skipped, ...]
    freight_fen: int = 0
    freight_shares: tuple[int, ...] = ()
    freight_free: Sentence | None = None
    every_way: bool = True

    @property
    def list_fen(self) -> int:
        """What the goods cost before any rule."""
        return sum(goods.amount_fen for goods in self.basket if goods.selected)

    @property
    def lines_off(self) -> tuple[int, ...]:
        """What came off each line."""
        return self._off([step.shares for step in self.steps])

    @property
    def lines_paid(self) -> tuple[int, ...]:
        """What is to be paid for each line."""
        return tuple(
            goods.amount_fen - off if goods.selected else 0
            for goods, off in zip(self.basket, self.lines_off, strict=True)
        )

    @property
    def off_fen(self) -> int:
        """What came off in all."""
        return sum(self.lines_off)

    @property
    def goods_fen(self) -> int:
        """What is to be paid for the goods."""
        return self.list_fen - self.off_fen

    @property
    def payable_fen(self) -> int:
        """What is to be paid, freight included."""
        return self.goods_fen + self.freight_fen

    @property
    def buyer_fen(self) -> int:
        """What the order costs the buyer: payable, and what points and the like of theirs cover."""
        return self.payable_fen + self._step_sum(as_payment=True)

    @property
    def shop_fen(self) -> int:
        """What the shop gets for the goods: what the buyer pays for them and what others bear."""
        borne = sum(
            step.off_fen - step.off_fen * step.rule.shop_bp // WHOLE_BP
            for step in self.steps
            if not step.rule.as_payment
        )
        return self.goods_fen + self._step_sum(as_payment=True) + borne

    @property
    def presents(self) -> tuple[Present, ...]:
        """Everything that is given along."""
        return tuple(present for step in self.steps for present in step.presents)

    @property
    def gain_fen(self) -> int:
        """What the customer gains: what came off and what gifts are worth, less freight."""
        return self.off_fen + sum(one.worth_fen for one in self.presents) - self.freight_fen

    def pieces_off(self, line: int) -> list[int]:
        """What came off each piece of a line, the earlier pieces a fen more where it doesn't
        divide."""
        pieces = self.basket[line].pieces
        return split_evenly(self.lines_off[line], pieces) if pieces else []

    def _step_sum(self, *, as_payment: bool) -> int:
        return sum(step.off_fen for step in self.steps if step.rule.as_payment == as_payment)

    def _off(self, parts: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
        return tuple(sum(column) for column in zip(*parts, strict=True)) or (0,) * len(self.basket)


def refund(quote: Quote, returned: Mapping[str, int]) -> int:
    """What goes back for returned pieces by product, in fen: their part of what was paid for them.

    Everything returned gives back exactly what was paid for the goods. Raises Refusal for more
    pieces than were bought.
    """
    back = 0
    for sku, pieces in returned.items():
        lines = [n for n, goods in enumerate(quote.basket) if goods.sku == sku and goods.selected]
        bought = sum(quote.basket[n].pieces for n in lines)
        if not 0 <= pieces <= bought:
            raise Refusal(
                "“{sku}”: return at most the {n} piece that was bought.",
                "“{sku}”: return at most the {n} pieces that were bought.",
                sku=sku,
                n=bought,
            )
        left = pieces
        for n in lines:
            here = min(left, quote.basket[n].pieces)
            if here:
                parts = split_evenly(quote.lines_paid[n], quote.basket[n].pieces)
                back += sum(parts[len(parts) - here :])
            left -= here
    return back
