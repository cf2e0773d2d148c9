"""Editing a template of one's own in grids; what is saved is a new version."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from planner import actions, reports
from planner.reports.templates import TemplateCard
from planner.rules.template_edits import edited
from planner.rules.templates import SaleTemplate
from planner.ui.asking import attempt, notice, read
from planner.ui.campaign_acts import TYPED
from planner.ui.grid_edits import edited_rows
from planner.ui.saying import say
from planner.ui.template_acts import look
from planner.ui.template_layout_grids import (
    milestone_cells,
    milestone_columns,
    milestones_of,
    phase_cells,
    phase_columns,
    phases_of,
)
from planner.ui.template_task_grid import task_cells, task_columns, tasks_of
from planner.ui.visitor import language
from planner.words import Refusal


def template_editor(card: TemplateCard) -> None:
    """Name, phases, milestones and tasks; saved as the next version with a note."""
    form = f"{TYPED}template-{card.template.key}"
    st.session_state.setdefault(f"{form}-newest", card.newest)
    template, reader = card.template, language()
    st.text_input(
        say("Template name"),
        template.name.in_language(reader),
        key=f"{form}-name",
        max_chars=80,
        width=420,
    )
    st.subheader(say("Phases and milestones"), anchor=False)
    st.caption(
        say(
            "Days count from the sale day: -10 is ten days before it. One that you take away "
            "takes the tasks along that need it or hang on it."
        )
    )
    _grid(f"{form}-phases", phase_cells(template, reader), phase_columns())
    _grid(f"{form}-milestones", milestone_cells(template, reader), milestone_columns())
    st.subheader(say("Tasks"), anchor=False)
    st.caption(
        say(
            "A task is due so many days after what it hangs on; below zero is before. Checklists "
            "and what each waits for stay as they are."
        )
    )
    _grid(f"{form}-tasks", task_cells(template, reader), task_columns(template, reader))
    st.text_input(say("What is new in this version"), key=f"{form}-note", max_chars=200, width=420)
    with st.container(horizontal=True):
        st.button(
            say("Save as version {number}", number=card.newest + 1),
            key="template-save",
            type="primary",
            on_click=_save,
            args=(form, card),
        )
        st.button(
            say("Don't save"),
            key="template-leave",
            type="tertiary",
            on_click=look,
            args=(template.key,),
        )


def _grid(key: str, shown: pd.DataFrame, columns: dict[str, Any]) -> None:
    st.data_editor(
        shown,
        column_config=columns,
        column_order=list(columns),
        num_rows="dynamic",
        hide_index=True,
        key=key,
        height="content" if len(shown) < 16 else 600,
    )


def _save(form: str, card: TemplateCard) -> None:
    state = st.session_state
    try:
        template = _typed(form, card.template)
    except Refusal as refusal:
        notice(refusal.sentence, good=False)
        return
    given = {"template": template, "note": state[f"{form}-note"], "number": state[f"{form}-newest"]}
    if attempt(actions.templates.edit, key=card.template.key, **given) is not None:
        look(card.template.key)
        return
    # Saving again counts as having looked at what others saved.
    state[f"{form}-newest"] = read(reports.templates.card, key=card.template.key).newest


def _typed(form: str, template: SaleTemplate) -> SaleTemplate:
    state, reader = st.session_state, language()
    phases = edited_rows(phase_cells(template, reader), state[f"{form}-phases"])
    milestones = edited_rows(milestone_cells(template, reader), state[f"{form}-milestones"])
    tasks = edited_rows(task_cells(template, reader), state[f"{form}-tasks"])
    return edited(
        template,
        reader,
        name=state[f"{form}-name"],
        phases=phases_of(phases, template, reader),
        milestones=milestones_of(milestones, template, reader),
        lines=tasks_of(tasks),
    )
