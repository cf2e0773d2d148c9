"""The worst case: a proof is never wrong, a losing basket loses, a grid prices like the quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product as combined

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.rules.promotions import price
from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.baskets import Goods, Scope
from planner.rules.promotions.certificates import Certificate, certify
from planner.rules.promotions.extra_rules import DepositWorth, Gift
from planner.rules.promotions.grids import can_be_done, price_all
from planner.rules.promotions.lines import Present
from planner.rules.promotions.margins import Costs, FeeBase, margin
from planner.rules.promotions.piece_rules import PieceOff, PiecePrice
from planner.rules.promotions.plans import Product
from planner.rules.promotions.ruleset import Layer, Policy, Rule
from planner.rules.promotions.stacking import every_set, in_turn
from planner.rules.promotions.worst_cases import LosingBasket, Unproven, lowest, worst
from tests.support.promotion_worlds import SKUS, amount_offs, givings, rate_offs, rules_of

AS_IS = Policy()
FREE = Costs()
costs = st.builds(
    Costs,
    fee_bp=st.integers(0, 1_000),
    fee_base=st.sampled_from(FeeBase),
    order_fen=st.integers(0, 300),
    target_bp=st.integers(0, 2_000),
)
in_grids = st.one_of(
    amount_offs,
    rate_offs,
    st.builds(PieceOff, st.integers(1, 9_000)),
    st.builds(PiecePrice, st.integers(0, 20_000)),
    st.builds(lambda more: DepositWorth(1_000, 1_000 + more), st.integers(0, 3_000)),
    st.builds(
        Gift,
        st.builds(Present, st.just("杯垫"), st.integers(1, 2), st.integers(0, 500)),
        st.integers(1, 20_000),
        repeat=st.booleans(),
    ),
)
few_goods = st.lists(
    st.tuples(st.integers(100, 20_000), st.integers(0, 60)), min_size=1, max_size=3
).map(
    lambda lines: [
        Goods(sku, 1, price, cost_fen=price * share // 100)
        for sku, (price, share) in zip(SKUS, lines, strict=False)
    ]
)


def short(goods: Sequence[Goods], rules: Sequence[Rule], costs: Costs) -> bool:
    """Whether an order leaves less than is wanted."""
    left = margin(price(goods, rules), costs)
    return left is not None and left.margin_fen * 10_000 < left.paid_fen * costs.target_bp


@given(few_goods, rules_of(givings), costs)
def test_a_proof_is_never_contradicted(goods: list[Goods], rules: list[Rule], costs: Costs) -> None:
    """Every basket of up to four pieces of each proved product, under every allowed set."""
    prices = {one.sku: one.price_fen for one in goods}
    safe = [one for one in goods if certify(one, rules, costs, prices, AS_IS)]
    assume(safe)

    for pieces in combined(range(5), repeat=len(safe)):
        basket = [replace(one, pieces=n) for one, n in zip(safe, pieces, strict=True)]
        for chosen in every_set(rules):
            assert not any(pieces) or not short(basket, chosen, costs)


@given(few_goods.filter(lambda goods: len(goods) < 3), rules_of(in_grids), st.sampled_from((0, 40)))
def test_a_grid_prices_every_basket_as_the_quote_does(
    goods: list[Goods], rules: list[Rule], floor_share: int
) -> None:
    goods = [replace(one, floor_fen=one.price_fen * floor_share // 100) for one in goods]
    axes = np.meshgrid(*(np.arange(6) for _ in goods), indexing="ij")
    pieces = [axis.ravel().astype(np.int64) for axis in axes]
    sets = [tuple(in_turn(chosen)) for chosen in every_set(rules)]
    assert can_be_done(rules, goods, 5, AS_IS)

    for priced in price_all(goods, pieces, sets, AS_IS):
        for place in range(len(pieces[0])):
            basket = [
                replace(one, pieces=int(axis[place]))
                for one, axis in zip(goods, pieces, strict=True)
            ]
            quoted = price(basket, priced.rules)
            gifts = sum((one.cost_fen or 0) * one.pieces for one in quoted.presents)
            assert priced.payable[place] == quoted.payable_fen
            assert priced.received[place] == quoted.shop_fen
            assert priced.gifts[place] == gifts


def tea(cost_fen: int | None = 6_000, **about: object) -> Product:
    return replace(Product("茶", "龙井", 10_000, cost_fen), **about)  # type: ignore[arg-type]  # fields of a product


CUP = Product("杯", "茶杯", 5_000, 1_500)


def spend(
    key: str,
    threshold: int,
    off: int,
    *,
    repeat: bool = False,
    layer: Layer = Layer.SHOP,
    **about: object,
) -> Rule:
    gives = AmountOff(((threshold, off),), repeat=repeat)
    return replace(Rule(key, key, gives, layer), **about)  # type: ignore[arg-type]  # fields of a rule


def test_the_proof_reads_as_an_operator_would_write_it() -> None:
    """每300减50 takes 16.7 %, 满299减30 10.04 %: together 26.71 % of what stands 40 %."""
    rules = [
        spend("每300减50", 30_000, 5_000, repeat=True, layer=Layer.PLATFORM),
        spend("满299减30", 29_900, 3_000),
    ]

    proof = worst([tea()], rules, AS_IS, FREE)["茶"]

    assert isinstance(proof, Certificate)
    assert str(proof.said.values["takes"]) == "2671"
    assert str(proof.said.values["stands"]) == "4000"


def test_a_rule_entered_twice_loses_all_of_it() -> None:
    """2024: 满1000减1000 twice; an order of 2,000 yuan costs nothing."""
    cooker = Product("锅", "电饭煲", 200_000, 120_000)
    rules = [spend("一", 100_000, 100_000), spend("二", 100_000, 100_000)]

    found = worst([cooker], rules, AS_IS, FREE)["锅"]

    assert isinstance(found, LosingBasket)
    assert found.basket.quote.payable_fen == 0
    assert found.basket.margin.margin_fen == -120_000


def test_what_only_a_second_product_makes_bad_is_found() -> None:
    """Only the two together reach 150 yuan: 100 + 50 − 80 leaves 70 for a cost of 60 + 15."""
    rules = [spend("满150减80", 15_000, 8_000, scope=Scope(frozenset({"茶", "杯"})))]

    found = worst([tea(limit_per_buyer=1), replace(CUP, limit_per_buyer=1)], rules, AS_IS, FREE)[
        "茶"
    ]

    assert isinstance(found, LosingBasket)
    assert [goods.pieces for goods in found.basket.quote.basket] == [1, 1]
    assert found.basket.margin.margin_fen == -500


def test_where_a_rule_before_another_helps_the_shop_the_set_without_it_is_found() -> None:
    """300 yuan: with 满300减10 the 每300减50 no longer fires; whoever leaves the first unclaimed
    pays 250, and the cost is 260."""
    whole = Product("壶", "壶", 30_000, 26_000, limit_per_buyer=1)
    rules = [
        spend("满300减10", 30_000, 1_000, automatic=False),
        spend("每300减50", 30_000, 5_000, repeat=True, layer=Layer.PLATFORM, automatic=False),
    ]

    found = worst([whole], rules, AS_IS, FREE)["壶"]

    assert isinstance(found, LosingBasket)
    assert [rule.key for rule in found.basket.rules] == ["每300减50"]
    assert found.basket.quote.payable_fen == 25_000


def test_what_others_bear_does_not_hurt_the_shop() -> None:
    rules = [Rule("国补", "国补", RateOff(((0, 1_500),)), Layer.PLATFORM, shop_bp=0)]

    found = worst([tea(9_900)], rules, AS_IS, FREE)["茶"]

    assert isinstance(found, Certificate)
    assert found.takes == 0


def test_a_product_that_neither_loses_nor_is_proved_says_what_was_tried() -> None:
    """A gift of 50 yuan from 10 yuan on: the proof counts it with every 10 yuan, an order once."""
    gift = Gift(Present("壶", 1, cost_fen=3_000), threshold=1_000)
    rules = [Rule("赠", "赠壶", gift, Layer.SHOP)]

    found = worst([tea()], rules, AS_IS, FREE, most_pieces=9)["茶"]

    assert isinstance(found, Unproven)
    assert (found.with_others, found.most) == (0, 9)
    assert found.basket.margin.margin_fen == 1_000


def test_a_product_without_a_cost_has_no_verdict() -> None:
    assert worst([tea(None)], [], AS_IS, FREE) == {}


@pytest.mark.parametrize("rule", [PieceOff(4_500), PieceOff(4_500, most=50)])
def test_the_lowest_margin_is_the_same_in_a_grid_and_one_by_one(rule: PieceOff) -> None:
    """Every piece 45 off: 55 for a cost of 60, whatever the quantity."""
    found = lowest(tea(), [Rule("直降", "直降", rule, Layer.ITEM)], AS_IS, FREE)

    assert found is not None
    assert found.margin.margin_bp == -910
    assert [goods.pieces for goods in found.quote.basket] == [1]
