"""An operator keeps this year's sale as a template, edits it in the grid and begins from it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from planner.files.own_templates import read_template
from tests.browser.conftest import Enter
from tests.browser.stage import (
    CAMPAIGN,
    IN_BOTH_LANGUAGES,
    ZHOU,
    Shop,
    Words,
    downloaded,
    drawer,
    go,
    press,
    told,
)
from tests.support.browser import keep_screenshot, settle
from tests.support.server import Server

NAME, NEW_TITLE = "小山双11", "Look at last year"


@IN_BOTH_LANGUAGES
def test_a_sale_is_kept_edited_shared_and_planned_again(
    server: Server, shop: Shop, enter: Enter, words: Words
) -> None:
    page = enter(ZHOU)
    go(page, server, "campaign")

    keeps_it(page, words)
    edits_it(page, server, words)
    gives_it_away_and_takes_it_in(page, words)
    begins_from_it(page, words)

    titles = {title for (title,) in shop.ask("select title from task where campaign_id = 2")}
    before = {title for (title,) in shop.ask("select title from task where campaign_id = 1")}
    assert NEW_TITLE in titles
    assert len(titles - before) == 1


def keeps_it(page: Page, words: Words) -> None:
    """Save the campaign as a template."""
    press(page, words("Save as a template"))
    drawer(page).get_by_label(words("Template name")).fill(NAME)
    keep_screenshot(page, f"template-save-{words.language}")
    press(drawer(page), words("Save as a template"))
    told(page, NAME)


def edits_it(page: Page, server: Server, words: Words) -> None:
    """Call the first task something else in its grid."""
    go(page, server, "templates")
    page.get_by_role("button", name=words("Look inside"), exact=True).first.click()
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    press(page, words("Edit"))
    expect(page.get_by_test_id("stDataFrame")).to_have_count(3)
    settle(page)
    _write(page.get_by_test_id("stDataFrame").last, NEW_TITLE)
    keep_screenshot(page, f"template-edit-{words.language}")
    press(page, words("Save as version {number}", number=2))
    told(
        page,
        words("changed the template “{template}”: version {number}", template=NAME, number=2)[1:],
    )
    settle(page)
    keep_screenshot(page, f"template-{words.language}")


def gives_it_away_and_takes_it_in(page: Page, words: Words) -> None:
    """Download it; the same file comes back as another template."""
    content = downloaded(page, page.get_by_role("button", name=words("Download")))
    assert read_template(content, "own").name.zh == NAME
    press(page, words("All templates"))
    press(page, words("Take in a file"))
    drawer(page).get_by_test_id("stFileUploader").locator("input").set_input_files(
        {"name": "ours.toml", "mimeType": "application/toml", "buffer": content}
    )
    expect(drawer(page).get_by_label(words("Template name"))).to_have_value(f"{NAME} (2)")
    keep_screenshot(page, f"template-upload-{words.language}")
    press(drawer(page), words("Take in this template"))
    expect(page.get_by_role("heading", name=f"{NAME} (2)")).to_be_visible()


def begins_from_it(page: Page, words: Words) -> None:
    """Plan another campaign with it."""
    press(page, words("Plan a campaign with it"))
    expect(page.locator("h1")).to_have_text(words("New campaign"))
    expect(page.get_by_role("radio", name=f"{NAME} (2)")).to_be_checked()
    settle(page)
    keep_screenshot(page, f"template-new-campaign-{words.language}")
    press(page, words("Create campaign"))
    expect(page.locator("h1")).to_have_text(words("Timeline"))
    expect(page.get_by_role("combobox")).not_to_have_text(CAMPAIGN)
    settle(page)


def _write(grid: Locator, text: str) -> None:
    """Write into the first cell of a grid, which is drawn on a canvas."""
    first = grid.get_by_test_id("glide-cell-1-0")
    expect(first).to_be_attached()
    grid.get_by_test_id("data-grid-canvas").click(position={"x": 150, "y": 52}, force=True)
    expect(first).to_have_attribute("aria-selected", "true")
    grid.page.keyboard.press("Enter")
    cell = grid.page.locator("#portal textarea")
    expect(cell).to_be_visible()
    cell.fill(text)
    grid.page.keyboard.press("Enter")
    expect(cell).to_have_count(0)
    settle(grid.page)
