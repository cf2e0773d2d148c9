"""A list of tasks as a file: out for a spreadsheet program, and back in with what was edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from planner.files import cells, tables_out, task_cells
from planner.files.guard import unguard
from planner.files.headers import Found, Layout, find
from planner.files.sheets import Cell
from planner.files.tables_out import Column, Kind, Value
from planner.files.task_cells import TaskCell
from planner.rules.figures import Skipped
from planner.words import Refusal, Sentence


class TaskColumn(StrEnum):
    """The columns of a list of tasks; ``key`` says which task a row is."""

    KEY = "key"
    TITLE = "title"
    TEAM = "team"
    OWNER = "owner"
    PHASE = "phase"
    DUE = "due"
    EFFORT_HOURS = "effort_hours"
    MUST_HAVE = "must_have"
    APPROVER = "approver"
    PREDECESSORS = "predecessors"
    CHECKLIST = "checklist"
    ACCEPTANCE = "acceptance"
    STATE = "state"


HEADERS: dict[TaskColumn, Sentence] = {
    TaskColumn.KEY: Sentence("Key"),
    TaskColumn.TITLE: Sentence("Task"),
    TaskColumn.TEAM: Sentence("Team"),
    TaskColumn.OWNER: Sentence("Owner"),
    TaskColumn.PHASE: Sentence("Phase"),
    TaskColumn.DUE: Sentence("Due"),
    TaskColumn.EFFORT_HOURS: Sentence("Effort in hours"),
    TaskColumn.MUST_HAVE: Sentence("Must-have"),
    TaskColumn.APPROVER: Sentence("Approver"),
    TaskColumn.PREDECESSORS: Sentence("Predecessors"),
    TaskColumn.CHECKLIST: Sentence("Checklist"),
    TaskColumn.ACCEPTANCE: Sentence("Acceptance"),
    TaskColumn.STATE: Sentence("State"),
}

LAYOUT = Layout(
    columns={
        TaskColumn.KEY: ("key", "编号", "任务编号"),
        TaskColumn.TITLE: ("task", "title", "任务", "任务名称", "标题"),
        TaskColumn.TEAM: ("team", "团队", "小组"),
        TaskColumn.OWNER: ("owner", "负责人", "认领人", "执行人"),
        TaskColumn.PHASE: ("phase", "阶段"),
        TaskColumn.DUE: ("due", "due date", "截止日期", "截止日", "截止", "到期日"),
        TaskColumn.EFFORT_HOURS: (
            *("effort in hours", "effort", "hours", "effort (hours)"),
            *("工时", "工时(小时)", "工时（小时）", "预计工时"),
        ),
        TaskColumn.MUST_HAVE: ("must-have", "must have", "必须项", "必须", "是否必须"),
        TaskColumn.APPROVER: ("approver", "审批人", "审核人"),
        TaskColumn.PREDECESSORS: ("predecessors", "waits for", "前置任务"),
        TaskColumn.CHECKLIST: ("checklist", "检查清单", "检查项", "清单"),
        TaskColumn.ACCEPTANCE: ("acceptance", "验收标准", "验收"),
        TaskColumn.STATE: ("state", "status", "状态"),
    },
    suits=lambda columns: (
        len(columns) > 1 and (TaskColumn.KEY in columns or TaskColumn.TITLE in columns)
    ),
    looked_for="Key (编号), Task (任务), Team (团队), Phase (阶段), Due (截止日期)",
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of the list: its number in the file, the key of its task, and its cells.

    A column that the file lacks is absent from ``cells``; one that is there but empty is None, or
    () for predecessors and checklist. Due is a date, effort a float of hours, must-have a bool,
    predecessors are links as ``rules.link_notation`` writes them, the checklist is (ticked, text)
    pairs, all else is text.
    """

    row: int
    key: str | None
    cells: Mapping[TaskColumn, TaskCell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TaskFile:
    """The rows that can be used, and what is wrong with the others, so that a preview shows all."""

    rows: tuple[TaskRow, ...]
    problems: tuple[Skipped, ...]


def read(content: bytes, file_name: str) -> TaskFile:
    """Read an .xlsx, .xls or CSV list with English or Chinese headers, in any order.

    A row with a cell that cannot be read is left out and has one problem for each such cell.
    Raises Refusal where the file is no list of tasks or has no rows.
    """
    found = find(content, file_name, [LAYOUT])
    rows: list[TaskRow] = []
    problems: list[Skipped] = []
    row_of_key: dict[str, int] = {}
    for number, raw in found.rows:
        row, wrong = _row(number, raw, found)
        if row.key is not None and row_of_key.setdefault(row.key, number) != number:
            again = Sentence(
                "{column}: it already stands in row {earlier}.",
                column=found.names[TaskColumn.KEY],
                earlier=row_of_key[row.key],
            )
            wrong = [*wrong, again]
        problems += (
            Skipped(number, Sentence("Row {row}, {what}", row=number, what=what)) for what in wrong
        )
        if not wrong:
            rows.append(row)
    if not rows and not problems:
        raise Refusal(
            "{file} has the header of a list of tasks but no rows below it.", file=file_name
        )
    return TaskFile(tuple(rows), tuple(problems))


def write_xlsx(
    rows: Iterable[TaskRow],
    headers: Mapping[TaskColumn, str],
    *,
    title: str,
    teams: Sequence[str] = (),
    yes_no: tuple[str, str] = ("Yes", "No"),
) -> bytes:
    """A workbook with the columns of ``headers``, in their order and under their names.

    ``teams`` fills the dropdown of the column team; ``yes_no`` are the words for must-have.
    """
    columns = _columns(headers, teams, yes_no)
    return tables_out.write_xlsx(columns, _values(rows, headers, yes_no), title=title)


def write_csv(
    rows: Iterable[TaskRow],
    headers: Mapping[TaskColumn, str],
    *,
    yes_no: tuple[str, str] = ("Yes", "No"),
) -> bytes:
    """The same list as CSV, text guarded against formulas; ``read`` takes the guard off."""
    return tables_out.write_csv(_columns(headers, (), yes_no), _values(rows, headers, yes_no))


_WIDTHS = {
    TaskColumn.KEY: 10,
    TaskColumn.TITLE: 44,
    TaskColumn.DUE: 12,
    TaskColumn.EFFORT_HOURS: 10,
    TaskColumn.MUST_HAVE: 10,
    TaskColumn.CHECKLIST: 48,
    TaskColumn.ACCEPTANCE: 48,
}
_USUAL_WIDTH = 16
_KINDS = {TaskColumn.DUE: Kind.DATE, TaskColumn.EFFORT_HOURS: Kind.HOURS}
_READERS: dict[TaskColumn, Callable[[Cell, str], TaskCell]] = {
    TaskColumn.KEY: task_cells.key,
    TaskColumn.DUE: cells.day,
    TaskColumn.EFFORT_HOURS: task_cells.hours,
    TaskColumn.MUST_HAVE: task_cells.yes_or_no,
    TaskColumn.PREDECESSORS: task_cells.links,
    TaskColumn.CHECKLIST: task_cells.checklist,
}


def _row(number: int, raw: Sequence[Cell], found: Found) -> tuple[TaskRow, list[Sentence]]:
    """The row and what is wrong with it, each sentence beginning with the column's name."""
    values: dict[TaskColumn, TaskCell] = {}
    wrong: list[Sentence] = []
    for column in TaskColumn:
        if column not in found.places:
            continue
        cell = found.cell(raw, column)
        if found.guarded and isinstance(cell, str):
            cell = unguard(cell)
        try:
            values[column] = _READERS.get(column, task_cells.text)(cell, found.names[column])
        except Refusal as refusal:
            wrong.append(refusal.sentence)
    key = values.get(TaskColumn.KEY)
    return TaskRow(number, key if isinstance(key, str) else None, values), wrong


def _columns(
    headers: Mapping[TaskColumn, str], teams: Sequence[str], yes_no: tuple[str, str]
) -> list[Column]:
    choices = {TaskColumn.TEAM: tuple(teams), TaskColumn.MUST_HAVE: yes_no}
    return [
        Column(
            header=header,
            kind=_KINDS.get(column, Kind.TEXT),
            width=_WIDTHS.get(column, _USUAL_WIDTH),
            choices=choices.get(column, ()),
        )
        for column, header in headers.items()
    ]


def _values(
    rows: Iterable[TaskRow], columns: Iterable[TaskColumn], yes_no: tuple[str, str]
) -> Iterator[list[Value]]:
    for row in rows:
        values = {**row.cells, TaskColumn.KEY: row.key}
        yield [task_cells.said(values.get(column), yes_no) for column in columns]
