"""A list of tasks goes out to a spreadsheet program and comes back as it was."""

from __future__ import annotations

import csv
import re
from datetime import date
from io import BytesIO, StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from planner.files import tasks
from planner.files.task_cells import TaskCell
from planner.files.tasks import TaskColumn, TaskRow
from planner.rules import link_notation
from planner.rules.links import MOST_LAG_DAYS, LagUnit, Link, LinkKind
from planner.words import Refusal
from tests.files.making import csv_file, part_of, xlsx_file

HOSTILE = "![](x) :red[x] $a$b$ <b>x</b> =1+1"
HEADERS = {column: str(name) for column, name in tasks.HEADERS.items()}
CHINESE = {
    TaskColumn.KEY: "编号",
    TaskColumn.TITLE: "任务",
    TaskColumn.TEAM: "团队",
    TaskColumn.OWNER: "负责人",
    TaskColumn.PHASE: "阶段",
    TaskColumn.DUE: "截止日期",
    TaskColumn.EFFORT_HOURS: "工时",
    TaskColumn.MUST_HAVE: "必须项",
    TaskColumn.APPROVER: "审批人",
    TaskColumn.PREDECESSORS: "前置任务",
    TaskColumn.CHECKLIST: "检查清单",
    TaskColumn.ACCEPTANCE: "验收标准",
    TaskColumn.STATE: "状态",
}
BANNER: dict[TaskColumn, TaskCell] = {
    TaskColumn.KEY: "12",
    TaskColumn.TITLE: HOSTILE,
    TaskColumn.TEAM: "Design",
    TaskColumn.OWNER: None,
    TaskColumn.PHASE: "第一波",
    TaskColumn.DUE: date(2026, 10, 31),
    TaskColumn.EFFORT_HOURS: 7.5,
    TaskColumn.MUST_HAVE: True,
    TaskColumn.APPROVER: "@Wei",
    TaskColumn.PREDECESSORS: ("3", "4"),
    TaskColumn.CHECKLIST: ((True, "=sketch"), (False, "[x] not ticked")),
    TaskColumn.ACCEPTANCE: "-5 % file size\n=looks right on a phone",
    TaskColumn.STATE: "To do",
}

# What XML and CSV can both hold; line ends come back as \n, so \r stays out.
writable = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
letters = writable | st.sampled_from("=+-@'\t\n,;\"＝😀中[]xX✓ ")
texts = st.text(letters, min_size=1, max_size=40).filter(lambda text: text.strip())
lines = texts.map(lambda text: text.replace("\n", " ").strip()).filter(bool)
keys = st.text("0123456789abcT-_=+@", min_size=1, max_size=8).filter(lambda key: key.strip("-"))
links = st.builds(
    Link,
    st.from_regex(r"([0-9A-Z]{1,4}-)?[1-9][0-9]{0,3}", fullmatch=True),
    st.sampled_from(LinkKind),
    st.integers(-MOST_LAG_DAYS, MOST_LAG_DAYS),
    st.sampled_from(LagUnit),
).map(link_notation.written)
cell_of: dict[TaskColumn, st.SearchStrategy[TaskCell]] = {
    TaskColumn.KEY: st.none() | keys,
    TaskColumn.TITLE: texts,
    TaskColumn.DUE: st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    TaskColumn.EFFORT_HOURS: st.none() | st.integers(0, 400_000).map(lambda quarter: quarter / 4),
    TaskColumn.MUST_HAVE: st.none() | st.booleans(),
    TaskColumn.PREDECESSORS: st.lists(links, max_size=4, unique=True).map(tuple),
    TaskColumn.CHECKLIST: st.lists(st.tuples(st.booleans(), lines), max_size=4).map(tuple),
}
cells = st.fixed_dictionaries(
    {column: cell_of.get(column, st.none() | texts) for column in TaskColumn}
)


@given(cells)
@example(BANNER)
@example(BANNER | {TaskColumn.TITLE: "=1+1", TaskColumn.OWNER: "'=1+1", TaskColumn.TEAM: "''x"})
@example(BANNER | {TaskColumn.TITLE: "_x000D_", TaskColumn.TEAM: " -", TaskColumn.OWNER: "0012"})
def test_what_goes_out_comes_back_the_same(values: dict[TaskColumn, TaskCell]) -> None:
    key = values[TaskColumn.KEY]
    assert key is None or isinstance(key, str)
    row = TaskRow(2, key, values)

    from_workbook = tasks.read(tasks.write_xlsx([row], HEADERS, title="Tasks"), "tasks.xlsx")
    from_csv = tasks.read(tasks.write_csv([row], CHINESE), "tasks.csv")

    assert from_workbook == tasks.TaskFile((row,), ())
    assert from_csv == tasks.TaskFile((row,), ())


def test_the_names_of_the_columns_are_ones_that_are_read() -> None:
    row = TaskRow(2, "12", BANNER)

    for names in (HEADERS, CHINESE):
        assert tasks.read(tasks.write_csv([row], names), "tasks.csv").rows == (row,)


