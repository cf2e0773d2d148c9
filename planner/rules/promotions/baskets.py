"""What somebody buys: products with their prices and costs, in the quantities of one order."""

from __future__ import annotations

from dataclasses import dataclass

from planner.words import Fen, Refusal

MOST_PIECES = 100_000
MOST_FEN = 10**11


@dataclass(frozen=True, slots=True)
class Goods:
    """One product of a basket and how many pieces of it.

    Amounts are fen a piece: ``price_fen`` is what a piece costs before any rule (the activity
    price), ``cost_fen`` what it costs the shop with packing, None where nobody knows, and
    ``floor_fen`` what no rule may take it below. Goods that are not ``selected`` are not bought,
    goods that are not ``discountable`` are paid in full. Raises Refusal for amounts or pieces that
    can't be.
    """

    sku: str
    pieces: int
    price_fen: int
    cost_fen: int | None = None
    floor_fen: int = 0
    category: str | None = None
    weight_grams: int = 0
    selected: bool = True
    discountable: bool = True

    def __post_init__(self) -> None:
        if isinstance(self.pieces, float) or not 0 <= self.pieces <= MOST_PIECES:
            raise Refusal("Pieces: write a number from 0 to {most}.", most=MOST_PIECES)
        for amount in (self.price_fen, self.cost_fen or 0, self.floor_fen):
            if isinstance(amount, float):
                raise Refusal("“{sku}”: write whole fen, without decimals.", sku=self.sku)
            if not 0 <= amount <= MOST_FEN:
                raise Refusal(
                    "“{sku}”: write amounts from 0 to {most}.", sku=self.sku, most=Fen(MOST_FEN)
                )

    @property
    def amount_fen(self) -> int:
        """What all pieces cost before any rule."""
        return self.pieces * self.price_fen

    @property
    def room_fen(self) -> int:
        """How much rules may take off all pieces together."""
        if not self.discountable:
            return 0
        return self.pieces * max(self.price_fen - self.floor_fen, 0)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which products a rule is about: all, or some products and categories, less exceptions."""

    skus: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    except_skus: frozenset[str] = frozenset()

    def covers(self, goods: Goods) -> bool:
        """Whether a product belongs to it."""
        if goods.sku in self.except_skus:
            return False
        if not self.skus and not self.categories:
            return True
        return goods.sku in self.skus or goods.category in self.categories


EVERYTHING = Scope()
