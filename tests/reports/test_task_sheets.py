"""A campaign's tasks as rows of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from planner.actions import evidence, plans, tasks, teams
from planner.files.tasks import TaskColumn, TaskFile, TaskRow
from planner.reports import task_sheets
from planner.rules.people import NOBODY
from tests.support.cast import BANNER, CAMPAIGN, COPY, STOCK, Cast, build, names_in, opened
from tests.support.databases import Databases


@pytest.fixture
def shop(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def rows(shop: Cast, language: str = "zh") -> tuple[TaskRow, ...]:
    return shop.ask(shop.xiaowen, task_sheets.rows, campaign_id=CAMPAIGN, **names_in(language))


def test_a_row_holds_what_can_be_planned_of_a_task(shop: Cast) -> None:
    shop.do(shop.xiaowen, evidence.tick_item, item_id=1)
    code = shop.campaign_code()

    pictures, banner, *_ = rows(shop)

    assert (pictures.row, pictures.key) == (2, f"{code}-1")
    assert pictures.cells == {
        TaskColumn.TITLE: "主图",
        TaskColumn.TEAM: "设计",
        TaskColumn.OWNER: "小文",
        TaskColumn.PHASE: "爆发",
        TaskColumn.DUE: date(2026, 11, 3),
        TaskColumn.EFFORT_HOURS: 4.0,
        TaskColumn.MUST_HAVE: True,
        TaskColumn.APPROVER: None,
        TaskColumn.PREDECESSORS: (),
        TaskColumn.CHECKLIST: ((True, "白底图"), (False, "场景图")),
        TaskColumn.ACCEPTANCE: "",
        TaskColumn.STATE: "进行中",
    }
    assert (banner.cells[TaskColumn.APPROVER], banner.cells[TaskColumn.PREDECESSORS]) == (
        "大毛",
        (f"{code}-1",),
    )


def test_rows_stand_by_number_without_what_is_in_the_bin(shop: Cast) -> None:
    shop.do(shop.zhou, plans.remove, task_ids=[COPY])

    found = rows(shop)

    assert [row.key for row in found] == [
        f"{shop.campaign_code()}-{number}" for number in (1, 2, 3, 4, 6, 7, 8)
    ]
    assert found[4].cells[TaskColumn.PREDECESSORS] == ()


def test_teams_and_states_are_in_the_readers_language(shop: Cast) -> None:
    shop.do(shop.laoku, tasks.complete, task_id=STOCK)

    said = [rows(shop, language)[2].cells for language in ("zh", "en")]

    assert [(cells[TaskColumn.TEAM], cells[TaskColumn.STATE]) for cells in said] == [
        ("仓储", "完成"),
        ("Warehouse", "Done"),
    ]


def test_a_renamed_first_team_keeps_its_name(shop: Cast) -> None:
    warehouse = shop.team_id("warehouse")
    shop.do(shop.damao, teams.rename_team, team_id=warehouse, version=1, name="华东仓")

    said = [rows(shop, language)[2].cells[TaskColumn.TEAM] for language in ("zh", "en")]

    assert said == ["华东仓", "华东仓"]


def test_a_preview_leaves_everything_as_it_is(shop: Cast) -> None:
    before = shop.rows()
    file = TaskFile((TaskRow(2, rows(shop)[1].key, {TaskColumn.TITLE: "新海报"}),), ())

    diff = shop.ask(
        shop.zhou, task_sheets.preview, campaign_id=CAMPAIGN, file=file, **names_in("zh")
    )

    assert [change.task_id for change in diff.changes] == [BANNER]
    assert shop.rows() == before


def test_nobody_takes_a_list_out(shop: Cast) -> None:
    with shop.refused("Sign in to see this"):
        shop.ask(NOBODY, task_sheets.rows, campaign_id=CAMPAIGN, **names_in("zh"))
