"""Products of a sale: added, changed, taken out, brought back, taken in from sheets and sales."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest

from planner.actions import campaigns, copies, history, product_intake, products, promotions
from planner.files import products as product_files
from planner.reports import history as history_reports
from planner.reports import products as reports
from planner.rules.people import Actor
from planner.rules.promotions.amount_rules import AmountOff
from planner.rules.promotions.drafts import Draft
from planner.rules.promotions.product_fields import FIELD_NAMES, ProductField
from planner.rules.promotions.product_sheets import ProductDiff, ProductFile
from planner.rules.promotions.ruleset import Base, Layer
from planner.text.speaker import speaker
from tests.files.making import csv_file
from tests.support.cast import BURST, CAMPAIGN, Cast, build, opened
from tests.support.databases import Databases

SHOP = 1
TEA = {
    ProductField.SKU: "TEA",
    ProductField.NAME: "茉莉花茶",
    ProductField.LIST: 12_800,
    ProductField.COST: 4_150,
    ProductField.STOCK: 100,
    ProductField.ITEM_ID: "610000000001",
}
CUP = {ProductField.SKU: "CUP", ProductField.NAME: "玻璃杯", ProductField.LIST: 3_900}


@pytest.fixture
def shop(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def add(shop: Cast, fields: Any = None, *, actor: Actor | None = None, **given: Any) -> int:
    about = {"campaign_id": CAMPAIGN, "shop_id": SHOP} | given
    done = shop.do(
        actor or shop.zhou, products.add, fields=TEA if fields is None else fields, **about
    )
    return int(done.value)


def listed(shop: Cast, campaign_id: int = CAMPAIGN) -> pd.DataFrame:
    return shop.ask(shop.zhou, reports.products, campaign_id=campaign_id, shop_id=SHOP)


def row_of(shop: Cast, sku: str, campaign_id: int = CAMPAIGN) -> dict[str, Any]:
    frame = listed(shop, campaign_id)
    (found,) = frame[frame["sku"] == sku].to_dict("records")
    return {str(name): value for name, value in found.items()}


def edit(shop: Cast, sku: str, fields: Any, *, version: int | None = None) -> None:
    row = row_of(shop, sku)
    seen = row["version"] if version is None else version
    shop.do(shop.zhou, products.edit, product_id=row["id"], version=seen, fields=fields)


def preview(shop: Cast, file: ProductFile) -> ProductDiff:
    return shop.ask(shop.zhou, reports.preview, campaign_id=CAMPAIGN, shop_id=SHOP, file=file)


def take_in(shop: Cast, file: ProductFile, digest: str | None = None) -> Any:
    return shop.do(
        shop.zhou,
        product_intake.take_in,
        campaign_id=CAMPAIGN,
        shop_id=SHOP,
        file=file,
        digest=preview(shop, file).digest if digest is None else digest,
    )


def sheet(*rows: tuple[str, ...]) -> ProductFile:
    return product_files.read(csv_file(("编码", "名称", "标价", "成本"), *rows), "商品.csv")


def next_sale(shop: Cast) -> int:
    done = shop.do(
        shop.zhou,
        copies.duplicate,
        campaign_id=CAMPAIGN,
        name="双12 2026",
        sale_day=date(2026, 12, 12),
    )
    return int(done.value)


def test_a_product_is_added_with_all_that_is_said_of_it(shop: Cast) -> None:
    add(shop, TEA | {ProductField.NAME: "  茉莉 花茶 ", ProductField.LINK: "https://x.example/1"})

    row = row_of(shop, "TEA")
    assert (row["name"], row["list_fen"], row["cost_fen"], row["stock"], row["link"]) == (
        *("茉莉 花茶", 12_800, 4_150, 100),
        "https://x.example/1",
    )
    assert (row["floor_fen"], row["item_id"], row["sku_id"]) == (None, "610000000001", "")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({ProductField.SKU: " "}, "Product code is missing"),
        ({ProductField.NAME: ""}, "Product name is missing"),
        ({ProductField.LIST: None}, "List price is missing"),
        ({ProductField.LIST: 0}, "List price: write a price above 0"),
        ({ProductField.COST: -1}, "Cost with packing: write an amount of 0 or more"),
        ({ProductField.STOCK: -1}, "Stock: the number is below zero"),
        ({ProductField.LIMIT: 0}, "Limit per buyer: write 1 or more"),
        ({ProductField.LIST: 12_800.5}, "List price: write an amount of 0 or more"),
        ({ProductField.COST: True}, "Cost with packing: write an amount of 0 or more"),
        ({ProductField.FLOOR: float("nan")}, "Floor price: write an amount of 0 or more"),
        ({ProductField.STOCK: 1.5}, "Stock: the number is below zero"),
        ({ProductField.LINK: "ftp://x.example"}, "Link: write a link that begins with https"),
        ({ProductField.SKU: "x" * 81}, "Product code: write at most 80"),
        ({ProductField.NAME: "长" * 201}, "Product name: write at most 200"),
    ],
)
def test_what_cannot_be_right_is_refused_when_adding_and_when_changing(
    shop: Cast, fields: Any, why: str
) -> None:
    add(shop, CUP)

    with shop.refused(why):
        add(shop, TEA | fields)
    with shop.refused(why):
        edit(shop, "CUP", fields)


def test_a_code_stands_in_a_shop_once(shop: Cast) -> None:
    add(shop)
    add(shop, CUP)

    with shop.refused("Product code: “TEA” is in the sale already"):
        add(shop)
    with shop.refused("Product code: “TEA” is in the sale already"):
        edit(shop, "CUP", {ProductField.SKU: "TEA"})


def test_a_stale_change_is_refused_with_who_and_what(shop: Cast) -> None:
    add(shop)
    seen = row_of(shop, "TEA")["version"]
    edit(shop, "TEA", {ProductField.LIST: 11_800})

    with shop.refused("list price “¥128.00” → “¥118.00”|list price “12800” → “11800”"):
        edit(shop, "TEA", {ProductField.STOCK: 5}, version=seen)
    assert row_of(shop, "TEA")["list_fen"] == 11_800


def test_of_many_changes_all_are_made_or_none(shop: Cast) -> None:
    tea, cup = add(shop), add(shop, CUP)
    good = (tea, 1, {ProductField.LIST: 11_800})

    with shop.refused("“CUP”, Stock: the number is below zero"):
        shop.do(
            shop.zhou,
            products.change_many,
            changes=[good, (cup, 1, {ProductField.STOCK: -2})],
        )
    done = shop.do(
        shop.zhou, products.change_many, changes=[good, (cup, 1, {ProductField.STOCK: 2})]
    )

    assert str(done.sentence) == "changed 2 products"
    assert (row_of(shop, "TEA")["list_fen"], row_of(shop, "CUP")["stock"]) == (11_800, 2)


def test_what_is_taken_out_can_be_brought_back(shop: Cast) -> None:
    tea, cup = add(shop), add(shop, CUP)

    shop.do(shop.zhou, products.remove, product_ids=[tea, cup])
    binned = shop.ask(shop.zhou, reports.binned)
    shop.do(shop.damao, products.bring_back, product_id=tea)

    assert [tuple(row) for row in binned[["sku", "campaign", "removed_by"]].to_numpy()] == [
        ("CUP", "双11 2026", "周妍"),
        ("TEA", "双11 2026", "周妍"),
    ]
    assert listed(shop)["sku"].tolist() == ["TEA"]
    with shop.refused("This product is not in the sale any more"):
        shop.do(shop.zhou, products.remove, product_ids=[cup])
    with shop.refused("Product code: “CUP” lies in the recycle bin"):
        edit(shop, "TEA", {ProductField.SKU: "CUP"})


def test_a_code_that_was_taken_out_comes_back_as_it_is_added_anew(shop: Cast) -> None:
    tea = add(shop)
    shop.do(shop.zhou, products.remove, product_ids=[tea])

    again = add(shop, {ProductField.SKU: "TEA", ProductField.NAME: "新茶", ProductField.LIST: 900})

    row = row_of(shop, "TEA")
    assert again == tea
    assert (row["name"], row["list_fen"], row["cost_fen"], row["stock"]) == (
        "新茶",
        900,
        None,
        None,
    )


def test_a_sheet_does_what_its_preview_showed(shop: Cast) -> None:
    add(shop)
    add(shop, CUP)
    file = sheet(
        *(
            ("TEA", "茉莉花茶", "118", "-"),
            ("CUP", "玻璃杯", "39", ""),
            ("POT", "茶壶", "88.5", "30"),
        ),
        *(("LID", "", "5", ""), ("BAD", "x", "1.234", "")),
    )

    diff = preview(shop, file)
    done = take_in(shop, file)

    assert [(one.row, str(one.why)) for one in diff.refused] == [
        (5, "Product name is missing."),
        (6, "标价: write an amount of 0 or more like 1,234.50, with at most two decimals."),
    ]
    assert ([one.sku for one in diff.changed], [one.product.sku for one in diff.new]) == (
        ["TEA"],
        ["POT"],
    )
    assert diff.same == 1
    assert str(done.sentence) == "took in 2 products from a spreadsheet"
    tea, pot = row_of(shop, "TEA"), row_of(shop, "POT")
    assert (tea["list_fen"], tea["cost_fen"]) == (11_800, 4_150)
    assert (pot["list_fen"], pot["cost_fen"]) == (8_850, 3_000)
    assert listed(shop)["sku"].tolist() == ["CUP", "POT", "TEA"]
    assert take_in(shop, file).event_id is None


def test_a_sheet_brings_a_code_back_that_was_taken_out(shop: Cast) -> None:
    shop.do(shop.zhou, products.remove, product_ids=[add(shop)])

    take_in(shop, sheet(("TEA", "新茶", "9", "")))

    assert (row_of(shop, "TEA")["name"], row_of(shop, "TEA")["cost_fen"]) == ("新茶", None)


def test_a_preview_that_time_has_overtaken_is_refused(shop: Cast) -> None:
    add(shop)
    file = sheet(("TEA", "茉莉花茶", "118", ""))
    digest = preview(shop, file).digest
    edit(shop, "TEA", {ProductField.STOCK: 5})

    with shop.refused("The products have changed since this preview"):
        take_in(shop, file, digest)


def test_a_preview_of_one_sale_is_not_taken_in_for_another(shop: Cast) -> None:
    file = sheet(("POT", "茶壶", "88", ""))
    digest = preview(shop, file).digest
    given = {"campaign_id": next_sale(shop), "shop_id": SHOP, "file": file, "digest": digest}

    with shop.refused("The products have changed since this preview"):
        shop.do(shop.zhou, product_intake.take_in, **given)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_goes_out_comes_back_unchanged(shop: Cast, language: str) -> None:
    add(shop)
    add(shop, CUP | {ProductField.NAME: "![](x) :red[x] $a$b$ <b>x</b> =1+1"})
    kept = shop.ask(shop.zhou, reports.sheet, campaign_id=CAMPAIGN, shop_id=SHOP, costs=True)
    headers = {field: speaker(language).say(name) for field, name in FIELD_NAMES.items()}

    file = product_files.read(product_files.write_xlsx(kept, headers, title="x"), "x.xlsx")

    diff = preview(shop, file)
    assert (diff.new, diff.changed, diff.refused, diff.same) == ((), (), (), 2)


def test_products_come_over_from_another_sale_with_what_they_cost_there(shop: Cast) -> None:
    add(shop)
    add(shop, CUP)
    draft = Draft(
        *("满100减20", "spend_save", AmountOff(((10_000, 2_000),)), Layer.SHOP, Base.ITEM),
        phases=frozenset({BURST}),
    )
    shop.do(shop.zhou, promotions.add, campaign_id=CAMPAIGN, draft=draft)
    later = next_sale(shop)
    add(shop, CUP | {ProductField.LIST: 4_900}, campaign_id=later)

    offered = shop.ask(shop.zhou, reports.other_sales, campaign_id=later, shop_id=SHOP)
    done = shop.do(
        shop.zhou,
        product_intake.take_from_campaign,
        campaign_id=later,
        shop_id=SHOP,
        from_campaign_id=CAMPAIGN,
    )

    tea, cup = row_of(shop, "TEA", later), row_of(shop, "CUP", later)
    assert [tuple(row) for row in offered[["id", "name", "n"]].to_numpy()] == [
        (CAMPAIGN, "双11 2026", 2)
    ]
    assert str(done.sentence) == "took 2 products over from “双11 2026”"
    assert (tea["list_fen"], tea["cost_fen"], tea["last_fen"]) == (12_800, 4_150, 10_800)
    assert (tea["stock"], tea["item_id"]) == (None, "610000000001")
    assert (cup["list_fen"], cup["last_fen"]) == (4_900, 3_900)


def test_a_sale_without_products_has_none_to_give(shop: Cast) -> None:
    later = next_sale(shop)

    with shop.refused("“双12 2026” has no products of this shop"):
        shop.do(
            shop.zhou,
            product_intake.take_from_campaign,
            campaign_id=CAMPAIGN,
            shop_id=SHOP,
            from_campaign_id=later,
        )


def test_an_import_can_be_undone_as_a_whole(shop: Cast) -> None:
    add(shop)
    done = take_in(shop, sheet(("TEA", "x", "118", ""), ("POT", "茶壶", "88.5", "30")))

    shop.do(shop.zhou, history.undo, event_id=done.event_id)

    assert listed(shop)["sku"].tolist() == ["TEA"]
    assert (row_of(shop, "TEA")["name"], row_of(shop, "TEA")["list_fen"]) == ("茉莉花茶", 12_800)


def test_history_tells_a_teammate_of_prices_and_not_of_costs(shop: Cast) -> None:
    done = shop.do(shop.zhou, products.add, campaign_id=CAMPAIGN, shop_id=SHOP, fields=TEA)

    told = {
        who: shop.ask(actor, history_reports.changes, event_id=done.event_id)["field"]
        .map(str)
        .tolist()
        for who, actor in (("operator", shop.zhou), ("teammate", shop.laoku))
    }

    assert set(told["operator"]) - set(told["teammate"]) == {"cost"}
    assert "list price" in told["teammate"]


def test_teammates_change_nothing(shop: Cast) -> None:
    tea = add(shop)
    file = sheet(("TEA", "x", "1", ""))
    about = {"campaign_id": CAMPAIGN, "shop_id": SHOP}

    for action, given in (
        (products.add, {**about, "fields": CUP}),
        (products.edit, {"product_id": tea, "version": 1, "fields": {}}),
        (products.remove, {"product_ids": [tea]}),
        (products.bring_back, {"product_id": tea}),
        (product_intake.take_in, {**about, "file": file, "digest": ""}),
        (product_intake.take_from_campaign, {**about, "from_campaign_id": CAMPAIGN}),
    ):
        with shop.refused("Only operators and leads can change the plan"):
            shop.do(shop.laoku, action, **given)


def test_an_archived_sale_and_a_shop_outside_it_take_no_products(shop: Cast) -> None:
    tea = add(shop)
    with shop.refused("Shop: choose one that takes part in the campaign"):
        add(shop, CUP, shop_id=99)
    shop.do(shop.zhou, campaigns.archive, campaign_id=CAMPAIGN)

    with shop.refused("is archived"):
        add(shop, CUP)
    with shop.refused("is archived"):
        edit(shop, "TEA", {ProductField.STOCK: 1})
    with shop.refused("is archived"):
        shop.do(shop.zhou, products.remove, product_ids=[tea])
