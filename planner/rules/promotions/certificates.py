"""Proof that no basket can take a product below what it must bring, without looking at baskets.

Of every rule there is a share of the list price that it can take off at most in any basket: D/T of
满T减D, the rate of a rate, a piece's part of a group price. Shares of rules that may count together
add up, whatever their bases, since what a later rule reads is never more than the list price. A
product is safe where that sum leaves its cost, the fee and the wanted margin; a basket of safe
products is safe, as the inequalities add up piece by piece.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.margins import Costs, FeeBase
from planner.rules.promotions.rounding import WHOLE_BP, rounded_down, rounded_up
from planner.rules.promotions.rule_shares import gift_share, share_off
from planner.rules.promotions.ruleset import Freight, Policy, Rule
from planner.words import Sentence

_NONE = Fraction(0)
Parts = tuple[tuple[Rule, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """The shares of a product's list price that rules take at most together, and what it stands."""

    parts: Parts
    takes: Fraction
    stands: Fraction


@dataclass(frozen=True, slots=True)
class Certificate:
    """Why a product can't go below what it must bring.

    ``parts`` are the rules that take most together, each with its share of the list price as the
    shop bears it; ``takes`` is their sum and ``stands`` what the product can stand.
    """

    sku: str
    parts: Parts
    takes: Fraction
    stands: Fraction

    @property
    def said(self) -> Sentence:
        """The proof in one sentence."""
        if not self.parts:
            return Sentence(
                "No rule takes anything off; this product can stand {stands}.",
                stands=rounded_down(self.stands),
            )
        parts = [
            Sentence("{rule} ({share})", rule=rule.name, share=rounded_up(share))
            for rule, share in self.parts
        ]
        return Sentence(
            "{parts} can take at most {takes}; this product can stand {stands}.",
            parts=parts,
            takes=rounded_up(self.takes),
            stands=rounded_down(self.stands),
        )


def certify(
    goods: Goods,
    rules: Sequence[Rule],
    costs: Costs,
    prices: Mapping[str, int],
    policy: Policy,
) -> Certificate | None:
    """The proof for one product; None where its cost is not known or the sum proves nothing.

    ``prices`` are the list prices of all products by sku, for rules about several.
    """
    if goods.cost_fen is None or goods.price_fen <= 0:
        return None
    found = taken(goods, rules, costs, prices, policy)
    if found is None:
        return None
    # Each rule may round by a step on every piece, and the fee by a fen.
    spare = 1 + sum((policy.rounding or rule.rounding).step_fen for rule, _ in found.parts)
    if found.takes + Fraction(spare, goods.price_fen) / _kept(costs) > found.stands:
        return None
    return Certificate(goods.sku, found.parts, found.takes, found.stands)


def taken(
    goods: Goods,
    rules: Sequence[Rule],
    costs: Costs,
    prices: Mapping[str, int],
    policy: Policy,
) -> Taken | None:
    """What rules take of a product at most and what it can stand; None where nobody knows."""
    if goods.cost_fen is None or goods.price_fen <= 0:
        return None
    parts = _worst_together(goods, rules, costs, prices, policy)
    if parts is None:
        return None
    takes = _sum(parts)
    stands = 1 - Fraction(_needed(goods, goods.cost_fen, costs)) / (goods.price_fen * _kept(costs))
    return Taken(parts, takes, stands)


def _needed(goods: Goods, cost_fen: int, costs: Costs) -> Fraction:
    """What a piece has to leave after rules; an order has a piece at least, so that its cost is
    counted with each. A fee on what is listed or paid is at most one on the list price."""
    fee = Fraction(0)
    if costs.fee_base is not FeeBase.RECEIVED:
        fee = Fraction(goods.price_fen * costs.fee_bp, WHOLE_BP)
    return cost_fen + costs.order_fen + fee


def _kept(costs: Costs) -> Fraction:
    """The share of what comes in that is left after the wanted margin, and after the fee where it
    is taken from that."""
    fee = costs.fee_bp if costs.fee_base is FeeBase.RECEIVED else 0
    return 1 - Fraction(fee + costs.target_bp, WHOLE_BP)


def _worst_together(
    goods: Goods,
    rules: Sequence[Rule],
    costs: Costs,
    prices: Mapping[str, int],
    policy: Policy,
) -> Parts | None:
    """The rules that take most together, each with its share; None where one has no bound.

    A rule that closes later layers either doesn't count, or they don't.
    """
    shares: list[tuple[Rule, Fraction]] = []
    for rule in rules:
        share = _borne(rule, goods, costs, prices, policy)
        if share is None:
            return None
        if share:
            shares.append((rule, share))
    closing = [rule for rule, _ in shares if rule.closes]
    ways = [[part for part in shares if not part[0].closes]]
    ways += [[part for part in shares if not _shut(part[0], by)] for by in closing]
    return max((_one_of_each(way) for way in ways), key=_sum)


def _shut(rule: Rule, by: Rule) -> bool:
    """Whether a rule never counts for a product for which the other counts."""
    return rule is not by and rule.layer in by.closes and rule.layer > by.layer


def _one_of_each(shares: Sequence[tuple[Rule, Fraction]]) -> Parts:
    """The largest of every group, and all that are in none."""
    together: list[tuple[Rule, Fraction]] = []
    of_group: dict[str, tuple[Rule, Fraction]] = {}
    for rule, share in shares:
        if not rule.group:
            together.append((rule, share))
        elif rule.group not in of_group or of_group[rule.group][1] < share:
            of_group[rule.group] = (rule, share)
    return (*together, *of_group.values())


def _sum(parts: Parts) -> Fraction:
    return sum((share for _, share in parts), _NONE)


def _borne(
    rule: Rule, goods: Goods, costs: Costs, prices: Mapping[str, int], policy: Policy
) -> Fraction | None:
    """The share of a product's list price that a rule costs the shop at most; None for no bound."""
    if isinstance(rule.gives, Freight) or not rule.scope.covers(goods):
        return _NONE
    if isinstance(rule.gives, Gift):
        share = gift_share(rule.gives, goods.price_fen)
        return None if share is None else share / _kept(costs)
    if rule.as_payment or not rule.shop_bp:
        return _NONE
    found = share_off(rule.gives, goods, prices, policy)
    return None if found is None else found * Fraction(rule.shop_bp, WHOLE_BP)
