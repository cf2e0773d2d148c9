"""The calendar under somebody's fingers: a day by mouse, by keys and on a phone."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter
from tests.browser.stage import (
    CAMPAIGN,
    IN_BOTH_LANGUAGES,
    XIAOWEN,
    ZHOU,
    Words,
    drawer,
    go,
    press,
    sticks_out,
    today,
    told,
)
from tests.support.browser import PHONE, keep_screenshot, settle
from tests.support.server import Server


@IN_BOTH_LANGUAGES
def test_an_operator_sets_a_day_and_looks_over_the_plan(
    server: Server, enter: Enter, words: Words
) -> None:
    page = enter(ZHOU)
    go(page, server, "calendar")
    keep_screenshot(page, "calendar")

    day = str(today())
    cell(page, day).click()
    works = drawer(page).get_by_role("radio", name=words("a working day"), exact=True)
    other = "a day off" if works.is_checked() else "a working day"
    drawer(page).get_by_text(words(other), exact=True).click()
    press(drawer(page), words("Set by hand"))

    told(page, day)
    expect(cell(page, day)).to_have_attribute("data-standing", "manual")
    notice = page.locator(".st-key-calendar-notice-1")
    expect(notice).to_contain_text(words.voice.day(today()))
    keep_screenshot(page, "calendar-changed")
    go(page, server, "timeline")
    expect(notice).to_contain_text(CAMPAIGN)
    press(page, words("Keep the plan"))
    expect(notice).to_have_count(0)


def test_the_days_are_walked_with_arrow_keys(server: Server, enter: Enter) -> None:
    page = enter(ZHOU)
    go(page, server, "calendar")
    first = f"{today().year}-06-10"
    cell(page, first).focus()

    for key in ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    reached = page.evaluate(
        "() => { let at = document.activeElement;"
        " while (at.shadowRoot) at = at.shadowRoot.activeElement; return at.dataset.day; }"
    )
    page.keyboard.press("Enter")

    assert reached == f"{today().year}-06-11"
    expect(drawer(page)).to_contain_text(f"{today().year}年6月11日")


def test_a_teammate_reads_the_year_on_a_phone(server: Server, enter: Enter) -> None:
    page = enter(XIAOWEN, size=PHONE)

    go(page, server, "calendar")

    settle(page)
    keep_screenshot(page, "calendar-phone")
    assert sticks_out(page) <= 0
    expect(cell(page, str(today()))).to_have_attribute("aria-current", "date")
    assert cell(page, str(today())).evaluate("node => node.tagName") == "SPAN"


def cell(page: Page, day: str) -> Locator:
    """A day of the year on screen."""
    return page.locator(f'.day[data-day="{day}"]')
