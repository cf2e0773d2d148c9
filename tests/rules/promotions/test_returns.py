"""Returning a part of an order: the refund, what is kept, and what is left of the margin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.promotions.amount_rules import AmountOff
from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.margins import Costs, FeeBase
from planner.rules.promotions.quoting import quote
from planner.rules.promotions.returns import give_back, margin_after
from planner.rules.promotions.ruleset import Layer, Rule
from planner.words import Refusal

POT = Goods("壶", 1, 25_000, 10_000)
FILLER = Goods("垫", 1, 5_000, 1_000)
SPEND = Rule("1", "满300减50", AmountOff(((30_000, 5_000),)), Layer.SHOP)


def test_who_returns_the_filler_keeps_a_discount_that_the_rest_would_not_reach() -> None:
    quoted = quote([POT, FILLER], [SPEND])

    back = give_back(quoted, [SPEND], {"垫": 1})

    # 50 off 300: 41.67 on the pot, 8.33 on the filler.
    assert (back.refund_fen, back.kept_fen) == (5_000 - 833, 25_000 - 4_167)
    assert (back.alone_fen, back.lost_fen) == (25_000, 4_167)


def test_nothing_is_lost_where_the_rest_reaches_the_threshold_itself() -> None:
    quoted = quote([Goods("壶", 2, 25_000), FILLER], [SPEND])

    back = give_back(quoted, [SPEND], {"垫": 1})

    assert back.alone_fen == 45_000
    assert back.lost_fen == 0


def test_the_margin_after_a_return_takes_the_fee_and_costs_of_what_stays() -> None:
    costs = Costs(fee_bp=1_000, fee_base=FeeBase.RECEIVED, order_fen=500)
    quoted = quote([POT, FILLER], [SPEND])

    left = margin_after(quoted, {"垫": 1}, costs)

    assert left is not None
    assert (left.received_fen, left.fee_fen, left.goods_fen) == (20_833, 2_084, 10_000)
    assert left.margin_fen == 20_833 - 2_084 - 10_000 - 500


def test_what_others_bear_of_the_returned_goods_goes_back_too() -> None:
    shared = Rule("1", "券", AmountOff(((30_000, 5_000),)), Layer.PLATFORM, shop_bp=0)
    quoted = quote([POT, FILLER], [shared])

    left = margin_after(quoted, {"垫": 1}, Costs())

    assert left is not None
    assert left.received_fen == 25_000


def test_without_a_cost_there_is_no_margin() -> None:
    quoted = quote([Goods("壶", 1, 25_000)], [])

    assert margin_after(quoted, {}, Costs()) is None


def test_more_than_was_bought_is_refused() -> None:
    quoted = quote([POT], [])

    with pytest.raises(Refusal, match="return at most the 1 piece"):
        give_back(quoted, [], {"壶": 2})


@given(st.integers(0, 5), st.integers(0, 5), st.integers(1, 40_000))
def test_refund_and_what_stays_are_what_was_paid(pots: int, fillers: int, threshold: int) -> None:
    rule = Rule("1", "满减", AmountOff(((threshold, 4_999),)), Layer.SHOP)
    quoted = quote([Goods("壶", 5, 25_000), Goods("垫", 5, 4_999)], [rule])

    back = give_back(quoted, [rule], {"壶": pots, "垫": fillers})

    assert back.refund_fen + back.kept_fen == quoted.goods_fen
    assert back.kept_fen >= 0
