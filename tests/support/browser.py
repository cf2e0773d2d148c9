"""Real Chromium for tests: pages that are watched, a wait that means done, kept screenshots.

A page fails its test on a script error, a console error, an error box or a request that leaves
this machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypedDict
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.support import chromium

SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
_HOME = {"127.0.0.1", "localhost"}
_WAIT_MS = 30_000
# On a deep link Streamlit's script tries the page's own path for these before the root's.
_PROBED = r"status of 404 .*/\w+/_stcore/(health|host-config)\)$"
# Notes when a page last asked the server over its socket and when it last heard from it, and how
# many files are on their way.
_LISTENING = """
(() => {
  const say = WebSocket.prototype.send;
  const upload = XMLHttpRequest.prototype.send;
  const heard = new WeakSet();
  window.socketAsked = window.socketHeard = window.filesOnTheWay = 0;
  WebSocket.prototype.send = function (...said) {
    if (!heard.has(this)) {
      heard.add(this);
      this.addEventListener("message", () => { window.socketHeard = performance.now(); });
    }
    window.socketAsked = performance.now();
    return say.apply(this, said);
  };
  XMLHttpRequest.prototype.send = function (...said) {
    window.filesOnTheWay += 1;
    this.addEventListener("loadend", () => { window.filesOnTheWay -= 1; });
    return upload.apply(this, said);
  };
})();
"""
# A click's run begins only when the server answers, so a page that waits for an answer is not
# at rest even though Streamlit still calls it so; and it draws for a moment after its run.
_AT_REST = """
([look, still]) => {
  const app = document.querySelector("[data-testid=stApp]");
  const rests = app?.dataset.testScriptState === "notRunning"
    && window.socketHeard >= window.socketAsked
    && !window.filesOnTheWay
    && !document.querySelector("[data-testid=stSkeleton], [data-stale=true]");
  if (!rests || window.restLook !== look) {
    window.restLook = look;
    window.restSince = rests ? performance.now() : Infinity;
  } else if (window.restSince === Infinity) {
    window.restSince = performance.now();
  }
  return performance.now() - window.restSince >= still;
}
"""
_STILL_MS = 100
_looks = count()

expect.set_options(timeout=_WAIT_MS)


class Size(TypedDict):
    """A window in CSS pixels."""

    width: int
    height: int


DESKTOP = Size(width=1440, height=900)
PHONE = Size(width=390, height=844)


class OpenPage(Protocol):
    """Opens an address in a browser of its own: nobody's cookies, one language, one size."""

    def __call__(
        self,
        url: str,
        *,
        language: str = "zh-CN",
        size: Size = DESKTOP,
        dark: bool = False,
        signed_in: Any = None,
        may_say: tuple[str, ...] = (),
    ) -> Page: ...


@dataclass
class Watch:
    """What went wrong on a browser's pages; regular expressions in ``may_say`` let some pass."""

    may_say: tuple[str, ...]
    wrong: list[str] = field(default_factory=list)

    def hear(self, what: str) -> None:
        """Note something that went wrong."""
        if not any(re.search(allowed, what) for allowed in (_PROBED, *self.may_say)):
            self.wrong.append(what)

    def over(self, context: BrowserContext) -> None:
        """Listen to every page of a browser context, those still to come included."""
        context.on("page", self._over_page)
        context.on("request", lambda request: self._ask(request.url))
        context.on("console", lambda said: self._console(said.type, said.text, said.location))
        context.on("weberror", lambda error: self.hear(f"script error: {error.error}"))

    def _over_page(self, page: Page) -> None:
        page.on("crash", lambda _: self.hear("the page crashed"))
        page.on("websocket", lambda socket: self._ask(socket.url))

    def _ask(self, url: str) -> None:
        where = urlsplit(url)
        if where.scheme in ("http", "https", "ws", "wss") and where.hostname not in _HOME:
            self.hear(f"asked outside: {url}")

    def _console(self, kind: str, text: str, location: Any) -> None:
        if kind == "error":
            self.hear(f"console: {text} ({location.get('url', '')})")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one a worker."""
    path = chromium.ready()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens watched pages and closes them after the test, failing it when one went wrong.

    ``signed_in`` is the ``context.storage_state()`` of a page that has signed in.
    """
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_one(
        url: str,
        *,
        language: str = "zh-CN",
        size: Size = DESKTOP,
        dark: bool = False,
        signed_in: Any = None,
        may_say: tuple[str, ...] = (),
    ) -> Page:
        context = browser.new_context(
            locale=language,
            timezone_id="Asia/Shanghai",
            viewport={"width": size["width"], "height": size["height"]},
            has_touch=size["width"] < 600,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            storage_state=signed_in,
        )
        context.set_default_timeout(_WAIT_MS)
        context.add_init_script(_LISTENING)
        watch = Watch(may_say)
        watch.over(context)
        opened.append((context, watch))
        page = context.new_page()
        page.goto(url)
        return page

    yield open_one
    for context, watch in opened:
        for page in context.pages:
            for box in page.get_by_test_id("stException").all_inner_texts():
                watch.hear(f"error box on {page.url}: {box}")
        context.close()
    wrong = [what for _, watch in opened for what in watch.wrong]
    if wrong:
        pytest.fail("In the browser:\n" + "\n".join(wrong), pytrace=False)


def settle(page: Page) -> None:
    """Wait until the server has answered the page's last word and Streamlit has drawn it all."""
    page.wait_for_function(_AT_REST, arg=[next(_looks), _STILL_MS], timeout=_WAIT_MS)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def keep_screenshot(page: Page, name: str) -> Path:
    """A picture of the whole page, also below the fold, for people to look at.

    It lies at ``tests/screenshots/<language>-<width>/<name>.png``.
    """
    size = page.viewport_size or {"width": DESKTOP["width"], "height": DESKTOP["height"]}
    language = page.evaluate("navigator.language")
    file = SCREENSHOTS / f"{language}-{size['width']}" / f"{name}.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    below = page.evaluate(
        "() => { const main = document.querySelector('[data-testid=stMain]');"
        " return main ? main.scrollHeight - main.clientHeight : 0; }"
    )
    if below > 0:  # Streamlit scrolls inside the page, so a full-page picture ends at the fold
        page.set_viewport_size({"width": size["width"], "height": size["height"] + below})
    page.screenshot(path=file, full_page=True, animations="disabled")
    if below > 0:
        page.set_viewport_size(size)
    return file
