"""A plan that fits: too much for two designers, the best lever, the sale a week later, undone."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter
from tests.browser.stage import (
    DAMAO,
    IN_BOTH_LANGUAGES,
    Shop,
    Words,
    drawer,
    go,
    press,
    today,
    told,
    type_day,
)
from tests.support.browser import PHONE, keep_screenshot, settle
from tests.support.server import Server

_DAYS_AHEAD = 45


@IN_BOTH_LANGUAGES
def test_an_operator_makes_a_plan_fit_and_moves_the_sale_day(
    shop: Shop, server: Server, enter: Enter, words: Words
) -> None:
    page = enter(DAMAO)

    name = plans_a_sale(page, server, words)
    gives_design_two_people(page, server, shop, words)
    takes_the_best_lever(page, server, words)
    moves_the_sale_day(page, server, shop, words, name)
    takes_it_back(page, server, shop, words, name)
    looks_at_the_gates(page, server, words, name)


def plans_a_sale(page: Page, server: Server, words: Words) -> str:
    """A Double 11 in six weeks, with all its tasks."""
    go(page, server, "new_campaign")
    double_11 = {"zh": "双11", "en": "Double 11"}[words.language]
    page.get_by_test_id("stButtonGroup").get_by_text(double_11, exact=True).click()
    expect(page.get_by_label(words("Campaign name"))).to_have_value(
        re.compile(rf"^\d{{4}} {double_11}$")
    )
    settle(page)
    day = today() + timedelta(days=_DAYS_AHEAD)
    type_day(page, page.get_by_test_id("stDateInput"), day)
    name = f"{day.year} {double_11}"
    expect(page.get_by_label(words("Campaign name"))).to_have_value(name)
    settle(page)
    press(page, words("Create campaign"))
    expect(page.locator("h1")).to_have_text(words("Timeline"))
    expect(page.locator(".bar").first).to_be_visible()
    return name


def gives_design_two_people(page: Page, server: Server, shop: Shop, words: Words) -> None:
    """Two people design, whoever has an account."""
    ((team_id,),) = shop.ask("select id from team where key = 'design'")
    go(page, server, "people")
    page.get_by_test_id("stButtonGroup").get_by_text(words("Teams"), exact=True).click()
    page.locator(f".st-key-change-team-{team_id}").get_by_role("button").click()
    field = drawer(page).get_by_role("spinbutton", name=words("People"), exact=True)
    field.fill("2")
    field.press("Tab")
    keep_screenshot(page, "team-hours")
    press(drawer(page), words("Save hours"))
    expect(drawer(page)).to_have_count(0)
    assert shop.ask("select people from team where key = 'design'") == [(2,)]


def takes_the_best_lever(page: Page, server: Server, words: Words) -> None:
    """Design is red; the first thing that helps is done, and the plan fitted to it."""
    go(page, server, "workload")
    keep_screenshot(page, "workload")
    red = days(page, words("Design")).locator(".cell.over")
    expect(red.first).to_be_visible()
    was_red = red.count()
    red.first.click()
    expect(page.get_by_role("heading", name=words("What helps"))).to_be_visible()
    settle(page)
    keep_screenshot(page, "workload-what-helps")

    best = page.locator("[class*=st-key-lever-]").first
    best.get_by_role("button").click()
    expect(drawer(page)).to_be_visible()
    settle(page)
    keep_screenshot(page, "refit")
    press(drawer(page), words("Move them so"))

    expect(drawer(page)).to_have_count(0)
    settle(page)
    assert red.count() < was_red
    keep_screenshot(page, "workload-fitted")
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    settle(page)
    keep_screenshot(page, "workload")
    page.set_viewport_size({"width": 1440, "height": 900})


def moves_the_sale_day(page: Page, server: Server, shop: Shop, words: Words, name: str) -> None:
    """A week later, after a look at every task, old days and new."""
    before = due_days(shop, name)
    go(page, server, f"campaign?campaign={name}")
    press(page, words("Move the sale day or a phase"))
    later = today() + timedelta(days=_DAYS_AHEAD + 7)
    type_day(page, drawer(page).get_by_test_id("stDateInput"), later, "[role=dialog] h2")
    settle(page)
    keep_screenshot(page, "move")
    press(drawer(page), words("See what changes"))
    expect(drawer(page).get_by_test_id("stDataFrame")).to_be_visible()
    settle(page)
    keep_screenshot(page, "move-preview")
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    settle(page)
    keep_screenshot(page, "move-preview")
    page.set_viewport_size({"width": 1440, "height": 900})
    press(drawer(page), words("Move it so"))

    told(page, name)
    assert sale_day(shop, name) == later.isoformat()
    assert due_days(shop, name) == {
        key: (date.fromisoformat(day) + timedelta(days=7)).isoformat()
        for key, day in before.items()
    }


def takes_it_back(page: Page, server: Server, shop: Shop, words: Words, name: str) -> None:
    """One undo, and every day is what it was."""
    moved = due_days(shop, name)
    go(page, server, "history")
    page.get_by_test_id("stExpander").first.locator("summary").click()
    page.get_by_role("button", name=words("Undo"), exact=True).first.click()
    expect(page.get_by_text(words("Undone"), exact=True).first).to_be_visible()

    first_day = today() + timedelta(days=_DAYS_AHEAD)
    assert sale_day(shop, name) == first_day.isoformat()
    assert due_days(shop, name) == {
        key: (date.fromisoformat(day) - timedelta(days=7)).isoformat() for key, day in moved.items()
    }


def looks_at_the_gates(page: Page, server: Server, words: Words, name: str) -> None:
    """What the next phase needs before it opens, and how sure it is."""
    go(page, server, f"gates?campaign={name}")
    expect(page.get_by_role("heading", name=words("Must-haves"))).to_be_visible()
    expect(page.get_by_text(words("How sure it is to be ready in time"))).to_be_visible()
    keep_screenshot(page, "gates")
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    settle(page)
    keep_screenshot(page, "gates")


def days(page: Page, team: str) -> Locator:
    """A team's row of the heat map."""
    return page.locator(".heat tbody tr").filter(has=page.locator(".name", has_text=team))


def sale_day(shop: Shop, name: str) -> str:
    ((day,),) = shop.ask("select sale_day from campaign where name = :name", name=name)
    return str(day)


def due_days(shop: Shop, name: str) -> dict[int, str]:
    """When each task of a campaign is due."""
    return {
        task_id: str(due)
        for task_id, due in shop.ask(
            "select task.id, due_on from task join campaign on campaign.id = campaign_id"
            " where campaign.name = :name",
            name=name,
        )
    }
