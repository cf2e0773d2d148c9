"""Many baskets at once are priced exactly as the quote prices each, under rules of every kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.promotions import price
from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.grid_baskets import Baskets, Column
from planner.rules.promotions.ruleset import Policy, Rule
from planner.rules.promotions.stacking import in_turn
from tests.support.promotion_worlds import SKUS, capped_rates, odd_rules, policies

goods_of_a_grid = st.lists(
    st.tuples(
        st.integers(0, 20_000),
        st.sampled_from((0, 0, 40, 100)),
        st.sampled_from((True, True, False)),
    ),
    min_size=1,
    max_size=3,
).map(
    lambda lines: [
        Goods(sku, 1, fen, floor_fen=fen * floor // 100, discountable=discountable)
        for sku, (fen, floor, discountable) in zip(SKUS, lines, strict=False)
    ]
)


@given(goods_of_a_grid, odd_rules() | odd_rules(capped_rates), policies)
def test_a_grid_prices_every_basket_as_the_quote_does(
    goods: list[Goods], rules: list[Rule], policy: Policy
) -> None:
    most = {1: 9, 2: 6, 3: 3}[len(goods)]
    axes = np.meshgrid(*(np.arange(most + 1) for _ in goods), indexing="ij")
    pieces = [axis.ravel().astype(np.int64) for axis in axes]

    baskets = Baskets([Column.of(*one) for one in zip(goods, pieces, strict=True)], policy)
    for rule in in_turn(rules):
        baskets = baskets.after(rule)

    for place in range(len(pieces[0])):
        assert told(baskets, place) == quoted(goods, [n[place] for n in pieces], rules, policy)


def told(baskets: Baskets, place: int) -> list[int]:
    """What each line leaves to pay in one of the baskets, what the shop gets, what gifts cost."""
    each = [*baskets.left, baskets.received, baskets.gifts]
    return [int(amounts[place]) for amounts in each]


def quoted(
    goods: Sequence[Goods], pieces: Sequence[int], rules: Sequence[Rule], policy: Policy
) -> list[int]:
    """The same as the quote has it."""
    basket = [replace(one, pieces=int(n)) for one, n in zip(goods, pieces, strict=True)]
    alone = price(basket, rules, policy)
    gifts = sum((one.cost_fen or 0) * one.pieces for one in alone.presents)
    return [*alone.lines_paid, alone.shop_fen, gifts]
