"""An operator drops the exports of a day: several at once, an unknown one, the same ones again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Enter
from tests.browser.stage import (
    IN_BOTH_LANGUAGES,
    ZHOU,
    Shop,
    Words,
    choose,
    go,
    press,
    sticks_out,
    today,
)
from tests.files import exports_made as made
from tests.files.making import ORDER_HEADERS, csv_file
from tests.support.browser import DESKTOP, PHONE, Size, keep_screenshot, settle
from tests.support.server import Server

EVE = f"{today() - timedelta(days=1)}"
ORDERS = csv_file(
    ORDER_HEADERS,
    (1, "178.8", "178.8", "上海", f"{EVE} 09:00:00", f"{EVE} 09:00:30", "0.0"),
    (2, "21.0", "0.0", "浙江省", f"{EVE} 23:10:05", f"{EVE} 23:10:09", "21.0"),
    (3, "free", "", "", f"{EVE} 23:20:00", "", ""),
    encoding="gb18030",
)
SHOP_DAY = made.old_file(
    made.SHOP_DAY,
    {
        **{"统计日期": EVE, "卖家昵称": "小山", "访客数": "1.2万", "浏览量": "3,600"},
        **{"支付金额": "199.00", "支付买家数": "2", "支付转化率": "0.02%", "客单价": "99.50"},
        **{"支付父订单数": "2", "新买家数": "1", "老买家数": "1", "商品收藏人数": "88"},
    },
    preamble=3,
)
MEMBER = f"计划报表_{EVE.replace('-', '')}_110330.csv"
ADS = made.zip_of(
    {
        MEMBER: made.text_file(
            made.PLANS[1:],
            {"场景名字": "关键词推广", "计划ID": "1", "点击量": 9, "花费": 5, "总成交金额": 90},
            encoding="utf-8-sig",
        )
    }
)
MEMBERS = csv_file(("统计日", "入会", "备注"), (EVE, "120", "x"), encoding="utf-16")
FILES = {
    "订单.csv": ORDERS,
    "【生意参谋平台】店铺.xls": SHOP_DAY,
    "推广.zip": ADS,
    "会员.csv": MEMBERS,
}
SHOWN = ("订单.csv", "【生意参谋平台】店铺.xls", MEMBER, "会员.csv")


@IN_BOTH_LANGUAGES
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_exports_of_any_kind_come_in_once(
    shop: Shop, server: Server, enter: Enter, words: Words, size: Size
) -> None:
    page = enter(ZHOU, size=size)

    drops(page, server, FILES)
    expect(page.get_by_text(words("Map its columns by hand"))).to_be_visible()
    settle(page)
    keep_screenshot(page, "exports-dropped")
    assert sticks_out(page) <= 0
    drops(page, server, FILES)
    maps_an_unknown_column(page, words)
    keep_screenshot(page, "exports-mapped")
    press(page, words("Take in all of them: {n} file", "Take in all of them: {n} files", n=4))
    expect(page.get_by_text(words("The figures are in."))).to_be_visible()
    settle(page)
    kept = figures(shop)
    drops(page, server, FILES)
    known = words("Everything in this file is known already: taking it in would change nothing.")
    expect(page.get_by_text(known)).to_have_count(4)

    assert figures(shop) == kept
    assert {source for source, _ in kept} == {
        *("taobao_orders", "sycm_shop", "alimama_plans", "mapped_sheet")
    }
    page.get_by_text(words("Which source counts")).first.click()
    expect(page.get_by_role("button", name=words("Let it count"))).to_be_visible()
    settle(page)
    keep_screenshot(page, "exports-which-source")
    assert sticks_out(page) <= 0


def drops(page: Page, server: Server, files: dict[str, bytes]) -> None:
    """Drop files together and wait until all have been read."""
    go(page, server, "figures")
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(
        [FilePayload(name=name, mimeType="", buffer=content) for name, content in files.items()]
    )
    for name in SHOWN:
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    settle(page)


def maps_an_unknown_column(page: Page, words: Words) -> None:
    """Say which column of the sheet of members holds what."""
    opens_and_chooses(page, words("Column of the day"), "统计日")
    opens_and_chooses(page, words("Columns with figures"), "入会")
    page.keyboard.press("Escape")
    opens_and_chooses(
        page, words("{column} is", column="入会"), words("Members gained"), typed=True
    )
    press(page, words("Remember these columns"))
    expect(page.get_by_text(words("Map its columns by hand"))).to_have_count(0)
    settle(page)


def opens_and_chooses(page: Page, label: str, option: str, *, typed: bool = False) -> None:
    """Choose from a list far down the page: one that scrolls while it opens closes again.

    A long list holds what is in sight only, so people type what they look for.
    """
    box = page.get_by_role("combobox", name=label, exact=True)
    box.evaluate("box => box.scrollIntoView({ block: 'center' })")
    settle(page)
    if typed:
        box.fill(option)
        page.get_by_role("option", name=option, exact=True).click()
    else:
        choose(page, label, option)
    settle(page)


def figures(shop: Shop) -> list[tuple[str, int]]:
    """Source and paid amount of every row that is kept."""
    found = shop.ask("select source, coalesce(paid_fen, 0) from sales_figure order by id")
    return [(str(source), int(paid)) for source, paid in found]
