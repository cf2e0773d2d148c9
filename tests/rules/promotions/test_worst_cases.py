"""The worst case: a proof is never wrong, a losing basket loses, a grid prices like the quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product as combined

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.rules.promotions import price, quote
from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.baskets import EVERYTHING, Goods, Scope
from planner.rules.promotions.certificates import Certificate, certify
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.group_rules import SetForPrice
from planner.rules.promotions.lines import Present
from planner.rules.promotions.margins import Costs, FeeBase, Margin, margin
from planner.rules.promotions.piece_rules import BuyGet, PieceOff, PiecePrice
from planner.rules.promotions.plans import Product
from planner.rules.promotions.ruleset import Base, Giving, Layer, Policy, Rule
from planner.rules.promotions.stacking import every_set
from planner.rules.promotions.worst_cases import LosingBasket, Unproven, Verdict, lowest, worst
from tests.support.promotion_worlds import (
    SKUS,
    capped_rates,
    givings,
    odd_rules,
    policies,
    rules_of,
)

AS_IS = Policy()
FREE = Costs()
costs = st.builds(
    Costs,
    fee_bp=st.integers(0, 1_000),
    fee_base=st.sampled_from(FeeBase),
    order_fen=st.integers(0, 300),
    target_bp=st.integers(0, 2_000),
)
few_goods = st.lists(
    st.tuples(st.integers(100, 20_000), st.integers(0, 60)), min_size=1, max_size=3
).map(
    lambda lines: [
        Goods(sku, 1, price, cost_fen=price * share // 100)
        for sku, (price, share) in zip(SKUS, lines, strict=False)
    ]
)


of_every_kind = pytest.mark.parametrize("gives", [givings, capped_rates], ids=["any", "capped"])


def short(goods: Sequence[Goods], rules: Sequence[Rule], costs: Costs) -> bool:
    """Whether an order leaves less than is wanted."""
    left = margin(price(goods, rules), costs)
    return left is not None and left.margin_fen * 10_000 < left.paid_fen * costs.target_bp


@of_every_kind
@given(few_goods, costs, st.data())
def test_a_proof_is_never_contradicted(
    gives: st.SearchStrategy[Giving], goods: list[Goods], costs: Costs, data: st.DataObject
) -> None:
    """Every basket of up to four pieces of each proved product, under every allowed set."""
    rules = data.draw(rules_of(gives))
    prices = {one.sku: one.price_fen for one in goods}
    safe = [one for one in goods if certify(one, rules, costs, prices, AS_IS)]
    assume(safe)

    for pieces in combined(range(5), repeat=len(safe)):
        basket = [replace(one, pieces=n) for one, n in zip(safe, pieces, strict=True)]
        for chosen in every_set(rules):
            assert not any(pieces) or not short(basket, chosen, costs)


@given(few_goods, rules_of(givings), costs, st.sampled_from((0, 1)))
def test_a_proof_holds_where_a_rule_closes_later_layers(
    goods: list[Goods], rules: list[Rule], costs: Costs, closing: int
) -> None:
    """秒杀 and 拼团 shut off what comes after them, for their own products and when they count."""
    assume(len(rules) > closing)
    layers = frozenset({Layer.ITEM, Layer.SHOP})
    rules[closing] = replace(rules[closing], layer=Layer.ORDER, closes=layers)
    prices = {one.sku: one.price_fen for one in goods}
    safe = [one for one in goods if certify(one, rules, costs, prices, AS_IS)]
    assume(safe)

    for pieces in combined(range(4), repeat=len(safe)):
        basket = [replace(one, pieces=n) for one, n in zip(safe, pieces, strict=True)]
        for chosen in every_set(rules):
            assert not any(pieces) or not short(basket, chosen, costs)


def test_a_flash_price_is_proved_without_the_rules_that_it_closes() -> None:
    """40 % off by 秒杀 or 30 % by the shop's rule, never both; the product stands 50 %."""
    flash = Rule("秒", "秒杀", PiecePrice(6_000), Layer.ORDER, closes=frozenset({Layer.SHOP}))
    rules = [flash, Rule("店", "店铺折扣", RateOff(((0, 3_000),)), Layer.SHOP)]
    prices = {"茶": 10_000}

    proof = certify(Goods("茶", 1, 10_000, 5_000), rules, FREE, prices, AS_IS)

    assert proof is not None
    assert [rule.key for rule, _ in proof.parts] == ["秒"]


