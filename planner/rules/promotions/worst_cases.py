"""The worst that an order may leave the shop: proved that it can't be bad, or shown how bad it is.

Of every product first the proof is tried. Where it fails, all quantities of it alone are priced
under every allowed set of rules, then together with every other product that shares a rule with
it. What is shown is always priced once more, rule by rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.certificates import Certificate, certify
from planner.rules.promotions.grid_baskets import Fens
from planner.rules.promotions.grids import can_be_done, price_all
from planner.rules.promotions.margins import Costs, FeeBase, Margin, margin
from planner.rules.promotions.plans import Product
from planner.rules.promotions.quotes import Quote
from planner.rules.promotions.quoting import price
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.ruleset import Freight, Policy, Rule
from planner.rules.promotions.stacking import every_set, in_turn

# Where a grid can't price a rule, quantities up to here are priced one by one.
_SMALL = 6
_FINE = 10**6


@dataclass(frozen=True, slots=True)
class Basket:
    """A basket that an order may have, its sum under the rules that make it worst, and what it
    leaves."""

    quote: Quote
    margin: Margin
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class LosingBasket:
    """A basket that leaves less than the shop wants: less than its cost where below zero."""

    sku: str
    basket: Basket


@dataclass(frozen=True, slots=True)
class Unproven:
    """No basket was found that leaves too little, and there is no proof that none does.

    ``with_others`` is how many other products it was priced with, up to ``most`` pieces of each;
    ``basket`` is the worst that was found.
    """

    sku: str
    with_others: int
    most: int
    basket: Basket


Verdict = Certificate | LosingBasket | Unproven


def worst(
    products: Sequence[Product],
    rules: Sequence[Rule],
    policy: Policy,
    costs: Costs,
    most_pieces: int = 50,
    only: Collection[str] | None = None,
) -> dict[str, Verdict]:
    """What the rules can do to each product with a known cost, or to some of them, by sku.

    At most ``most_pieces`` of a product are looked at, fewer where a buyer gets fewer. A product
    whose cost is not known has no verdict. Raises Refusal where rules combine in too many ways.
    """
    counting = tuple(rule for rule in in_turn(rules) if not isinstance(rule.gives, Freight))
    search = _Search(products, counting, policy, costs, most_pieces)
    return {
        product.sku: search.verdict(product)
        for product in products
        if product.cost_fen is not None and (only is None or product.sku in only)
    }


def lowest(
    product: Product, rules: Sequence[Rule], policy: Policy, costs: Costs, most_pieces: int = 50
) -> Basket | None:
    """The order of one product alone that leaves the lowest margin; None without a cost."""
    if product.cost_fen is None:
        return None
    counting = tuple(rule for rule in in_turn(rules) if not isinstance(rule.gives, Freight))
    return _Search([product], counting, policy, costs, most_pieces).alone(product)


class _Search:
    """The verdicts of one set of products and rules, with what was found on the way."""

    def __init__(
        self,
        products: Sequence[Product],
        rules: tuple[Rule, ...],
        policy: Policy,
        costs: Costs,
        most_pieces: int,
    ) -> None:
        self.products = [product for product in products if product.cost_fen is not None]
        self.rules, self.policy, self.costs = rules, policy, costs
        self.most_pieces = most_pieces
        self.sets = [tuple(in_turn(chosen)) for chosen in every_set(rules)]
        self.prices = {product.sku: product.list_fen for product in products}
        self.goods = {product.sku: product.pieces(1) for product in self.products}
        self._open_sets: dict[str, frozenset[int]] = {}

    def verdict(self, product: Product) -> Verdict:
        """The proof, the first basket found that leaves too little, or neither."""
        certificate = self._certified(product, self.rules)
        if certificate is not None:
            return certificate
        found = self.alone(product)
        if self._short(found.margin):
            return LosingBasket(product.sku, found)
        partners = self._partners(product)
        for partner in partners:
            both = self._lowest([product, partner])
            if both is not None and self._rate(both.margin) < self._rate(found.margin):
                found = both
                if self._short(both.margin):
                    return LosingBasket(product.sku, found)
        return Unproven(product.sku, len(partners), self._most(product), found)

    def alone(self, product: Product) -> Basket:
        """The worst order of one product."""
        found = self._lowest([product])
        if found is None:
            raise ValueError(f"{product.sku} has no order")
        return found

    def _partners(self, product: Product) -> list[Product]:
        """The products that a rule can bring into one sum with it."""
        goods = self.goods[product.sku]
        shared = [rule for rule in self.rules if rule.scope.covers(goods)]
        return [
            other
            for other in self.products
            if other.sku != product.sku
            and any(rule.scope.covers(self.goods[other.sku]) for rule in shared)
        ]

    def _certified(self, product: Product, rules: Sequence[Rule]) -> Certificate | None:
        return certify(self.goods[product.sku], rules, self.costs, self.prices, self.policy)

    def _unproven(self, product: Product) -> frozenset[int]:
        """The sets of rules, by their place, under which the proof fails for a product."""
        if product.sku not in self._open_sets:
            self._open_sets[product.sku] = frozenset(
                place
                for place, chosen in enumerate(self.sets)
                if self._certified(product, chosen) is None
            )
        return self._open_sets[product.sku]

    def _lowest(self, products: Sequence[Product]) -> Basket | None:
        """The order of these products, some of each, that leaves the lowest rate of margin; None
        where the proof holds for both under every set of rules."""
        sets = self.sets
        if len(products) > 1:
            unproven = frozenset.union(*(self._unproven(product) for product in products))
            sets = [chosen for place, chosen in enumerate(sets) if place in unproven]
        if not sets:
            return None
        goods = [self.goods[product.sku] for product in products]
        most = [self._most(product) for product in products]
        gridded = can_be_done(self.rules, goods, max(most), self.policy)
        ways = self._in_grid(goods, most, sets) if gridded else self._one_by_one(goods, most, sets)
        _, pieces, rules = min(ways, key=lambda way: way[0])
        return self._shown(goods, pieces, rules)

    def _in_grid(
        self, goods: Sequence[Goods], most: Sequence[int], sets: Sequence[tuple[Rule, ...]]
    ) -> Iterator[tuple[tuple[int, int], tuple[int, ...], tuple[Rule, ...]]]:
        """The worst quantities under each set: (rate, pieces), the pieces, the rules."""
        axes = np.meshgrid(*(np.arange(1, n + 1, dtype=np.int64) for n in most), indexing="ij")
        pieces = [axis.ravel() for axis in axes]
        goods_fen = sum(n * (one.cost_fen or 0) for one, n in zip(goods, pieces, strict=True))
        listed = sum(n * one.price_fen for one, n in zip(goods, pieces, strict=True))
        total: Fens = np.sum(pieces, axis=0)
        for priced in price_all(goods, pieces, sets, self.policy):
            based = {
                FeeBase.LIST: listed,
                FeeBase.PAID: priced.payable,
                FeeBase.RECEIVED: priced.received,
            }[self.costs.fee_base]
            fee = -(-based * self.costs.fee_bp // WHOLE_BP)
            left = priced.received - fee - goods_fen - priced.gifts - self.costs.order_fen
            rate = _rates(left, priced.payable)
            lowest = rate == rate.min()
            place = int(np.flatnonzero(lowest)[np.argmin(total[lowest])])
            yield (
                (int(rate[place]), int(total[place])),
                tuple(int(axis[place]) for axis in pieces),
                priced.rules,
            )

    def _one_by_one(
        self, goods: Sequence[Goods], most: Sequence[int], sets: Sequence[tuple[Rule, ...]]
    ) -> Iterator[tuple[tuple[int, int], tuple[int, ...], tuple[Rule, ...]]]:
        """As ``_in_grid``, of few pieces and of most, where a rule is none that a grid can do."""
        axes = [[*range(1, min(n, _SMALL) + 1), *([n] if n > _SMALL else [])] for n in most]
        for place in np.ndindex(*(len(axis) for axis in axes)):
            pieces = tuple(axis[n] for axis, n in zip(axes, place, strict=True))
            for rules in sets:
                shown = self._shown(goods, pieces, rules)
                yield (self._rate(shown.margin), sum(pieces)), pieces, rules

    def _shown(
        self, goods: Sequence[Goods], pieces: Sequence[int], rules: tuple[Rule, ...]
    ) -> Basket:
        basket = [replace(one, pieces=n) for one, n in zip(goods, pieces, strict=True)]
        quoted = price(basket, rules, self.policy)
        left = margin(quoted, self.costs)
        if left is None:
            raise ValueError("a gift without a cost has no worst case")
        return Basket(quoted, left, rules)

    def _most(self, product: Product) -> int:
        known = [
            self.most_pieces,
            *([product.limit_per_buyer] if product.limit_per_buyer else []),
            *([product.stock] if product.stock else []),
        ]
        return max(min(known), 1)

    def _short(self, left: Margin) -> bool:
        """Whether less is left than the shop wants of what is paid."""
        return left.margin_fen * WHOLE_BP < left.paid_fen * self.costs.target_bp

    def _rate(self, left: Margin) -> int:
        return int(_rates(np.array([left.margin_fen]), np.array([left.paid_fen]))[0])


def _rates(left: Fens, paid: Fens) -> Fens:
    """Margins as millionths of what is paid; the fen themselves, far below, where nothing is."""
    found: Fens = np.where(
        paid > 0, left * _FINE // np.maximum(paid, 1), left - np.iinfo(np.int64).max // 2
    )
    return found
