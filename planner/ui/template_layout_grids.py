"""The grids of a template's phases and milestones: cells, columns, what somebody made of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

import pandas as pd
import streamlit as st

from planner.rules.campaigns import PHASE_KIND_NAMES, PhaseKind
from planner.rules.names import tidy
from planner.rules.template_edits import free_key, reworded
from planner.rules.template_parts import TemplateMilestone, TemplatePhase
from planner.rules.templates import SaleTemplate
from planner.ui.grid_edits import Row, clock_of, filled, named
from planner.ui.saying import say, voice
from planner.words import Sentence


def phase_cells(template: SaleTemplate, reader: str) -> pd.DataFrame:
    """A row for each phase."""
    return pd.DataFrame(
        [
            {
                "key": phase.key,
                "name": phase.name.in_language(reader),
                "kind": str(phase.kind),
                "opens_day": phase.opens_day,
                "opens_at": phase.opens_at,
                "closes_day": phase.closes_day,
                "closes_at": phase.closes_at,
            }
            for phase in template.phases
        ],
        columns=["key", "name", "kind", "opens_day", "opens_at", "closes_day", "closes_at"],
    )


def phase_columns() -> dict[str, Any]:
    """How the columns of phases are called, shown and edited."""
    column = st.column_config
    kinds = {str(kind): voice().say(name) for kind, name in PHASE_KIND_NAMES.items()}
    return {
        "name": column.TextColumn(say("Phase"), width=200, max_chars=40, required=True),
        "kind": column.SelectboxColumn(
            say("Kind"), width=100, options=list(kinds), format_func=named(kinds), required=True
        ),
        "opens_day": _days(say("Opens, day")),
        "opens_at": _time(say("Opens at")),
        "closes_day": _days(say("Closes, day")),
        "closes_at": _time(say("Closes at")),
    }


def phases_of(rows: Iterable[Row], template: SaleTemplate, reader: str) -> list[TemplatePhase]:
    """The phases that a grid says; raises Refusal for a cell that is empty or wrong."""
    before = {phase.key: phase for phase in template.phases}
    found: list[TemplatePhase] = []
    taken = set(before)
    for row in rows:
        name = tidy(filled(row, "name", Sentence("Phase: give it a name.")))
        empty = Sentence("Phase “{phase}”: fill in every cell of its row.", phase=name)
        key = row["key"] or free_key("phase", taken)
        known = before.get(key)
        taken.add(key)
        found.append(
            TemplatePhase(
                key=key,
                name=reworded(known.name if known else None, name, reader),
                kind=PhaseKind(filled(row, "kind", empty)),
                opens_day=int(filled(row, "opens_day", empty)),
                opens_at=clock_of(filled(row, "opens_at", empty)),
                closes_day=int(filled(row, "closes_day", empty)),
                closes_at=clock_of(filled(row, "closes_at", empty)),
                target_share_bp=known.target_share_bp if known else 0,
            )
        )
    return sorted(found, key=lambda phase: (phase.opens_day, phase.opens_at))


def milestone_cells(template: SaleTemplate, reader: str) -> pd.DataFrame:
    """A row for each milestone."""
    return pd.DataFrame(
        [
            {
                "key": stone.key,
                "name": stone.name.in_language(reader),
                "day": stone.day,
                "at": stone.at,
                "freezes": stone.freezes,
            }
            for stone in template.milestones
        ],
        columns=["key", "name", "day", "at", "freezes"],
    )


def milestone_columns() -> dict[str, Any]:
    """How the columns of milestones are called, shown and edited."""
    column = st.column_config
    return {
        "name": column.TextColumn(say("Milestone"), width=200, max_chars=40, required=True),
        "day": _days(say("Days from sale day")),
        "at": _time(say("At")),
        "freezes": column.CheckboxColumn(
            say("Freezes pages"),
            width=110,
            default=False,
            help=say("From then on pages stay as they are until the next phase has opened."),
        ),
    }


def milestones_of(
    rows: Iterable[Row], template: SaleTemplate, reader: str
) -> list[TemplateMilestone]:
    """The milestones that a grid says; raises Refusal for a cell that is empty or wrong."""
    before = {stone.key: stone for stone in template.milestones}
    found: list[TemplateMilestone] = []
    taken = set(before)
    for row in rows:
        name = tidy(filled(row, "name", Sentence("Milestone: give it a name.")))
        empty = Sentence("Milestone “{milestone}”: fill in its day and time.", milestone=name)
        key = row["key"] or free_key("milestone", taken)
        known = before.get(key)
        taken.add(key)
        found.append(
            TemplateMilestone(
                key=key,
                name=reworded(known.name if known else None, name, reader),
                day=int(filled(row, "day", empty)),
                at=clock_of(filled(row, "at", empty)),
                freezes=bool(row["freezes"]),
            )
        )
    return sorted(found, key=lambda stone: (stone.day, stone.at))


def _days(label: str) -> Any:
    return st.column_config.NumberColumn(
        label, width=140, step=1, required=True, format="%+d", default=0
    )


def _time(label: str) -> Any:
    return st.column_config.TimeColumn(
        label, width=95, format="HH:mm", step=60, required=True, default=time(0)
    )
