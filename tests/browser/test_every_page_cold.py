"""Every page by its address, without a page before it, in each role and language, on the demo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from planner.words import Sentence
from tests.browser.stage import LOCALES, Words, sticks_out
from tests.support.browser import DESKTOP, PHONE, OpenPage, Size, keep_screenshot, settle
from tests.support.server import ROOT, Server, running

TITLES = {
    "account": "My account",
    "basket": "Try a basket",
    "calendar": "Calendar",
    "campaign": "Campaign",
    "check": "Check before launch",
    "figures": "Add sales figures",
    "gates": "Gates",
    "history": "History",
    "live_prices": "Plan against live",
    "my_tasks": "My tasks",
    "new_campaign": "New campaign",
    "overview": "Overview",
    "people": "People",
    "playbooks": "Playbooks",
    "products": "Products",
    "progress": "Progress",
    "promotions": "Promotions",
    "recycle_bin": "Recycle bin",
    "retrospective": "What did we learn?",
    "safety": "Safety map",
    "target": "Target",
    "task": "Task",
    "tasks": "Tasks",
    "templates": "Templates",
    "threshold": "Choose a threshold",
    "timeline": "Timeline",
    "war_room": "War room",
    "workload": "Workload",
}
FIRST = {"lead": "overview", "operator": "overview", "design": "my_tasks"}
CLOSED = {
    "lead": (),
    "operator": (),
    "design": (
        *("check", "figures", "live_prices", "new_campaign", "recycle_bin", "safety"),
        *("templates", "threshold"),
    ),
}
# The check of the demo's next phase is stopped, and says so in red.
RED = {"check": 1}
NOT_THERE = "The page that you have requested does not seem to exist"


@pytest.fixture(scope="module", params=["zh", "en"])
def words(request: pytest.FixtureRequest) -> Words:
    """What the screen says, once in each language."""
    return Words(request.param)


@pytest.fixture(scope="module")
def demo(
    words: Words, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server whose first visitor asked for the demo in their language."""
    with running(tmp_path_factory.mktemp("demo")) as server:
        _look_around(browser, server, words)
        yield server


def _look_around(browser: Browser, server: Server, words: Words) -> None:
    context = browser.new_context(locale=LOCALES[words.language])
    page = context.new_page()
    page.goto(server.url)
    page.get_by_role("button", name=words("Look around"), exact=True).click(timeout=120_000)
    expect(page.get_by_role("heading", name=words("Who would you like to be?"))).to_be_visible()
    context.close()


def test_every_page_is_known_here() -> None:
    assert sorted(TITLES) == sorted(file.stem for file in (ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("login", ["lead", "operator", "design"])
def test_each_page_opens_by_its_address(
    demo: Server, words: Words, open_page: OpenPage, login: str
) -> None:
    page = enter(demo, words, open_page, login)

    for path in TITLES:
        page.goto(f"{demo.url}/{path}")
        shown = FIRST[login] if path in CLOSED[login] else path
        expect(page.locator("h1"), path).to_have_text(words(TITLES[shown]))
        settle(page)
        red = RED.get(path, 0) if shown == path else 0
        expect(page.get_by_test_id("stAlertContentError"), path).to_have_count(red)
        if login == "lead":
            keep_screenshot(page, f"demo-{path}")


def test_each_page_fits_a_phone(demo: Server, words: Words, open_page: OpenPage) -> None:
    page = enter(demo, words, open_page, "lead", size=PHONE)

    for path, title in TITLES.items():
        page.goto(f"{demo.url}/{path}")
        expect(page.locator("h1"), path).to_have_text(words(title))
        settle(page)
        keep_screenshot(page, f"demo-{path}")
        assert sticks_out(page) <= 0, path


def enter(demo: Server, words: Words, open_page: OpenPage, who: str, size: Size = DESKTOP) -> Page:
    """Come in as somebody of the demo; the first page of theirs is there afterwards."""
    page = open_page(
        f"{demo.url}/demo",
        language=LOCALES[words.language],
        size=size,
        may_say=(NOT_THERE,) if CLOSED[who] else (),
    )
    part = {
        "lead": words("Lead: watches and signs off"),
        "operator": words("Operator: plans the sale"),
        "design": words("Teammate: {team}", team=Sentence("Design")),
    }[who]
    page.get_by_role("button", name=part).first.click()
    expect(page.locator("h1")).to_have_text(words(TITLES[FIRST[who]]))
    return page
