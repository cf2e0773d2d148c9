"""Where rules don't stack: the best rule alone, and of rules about single pieces each line's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.rules.promotions.amount_rules import RateOff
from planner.rules.promotions.baskets import Goods, Scope
from planner.rules.promotions.piece_rules import PieceOff, PiecePrice
from planner.rules.promotions.quotes import Quote
from planner.rules.promotions.ruleset import Layer, Needs, Rule


def sets_alone(
    basket: Sequence[Goods], rules: Sequence[Rule], alone: Sequence[Quote]
) -> Iterator[list[Rule]]:
    """The sets of rules of which no two take off the same line, with freight.

    ``alone`` has what the basket costs under each rule by itself.
    """
    freight = [rule for rule in rules if rule.layer is Layer.FREIGHT]
    own = [
        (rule, quoted)
        for rule, quoted in zip(rules, alone, strict=True)
        if rule.layer is not Layer.FREIGHT
    ]
    yield freight
    yield from ([rule, *freight] for rule, _ in own)
    yield [*_each_its_best(basket, [one for one in own if _by_line(one[0])]), *freight]


def _by_line(rule: Rule) -> bool:
    """Whether a rule takes the same off a line whatever else is in the basket."""
    match rule.gives:
        case PieceOff() | PiecePrice():
            return rule.needs == Needs()
        case RateOff() as gives:
            plain = len(gives.tiers) == 1 and not gives.tiers[0][0] and gives.most_fen is None
            return plain and rule.needs == Needs()
    return False


def _each_its_best(basket: Sequence[Goods], rules: Sequence[tuple[Rule, Quote]]) -> Iterator[Rule]:
    """The rules, each only for the products that it takes most off; the earlier one of equals."""
    won: dict[int, set[str]] = {}
    for sku in dict.fromkeys(goods.sku for goods in basket):
        off = [
            sum(
                one for one, goods in zip(quoted.lines_off, basket, strict=True) if goods.sku == sku
            )
            for _, quoted in rules
        ]
        if any(off):
            won.setdefault(off.index(max(off)), set()).add(sku)
    for place, skus in won.items():
        yield replace(rules[place][0], scope=Scope(frozenset(skus)))
