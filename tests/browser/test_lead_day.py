"""A lead's day: what needs a decision, the plan over time, who did what, sales against target."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from planner.actions import sales, tasks
from planner.rules.figures import Figures
from tests.browser.conftest import Enter
from tests.browser.stage import (
    BANNER,
    COPY,
    DAMAO,
    IN_BOTH_LANGUAGES,
    PICTURES,
    SHELF,
    STOCK,
    XIAOWEN,
    ZHOU,
    Shop,
    Words,
    close_drawer,
    drawer,
    exactly,
    go,
    more,
    press,
    row,
    today,
    told,
)
from tests.support.browser import PHONE, keep_screenshot, settle
from tests.support.server import Server


@IN_BOTH_LANGUAGES
def test_a_lead_watches_and_signs_off(
    shop: Shop, server: Server, enter: Enter, words: Words
) -> None:
    for title in (BANNER, COPY):
        shop.act(XIAOWEN, tasks.complete, task_id=shop.task_id(title), reason="急")
    shop.act(
        DAMAO,
        sales.type_in,
        shop_id=1,
        day=today(),
        figures=Figures(paid_fen=1_230_000, paid_count=50, visitors=900, buyers=45),
        version=None,
    )
    page = enter(DAMAO)

    reads_the_overview(page, words)
    reviews(page, shop, words)
    takes_back(page, server, shop, words)
    reads_the_timeline(page, server, shop, words)
    brings_back_from_the_bin(page, server, shop, words)
    reads_the_progress(page, server, words)


def test_the_second_to_save_the_same_task_is_told_and_keeps_the_words(
    shop: Shop, server: Server, enter: Enter, words: Words
) -> None:
    first, second = enter(DAMAO), enter(ZHOU)
    for page in (first, second):
        go(page, server, f"task?id={shop.task_id(STOCK)}")
        page.get_by_role("tab", name=words("Plan")).click()
    first.get_by_label(words("Title")).fill("备货到仓")
    press(first, words("Save changes"))
    told(first, "备货到仓")

    second.get_by_label(words("Title")).fill("备货与质检")
    press(second, words("Save changes"))
    refused = second.get_by_test_id("stAlert").first
    expect(refused).to_contain_text("大毛")
    expect(refused).to_contain_text("备货到仓")
    expect(second.get_by_label(words("Title"))).to_have_value("备货与质检")
    keep_screenshot(second, "task-stale")

    assert shop.ask("select count(*) from task where title = '备货到仓'") == [(1,)]


def reads_the_overview(page: Page, words: Words) -> None:
    """Countdown, readiness, what is late and unclaimed, all from the plan of the day."""
    expect(page.locator("h1")).to_have_text(words("Overview"))
    day = words.voice.day(today() + timedelta(days=5))
    countdown = words("{n} day to {day}", "{n} days to {day}", n=5, day=day)
    expect(page.get_by_text(countdown)).to_be_visible()
    for label, value in (
        (words("Ready for {phase}", phase="爆发"), "0%"),
        (words("Overdue"), "1"),
        (words("Stuck"), "0"),
        (words("Unclaimed"), "2"),
    ):
        expect(figure(page, label)).to_have_text(value)
    keep_screenshot(page, "overview")
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    settle(page)
    keep_screenshot(page, "overview")
    page.set_viewport_size({"width": 1440, "height": 900})
    settle(page)


def reviews(page: Page, shop: Shop, words: Words) -> None:
    """One is passed in a tap, the other goes back with a comment."""
    row(page, BANNER).locator(".tick").click()
    expect(row(page, BANNER)).to_have_count(0)
    assert shop.done(BANNER)

    more(page, row(page, COPY), words("Return with a comment"))
    drawer(page).get_by_label(words("What has to change?")).fill("价格写错了")
    keep_screenshot(page, "task-return")
    press(drawer(page), words("Return it"))
    expect(row(page, COPY)).to_have_count(0)
    said = "select text from comment where kind = 'returned'"
    assert shop.ask(said) == [("价格写错了",)]
    assert not shop.done(COPY)


def reads_the_timeline(page: Page, server: Server, shop: Shop, words: Words) -> None:
    """Bars, details on a click, a day more, and a filter and a zoom that a reload keeps."""
    go(page, server, "timeline")
    bars = page.locator(".bar")
    expect(bars).to_have_count(6)
    keep_screenshot(page, "timeline")
    page.locator(".row .name").filter(has_text=exactly(SHELF)).click()
    expect(drawer(page)).to_contain_text(SHELF)
    close_drawer(page)
    due = "select due_on from task where title = :title"
    before = date.fromisoformat(shop.ask(due, title=SHELF)[0][0])
    page.get_by_role("toolbar").get_by_role("button", name=words("+1 day")).click()
    expect(page.locator(".held")).to_contain_text(words.voice.day(before + timedelta(days=1)))
    keep_screenshot(page, "timeline-chosen")
    page.locator("[data-zoom=day]").click()
    expect(page).to_have_url(re.compile(r"\bzoom=day\b"))

    search = page.get_by_placeholder(words("Search titles"))
    search.fill(SHELF)
    search.press("Enter")
    expect(bars).to_have_count(1)
    page.reload()
    expect(page.get_by_placeholder(words("Search titles"))).to_have_value(SHELF)
    expect(bars).to_have_count(1)
    expect(page.locator("[data-zoom=day]")).to_have_attribute("aria-pressed", "true")


def takes_back(page: Page, server: Server, shop: Shop, words: Words) -> None:
    """History says who did what; undo takes the return back."""
    go(page, server, "history")
    events = page.get_by_test_id("stExpander")
    expect(events.first).to_contain_text("大毛")
    expect(events.first).to_contain_text(COPY)
    expect(events.filter(has_text="小文").first).to_be_visible()
    events.first.locator("summary").click()
    expect(events.first.locator(".changed")).to_contain_text(COPY)
    keep_screenshot(page, "history")
    page.get_by_role("button", name=words("Undo"), exact=True).first.click()
    expect(page.get_by_text(words("Undone"), exact=True).first).to_be_visible()
    state = "select submitted_at is not null and done_at is null from task where title = :t"
    assert shop.ask(state, t=COPY) == [(1,)]


def brings_back_from_the_bin(page: Page, server: Server, shop: Shop, words: Words) -> None:
    """A task thrown away is restored."""
    go(page, server, f"task?id={shop.task_id(PICTURES)}")
    page.get_by_role("tab", name=words("Plan")).click()
    press(page, words("Put into the recycle bin"))
    told(page, PICTURES)
    go(page, server, "recycle_bin")
    expect(page.get_by_text(PICTURES, exact=True)).to_be_visible()
    keep_screenshot(page, "recycle-bin")
    press(page, words("Restore"))
    expect(page.get_by_text(PICTURES, exact=True)).to_have_count(0)
    go(page, server, "my_tasks")
    go(page, server, "tasks")
    expect(page.locator(".card .title").filter(has_text=exactly(PICTURES))).to_be_visible()


def reads_the_progress(page: Page, server: Server, words: Words) -> None:
    """The curve and the key figures: 12,300 of 100,000 yuan, 50 orders at 246."""
    go(page, server, "progress")
    expect(figure(page, words("Paid orders"))).to_have_text("50")
    expect(figure(page, words("Paid per order"))).to_have_text("¥246.00")
    expect(figure(page, words("Share of target"))).to_have_text("12.3%")
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    settle(page)
    keep_screenshot(page, "progress")


def figure(page: Page, label: str) -> Locator:
    """The value of a key figure."""
    metric = page.get_by_test_id("stMetric").filter(
        has=page.get_by_test_id("stMetricLabel").filter(has_text=exactly(label))
    )
    return metric.get_by_test_id("stMetricValue").first
