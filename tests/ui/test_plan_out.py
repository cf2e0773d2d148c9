"""The timeline's files as they leave the house, read back byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest
from icalendar import Calendar

from planner.actions import due_days, tasks
from planner.charts import pictures
from planner.files import calendar_files, project_files, tables_out
from planner.reports.campaigns import CampaignCard, card
from planner.reports.tasks import Filters
from planner.reports.timelines import Timeline, timeline
from planner.ui import names, plan_picture, saying
from planner.ui.plan_out import outgoing, sheet
from tests.pages.acting import retitle
from tests.support.cast import BANNER, CAMPAIGN, PICTURES, STOCK, Cast, build, opened
from tests.support.databases import SqliteDatabases
from tests.support.moving import pin

FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def cast(sqlite_databases: SqliteDatabases) -> Iterator[Cast]:
    yield from opened(sqlite_databases.copy_of(build))
    sqlite_databases.throw_away()


@pytest.fixture
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The language of whoever takes the timeline along: English unless a test says otherwise."""
    language = getattr(request, "param", "en")
    for module in (saying, names):
        monkeypatch.setattr(module, "language", lambda: language)
    return str(language)


def found(cast: Cast, **filters: Any) -> tuple[Timeline, CampaignCard]:
    about = {"campaign_id": CAMPAIGN}
    return (
        cast.ask(cast.xiaowen, timeline, **about, filters=Filters(**filters)),
        cast.ask(cast.xiaowen, card, **about),
    )


def spreadsheet(cast: Cast) -> list[dict[str, Any]]:
    table = sheet(found(cast)[0])
    content = tables_out.write_xlsx(table.columns, table.rows, title="双11 2026")
    header, *rows = openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.usefixtures("reader")
def test_a_row_of_the_spreadsheet_says_when_and_against_what(cast: Cast) -> None:
    version = cast.task(STOCK).version
    cast.do(cast.zhou, due_days.shift, task_id=STOCK, version=version, days=2)
    pin(cast, STOCK)

    (row,) = [row for row in spreadsheet(cast) if row["Title"] == "备货入仓"]

    assert row == {
        "Key": f"{cast.campaign_code()}-3",
        "Title": "备货入仓",
        "Phase": "爆发",
        "Team": "Warehouse",
        "Owner": None,
        "State": "To do",
        "Begins": datetime(2026, 11, 9),
        "Due": datetime(2026, 11, 10),
        "Working days": 2,
        "Effort in hours": 4,
        "Must-have": "yes",
        "Fixed date": "yes",
        "Days late": 0,
        "Waits for": None,
        "Baseline begins": datetime(2026, 11, 7),
        "Baseline due": datetime(2026, 11, 8),
    }


@pytest.mark.usefixtures("reader")
def test_typed_text_is_no_formula_in_the_spreadsheet(cast: Cast) -> None:
    retitle(cast, PICTURES, FORMULA)

    table = sheet(found(cast)[0])
    content = tables_out.write_xlsx(table.columns, table.rows, title="双11 2026")

    (cell,) = [
        cell
        for (cell,) in openpyxl.load_workbook(BytesIO(content)).active.iter_rows(
            min_col=2, max_col=2
        )
        if cell.value == FORMULA
    ]
    assert cell.data_type == "s"


@pytest.mark.parametrize("reader", ["zh"], indirect=True)
@pytest.mark.usefixtures("reader")
def test_the_spreadsheet_speaks_the_readers_language(cast: Cast) -> None:
    row = spreadsheet(cast)[0]

    assert list(row)[:4] == ["编号", "标题", "阶段", "团队"]
    assert row["状态"] == "待办"


@pytest.mark.usefixtures("reader")
def test_a_calendar_of_the_plan_holds_every_task_phase_and_milestone(cast: Cast) -> None:
    plan = outgoing(*found(cast))

    events = Calendar.from_ical(calendar_files.write_ics(plan)).walk("VEVENT")

    assert len(events) == 8 + 3 + 1
    (banner,) = [event for event in events if str(event["summary"]).startswith("首页海报")]
    assert banner["uid"] == f"{cast.campaign_code()}-2@sale-planner"
    assert banner["sequence"] == cast.task(BANNER).version
    assert banner.decoded("dtend") == date(2026, 11, 5)
    assert str(banner["description"]).split("\n") == [
        "Team: Design",
        "Owner: Unclaimed",
        "State: To do",
    ]


@pytest.mark.usefixtures("reader")
def test_a_project_file_tells_what_is_done(cast: Cast) -> None:
    cast.do(cast.xiaowen, tasks.complete, task_id=PICTURES)
    plan = outgoing(*found(cast))

    project = ElementTree.fromstring(project_files.write_mspdi(plan))

    names_of = {"p": project_files.NAMESPACE}
    done = {
        line.findtext("p:Name", "", names_of): line.findtext("p:PercentComplete", "", names_of)
        for line in project.findall("p:Tasks/p:Task", names_of)
    }
    assert (done["主图"], done["首页海报"]) == ("100", "0")
    (link,) = project.findall(".//p:PredecessorLink/p:PredecessorUID[.='1']", names_of)
    assert link.text == "1"


@pytest.mark.usefixtures("reader")
def test_what_the_filters_leave_out_stays_at_home(cast: Cast) -> None:
    plan = outgoing(*found(cast, search="海报"))

    assert [(task.title, task.links) for task in plan.tasks] == [("首页海报", ())]


@pytest.mark.usefixtures("reader")
def test_a_long_plan_leaves_as_several_pictures(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_picture, "MOST_ROWS", 6)
    monkeypatch.setattr(pictures, "chinese_font", lambda _folders: "Noto Sans CJK SC")
    seen, about = found(cast)
    rows = plan_picture.rows_of(seen, "phase", ("chain", "baseline"), frozenset({PICTURES}))

    drawn = plan_picture.drawn(rows, about, plan_picture.labels_of(seen, about))

    with ZipFile(BytesIO(plan_picture.bundled(drawn))) as bundle:
        assert bundle.namelist() == ["双11 2026 1.png", "双11 2026 2.png"]
        assert all(bundle.read(name).startswith(b"\x89PNG") for name in bundle.namelist())


@pytest.mark.usefixtures("reader")
def test_a_short_plan_leaves_as_one_picture(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "chinese_font", lambda _folders: "Noto Sans CJK SC")
    seen, about = found(cast)
    rows = plan_picture.rows_of(seen, "team", (), frozenset())

    picture = plan_picture.bundled(
        plan_picture.drawn(rows, about, plan_picture.labels_of(seen, about))
    )

    assert picture.startswith(b"\x89PNG")
    assert list(rows["title"][rows["begins"].isna()]) == [
        *("Design", "Warehouse", "Customer service", "Operations"),
    ]
    notes = dict(zip(rows["title"], rows["note"], strict=True))
    assert notes["首页海报"] == "Wed 4 Nov · Blocked"
    assert notes["主图"] == "Tue 3 Nov · Late"
