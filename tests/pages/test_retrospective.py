"""What did we learn: the retrospective for everyone, its files, and what the next sale takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
import streamlit as st
from openpyxl import Workbook, load_workbook
from sqlalchemy import delete
from streamlit.testing.v1 import AppTest

from planner import actions, reports
from planner.rules.retrospectives import NoteKind
from planner.tables.promotions import AcceptedFinding
from planner.tables.sales import SalesFigure
from tests.files.test_pages_out import Reader
from tests.pages.acting import HOSTILE
from tests.pages.conftest import Visit, shown
from tests.pages.test_progress import charts, type_in
from tests.support.cast import CAMPAIGN, PICTURES, STOCK, XIAOWEN, ZHOU, Cast

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


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("who", ["damao", "zhou", "xiaowen"])
def test_it_opens_for_everyone_and_costs_stay_out_of_sight(
    cast: Cast, visit: Visit, who: str, language: str
) -> None:
    app = visit(getattr(cast, who), "retrospective", language)

    assert not app.exception
    assert not app.error
    plans = who != "xiaowen"
    assert any(one.key == f"keep-curve-{CAMPAIGN}-save" for one in app.button) == plans
    assert any(one.key and one.key.startswith("note-") for one in app.text_area) == plans


def test_the_workbook_has_a_sheet_for_each_table_with_numbers_as_numbers(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = workbook(visit(cast.xiaowen, "retrospective"), monkeypatch)

    assert book.sheetnames[:5] == [
        *("What we learned", "Sales so far against the plan", "By day", "By phase", "By shop")
    ]
    days = list(book["By day"].values)
    assert days[0][0] == "Day"
    # The 11th brought 60,000 yuan by 300 orders; the orders of other days are not known.
    eleventh = next(row for row in days if row[0] == datetime(2026, 11, 11))
    assert (eleventh[4], eleventh[7]) == (60_000, 300)
    late = {row[0]: row for row in book["Late tasks"].values}
    assert late["主图"][3:] == (datetime(2026, 11, 3), datetime(2026, 11, 5), 2, -7, -5)
    teams = {row[0]: row for row in book["Lead times by team"].values}
    assert teams["Design"][1:4] == (4, 1, 0)


def test_a_cell_that_looks_like_a_formula_is_text(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(cast, "=1+1")

    book = workbook(visit(cast.xiaowen, "retrospective"), monkeypatch)

    cell = book["Notes"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    ("language", "tag", "heading"),
    [("en", "en", "In our own words"), ("zh", "zh-CN", "我们自己的话")],
)
def test_the_page_to_send_asks_nobody_and_keeps_typed_text(
    cast: Cast,
    visit: Visit,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    tag: str,
    heading: str,
) -> None:
    write(cast, HOSTILE)

    content = next(
        iter(fetched(visit(cast.xiaowen, "retrospective", language), monkeypatch).values())
    ).decode("utf-8")

    reader = Reader()
    reader.feed(content)
    tags = {name for name, _ in reader.tags}
    assert ("html", {"lang": tag}) in reader.tags
    assert not tags & {"script", "img", "iframe", "link", "object", "b"}
    assert "http:" not in content
    assert "https:" not in content
    assert heading in reader.text
    assert any(HOSTILE in text for text in reader.text)
    # The line, the days, the phases, the shops and the lead times, each wide and narrow.
    assert [name for name, _ in reader.tags].count("svg") == 10


def test_costs_are_in_no_file_of_who_may_not_see_them(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cast._session() as session:
        session.add(
            AcceptedFinding(
                campaign_id=CAMPAIGN,
                shop_id=1,
                finding="below_cost||TEA|2",
                proof="0",
                reason="亏本清库存",
                accepted_at=AFTER_THE_SALE,
                version=1,
            )
        )
        session.commit()

    seen = {
        who: fetched(visit(cast.actor(who), "retrospective"), monkeypatch)
        for who in (ZHOU, XIAOWEN)
    }

    page = {who: content["Page to send (.html)"].decode() for who, content in seen.items()}
    sheets = {
        who: load_workbook(BytesIO(content["All tables (.xlsx)"])).sheetnames
        for who, content in seen.items()
    }
    assert "亏本清库存" in page[ZHOU]
    assert "Findings accepted with a reason" in sheets[ZHOU]
    assert "亏本清库存" not in page[XIAOWEN]
    assert "Findings accepted with a reason" not in sheets[XIAOWEN]


def test_a_note_is_written_read_and_removed(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "retrospective")
    app.text_area(key=f"note-keep-{CAMPAIGN}").set_value("提前一小时到岗").run()
    app.button(key=f"note-keep-{CAMPAIGN}-save").click().run()

    assert "提前一小时到岗" in shown(visit(cast.laoku, "retrospective"))
    assert app.text_area(key=f"note-keep-{CAMPAIGN}").value == ""

    app.button(key="remove-note-1").click().run()

    assert "提前一小时到岗" not in shown(visit(cast.laoku, "retrospective"))


def test_the_curve_is_kept_or_refused_in_a_sentence(cast: Cast, visit: Visit) -> None:
    cast.clock.now = ON_THE_FOURTH
    early = visit(cast.zhou, "retrospective")
    early.button(key=f"keep-curve-{CAMPAIGN}-save").click().run()
    refused = [one.value for one in early.error]
    cast.clock.now = AFTER_THE_SALE

    app = visit(cast.zhou, "retrospective")
    app.button(key=f"keep-curve-{CAMPAIGN}-save").click().run()

    assert "the sale runs until" in refused[0]
    assert list(cast.ask(cast.zhou, reports.curves.kept)["name"]) == ["双11 2026"]
    assert "Kept as “双11 2026”." in shown(app)


def test_the_grid_of_offsets_speaks_the_readers_language(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "retrospective", "zh")

    headers = [list(map(str, one.value.columns)) for one in app.dataframe]
    assert ["采纳", "任务", "团队", "现在的提前量", "建议", "原因"] in headers


def test_chosen_offsets_become_a_version_of_a_template(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "retrospective")

    next(one for one in app.button if one.label == "Save 1 new offset as a version").click().run()

    offered = cast.ask(cast.zhou, reports.proposed_offsets.templates, campaign_id=CAMPAIGN)
    ((key, (number, _)),) = offered.items()
    card = cast.ask(cast.zhou, reports.templates.card, key=key)
    assert number == 2
    assert {task.key: task.offset_days for task in card.template.tasks}["pictures"] == -5
    assert "No task was done a day or more off" in shown(app)


def test_a_sale_without_anything_says_so(cast: Cast, visit: Visit) -> None:
    with cast._session() as session:
        session.execute(delete(SalesFigure))
        session.commit()

    app = visit(cast.xiaowen, "retrospective")

    assert not app.exception
    assert "There are no sales figures yet." in shown(app)


def write(cast: Cast, text: str) -> None:
    """Let the operator write a note."""
    given = {"campaign_id": CAMPAIGN, "kind": NoteKind.KEEP, "text": text}
    cast.do(cast.zhou, actions.retrospectives.write_note, **given)


def workbook(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> Workbook:
    """The workbook behind the download."""
    return load_workbook(BytesIO(fetched(app, monkeypatch)["All tables (.xlsx)"]))


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
