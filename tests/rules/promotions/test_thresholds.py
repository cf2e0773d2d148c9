"""Choosing 满T减D: every number as counted order by order, and the largest safe discount."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.promotions import price
from planner.rules.promotions.amount_rules import AmountOff
from planner.rules.promotions.assumptions import Assumed, largest_safe_discount
from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.margins import Costs, FeeBase, margin
from planner.rules.promotions.ruleset import Layer, Rule
from planner.rules.promotions.thresholds import Choice, Pays, ThresholdChoice, choose_threshold
from planner.words import Refusal

YUAN = 100
# 满200减20 on four orders: one has it anyway, one lacks ¥50, one lacks more than is within reach.
ORDERS = (250 * YUAN, 150 * YUAN, 60 * YUAN, 40 * YUAN)
SHOP = Assumed(4_000, Costs(fee_bp=500), shares_bp=(0, 5_000, 10_000))


def only(choice: ThresholdChoice) -> Choice:
    (one,) = choice.choices
    return one


def test_a_threshold_costs_on_orders_that_came_anyway_and_brings_what_people_add() -> None:
    found = choose_threshold(ORDERS, [200 * YUAN], [20 * YUAN], SHOP)

    chosen = only(found)
    nobody, half, everybody = chosen.outcomes
    assert (found.orders, found.average_fen, found.median_fen) == (4, 125 * YUAN, 60 * YUAN)
    assert (chosen.already, chosen.already_bp, chosen.near) == (1, 2_500, 1)
    assert chosen.given_fen == 20 * YUAN
    # -20 · 95% on the first; the second adds 50 at 40% - 5% and takes 20 · 95%.
    assert nobody.gain_fen == -19_00
    assert everybody.gain_fen == -19_00 + 17_50 - 19_00
    assert half.gain_fen == -19_00 + (17_50 - 19_00) // 2
    assert (everybody.orders, everybody.discount_fen, everybody.extra_fen) == (2, 40_00, 50_00)
    assert everybody.average_fen == (500 + 50 - 40) * YUAN // 4
    assert chosen.pays is Pays.NEVER
    assert found.best is None


def test_the_break_even_is_the_share_from_which_it_pays() -> None:
    chosen = only(choose_threshold(ORDERS, [200 * YUAN], [5 * YUAN], SHOP))

    # 4.75 given away, 17.50 - 4.75 = 12.75 brought if everybody near tops up.
    assert chosen.pays is Pays.FROM_SHARE
    assert chosen.break_even_bp == -(-475 * 10_000 // 1_275)


def test_a_threshold_that_nobody_reaches_anyway_always_pays_where_adding_does() -> None:
    chosen = only(choose_threshold([150 * YUAN], [200 * YUAN], [5 * YUAN], SHOP))

    assert (chosen.pays, chosen.break_even_bp) == (Pays.ALWAYS, None)


def test_every_full_threshold_gives_again() -> None:
    once = only(choose_threshold([650 * YUAN], [200 * YUAN], [20 * YUAN], SHOP))
    again = only(
        choose_threshold([650 * YUAN], [200 * YUAN], [20 * YUAN], replace(SHOP, repeat=True))
    )

    assert (once.given_fen, again.given_fen) == (20 * YUAN, 60 * YUAN)


def test_the_edges_of_what_is_within_reach() -> None:
    values = [140 * YUAN - 1, 140 * YUAN, 200 * YUAN - 1, 200 * YUAN]

    chosen = only(choose_threshold(values, [200 * YUAN], [20 * YUAN], SHOP))

    assert (chosen.near, chosen.already) == (2, 1)


@pytest.mark.parametrize(
    ("margin_bp", "fee_bp", "target_bp", "percent"),
    [(4_000, 500, 1_000, "29.41"), (5_000, 500, 1_000, "41.18"), (4_000, 500, 0, "36.84"),
     (3_500, 260, 500, "29.65"), (6_000, 500, 1_500, "50.00")],
)  # fmt: skip
def test_the_largest_rate_is_the_one_of_the_field_guide(
    margin_bp: int, fee_bp: int, target_bp: int, percent: str
) -> None:
    assumed = Assumed(margin_bp, Costs(fee_bp=fee_bp, target_bp=target_bp))

    assert f"{float(assumed.stands * 100):.2f}" == percent


@given(
    st.lists(st.integers(1, 60_000), min_size=1, max_size=30),
    st.integers(100, 60_000),
    st.integers(1, 60_000),
    st.builds(
        Assumed,
        st.integers(1, 9_999),
        st.builds(
            Costs, fee_bp=st.integers(0, 3_000), fee_base=st.sampled_from(FeeBase),
            target_bp=st.integers(0, 3_000),
        ),
        st.booleans(),
        st.integers(0, 3_000),
        st.integers(1, 9_999),
        st.lists(st.integers(0, 10_000), min_size=3, max_size=3).map(
            lambda shares: (min(shares), sorted(shares)[1], max(shares))
        ),
    ),
)  # fmt: skip
def test_all_numbers_are_those_counted_order_by_order(
    orders: list[int], threshold: int, off: int, assumed: Assumed
) -> None:
    found = choose_threshold(orders, [threshold], [off], assumed)

    if off >= threshold:
        assert found.choices == ()
        return
    chosen = only(found)
    over = [value for value in orders if value >= threshold]
    near = [
        value
        for value in orders
        if value < threshold and (threshold - value) * 10_000 <= threshold * assumed.window_bp
    ]
    given_fen = sum(off * (value // threshold if assumed.repeat else 1) for value in over)
    assert (chosen.already, chosen.near, chosen.given_fen) == (len(over), len(near), given_fen)
    fee = Fraction(assumed.costs.fee_bp, 10_000)
    kept = 1 if assumed.costs.fee_base is FeeBase.LIST else 1 - fee
    brought = sum(
        (Fraction(assumed.gross_margin_bp, 10_000) - fee) * (threshold - value) - off * kept
        for value in near
    )
    for outcome in chosen.outcomes:
        share = Fraction(outcome.share_bp, 10_000)
        exact = share * brought - given_fen * kept
        assert outcome.gain_fen == exact.numerator // exact.denominator
        paid = sum(orders) - given_fen + share * sum(threshold - value - off for value in near)
        assert abs(outcome.average_fen - paid / len(orders)) <= Fraction(1, 2)
        if chosen.break_even_bp is not None and outcome.share_bp >= chosen.break_even_bp:
            assert exact >= 0
        elif chosen.pays is Pays.FROM_SHARE:
            assert exact < 0
        elif chosen.pays is Pays.NEVER:
            assert exact <= 0
        else:
            assert exact >= 0


@given(
    st.integers(1_000, 100_000),
    st.integers(1, 9_999),
    st.integers(0, 3_000),
    st.integers(0, 3_000),
    st.sampled_from(FeeBase),
    st.integers(1, 3),
)
def test_the_largest_safe_discount_is_marked_as_safe_and_a_step_more_is_not(
    threshold: int, margin_bp: int, fee_bp: int, target_bp: int, base: FeeBase, step: int
) -> None:
    assumed = Assumed(margin_bp, Costs(fee_bp=fee_bp, fee_base=base, target_bp=target_bp))

    most = largest_safe_discount(threshold, assumed, step)

    tried = choose_threshold([threshold], [threshold], [max(most, 1), most + step], assumed)
    safe = {one.off_fen: one.safe for one in tried.choices}
    assert most % step == 0
    assert not most or safe[most]
    assert not safe.get(most + step, False)


def test_what_an_order_can_just_stand_is_safe_and_a_fen_more_is_not() -> None:
    found = choose_threshold([20_000], [20_000], [8_000, 8_001], Assumed(4_000))

    assert [(one.off_fen, one.safe) for one in found.choices] == [(8_000, True), (8_001, False)]


@given(st.integers(1, 30), st.integers(1, 9_000), st.integers(0, 1_500), st.booleans())
def test_an_order_under_a_safe_threshold_keeps_the_wanted_margin(
    pieces: int, margin_bp: int, target_bp: int, repeat: bool
) -> None:
    """As the calculator of baskets works it out, to the fen of its roundings."""
    costs = Costs(fee_bp=500, target_bp=target_bp)
    assumed = Assumed(margin_bp, costs, repeat)
    threshold, list_fen = 30_000, 10_000
    off = largest_safe_discount(threshold, assumed, 1)
    if not off:
        return
    goods = Goods("茶", pieces, list_fen, cost_fen=list_fen * (10_000 - margin_bp) // 10_000)
    rule = Rule("满减", "满减", AmountOff(((threshold, off),), repeat=repeat), Layer.SHOP)

    left = margin(price([goods], [rule]), costs)

    assert left is not None
    assert left.margin_fen + 1 >= left.paid_fen * target_bp // 10_000


def test_the_best_is_safe_large_enough_to_move_people_and_gains_most() -> None:
    orders = [150 * YUAN] * 9 + [250 * YUAN]
    assumed = replace(SHOP, shares_bp=(1_000, 5_000, 9_000))
    pairs = [180 * YUAN, 200 * YUAN], [2 * YUAN, 5 * YUAN, 10 * YUAN]

    any_size = choose_threshold(orders, *pairs, replace(assumed, least_bp=0)).best
    large = choose_threshold(orders, *pairs, replace(assumed, least_bp=250)).best
    unsafe = choose_threshold(orders, *pairs, replace(assumed, other_layers_bp=9_000)).best

    assert any_size
    assert (any_size.threshold_fen, any_size.off_fen) == (200 * YUAN, 2 * YUAN)
    assert large
    assert (large.threshold_fen, large.off_fen) == (200 * YUAN, 5 * YUAN)
    assert unsafe is None


def test_where_none_gains_the_nearest_needs_the_lowest_share() -> None:
    orders = [150 * YUAN] * 9 + [250 * YUAN] * 3
    pairs = [180 * YUAN, 200 * YUAN], [10 * YUAN, 12 * YUAN]

    found = choose_threshold(orders, *pairs, replace(SHOP, shares_bp=(0, 0, 0)))

    assert found.best is None
    assert found.nearest is not None
    lowest = min(one.break_even_bp for one in found.choices if one.break_even_bp is not None)
    assert found.nearest.break_even_bp == lowest


@pytest.mark.parametrize(
    ("orders", "thresholds", "discounts", "named"),
    [
        ([], [100], [10], "Orders"),
        ([0, 5], [100], [10], "Orders"),
        ([5], [0], [10], "Thresholds"),
        ([5], [100], [0], "Thresholds"),
        ([5], range(1, 101), range(1, 101), "Thresholds"),
    ],
)
def test_what_cannot_be_is_refused(
    orders: list[int], thresholds: list[int], discounts: list[int], named: str
) -> None:
    with pytest.raises(Refusal, match=named):
        choose_threshold(orders, thresholds, discounts, SHOP)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        (lambda: Assumed(0), "Gross margin"),
        (lambda: Assumed(10_000), "Gross margin"),
        (lambda: Assumed(4_000, other_layers_bp=10_000), "Other rules"),
        (lambda: Assumed(4_000, window_bp=0), "Within reach"),
        (lambda: Assumed(4_000, least_bp=10_000), "Smallest discount"),
        (lambda: Assumed(4_000, shares_bp=(2_000, 1_000, 3_000)), "Shares who top up"),
    ],
)
def test_assumptions_that_cannot_be_are_refused(changed: object, named: str) -> None:
    assert callable(changed)

    with pytest.raises(Refusal, match=named):
        changed()
