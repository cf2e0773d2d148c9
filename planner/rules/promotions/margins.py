"""What an order leaves the shop: what comes in, less fees, goods, gifts and sending."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.rules.promotions.quotes import Quote
from planner.rules.promotions.rounding import WHOLE_BP
from planner.words import Refusal


class FeeBase(StrEnum):
    """What the platform's fee is taken from."""

    LIST = "list"
    PAID = "paid"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Costs:
    """What selling costs beside the goods: the platform's fee, what each order costs to send, and
    the margin a shop wants on what is paid; rates in basis points, amounts in fen."""

    fee_bp: int = 0
    fee_base: FeeBase = FeeBase.RECEIVED
    order_fen: int = 0
    target_bp: int = 0

    def __post_init__(self) -> None:
        if min(self.fee_bp, self.target_bp) < 0 or self.fee_bp + self.target_bp >= WHOLE_BP:
            raise Refusal("Fee and target margin: write rates that are under 100% together.")
        if self.order_fen < 0:
            raise Refusal("Cost of an order: write an amount of 0 or more.")


@dataclass(frozen=True, slots=True)
class Margin:
    """An order's margin and the sum behind it, in fen."""

    received_fen: int
    fee_fen: int
    goods_fen: int
    gifts_fen: int
    order_fen: int
    paid_fen: int

    @property
    def margin_fen(self) -> int:
        """What is left."""
        return self.received_fen - self.fee_fen - self.goods_fen - self.gifts_fen - self.order_fen

    @property
    def margin_bp(self) -> int | None:
        """The margin as a share of what the customer pays, rounded down; None of nothing."""
        return self.margin_fen * WHOLE_BP // self.paid_fen if self.paid_fen else None


def margin(quote: Quote, costs: Costs) -> Margin | None:
    """What an order leaves; None where what a product or a gift costs is not known.

    The fee is rounded up to the fen, against the shop. Freight that the buyer pays comes in too.
    """
    bought = [goods for goods in quote.basket if goods.selected and goods.pieces]
    own = [goods.cost_fen for goods in bought]
    gifts = [present.cost_fen for present in quote.presents]
    if None in own or None in gifts:
        return None
    received = quote.shop_fen + quote.freight_fen
    based = {
        FeeBase.LIST: quote.list_fen,
        FeeBase.PAID: quote.payable_fen,
        FeeBase.RECEIVED: received,
    }
    return Margin(
        received_fen=received,
        fee_fen=-(-based[costs.fee_base] * costs.fee_bp // WHOLE_BP),
        goods_fen=sum((goods.cost_fen or 0) * goods.pieces for goods in bought),
        gifts_fen=sum((gift.cost_fen or 0) * gift.pieces for gift in quote.presents),
        order_fen=costs.order_fen if bought else 0,
        paid_fen=quote.payable_fen,
    )
