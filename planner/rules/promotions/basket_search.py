"""The orders of some products that leave the lowest rate of margin, of all orders that are looked
at, under every set of rules that an order may have.

Baskets with lines of one kind are priced together, rule after rule. Before every rule those are
left aside that the rules still to come can't bring below what is already known of their products,
so that most sets of rules are never worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.grid_baskets import Baskets, Column
from planner.rules.promotions.grid_bounds import Bounds, Most, margins, rates
from planner.rules.promotions.grid_sharing import Fens, Mask, added
from planner.rules.promotions.group_rules import SetForPrice
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.piece_rules import BuyGet
from planner.rules.promotions.ruleset import Policy, Rule
from planner.rules.promotions.stacking import counts_for, in_turn

MOST_STEPS = 20_000
_FEW_STEPS = 500
_FIRST_BATCH = 1_000
_UNKNOWN = np.iinfo(np.int64).max
_CLOSED = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True)
class Found:
    """An order: products by their place, the pieces of each, and the rules that count."""

    products: tuple[int, ...]
    pieces: tuple[int, ...]
    rules: tuple[Rule, ...]


@dataclass(slots=True)
class _Node:
    """Baskets after some rules: their lines' products, what the goods cost, the rules so far, and
    what those still to come can take off."""

    baskets: Baskets
    products: list[Fens]
    spent: Fens
    chosen: tuple[Rule, ...] = ()
    most: dict[int, Most] = field(default_factory=dict)

    def at(self, places: Mask) -> _Node:
        """Some of the baskets."""
        products = [one[places] for one in self.products]
        return _Node(self.baskets.at(places), products, self.spent[places], self.chosen)

    def after(self, rule: Rule) -> _Node:
        """The baskets once a rule has counted."""
        chosen = (*self.chosen, rule)
        return _Node(self.baskets.after(rule), self.products, self.spent, chosen)


class BasketSearch:
    """The lowest rates of margin of some products, as far as baskets were looked at.

    ``lowest`` has the rate of each product in millionths, ``found`` the order. Only products that
    are ``open`` are looked for; once ``enough`` is set, they close with the first order that is
    below it. ``cut`` says that rules combined in more ways than were gone through.
    """

    def __init__(
        self,
        goods: Sequence[Goods],
        rules: Sequence[Rule],
        prices: Mapping[str, int],
        policy: Policy,
        costs: Costs,
    ) -> None:
        self.goods, self.policy, self.costs = goods, policy, costs
        self.alone = tuple(
            sorted((rule for rule in rules if rule.exclusive), key=lambda rule: -rule.priority)
        )
        self.turn = tuple(in_turn(rule for rule in rules if not rule.exclusive))
        self.all_claimed = {
            rule.group
            for rule in self.turn
            if not any(one.automatic for one in self.turn if one.group == rule.group)
        }
        self.bounds = Bounds(goods, rules, prices, policy, costs)
        self.kinds = _kinds(goods, rules)
        self.prices = np.array([one.price_fen for one in goods], np.int64)
        self.spent = np.array([one.cost_fen or 0 for one in goods], np.int64)
        self.lowest = np.full(len(goods), _UNKNOWN)
        self.open = np.zeros(len(goods), np.bool_)
        self.found: list[Found | None] = [None] * len(goods)
        self.enough: int | None = None
        self.cut = False
        self._steps = 0
        self._about, self._loose = self.turn, self.all_claimed

    def look(self, products: Sequence[Fens], pieces: Sequence[Fens]) -> None:
        """Look at baskets of these products, by line, the products of a line being of one kind."""
        columns = [
            Column(self.goods[int(own[0])], self.prices[own], np.zeros_like(own), n)
            for own, n in zip(products, pieces, strict=True)
        ]
        self._turn_to([column.goods for column in columns])
        spent = added([self.spent[own] * n for own, n in zip(products, pieces, strict=True)])
        node = _Node(Baskets(columns, self.policy), list(products), spent)
        alike = [(rule,) for rule in self._single()]
        bound = np.min([self._bound(node, one) for one in (*alike, self._about)], axis=0)
        new = np.flatnonzero(bound < self._ceiling(products))
        order = new[np.argsort(bound[new], kind="stable")]
        begin, size = 0, _FIRST_BATCH
        while begin < len(order):
            batch = order[begin : begin + size]
            begin, size = begin + size, size * 4
            still = batch[bound[batch] < self._ceiling([own[batch] for own in products])]
            if not len(still):
                return
            places = np.zeros(len(bound), np.bool_)
            places[still] = True
            self._steps = _FEW_STEPS if self.cut else MOST_STEPS
            self._begin(node.at(places))

    def _turn_to(self, goods: Sequence[Goods]) -> None:
        """Keep to rules about these goods; a group with another rule in it may be left out."""
        self._about = tuple(rule for rule in self.turn if counts_for(rule, goods))
        self._loose = self.all_claimed | {
            rule.group for rule in self.turn if rule.group and not counts_for(rule, goods)
        }

    def _begin(self, node: _Node) -> None:
        """Take rules that count alone, then all others."""
        for rule in self._single():
            keep = self._bound(node, (rule,)) < self._ceiling(node.products)
            own = node.after(rule) if rule.automatic else node.at(keep).after(rule)
            counts = own.baskets.stepped
            if counts.any():
                self._record(own.at(counts))
            if rule.automatic and rule.exclusive:
                node = node.at(~counts)
        if len(node.spent):
            self._walk(node, () if self.policy.best_only else self._about)

    def _single(self) -> tuple[Rule, ...]:
        """The rules that count alone."""
        return (*self.alone, *self.turn) if self.policy.best_only else self.alone

    def _walk(self, node: _Node, rules: tuple[Rule, ...]) -> None:
        """Go on with every set of these rules, the fullest first."""
        if not rules:
            self._record(node)
            return
        if self._steps <= 0:
            self.cut = True
            return
        self._steps -= 1
        keep = self._bound(node, rules) < self._ceiling(node.products)
        if not keep.any():
            return
        if not keep.all():
            node = node.at(keep)
        rule, others = rules[0], rules[1:]
        rest = tuple(one for one in others if not rule.group or one.group != rule.group)
        self._walk(node.after(rule), rest)
        if self._may_be_left_out(rule, others):
            self._walk(node, others)

    def _may_be_left_out(self, rule: Rule, others: Iterable[Rule]) -> bool:
        if not rule.group:
            return not rule.automatic
        return rule.group in self._loose or any(one.group == rule.group for one in others)

    def _bound(self, node: _Node, rules: tuple[Rule, ...]) -> Fens:
        mosts = []
        for rule in self.bounds.strongest(rules):
            if id(rule) not in node.most:
                node.most[id(rule)] = self.bounds.most(rule, node.baskets, node.products)
            mosts.append((rule, node.most[id(rule)]))
        return self.bounds.lowest(node.baskets, node.spent, mosts)

    def _ceiling(self, products: Sequence[Fens]) -> Fens:
        """Below which rate a basket says something new of one of its products."""
        own = np.where(self.open, self.lowest, _CLOSED)
        found: Fens = np.max([own[line] for line in products], axis=0)
        return found

    def _record(self, node: _Node) -> None:
        baskets = node.baskets
        payable, listed = baskets.payable, added(baskets.amounts)
        spent = node.spent + baskets.gifts
        rate = rates(margins(payable, baskets.received, spent, listed, self.costs), payable)
        new = np.flatnonzero(rate < self._ceiling(node.products))
        if not len(new):
            return
        total = added([column.pieces for column in baskets.columns])
        new = new[np.lexsort((total[new], rate[new]))]
        for line in node.products:
            for product, first in zip(*np.unique(line[new], return_index=True), strict=True):
                self._keep(node, int(product), int(new[first]), int(rate[new[first]]))

    def _keep(self, node: _Node, product: int, place: int, rate: int) -> None:
        if not self.open[product] or rate >= self.lowest[product]:
            return
        self.lowest[product] = rate
        self.found[product] = Found(
            tuple(int(line[place]) for line in node.products),
            tuple(int(column.pieces[place]) for column in node.baskets.columns),
            node.chosen,
        )
        if self.enough is not None and rate < self.enough:
            self.open[product] = False


def _kinds(goods: Sequence[Goods], rules: Sequence[Rule]) -> list[int]:
    """Which products no rule tells apart but by their prices, by a number of their kind."""
    named: set[str] = set()
    for rule in rules:
        named |= rule.needs.with_skus
        if isinstance(rule.gives, SetForPrice):
            named |= rule.gives.pieces.keys()
    scopes = [rule.scope for rule in rules]
    for rule in rules:
        if isinstance(rule.gives, BuyGet):
            scopes += [rule.gives.buy, rule.gives.get]
    numbers: dict[tuple[object, ...], int] = {}
    return [
        numbers.setdefault(
            (one.sku if one.sku in named else "", *(scope.covers(one) for scope in scopes)),
            len(numbers),
        )
        for one in goods
    ]
