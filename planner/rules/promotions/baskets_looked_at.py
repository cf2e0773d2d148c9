"""Which baskets are looked at for the worst case: each product alone, with every other that shares
a rule with it, and with the other products of its sets, all quantities of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from planner.rules.promotions.basket_search import BasketSearch
from planner.rules.promotions.grid_baskets import MOST_FEN
from planner.rules.promotions.grid_sharing import Fens
from planner.rules.promotions.group_rules import SetForPrice
from planner.rules.promotions.lines import Pick
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.piece_rules import FirstThenEachOff, GroupPieceOff
from planner.rules.promotions.plans import Product
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.ruleset import Policy, Rule

_AT_ONCE = 2**17
_MOST_LINES = 6
_SET_BASKETS = 20_000


def can_be_looked_at(product: Product) -> bool:
    """Whether its cost is known and its price is one that a grid can hold."""
    return product.cost_fen is not None and product.list_fen <= MOST_FEN // 2


class BasketsLookedAt:
    """The baskets of some products that were looked at, by the products' places.

    ``search`` has what was found, ``together`` with which others each product was looked at.
    """

    def __init__(
        self,
        products: Sequence[Product],
        rules: Sequence[Rule],
        policy: Policy,
        costs: Costs,
        most_pieces: int,
    ) -> None:
        self.products = [product for product in products if can_be_looked_at(product)]
        self.rules, self.costs, self.most_pieces = rules, costs, most_pieces
        self.goods = [product.pieces(1) for product in self.products]
        self.place_of = {product.sku: place for place, product in enumerate(self.products)}
        prices = {product.sku: product.list_fen for product in products}
        self.search = BasketSearch(self.goods, rules, prices, policy, costs)
        self.together: list[set[int]] = [set() for _ in self.products]
        self._by_order = any(_goes_by_order(rule, policy) for rule in rules)
        self._covered = np.array(
            [[rule.scope.covers(one) for one in self.goods] for rule in rules], np.bool_
        ).reshape(len(rules), len(self.goods))

    def open(self, skus: AbstractSet[str]) -> None:
        """Look for these products."""
        self.search.open[:] = [product.sku in skus for product in self.products]

    def alone(self) -> None:
        """Look at every product by itself; further only at those that don't lose already."""
        for places in self._of_one_kind(np.flatnonzero(self.search.open).tolist()):
            pieces = [np.arange(1, self.most(place, 1) + 1, dtype=np.int64) for place in places]
            products = np.repeat(np.array(places, np.int64), [len(own) for own in pieces])
            self.search.look([products], [np.concatenate(pieces)])
        self.search.enough = self.costs.target_bp * 100
        self.search.open &= self.search.lowest >= self.search.enough

    def with_others(self, most_partners: int | None) -> None:
        """Look at every two products that share a rule, while one of them still needs it."""
        for place in np.flatnonzero(self.search.open).tolist():
            if not self.search.open[place]:
                continue
            partners = self.partners(place)[:most_partners]
            new = [other for other in partners if other not in self.together[place]]
            for other in new:
                self.together[place].add(other)
                self.together[other].add(place)
            for own_kind in self._of_one_kind(new):
                for few in _in_parts(own_kind, _AT_ONCE // (self.most(place) * self.most_pieces)):
                    self._pairs(place, few)

    def whole_sets(self) -> None:
        """Look at the products of each set of more than two together, as many of each as can be
        looked at at once."""
        for rule in self.rules:
            own = rule.gives.pieces if isinstance(rule.gives, SetForPrice) else {}
            if not 2 < len(own) <= _MOST_LINES or not own.keys() <= self.place_of.keys():
                continue
            places = sorted(self.place_of[sku] for sku in own)
            if self.search.open[places].any():
                each = int(_SET_BASKETS ** (1 / len(places)))
                self._all(places, [max(each, own[self.products[n].sku]) for n in places])

    def partners(self, place: int) -> list[int]:
        """The products that a rule can bring into one sum with it, the lowest margins first."""
        shares = self._covered[self._covered[:, place]].any(axis=0)
        others = [int(other) for other in np.flatnonzero(shares) if other != place]
        return sorted(others, key=self._margin_bp)

    def most(self, place: int, lines: int = 2) -> int:
        """How many pieces of a product are looked at, in baskets of so many lines."""
        product = self.products[place]
        known = [
            self.most_pieces,
            MOST_FEN // lines // max(product.list_fen, 1),
            *([product.limit_per_buyer] if product.limit_per_buyer else []),
            *([product.stock] if product.stock else []),
        ]
        return max(min(known), 1)

    def _margin_bp(self, place: int) -> int:
        goods = self.goods[place]
        return (goods.price_fen - (goods.cost_fen or 0)) * WHOLE_BP // max(goods.price_fen, 1)

    def _pairs(self, place: int, others: Sequence[int]) -> None:
        """Look at all quantities of one product with all of each of some others.

        Lines stand as in the catalogue, and the other way too where a rule goes by their order.
        """
        for before in (True, False):
            side = [other for other in others if self._by_order or (other < place) is before]
            if not side:
                continue
            own = np.arange(1, self.most(place) + 1, dtype=np.int64)
            counts = [self.most(other) for other in side]
            theirs = np.concatenate([np.arange(1, n + 1, dtype=np.int64) for n in counts])
            products = np.repeat(np.array(side, np.int64), counts)
            their_line = np.tile(products, len(own)), np.tile(theirs, len(own))
            own_line = np.full(len(their_line[0]), place), np.repeat(own, len(theirs))
            first, second = (their_line, own_line) if before else (own_line, their_line)
            self.search.look([first[0], second[0]], [first[1], second[1]])

    def _all(self, places: Sequence[int], most: Sequence[int]) -> None:
        """Look at all quantities of several products together."""
        few = [min(self.most(place, len(places)), n) for place, n in zip(places, most, strict=True)]
        axes = np.meshgrid(*(np.arange(1, n + 1, dtype=np.int64) for n in few), indexing="ij")
        pieces: list[Fens] = [axis.ravel() for axis in axes]
        self.search.look([np.full_like(pieces[0], place) for place in places], pieces)

    def _of_one_kind(self, places: Sequence[int]) -> Iterator[list[int]]:
        kinds: dict[int, list[int]] = {}
        for place in places:
            kinds.setdefault(self.search.kinds[place], []).append(place)
        yield from kinds.values()


def _goes_by_order(rule: Rule, policy: Policy) -> bool:
    """Whether a rule takes pieces in the order of the lines."""
    usual = Pick.IN_ORDER if isinstance(rule.gives, (GroupPieceOff, FirstThenEachOff)) else None
    own = getattr(rule.gives, "pick", usual)
    return own is not None and (policy.pick or own) is Pick.IN_ORDER


def _in_parts(places: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    size = max(size, 1)
    for begin in range(0, len(places), size):
        yield places[begin : begin + size]
