"""The war room at a real browser: it refreshes itself, nothing blinks, and it fills the screen."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from planner.actions import sales
from planner.rules.figures import Figures
from tests.browser.conftest import Enter
from tests.browser.stage import DAMAO, IN_BOTH_LANGUAGES, Shop, Words, go, sticks_out, today
from tests.support.browser import PHONE, keep_screenshot
from tests.support.server import Server

# Watches the room: what was added or taken away, and the least opacity of anything around it.
WATCH = """
() => {
  const every = [...document.querySelectorAll("*")];
  const host = every.find(one => one.shadowRoot?.querySelector(".digits"));
  const seen = { added: 0, opacity: 1, digits: host.shadowRoot.querySelector(".digits") };
  new MutationObserver(list => {
    for (const one of list) seen.added += [...one.addedNodes].filter(n => n.nodeType === 1).length;
  }).observe(host.shadowRoot, { childList: true, subtree: true });
  const look = () => {
    for (let at = host; at; at = at.parentElement)
      seen.opacity = Math.min(seen.opacity, Number(getComputedStyle(at).opacity));
    requestAnimationFrame(look);
  };
  look();
  window.watched = seen;
}
"""
SEEN = "() => [watched.added, watched.opacity, watched.digits.isConnected]"


@IN_BOTH_LANGUAGES
def test_a_new_figure_appears_without_a_click_and_nothing_blinks(
    shop: Shop, server: Server, enter: Enter, words: Words
) -> None:
    sell(shop, 1_000_000)
    page = enter(DAMAO)
    go(page, server, "war_room")
    reached = number(page, words("Reached"))
    expect(reached).to_contain_text("¥10,000.00")
    page.evaluate(WATCH)

    sell(shop, 1_230_000)

    expect(reached).to_contain_text("¥12,300.00", timeout=15_000)
    page.wait_for_timeout(11_000)
    added, opacity, same = page.evaluate(SEEN)
    assert same
    assert opacity == 1
    assert added <= 6  # the line that says what was taken in, in the list of what was done last
    keep_screenshot(page, "war-room")


@IN_BOTH_LANGUAGES
def test_it_fills_the_screen_and_is_read_across_a_room(
    shop: Shop, server: Server, enter: Enter, words: Words
) -> None:
    sell(shop, 1_000_000)
    page = enter(DAMAO)
    go(page, server, "war_room")
    small = digits_px(page)

    page.get_by_role("button", name=words("Full screen"), exact=True).click()
    leave = page.get_by_role("button", name=words("Leave full screen"), exact=True)
    expect(leave).to_be_visible()
    box = page.locator(".planner.full").bounding_box()
    large = digits_px(page)
    keep_screenshot(page, "war-room-full")
    leave.click()

    expect(page.locator(".planner.full")).to_have_count(0)
    assert min(small, large) >= 64
    assert box is not None
    assert (box["x"], box["y"], box["width"]) == (0, 0, 1440)


def test_on_a_phone_everything_fits(shop: Shop, server: Server, enter: Enter) -> None:
    sell(shop, 1_000_000)
    page = enter(DAMAO, size=PHONE)

    go(page, server, "war_room")

    expect(page.locator(".number")).to_have_count(5)
    assert sticks_out(page) <= 0


def sell(shop: Shop, paid_fen: int) -> None:
    """What was paid yesterday, as somebody types it."""
    seen = shop.ask("select version from sales_figure")
    shop.act(
        DAMAO,
        sales.type_in,
        shop_id=1,
        day=today() - timedelta(days=1),
        figures=Figures(paid_fen=paid_fen, paid_count=50, refunded_fen=0),
        version=int(seen[0][0]) if seen else None,
    )


def number(page: Page, label: str) -> Locator:
    """A big number by its label."""
    return page.locator(".number").filter(has=page.locator(".label", has_text=label))


def digits_px(page: Page) -> float:
    """How large the digits are drawn."""
    size = page.locator(".digits").first.evaluate("node => getComputedStyle(node).fontSize")
    return float(size.removesuffix("px"))
