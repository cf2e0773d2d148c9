"""A rate whose most counts for each piece, as 国补: worked by hand, proved and searched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.files.basket_answers import answer
from planner.files.basket_files import basket_of
from planner.rules.promotions import price, quote
from planner.rules.promotions.amount_rules import AmountOff, MostFor, RateOff
from planner.rules.promotions.audits import audit
from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.certificates import certify
from planner.rules.promotions.findings import Code, Level
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.plans import Product
from planner.rules.promotions.rounding import OFF_UP_TO_WHOLE_YUAN, PAID_HALF_UP, Rounding
from planner.rules.promotions.ruleset import Layer, Policy, Rule
from planner.rules.promotions.worst_cases import LosingBasket, worst
from planner.words import Refusal
from tests.support.promotion_worlds import baskets, rates
from tests.support.sale_plans import BURST, clean, planned, with_rule

CAP = 200_000
TV = Goods("电视", 1, 2_000_000)
COOKER = Goods("电饭煲", 1, 300_000)
FREE = Costs()


def subsidy(most_for: MostFor = MostFor.PIECE, **about: Any) -> Rule:
    """15 % off, at most 2,000 yuan."""
    gives = RateOff(((0, 1_500),), most_fen=CAP, most_for=most_for)
    return replace(Rule("国补", "国补", gives, Layer.PLATFORM, automatic=False), **about)


@pytest.mark.parametrize(
    ("basket", "shares"),
    [
        # 15 % of 20,000 is 3,000, of 3,000 it is 450.
        ((TV, COOKER), (200_000, 45_000)),
        ((replace(TV, pieces=2),), (400_000,)),
        ((replace(TV, pieces=3), replace(COOKER, pieces=2)), (600_000, 90_000)),
        # 15 % of 13,333.33 is 1,999.9995: 11,333.33 is paid, and a fen more changes nothing.
        ((replace(TV, price_fen=1_333_333),), (200_000,)),
        ((replace(TV, price_fen=1_333_334),), (200_000,)),
        # 15 % of 13,333.26 is 1,999.989: 11,333.27 is paid.
        ((replace(TV, price_fen=1_333_326),), (199_999,)),
        # Each piece of 0.05 costs 0.0425, so 0.04, where three together would cost 0.13.
        ((replace(COOKER, price_fen=5, pieces=3),), (3,)),
        # Only 500 may come off the television, and what it can't take the cooker does not.
        ((replace(TV, floor_fen=1_950_000), COOKER), (50_000, 45_000)),
    ],
)
def test_the_most_counts_for_each_piece(basket: tuple[Goods, ...], shares: tuple[int, ...]) -> None:
    (step,) = price(basket, [subsidy()]).steps

    assert step.shares == shares


def test_the_most_of_an_order_is_shared_by_its_lines() -> None:
    """2,000 by 20 to 3: 1,739.13 and 260.87."""
    (step,) = price((TV, COOKER), [subsidy(MostFor.ORDER)]).steps

    assert step.shares == (173_913, 26_087)


def test_what_earlier_rules_leave_is_what_the_rate_reads() -> None:
    """300 off from 10,000 leaves 19,739.13 and 2,960.87; 85 % of that is 2,516.7395."""
    shop = Rule("满减", "满10000减300", AmountOff(((1_000_000, 30_000),)), Layer.SHOP)

    quoted = price((TV, COOKER), [shop, subsidy()])

    assert [step.shares for step in quoted.steps] == [(26_087, 3_913), (200_000, 44_413)]
    assert quoted.payable_fen == 2_300_000 - 30_000 - 244_413


def test_whole_yuan_are_rounded_up_before_the_most_counts() -> None:
    """15 % of 13,326 is 1,998.90, so 1,999; of 13,340 it is 2,001."""
    rule = subsidy(rounding=OFF_UP_TO_WHOLE_YUAN)
    basket = (replace(TV, price_fen=1_332_600), replace(COOKER, price_fen=1_334_000))

    (step,) = price(basket, [rule]).steps

    assert step.shares == (199_900, 200_000)


@pytest.mark.parametrize(
    ("most_for", "said"),
    [
        (MostFor.PIECE, "15% off ¥23,000.00: ¥2,450.00, at most ¥2,000.00 a piece"),
        (MostFor.ORDER, "15% off ¥23,000.00: ¥2,000.00, at most ¥2,000.00 an order"),
    ],
)
def test_the_sum_says_what_the_most_counts_for(
    most_for: MostFor, said: str, in_english: Callable[[object], str]
) -> None:
    (step,) = price((TV, COOKER), [subsidy(most_for)]).steps

    assert in_english(step.how) == said


def test_the_customers_best_price_takes_the_most_of_every_piece() -> None:
    order = subsidy(MostFor.ORDER, key="每单", group="补贴")

    quoted = quote((TV, COOKER), [order, subsidy(group="补贴")])

    assert [step.rule.key for step in quoted.steps] == ["国补"]
    assert quoted.payable_fen == 2_055_000


@given(
    baskets(), rates, st.integers(1, 3_000), st.sampled_from((PAID_HALF_UP, OFF_UP_TO_WHOLE_YUAN))
)
def test_no_line_gives_more_than_the_most_of_its_pieces(
    basket: tuple[Goods, ...], off_bp: int, most: int, rounding: Rounding
) -> None:
    """And no more than the rate alone takes, but for the rounding of each piece."""
    gives = RateOff(((0, off_bp),), most_fen=most, most_for=MostFor.PIECE)

    quoted = price(basket, [subsidy(gives=gives, rounding=rounding)])

    for goods, off in zip(basket, quoted.lines_off, strict=True):
        assert off <= goods.pieces * most
        assert off <= goods.amount_fen * off_bp // 10_000 + goods.pieces * rounding.step_fen


def test_the_proof_knows_the_most_of_a_piece() -> None:
    """2,000 of 20,000 is 10 %; a product that stands 12 % is safe, with 15 % it would not be."""
    dear = replace(TV, cost_fen=1_760_000)
    prices = {"电视": 2_000_000}

    proof = certify(dear, [subsidy()], FREE, prices, Policy())

    assert proof is not None
    assert proof.takes == Fraction(1, 10)
    assert certify(dear, [subsidy(MostFor.ORDER)], FREE, prices, Policy()) is None


def test_the_search_takes_the_most_of_every_piece() -> None:
    """Two televisions for 40,000: 1,000 off by 满减, then 2,000 off each; 35,000 are left for goods
    that cost 35,200. With 2,000 off the order 37,000 would be left."""
    products = [Product("电视", "电视", 2_000_000, 1_760_000)]
    shop = Rule("满减", "满30000减1000", AmountOff(((3_000_000, 100_000),)), Layer.SHOP)

    found, otherwise = (
        worst(products, [shop, subsidy(most_for)], Policy(), FREE, most_pieces=2)["电视"]
        for most_for in (MostFor.PIECE, MostFor.ORDER)
    )

    assert isinstance(found, LosingBasket)
    assert found.basket.margin.margin_fen == -20_000
    assert not isinstance(otherwise, LosingBasket)


@pytest.mark.parametrize(("most_for", "left"), [(MostFor.ORDER, False), (MostFor.PIECE, True)])
def test_what_pieces_may_cost_without_end_is_held_against_no_budget(
    most_for: MostFor, left: bool
) -> None:
    rate = RateOff(((0, 1_000),), most_fen=2_000, most_for=most_for)
    coupon = planned("券", "九折券", rate, Layer.SHOP, phases=frozenset({BURST}))
    coupon = replace(coupon, issued=100, per_buyer=1, budget_fen=200_000)
    plan = with_rule(clean(), coupon)

    found = [one for one in audit(plan) if one.code is Code.COUPON_BUDGET]

    assert [one.level for one in found if "券" in one.rules] == [Level.NOT_CHECKED] * left


@pytest.mark.parametrize(("told", "off"), [({}, 200_000), ({"cap_per": "order"}, 200_000)])
def test_a_basket_file_says_what_its_cap_counts_for(told: dict[str, str], off: int) -> None:
    assert quoted_file(told) == off
    assert quoted_file({"cap_per": "piece"}) == 245_000


def test_a_basket_file_whose_cap_counts_for_something_else_is_refused() -> None:
    with pytest.raises(Refusal, match=r"“cap_per” in rules 1: write one of .*order.*piece"):
        quoted_file({"cap_per": "line"})


def quoted_file(told: dict[str, str]) -> int:
    """What 15 % with a cap of 2,000 takes off a television and a cooker in a basket file."""
    lines = [
        {"sku": goods.sku, "qty": goods.pieces, "unit_price": goods.price_fen}
        for goods in (TV, COOKER)
    ]
    rule = {"type": "order_percent_off", "percent": 15, "cap": CAP} | told
    (off,) = answer(basket_of({"basket": lines, "rules": [rule]}))["per_rule"]
    return int(off)
