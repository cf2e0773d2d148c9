"""Signing off a team's part of a phase, and waiving what a phase may open without."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from planner import actions
from planner.actions.gates import LONGEST_REASON
from planner.reports.campaigns import CampaignCard
from planner.reports.gates import PhaseGate
from planner.rules.people import may_sign_for
from planner.ui.asking import attempt, perform
from planner.ui.names import team_name
from planner.ui.people import name_of
from planner.ui.saying import plain, say, voice
from planner.ui.visitor import visitor


def sign_offs(campaign: CampaignCard, gate: PhaseGate) -> None:
    """Which teams have said that their part is ready, with the button for who may."""
    st.subheader(say("Sign-offs"), anchor=False)
    if gate.teams.empty:
        st.caption(say("No team has a task in this phase."))
    for row in gate.teams.itertuples():
        _sign_off(row, gate.phase_id, changeable=not campaign.archived)


def waiving(gate: PhaseGate) -> None:
    """Choose must-haves that the phase may open without, and say why; for leads."""
    waiting = gate.must_haves[~gate.must_haves["ready"].astype(bool)]
    if waiting.empty:
        return
    titles = dict(zip(waiting["id"].astype(int), waiting["title"], strict=True))
    key = f"waive-{gate.phase_id}"
    with (
        st.popover(say("Waive"), icon=":material/gavel:"),
        st.form(key, border=False),
    ):
        st.multiselect(
            say("Must-haves"),
            list(titles),
            format_func=lambda task_id: plain(titles[task_id]),
            key=f"{key}-tasks",
        )
        st.text_area(
            say("Why may it open without?"),
            key=f"{key}-reason",
            max_chars=LONGEST_REASON,
            height=90,
        )
        st.form_submit_button(say("Waive"), type="primary", on_click=_waive, args=(gate.phase_id,))


def _waive(phase_id: int) -> None:
    tasks, reason = f"waive-{phase_id}-tasks", f"waive-{phase_id}-reason"
    done = attempt(
        actions.gates.waive,
        phase_id=phase_id,
        task_ids=tuple(st.session_state[tasks]),
        reason=st.session_state[reason],
    )
    if done is not None:
        st.session_state[tasks], st.session_state[reason] = [], ""


def _sign_off(row: Any, phase_id: int, *, changeable: bool) -> None:
    may = changeable and may_sign_for(visitor(), row.team_id)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        icon = ":green[:material/verified:]" if row.holds else ":material/pending:"
        st.markdown(f"{icon} {plain(team_name(row.team_key, row.team))}", width="content")
        st.caption(_signed(row), width="content")
        if may and row.holds:
            st.button(
                say("Take back"),
                key=f"sign-{row.team_id}",
                type="tertiary",
                on_click=perform,
                args=(actions.gates.take_back,),
                kwargs={"phase_id": phase_id, "team_id": row.team_id},
            )
        elif may:
            _signing_form(row.team_id, phase_id)


def _signing_form(team_id: int, phase_id: int) -> None:
    key = f"sign-{phase_id}-{team_id}"
    with (
        st.popover(say("Sign off")),
        st.form(key, border=False),
    ):
        st.text_area(
            say("What should others know? (may stay empty)"),
            key=f"{key}-note",
            max_chars=LONGEST_REASON,
            height=90,
        )
        st.form_submit_button(
            say("Sign off"), type="primary", on_click=_sign, args=(phase_id, team_id)
        )


def _sign(phase_id: int, team_id: int) -> None:
    note = f"sign-{phase_id}-{team_id}-note"
    about = {"phase_id": phase_id, "team_id": team_id, "note": st.session_state[note]}
    if attempt(actions.gates.sign_off, **about) is not None:
        st.session_state[note] = ""


def _signed(row: Any) -> str:
    if row.signed_at is None or pd.isna(row.signed_at):
        return say("not signed off")
    who, when = name_of(row.signed_by), voice().moment(row.signed_at)
    if not row.holds:
        return say(
            "{who} signed on {when}; a must-have was reopened or added since", who=who, when=when
        )
    if row.note:
        return say("{who}, {when}: {note}", who=who, when=when, note=row.note)
    return say("{who}, {when}", who=who, when=when)
