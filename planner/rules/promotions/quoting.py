"""Quote any basket: what an order costs under a set of rules, and under the best allowed one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from math import prod

from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.best_alone import sets_alone
from planner.rules.promotions.orders import Order
from planner.rules.promotions.quotes import Quote
from planner.rules.promotions.ruleset import Freight, Layer, Policy, Rule
from planner.rules.promotions.stacking import allowed_ways, in_turn

MOST_WAYS = 4_096
_AS_IS = Policy()


def quote(basket: Iterable[Goods], rules: Iterable[Rule], policy: Policy = _AS_IS) -> Quote:
    """What an order costs when everybody does what is best for the customer: the likely price.

    Of each group the rule is taken, and of the rules that are claimed those are claimed, that
    leave the customer the most; of sets that leave as much, the one with most rules. Where rules
    combine in more than ``MOST_WAYS`` ways, one after another is taken or left as is best, until
    no single change helps, and the quote says so.
    """
    goods, listed = tuple(basket), tuple(rules)
    alone = _exclusive(goods, listed, policy)
    if alone is not None:
        return price(goods, alone, policy)
    if policy.best_only:
        by_themselves = [price(goods, [rule], policy) for rule in listed]
        sets = sets_alone(goods, listed, by_themselves)
        return max((price(goods, one, policy) for one in sets), key=_gain)
    ways = allowed_ways(listed, policy, goods)
    turn = in_turn(listed)
    if prod(len(one) for one in ways) > MOST_WAYS:
        return _settled(goods, ways, turn, policy)
    return max(_priced(goods, product(*ways), turn, policy), key=_gain)


def price(basket: Sequence[Goods], rules: Iterable[Rule], policy: Policy = _AS_IS) -> Quote:
    """What an order costs when exactly these rules count; each reads what its base says.

    Amounts are shared by what is left of each line, by largest remainder, never below a floor.
    """
    order = Order(tuple(basket), policy)
    freight: list[Rule] = []
    for rule in in_turn(rules):
        if isinstance(rule.gives, Freight):
            freight.append(rule)
        else:
            order.take(rule)
    return order.quoted(freight)


def _gain(quoted: Quote) -> tuple[int, int]:
    return quoted.gain_fen, len(quoted.steps)


def _priced(
    goods: tuple[Goods, ...],
    sets: Iterable[Sequence[tuple[Rule, ...]]],
    in_all: Sequence[Rule],
    policy: Policy,
) -> Iterator[Quote]:
    """An order under each set of rules, which count in turn as they do ``in_all``; what sets that
    follow each other begin with alike is worked out once."""
    places = {id(rule): place for place, rule in enumerate(in_all)}
    taken: list[Rule] = []
    orders = [Order(goods, policy)]
    for ways in sets:
        turn = sorted((rule for way in ways for rule in way), key=lambda rule: places[id(rule)])
        freight = [rule for rule in turn if isinstance(rule.gives, Freight)]
        turn = turn[: len(turn) - len(freight)]
        alike = 0
        while alike < min(len(turn), len(taken)) and turn[alike] is taken[alike]:
            alike += 1
        del orders[alike + 1 :]
        for rule in turn[alike:]:
            orders.append(orders[-1].after(rule))
        taken = turn
        yield orders[-1].quoted(freight)


def _settled(
    goods: tuple[Goods, ...],
    ways: Sequence[Sequence[tuple[Rule, ...]]],
    in_all: Sequence[Rule],
    policy: Policy,
) -> Quote:
    """The best that is found from the fullest set, changing the way of one after another."""
    chosen = [one[0] for one in ways]
    best = next(_priced(goods, [chosen], in_all, policy))
    better = True
    while better:
        better = False
        for place, own in enumerate(ways):
            others = [[*chosen[:place], way, *chosen[place + 1 :]] for way in own]
            quotes = _priced(goods, others, in_all, policy)
            for changed, quoted in zip(others, quotes, strict=True):
                if _gain(quoted) > _gain(best):
                    chosen, best, better = changed, quoted, True
    return replace(best, every_way=False)


def _exclusive(
    basket: tuple[Goods, ...], rules: Sequence[Rule], policy: Policy
) -> list[Rule] | None:
    """The one exclusive rule that counts, with freight: of those that give something, the one of
    highest priority; None where there is none."""
    able = [rule for rule in rules if rule.exclusive and price(basket, [rule], policy).steps]
    if not able:
        return None
    chosen = max(able, key=lambda rule: rule.priority)
    return [replace(chosen, exclusive=False), *(r for r in rules if r.layer is Layer.FREIGHT)]
