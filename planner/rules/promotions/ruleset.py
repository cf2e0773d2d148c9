"""A promotion rule: what it gives, on which layer, of which base, and how it lives with others."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.baskets import EVERYTHING, Scope
from planner.rules.promotions.extra_rules import (
    DepositWorth,
    FreeFreight,
    FreightByCount,
    FreightOff,
    Gift,
    OrderAlone,
)
from planner.rules.promotions.group_rules import DifferentTogether, PiecesForPrice, SetForPrice
from planner.rules.promotions.lines import Pick
from planner.rules.promotions.piece_rules import (
    BuyGet,
    FirstThenEachOff,
    GroupPieceOff,
    NthPieceOff,
    OnePieceOff,
    PieceOff,
    PiecePrice,
)
from planner.rules.promotions.rounding import PAID_HALF_UP, WHOLE_BP, Rounding
from planner.rules.promotions.sharing import Sharing
from planner.words import Refusal, Sentence

Giving = (
    AmountOff
    | RateOff
    | PieceOff
    | PiecePrice
    | NthPieceOff
    | GroupPieceOff
    | FirstThenEachOff
    | OnePieceOff
    | BuyGet
    | DepositWorth
    | PiecesForPrice
    | SetForPrice
    | DifferentTogether
    | Gift
    | OrderAlone
)
Freight = FreightByCount | FreightOff | FreeFreight


class Layer(IntEnum):
    """Where in an order's sum a rule stands; rules of an earlier layer come first."""

    ORDER = 0
    ITEM = 1
    SHOP = 2
    PLATFORM = 3
    ASSETS = 4
    PAYMENT = 5
    FREIGHT = 6


LAYER_NAMES: dict[Layer, Sentence] = {
    Layer.ORDER: Sentence("Kind of order"),
    Layer.ITEM: Sentence("Single item"),
    Layer.SHOP: Sentence("Shop layer"),
    Layer.PLATFORM: Sentence("Platform layer"),
    Layer.ASSETS: Sentence("Points and red packets"),
    Layer.PAYMENT: Sentence("Payment"),
    Layer.FREIGHT: Sentence("Freight"),
}


class Base(StrEnum):
    """What a rule's thresholds and rates read: the list price, what is left after the rules on
    single items, or what is left after every rule before it.

    What a deposit counts for more is no part of a list price that coupons and rules of the shop or
    the platform read; rules on single items read the price all the same.
    """

    LIST = "list"
    ITEM = "item"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Needs:
    """What else must hold for a rule: an amount, pieces, other products, prices, no reduction yet.

    ``amount_fen`` and ``pieces`` count the rule's own lines as its base does; ``list_fen`` the
    whole basket before any rule. A line needs ``line_pieces`` pieces at least in one line.
    """

    amount_fen: int = 0
    pieces: int = 0
    line_pieces: int = 0
    list_fen: int = 0
    with_skus: frozenset[str] = frozenset()
    least_price_fen: int = 0
    most_price_fen: int | None = None
    undiscounted: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a sale.

    Of rules with one ``group`` at most one counts; a rule that is not ``automatic`` is claimed, so
    an order may come without it. An ``exclusive`` one lets no other count. Within a layer higher
    ``priority`` comes first, then the order in which rules are listed. ``shop_bp`` is the share of
    what comes off that the shop bears, in basis points; what is taken ``as_payment`` (points,
    prepaid cards) is money to the shop and lowers only what is still to be paid. A rule that
    ``closes`` later layers closes them for its products.
    """

    key: str
    name: str
    gives: Giving | Freight
    layer: Layer
    scope: Scope = EVERYTHING
    base: Base = Base.RUNNING
    group: str = ""
    automatic: bool = True
    priority: int = 0
    exclusive: bool = False
    needs: Needs = Needs()
    rounding: Rounding = PAID_HALF_UP
    shop_bp: int = WHOLE_BP
    as_payment: bool = False
    closes: frozenset[Layer] = frozenset()

    def __post_init__(self) -> None:
        if not 0 <= self.shop_bp <= WHOLE_BP:
            raise Refusal("Who pays: write the shop's share from 0% to 100%.")
        if isinstance(self.gives, Freight) != (self.layer is Layer.FREIGHT):
            raise Refusal("Layer: only freight rules stand on the freight layer.")


@dataclass(frozen=True, slots=True)
class Policy:
    """How a platform counts where rules leave it open.

    ``base`` replaces every rule's base, ``pick`` which pieces are taken, ``best_only`` lets only
    the rule that gives the customer most count, of all; where rules are about single pieces, the
    best of each product.
    """

    base: Base | None = None
    sharing: Sharing = Sharing.LARGEST_REMAINDER
    rounding: Rounding | None = None
    pick: Pick | None = None
    best_only: bool = False
