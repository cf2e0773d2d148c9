"""What somebody made of a grid, as Streamlit tells it, becomes rows and parts of a template."""

from __future__ import annotations

from datetime import time
from typing import Any

import pandas as pd
import pytest

from planner.files.templates import shipped
from planner.rules.campaigns import Anchor, AnchorKind, PhaseKind
from planner.rules.template_edits import edited
from planner.rules.template_parts import Bilingual
from planner.ui.grid_edits import edited_rows
from planner.ui.template_layout_grids import (
    milestone_cells,
    milestones_of,
    phase_cells,
    phases_of,
)
from planner.ui.template_task_grid import task_cells, tasks_of
from planner.words import Refusal

SALE = shipped()["99"]
NOTHING: dict[str, Any] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}


def test_rows_come_edited_without_those_taken_away_and_with_the_new_ones() -> None:
    shown = pd.DataFrame({"key": ["a", "b", "c"], "day": [1, 2, 3]})
    edits = {
        "edited_rows": {0: {"day": 7}, 1: {"day": 8}},
        "deleted_rows": [1],
        "added_rows": [{"day": 9, "_index": 3}, {}],
    }

    assert edited_rows(shown, edits) == [
        {"key": "a", "day": 7},
        {"key": "c", "day": 3},
        {"key": None, "day": 9},
        {"key": None, "day": None},
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_grids_that_nobody_touched_say_the_template_as_it_is(language: str) -> None:
    again = edited(
        SALE,
        language,
        name=SALE.name.in_language(language),
        phases=phases_of(edited_rows(phase_cells(SALE, language), NOTHING), SALE, language),
        milestones=milestones_of(
            edited_rows(milestone_cells(SALE, language), NOTHING), SALE, language
        ),
        lines=tasks_of(edited_rows(task_cells(SALE, language), NOTHING)),
    )

    assert again.phases == SALE.phases
    assert set(again.milestones) == set(SALE.milestones)
    assert [(task.key, task.anchor, task.predecessors) for task in again.tasks] == [
        (task.key, task.anchor, task.predecessors) for task in SALE.tasks
    ]


def test_a_phase_takes_the_time_that_the_browser_writes_and_stands_in_its_order() -> None:
    last = len(SALE.phases) - 1
    edits = NOTHING | {
        "edited_rows": {last: {"opens_day": -40, "opens_at": "19:30:00.000", "name": " 加场 "}},
        "added_rows": [
            {
                "name": "返场",
                "kind": "burst",
                "opens_day": 9,
                "opens_at": "00:00:00",
                "closes_day": 10,
                "closes_at": "12:00:00",
            }
        ],
    }

    found = phases_of(edited_rows(phase_cells(SALE, "zh"), edits), SALE, "zh")

    assert (found[0].key, found[0].opens_at) == (SALE.phases[last].key, time(19, 30))
    assert found[0].name == Bilingual.same("加场")
    assert found[0].target_share_bp == SALE.phases[last].target_share_bp
    assert (found[-1].key, found[-1].kind) == ("phase_1", PhaseKind.BURST)
    assert (found[-1].closes_at, found[-1].target_share_bp) == (time(12), 0)


def test_a_task_hangs_on_what_its_cell_says() -> None:
    stone = SALE.milestones[0].key
    edits = NOTHING | {"edited_rows": {0: {"anchor": f"milestone {stone}", "offset_days": 2}}}

    first = tasks_of(edited_rows(task_cells(SALE, "zh"), edits))[0]

    assert (first.anchor, first.offset_days) == (Anchor(AnchorKind.MILESTONE, stone), 2)


def test_an_empty_cell_is_refused_by_its_row() -> None:
    phase = NOTHING | {"added_rows": [{"name": "返场", "kind": "burst"}]}
    with pytest.raises(Refusal, match="Phase “返场”: fill in every cell"):
        phases_of(edited_rows(phase_cells(SALE, "zh"), phase), SALE, "zh")
    stone = NOTHING | {"added_rows": [{"day": 3}]}
    with pytest.raises(Refusal, match="Milestone: give it a name"):
        milestones_of(edited_rows(milestone_cells(SALE, "zh"), stone), SALE, "zh")
    stone = NOTHING | {"edited_rows": {0: {"at": None}}}
    with pytest.raises(Refusal, match="fill in its day and time"):
        milestones_of(edited_rows(milestone_cells(SALE, "zh"), stone), SALE, "zh")
    task = NOTHING | {"edited_rows": {0: {"title": "看看", "team": None}}}
    with pytest.raises(Refusal, match="“看看”: fill in every cell"):
        tasks_of(edited_rows(task_cells(SALE, "zh"), task))
    task = NOTHING | {"edited_rows": {0: {"title": ""}}}
    with pytest.raises(Refusal, match="Title: write what is to be done"):
        tasks_of(edited_rows(task_cells(SALE, "zh"), task))
