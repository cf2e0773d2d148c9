"""An operator's first day: from an empty installation to a sale with people and figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from urllib.parse import quote

import openpyxl
from playwright.sync_api import Locator, Page, expect

from tests.browser.stage import (
    IN_BOTH_LANGUAGES,
    LOCALES,
    PASSWORD,
    Shop,
    Words,
    card,
    choose,
    choose_rows,
    close_drawer,
    downloaded,
    drawer,
    go,
    press,
    today,
    told,
    type_day,
)
from tests.files.making import ORDER_HEADERS, csv_file
from tests.support.browser import PHONE, OpenPage, keep_screenshot, settle
from tests.support.server import Server

Order = tuple[object, ...]
EVE = today() - timedelta(days=1)
# The second was never paid; 178.80 + 21.00 = 199.80 yuan are. With 327.70 more: 527.50.
FIRST_ORDERS: tuple[Order, ...] = (
    (1, "178.8", "178.8", "上海", f"{EVE} 09:00:00", f"{EVE} 09:00:30", "0.0"),
    (2, "99.0", "0.0", "江苏省", f"{EVE} 09:30:00", "", "0.0"),
    (3, "21.0", "21.0", "浙江省", f"{EVE} 11:10:05", f"{EVE} 11:10:09", "0.0"),
)
LATER_ORDERS: tuple[Order, ...] = (
    (4, "327.7", "327.7", "安徽省", f"{EVE} 20:15:00", f"{EVE} 20:16:00", "0.0"),
)
TASK, RETITLED, FROM_EXCEL = "茶山直播", "茶山直播预告", "茶山直播预告（二稿）"


@IN_BOTH_LANGUAGES
def test_a_newcomer_plans_a_sale_and_watches_it(
    start_server: Callable[..., Server], open_page: OpenPage, words: Words
) -> None:
    server = start_server()
    shop = Shop(server.home, words.language)
    page = open_page(server.url, language=LOCALES[words.language])

    opens_the_shop(page, words)
    name = plans_a_sale(page, words)
    adds_and_edits_a_task(page, server, shop, words)
    changes_several_at_once(page, server, shop, words)
    edits_the_tasks_in_excel(page, server, shop, words)
    takes_orders_in(page, server, words, name)
    link = invites_a_teammate(page, server, words)
    mate = open_page(link, language=LOCALES[words.language], size=PHONE)
    joins(mate, words)


def opens_the_shop(page: Page, words: Words) -> None:
    """Fill the first form; the overview opens."""
    keep_screenshot(page, "welcome")
    for label, typed in (
        ("Company", "小山茶铺"),
        ("Shop", "小山茶铺旗舰店"),
        ("Your name", "大毛"),
        ("Login", "damao"),
        ("Password", PASSWORD),
        ("Password again", PASSWORD),
    ):
        page.get_by_label(words(label), exact=True).fill(typed)
    press(page, words("Create the shop"))
    expect(page.locator("h1")).to_have_text(words("Overview"))
    settle(page)
    keep_screenshot(page, "overview-empty")


def plans_a_sale(page: Page, words: Words) -> str:
    """Plan a Double 11 whose sale day is the day after tomorrow; its timeline opens."""
    page.get_by_role("link", name=words("Plan the first campaign")).click()
    expect(page.locator("h1")).to_have_text(words("New campaign"))
    settle(page)
    double_11 = {"zh": "双11", "en": "Double 11"}[words.language]
    page.get_by_test_id("stButtonGroup").get_by_text(double_11, exact=True).click()
    called = page.get_by_label(words("Campaign name"))
    expect(called).to_have_value(re.compile(rf"^\d{{4}} {double_11}$"))
    settle(page)
    day = today() + timedelta(days=2)
    type_day(page, page.get_by_test_id("stDateInput"), day)
    name = f"{day.year} {double_11}"
    expect(called).to_have_value(name)
    target = page.get_by_label(words("Target in yuan"))
    target.fill("12,000")
    target.press("Enter")
    expect(page.get_by_text(words("Shared among the phases"))).to_be_visible()
    settle(page)
    keep_screenshot(page, "new-campaign")
    press(page, words("Create campaign"))
    expect(page.locator("h1")).to_have_text(words("Timeline"))
    expect(page.locator(".bar").first).to_be_visible()
    settle(page)
    keep_screenshot(page, "timeline-new-sale")
    return name


def adds_and_edits_a_task(page: Page, server: Server, shop: Shop, words: Words) -> None:
    """Add a task in the drawer, find it on the board, call it something else."""
    go(page, server, f"tasks?search={TASK}")
    press(page, words("Add task"))
    drawer(page).get_by_label(words("Title")).fill(TASK)
    keep_screenshot(page, "task-add")
    drawer(page).get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    expect(card(page, TASK)).to_be_visible()
    card(page, TASK).locator(".title").click()
    drawer(page).get_by_role("tab", name=words("Plan")).click()
    drawer(page).get_by_label(words("Title")).fill(RETITLED)
    press(drawer(page), words("Save changes"))
    told(page, RETITLED)
    close_drawer(page)
    expect(card(page, RETITLED)).to_be_visible()
    assert shop.task_id(RETITLED) > 0


def changes_several_at_once(page: Page, server: Server, shop: Shop, words: Words) -> None:
    """Choose three rows, see that it says three, give them to the warehouse."""
    go(page, server, f"tasks?view={words('List')}")
    events = "select count(*) from change join event on event.id = event_id where action = :action"
    choose_rows(page, words, 0, 1, 2)
    press(page, words("Change {n} task", "Change {n} tasks", n=3))
    expect(
        page.get_by_text(words("This changes {n} task.", "This changes {n} tasks.", n=3))
    ).to_be_visible()
    keep_screenshot(page, "tasks-bulk")
    choose(page, words("To"), words("Warehouse"))
    press(page, words("Change them"))
    told(page, "3")
    assert shop.ask(events, action="plans.change_many") == [(3,)]


def edits_the_tasks_in_excel(page: Page, server: Server, shop: Shop, words: Words) -> None:
    """Export, retitle one row, import: only this one changes."""
    go(page, server, f"tasks?view={words('Excel')}")
    export = downloaded(page, page.get_by_role("button", name=words("Download .xlsx")))
    workbook = openpyxl.load_workbook(BytesIO(export))
    cells = [cell for line in workbook.active.iter_rows() for cell in line]
    (title,) = [cell for cell in cells if cell.value == RETITLED]
    title.value = FROM_EXCEL
    edited = BytesIO()
    workbook.save(edited)
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(
        {"name": "edited.xlsx", "mimeType": "application/octet-stream", "buffer": edited.getvalue()}
    )
    take = page.get_by_role("button", name=words("Take in {n} row", "Take in {n} rows", n=1))
    expect(take).to_be_visible()
    keep_screenshot(page, "tasks-excel")
    take.click()
    expect(take).to_have_count(0)
    assert shop.task_id(FROM_EXCEL) > 0


def takes_orders_in(page: Page, server: Server, words: Words, name: str) -> None:
    """Import an order export after its preview, follow it to the chart; a later one moves it."""
    go(page, server, f"progress?campaign={quote(name)}")
    expect(page.get_by_text(words("No sales figures yet"))).to_be_visible()
    keep_screenshot(page, "progress-empty")

    imports(page, server, words, FIRST_ORDERS)
    keep_screenshot(page, "figures-taken-in")
    page.get_by_role("link", name=words("See it on the chart of {campaign}", campaign=name)).click()
    expect(page.locator("h1")).to_have_text(words("Progress"))
    expect(amount(page)).to_have_text("¥200")
    expect(chart(page)).to_be_visible()
    settle(page)
    before = chart(page).screenshot()
    keep_screenshot(page, "progress-first-orders")

    imports(page, server, words, (*FIRST_ORDERS, *LATER_ORDERS))
    go(page, server, f"progress?campaign={quote(name)}")
    expect(amount(page)).to_have_text("¥528")
    expect(chart(page)).to_be_visible()
    assert chart(page).screenshot() != before


def imports(page: Page, server: Server, words: Words, orders: tuple[Order, ...]) -> None:
    """Drop an export, look at what it would change, take it in."""
    go(page, server, "figures")
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(
        {"name": "订单.csv", "mimeType": "text/csv", "buffer": csv_file(ORDER_HEADERS, *orders)}
    )
    take = page.get_by_role("button", name=words("Take in these figures"))
    expect(take).to_be_visible()
    settle(page)
    keep_screenshot(page, f"figures-preview-{len(orders)}")
    take.click()
    expect(page.get_by_text(words("The figures are in."))).to_be_visible()
    settle(page)


def amount(page: Page) -> Locator:
    """The first of the key figures."""
    return page.get_by_test_id("stMetricValue").first


def chart(page: Page) -> Locator:
    """The rising line."""
    return page.get_by_test_id("stVegaLiteChart").first


def invites_a_teammate(page: Page, server: Server, words: Words) -> str:
    """Make a one-time link."""
    go(page, server, "people")
    press(page, words("Invite someone"))
    drawer(page).get_by_label(words("Name"), exact=True).fill("小文")
    drawer(page).get_by_label(words("Login"), exact=True).fill("xiaowen")
    press(drawer(page), words("Make the link"))
    link = drawer(page).get_by_test_id("stCode")
    expect(link).to_be_visible()
    keep_screenshot(page, "people-link")
    url = link.inner_text().strip()
    press(drawer(page), words("Done"))
    expect(drawer(page)).to_have_count(0)
    keep_screenshot(page, "people")
    return url


def joins(page: Page, words: Words) -> None:
    """Choose a password; one's own tasks open."""
    keep_screenshot(page, "join")
    page.get_by_label(words("Password"), exact=True).fill(PASSWORD)
    page.get_by_label(words("Password again"), exact=True).fill(PASSWORD)
    press(page, words("Join"))
    expect(page.locator("h1")).to_have_text(words("My tasks"))
    settle(page)
    keep_screenshot(page, "my-tasks-first")
