"""Orders to try thresholds on, and the round amounts to try."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.promotions.past_orders import (
    discounts_to_try,
    orders_from_prices,
    round_amounts,
    suggested_thresholds,
    thresholds_to_try,
)
from planner.words import Refusal


def test_made_up_orders_have_one_to_three_pieces_of_products_with_a_price() -> None:
    orders = orders_from_prices([1_000, 0, 10_000])

    assert len(orders) == 1_000
    assert set(orders[:600]) == {1_000, 10_000}
    assert set(orders[600:900]) == {2_000, 11_000, 20_000}
    assert set(orders[900:]) == {3_000, 12_000, 21_000, 30_000}
    assert orders[:600].count(1_000) == 300


def test_a_long_price_list_makes_as_many_orders_as_a_short_one() -> None:
    assert len(orders_from_prices(range(1, 5_000))) == 1_000


def test_without_a_price_nothing_can_be_made_up() -> None:
    with pytest.raises(Refusal, match="list price"):
        orders_from_prices([0])


def test_the_suggested_thresholds_are_round_and_a_little_over_the_median() -> None:
    assert suggested_thresholds([4_000, 15_800, 90_000]) == [19_000, 20_000, 21_000, 22_000, 23_000]
    assert suggested_thresholds([89_900]) == [*range(110_000, 130_001, 5_000)]


@given(st.lists(st.integers(1, 10**8), min_size=1, max_size=20))
def test_there_is_always_something_to_try(orders: list[int]) -> None:
    for amounts in (
        suggested_thresholds(orders),
        thresholds_to_try(orders),
        discounts_to_try(orders),
    ):
        assert 1 <= len(amounts) <= 17
        assert amounts == sorted(set(amounts))
        assert amounts[0] > 0


def test_an_amount_without_a_whole_yuan_is_tried_as_it_is() -> None:
    assert round_amounts(30, 45, 6) == [30]