@of_every_kind
@given(few_goods, costs, policies, st.data())
def test_no_order_is_worse_than_the_worst_that_is_shown(
    gives: st.SearchStrategy[Giving],
    goods: list[Goods],
    costs: Costs,
    policy: Policy,
    data: st.DataObject,
) -> None:
    """Orders of one or two products, up to four pieces each, under all rules that they may have."""
    rules = data.draw(odd_rules(gives))
    products = [Product(one.sku, one.sku, one.price_fen, one.cost_fen) for one in goods]

    verdicts = worst(products, rules, policy, costs, most_pieces=4)

    for pieces in combined(range(5), repeat=len(goods)):
        basket = [replace(one, pieces=n) for one, n in zip(goods, pieces, strict=True) if n]
        own = [verdicts[one.sku] for one in basket]
        proved = all(isinstance(verdict, Certificate) for verdict in own)
        if not basket or not (proved or looked_at(basket, rules)):
            continue
        for chosen in may_have(basket, rules, policy):
            left = margin(price(basket, chosen, policy), costs)
            assert left is not None
            assert all(holds(verdict, left, costs, proved=proved) for verdict in own)


def looked_at(basket: Sequence[Goods], rules: Sequence[Rule]) -> bool:
    """Whether it is one product, or two that share a rule."""
    return len(basket) == 1 or (
        len(basket) == 2 and any(all(map(rule.scope.covers, basket)) for rule in rules)
    )


def may_have(
    basket: Sequence[Goods], rules: Sequence[Rule], policy: Policy
) -> Iterator[tuple[Rule, ...]]:
    """The sets of rules that an order may have, one by one."""
    for rule in sorted((one for one in rules if one.exclusive), key=lambda one: -one.priority):
        if price(basket, [rule], policy).steps:
            yield (rule,)
            if rule.automatic:
                return
    yield from every_set([one for one in rules if not one.exclusive])


def holds(verdict: Verdict, left: Margin, costs: Costs, *, proved: bool) -> bool:
    """Whether an order is no worse than a verdict says; a proof is about proved products alone."""
    wanted = Fraction(costs.target_bp, 10_000)
    if isinstance(verdict, LosingBasket):
        shown = verdict.basket.margin
        return shown.margin_fen < wanted * shown.paid_fen
    if isinstance(verdict, Certificate):
        return not proved or left.margin_fen >= wanted * left.paid_fen
    shown = verdict.basket.margin
    return (
        left.margin_fen * 10**6 // left.paid_fen >= shown.margin_fen * 10**6 // shown.paid_fen
        if left.paid_fen and shown.paid_fen
        else left.margin_fen >= 0
    )


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
    assert (found.with_others, found.others, found.most) == (0, 0, 9)
    assert found.basket.margin.margin_fen == 1_000


def test_a_set_of_three_products_is_looked_at_together() -> None:
    """100 + 50 + 50 for 60 yuan: the set loses, which no two of them show."""
    pot = Product("壶", "壶", 5_000, 1_500)
    rules = [Rule("套", "茶席", SetForPrice({"茶": 1, "杯": 1, "壶": 1}, 6_000), Layer.ITEM)]

    found = worst([tea(), CUP, pot], rules, AS_IS, FREE)["茶"]

    assert isinstance(found, LosingBasket)
    assert [goods.sku for goods in found.basket.quote.basket] == ["茶", "杯", "壶"]
    assert found.basket.margin.margin_fen < 0


def test_a_catalogue_may_be_looked_at_with_few_partners_the_lowest_margins_first() -> None:
    """The cup has more margin than the pot: of the two only the pot is put beside the tea."""
    pot = Product("壶", "壶", 5_000, 3_500)
    rules = [spend("满1500减2", 150_000, 200), gift_rule(3_000)]

    found = worst([tea(), CUP, pot], rules, AS_IS, FREE, most_pieces=5, most_partners=1)["茶"]

    assert isinstance(found, Unproven)
    assert (found.with_others, found.others) == (1, 2)
    assert {goods.sku for goods in found.basket.quote.basket} == {"茶"}


def test_an_automatic_rule_that_counts_alone_keeps_others_out() -> None:
    """满90减45 would lose beside 9折, but 9折 lets no other count, and always counts."""
    rules = [
        Rule("折", "9折", RateOff(((0, 1_000),)), Layer.ITEM, exclusive=True),
        spend("满90减45", 9_000, 4_500),
    ]

    alone = worst([tea()], rules, AS_IS, FREE)["茶"]
    both = worst([tea()], [replace(one, exclusive=False) for one in rules], AS_IS, FREE)["茶"]

    assert isinstance(alone, Unproven)
    assert alone.basket.quote.payable_fen == 9_000
    assert isinstance(both, LosingBasket)


def test_a_gift_of_unknown_cost_leaves_a_product_without_a_verdict_unless_it_loses() -> None:
    rules = [gift_rule(None)]

    fine = worst([tea()], rules, AS_IS, FREE)
    losing = worst([tea()], [*rules, spend("减", 0, 9_000)], AS_IS, FREE)

    assert fine == {}
    assert isinstance(losing["茶"], LosingBasket)


def test_thirty_claimed_rules_are_proved_without_going_through_their_sets() -> None:
    rules = [spend(f"{n}", 100_000, 100, automatic=False) for n in range(30)]

    assert isinstance(worst([tea()], rules, AS_IS, FREE)["茶"], Certificate)


