"""What happens to an order when some of it goes back: the refund, and what a kept discount costs.

Whoever tops up to a threshold with a filler and returns it (凑单退) keeps their part of a discount
that the rest would never have reached.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planner.rules.promotions.margins import Costs, FeeBase, Margin, margin
from planner.rules.promotions.quotes import Quote, refund
from planner.rules.promotions.quoting import quote as quote_basket
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.ruleset import Policy, Rule

_AS_IS = Policy()


@dataclass(frozen=True, slots=True)
class Return:
    """Pieces that go back, in fen: what is refunded, what stays paid for the rest, and what the
    rest would have cost by itself."""

    refund_fen: int
    kept_fen: int
    alone_fen: int

    @property
    def lost_fen(self) -> int:
        """How much more the rest would have cost, which the shop loses by the return."""
        return max(self.alone_fen - self.kept_fen, 0)


def give_back(
    quoted: Quote, rules: Sequence[Rule], returned: Mapping[str, int], policy: Policy = _AS_IS
) -> Return:
    """Return pieces of an order by product; the rest is quoted anew under the same rules.

    Raises Refusal for more pieces than were bought.
    """
    back = refund(quoted, returned)
    kept = _kept(quoted, returned)
    rest = [
        replace(goods, pieces=pieces) for goods, pieces in zip(quoted.basket, kept, strict=True)
    ]
    alone = quote_basket(rest, rules, policy)
    return Return(back, quoted.goods_fen - back, alone.goods_fen)


def margin_after(quoted: Quote, returned: Mapping[str, int], costs: Costs) -> Margin | None:
    """What an order leaves once pieces are back on the shelf; None where it was not known before.

    What others bear of the returned pieces goes back too, gifts and the cost of sending don't. The
    fee is taken from what stays.
    """
    before = margin(quoted, costs)
    if before is None:
        return None
    kept = _kept(quoted, returned)
    basket = list(zip(quoted.basket, kept, strict=True))
    back = refund(quoted, returned)
    borne = sum(
        (share - share * step.rule.shop_bp // WHOLE_BP) * pieces // goods.pieces
        for step in quoted.steps
        if not step.rule.as_payment
        for share, (goods, pieces) in zip(step.shares, basket, strict=True)
        if goods.pieces
    )
    received = quoted.payable_fen - back + borne
    based = {
        FeeBase.LIST: sum(goods.price_fen * pieces for goods, pieces in basket if goods.selected),
        FeeBase.PAID: quoted.payable_fen - back,
        FeeBase.RECEIVED: received,
    }
    return replace(
        before,
        received_fen=received,
        fee_fen=-(-based[costs.fee_base] * costs.fee_bp // WHOLE_BP),
        goods_fen=sum((goods.cost_fen or 0) * pieces for goods, pieces in basket if goods.selected),
        paid_fen=quoted.payable_fen - back,
    )


def _kept(quoted: Quote, returned: Mapping[str, int]) -> list[int]:
    """How many pieces of each line stay."""
    left = dict(returned)
    kept = []
    for goods in quoted.basket:
        gone = min(left.get(goods.sku, 0), goods.pieces) if goods.selected else 0
        left[goods.sku] = left.get(goods.sku, 0) - gone
        kept.append(goods.pieces - gone)
    return kept