def test_no_cell_of_a_workbook_is_a_formula_or_a_link() -> None:
    row = TaskRow(
        2, "12", BANNER | {TaskColumn.TITLE: "=1+1", TaskColumn.TEAM: "https://x.example"}
    )

    content = tasks.write_xlsx([row], HEADERS, title="=Tasks [1]", teams=["Design", "A,B"])

    sheet = part_of(content, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert 'state="frozen"' in sheet
    shown = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert shown[1][:8] == [
        *("12", "=1+1", "https://x.example", "", "第一波", date(2026, 10, 31), 7.5, "Yes")
    ]


def test_a_workbook_offers_the_teams_and_yes_or_no() -> None:
    row = TaskRow(2, "12", BANNER)

    content = tasks.write_xlsx(
        [row], CHINESE, title="任务", teams=["设计", "客服"], yes_no=("是", "否")
    )

    rules = re.findall(
        r'sqref="(\w+):\w+"><formula1>(.*?)</formula1>',
        part_of(content, "xl/worksheets/sheet1.xml"),
    )
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    assert rules == [("C2", "_choices!$C$1:$C$2"), ("H2", "_choices!$H$1:$H$2")]
    offered = workbook.get_sheet_by_name("_choices").to_python(skip_empty_area=False)
    assert [(line[2], line[7]) for line in offered] == [("设计", "是"), ("客服", "否")]
    assert workbook.get_sheet_by_name("任务").to_python()[1][7] == "是"


def test_dangerous_text_of_a_csv_carries_an_apostrophe_and_numbers_do_not() -> None:
    danger: dict[TaskColumn, TaskCell] = {
        TaskColumn.TITLE: "=1+1",
        TaskColumn.TEAM: "\t=1",
        TaskColumn.EFFORT_HOURS: 7.0,
    }

    content = tasks.write_csv([TaskRow(2, "-1", BANNER | danger)], HEADERS)

    assert content.startswith(b"\xef\xbb\xbf")
    written = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))[1]
    assert written[:9] == [
        *("'-1", "'=1+1", "'\t=1", "", "第一波", "2026-10-31", "7", "Yes", "'@Wei")
    ]


def test_a_column_that_the_file_lacks_is_absent_and_an_empty_cell_is_none() -> None:
    content = xlsx_file(("Due", "Key", "Owner", "Checklist"), (date(2026, 11, 1), 12, "", ""))

    file = tasks.read(content, "tasks.xlsx")

    assert file.rows == (
        TaskRow(
            2,
            "12",
            {
                TaskColumn.KEY: "12",
                TaskColumn.DUE: date(2026, 11, 1),
                TaskColumn.OWNER: None,
                TaskColumn.CHECKLIST: (),
            },
        ),
    )


def test_every_problem_of_every_row_is_named_with_row_and_column() -> None:
    content = csv_file(
        ("编号", "任务", "Due", "工时", "Must-have"),
        ("1", "Draw the banner", "2026-11-01", "3", "是"),
        ("2", "Pack", "soon", "-1", "maybe"),
        (),
        ("1", "Draw it again", "2026-11-01", "3", "否"),
        ("4", "Call", "2026-11-01", "3 h", ""),
    )

    file = tasks.read(content, "tasks.csv")

    assert [row.row for row in file.rows] == [2]
    assert [(problem.row, str(problem.why)) for problem in file.problems] == [
        (3, "Row 3, Due: write a date like 2026-11-11."),
        (3, "Row 3, 工时: write hours like 7.5."),
        (3, "Row 3, Must-have: write yes or no."),
        (5, "Row 5, 编号: it already stands in row 2."),
        (6, "Row 6, 工时: write hours like 7.5."),
    ]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        *(("yes", True), ("是", True), ("TRUE", True), ("1", True), ("√", True), ("X", True)),
        *(("No", False), ("否", False), ("0", False), ("false", False), ("-", None), ("", None)),
    ],
)
def test_must_have_understands_both_languages(said: str, meant: bool | None) -> None:
    file = tasks.read(csv_file(("Task", "Must-have"), ("Pack", said)), "tasks.csv")

    assert file.rows[0].cells[TaskColumn.MUST_HAVE] is meant


def test_a_checklist_typed_by_hand_is_understood() -> None:
    typed = "[X] sketch\r\n- [ ] colours\n【√】 字体\n[] print\n\nask Wei"

    file = tasks.read(xlsx_file(("Task", "Checklist"), ("Banner", typed)), "tasks.xlsx")

    assert file.rows[0].cells[TaskColumn.CHECKLIST] == (
        *((True, "sketch"), (False, "colours"), (True, "字体")),
        *((False, "print"), (False, "ask Wei")),
    )


def test_predecessors_may_stand_between_any_usual_marks() -> None:
    file = tasks.read(xlsx_file(("Task", "前置任务"), ("Pack", "3，4、 5;6\n3")), "tasks.xlsx")

    assert file.rows[0].cells[TaskColumn.PREDECESSORS] == ("3", "4", "5", "6")


def test_a_list_without_rows_is_refused() -> None:
    with pytest.raises(Refusal, match=r"empty.csv has the header of a list of tasks but no rows"):
        tasks.read(csv_file(("Key", "Task")), "empty.csv")


def test_a_text_longer_than_a_cell_is_refused_and_not_cut() -> None:
    row = TaskRow(2, "1", BANNER | {TaskColumn.ACCEPTANCE: "😀" * 16_384})

    with pytest.raises(Refusal, match="Acceptance: a text is longer than the 32767 characters"):
        tasks.write_xlsx([row], HEADERS, title="Tasks")
