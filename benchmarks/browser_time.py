"""What a person at a browser waits for, in a real Chromium."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.server_time import Measured
from benchmarks.shop import MeasuredShop
from tests.support.chromium import FLAGS, ready
from tests.support.server import Server

_TIMES = 12
_SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'
_WATCH = """
window.firstSeen = {};
const watched = [".bar", ".card", ".row .tick"];
const look = () => {
  const roots = [...document.querySelectorAll('[data-testid="stBidiComponentRegular"], div')]
    .map(element => element.shadowRoot).filter(Boolean);
  for (const one of watched)
    if (!(one in window.firstSeen) && roots.some(root => root.querySelector(one)))
      window.firstSeen[one] = performance.now();
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
_STRUCK = """
() => new Promise(resolve => {
  const root = [...document.querySelectorAll("*")].find(
    element => element.shadowRoot?.querySelector(".row .tick"))?.shadowRoot;
  const struck = () => root.querySelectorAll(".row[data-state=done]").length;
  const before = struck();
  const began = performance.now();
  const watch = () => struck() > before
    ? resolve(performance.now() - began) : requestAnimationFrame(watch);
  root.querySelector(".row:not([data-state=done]) .tick").click();
  requestAnimationFrame(watch);
})
"""


def browser_times(server: Server, shop: MeasuredShop) -> list[Measured]:
    """Ticks, page loads and page switches as they appear on screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ready(), args=list(FLAGS))
        lines = [
            _cold(browser, server, shop),
            *_warm(browser, server, shop),
            _ticks(browser, server, shop),
        ]
        browser.close()
    return lines


def _context(browser: Browser, server: Server, token: str) -> BrowserContext:
    context = browser.new_context(locale="en-GB", viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "planner_session", "value": token, "url": server.url}])
    context.add_init_script(_WATCH)
    return context


def _cold(browser: Browser, server: Server, shop: MeasuredShop) -> Measured:
    times = []
    for _ in range(4):
        context = _context(browser, server, shop.tokens[1])
        times.append(_load(context.new_page(), f"{server.url}/my_tasks", ".row .tick"))
        context.close()
    return Measured("first page without a browser cache", tuple(times))


def _warm(browser: Browser, server: Server, shop: MeasuredShop) -> list[Measured]:
    context = _context(browser, server, shop.tokens[0])
    page = context.new_page()
    _load(page, f"{server.url}/timeline", ".bar")
    lines = [
        Measured(
            "timeline: page load, warm",
            tuple(_load(page, f"{server.url}/timeline", ".bar") for _ in range(_TIMES)),
        )
    ]
    switches = []
    for _ in range(_TIMES):
        for path, seen in (("tasks", ".card"), ("timeline", ".bar")):
            switches.append(_switch(page, path, seen))
    lines.append(Measured("switch between tasks and timeline", tuple(switches)))
    context.close()
    return lines


def _ticks(browser: Browser, server: Server, shop: MeasuredShop) -> Measured:
    context = _context(browser, server, shop.tokens[3])
    page = context.new_page()
    _load(page, f"{server.url}/my_tasks", ".row .tick")
    times = []
    for _ in range(4):
        page.wait_for_timeout(600)
        times.append(float(page.evaluate(_STRUCK)))
    context.close()
    return Measured("tick: click to struck through", tuple(times))


def _load(page: Page, url: str, seen: str) -> float:
    page.goto(url, wait_until="commit")
    page.wait_for_selector(_SETTLED)
    page.locator(seen).first.wait_for()
    return float(page.evaluate("seen => window.firstSeen[seen]", seen))


def _switch(page: Page, path: str, seen: str) -> float:
    began = page.evaluate("() => { window.firstSeen = {}; return performance.now() }")
    page.evaluate(
        """path => document.querySelector(
            `[data-testid="stSidebarNavLink"][href$="/${path}"]`).click()""",
        path,
    )
    page.locator(seen).first.wait_for()
    page.wait_for_timeout(600)
    return float(page.evaluate("seen => window.firstSeen[seen]", seen)) - float(began)
