"""An operator takes in the exports of two shops, sees where the sale will end and which link is
broken, and gives the team that owns it a task."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import FilePayload, Page, expect

from planner.actions import campaigns, shops, targets
from planner.rules.phase_targets import PhaseFigure
from planner.rules.targets import Measure
from tests.browser.conftest import Enter
from tests.browser.stage import (
    CAMPAIGN,
    DAMAO,
    IN_BOTH_LANGUAGES,
    ZHOU,
    Shop,
    Words,
    choose,
    drawer,
    go,
    press,
    sticks_out,
    today,
)
from tests.files import exports_made as made
from tests.files.making import ORDER_HEADERS, csv_file
from tests.support.browser import PHONE, keep_screenshot, settle
from tests.support.server import Server

FLAGSHIP, JD, WARM = 1, 2, 1
EVE = f"{today() - timedelta(days=1)}"
OF_FLAGSHIP = {
    "订单.csv": csv_file(
        ORDER_HEADERS,
        (1, "178.8", "178.8", "上海", f"{EVE} 09:00:00", f"{EVE} 09:00:30", "0.0"),
        (2, "20.2", "20.2", "浙江省", f"{EVE} 23:10:05", f"{EVE} 23:10:09", "0.0"),
        encoding="gb18030",
    ),
    "【生意参谋平台】店铺.xls": made.old_file(
        made.SHOP_DAY,
        {
            **{"统计日期": EVE, "卖家昵称": "小山", "访客数": "1.2万", "浏览量": "3,600"},
            **{"支付金额": "199.00", "支付买家数": "2", "支付父订单数": "2"},
        },
        preamble=3,
    ),
}
OF_JD = {"京东.csv": csv_file(("统计日", "成交额", "进店"), (EVE, "350", "90"), encoding="utf-16")}


@IN_BOTH_LANGUAGES
def test_exports_of_two_shops_show_the_broken_link_and_lead_to_a_task(
    shop: Shop, server: Server, enter: Enter, words: Words
) -> None:
    plans_two_shops(shop)
    page = enter(ZHOU)

    drops(page, server, FLAGSHIP, OF_FLAGSHIP)
    press(page, words("Take in all of them: {n} file", "Take in all of them: {n} files", n=2))
    expect(page.get_by_text(words("The figures are in."))).to_be_visible()
    drops(page, server, JD, OF_JD)
    maps_its_columns(page, words)
    press(page, words("Take in these figures"))
    expect(page.get_by_text(words("The figures are in."))).to_be_visible()
    paid = kept(shop)
    drops(page, server, JD, OF_JD)
    known = words("Everything in this file is known already: taking it in would change nothing.")
    expect(page.get_by_text(known)).to_be_visible()
    assert (
        kept(shop) == paid == {"sycm_shop": 19_900, "taobao_orders": 19_900, "mapped_sheet": 35_000}
    )

    sees_the_forecast_and_the_broken_link(page, server, words)
    opens_a_task_from_it(page, shop, words)


def plans_two_shops(shop: Shop) -> None:
    """A second shop takes part, and the warm-up should bring sales at a conversion of 5 %."""
    shop.act(DAMAO, shops.add_shop, name="小山茶铺京东店", platform="jd")
    ((version,),) = shop.ask("select version from campaign where id = 1")
    both = {"campaign_id": 1, "version": version, "name": CAMPAIGN, "shop_ids": [FLAGSHIP, JD]}
    shop.act(DAMAO, campaigns.edit, **both)
    ((version,),) = shop.ask("select version from campaign where id = 1")
    shop.act(
        DAMAO,
        campaigns.set_target,
        campaign_id=1,
        version=version,
        target_fen=10_000_000,
        measure=Measure.PAID,
        shares_bp={WARM: 4_000, 2: 5_000, 3: 1_000},
    )
    halves = {FLAGSHIP: 8_000, JD: 2_000}
    shop.act(DAMAO, targets.set_shop_shares, campaign_id=1, shares_bp=halves, seen={})
    wanted = {PhaseFigure.CONVERSION: 500, PhaseFigure.BUYER_FEN: 10_000}
    shop.act(DAMAO, targets.set_phase_targets, campaign_id=1, phase_id=WARM, wanted=wanted, seen={})


def drops(page: Page, server: Server, shop_id: int, files: dict[str, bytes]) -> None:
    """Drop a shop's files together and wait until all have been read."""
    go(page, server, f"figures?shop={shop_id}")
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(
        [FilePayload(name=name, mimeType="", buffer=content) for name, content in files.items()]
    )
    for name in files:
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    settle(page)


def maps_its_columns(page: Page, words: Words) -> None:
    """Say which column of the sheet of JD holds what."""
    choose(page, words("Column of the day"), "统计日")
    settle(page)
    choose(page, words("Columns with figures"), "成交额")
    page.keyboard.press("Escape")
    settle(page)
    choose(page, words("{column} is", column="成交额"), words("Paid amount"))
    settle(page)
    press(page, words("Remember these columns"))
    expect(page.get_by_text(words("Map its columns by hand"))).to_have_count(0)
    settle(page)


def sees_the_forecast_and_the_broken_link(page: Page, server: Server, words: Words) -> None:
    """Where the sale will end, and what keeps it from more."""
    go(page, server, f"progress?campaign={CAMPAIGN}")
    expect(page.get_by_text(words("Forecast for the end"), exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name=words("Which link is broken?"))).to_be_visible()
    settle(page)
    keep_screenshot(page, "sales-day")
    page.set_viewport_size(PHONE)
    settle(page)
    keep_screenshot(page, "sales-day")
    assert sticks_out(page) <= 0
    page.set_viewport_size({"width": 1440, "height": 900})
    settle(page)


def opens_a_task_from_it(page: Page, shop: Shop, words: Words) -> None:
    """The form is filled in; added, the task is design's, for the warm-up."""
    look = page.get_by_role("button", name=words("Look at it first"), exact=True).first
    look.click()
    expect(drawer(page)).to_be_visible()
    settle(page)
    keep_screenshot(page, "sales-day-task")
    press(drawer(page), words("Add task"))
    expect(drawer(page)).to_have_count(0)

    ((team, phase),) = shop.ask(
        "select team.key, phase.name from task join team on team.id = team_id"
        " join phase on phase.id = phase_id order by task.id desc limit 1"
    )
    assert (team, phase) == ("design", "预热")


def kept(shop: Shop) -> dict[str, int]:
    """What is kept of the paid amount, by source."""
    found = shop.ask("select source, sum(paid_fen) from sales_figure group by source")
    return {str(source): int(paid) for source, paid in found}
