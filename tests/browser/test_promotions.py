"""An operator writes a rule, mends a slip of the pen, tries a basket and returns the filler."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from planner.actions import products
from planner.files.promotion_presets import shipped
from planner.rules.promotions.product_fields import ProductField
from tests.browser.conftest import Enter
from tests.browser.stage import IN_BOTH_LANGUAGES, ZHOU, Shop, Words, go, press, told
from tests.support.browser import keep_screenshot, settle
from tests.support.server import Server

NAME = "满300减50"


@IN_BOTH_LANGUAGES
def test_a_rule_is_written_and_a_basket_tried(
    server: Server, shop: Shop, enter: Enter, words: Words
) -> None:
    stock_up(shop)
    page = enter(ZHOU)
    go(page, server, "promotions")

    writes_a_rule(page, words)
    go(page, server, "basket")
    tries_a_basket(page, words)
    returns_the_filler(page, words)

    assert shop.ask("select name, layer, mutex_group from promotion") == [(NAME, 2, "shop rule")]
    ((asked,),) = shop.ask("select count(*) from promotion_task")
    assert asked == 4


def stock_up(shop: Shop) -> None:
    """A pot for 250 and a mat for 50."""
    ((campaign_id,),) = shop.ask("select id from campaign")
    for sku, name, price, cost in (("POT", "茶壶", 25_000, 9_000), ("MAT", "杯垫", 5_000, 900)):
        fields = {
            ProductField.SKU: sku,
            ProductField.NAME: name,
            ProductField.LIST: price,
            ProductField.COST: cost,
        }
        given = {"campaign_id": campaign_id, "shop_id": 1, "fields": fields}
        shop.act(ZHOU, products.add, **given)


def writes_a_rule(page: Page, words: Words) -> None:
    """50 off from 300, first with a slip."""
    press(page, words("Add the first promotion"))
    expect(page.get_by_role("button", name=words("Back to the list"))).to_be_visible()
    settle(page)
    kind = shipped()["spend_save"].name.in_language(words.language)
    page.get_by_role("combobox", name=words("Kind of promotion")).click()
    page.keyboard.type(kind)
    page.get_by_role("option", name=kind, exact=True).click()
    expect(page.get_by_label(words("From so many yuan on"), exact=True)).to_be_visible()
    settle(page)
    name = page.get_by_label(words("Name of the promotion"))
    expect(name).to_have_value(kind)
    name.fill(NAME)
    page.get_by_label(words("From so many yuan on"), exact=True).fill("300")
    page.get_by_label(words("Off, in yuan"), exact=True).fill("5O")
    press(page, words("Add it"))
    expect(page.get_by_test_id("stAlertContentError")).to_contain_text("5O")
    expect(name).to_have_value(NAME)
    keep_screenshot(page, "promotion-form")
    page.get_by_label(words("Off, in yuan"), exact=True).fill("50")
    press(page, words("Add it"))
    told(page, NAME)
    expect(page.get_by_text(words("Shop layer"), exact=True)).to_be_visible()
    settle(page)
    keep_screenshot(page, "promotions")


def tries_a_basket(page: Page, words: Words) -> None:
    """Pot and mat together reach the threshold."""
    for sku in ("POT", "MAT"):
        page.get_by_role("combobox", name=words("Products")).click()
        page.keyboard.type(sku)
        page.get_by_role("option", name=re.compile(sku)).click()
        page.keyboard.press("Escape")
        settle(page)
    page.get_by_role("combobox", name=words("Phase")).click()
    page.get_by_role("option", name="爆发", exact=True).click()
    expect(page.get_by_test_id("stMetric").nth(1)).to_contain_text("¥250.00")
    settle(page)
    keep_screenshot(page, "basket")


def returns_the_filler(page: Page, words: Words) -> None:
    """The mat goes back, and the pot keeps its part of the discount."""
    line = page.get_by_role("combobox", name=words("Return this line"))
    line.scroll_into_view_if_needed()
    settle(page)
    line.press("ArrowDown")
    page.get_by_role("option", name="杯垫", exact=True).click()
    expect(page.get_by_test_id("stAlertContentWarning")).to_contain_text("¥41.67")
