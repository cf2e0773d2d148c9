"""Pulling the plug while people tick and import: what was confirmed is there, nothing is half."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from http.client import HTTPException

from playwright.sync_api import Page, expect
from websockets.exceptions import WebSocketException

from planner.actions import plans
from planner.rules.tasks import TaskField
from tests.browser.conftest import Enter
from tests.browser.stage import (
    AZHE,
    DAMAO,
    LAOKU,
    PICTURES,
    PRICES,
    SHELF,
    STOCK,
    XIAOWEN,
    ZHOU,
    Shop,
    Words,
    go,
    token_of,
)
from tests.files.making import ORDER_HEADERS, csv_file
from tests.support.server import Server
from tests.support.visitor import Visitor

OWNERS = {XIAOWEN: PICTURES, AZHE: SHELF, LAOKU: STOCK, DAMAO: PRICES}
# Seconds between the press on "take in" and the end of the server, one a round; in the last the
# page says first that the figures are in.
DELAYS = (0.1, 0.2, 0.3, 0.45, 0.6, 0.9, None)
DAYS = 60
NOISE = (r"WebSocket|ERR_|Failed to load|CLOSED|Connection|fetch",)


@dataclass
class Ticker:
    """Someone who ticks and unticks one task until the server is gone."""

    person: int
    task_id: int
    token: str
    confirmed: int = 0
    faults: int = 0

    def work(self, url: str) -> None:
        """Tick and untick; count what the server has confirmed."""
        try:
            visitor = Visitor(url, self.token)
            visitor.open("my_tasks")
            while True:
                verb = "reopen" if self.confirmed % 2 else "complete"
                if visitor.tick(self.task_id, verb) != HTTPStatus.OK:
                    return
                self.confirmed += 1
                visitor.act("planner_task_list", "refresh")
                self.faults += visitor.faults
        except (WebSocketException, HTTPException, OSError):
            return

    def kept(self, shop: Shop) -> int:
        """How many of the ticks and unticks the database has."""
        ((events,),) = shop.ask(
            "select count(*) from event where actor_id = :person"
            " and action in ('tasks.complete', 'tasks.reopen')",
            person=self.person,
        )
        return int(events)


def test_a_server_killed_at_work_loses_nothing_and_keeps_no_half(
    shop: Shop, server: Server, enter: Enter, start_server: Callable[..., Server], words: Words
) -> None:
    give = {TaskField.OWNER: DAMAO}
    shop.act(ZHOU, plans.change_many, task_ids=[shop.task_id(PRICES)], changes=give)
    tickers = [
        Ticker(person, shop.task_id(title), token_of(server, person))
        for person, title in OWNERS.items()
    ]
    page = enter(ZHOU, may_say=NOISE)
    taken = 0

    for round_, delay in enumerate(DELAYS, start=1):
        threads = [threading.Thread(target=one.work, args=(server.url,)) for one in tickers]
        for thread in threads:
            thread.start()
        confirmed = imports_until_the_end(page, server, words, round_, delay)
        for thread in threads:
            thread.join()
        server = start_server(shop.home, port=server.port)

        assert shop.ask("pragma integrity_check") == [("ok",)]
        assert shop.ask("pragma foreign_key_check") == []
        for one in tickers:
            assert one.faults == 0
            assert one.kept(shop) - one.confirmed in (0, 1), one
            one.confirmed = one.kept(shop)
        found = shop.ask("select distinct paid_fen from sales_figure where partial = 0")
        assert found in ([(round_ * 100,)], [(taken * 100,)] if taken else [])
        if confirmed:
            assert found == [(round_ * 100,)]
        taken = round_ if found == [(round_ * 100,)] else taken

    assert taken == len(DELAYS)
    assert all(one.confirmed > len(DELAYS) for one in tickers)


def imports_until_the_end(
    page: Page, server: Server, words: Words, round_: int, delay: float | None
) -> bool:
    """Take sixty days of hours in and kill the server so many seconds later; was it confirmed?"""
    go(page, server, "figures")
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(
        {"name": f"{round_}.csv", "mimeType": "text/csv", "buffer": orders_of(round_)}
    )
    take = page.get_by_role("button", name=words("Take in these figures"))
    expect(take).to_be_visible()
    take.click()
    said = page.get_by_text(words("The figures are in."))
    if delay is None:
        expect(said).to_be_visible()
    else:
        threading.Event().wait(delay)
    confirmed = said.is_visible()
    server.kill()
    return confirmed


def orders_of(round_: int) -> bytes:
    """One order an hour for sixty days, each of as many yuan as rounds have begun."""
    first = date(2026, 5, 1)
    rows = [
        (number, f"{round_}.00", f"{round_}.00", "上海", moment, moment, "0.0")
        for number in range(DAYS * 24)
        for moment in [f"{first + timedelta(days=number // 24)} {number % 24:02}:30:00"]
    ]
    return csv_file(ORDER_HEADERS, *rows)
