"""The tea shop on a server of its own, and its people at their browsers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.stage import LOCALES, Shop, Words, build, sign_in
from tests.support.browser import DESKTOP, OpenPage, Size
from tests.support.server import Server

Enter = Callable[..., Page]


@pytest.fixture
def words(request: pytest.FixtureRequest) -> Words:
    """What the screen says: in Chinese, or in each language where ``IN_BOTH_LANGUAGES`` asks."""
    return Words(getattr(request, "param", "zh"))


@pytest.fixture
def shop(tmp_path: Path, words: Words) -> Shop:
    """The shop in the middle of its sale, not yet opened by a server."""
    return build(tmp_path / "home", words.language)


@pytest.fixture
def server(shop: Shop, start_server: Callable[..., Server]) -> Server:
    """A server on the shop's data."""
    return start_server(shop.home)


@pytest.fixture
def enter(server: Server, open_page: OpenPage, words: Words) -> Enter:
    """Lets a person sign in at a browser of their own; returns their first page."""

    def come_in(person: int, *, size: Size = DESKTOP, may_say: tuple[str, ...] = ()) -> Page:
        page = open_page(
            "about:blank", language=LOCALES[words.language], size=size, may_say=may_say
        )
        sign_in(page, server, person, words)
        return page

    return come_in
