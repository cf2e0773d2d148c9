"""Plan against live: every fen that differs is named, and nothing that doesn't."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.piece_rules import PieceOff
from planner.rules.promotions.plans import LivePrice, PlannedRule, Product, SalePlan
from planner.rules.promotions.reconciling import Compared, Difference, phase_at, reconcile
from planner.rules.promotions.rounding import OFF_UP_TO_WHOLE_YUAN
from planner.rules.promotions.ruleset import Base, Layer, Rule

NOON = datetime(2026, 11, 10, 12)
WARM_UP = Phase(1, "预热", PhaseKind.WARM_UP, NOON - timedelta(days=5), NOON - timedelta(days=1))
BURST = Phase(2, "爆发", PhaseKind.BURST, NOON + timedelta(hours=8), NOON + timedelta(hours=36))
SOFA = Product("sofa", "沙发", 300_000, item_id="7001", sku_id="9001")


def planned(rule: Rule, *, opens: datetime = BURST.opens, preset: str = "") -> PlannedRule:
    return PlannedRule(rule, frozenset({BURST.key}), opens, BURST.closes, preset=preset)


# The case of the field guide: 12% of 官方立减 and 640 of 单品立减, both off 3000, leave 2000.
PIECE = planned(Rule("piece", "单品立减", PieceOff(64_000), Layer.ITEM, base=Base.LIST))
OFFICIAL = planned(
    Rule(
        "official",
        "官方立减",
        RateOff(((0, 1_200),)),
        Layer.ITEM,
        base=Base.LIST,
        rounding=OFF_UP_TO_WHOLE_YUAN,
    ),
    preset="official_off",
)
PLAN = SalePlan((SOFA,), (PIECE, OFFICIAL), (WARM_UP, BURST), now=NOON)
ACTIVITY = LivePrice(
    "7001",
    "9001",
    "activity_items",
    NOON,
    list_fen=399_900,
    price_fen=200_000,
    activity_fen=300_000,
    piece_off_fen=64_000,
    official_off_fen=36_000,
)
BARE = LivePrice("7001", "9001", "any", NOON)
LOOKUP = LivePrice("7001", "9001", "price_lookup", NOON, list_fen=300_000, price_fen=200_000)


def told(found: list[Difference]) -> list[tuple[Compared, int | None, int | None]]:
    return [(one.field, one.planned_fen, one.live_fen) for one in found]


def test_what_agrees_to_the_fen_is_no_difference() -> None:
    assert reconcile(PLAN, [ACTIVITY]) == []
    assert reconcile(PLAN, [LOOKUP]) == []
    assert reconcile(PLAN, []) == []


@pytest.mark.parametrize("by", [-1, 1])
@pytest.mark.parametrize(
    ("row_saying", "field", "wanted"),
    [
        (lambda fen: replace(BARE, list_fen=fen), Compared.LIST, 300_000),
        (lambda fen: replace(BARE, activity_fen=fen), Compared.ACTIVITY, 300_000),
        (lambda fen: replace(BARE, price_fen=fen), Compared.PRICE, 200_000),
        (lambda fen: replace(BARE, piece_off_fen=fen), Compared.PIECE_OFF, 64_000),
        (lambda fen: replace(BARE, official_off_fen=fen), Compared.OFFICIAL_OFF, 36_000),
    ],
)
def test_one_fen_is_a_difference(
    row_saying: Callable[[int], LivePrice], field: Compared, wanted: int, by: int
) -> None:
    (found,) = reconcile(PLAN, [row_saying(wanted + by)])

    assert (found.field, found.planned_fen, found.live_fen) == (field, wanted, wanted + by)
    assert (found.difference_fen, found.phase, found.product) == (by, BURST.key, SOFA)
    takes_off = field in (Compared.PIECE_OFF, Compared.OFFICIAL_OFF)
    assert found.cheaper == (by > 0 if takes_off else by < 0)


def test_a_list_price_above_the_activity_price_is_as_it_should_be_and_one_below_is_not() -> None:
    above = reconcile(PLAN, [ACTIVITY, replace(LOOKUP, list_fen=399_900)])
    below = reconcile(PLAN, [replace(ACTIVITY, list_fen=299_900)])

    assert above == []
    assert told(below) == [(Compared.LIST, 300_000, 299_900)]


def test_the_newest_row_of_a_source_counts() -> None:
    wrong = replace(LOOKUP, price_fen=1_000, read_at=NOON - timedelta(hours=1))

    assert reconcile(PLAN, [LOOKUP, wrong]) == []
    assert reconcile(PLAN, [wrong, LOOKUP]) == []
    assert told(reconcile(PLAN, [replace(wrong, read_at=NOON + timedelta(hours=1)), LOOKUP])) == [
        (Compared.PRICE, 200_000, 1_000)
    ]


def test_two_sources_that_say_the_same_wrong_price_make_one_difference() -> None:
    newer = replace(ACTIVITY, price_fen=190_000, read_at=NOON + timedelta(minutes=5))

    (found,) = reconcile(PLAN, [replace(LOOKUP, price_fen=190_000), newer])

    assert found.live == newer


def test_an_item_with_one_variant_is_found_by_its_item() -> None:
    plan = replace(PLAN, products=(replace(SOFA, sku_id=""),))

    assert told(reconcile(plan, [replace(LOOKUP, price_fen=1)])) == [(Compared.PRICE, 200_000, 1)]
    assert told(reconcile(PLAN, [replace(LOOKUP, sku_id="0", price_fen=1)])) == [
        (Compared.PRICE, 200_000, 1)
    ]


def test_a_row_about_an_item_of_several_variants_says_what_comes_off_each() -> None:
    plan = replace(PLAN, products=(SOFA, replace(SOFA, sku="sofa-2", sku_id="9002")))
    row = replace(ACTIVITY, sku_id="", piece_off_fen=60_000, price_fen=1)

    found = reconcile(plan, [row])

    assert [(one.product and one.product.sku, one.field) for one in found] == [
        ("sofa", Compared.PIECE_OFF),
        ("sofa-2", Compared.PIECE_OFF),
    ]


def test_products_that_live_lacks_and_variants_that_the_plan_lacks_are_named() -> None:
    chair = Product("chair", "椅子", 9_900, item_id="7002", sku_id="9009")
    other = replace(LOOKUP, sku_id="9003", price_fen=250_000)
    stranger = replace(LOOKUP, item_id="8888", sku_id="9999")

    found = reconcile(replace(PLAN, products=(SOFA, chair)), [LOOKUP, other, stranger])

    assert [(one.product, one.field, one.live) for one in found] == [
        (chair, Compared.MISSING, None),
        (None, Compared.UNPLANNED, other),
    ]


def test_an_export_of_reductions_alone_may_lack_products_without_one() -> None:
    row = LivePrice("7001", "9001", "piece_offs", NOON, piece_off_fen=64_000)
    chair = Product("chair", "椅子", 9_900, item_id="7002", sku_id="9009")

    for_all = reconcile(replace(PLAN, products=(SOFA, chair), rules=(PIECE,)), [row])
    for_none = reconcile(replace(PLAN, products=(SOFA, chair), rules=()), [row])

    assert [(one.product, one.field) for one in for_all] == [(chair, Compared.MISSING)]
    assert [(one.product, one.field) for one in for_none] == [(SOFA, Compared.PIECE_OFF)]


def test_claimed_rules_and_rules_outside_their_window_do_not_make_the_price() -> None:
    coupon = planned(
        Rule("coupon", "店铺券", AmountOff(((0, 5_000),)), Layer.SHOP, automatic=False)
    )
    late = planned(
        Rule("late", "末日加码", PieceOff(5_000), Layer.ITEM),
        opens=BURST.opens + timedelta(hours=1),
    )
    plan = replace(PLAN, rules=(PIECE, OFFICIAL, coupon, late))

    assert reconcile(plan, [LOOKUP]) == []
    assert told(reconcile(replace(plan, now=late.opens), [LOOKUP])) == [
        (Compared.PRICE, 195_000, 200_000)
    ]


def test_before_and_after_the_phases_the_next_and_the_last_one_are_compared() -> None:
    phases = (BURST, WARM_UP)

    assert phase_at(phases, WARM_UP.opens - timedelta(days=1)) is WARM_UP
    assert phase_at(phases, WARM_UP.opens) is WARM_UP
    assert phase_at(phases, WARM_UP.closes) is BURST
    assert phase_at(phases, BURST.closes + timedelta(days=9)) is BURST
    assert phase_at(phases, None) is WARM_UP
    assert phase_at((), NOON) is None


fens = st.integers(0, 5)


@given(st.lists(st.tuples(fens, fens, fens, fens), min_size=1, max_size=6))
def test_what_is_reported_is_exactly_what_differs(prices: list[tuple[int, int, int, int]]) -> None:
    products = tuple(
        Product(f"p{n}", "", list_fen, item_id=f"i{n}", sku_id=f"s{n}")
        for n, (list_fen, *_) in enumerate(prices)
    )
    live = [
        LivePrice(f"i{n}", f"s{n}", "any", NOON, list_fen, price_fen, None, piece)
        for n, (_, list_fen, price_fen, piece) in enumerate(prices)
    ]

    found = reconcile(SalePlan(products, (), ()), live)

    expected = {
        (f"p{n}", field)
        for n, (list_fen, live_list, live_price, live_piece) in enumerate(prices)
        for field, differs in (
            (Compared.LIST, live_list != list_fen),
            (Compared.PRICE, live_price != list_fen),
            (Compared.PIECE_OFF, live_piece != 0),
        )
        if differs
    }
    assert {(one.product.sku, one.field) for one in found if one.product} == expected
    assert all(one.phase is None for one in found)
