"""A tried basket: the likely price step by step, the worst allowed one, and returns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from planner.actions import products
from planner.reports import baskets as reports
from planner.reports.baskets import TriedBasket
from planner.rules.people import Actor
from planner.rules.promotions.amount_rules import AmountOff
from planner.rules.promotions.baskets import Scope
from planner.rules.promotions.product_fields import ProductField
from planner.rules.promotions.ruleset import Base, Layer
from planner.words import Refusal
from tests.support.cast import BURST, CAMPAIGN, WARM, Cast, build, opened
from tests.support.databases import Databases
from tests.support.tea_rules import CUP, POT, SHOP, set_costs, stock_up, write, write_all

BASKET = ((POT, 1), (CUP, 2))


@pytest.fixture
def shop(databases: Databases) -> Iterator[Cast]:
    for cast in opened(databases.copy_of(build)):
        stock_up(cast)
        set_costs(cast)
        yield cast


def tried(shop: Cast, who: Actor | None = None, **given: Any) -> TriedBasket:
    about = {"campaign_id": CAMPAIGN, "shop_id": SHOP, "phase_id": BURST, "pieces": BASKET}
    return shop.ask(who or shop.zhou, reports.tried, **about | given)


def test_the_sum_is_told_step_by_step(shop: Cast) -> None:
    write_all(shop)

    likely = tried(shop).likely

    # 200 + 2 × 50 = 300; 15% up to whole yuan: 30 + 2 × 8 = 46; then 30 off 254, then 10 off.
    steps = likely.steps[["rule", "before_fen", "base_fen", "off_fen", "after_fen", "claimed"]]
    assert list(steps.itertuples(index=False, name=None)) == [
        ("官方立减", 30_000, 30_000, 4_600, 25_400, False),
        ("满200减30", 25_400, 25_400, 3_000, 22_400, False),
        ("店铺券", 22_400, 25_400, 1_000, 21_400, True),
        ("满赠", 21_400, 25_400, 0, 21_400, False),
    ]
    assert (likely.list_fen, likely.paid_fen, likely.freight_fen) == (30_000, 21_400, 0)
    assert str(likely.freight_free) == "free of freight from 9900 on"
    assert list(likely.presents.itertuples(index=False, name=None)) == [("茶巾", 1)]


def test_each_line_has_its_share_and_they_add_up_to_what_is_paid(shop: Cast) -> None:
    write_all(shop)

    lines = tried(shop).likely.lines

    # The pot is left with 170 of 254, the cups with 84; 40 is shared by that.
    assert list(
        lines[["sku", "name", "pieces", "list_fen", "paid_fen"]].itertuples(index=False)
    ) == [
        (POT, "茶壶", 1, 20_000, 17_000 - 2_677),
        (CUP, "茶杯", 2, 10_000, 8_400 - 1_323),
    ]
    assert lines["paid_fen"].sum() == 21_400
    assert list(lines["piece_fen"]) == [14_323, 3_538]


def test_the_margin_is_told_with_its_sum(shop: Cast) -> None:
    write_all(shop)

    left = tried(shop).likely.margin

    # 5% of 214.00 is 10.70; the goods cost 80 + 24, the gift 5, the order 6.
    assert left is not None
    assert (left.received_fen, left.fee_fen, left.goods_fen) == (21_400, 1_070, 10_400)
    assert (left.gifts_fen, left.order_fen, left.margin_fen) == (500, 600, 8_830)


def test_the_worst_allowed_price_is_what_hurts_the_shop_most(shop: Cast) -> None:
    # Two coupons of a group: 40 off that the platform bears, 30 off that the shop bears.
    write(
        *(shop, "平台券", AmountOff(((10_000, 4_000),)), Layer.PLATFORM),
        claimed=True,
        group="coupon",
        shop_bp=0,
    )
    write(
        *(shop, "店铺券", AmountOff(((10_000, 3_000),)), Layer.PLATFORM),
        claimed=True,
        group="coupon",
    )

    found = tried(shop)

    assert found.worst is not None
    assert list(found.likely.steps["rule"]) == ["平台券"]
    assert list(found.worst.steps["rule"]) == ["店铺券"]
    assert found.worst.margin is not None
    assert found.likely.margin is not None
    assert found.worst.paid_fen == 27_000
    # The fee is taken from what is paid, so what the platform bears costs no fee.
    assert found.likely.margin.margin_fen == 30_000 - 1_300 - 10_400 - 600
    assert found.worst.margin.margin_fen == 27_000 - 1_350 - 10_400 - 600


def test_coupons_for_other_products_keep_nobody_from_the_worst_price(shop: Cast) -> None:
    for n in range(20):
        write(
            *(shop, f"券{n}", AmountOff(((10_000, 1_000),)), Layer.SHOP),
            claimed=True,
            base=Base.RUNNING,
            scope=Scope(skus=frozenset({f"other {n}", *((POT,) if n < 2 else ())})),
        )

    found = tried(shop)

    assert found.worst is not None
    assert list(found.worst.steps["rule"]) == ["券0", "券1"]
    assert list(found.likely.steps["rule"]) == ["券0", "券1"]


def test_a_rule_that_does_not_count_says_why(shop: Cast) -> None:
    write_all(shop)
    write(*(shop, "满200减20", AmountOff(((20_000, 2_000),)), Layer.SHOP), group="shop rule")

    skipped = tried(shop, pieces=((CUP, 1),)).likely.skipped
    beaten = tried(shop).likely.skipped

    reasons = {row.rule: str(row.why) for row in skipped.itertuples()}
    assert reasons["店铺券"] == "5800 short of the threshold"
    assert reasons["包邮"] == "the threshold for free freight is not reached"
    assert list(beaten["rule"]) == ["满200减20"]
    assert str(beaten["why"].iloc[0]) == (
        "only one of its group counts, and another one takes more off"
    )


def test_who_does_not_claim_a_coupon_pays_more(shop: Cast) -> None:
    coupon = str(write_all(shop)["coupon"])

    found = tried(shop, unclaimed=(coupon,))

    assert found.likely.paid_fen == 22_400
    assert found.claimable == ((coupon, "店铺券"),)


def test_a_phase_has_its_own_rules(shop: Cast) -> None:
    write_all(shop)

    assert tried(shop, phase_id=WARM).likely.paid_fen == 30_000


@pytest.mark.parametrize("who", ["xiaowen", "laoku", "xiaoke"])
def test_a_teammate_sees_the_price_but_neither_costs_nor_margins(shop: Cast, who: str) -> None:
    write_all(shop)

    found = tried(shop, getattr(shop, who))

    assert found.likely.paid_fen == 21_400
    assert (found.worst, found.likely.margin, found.target_bp) == (None, None, None)
    assert found.without_cost == ()


def test_a_product_without_a_cost_leaves_the_margin_open(shop: Cast) -> None:
    fields = {ProductField.SKU: "TRAY", ProductField.NAME: "茶盘", ProductField.LIST: 9_000}
    shop.do(shop.zhou, products.add, campaign_id=CAMPAIGN, shop_id=SHOP, fields=fields)

    found = tried(shop, pieces=(("TRAY", 1), (POT, 1)))

    assert found.likely.margin is None
    assert found.without_cost == ("茶盘",)


@pytest.mark.parametrize(
    ("pieces", "sentence"),
    [
        ((("NONE", 1),), "“NONE” is not sold in this shop"),
        (((POT, 0),), "Products: choose at least one"),
        (((POT, -1),), "Pieces: write a number from 0"),
    ],
)
def test_a_basket_that_can_not_be_is_refused(shop: Cast, pieces: Any, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        tried(shop, pieces=pieces)


def test_where_coupons_combine_in_too_many_ways_it_says_what_it_does_not_know(shop: Cast) -> None:
    for number in range(15):
        write(
            *(shop, f"券{number}", AmountOff(((100, 100),)), Layer.SHOP),
            base=Base.RUNNING,
            claimed=True,
        )

    found, seen = tried(shop), tried(shop, shop.xiaoke)

    # Fifteen coupons of a yuan each: 2 to the 15th ways are more than are gone through.
    assert found.likely.paid_fen == 30_000 - 1_500
    assert not found.likely.every_way
    assert found.worst is None
    assert "more than 20000 ways" in str(found.no_worst)
    assert seen.no_worst is None


def returned(shop: Cast, who: Actor, back: Any) -> reports.TriedReturn:
    about = {"campaign_id": CAMPAIGN, "shop_id": SHOP, "phase_id": BURST, "pieces": BASKET}
    return shop.ask(who, reports.returned, **about, back=back)


def test_returning_the_filler_tells_the_refund_and_the_loss(shop: Cast) -> None:
    write_all(shop)

    found = returned(shop, shop.zhou, ((CUP, 2),))

    # The pot alone: 170 is short of 200, so only the coupon: 160. It stays paid with 143.23.
    assert found.back.refund_fen == 7_077
    assert found.back.kept_fen == 14_323
    assert (found.back.alone_fen, found.back.lost_fen) == (16_000, 1_677)
    assert found.margin_before == 8_830
    # 143.23 less 7.17 of fee, 80 for the pot, 5 for the gift and 6 for the order.
    assert found.margin_after == 14_323 - 717 - 8_000 - 500 - 600


def test_a_teammate_sees_the_refund_without_the_margin(shop: Cast) -> None:
    write_all(shop)

    found = returned(shop, shop.xiaoke, ((CUP, 2),))

    assert found.back.refund_fen == 7_077
    assert (found.margin_before, found.margin_after) == (None, None)
