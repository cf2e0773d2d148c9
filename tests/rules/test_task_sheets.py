"""What a spreadsheet of tasks would change, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.rules.links import Link
from planner.rules.task_sheets import CellChange, Directory, KnownTask, SheetDiff, compare
from planner.rules.tasks import TaskField

PICTURES = KnownTask(
    id=1,
    key="AB-1",
    version=3,
    title="主图",
    team="设计",
    owner="小文",
    phase="爆发",
    due=date(2026, 11, 3),
    effort_hours=4.0,
    must_have=True,
    approver=None,
    predecessors=("AB-2",),
    checklist=((True, "白底图"), (False, "场景图")),
    acceptance="",
    state="进行中",
)
COPY = replace(PICTURES, id=2, key="AB-2", title="文案", predecessors=(), checklist=(), owner=None)
KNOWN = {task.key: task for task in (PICTURES, COPY)}
DIRECTORY = Directory(
    teams={"设计": 3, "仓储": 5},
    people={"小文": (3,), "小客": (6,), "王芳": (8, 9)},
    phases={"预热": 1, "爆发": 2},
    words={
        "team": {"Design": "设计", "设计": "设计", "Warehouse": "仓储"},
        "state": {"Doing": "进行中", "进行中": "进行中", "Done": "完成"},
    },
)


def row(task: KnownTask = PICTURES, **edited: Any) -> tuple[int, str | None, Mapping[str, Any]]:
    """A row as it was exported, with some cells edited."""
    cells = {
        name: getattr(task, name) for name in KnownTask.__dataclass_fields__ if name != "version"
    }
    del cells["id"]
    return 2, task.key, cells | edited


def one(*rows: tuple[int, str | None, Mapping[str, Any]]) -> SheetDiff:
    return compare(rows, KNOWN, DIRECTORY)


def why(diff: SheetDiff) -> list[str]:
    return [str(problem.why) for problem in diff.problems]


def test_an_untouched_sheet_changes_nothing() -> None:
    diff = one(row(), row(COPY))

    assert (diff.changes, diff.unchanged, diff.problems) == ((), 2, ())


@pytest.mark.parametrize(
    ("column", "new", "field", "meaning"),
    [
        ("title", "白底主图", TaskField.TITLE, "白底主图"),
        ("team", "仓储", TaskField.TEAM, 5),
        ("team", "Warehouse", TaskField.TEAM, 5),
        ("owner", "小客", TaskField.OWNER, 6),
        ("owner", None, TaskField.OWNER, None),
        ("approver", "小客", TaskField.APPROVER, 6),
        ("phase", "预热", TaskField.PHASE, 1),
        ("due", date(2026, 11, 5), TaskField.DUE, date(2026, 11, 5)),
        ("effort_hours", 7.5, TaskField.EFFORT_HOURS, 7.5),
        ("effort_hours", None, TaskField.EFFORT_HOURS, 0),
        ("must_have", False, TaskField.MUST_HAVE, False),
        ("predecessors", (), TaskField.PREDECESSORS, ()),
        ("checklist", ((True, "白底图"),), TaskField.CHECKLIST, ((True, "白底图"),)),
        ("acceptance", "五张", TaskField.ACCEPTANCE, "五张"),
    ],
)
def test_one_edited_cell_is_one_change(
    column: str, new: Any, field: TaskField, meaning: Any
) -> None:
    diff = one(row(**{column: new}))

    (change,) = diff.changes
    assert (change.task_id, change.version, dict(change.fields)) == (1, 3, {field: meaning})
    assert [cell.column for cell in change.cells] == [column]


def test_a_change_shows_the_cell_before_and_after() -> None:
    (change,) = one(row(team="Warehouse")).changes

    assert change.cells == (CellChange("team", "设计", "仓储"),)
    assert change.title == "主图"


def test_a_sheet_in_another_language_changes_nothing() -> None:
    assert one(row(team="Design", state="Doing")).unchanged == 1


@pytest.mark.parametrize(
    ("column", "empty"),
    [("owner", ""), ("approver", ""), ("acceptance", None), ("predecessors", ())],
)
def test_an_empty_cell_of_what_is_empty_is_no_change(column: str, empty: Any) -> None:
    bare = replace(COPY, owner=None, approver=None)

    assert compare([row(bare, **{column: empty})], {"AB-2": bare}, DIRECTORY).unchanged == 1


def test_no_effort_and_no_must_have_are_left_empty_without_a_change() -> None:
    bare = replace(COPY, effort_hours=0.0, must_have=False)
    edited = row(bare, effort_hours=None, must_have=None)

    assert compare([edited], {"AB-2": bare}, DIRECTORY).unchanged == 1


def test_predecessors_in_another_order_are_the_same() -> None:
    both = replace(PICTURES, predecessors=("AB-2", "AB-3"))

    diff = compare(
        [row(both, predecessors=("AB-3", "AB-2"))], {both.key: both, "AB-2": COPY}, DIRECTORY
    )

    assert diff.unchanged == 1


def test_columns_that_the_file_lacks_stay_as_they_are() -> None:
    (change,) = one((5, "AB-1", {"key": "AB-1", "title": "新主图"})).changes

    assert (change.row, dict(change.fields)) == (5, {TaskField.TITLE: "新主图"})


@pytest.mark.parametrize(
    ("edited", "sentence"),
    [
        ({"owner": "小闻"}, "Row 2, nobody is called “小闻”. Did you mean 小文?"),
        ({"owner": "Ludwig"}, "Row 2, nobody is called “Ludwig”. Invite them first."),
        ({"approver": "王芳"}, "Row 2, 2 people are called “王芳”. Choose in the app."),
        ({"team": "视觉"}, "Row 2, there is no “视觉”; there are:"),
        ({"team": None}, "Row 2, there is no “”; there are:"),
        ({"phase": "开门红"}, "Row 2, there is no “开门红”; there are:"),
        ({"state": "完成"}, "Row 2, State: tick tasks in the app instead"),
        ({"state": "Done"}, "Row 2, State: tick tasks in the app instead"),
        ({"predecessors": ("ZZ-9",)}, "Row 2, Predecessors: this campaign has no task “ZZ-9”."),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(edited: dict[str, Any], sentence: str) -> None:
    diff = one(row(**edited), row(COPY, title="新文案"))

    assert len(diff.problems) == 1
    assert why(diff)[0].startswith(sentence)
    assert [change.task_id for change in diff.changes] == [2]


def test_an_unknown_key_is_named() -> None:
    assert why(one((7, "XX-1", {"title": "x"}))) == [
        "Row 7, Key: this campaign has no task “XX-1”. Leave it empty to add one."
    ]


def test_a_row_without_a_key_adds_a_task() -> None:
    (change,) = one(
        (
            9,
            None,
            {
                "key": None,
                "title": "直播脚本",
                "team": "Design",
                "phase": "爆发",
                "due": date(2026, 11, 6),
                "owner": None,
                "effort_hours": None,
                "must_have": None,
                "predecessors": ("AB-1",),
            },
        )
    ).changes

    assert (change.task_id, change.version, change.title) == (None, 0, "直播脚本")
    assert dict(change.fields) == {
        TaskField.TITLE: "直播脚本",
        TaskField.TEAM: 3,
        TaskField.PHASE: 2,
        TaskField.DUE: date(2026, 11, 6),
        TaskField.PREDECESSORS: (Link(1),),
    }


@pytest.mark.parametrize("missing", ["title", "team", "phase", "due"])
def test_a_new_row_needs_title_team_phase_and_day(missing: str) -> None:
    cells = {"title": "x", "team": "设计", "phase": "爆发", "due": date(2026, 11, 6)}

    assert why(one((3, None, cells | {missing: None}))) == [
        "Row 3, a new task needs a title, a team, a phase and a due day."
    ]


def test_the_digest_tells_what_would_be_done_and_to_what() -> None:
    edited = row(title="新主图", checklist=())
    digest = one(edited).digest

    assert one(edited).digest == digest
    assert one(row(title="新主图")).digest != digest
    for changed in (
        replace(PICTURES, version=4),
        replace(PICTURES, checklist=((True, "白底图"), (True, "场景图"))),
        replace(PICTURES, title="别人改的"),
    ):
        later = compare([edited], KNOWN | {"AB-1": changed}, DIRECTORY)
        assert later.digest != digest
