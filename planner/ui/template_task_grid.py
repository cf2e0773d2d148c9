"""The grid of a template's tasks: its cells, its columns, and what somebody made of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.rules.campaigns import Anchor, AnchorKind, say_anchor
from planner.rules.layouts import lay_out
from planner.rules.tasks import one_line
from planner.rules.template_edits import TaskLine
from planner.rules.templates import SaleTemplate
from planner.ui.asking import read
from planner.ui.grid_edits import Row, filled, named
from planner.ui.names import planned_team_name, team_name
from planner.ui.saying import say, voice
from planner.words import Sentence

_ANY_DAY = date(2026, 11, 11)


def task_cells(template: SaleTemplate, reader: str) -> pd.DataFrame:
    """A row for each task; what it hangs on is told by kind and key."""
    return pd.DataFrame(
        [
            {
                "key": task.key,
                "title": task.work.title.in_language(reader),
                "team": task.work.team,
                "phase": task.phase,
                "anchor": _code(task.anchor),
                "offset_days": task.offset_days,
                "duration_days": task.duration_days,
                "effort_hours": float(task.effort_hours),
                "must_have": task.work.must_have,
            }
            for task in template.tasks
        ],
        columns=[
            *("key", "title", "team", "phase", "anchor", "offset_days", "duration_days"),
            *("effort_hours", "must_have"),
        ],
    )


def task_columns(template: SaleTemplate, reader: str) -> dict[str, Any]:
    """How the columns of tasks are called, shown and edited."""
    column = st.column_config
    plan = lay_out(template, _ANY_DAY, reader)
    phases = {phase.key: phase.name for phase in plan.phases}
    anchors = [
        *(Anchor(kind, key) for key in phases for kind in list(AnchorKind)[:2]),
        *(Anchor(AnchorKind.MILESTONE, stone.key) for stone in plan.milestones),
    ]
    hangs_on = {
        _code(anchor): voice().say(say_anchor(anchor, plan.phases, plan.milestones))
        for anchor in anchors
    }
    team_names = _teams(template)
    return {
        "title": column.TextColumn(say("Task"), width=225, max_chars=200, required=True),
        "team": column.SelectboxColumn(
            say("Team"),
            width=110,
            options=list(team_names),
            format_func=named(team_names),
            required=True,
        ),
        "phase": column.SelectboxColumn(
            say("Needed for"),
            width=110,
            options=list(phases),
            format_func=named(phases),
            required=True,
        ),
        "anchor": column.SelectboxColumn(
            say("Hangs on"),
            width=155,
            options=list(hangs_on),
            format_func=named(hangs_on),
            required=True,
        ),
        "offset_days": column.NumberColumn(
            say("Due, days after"), width=135, step=1, default=0, required=True, format="%+d"
        ),
        "duration_days": column.NumberColumn(
            say("Days of work"), width=120, step=1, min_value=1, default=1, required=True
        ),
        "effort_hours": column.NumberColumn(
            say("Hours"), width=75, min_value=0, default=0, required=True, format="%.1f"
        ),
        "must_have": column.CheckboxColumn(say("Must-have"), width=100, default=False),
    }


def tasks_of(rows: Iterable[Row]) -> list[TaskLine]:
    """The tasks that a grid says; raises Refusal for a cell that is empty."""
    found = []
    for row in rows:
        title = one_line(filled(row, "title", Sentence("Title: write what is to be done.")))
        empty = Sentence("“{task}”: fill in every cell of its row.", task=title)
        kind, _, key = str(filled(row, "anchor", empty)).partition(" ")
        found.append(
            TaskLine(
                key=row["key"] or None,
                title=title,
                team=filled(row, "team", empty),
                phase=filled(row, "phase", empty),
                anchor=Anchor(AnchorKind(kind), key),
                offset_days=int(filled(row, "offset_days", empty)),
                duration_days=int(filled(row, "duration_days", empty)),
                effort_hours=float(filled(row, "effort_hours", empty)),
                must_have=bool(row["must_have"]),
            )
        )
    return found


def _teams(template: SaleTemplate) -> dict[str, str]:
    """What a template may call a team, with its name; those it names that are not here too."""
    found = read(reports.people.teams)
    ours = {
        key or name: team_name(key, name)
        for key, name in zip(found["key"], found["name"], strict=True)
    }
    named = {task.work.team: planned_team_name(task.work.team) for task in template.tasks}
    return named | ours


def _code(anchor: Anchor[str]) -> str:
    return f"{anchor.kind} {anchor.key}"
