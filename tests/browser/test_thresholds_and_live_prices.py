"""Choosing a threshold and holding the plan against live prices, on a phone in both languages."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from planner.actions import products
from planner.rules.promotions.draft_fields import DRAFT_LABELS, DraftField
from planner.rules.promotions.product_fields import ProductField
from tests.browser.conftest import Enter
from tests.browser.stage import IN_BOTH_LANGUAGES, ZHOU, Shop, Words, go, press, sticks_out
from tests.files.making import ORDER_HEADERS, csv_file
from tests.support.browser import PHONE, settle
from tests.support.live_exports import PRODUCTS, price_check
from tests.support.server import Server


@IN_BOTH_LANGUAGES
def test_orders_lead_to_a_promotion_and_an_export_to_what_differs(
    shop: Shop, server: Server, enter: Enter, words: Words
) -> None:
    for sku, name, list_fen, item_id, sku_id in PRODUCTS:
        fields = {
            ProductField.SKU: sku,
            ProductField.NAME: name,
            ProductField.LIST: list_fen,
            ProductField.ITEM_ID: item_id,
            ProductField.SKU_ID: sku_id,
        }
        shop.act(ZHOU, products.add, campaign_id=1, shop_id=1, fields=fields)
    page = enter(ZHOU, size=PHONE)
    times = ("2026-10-10 20:00:00", "2026-10-10 20:01:00")
    orders = [(n, f"{100 + n}.00", "0", "云南省", *times, "0") for n in range(1, 120)]
    export = csv_file(ORDER_HEADERS, *orders)

    go(page, server, "threshold")
    page.locator("input[type=file]").set_input_files(
        {"name": "orders.csv", "mimeType": "text/csv", "buffer": export}
    )
    expect(page.get_by_text(words("One of them, closely"))).to_be_visible()
    expect(page.locator("canvas, svg.marks").first).to_be_visible()
    settle(page)
    assert sticks_out(page) <= 0
    press(page, words("Write it as a promotion"))
    page.get_by_role("link", name=words("Open the form")).click()

    expect(page.get_by_role("button", name=words("Add it"), exact=True)).to_be_visible()
    name = words.voice.say(DRAFT_LABELS[DraftField.NAME])
    filled_in = re.compile("满.*减" if words.language == "zh" else "less")
    expect(page.get_by_label(name, exact=True)).to_have_value(filled_in)

    go(page, server, "live_prices")
    page.locator("input[type=file]").set_input_files(
        {"name": "prices.csv", "mimeType": "text/csv", "buffer": price_check(tea="12.80")}
    )
    press(page, words("Take in these prices"))
    expect(page.get_by_text(words("Cheaper than planned"))).to_be_visible()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    settle(page)
    assert sticks_out(page) <= 0
    assert shop.ask("select price_fen from live_price order by id") == [(1_280,), (3_900,)]
