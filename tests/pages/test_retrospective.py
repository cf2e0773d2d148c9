"""What did we learn: the retrospective for everyone, its files, and what the next sale takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pytest
import streamlit as st
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from planner import actions, reports
from planner.rules.figures import Figures
from planner.rules.retrospectives import NoteKind
from tests.pages.acting import HOSTILE, press
from tests.pages.conftest import Visit, shown
from tests.pages.test_progress import charts, files, type_in
from tests.support.cast import CAMPAIGN, PICTURES, STOCK, Cast

AFTER_THE_SALE = datetime.fromisoformat("2026-11-16T12:00:00+08:00")
ON_THE_FOURTH = datetime.fromisoformat("2026-11-04T10:00:00+08:00")


@pytest.fixture(autouse=True)
def _sold(cast: Cast) -> None:
    """The pictures were two days late, the stock got stuck, 90,000 of 100,000 yuan came in."""
    cast.clock.now = datetime.fromisoformat("2026-11-05T18:00:00+08:00")
    cast.do(cast.xiaowen, actions.tasks.complete, task_id=PICTURES)
    cast.do(cast.laoku, actions.tasks.say_stuck, task_id=STOCK, reason="等车")
    cast.clock.now = AFTER_THE_SALE
    type_in(cast, 10, paid_fen=2_000_000, paid_count=100)
    type_in(cast, 11, paid_fen=6_000_000, paid_count=300)
    type_in(cast, 15, paid_fen=1_000_000, paid_count=50)


def test_it_says_what_was_learned_with_the_sums(cast: Cast, visit: Visit) -> None:
    app = visit(cast.xiaowen, "retrospective")

    said = shown(app)
    assert "The sale reached 90% of its target" in said
    assert "The sale is over and known to its end." in said
    # Done on the 5th, two days after the 3rd; of the eight tasks seven more are past due.
    assert "0% of the tasks were done on time" in said
    assert "1 task got stuck" in said
    assert len(charts(app)) == 5


def test_before_the_wrap_up_it_says_that_it_is_not_final(cast: Cast, visit: Visit) -> None:
    cast.clock.now = ON_THE_FOURTH

    app = visit(cast.zhou, "retrospective")

    assert any("Not final: the sale runs until" in one.value for one in app.info)


def test_both_files_are_offered(cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    got = fetched(visit(cast.xiaowen, "retrospective"), monkeypatch)

    assert list(got) == ["Page to send (.html)", "All tables (.xlsx)"]


def fetched(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The files behind the downloads, by label, as whoever fetches them gets them."""
    found: dict[str, bytes] = {}

    def take(label: str, make: Callable[[], bytes], **_: Any) -> None:
        found[label] = make()

    monkeypatch.setattr(st, "download_button", take)
    app.session_state["retrospective-files"] = True
    app.run()
    assert not app.exception
    return found