def test_where_rules_combine_in_too_many_ways_the_verdict_says_that_not_all_were_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Twelve claimed rules with thresholds in each other's way; only forty steps are gone."""
    monkeypatch.setattr("planner.rules.promotions.basket_search.MOST_STEPS", 40)
    rules = [
        spend(f"{n}", 9_000 + 700 * n, 900 + n, repeat=n % 2 == 0, automatic=False)
        for n in range(12)
    ]

    found = worst([tea(4_000)], rules, AS_IS, FREE, most_pieces=12)["茶"]

    assert isinstance(found, Unproven)
    assert not found.every_way


def gift_rule(cost_fen: int | None) -> Rule:
    gift = Gift(Present("杯垫", 1, cost_fen), threshold=1_000)
    return Rule("赠", "赠杯垫", gift, Layer.SHOP)


def test_a_product_without_a_cost_has_no_verdict() -> None:
    assert worst([tea(None)], [], AS_IS, FREE) == {}


@pytest.mark.parametrize("rule", [PieceOff(4_500), PieceOff(4_500, most=50)])
def test_the_lowest_margin_is_the_same_in_a_grid_and_one_by_one(rule: PieceOff) -> None:
    """Every piece 45 off: 55 for a cost of 60, whatever the quantity."""
    (found,) = lowest([tea()], [Rule("直降", "直降", rule, Layer.ITEM)], AS_IS, FREE).values()

    assert found.margin.margin_bp == -910
    assert [goods.pieces for goods in found.quote.basket] == [1]


def test_many_coupons_of_few_products_each_are_gone_through_in_every_way() -> None:
    """Sixty coupons that read what is left, two for each of thirty products that lose nothing."""
    products = [Product(f"茶{n}", "茶", 10_000, 8_000) for n in range(30)]
    rules = [
        Rule(
            f"券{n}",
            "店铺券",
            AmountOff(((10_000, 400),)),
            Layer.SHOP,
            Scope(skus=frozenset({f"茶{n // 2}"})),
            Base.RUNNING,
            automatic=False,
        )
        for n in range(60)
    ]
    basket = [product.pieces(2) for product in products[:3]]

    verdicts = worst(products, rules, AS_IS, replace(FREE, target_bp=1_800), 5, 0)
    quoted = quote(basket, rules)

    assert {type(one) for one in verdicts.values()} == {LosingBasket}
    assert {
        tuple(rule.key for rule in one.basket.rules)
        for one in verdicts.values()
        if isinstance(one, LosingBasket)
    } == {(f"券{2 * n}", f"券{2 * n + 1}") for n in range(30)}
    assert quoted.every_way
    assert [step.rule.key for step in quoted.steps] == [f"券{n}" for n in range(6)]


def test_a_group_with_a_rule_for_other_products_may_give_nothing() -> None:
    """Of a group the customer may get the rule of another product: then what would have brought the
    sum under the next threshold takes nothing, and the next rule takes more."""
    first = Rule(
        "减",
        "立减",
        AmountOff(((10_000, 1_000),)),
        Layer.ITEM,
        Scope(frozenset({"茶"})),
        group="组",
    )
    other = replace(first, key="别", scope=Scope(frozenset({"杯"})))
    later = Rule("满", "满减", AmountOff(((10_000, 9_000),)), Layer.SHOP, base=Base.RUNNING)

    found = worst([Product("茶", "茶", 10_000, 2_000)], [first, other, later], AS_IS, FREE, 1)["茶"]

    assert isinstance(found, LosingBasket)
    assert found.basket.quote.payable_fen == 1_000


@pytest.mark.parametrize(("pieces", "cost_fen"), [(1, 12 * 10**14), (10**6, 10**15)])
def test_a_gift_that_nobody_can_pay_for_loses(pieces: int, cost_fen: int) -> None:
    """A cost with some zeros too many, given for every fen: more than a number of 64 bits holds."""
    gift = Gift(Present("壶", pieces, cost_fen), 1, repeat=True)
    rules = [Rule("赠", "满赠", gift, Layer.SHOP)]

    found = worst([Product("茶", "茶", 10_000, 2_000)], rules, AS_IS, FREE, 200)["茶"]

    assert isinstance(found, LosingBasket)
    assert found.basket.margin.gifts_fen == 10_000 * pieces * cost_fen


def test_a_rule_for_more_pieces_than_are_ever_bought_is_looked_at_at_once() -> None:
    """Pieces are counted while there are any, not as far as somebody typed."""
    gives = BuyGet(EVERYTHING, 10**8, EVERYTHING, 10**8)
    rules = [Rule("送", "买送", gives, Layer.SHOP)]

    found = worst([Product("茶", "茶", 1, 1)], rules, AS_IS, FREE, 20)["茶"]

    assert not isinstance(found, LosingBasket)
