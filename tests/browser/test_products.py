"""Products in a real browser: a sheet is dropped, a cell edited, a product thrown away."""

from __future__ import annotations

from playwright.sync_api import Page, Position, expect

from tests.browser.conftest import Enter
from tests.browser.stage import (
    IN_BOTH_LANGUAGES,
    ZHOU,
    Shop,
    Words,
    go,
    press,
    sticks_out,
    told,
)
from tests.files.making import csv_file
from tests.support.browser import PHONE, keep_screenshot, settle
from tests.support.server import Server

SHEET = csv_file(
    ("编码", "名称", "活动价", "成本(含包装)", "库存"),
    ("CUP-01", "玻璃公道杯", "39.00", "11.80", "600"),
    ("TEA-250", "茉莉花茶 250g", "128.00", "41.50", "1200"),
    ("TEA-500", "茉莉花茶 500g", "8.888", "", ""),
    encoding="gb18030",
)
_FIRST_PRICE = Position(x=400, y=52)
_SECOND_BOX = Position(x=16, y=87)


@IN_BOTH_LANGUAGES
def test_an_operator_brings_a_sheet_in_edits_a_price_and_takes_a_product_out(
    server: Server, enter: Enter, words: Words, shop: Shop
) -> None:
    page = enter(ZHOU)
    go(page, server, "products")
    keep_screenshot(page, "products-none")
    page.locator("input[type=file]").set_input_files(
        {"name": "商品.csv", "mimeType": "text/csv", "buffer": SHEET}
    )
    expect(page.get_by_text(words("What is new"))).to_be_visible()
    keep_screenshot(page, "products-preview")
    press(page, words("Take in {n} row", "Take in {n} rows", n=2))
    listed = words("{n} product, prices in yuan", "{n} products, prices in yuan", n=2)
    expect(page.get_by_text(listed)).to_be_visible()
    settle(page)
    keep_screenshot(page, "products")

    page.get_by_text(words("Edit in the grid"), exact=True).click()
    settle(page)
    write(page, "35.5")
    told(page, "玻璃公道杯")
    page.get_by_text(words("Edit in the grid"), exact=True).click()
    settle(page)
    page.get_by_test_id("data-grid-canvas").click(position=_SECOND_BOX, force=True)
    page.get_by_role("button", name=words("Put {n} into the recycle bin", n=1)).click()
    told(page, "茉莉花茶 250g")

    assert shop.ask("select sku, list_fen, removed_at is null from product order by sku") == [
        ("CUP-01", 3_550, 1),
        ("TEA-250", 12_800, 0),
    ]


def test_on_a_phone_nothing_sticks_out(server: Server, enter: Enter, words: Words) -> None:
    page = enter(ZHOU, size=PHONE)
    go(page, server, "products")
    page.locator("input[type=file]").set_input_files(
        {"name": "商品.csv", "mimeType": "text/csv", "buffer": SHEET}
    )
    expect(page.get_by_text(words("What is new"))).to_be_visible()
    settle(page)
    assert sticks_out(page) <= 0
    press(page, words("Take in {n} row", "Take in {n} rows", n=2))
    settle(page)

    go(page, server, "products")

    keep_screenshot(page, "products-phone")
    assert sticks_out(page) <= 0


def write(page: Page, text: str) -> None:
    """Write into the price of the first line of the grid, which is drawn on a canvas."""
    price = page.get_by_test_id("glide-cell-2-0")
    expect(price).to_be_attached()
    page.get_by_test_id("data-grid-canvas").click(position=_FIRST_PRICE, force=True)
    expect(price).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    cell = page.locator("#portal input")
    expect(cell).to_be_visible()
    cell.fill(text)
    page.keyboard.press("Enter")
    expect(cell).to_have_count(0)
    settle(page)
