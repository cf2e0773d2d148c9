"""A phase's gate: whether it may open, what is missing, who signed, and how ready it gets."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from planner import actions, reports
from planner.charts import gates as charts
from planner.reports.campaigns import CampaignCard
from planner.reports.gates import PhaseGate
from planner.rules.campaigns import Phase, next_phase_to_open
from planner.rules.people import Right, may_sign_for
from planner.rules.tasks import STATE_NAMES, TaskState
from planner.ui.asking import attempt, perform, read, shaped
from planner.ui.names import team_name
from planner.ui.people import name_of
from planner.ui.replaying import drawn_once
from planner.ui.saying import plain, say, voice
from planner.ui.sending import as_spec
from planner.ui.task_acts import ask
from planner.ui.visitor import visitor
from planner.words import Sentence

_WAIVING = "_waiving"


def chosen_phase(campaign: CampaignCard) -> Phase[int]:
    """The phase that the page is about: the next to open unless the reader chooses another."""
    names = {str(phase.key): phase.name for phase in campaign.phases}
    upcoming = next_phase_to_open(campaign.phases, campaign.now) or campaign.phases[-1]
    key = st.segmented_control(
        say("Phase"),
        list(names),
        format_func=lambda key: plain(names[key]),
        default=str(upcoming.key),
        required=True,
        key="gate",
        bind="query-params",
        label_visibility="collapsed",
    )
    return next((one for one in campaign.phases if str(one.key) == key), upcoming)


def answer(campaign: CampaignCard, phase: Phase[int], gate: PhaseGate) -> None:
    """May it open? With what is missing, and the button for who may say so."""
    opens = voice().wall_clock(phase.opens)
    if gate.passed_at is not None:
        who = name_of(gate.passed_by)
        said = say("{who} let it open on {when}.", who=who, when=voice().moment(gate.passed_at))
        if gate.missing:
            st.warning(
                say("{passed} Since then: {missing}.", passed=said, missing=list(gate.missing)),
                icon=":material/lock_open:",
            )
        else:
            st.success(said, icon=":material/lock_open:")
    elif gate.missing:
        st.warning(
            say("Not yet, it opens {opens}: {missing}.", opens=opens, missing=list(gate.missing)),
            icon=":material/lock:",
        )
    else:
        st.success(
            say("Everything is there. It opens {opens}.", opens=opens), icon=":material/check:"
        )
    if not visitor().may(Right.SIGN_OFF) or campaign.archived:
        return
    if gate.passed_at is None:
        st.button(
            say("Let it open"),
            type="primary",
            disabled=bool(gate.missing),
            key=f"let-open-{phase.key}",
            on_click=perform,
            args=(actions.gates.let_open,),
            kwargs={"phase_id": phase.key},
        )
    else:
        st.button(
            say("Hold it back"),
            key=f"hold-back-{phase.key}",
            on_click=perform,
            args=(actions.gates.hold_back,),
            kwargs={"phase_id": phase.key},
        )


def must_haves(campaign: CampaignCard, gate: PhaseGate) -> None:
    """Each must-have with what shows it, by team; leads waive some here."""
    st.subheader(say("Must-haves"), anchor=False)
    if gate.must_haves.empty:
        st.caption(say("This phase has no must-haves. Mark tasks as must-haves to guard it."))
        return
    waives = visitor().may(Right.SIGN_OFF) and not campaign.archived
    for _, rows in gate.must_haves.groupby("team_id", sort=False):
        head = rows.iloc[0]
        st.markdown(f"**{plain(team_name(head['team_key'], head['team']))}**")
        for row in rows.itertuples():
            _must_have(row, gate.phase_id, waives=waives)


def sign_offs(campaign: CampaignCard, gate: PhaseGate) -> None:
    """Which teams have said that their part is ready."""
    st.subheader(say("Sign-offs"), anchor=False)
    for row in gate.teams.itertuples():
        _sign_off(row, gate.phase_id, changeable=not campaign.archived)


def readiness(phase: Phase[int]) -> None:
    """How ready the phase got by the day, beside the last sale."""
    rows = read(reports.gates.readiness_by_day, phase_id=phase.key)
    if rows.empty:
        return
    st.subheader(say("How ready it gets"), anchor=False)
    spec, digest = shaped(_spec, reports.gates.readiness_by_day, phase_id=phase.key)
    key = f"readiness-{phase.key}"

    def send() -> None:
        st.vega_lite_chart(spec=spec, width="stretch", key=key)

    drawn_once(f"{key} {digest}", send)


def _must_have(row: Any, phase_id: int, *, waives: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        icon = "check_circle" if row.ready else "radio_button_unchecked"
        st.button(
            plain(row.title),
            key=f"must-{row.id}",
            icon=f":material/{icon}:",
            type="tertiary",
            on_click=ask,
            args=("open", row.id),
        )
        for proof in row.proofs:
            where = f"/files/{proof.id}" if proof.url is None else proof.url
            mark = "download" if proof.url is None else "link"
            st.link_button(plain(proof.title), where, icon=f":material/{mark}:", type="tertiary")
        st.caption(say(_state(row)), width="content")
        if row.waiver:
            st.button(
                say("Take the waiver back"),
                key=f"unwaive-{row.id}",
                type="tertiary",
                disabled=not waives,
                on_click=perform,
                args=(actions.gates.withdraw_waiver,),
                kwargs={"phase_id": phase_id, "task_id": row.id},
            )
        elif waives and not row.ready:
            _waiver_form(row, phase_id)


def _state(row: Any) -> Sentence:
    if row.waiver:
        return Sentence(
            "Waived by {who}, {when}: {reason}",
            who=plain(name_of(row.waived_by)),
            when=voice().moment(row.waived_at),
            reason=plain(row.waiver),
        )
    if row.state == TaskState.DONE:
        return Sentence("Done") if row.proofs else Sentence("Done, but nothing shows it yet")
    return Sentence(
        "{state} · due {day} · {owner}",
        state=STATE_NAMES[TaskState(row.state)],
        day=voice().day(row.due_on),
        owner=plain(row.owner or voice().say("Unclaimed")),
    )


def _waiver_form(row: Any, phase_id: int) -> None:
    key = f"{_WAIVING}-{row.id}"
    with (
        st.popover(say("Waive"), type="tertiary"),
        st.form(key, border=False),
    ):
        st.text_area(say("Why may it open without?"), key=f"{key}-reason", max_chars=1000)
        st.form_submit_button(
            say("Waive"), type="primary", on_click=_waive, args=(key, phase_id, row.id)
        )


def _waive(key: str, phase_id: int, task_id: int) -> None:
    attempt(
        actions.gates.waive,
        phase_id=phase_id,
        task_ids=[task_id],
        reason=st.session_state[f"{key}-reason"],
    )


def _sign_off(row: Any, phase_id: int, *, changeable: bool) -> None:
    about = {"phase_id": phase_id, "team_id": row.team_id}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        icon = ":green[:material/verified:]" if row.holds else ":material/pending:"
        st.markdown(f"{icon} {plain(team_name(row.team_key, row.team))}", width="content")
        st.caption(_signed(row), width="content")
        if not changeable or not may_sign_for(visitor(), row.team_id):
            return
        st.button(
            say("Take back") if row.holds else say("Sign off"),
            key=f"sign-{row.team_id}",
            type="tertiary" if row.holds else "secondary",
            on_click=perform,
            args=(actions.gates.take_back if row.holds else actions.gates.sign_off,),
            kwargs=about,
        )


def _signed(row: Any) -> str:
    if row.signed_at is None or pd.isna(row.signed_at):
        return say("not signed off")
    who, when = name_of(row.signed_by), voice().moment(row.signed_at)
    if row.holds:
        return say("{who}, {when}", who=who, when=when)
    return say("{who} signed on {when}; a must-have was reopened since", who=who, when=when)


def _spec(rows: pd.DataFrame) -> tuple[dict[str, Any], str]:
    labels = {name: voice().say(sentence) for name, sentence in charts.WORDS.items()}
    return as_spec(charts.readiness(rows, labels | {"language": voice().language}))
