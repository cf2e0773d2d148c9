"""The products of a sale: a list, a form, a sheet with its preview; in every role and language."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.actions import campaigns, copies, products, shops
from planner.reports import products as reports
from planner.reports.campaigns import card as card_of
from planner.rules.promotions.product_fields import ProductField
from tests.files.making import csv_file
from tests.pages.acting import HOSTILE, HOSTILE_IN_MARKDOWN, labels, refusals
from tests.pages.conftest import Visit, shown
from tests.support.cast import CAMPAIGN, Cast, build_without_sale

SHOP = 1
TEA = {
    ProductField.SKU: "TEA",
    ProductField.NAME: "茉莉花茶",
    ProductField.LIST: 12_800,
    ProductField.COST: 4_150,
    ProductField.STOCK: 100,
}
SHEET = csv_file(
    ("编码", "名称", "活动价", "成本", "颜色"),
    *(("TEA", "茉莉花茶", "118", "41.5", "绿"), ("CUP", "玻璃杯", "39", "-", "")),
    *(("POT", "茶壶", "8.888", "", ""),),
    encoding="gb18030",
)


def add(cast: Cast, fields: Any = None, **given: Any) -> int:
    about = {"campaign_id": CAMPAIGN, "shop_id": SHOP} | given
    return int(cast.do(cast.zhou, products.add, fields=fields or TEA, **about).value)


def drop(app: AppTest, content: bytes, name: str = "商品.csv") -> AppTest:
    return app.file_uploader[0].set_value((name, content, "text/csv")).run()


def prices(cast: Cast, campaign_id: int = CAMPAIGN, shop_id: int = SHOP) -> dict[str, Any]:
    frame = cast.ask(cast.zhou, reports.products, campaign_id=campaign_id, shop_id=shop_id)
    return dict(zip(frame["sku"], frame["list_fen"], strict=True))


def send(app: AppTest, form: str) -> AppTest:
    (found,) = [one for one in app.button if one.form_id == form]
    return found.click().run()


@pytest.mark.parametrize(
    ("language", "teaching", "example"),
    [
        ("en", "Drop the sheet you work with", "Download an example sheet"),
        ("zh", "把手头的商品表拖进来", "下载示例表格"),
    ],
)
def test_without_products_the_page_says_how_to_begin(
    cast: Cast, visit: Visit, language: str, teaching: str, example: str
) -> None:
    app = visit(cast.zhou, "products", language)

    assert teaching in shown(app)
    assert example in [getattr(one, "label", "") for one in app.get("download_button")]
    assert len(app.file_uploader) == 1


@pytest.mark.parametrize(
    ("language", "new", "refused", "unread"),
    [
        ("en", "1 product is new, 1 product changes, 1 row can't be taken", "4", "颜色"),
        ("zh", "1 个商品为新增、1 个商品有变化、1 行无法导入", "4", "颜色"),
    ],
)
def test_a_sheet_is_looked_over_row_by_row_and_taken_in(
    cast: Cast, visit: Visit, language: str, new: str, refused: str, unread: str
) -> None:
    add(cast)
    app = visit(cast.zhou, "products", language, **{"products-view": "Excel"})

    drop(app, SHEET)
    previewed = shown(app)
    changed, added = app.dataframe[0].value, app.dataframe[1].value
    why = app.table[0].value
    before = prices(cast)
    app.button(key="products-take-in").click().run()

    assert new in previewed
    assert unread in previewed
    assert changed.iloc[:, [0, 1, 3, 4]].to_numpy().tolist() == [
        ["2", "TEA 茉莉花茶", "¥128.00", "¥118.00"]
    ]
    assert added[["sku", "name", "list_fen"]].to_numpy().tolist() == [["CUP", "玻璃杯", 39.0]]
    assert why.iloc[0].iloc[0] == refused
    assert before == {"TEA": 12_800}
    assert prices(cast) == {"CUP": 3_900, "TEA": 11_800}
    assert "products-take-in" not in [button.key for button in app.button]


def test_the_first_sheet_is_taken_in_from_the_empty_page(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "products")

    drop(app, SHEET)
    app.button(key="products-take-in").click().run()

    assert prices(cast) == {"CUP": 3_900, "TEA": 11_800}
    assert "2 products, prices in yuan" in shown(app)


def test_a_file_that_is_no_list_of_products_is_refused_in_place(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "products")

    drop(app, csv_file(("日期", "金额"), ("2026-11-11", "1")))

    assert len(app.error) == 1
    assert not app.exception
    assert prices(cast) == {}


def test_a_hostile_sheet_is_shown_letter_by_letter(cast: Cast, visit: Visit) -> None:
    content = csv_file(("编码", "名称", "标价", HOSTILE), ("A", "x", "1", ""), ("A", "x", "1", ""))

    app = drop(visit(cast.zhou, "products"), content, f"{HOSTILE}.csv")

    assert HOSTILE_IN_MARKDOWN in shown(app)
    assert HOSTILE not in "\n".join([*shown(app).split("\n"), *map(str, app.caption)])


def test_a_product_is_added_by_a_form_that_keeps_what_was_typed(cast: Cast, visit: Visit) -> None:
    # In Chinese: outside a run, Streamlit's tests read our options in the browser's language.
    app = visit(cast.zhou, "products", "zh")
    app.button(key="product-ask-add").click().run()
    app.text_input(key="product-typed-sku").set_value("CUP")
    app.text_input(key="product-typed-name").set_value(HOSTILE)
    app.text_input(key="product-typed-list_fen").set_value("39.999")
    send(app, "product-add")
    refused = refusals(app)

    app.text_input(key="product-typed-list_fen").set_value("39.9")
    app.text_input(key="product-typed-stock").set_value("1,200")
    send(app, "product-add")

    assert len(refused) == 1
    assert refused[0].startswith("标价")
    frame = cast.ask(cast.zhou, reports.products, campaign_id=CAMPAIGN, shop_id=SHOP)
    assert frame[["sku", "name", "list_fen", "stock"]].to_numpy().tolist() == [
        ["CUP", HOSTILE, 3_990, 1_200]
    ]


def test_chosen_products_go_into_the_bin_and_come_back(cast: Cast, visit: Visit) -> None:
    tea = add(cast)
    add(cast, TEA | {ProductField.SKU: "CUP"})
    app = visit(cast.zhou, "products")
    app.session_state["products-list-0"] = {"selection": {"rows": [1], "columns": []}}
    app.run()

    app.button(key="products-remove").click().run()
    left = prices(cast)
    binned = visit(cast.zhou, "recycle_bin")
    binned.button(key=f"restore-product-{tea}").click().run()

    assert left == {"CUP": 12_800}
    assert prices(cast) == {"CUP": 12_800, "TEA": 12_800}


def test_what_another_sale_came_to_sell_meanwhile_is_offered_at_once(
    cast: Cast, visit: Visit
) -> None:
    cast.do(
        cast.zhou,
        copies.duplicate,
        campaign_id=CAMPAIGN,
        name="双12 2026",
        sale_day=date(2026, 12, 12),
    )
    before = visit(cast.zhou, "products", campaign="双12 2026")
    add(cast)

    after = visit(cast.zhou, "products", campaign="双12 2026")

    assert "product-ask-copy" not in [button.key for button in before.button]
    assert "product-ask-copy" in [button.key for button in after.button]


def test_products_are_taken_over_from_another_sale(cast: Cast, visit: Visit) -> None:
    add(cast)
    later = cast.do(
        cast.zhou,
        copies.duplicate,
        campaign_id=CAMPAIGN,
        name="双12 2026",
        sale_day=date(2026, 12, 12),
    ).value
    app = visit(cast.zhou, "products", "zh", campaign="双12 2026")

    app.button(key="product-ask-copy").click().run()
    send(app, "products-copy")

    assert prices(cast, later) == {"TEA": 12_800}


def test_of_several_shops_one_is_chosen(cast: Cast, visit: Visit) -> None:
    other = cast.do(cast.damao, shops.add_shop, name="小山茶铺京东店", platform="jd").value
    card = cast.ask(cast.zhou, card_of, campaign_id=CAMPAIGN)
    cast.do(
        cast.zhou,
        campaigns.edit,
        campaign_id=CAMPAIGN,
        version=card.version,
        name=card.name,
        shop_ids=[SHOP, other],
    )
    add(cast)
    app = visit(cast.zhou, "products", "zh")
    first = len(app.dataframe)

    app.selectbox(key=f"sale-shop-{CAMPAIGN}").set_value(other).run()

    assert (first, len(app.dataframe)) == (1, 0)
    assert "还没有商品" in shown(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_teammates_see_prices_and_neither_costs_nor_buttons(
    cast: Cast, visit: Visit, language: str
) -> None:
    add(cast)

    app = visit(cast.laoku, "products", language, **{"products-view": "Excel"})

    (seen,) = app.dataframe
    assert "list_fen" in seen.value.columns
    assert not {"cost_fen", "floor_fen", "margin_bp"} & set(seen.value.columns)
    assert labels(app) == []
    assert len(app.get("download_button")) == len(app.file_uploader) == len(app.toggle) == 0


def test_an_archived_sale_is_only_looked_at(cast: Cast, visit: Visit) -> None:
    add(cast)
    cast.do(cast.zhou, campaigns.archive, campaign_id=CAMPAIGN)

    app = visit(cast.zhou, "products")

    assert labels(app) == []
    assert "1 product, prices in yuan" in shown(app)


@pytest.mark.parametrize("cast", [build_without_sale], indirect=True)
def test_without_a_sale_the_page_says_how_to_plan_one(cast: Cast, visit: Visit) -> None:
    assert "No sale planned yet" in shown(visit(cast.zhou, "products"))
