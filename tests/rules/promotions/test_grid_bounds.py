"""What the search leaves aside: no rule takes more than its bound, none that is outdone matters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.rules.promotions.amount_rules import MostFor, RateOff
from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.grid_baskets import Baskets, Column
from planner.rules.promotions.grid_bounds import Bounds
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.rounding import Rounding
from planner.rules.promotions.ruleset import Giving, Layer, Policy, Rule
from planner.rules.promotions.stacking import in_turn
from tests.support.promotion_worlds import (
    SKUS,
    capped_rates,
    givings,
    odd_rules,
    policies,
    rates,
    roundings,
)

few_goods = st.lists(st.integers(1, 20_000), min_size=1, max_size=2).map(
    lambda prices: [Goods(sku, 1, fen) for sku, fen in zip(SKUS, prices, strict=False)]
)
of_a_group = st.builds(
    lambda least, off, most, most_for: RateOff(((least, off),), most_fen=most, most_for=most_for),
    st.sampled_from((0, 5_000)),
    rates,
    st.sampled_from((300, 3_000)),
    st.sampled_from(MostFor),
)


@given(few_goods, odd_rules(givings) | odd_rules(capped_rates), policies)
def test_no_rule_takes_more_than_what_it_was_thought_to_take_at_most(
    goods: list[Goods], rules: list[Rule], policy: Policy
) -> None:
    """Whatever is taken before it, as the search decides early."""
    turn = in_turn(rules)
    baskets = every_basket(goods, policy)
    places = [np.full_like(baskets.left[0], place) for place in range(len(goods))]
    bounds = bounds_of(goods, turn, policy)
    thought = [bounds.most(rule, baskets, places) for rule in turn]

    for rule, most in zip(turn, thought, strict=True):
        then = baskets.after(rule)
        assert np.all(baskets.payable - then.payable <= most.off)
        assert np.all(then.borne - baskets.borne <= most.borne)
        assert np.all(then.gifts - baskets.gifts <= most.gifts)
        baskets = then


@given(few_goods, of_a_group, of_a_group, roundings)
def test_a_rule_that_is_outdone_never_takes_more(
    goods: list[Goods], one: Giving, other: Giving, rounding: Rounding
) -> None:
    rules = tuple(
        Rule(key, key, gives, Layer.SHOP, group="券", rounding=rounding)
        for key, gives in (("甲", one), ("乙", other))
    )
    kept = bounds_of(goods, rules, Policy()).strongest(rules)
    assume(len(kept) == 1)
    (outdone,) = (rule for rule in rules if rule not in kept)

    baskets = every_basket(goods, Policy())

    assert np.all(baskets.after(kept[0]).payable <= baskets.after(outdone).payable)


def every_basket(goods: Sequence[Goods], policy: Policy) -> Baskets:
    """Up to six pieces of each."""
    axes = np.meshgrid(*(np.arange(7) for _ in goods), indexing="ij")
    pieces = [axis.ravel().astype(np.int64) for axis in axes]
    return Baskets([Column.of(*one) for one in zip(goods, pieces, strict=True)], policy)


def bounds_of(goods: Sequence[Goods], rules: Sequence[Rule], policy: Policy) -> Bounds:
    prices = {one.sku: one.price_fen for one in goods}
    return Bounds(goods, rules, prices, policy, Costs())
