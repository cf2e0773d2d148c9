"""The columns of the grid of tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from planner.reports.campaigns import CampaignCard
from planner.rules.tasks import STATE_NAMES
from planner.ui.people import assignable, teams
from planner.ui.saying import say, voice

NOBODY = 0
ORDER = (
    "number",
    "title",
    "state_name",
    "team_id",
    "owner_id",
    "due_on",
    "late_note",
    "phase_id",
    "must_have",
    "effort_hours",
)


def cells(tasks: pd.DataFrame) -> pd.DataFrame:
    """A row for each task; who owns nothing is ``NOBODY``."""
    states = {str(state): voice().say(name) for state, name in STATE_NAMES.items()}
    shown = tasks[
        ["id", "version", "number", "title", "team_id", "phase_id", "due_on", "effort_hours"]
    ].infer_objects()
    shown["must_have"] = tasks["must_have"].astype(bool)
    shown["owner_id"] = tasks["owner_id"].fillna(NOBODY).astype(int)
    shown["state_name"] = tasks["state"].map(states)
    shown["late_note"] = [
        voice().say("{n} day late", "{n} days late", n=days) if days else ""
        for days in tasks["late_days"]
    ]
    return shown


def columns(campaign: CampaignCard) -> dict[str, Any]:
    """How each column is called, shown and edited."""
    column = st.column_config
    people = {NOBODY: voice().say("Unclaimed")} | assignable()
    team_names = teams()
    phases = {phase.key: phase.name for phase in campaign.phases}
    return {
        "number": column.NumberColumn(say("No."), width=50),
        "title": column.TextColumn(say("Task"), width=280, max_chars=200),
        "state_name": column.TextColumn(say("State"), width=75),
        "team_id": column.SelectboxColumn(
            say("Team"),
            width=120,
            options=list(team_names),
            format_func=_named(team_names),
            required=True,
        ),
        "owner_id": column.SelectboxColumn(
            say("Owner"),
            width=95,
            options=list(people),
            format_func=_named(people),
            required=True,
        ),
        "due_on": column.DateColumn(say("Due"), width=95, format="YYYY-MM-DD", required=True),
        "late_note": column.TextColumn(say("Late"), width=90),
        "phase_id": column.SelectboxColumn(
            say("Needed for"),
            width=95,
            options=list(phases),
            format_func=_named(phases),
            required=True,
        ),
        "must_have": column.CheckboxColumn(say("Must-have"), width=80),
        "effort_hours": column.NumberColumn(say("Hours"), width=60, min_value=0, format="%.1f"),
    }


def _named(names: Mapping[int, str]) -> Any:
    return lambda option: names.get(int(option), "")
