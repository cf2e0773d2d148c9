"""The fields of the tasks that a playbook releases."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner import reports
from planner.rules.playbook_drafts import (
    LONGEST_ACCEPTANCE,
    LONGEST_TITLE,
    MOST_DUE_HOURS,
    MOST_TASKS,
)
from planner.ui.asking import shaped
from planner.ui.names import team_name
from planner.ui.saying import plain, say

_SESSION: dict[str, Any] = {"persist_state": "session"}


def release_fields(key: str) -> None:
    """The fields of one task that is released."""
    teams = _teams()
    state = st.session_state
    defaults = {"title": "", "due_hours": 2, "effort_hours": 1.0, "must_have": False}
    for name, value in {**defaults, "acceptance": "", "team_id": next(iter(teams), None)}.items():
        state.setdefault(f"{key}-{name}", value)
    with st.container(border=True):
        st.text_input(
            say("What is to be done"), key=f"{key}-title", max_chars=LONGEST_TITLE, **_SESSION
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(
                say("Team"),
                list(teams),
                format_func=lambda team_id: plain(teams.get(team_id, "")),
                key=f"{key}-team_id",
                width=190,
                **_SESSION,
            )
            st.number_input(
                say("Due, hours after it fires"),
                0,
                MOST_DUE_HOURS,
                key=f"{key}-due_hours",
                width=190,
                **_SESSION,
            )
            st.number_input(
                say("Effort in hours"),
                0.0,
                1000.0,
                step=0.5,
                format="%g",
                key=f"{key}-effort_hours",
                width=190,
                **_SESSION,
            )
            st.toggle(say("Must-have"), key=f"{key}-must_have", **_SESSION)
        st.text_area(
            say("Done when (may stay empty)"),
            key=f"{key}-acceptance",
            max_chars=LONGEST_ACCEPTANCE,
            height=68,
            **_SESSION,
        )


def more_or_fewer(key: str, rows: int) -> None:
    """One more task, or one fewer."""
    with st.container(horizontal=True):
        st.button(
            say("One more task"),
            icon=":material/add:",
            key="more-releases",
            disabled=rows >= MOST_TASKS,
            on_click=_set_rows,
            args=(key, rows + 1),
        )
        if rows > 1:
            st.button(
                say("Leave the last one out"),
                key="fewer-releases",
                type="tertiary",
                on_click=_set_rows,
                args=(key, rows - 1),
            )


def _set_rows(key: str, rows: int) -> None:
    st.session_state[f"{key}-rows"] = rows


def _teams() -> dict[int, str]:
    return shaped(_named, reports.people.teams)


def _named(teams: Any) -> dict[int, str]:
    return {
        int(row.id): team_name(row.key, row.name) for row in teams.itertuples() if not row.archived
    }
