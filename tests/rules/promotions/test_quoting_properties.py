"""What holds of every quote, whatever is in the basket and whatever rules there are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.promotions import price, quote
from planner.rules.promotions.amount_rules import AmountOff, Measure, RateOff
from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.piece_rules import PiecePrice
from planner.rules.promotions.quotes import refund
from planner.rules.promotions.ruleset import Base, Layer, Policy, Rule
from planner.rules.promotions.sharing import share
from planner.rules.promotions.stacking import every_set
from tests.support.promotion_worlds import (
    amount_offs,
    baskets,
    givings,
    policies,
    rate_offs,
    rules_of,
)

rules = rules_of(givings)
PARALLEL = Policy(base=Base.LIST)


@given(baskets(), rules)
def test_lines_add_up_and_none_is_below_zero_or_its_floor(
    basket: tuple[Goods, ...], rules: list[Rule]
) -> None:
    quoted = price(basket, rules)

    assert sum(quoted.lines_paid) == quoted.payable_fen
    assert quoted.list_fen - quoted.payable_fen == sum(step.off_fen for step in quoted.steps)
    for goods, paid in zip(basket, quoted.lines_paid, strict=True):
        assert goods.pieces * min(goods.floor_fen, goods.price_fen) <= paid <= goods.amount_fen


@given(baskets(), rules)
def test_steps_follow_each_other_without_a_gap(
    basket: tuple[Goods, ...], rules: list[Rule]
) -> None:
    quoted = price(basket, rules)

    left = [step.before_fen - step.off_fen for step in quoted.steps]
    begins = [step.before_fen for step in quoted.steps]
    assert begins == [quoted.list_fen, *left][: len(begins)]
    assert {step.rule.key for step in quoted.steps} | {one.rule.key for one in quoted.skipped} == {
        rule.key for rule in rules
    }


@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=8),
    st.integers(0, 10**7),
)
def test_shares_are_exact_and_none_is_beyond_its_room(
    lines: list[tuple[int, int]], total: int
) -> None:
    weights, rooms = [line[0] for line in lines], [line[1] for line in lines]

    shares = share(total, weights, rooms)

    assert sum(shares) == min(total, sum(rooms))
    assert all(0 <= part <= room for part, room in zip(shares, rooms, strict=True))


@given(
    st.lists(st.integers(1, 10**6), min_size=1, max_size=8),
    st.integers(0, 10**6),
)
def test_no_share_is_a_fen_away_from_its_part_where_there_is_room(
    weights: list[int], total: int
) -> None:
    shares = share(total, weights, [10**7] * len(weights))

    for part, weight in zip(shares, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


@given(baskets(), rules_of(st.one_of(amount_offs, rate_offs)), st.randoms())
def test_the_order_of_lines_does_not_change_what_is_paid(
    basket: tuple[Goods, ...], rules: list[Rule], random: st.DrawFn
) -> None:
    """Without floors: a floor may move a spare fen to a line with room left for a later rule."""
    free = [replace(goods, floor_fen=0) for goods in basket]
    whole = [replace(rule, scope=rules[0].scope) for rule in rules]
    shuffled = list(free)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random

    assert price(free, whole).payable_fen == price(shuffled, whole).payable_fen


@given(baskets(), rules)
def test_what_is_not_bought_counts_for_nothing(
    basket: tuple[Goods, ...], rules: list[Rule]
) -> None:
    quoted = price(basket, rules)

    unticked = Goods("礼盒", 3, 9_900, selected=False)
    none = Goods("礼盒", 0, 9_900)
    assert price((*basket, unticked), rules).payable_fen == quoted.payable_fen
    assert price((*basket, none), rules).payable_fen == quoted.payable_fen


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.booleans())
def test_a_threshold_that_is_just_met_counts_and_a_fen_less_does_not(
    threshold: int, off: int, repeat: bool
) -> None:
    rule = Rule("满减", "满减", AmountOff(((threshold, off),), repeat=repeat), Layer.SHOP)

    met = price([Goods("茶", 1, threshold)], [rule])
    short = price([Goods("茶", 1, threshold - 1)], [rule])

    assert met.off_fen == min(off, threshold)
    assert short.off_fen == 0


@given(
    st.integers(2, 50), st.integers(1, 9_999), st.sampled_from((AmountOff, RateOff)), st.booleans()
)
def test_a_number_of_pieces_that_is_just_met_counts_and_a_piece_less_does_not(
    least: int, off: int, kind: type[AmountOff | RateOff], two_lines: bool
) -> None:
    rule = Rule("满件", "满件", kind(((least, off),), Measure.PIECES), Layer.SHOP)
    others = [Goods("杯", 1, 10_000)] if two_lines else []

    met = price([Goods("茶", least - len(others), 10_000), *others], [rule])
    short = price([Goods("茶", least - len(others) - 1, 10_000), *others], [rule])

    assert met.off_fen > 0
    assert short.off_fen == 0


@given(baskets(), rules)
def test_whoever_returns_everything_gets_back_what_was_paid(
    basket: tuple[Goods, ...], rules: list[Rule]
) -> None:
    quoted = price(basket, rules)

    everything = {goods.sku: goods.pieces for goods in basket}

    assert refund(quoted, everything) == quoted.goods_fen


@given(baskets(), rules, st.data())
def test_returning_in_two_parcels_never_gives_back_more_than_was_paid(
    basket: tuple[Goods, ...], rules: list[Rule], data: st.DataObject
) -> None:
    quoted = price(basket, rules)

    some = {goods.sku: data.draw(st.integers(0, goods.pieces)) for goods in basket}

    assert 0 <= refund(quoted, some) <= quoted.goods_fen


@given(baskets(), rules_of(st.one_of(amount_offs, rate_offs)), st.integers(0, 3))
def test_where_all_read_the_list_price_one_more_rule_never_raises_it(
    basket: tuple[Goods, ...], rules: list[Rule], left_out: int
) -> None:
    fewer = [rule for number, rule in enumerate(rules) if number != left_out]

    assert price(basket, rules, PARALLEL).payable_fen <= price(basket, fewer, PARALLEL).payable_fen


@given(baskets(), rules, policies)
def test_no_way_of_claiming_is_better_than_the_likely_price(
    basket: tuple[Goods, ...], rules: list[Rule], policy: Policy
) -> None:
    quoted = quote(basket, rules, policy)

    assert quoted.every_way
    for chosen in every_set(rules):
        assert quoted.gain_fen >= price(basket, chosen, policy).gain_fen


def test_where_rules_combine_in_too_many_ways_the_quote_says_that_it_did_not_try_all() -> None:
    """Thirty coupons of 5 yuan from 100 yuan on, each of what is left: all of them are taken."""
    coupons = [
        Rule(f"{n}", "满100减5", AmountOff(((10_000, 500),)), Layer.SHOP, automatic=False)
        for n in range(30)
    ]

    quoted = quote([Goods("茶", 10, 10_000)], coupons)

    assert not quoted.every_way
    assert quoted.payable_fen == 85_000


@given(baskets(), rules)
def test_who_bears_what_adds_up(basket: tuple[Goods, ...], rules: list[Rule]) -> None:
    quoted = price(basket, rules)

    assert quoted.goods_fen <= quoted.shop_fen <= quoted.list_fen


@given(baskets(most=8), st.lists(st.integers(1, 9_000), max_size=4))
def test_amounts_a_hundred_times_as_large_give_sums_a_hundred_times_as_large(
    basket: tuple[Goods, ...], offs: list[int]
) -> None:
    plain = [Rule("立减", "立减", AmountOff(((0, off),)), Layer.SHOP) for off in offs]
    large = [Rule("立减", "立减", AmountOff(((0, 100 * off),)), Layer.SHOP) for off in offs]
    hundredfold = [
        replace(goods, price_fen=goods.price_fen * 100, floor_fen=goods.floor_fen * 100)
        for goods in basket
    ]

    assert price(hundredfold, large).payable_fen == 100 * price(basket, plain).payable_fen


@pytest.mark.parametrize(("both", "alone"), [(29_000, 25_000)])
def test_a_rule_before_another_can_raise_the_price(both: int, alone: int) -> None:
    """300 yuan: 满300减10 takes it below 每300减50, which alone would take off 50."""
    basket = [Goods("茶", 1, 30_000)]
    shop = Rule("店铺", "满300减10", AmountOff(((30_000, 1_000),)), Layer.SHOP, automatic=False)
    cross = Rule(
        "跨店",
        "每300减50",
        AmountOff(((30_000, 5_000),), repeat=True),
        Layer.PLATFORM,
        automatic=False,
    )

    assert price(basket, [shop, cross]).payable_fen == both
    assert quote(basket, [shop, cross]).payable_fen == alone


def test_rules_that_exclude_each_other_count_in_the_turn_in_which_they_are_listed() -> None:
    """One fen a piece, then one fen off the list price, take 496; the other way round 495."""
    goods = [Goods("杯", 5, 100)]
    a_fen = Rule("fen", "1 分购", PiecePrice(1), Layer.SHOP, base=Base.LIST)
    off = AmountOff(((500, 1),))
    on_items = Rule("items", "满5减", off, Layer.ITEM, base=Base.LIST, group="甲")
    in_shop = Rule("shop", "满5减", off, Layer.SHOP, base=Base.LIST, group="甲")

    quoted = quote(goods, [a_fen, on_items, in_shop])

    assert [step.rule.key for step in quoted.steps] == ["fen", "shop"]
    assert quoted.payable_fen == 4
