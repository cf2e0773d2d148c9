"""The list of tasks as a grid: choose rows to change many at once, or edit cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from planner import actions
from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.rules.tasks import TaskField
from planner.ui.asking import attempt, perform
from planner.ui.people import assignable, teams
from planner.ui.saying import say, voice
from planner.ui.task_acts import ask
from planner.ui.task_columns import NOBODY, ORDER, cells, columns
from planner.ui.visitor import visitor

_ROUND = "_grid_round"
_CELLS: Mapping[str, TaskField] = {
    "title": TaskField.TITLE,
    "team_id": TaskField.TEAM,
    "owner_id": TaskField.OWNER,
    "phase_id": TaskField.PHASE,
    "due_on": TaskField.DUE,
    "effort_hours": TaskField.EFFORT_HOURS,
    "must_have": TaskField.MUST_HAVE,
}


def add_task_button(campaign: CampaignCard) -> None:
    """The button that opens a form to add a task, for whoever plans."""
    if not visitor().may(Right.PLAN) or campaign.archived:
        return
    st.button(
        say("Add task"),
        key="add-task",
        icon=":material/add:",
        type="primary",
        on_click=ask,
        args=("add", campaign.id),
    )


def grid(campaign: CampaignCard, tasks: pd.DataFrame) -> None:
    """All tasks that fit the filters, a row each."""
    count = say("{n} task", "{n} tasks", n=len(tasks))
    if tasks.empty:
        st.info(say("No task fits. Change the filter or the search."), icon=":material/search:")
        return
    plans = visitor().may(Right.PLAN) and not campaign.archived
    editing = False
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(count, width="content")
        if plans:
            editing = st.toggle(
                say("Edit in the grid"), key="grid-edit", bind="query-params", width="content"
            )
    if editing:
        _editor(campaign, tasks)
    else:
        _table(campaign, tasks, plans=plans)


def _table(campaign: CampaignCard, tasks: pd.DataFrame, *, plans: bool) -> None:
    chosen = st.dataframe(
        cells(tasks),
        column_config=columns(campaign),
        column_order=ORDER,
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        key=f"grid-{campaign.id}",
        height="content" if len(tasks) < 16 else 600,
    )
    rows: list[int] = [row for row in chosen["selection"]["rows"] if row < len(tasks)]
    ids = [int(tasks["id"].iloc[row]) for row in rows]
    with st.container(horizontal=True, vertical_alignment="center"):
        if not ids:
            st.caption(say("Choose rows to open a task or change many at once."))
            return
        if len(ids) == 1:
            st.button(say("Open details"), key="grid-open", on_click=ask, args=("open", ids[0]))
        if plans:
            with st.popover(say("Change {n} task", "Change {n} tasks", n=len(ids))):
                _bulk_form(campaign, ids)
            st.button(
                say("Put {n} into the recycle bin", n=len(ids)),
                key="grid-remove",
                icon=":material/delete:",
                type="tertiary",
                on_click=perform,
                args=(actions.plans.remove,),
                kwargs={"task_ids": ids},
            )


def _bulk_form(campaign: CampaignCard, ids: list[int]) -> None:
    fields = {
        TaskField.TEAM: say("Team"),
        TaskField.OWNER: say("Owner"),
        TaskField.APPROVER: say("Approver"),
        TaskField.PHASE: say("Needed for"),
        TaskField.DUE: say("Due"),
        TaskField.MUST_HAVE: say("Must-have"),
    }
    field = st.selectbox(
        say("What to change"), list(fields), format_func=lambda name: fields[name], key="bulk-field"
    )
    key = f"bulk-{field}"
    people = {NOBODY: voice().say("Nobody")} | assignable()
    match field:
        case TaskField.TEAM:
            _pick(say("To"), teams(), key)
        case TaskField.PHASE:
            _pick(say("To"), {phase.key: phase.name for phase in campaign.phases}, key)
        case TaskField.DUE:
            st.date_input(say("To"), campaign.sale_day, key=key, format="YYYY-MM-DD")
        case TaskField.MUST_HAVE:
            _pick(say("To"), {1: voice().say("yes"), 0: voice().say("no")}, key)
        case _:
            _pick(say("To"), people, key)
    st.write(say("This changes {n} task.", "This changes {n} tasks.", n=len(ids)))
    st.button(
        say("Change them"),
        key="bulk-do",
        type="primary",
        on_click=_change_many,
        args=(ids, field, key),
    )


def _pick(label: str, options: Mapping[int, str], key: str) -> None:
    st.selectbox(label, list(options), format_func=lambda option: options[option], key=key)


def _change_many(ids: list[int], field: TaskField, key: str) -> None:
    value = st.session_state[key]
    if field in (TaskField.OWNER, TaskField.APPROVER):
        value = value or None
    perform(actions.plans.change_many, task_ids=ids, changes={field: value})


def _editor(campaign: CampaignCard, tasks: pd.DataFrame) -> None:
    st.caption(say("Each cell is saved as you leave it; a refused one stays to be mended."))
    key = f"editor-{campaign.id}-{st.session_state.get(_ROUND, 0)}"
    shown = cells(tasks)
    st.data_editor(
        shown,
        column_config=columns(campaign),
        column_order=ORDER,
        disabled=["number", "state_name", "late_note"],
        hide_index=True,
        key=key,
        on_change=_save_cells,
        args=(key, shown),
        height="content" if len(tasks) < 16 else 600,
    )


def _save_cells(key: str, shown: pd.DataFrame) -> None:
    """Apply each edited row against the version that was on screen; never the whole table."""
    edited: Mapping[int, Mapping[str, Any]] = st.session_state[key]["edited_rows"]
    refused = False
    for place, edits in edited.items():
        row = shown.iloc[int(place)]
        changes = {
            _CELLS[name]: _meant(name, value) for name, value in edits.items() if value != row[name]
        }
        if not changes:
            continue
        saved = attempt(
            actions.plans.edit,
            task_id=int(row["id"]),
            version=int(row["version"]),
            changes=changes,
        )
        refused = refused or saved is None
    if not refused:
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _meant(name: str, value: Any) -> Any:
    match name:
        case "owner_id":
            return int(value) if value else None
        case "team_id" | "phase_id":
            return None if value is None else int(value)
        case "due_on":
            return None if value is None else pd.Timestamp(value).date()
        case _:
            return value
