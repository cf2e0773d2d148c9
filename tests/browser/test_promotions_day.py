"""A day with promotions: rules that stack too deep are seen, stopped, mended and signed for."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, Position, expect

from planner.files import promotion_presets
from tests.browser.conftest import Enter
from tests.browser.stage import (
    DAMAO,
    IN_BOTH_LANGUAGES,
    XIAOWEN,
    Shop,
    Words,
    choose,
    exactly,
    go,
    press,
    sticks_out,
    told,
)
from tests.files.making import csv_file
from tests.support.browser import DESKTOP, PHONE, keep_screenshot, settle
from tests.support.server import Server

SHEET = csv_file(
    ("编码", "名称", "活动价", "成本(含包装)", "库存", "计划销量"),
    ("CUP-01", "品茗杯", "100.00", "70.00", "600", "500"),
    ("SET-01", "盖碗套装", "400.00", "180.00", "300", "200"),
    encoding="gb18030",
)
SPEND_SAVE, COUPON = "满300减50", "秋茶店铺券"
TOO_DEEP, MENDED = "130", "13"
NOT_KNOWN = 5
_FIRST_PRICE = Position(x=400, y=52)


@IN_BOTH_LANGUAGES
def test_a_bad_coupon_is_stopped_mended_and_signed_for_until_a_price_changes(
    server: Server, enter: Enter, words: Words, shop: Shop
) -> None:
    page = enter(DAMAO)

    imports_products(page, server, words)
    adds(page, server, words, "spend_save", SPEND_SAVE, "300", "50")
    adds(page, server, words, "shop_coupon", COUPON, "299", TOO_DEEP)
    sees_red(page, server)
    is_blocked(page, server, words)
    mends_the_coupon(page, words)
    sees_no_red(page, server)
    signs(page, server, words, shop)
    changes_a_price(page, server)
    has_to_sign_again(page, server, words)


@IN_BOTH_LANGUAGES
def test_a_teammate_is_led_to_neither_margins_nor_findings(enter: Enter, words: Words) -> None:
    page = enter(XIAOWEN)

    links = page.get_by_test_id("stSidebarNavLink")

    expect(links.filter(has_text=words("Products"))).to_have_count(1)
    expect(links.filter(has_text=words("Safety map"))).to_have_count(0)
    expect(links.filter(has_text=words("Check before launch"))).to_have_count(0)


def imports_products(page: Page, server: Server, words: Words) -> None:
    """Two products, from the sheet that the shop works with."""
    go(page, server, "safety")
    expect(page.get_by_role("heading", name=words("No products yet"))).to_be_visible()
    keep_screenshot(page, "safety-none")
    page.get_by_role("link", name=words("Enter products")).click()
    page.locator("input[type=file]").set_input_files(
        {"name": "商品.csv", "mimeType": "text/csv", "buffer": SHEET}
    )
    press(page, words("Take in {n} row", "Take in {n} rows", n=2))
    listed = words("{n} product, prices in yuan", "{n} products, prices in yuan", n=2)
    expect(page.get_by_text(listed)).to_be_visible()


def adds(
    page: Page, server: Server, words: Words, kind: str, name: str, threshold: str, off: str
) -> None:
    """A promotion of the burst, as the form offers it."""
    go(page, server, "promotions")
    press(page, words("Add a promotion"))
    preset = promotion_presets.shipped()[kind]
    choose(page, words("Kind of promotion"), preset.name.in_language(words.language))
    settle(page)
    fills(page, words("Name of the promotion"), name)
    fills(page, words("From so many yuan on"), threshold)
    fills(page, words("Off, in yuan"), off)
    press(page, words("Add it"))
    told(page, name)
    settle(page)


def sees_red(page: Page, server: Server) -> None:
    """The cup loses in the burst; behind the red field stand the basket and its sum."""
    go(page, server, "safety")
    red = page.locator(".cell.loses")
    expect(red).to_have_count(1)
    red.click()
    behind = page.locator(".st-key-behind")
    expect(behind.get_by_role("link", name=COUPON)).to_be_visible()
    expect(behind.locator(".sum li").first).to_contain_text("CUP-01")
    settle(page)
    in_both_sizes(page, "safety-red")


def is_blocked(page: Page, server: Server, words: Words) -> None:
    """Nobody can sign; the gate says so, too."""
    go(page, server, "check")
    expect(page.get_by_role("heading", name=words("Stops the phase"))).to_be_visible()
    expect(page.get_by_text(words("Sold below cost"), exact=True).first).to_be_visible()
    expect(page.get_by_role("button", name=words("Sign off the rules"))).to_be_disabled()
    in_both_sizes(page, "check-blocked")
    go(page, server, "gates")
    missing = words("the promotion rules are not signed off")
    expect(page.get_by_text(missing).first).to_be_visible()
    keep_screenshot(page, "gates-rules")
    page.get_by_test_id("stMain").get_by_role("link", name=words("Check before launch")).click()
    expect(page.get_by_role("heading", name=words("Stops the phase"))).to_be_visible()
    settle(page)


def mends_the_coupon(page: Page, words: Words) -> None:
    """From the finding to the form, where a zero too many is taken out."""
    page.get_by_test_id("stMain").get_by_role("link", name=COUPON).first.click()
    expect(page.get_by_role("heading", name=exactly(COUPON))).to_be_visible()
    settle(page)
    fills(page, words("Off, in yuan"), MENDED)
    press(page, words("Save changes"))
    told(page, COUPON)
    settle(page)


def sees_no_red(page: Page, server: Server) -> None:
    """The same field is no longer red."""
    go(page, server, "safety")
    expect(page.locator(".cell").first).to_be_visible()
    expect(page.locator(".cell.loses")).to_have_count(0)
    in_both_sizes(page, "safety-mended")


def signs(page: Page, server: Server, words: Words, shop: Shop) -> None:
    """The lead, with a note."""
    go(page, server, "check")
    ready = words(
        "Nothing that was checked is in the way, but {n} thing was not checked: see below what is"
        " missing for it. A lead may sign all the same.",
        "Nothing that was checked is in the way, but {n} things were not checked: see below what is"
        " missing for them. A lead may sign all the same.",
        n=NOT_KNOWN,
    )
    expect(page.get_by_text(ready)).to_be_visible()
    keep_screenshot(page, "check-ready")
    page.get_by_role("button", name=words("Sign off the rules")).click()
    fills(page, words("Note (may stay empty)"), "逐条看过")
    press(page, words("Sign off"))
    signed = words("Signed off: rules, prices and costs are as they were signed.")
    expect(page.get_by_text(signed)).to_be_visible()
    settle(page)
    keep_screenshot(page, "check-signed")
    assert shop.ask("select note from rules_sign_off") == [("逐条看过",)]


def changes_a_price(page: Page, server: Server) -> None:
    """The cup gets two yuan cheaper, in the grid."""
    go(page, server, "products?products-edit=true")
    price = page.get_by_test_id("glide-cell-2-0")
    expect(price).to_be_attached()
    page.get_by_test_id("data-grid-canvas").click(position=_FIRST_PRICE, force=True)
    expect(price).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.locator("#portal input").fill("98")
    page.keyboard.press("Enter")
    told(page, "品茗杯")
    settle(page)


def has_to_sign_again(page: Page, server: Server, words: Words) -> None:
    """The signature is stale, and the page says who changed what."""
    go(page, server, "check")
    stale = words("The sign-off is stale, but nothing is in the way of a new one.")
    expect(page.get_by_text(stale)).to_be_visible()
    changed = words("changed the product “{name}”", name="品茗杯")
    expect(page.get_by_text(changed)).to_be_visible()
    in_both_sizes(page, "check-stale")
    go(page, server, "gates")
    missing = words("the promotion rules have changed since they were signed off")
    expect(page.get_by_text(missing).first).to_be_visible()


def fills(page: Page, label: str, text: str) -> None:
    """Write into a field and leave it, so that it counts."""
    field: Locator = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")
    settle(page)


def in_both_sizes(page: Page, name: str) -> None:
    """A picture on a desk and one on a phone, where nothing may stick out."""
    keep_screenshot(page, name)
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    settle(page)
    keep_screenshot(page, name)
    assert sticks_out(page) <= 0
    page.set_viewport_size({"width": DESKTOP["width"], "height": DESKTOP["height"]})
    settle(page)
