"""A template edited in grids keeps what grids don't show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.files.templates import shipped
from planner.rules.campaigns import Anchor, AnchorKind
from planner.rules.links import Link
from planner.rules.template_edits import TaskLine, edited, free_key, reworded
from planner.rules.template_parts import Bilingual, TemplateTask
from planner.rules.templates import SaleTemplate
from planner.words import Refusal

SALE = replace(
    shipped()["99"],
    tasks=tuple(
        replace(task, work=replace(task.work, effort_hours=task.effort_hours))
        for task in shipped()["99"].tasks
    ),
)


def line(task: TemplateTask, **change: Any) -> TaskLine:
    """A task as the grid has it, and what somebody typed."""
    as_it_is = TaskLine(
        key=task.key,
        title=task.work.title.zh,
        team=task.work.team,
        phase=task.phase,
        anchor=task.anchor,
        offset_days=task.offset_days,
        duration_days=task.duration_days,
        effort_hours=task.effort_hours,
        must_have=task.work.must_have,
    )
    return replace(as_it_is, **change)


def edit(lines: list[TaskLine], **change: Any) -> SaleTemplate:
    given = {"name": SALE.name.zh, "phases": SALE.phases, "milestones": SALE.milestones}
    return edited(SALE, "zh", lines=lines, **given | change)


def test_what_nobody_touched_stays_as_it_was() -> None:
    assert edit([line(task) for task in SALE.tasks]) == SALE


def test_a_line_changes_what_it_shows_and_nothing_else() -> None:
    first, *rest = SALE.tasks
    changed = line(first, title="看看去年", offset_days=-99, must_have=True, team="marketing")

    after = edit([changed, *map(line, rest)])

    assert after.tasks[1:] == tuple(rest)
    work = after.tasks[0].work
    assert (work.title, work.team, work.must_have) == (
        Bilingual.same("看看去年"),
        "marketing",
        True,
    )
    assert (work.checklist, work.acceptance) == (first.work.checklist, first.work.acceptance)
    assert replace(after.tasks[0], offset_days=first.offset_days, work=first.work) == first


def test_who_waited_for_a_task_taken_away_waits_for_what_that_waited_for() -> None:
    by_key = {task.key: task for task in SALE.tasks}
    middle = next(
        link.before
        for task in SALE.tasks
        for link in task.predecessors
        if by_key[link.before].predecessors
    )
    waiting = [task.key for task in SALE.tasks if Link(middle) in task.predecessors]

    after = {
        task.key: task for task in edit([line(t) for t in SALE.tasks if t.key != middle]).tasks
    }

    assert middle not in after
    for key in waiting:
        assert set(by_key[middle].predecessors) <= set(after[key].predecessors)


def test_a_new_line_is_a_task_with_a_key_of_its_own() -> None:
    opening = Anchor(AnchorKind.OPENING, SALE.phases[0].key)
    new = TaskLine(None, "请大家喝茶", "operations", SALE.phases[0].key, opening, -2, 1, 0.5, False)

    after = edit([*map(line, SALE.tasks), new, new])

    assert [task.key for task in after.tasks[-2:]] == ["task_1", "task_2"]
    assert after.tasks[-1].work.title == Bilingual.same("请大家喝茶")
    assert (after.tasks[-1].offset_days, after.tasks[-1].people_at_once) == (-2, 1)


def test_a_milestone_taken_away_takes_what_hangs_on_it_along() -> None:
    stone = next(task.anchor.key for task in SALE.tasks if task.anchor.kind == "milestone")
    left = [one for one in SALE.milestones if one.key != stone]

    after = edit([line(task) for task in SALE.tasks], milestones=left)

    hung = {task.key for task in SALE.tasks if task.anchor == Anchor(AnchorKind.MILESTONE, stone)}
    assert hung
    assert {task.key for task in SALE.tasks} - {task.key for task in after.tasks} == hung


def test_a_wrong_line_is_refused_by_its_title() -> None:
    wrong = line(SALE.tasks[0], title="长" * 201)

    with pytest.raises(Refusal, match=r"“长+”: Title: write 1 to 200"):
        edit([wrong])


def test_a_text_keeps_its_other_language_until_somebody_writes_another() -> None:
    both = Bilingual("预热", "Warm-up")

    assert reworded(both, "Warm-up", "en") == both
    assert reworded(both, "Warm-up", "zh") == Bilingual.same("Warm-up")
    assert reworded(None, "返场", "zh") == Bilingual.same("返场")


def test_a_free_key_is_the_first_that_nothing_has() -> None:
    assert free_key("phase", ["phase_1", "phase_3"]) == "phase_2"
