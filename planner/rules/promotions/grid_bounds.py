"""How low rules that are still to come can bring many baskets: never higher than it turns out.

What a rule takes off is bounded by what it would take of all that is left now, as later it can only
read less; of kinds for which that is not so, by the share of the list price that the proof knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.rules.promotions.amount_rules import AmountOff, Measure, RateOff
from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.extra_rules import Gift, OrderAlone
from planner.rules.promotions.grid_baskets import Baskets
from planner.rules.promotions.grid_offers import cost_of
from planner.rules.promotions.grid_sharing import Fens, added
from planner.rules.promotions.margins import Costs, FeeBase
from planner.rules.promotions.rounding import WHOLE_BP, Each
from planner.rules.promotions.rule_shares import share_off
from planner.rules.promotions.ruleset import Base, Freight, Policy, Rule

FINE = 10**6
NOTHING_PAID = -(2**62)
_LEAST = -(2**42)


@dataclass(frozen=True, slots=True)
class Most:
    """What a rule takes off many baskets at most, in all and as the shop bears it."""

    off: Fens | int = 0
    borne: Fens | int = 0
    gifts: Fens | int = 0


def rates(left: Fens, paid: Fens) -> Fens:
    """Margins as millionths of what is paid; far below where nothing is and the shop loses."""
    found: Fens = np.where(
        paid > 0,
        np.maximum(left, _LEAST) * FINE // np.maximum(paid, 1),
        np.where(left < 0, NOTHING_PAID + np.maximum(left, _LEAST), 2**62),
    )
    return found


def margins(payable: Fens, received: Fens, spent: Fens, listed: Fens, costs: Costs) -> Fens:
    """What orders leave: what comes in, less the fee, goods, gifts and sending."""
    based = {FeeBase.LIST: listed, FeeBase.PAID: payable, FeeBase.RECEIVED: received}
    return received + (-based[costs.fee_base] * costs.fee_bp // WHOLE_BP) - spent - costs.order_fen


class Bounds:
    """What rules can take off some products, and the rates of margin that they can lead to."""

    def __init__(
        self,
        goods: Sequence[Goods],
        rules: Iterable[Rule],
        prices: Mapping[str, int],
        policy: Policy,
        costs: Costs,
    ) -> None:
        self.policy, self.costs = policy, costs
        rules = tuple(rules)
        self._strongest: dict[tuple[int, ...], tuple[Rule, ...]] = {}
        self._others_pay = any(rule.shop_bp < WHOLE_BP or rule.as_payment for rule in rules)
        self._per_piece = {
            id(rule): np.array([_per_piece(rule, one, prices, policy) for one in goods], np.int64)
            for rule in rules
            if not isinstance(rule.gives, (AmountOff, RateOff, Gift, OrderAlone))
        }

    def most(self, rule: Rule, baskets: Baskets, products: Sequence[Fens]) -> Most:
        """What a rule can still take off; ``products`` are the places of the lines' products."""
        lines = [place for place, one in enumerate(baskets.columns) if rule.scope.covers(one.goods)]
        if not lines or isinstance(rule.gives, OrderAlone):
            return Most()
        left = added([baskets.left[line] for line in lines])
        running = (self.policy.base or rule.base) is Base.RUNNING
        base = left if running else added([baskets.amounts[line] for line in lines])
        pieces = added([baskets.columns[line].pieces for line in lines])
        match rule.gives:
            case Gift():
                counted = base if rule.gives.measure is Measure.AMOUNT else pieces
                times = counted // rule.gives.threshold if rule.gives.repeat else 1
                cost = cost_of(rule.gives, times)
                return Most(gifts=np.where(counted >= rule.gives.threshold, cost, 0))
            case AmountOff():
                off = _amount(rule.gives, base, pieces)
            case RateOff():
                off = self._rate(rule, rule.gives, base, pieces, len(lines))
            case _:
                own = self._per_piece[id(rule)]
                off = added([own[products[line]] * baskets.columns[line].pieces for line in lines])
        off = np.minimum(off, left)
        return Most(off, 0 if rule.as_payment else -(-off * rule.shop_bp // WHOLE_BP))

    def strongest(self, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        """The rules without those of a group of which another always takes as much."""
        places = tuple(id(rule) for rule in rules)
        if places not in self._strongest:
            kept: list[Rule] = []
            for rule in rules:
                if not any(_outdone(rule, other) for other in kept):
                    kept = [other for other in kept if not _outdone(other, rule)] + [rule]
            self._strongest[places] = tuple(kept)
        return self._strongest[places]

    def lowest(self, baskets: Baskets, spent: Fens, mosts: Sequence[tuple[Rule, Most]]) -> Fens:
        """The lowest rates of margin that these rules can bring baskets to, one of each group."""
        off, borne, gifts = (
            _together([(rule, getattr(most, name)) for rule, most in mosts])
            for name in ("off", "borne", "gifts")
        )
        payable, listed = baskets.payable, added(baskets.amounts)
        paid = np.maximum(payable - off, 0)
        # A fen more, as the fee is rounded up.
        spent = spent + baskets.gifts + gifts + 1
        if not self._others_pay:
            # The less is paid the lower the rate, as all but the fee stays as it is.
            found = rates(margins(paid, paid, spent, listed, self.costs), paid)
            return np.where(paid > 0, found, 2 * NOTHING_PAID)
        # Between what is paid now and what at least stays paid, the rate only rises or only falls;
        # others who bear a part add to what comes in.
        others = baskets.received - payable
        low, high = (
            rates(margins(end, end + others, spent, listed, self.costs), end)
            for end in (paid, payable)
        )
        found = np.where(paid > 0, np.minimum(low, high), 2 * NOTHING_PAID)
        received = np.maximum(baskets.received - borne, 0)
        left = margins(payable, received, spent, listed, self.costs)
        return np.where(left >= 0, np.maximum(found, rates(left, payable)), found)

    def _rate(self, rule: Rule, gives: RateOff, base: Fens, pieces: Fens, lines: int) -> Fens:
        rounding = self.policy.rounding or rule.rounding
        counted = (base if gives.measure is Measure.AMOUNT else pieces) + gives.elsewhere
        rate = np.zeros_like(counted)
        for threshold, off_bp in gives.tiers:
            rate = np.where(counted >= threshold, np.maximum(rate, min(off_bp, WHOLE_BP)), rate)
        times = pieces if gives.each(rounding) is Each.PIECE else np.full_like(pieces, lines)
        off: Fens = np.where(rate > 0, -(-base * rate // WHOLE_BP) + times * rounding.step_fen, 0)
        if gives.most_of_piece is not None:
            return np.minimum(off, pieces * gives.most_of_piece)
        return off if gives.most_of_order is None else np.minimum(off, gives.most_of_order)


def _outdone(rule: Rule, other: Rule) -> bool:
    """Whether another rule of its group takes as much of every basket."""
    if not rule.group or rule.group != other.group or _terms(rule) != _terms(other):
        return False
    mine, theirs = rule.gives, other.gives
    if isinstance(mine, AmountOff) and isinstance(theirs, AmountOff):
        alike = (mine.repeat, mine.most_fen) == (theirs.repeat, theirs.most_fen)
    elif isinstance(mine, RateOff) and isinstance(theirs, RateOff):
        alike = (mine.most_fen, mine.most_for) == (theirs.most_fen, theirs.most_for)
    else:
        return False
    same_count = (mine.measure, mine.elsewhere) == (theirs.measure, theirs.elsewhere)
    return (alike and same_count) and all(
        any(least <= threshold and more >= off for least, more in theirs.tiers)
        for threshold, off in mine.tiers
    )


def _terms(rule: Rule) -> tuple[object, ...]:
    return rule.scope, rule.base, rule.rounding, rule.shop_bp, rule.as_payment


def _amount(gives: AmountOff, base: Fens, pieces: Fens) -> Fens:
    counted = (base if gives.measure is Measure.AMOUNT else pieces) + gives.elsewhere
    off = np.zeros_like(counted)
    for threshold, fen in gives.tiers:
        own = counted // threshold * fen if gives.repeat else fen
        off = np.where(counted >= threshold, np.maximum(off, own), off)
    return off if gives.most_fen is None else np.minimum(off, gives.most_fen)


def _per_piece(rule: Rule, goods: Goods, prices: Mapping[str, int], policy: Policy) -> int:
    """The fen that a rule takes off a piece at most, spare ones for rounding added."""
    if isinstance(rule.gives, Freight) or not goods.price_fen or not rule.scope.covers(goods):
        return 0
    share = share_off(rule.gives, goods, prices, policy)
    if share is None:
        return goods.price_fen
    step = (policy.rounding or rule.rounding).step_fen
    most = -(-share.numerator * goods.price_fen // share.denominator) + step
    return min(most, goods.price_fen) if share else 0


def _together(parts: Sequence[tuple[Rule, Fens | int]]) -> Fens | int:
    """The sum of what rules take, of each group the most."""
    of_group: dict[str, Fens | int] = {}
    found: Fens | int = 0
    for rule, own in parts:
        if rule.group:
            of_group[rule.group] = np.maximum(of_group.get(rule.group, 0), own)
        else:
            found = found + own
    return sum(of_group.values(), found)
