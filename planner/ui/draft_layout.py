"""The phases and milestones of a campaign to be created: see them on a scale, adjust them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

import streamlit as st

from planner.desk import counter
from planner.rules.campaigns import AnchorKind, Milestone, Phase, PhaseKind
from planner.rules.clock import wall_clock
from planner.rules.layouts import PlannedTask
from planner.rules.names import tidy
from planner.ui.asking import show_notices
from planner.ui.campaign_acts import TYPED, Asked, ask, asked_on, close
from planner.ui.draft import adjust, draft, plan, time_zone
from planner.ui.layout_fields import (
    milestone_fields,
    phase_fields,
    typed_milestone,
    typed_milestone_time,
    typed_phase,
    typed_phase_times,
)
from planner.ui.people import shops
from planner.ui.saying import plain, say
from planner.ui.small_timeline import BESIDE, scale_of, small_timeline

PAGE = "new"


def draft_layout() -> None:
    """The layout on its scale; each line can be changed."""
    laid_out = draft()
    now = wall_clock(counter().now(), time_zone())
    scale = scale_of(laid_out.phases, laid_out.milestones, laid_out.sale_day, now)
    small_timeline(
        laid_out.phases, laid_out.milestones, scale, shops=shops(), beside=_change_button
    )
    with st.container(horizontal=True):
        _add_button("phase", say("Add a phase"))
        _add_button("milestone", say("Add a milestone"))


def open_what_was_asked() -> None:
    """Draw the form that somebody asked for; called once at the end of the page."""
    asked = asked_on(PAGE)
    if asked is not None:
        title = _title(asked)
        st.dialog(title, width="medium", on_dismiss=close)(_inside)(asked)


def _change_button(what: str, key: str, name: str) -> None:
    st.button(
        say("Change"),
        key=f"change-{what}-{key}",
        type="tertiary",
        width=BESIDE,
        help=say("Change {name}", name=name),
        on_click=ask,
        args=(Asked(PAGE, what, key),),
    )


def _add_button(what: str, label: str) -> None:
    st.button(
        label,
        key=f"add-{what}",
        icon=":material/add:",
        on_click=ask,
        args=(Asked(PAGE, what, ""),),
    )


def _title(asked: Asked) -> str:
    if asked.what == "phase":
        found = [phase.name for phase in draft().phases if phase.key == asked.key]
        return plain(found[0]) if found else say("Add a phase")
    found = [one.name for one in draft().milestones if one.key == asked.key]
    return plain(found[0]) if found else say("Add a milestone")


def _inside(asked: Asked) -> None:
    if asked_on(PAGE) != asked:
        st.rerun()
    show_notices()
    form = f"{TYPED}draft-{asked.what}-{asked.key}"
    if asked.what == "phase":
        _phase_form(form, asked)
    else:
        _milestone_form(form, asked)


def _phase_form(form: str, asked: Asked) -> None:
    there = [phase for phase in draft().phases if phase.key == asked.key]
    with st.form(form, border=False):
        phase_fields(form, there[0] if there else _new_phase(), shops(), new=not there)
        _buttons(form, asked, _save_phase)


def _milestone_form(form: str, asked: Asked) -> None:
    there = [one for one in draft().milestones if one.key == asked.key]
    with st.form(form, border=False):
        milestone_fields(form, there[0] if there else _new_milestone(), new=not there)
        _buttons(form, asked, _save_milestone)


def _buttons(form: str, asked: Asked, save: Callable[[str, Asked], None]) -> None:
    with st.container(horizontal=True):
        label = say("Keep changes") if asked.key else say("Add")
        st.form_submit_button(
            label, type="primary", key=f"{form}-save", on_click=save, args=(form, asked)
        )
        if asked.key:
            needing = sum(_needs(task, asked) for task in plan().tasks)
            label = (
                say("Leave out with its {n} task", "Leave out with its {n} tasks", n=needing)
                if needing
                else say("Leave out")
            )
            st.form_submit_button(
                label,
                type="tertiary",
                icon=":material/delete:",
                key=f"{form}-leave-out",
                on_click=_leave_out,
                args=(asked,),
            )


def _needs(task: PlannedTask, asked: Asked) -> bool:
    on_milestone = task.anchor.kind is AnchorKind.MILESTONE
    if asked.what == "milestone":
        return on_milestone and task.anchor.key == asked.key
    return task.phase == asked.key or (not on_milestone and task.anchor.key == asked.key)


def _new_phase() -> Phase[str]:
    opens = max(phase.closes for phase in draft().phases)
    return Phase("", "?", PhaseKind.WRAP_UP, opens, opens + timedelta(days=1))


def _new_milestone() -> Milestone[str]:
    return Milestone("", "?", datetime.combine(draft().sale_day, time(10)))


def _save_phase(form: str, asked: Asked) -> None:
    key = str(asked.key) or draft().new_key()
    if adjust(lambda now: now.with_phase(_typed_phase(form, key))):
        close()


def _save_milestone(form: str, asked: Asked) -> None:
    key = str(asked.key) or draft().new_key()
    if adjust(lambda now: now.with_milestone(_typed_milestone(form, key))):
        close()


def _typed_phase(form: str, key: str) -> Phase[str]:
    typed = typed_phase(form)
    opens, closes = typed_phase_times(form)
    return Phase(key, tidy(typed.name), typed.kind, opens, closes, frozenset(typed.shop_ids))


def _typed_milestone(form: str, key: str) -> Milestone[str]:
    typed = typed_milestone(form)
    return Milestone(key, tidy(typed.name), typed_milestone_time(form), typed.freezes)


def _leave_out(asked: Asked) -> None:
    key = str(asked.key)
    if asked.what == "phase":
        done = adjust(lambda now: now.without_phase(key))
    else:
        done = adjust(lambda now: now.without_milestone(key))
    if done:
        close()
