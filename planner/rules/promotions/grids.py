"""Many baskets of one or two products priced at once: every quantity of the one by every of the
other, under every allowed set of rules, exactly as ``quoting.price`` prices each alone.

Arrays are int64 of fen, one value for each basket. Rules that stand first in several sets are
worked out once. Amounts are kept below 2³¹ so that no product of two overflows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.extra_rules import DepositWorth, Gift
from planner.rules.promotions.grid_baskets import Baskets, Fens, Priced
from planner.rules.promotions.piece_rules import PieceOff, PiecePrice
from planner.rules.promotions.ruleset import Policy, Rule
from planner.rules.promotions.sharing import Sharing

_MOST = 2**31
_DONE = (AmountOff, RateOff, PieceOff, PiecePrice, DepositWorth, Gift)


def can_be_done(rules: Sequence[Rule], goods: Sequence[Goods], most: int, policy: Policy) -> bool:
    """Whether these rules and products can be worked out in a grid."""
    return (
        all(isinstance(rule.gives, _DONE) and not rule.exclusive for rule in rules)
        and all(not isinstance(rule.gives, PieceOff) or rule.gives.most is None for rule in rules)
        and sum(one.price_fen for one in goods) * most < _MOST
        and policy.sharing is Sharing.LARGEST_REMAINDER
    )


def price_all(
    goods: Sequence[Goods],
    pieces: Sequence[Fens],
    sets: Sequence[tuple[Rule, ...]],
    policy: Policy,
) -> Iterator[Priced]:
    """Price baskets of these products, ``pieces`` of each, under each set of rules.

    The rules of a set stand in turn; sets that begin alike are worked out together.
    """
    places = {id(rule): place for place, rule in enumerate(dict.fromkeys(_all(sets)))}
    ordered = sorted(sets, key=lambda rules: [places[id(rule)] for rule in rules])
    yield from _walk(Baskets(goods, pieces, policy), ordered, 0)


def _all(sets: Sequence[tuple[Rule, ...]]) -> Iterator[Rule]:
    for rules in sets:
        yield from rules


def _walk(baskets: Baskets, sets: Sequence[tuple[Rule, ...]], depth: int) -> Iterator[Priced]:
    for rule, group in groupby(sets, key=lambda rules: _at(rules, depth)):
        if rule is None:
            for rules in group:
                yield baskets.priced(rules)
            continue
        yield from _walk(baskets.after(rule), list(group), depth + 1)


def _at(rules: tuple[Rule, ...], depth: int) -> Rule | None:
    return rules[depth] if depth < len(rules) else None
