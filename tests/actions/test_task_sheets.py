"""Taking a spreadsheet of tasks in: out as real bytes, edited, looked over, taken in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.actions import campaigns, evidence, people, plans, task_sheets, tasks
from planner.files import tasks as files
from planner.files.tasks import HEADERS, TaskColumn, TaskFile, TaskRow
from planner.reports import task_cards
from planner.reports import task_sheets as sheet_reports
from planner.reports import tasks as task_reports
from planner.rules.people import Role
from planner.rules.task_sheets import SheetDiff
from planner.rules.tasks import TaskField
from planner.text.speaker import speaker
from tests.support.cast import (
    BANNER,
    CAMPAIGN,
    COPY,
    NOW,
    PICTURES,
    PRICES,
    STOCK,
    XIAOKE,
    ZHOU,
    Cast,
    build,
    names_in,
    opened,
)
from tests.support.databases import Databases

FORMATS = ["xlsx", "csv"]


@pytest.fixture
def shop(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def exported(shop: Cast, language: str = "zh") -> list[TaskRow]:
    rows = shop.ask(shop.zhou, sheet_reports.rows, campaign_id=CAMPAIGN, **names_in(language))
    return list(rows)


def through_a_file(rows: list[TaskRow], format_: str = "xlsx", language: str = "zh") -> TaskFile:
    voice = speaker(language)
    headers = {column: voice.say(name) for column, name in HEADERS.items()}
    yes_no = (voice.say("yes"), voice.say("no"))
    if format_ == "csv":
        return files.read(files.write_csv(rows, headers, yes_no=yes_no), "任务.csv")
    return files.read(files.write_xlsx(rows, headers, title="双11", yes_no=yes_no), "任务.xlsx")


def edited(rows: list[TaskRow], task_id: int, cells: Mapping[TaskColumn, Any]) -> list[TaskRow]:
    return [
        replace(row, cells={**row.cells, **cells}) if number == task_id else row
        for number, row in enumerate(rows, start=1)
    ]


def preview(shop: Cast, file: TaskFile, language: str = "zh") -> SheetDiff:
    return shop.ask(
        shop.zhou, sheet_reports.preview, campaign_id=CAMPAIGN, file=file, **names_in(language)
    )


def take_in(shop: Cast, file: TaskFile, digest: str | None = None, language: str = "zh") -> Any:
    return shop.do(
        shop.zhou,
        task_sheets.take_in,
        campaign_id=CAMPAIGN,
        file=file,
        digest=preview(shop, file, language).digest if digest is None else digest,
        **names_in(language),
    )


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("reader", ["zh", "en"])
@pytest.mark.parametrize("writer", ["zh", "en"])
def test_a_list_comes_back_unchanged_whatever_the_languages(
    shop: Cast, format_: str, writer: str, reader: str
) -> None:
    shop.do(shop.xiaowen, evidence.tick_item, item_id=1)
    shop.do(
        shop.zhou,
        plans.edit,
        task_id=STOCK,
        version=shop.task(STOCK).version,
        changes={
            TaskField.TITLE: "![](x) :red[x] $a$b$ <b>x</b> =1+1",
            TaskField.ACCEPTANCE: "=1+1\n第二行\r\n- 第三行",
            TaskField.CHECKLIST: [(True, "=HYPERLINK(1)"), (False, "[x] 方括号\n换行")],
            TaskField.EFFORT_HOURS: 0.1,
        },
    )

    diff = preview(shop, through_a_file(exported(shop, writer), format_, writer), reader)

    assert (diff.changes, diff.problems, diff.unchanged) == ((), (), 8)


@pytest.mark.parametrize("format_", FORMATS)
def test_only_what_was_edited_changes(shop: Cast, format_: str) -> None:
    shop.do(shop.xiaowen, evidence.tick_item, item_id=1)
    before = shop.rows()
    rows = edited(
        exported(shop),
        PICTURES,
        {
            TaskColumn.TITLE: "=白底主图",
            TaskColumn.DUE: date(2026, 11, 6),
            TaskColumn.OWNER: "小客",
            TaskColumn.CHECKLIST: ((True, "白底图"), (False, "细节图")),
        },
    )
    file = through_a_file(rows, format_)

    done = take_in(shop, file)

    task = shop.task(PICTURES)
    assert (task.title, task.due_on, task.owner_id) == ("=白底主图", date(2026, 11, 6), XIAOKE)
    card = shop.ask(shop.zhou, task_cards.card, task_id=PICTURES)
    assert [(step.text, step.done_at, step.done_by) for step in card.steps] == [
        ("白底图", NOW, "小文"),
        ("细节图", None, None),
    ]
    assert str(done.sentence) == "took in 1 task from a spreadsheet into “双11 2026”"
    after = shop.rows()
    others = [[row for row in rows["task"] if row[1] != PICTURES] for rows in (before, after)]
    assert others[0] == others[1]
    assert len(after["event"]) == len(before["event"]) + 1
    assert preview(shop, file).unchanged == 8


def test_a_second_take_in_of_the_same_sheet_changes_nothing(shop: Cast) -> None:
    file = through_a_file(edited(exported(shop), PICTURES, {TaskColumn.TITLE: "新主图"}))
    take_in(shop, file)

    again = take_in(shop, file)

    assert (again.event_id, again.value) == (None, 0)


def test_a_new_row_adds_a_task(shop: Cast) -> None:
    new = TaskRow(
        10,
        None,
        {
            TaskColumn.TITLE: "直播脚本",
            TaskColumn.TEAM: "Marketing",
            TaskColumn.PHASE: "预热",
            TaskColumn.DUE: date(2026, 11, 2),
            TaskColumn.PREDECESSORS: (f"{shop.campaign_code()}-{COPY}",),
            TaskColumn.CHECKLIST: ((True, "开场"),),
        },
    )

    take_in(shop, through_a_file([*exported(shop), new]))

    listed = shop.ask(shop.zhou, task_reports.listing, campaign_id=CAMPAIGN)
    row = listed[listed["number"] == 9].iloc[0]
    assert (row["title"], row["team_key"], row["phase"], row["due_on"], row["blocked_by"]) == (
        *("直播脚本", "marketing", "预热", date(2026, 11, 2)),
        ("详情页文案",),
    )


def test_a_bad_row_is_left_out_and_the_others_are_taken(shop: Cast) -> None:
    rows = edited(exported(shop), PICTURES, {TaskColumn.OWNER: "小闻"})
    rows = edited(rows, BANNER, {TaskColumn.TITLE: "新海报"})
    rows = edited(rows, STOCK, {TaskColumn.STATE: "完成"})
    file = through_a_file([*rows, TaskRow(10, "ZZZ-1", {TaskColumn.TITLE: "x"})])

    diff = preview(shop, file)
    take_in(shop, file)

    assert [(problem.row, str(problem.why)) for problem in diff.problems] == [
        (2, "Row 2, nobody is called “小闻”. Did you mean 小文?"),
        (4, "Row 4, State: tick tasks in the app instead, so that it says who and when."),
        (10, "Row 10, Key: this campaign has no task “ZZZ-1”. Leave it empty to add one."),
    ]
    assert shop.task(BANNER).title == "新海报"
    assert shop.task(PICTURES).owner_id is None
    assert shop.task(STOCK).done_at is None


def test_an_unreadable_cell_shows_in_the_preview_in_order_of_rows(shop: Cast) -> None:
    content = (
        "编号,任务,截止日期\n"
        f"{shop.campaign_code()}-1,新主图,someday\n"
        f"{shop.campaign_code()}-2,新海报,2026-11-05\n"
        "ZZ-1,x,2026-11-05\n"
    ).encode()

    diff = preview(shop, files.read(content, "任务.csv"))

    assert [problem.row for problem in diff.problems] == [2, 4]
    assert [change.task_id for change in diff.changes] == [BANNER]


def test_a_name_that_two_people_share_is_left_to_the_app(shop: Cast) -> None:
    shop.do(shop.damao, people.invite, name="小文", login="xw2", roles=[Role.TEAMMATE], team_ids=[])
    file = through_a_file(edited(exported(shop), PICTURES, {TaskColumn.OWNER: "小文"}))

    (problem,) = preview(shop, file).problems

    assert str(problem.why) == "Row 2, 2 people are called “小文”. Choose in the app."


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({TaskColumn.DUE: date(2026, 12, 1)}, "Row 3, Due: 2026-12-01 is outside the campaign"),
        ({TaskColumn.TITLE: "长" * 201}, "Row 3, Title: write 1 to 200"),
        ({TaskColumn.EFFORT_HOURS: 20_000.0}, "Row 3, Effort: write hours"),
        ({TaskColumn.TITLE: None}, "Row 3, Title: write 1 to 200"),
    ],
)
def test_what_the_plan_refuses_is_refused_with_its_row_and_nothing_is_taken(
    shop: Cast, cells: Mapping[TaskColumn, Any], sentence: str
) -> None:
    rows = edited(exported(shop), PICTURES, {TaskColumn.TITLE: "新主图"})
    file = through_a_file(edited(rows, BANNER, cells))
    digest = preview(shop, file).digest

    with shop.refused(sentence):
        take_in(shop, file, digest)


def test_a_circle_across_rows_is_refused(shop: Cast) -> None:
    rows = edited(
        exported(shop), COPY, {TaskColumn.PREDECESSORS: (f"{shop.campaign_code()}-{PRICES}",)}
    )

    with shop.refused("Row 6, These tasks would wait for each other: 详情页文案 → 价格核对"):
        take_in(shop, through_a_file(rows))


@pytest.mark.parametrize("column", [TaskColumn.TITLE, TaskColumn.CHECKLIST])
def test_a_preview_that_time_has_overtaken_is_refused(shop: Cast, column: TaskColumn) -> None:
    shop.do(shop.xiaowen, tasks.start, task_id=PICTURES)
    new: Any = "新主图" if column == TaskColumn.TITLE else ((False, "白底图"),)
    file = through_a_file(edited(exported(shop), PICTURES, {column: new}))
    digest = preview(shop, file).digest
    if column == TaskColumn.TITLE:
        shop.do(
            shop.damao,
            plans.edit,
            task_id=PICTURES,
            version=shop.task(PICTURES).version,
            changes={TaskField.TITLE: "别人改的"},
        )
    else:
        shop.do(shop.xiaowen, evidence.tick_item, item_id=1)

    with shop.refused("The tasks have changed since this preview"):
        take_in(shop, file, digest)


def test_a_narrow_sheet_leaves_alone_what_others_changed_elsewhere(shop: Cast) -> None:
    file = through_a_file(edited(exported(shop), PICTURES, {TaskColumn.TITLE: "新主图"}))
    digest = preview(shop, file).digest
    version = shop.task(BANNER).version
    shop.do(
        shop.damao,
        plans.edit,
        task_id=BANNER,
        version=version,
        changes={TaskField.MUST_HAVE: False},
    )

    # The banner's row still says must-have: that is a change now, so the preview is another one.
    with shop.refused("The tasks have changed since this preview"):
        take_in(shop, file, digest)
    keyed = [row for row in exported(shop) if row.key == f"{shop.campaign_code()}-{PICTURES}"]
    narrow = TaskFile((TaskRow(2, keyed[0].key, {TaskColumn.TITLE: "新主图"}),), ())
    assert take_in(shop, narrow).value == 1
    assert shop.task(BANNER).must_have is False


def test_teammates_take_nothing_in_but_may_take_the_list_out(shop: Cast) -> None:
    file = through_a_file(exported(shop))

    assert (
        len(shop.ask(shop.laoku, sheet_reports.rows, campaign_id=CAMPAIGN, **names_in("zh"))) == 8
    )
    with shop.refused("Only operators and leads can change the plan"):
        shop.do(
            shop.laoku,
            task_sheets.take_in,
            campaign_id=CAMPAIGN,
            file=file,
            digest="",
            **names_in("zh"),
        )
    with shop.refused("Only operators and leads can change the plan"):
        shop.ask(
            shop.laoku,
            sheet_reports.preview,
            campaign_id=CAMPAIGN,
            file=file,
            **names_in("zh"),
        )


def test_an_archived_campaign_takes_nothing_in(shop: Cast) -> None:
    file = through_a_file(edited(exported(shop), PICTURES, {TaskColumn.TITLE: "x"}))
    digest = preview(shop, file).digest
    shop.do(shop.zhou, campaigns.archive, campaign_id=CAMPAIGN)

    with shop.refused("is archived"):
        take_in(shop, file, digest)


def test_what_is_taken_in_says_who_planned_it(shop: Cast) -> None:
    rows = edited(exported(shop), PICTURES, {TaskColumn.CHECKLIST: ((True, "白底图"),)})

    take_in(shop, through_a_file(rows))

    card = shop.ask(shop.zhou, task_cards.card, task_id=PICTURES)
    assert [(step.text, step.done_by) for step in card.steps] == [("白底图", "周妍")]
    assert shop.actor(ZHOU).name == "周妍"
