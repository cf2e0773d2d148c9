"""What is asked about promotions: the list, one as it is written, what there is to cover, costs."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from planner.actions import promotions
from planner.reports import promotions as reports
from planner.rules.promotions.amount_rules import AmountOff
from planner.rules.promotions.group_rules import SetForPrice
from planner.rules.promotions.ruleset import Layer
from planner.words import Refusal
from tests.support.cast import BURST, CAMPAIGN, WARM, Cast, build, opened
from tests.support.databases import Databases
from tests.support.tea_rules import CUP, POT, SHOP, set_costs, stock_up, write, write_all


@pytest.fixture
def shop(databases: Databases) -> Iterator[Cast]:
    for cast in opened(databases.copy_of(build)):
        stock_up(cast)
        yield cast


def listed(shop: Cast) -> pd.DataFrame:
    return shop.ask(shop.xiaowen, reports.listing, campaign_id=CAMPAIGN)


def test_promotions_come_in_the_order_in_which_they_count(shop: Cast) -> None:
    write_all(shop)

    found = listed(shop)

    assert list(found["name"]) == ["官方立减", "满200减30", "店铺券", "满赠", "包邮"]
    assert list(found["layer"]) == [
        *(Layer.ITEM, Layer.SHOP, Layer.SHOP, Layer.SHOP),
        Layer.FREIGHT,
    ]
    assert list(found["claimed"]) == [False, False, True, False, False]
    assert found["phase_ids"].iloc[-1] == (WARM, BURST)
    assert found["phases"].iloc[-1] == ("预热", "爆发")
    assert [str(one) for one in found["terms"]][1] == "3000 off from 20000"
    assert str(found["covers"].iloc[0]) == "All products"
    assert set(found["shop"]) == {None}


def test_terms_call_products_by_name(shop: Cast) -> None:
    write(shop, "套餐", SetForPrice({POT: 1, CUP: 2}, 22_000), Layer.ITEM, preset="set")

    assert listed(shop)["terms"].iloc[0].values["products"] == ["茶壶 × 1", "茶杯 × 2"]


def test_a_cancelled_one_stays_in_the_list_as_such(shop: Cast) -> None:
    promotion_id = write(shop, "满减", AmountOff(((20_000, 3_000),)), Layer.SHOP)

    shop.do(shop.zhou, promotions.cancel, promotion_id=promotion_id)

    assert list(listed(shop)["cancelled"]) == [True]


def test_the_form_gets_a_promotion_as_it_was_written(shop: Cast) -> None:
    promotion_id = write(shop, "满减", AmountOff(((20_000, 3_000),)), Layer.SHOP, wording="快来")

    card = shop.ask(shop.zhou, reports.card, promotion_id=promotion_id)

    assert (card.version, card.campaign_id, card.draft.wording) == (1, CAMPAIGN, "快来")
    assert card.draft.gives == AmountOff(((20_000, 3_000),))
    assert card.draft.phases == {BURST}


def test_the_form_of_a_cancelled_one_is_refused(shop: Cast) -> None:
    promotion_id = write(shop, "满减", AmountOff(((20_000, 3_000),)), Layer.SHOP)
    shop.do(shop.zhou, promotions.cancel, promotion_id=promotion_id)

    with pytest.raises(Refusal, match="not in the sale any more"):
        shop.ask(shop.zhou, reports.card, promotion_id=promotion_id)


def test_goods_are_what_rules_and_baskets_choose_from_without_costs(shop: Cast) -> None:
    found = shop.ask(shop.xiaowen, reports.goods, campaign_id=CAMPAIGN)

    assert list(found[["shop_id", "sku", "list_fen"]].itertuples(index=False, name=None)) == [
        (SHOP, CUP, 5_000),
        (SHOP, POT, 20_000),
    ]
    assert not [name for name in found.columns if "cost" in name or "floor" in name]


def test_costs_say_whether_anybody_has_set_them(shop: Cast) -> None:
    before = shop.ask(shop.zhou, reports.costs, campaign_id=CAMPAIGN)
    set_costs(shop)
    after = shop.ask(shop.zhou, reports.costs, campaign_id=CAMPAIGN)

    assert (before.version, before.costs.fee_bp) == (None, 0)
    assert (after.version, after.costs.fee_bp, after.costs.order_fen) == (1, 500, 600)


def test_costs_and_forms_are_not_for_teammates(shop: Cast) -> None:
    promotion_id = write(shop, "满减", AmountOff(((20_000, 3_000),)), Layer.SHOP)

    with pytest.raises(Refusal, match="Costs and margins are for operators"):
        shop.ask(shop.laoku, reports.costs, campaign_id=CAMPAIGN)
    with pytest.raises(Refusal, match="Only operators and leads"):
        shop.ask(shop.laoku, reports.card, promotion_id=promotion_id)
