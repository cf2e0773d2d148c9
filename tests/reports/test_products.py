"""What a shop sells in a sale, and what of it each may see."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from planner.actions import products as actions
from planner.files import products as files
from planner.reports import products as reports
from planner.rules.people import NOBODY, Actor
from planner.rules.promotions.plans import Product
from planner.rules.promotions.product_fields import ProductField
from planner.words import Refusal
from tests.files.making import csv_file
from tests.support.cast import CAMPAIGN, Cast, build, opened
from tests.support.databases import Databases

SHOP = 1
ABOUT = {"campaign_id": CAMPAIGN, "shop_id": SHOP}
PLAIN = [
    *("id", "version", "sku", "name", "category", "list_fen", "stock", "planned_pieces"),
    *("limit_per_buyer", "last_fen", "struck_fen", "lowest_week_fen", "item_id", "sku_id", "link"),
]
COSTS = {"cost_fen", "floor_fen", "margin_bp"}


@pytest.fixture
def shop(databases: Databases) -> Iterator[Cast]:
    for cast in opened(databases.copy_of(build)):
        for code, cost in (("TEA", 4_150), ("CUP", None)):
            fields = {
                ProductField.SKU: code,
                ProductField.NAME: "茶",
                ProductField.LIST: 12_800,
                ProductField.COST: cost,
                ProductField.FLOOR: cost,
            }
            cast.do(cast.zhou, actions.add, **ABOUT, fields=fields)
        yield cast


def listed(shop: Cast, actor: Actor) -> pd.DataFrame:
    return shop.ask(actor, reports.products, **ABOUT)


def test_one_row_is_a_product_by_its_code(shop: Cast) -> None:
    frame = listed(shop, shop.zhou)

    assert set(frame.columns) == {*PLAIN, *COSTS}
    assert frame[["sku", "list_fen", "cost_fen", "margin_bp"]].to_numpy().tolist() == [
        ["CUP", 12_800, None, None],
        ["TEA", 12_800, 4_150, 6_758],
    ]


def test_costs_floors_and_margins_never_reach_a_teammate(shop: Cast) -> None:
    assert listed(shop, shop.laoku).columns.tolist() == PLAIN
    with pytest.raises(Refusal, match="Only operators and leads can change the plan"):
        shop.ask(shop.laoku, reports.sheet, **ABOUT)
    with pytest.raises(Refusal, match="Only operators and leads can change the plan"):
        shop.ask(shop.laoku, reports.binned)
    with pytest.raises(Refusal, match="Only operators and leads can change the plan"):
        shop.ask(shop.laoku, reports.other_sales, **ABOUT)
    file = files.read(csv_file(("code", "cost"), ("TEA", "1")), "p.csv")
    with pytest.raises(Refusal, match="Only operators and leads can change the plan"):
        shop.ask(shop.laoku, reports.preview, **ABOUT, file=file)
    with pytest.raises(Refusal, match="Sign in"):
        listed(shop, NOBODY)


def test_a_sheet_has_costs_only_where_they_are_asked_for(shop: Cast) -> None:
    tea = Product("TEA", "茶", 12_800, 4_150, 4_150)

    assert shop.ask(shop.zhou, reports.sheet, **ABOUT, costs=True)[1] == tea
    assert shop.ask(shop.zhou, reports.sheet, **ABOUT)[1] == Product("TEA", "茶", 12_800)


def test_another_shop_and_another_sale_have_products_of_their_own(shop: Cast) -> None:
    assert shop.ask(shop.zhou, reports.products, campaign_id=CAMPAIGN, shop_id=2).empty
    assert shop.ask(shop.zhou, reports.other_sales, **ABOUT).empty
    assert shop.ask(shop.zhou, reports.other_sales, campaign_id=9, shop_id=SHOP)[
        ["id", "n"]
    ].to_numpy().tolist() == [[CAMPAIGN, 2]]


def test_what_was_taken_out_is_in_the_bin_and_not_in_the_list(shop: Cast) -> None:
    tea = int(listed(shop, shop.zhou)["id"].iloc[1])

    shop.do(shop.damao, actions.remove, product_ids=[tea])

    assert listed(shop, shop.zhou)["sku"].tolist() == ["CUP"]
    binned = shop.ask(shop.zhou, reports.binned)
    assert binned[["id", "sku", "removed_by"]].to_numpy().tolist() == [[tea, "TEA", "大毛"]]
