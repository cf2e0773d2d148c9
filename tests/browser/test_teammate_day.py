"""A teammate's day: the tasks of one's own, ticked, handed on, talked about, on a phone too."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.stage import (
    AZHE,
    BANNER,
    COPY,
    IN_BOTH_LANGUAGES,
    PICTURES,
    SHELF,
    XIAOWEN,
    Shop,
    Words,
    choose,
    close_drawer,
    drawer,
    go,
    more,
    press,
    row,
    sticks_out,
)
from tests.support.browser import PHONE, keep_screenshot, settle
from tests.support.server import Server

PROOF = b"%PDF-1.7 \x00\xff the picture as the printer gets it"


@IN_BOTH_LANGUAGES
def test_a_teammate_works_through_the_day(shop: Shop, enter: Enter, words: Words) -> None:
    page = enter(XIAOWEN)

    expect(page.locator("h1")).to_have_text(words("My tasks"))
    keep_screenshot(page, "my-tasks")
    ticks_and_unticks(page, shop, words)
    claims_and_hands_over(page, shop, words)
    says_what_holds_it_up(page, shop, words)
    shows_the_work(page, shop, words)


def test_a_blocked_task_asks_for_a_reason(shop: Shop, enter: Enter, words: Words) -> None:
    page = enter(XIAOWEN)

    row(page, BANNER).locator(".tick").click()
    expect(drawer(page).get_by_label(words("Why can it be done now?"))).to_be_visible()
    keep_screenshot(page, "task-reason")
    press(drawer(page), words("Tick it all the same"))
    expect(drawer(page).get_by_test_id("stAlert")).to_be_visible()

    assert not shop.done(BANNER)


@IN_BOTH_LANGUAGES
def test_the_day_works_on_a_phone(shop: Shop, server: Server, enter: Enter, words: Words) -> None:
    page = enter(XIAOWEN, size=PHONE)
    keep_screenshot(page, "my-tasks")

    row(page, COPY).locator(".tick").tap()
    expect(row(page, COPY)).to_have_attribute("data-state", "review")
    row(page, PICTURES).locator(".title").tap()
    expect(drawer(page).get_by_text(words("Done when"))).to_be_visible()
    settle(page)
    keep_screenshot(page, "task-drawer")
    step = drawer(page).get_by_test_id("stCheckbox").filter(has_text="白底图")
    step.tap()
    expect(
        drawer(page).get_by_text(words("Checklist: {done} of {total}", done=1, total=2))
    ).to_be_visible()
    close_drawer(page)
    for path in ("tasks", "timeline", "progress", "people", "history", "account"):
        go(page, server, path)
        assert sticks_out(page) <= 0, path
        keep_screenshot(page, f"teammate-{path}")

    assert shop.ask("select submitted_at is not null from task where title = :t", t=COPY) == [(1,)]


def test_a_teammate_finds_no_page_of_the_operators(
    server: Server, enter: Enter, words: Words
) -> None:
    page = enter(XIAOWEN, may_say=("The page that you have requested does not seem to exist",))
    menu = page.get_by_test_id("stSidebarNavLink")

    expect(menu.and_(page.locator('[href$="/tasks"]'))).to_be_visible()
    for path in ("figures", "new_campaign", "recycle_bin", "templates"):
        expect(menu.and_(page.locator(f'[href$="/{path}"]'))).to_have_count(0)
        page.goto(f"{server.url}/{path}")
        expect(page.locator("h1")).to_have_text(words("My tasks"))


def test_a_session_survives_a_reload_and_a_restart(
    shop: Shop, server: Server, enter: Enter, start_server: Callable[..., Server]
) -> None:
    page = enter(XIAOWEN, may_say=(r"WebSocket|ERR_|Failed to load",))

    page.reload()
    expect(row(page, PICTURES)).to_be_visible()
    server.stop()
    start_server(shop.home, port=server.port)
    page.reload()
    expect(row(page, PICTURES)).to_be_visible()
    row(page, PICTURES).locator(".tick").click()
    expect(row(page, PICTURES)).to_have_attribute("data-state", "done")

    assert shop.done(PICTURES)


def test_signing_out_everywhere_ends_the_other_browser_at_once(
    server: Server, enter: Enter, words: Words
) -> None:
    here, there = enter(XIAOWEN), enter(XIAOWEN)

    go(here, server, "account")
    keep_screenshot(here, "account")
    press(here, words("Sign out everywhere"))
    expect(here.get_by_label(words("Password"), exact=True)).to_be_visible()
    row(there, PICTURES).locator(".title").click()

    expect(there.get_by_label(words("Password"), exact=True)).to_be_visible()


def ticks_and_unticks(page: Page, shop: Shop, words: Words) -> None:
    """One tap each way; the database knows."""
    task = row(page, PICTURES)
    task.locator(".tick").click()
    expect(task).to_have_attribute("data-state", "done")
    expect(task.locator(".title")).to_have_css("text-decoration-line", "line-through")
    assert shop.done(PICTURES)

    task.get_by_role("button", name=words("Mark as not done")).click()
    expect(task).to_have_attribute("data-state", "doing")
    assert not shop.done(PICTURES)


def claims_and_hands_over(page: Page, shop: Shop, words: Words) -> None:
    """What nobody in the team owns is claimed, then handed to a colleague with a note."""
    owner = "select owner_id from task where title = :title"
    row(page, SHELF).locator(".near").click()
    expect(row(page, SHELF)).to_contain_text("小文")
    assert shop.ask(owner, title=SHELF) == [(XIAOWEN,)]

    more(page, row(page, SHELF), words("Hand over"))
    choose(page, words("To whom?"), "阿哲")
    drawer(page).get_by_label(words("What should they know?")).fill("尺寸在群里")
    keep_screenshot(page, "task-hand-over")
    drawer(page).get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    expect(row(page, SHELF)).to_have_count(0)
    assert shop.ask(owner, title=SHELF) == [(AZHE,)]


def says_what_holds_it_up(page: Page, shop: Shop, words: Words) -> None:
    """A stuck task carries its reason until it is no longer stuck."""
    more(page, row(page, COPY), words("I'm stuck"))
    drawer(page).get_by_label(words("What holds it up?")).fill("等样品")
    press(drawer(page), words("Say that I'm stuck"))
    expect(row(page, COPY)).to_contain_text(words("Stuck: {reason}", reason="等样品"))
    assert shop.ask("select stuck_reason from task where title = :t", t=COPY) == [("等样品",)]


def shows_the_work(page: Page, shop: Shop, words: Words) -> None:
    """Checklist, link, file and comment in the drawer; the file comes back byte for byte."""
    row(page, PICTURES).locator(".title").click()
    box = drawer(page)
    for done, step in enumerate(("白底图", "场景图"), start=1):
        box.get_by_test_id("stCheckbox").filter(has_text=step).locator("label").click()
        told_steps = words("Checklist: {done} of {total}", done=done, total=2)
        expect(box.get_by_text(told_steps)).to_be_visible()
    settle(page)
    keep_screenshot(page, "task-drawer")

    press(box, words("Add a link or file"))
    page.get_by_label(words("Link"), exact=True).fill("https://example.com/tea")
    page.get_by_label(words("What it shows")).fill("样张")
    press(page, words("Add link"))
    link = box.get_by_role("link", name="样张")
    expect(link).to_have_attribute("href", "https://example.com/tea")

    press(box, words("Add a link or file"))
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(
        {"name": "样张.pdf", "mimeType": "application/pdf", "buffer": PROOF}
    )
    settle(page)
    press(page, words("Add file"))
    file = box.get_by_role("link", name="样张.pdf")
    expect(file).to_be_visible()
    address = str(file.get_attribute("href"))
    answer = page.request.get(page.url.split("/my_tasks")[0] + address)
    assert answer.body() == PROOF
    assert answer.headers["content-disposition"].startswith("attachment")

    box.get_by_placeholder(words("Write to everyone who works on this")).fill("请看样张")
    press(box, words("Send"))
    expect(box.get_by_test_id("stText").filter(has_text="请看样张")).to_be_visible()
    settle(page)
    keep_screenshot(page, "task-drawer-full")
    close_drawer(page)
    assert shop.ask("select text from comment where kind = 'said'") == [("请看样张",)]
