"""A phase's gate: whether it may open, and its must-haves with what shows them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.reports.gates import PhaseGate
from planner.rules.campaigns import Phase, next_phase_to_open
from planner.rules.gates import RULES_SIGNED, RulesSigned
from planner.rules.people import Right
from planner.rules.tasks import STATE_NAMES, TaskState
from planner.ui.asking import perform, read
from planner.ui.gate_signing import waiving
from planner.ui.names import team_name
from planner.ui.people import name_of
from planner.ui.places import FOLDER, link_to
from planner.ui.saying import plain, say, voice
from planner.ui.task_acts import ask
from planner.ui.visitor import visitor
from planner.words import Sentence


def chosen_phase(campaign: CampaignCard) -> Phase[int]:
    """The phase that the page is about: the next to open unless the reader chooses another."""
    frame = read(reports.gates.gates, campaign_id=campaign.id)
    names = {
        str(row.phase_id): f"{_icon(row)} {plain(str(row.phase))}" for row in frame.itertuples()
    }
    upcoming = next_phase_to_open(campaign.phases, campaign.now) or campaign.phases[-1]
    key = st.segmented_control(
        say("Phase"),
        list(names),
        format_func=lambda key: names[key],
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
        passed = Sentence(
            "{who} let it open on {when}.", who=who, when=voice().moment(gate.passed_at)
        )
        if gate.missing:
            st.warning(
                say("{passed} Since then: {missing}.", passed=passed, missing=list(gate.missing)),
                icon=":material/lock_open:",
            )
        else:
            st.success(say(passed), icon=":material/lock_open:")
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


def next_gate(campaign: CampaignCard) -> None:
    """Whether the next phase may open, in a line that leads to its gate."""
    upcoming = next_phase_to_open(campaign.phases, campaign.now)
    if upcoming is None:
        return
    frame = read(reports.gates.gates, campaign_id=campaign.id)
    ((passed_at, missing),) = frame.loc[
        frame["phase_id"] == upcoming.key, ["passed_at", "missing"]
    ].itertuples(index=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        if missing:
            text = say("{phase}: {missing}.", phase=upcoming.name, missing=list(missing))
        elif passed_at is None:
            text = say("{phase}: everything is there.", phase=upcoming.name)
        else:
            text = say("{phase} may open.", phase=upcoming.name)
        st.markdown(text, width="content")
        link_to("gates", say("Gates"), "door_open", campaign.name)


def must_haves(campaign: CampaignCard, gate: PhaseGate) -> None:
    """Each must-have with what shows it, by team; leads waive some here."""
    st.subheader(say("Must-haves"), anchor=False)
    if gate.rules is not None:
        _rules(campaign, gate.phase_id, gate.rules)
    elif gate.must_haves.empty:
        st.caption(say("This phase has no must-haves. Mark tasks as must-haves to guard it."))
        return
    waives = visitor().may(Right.SIGN_OFF) and not campaign.archived
    if waives:
        waiving(gate)
    for _, rows in gate.must_haves.groupby("team_id", sort=False):
        head = rows.iloc[0]
        st.markdown(f"**{plain(team_name(head['team_key'], head['team']))}**")
        for row in rows.itertuples():
            _must_have(row, gate.phase_id, waives=waives)


def _icon(row: Any) -> str:
    if row.passed_at is None:
        return ":material/lock:"
    return ":material/check_circle:" if not row.missing else ":material/warning:"


def _rules(campaign: CampaignCard, phase_id: int, rules: RulesSigned) -> None:
    """The sign-off of the promotion rules, with the way to the check for who may see it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        icon = "check_circle" if rules is RulesSigned.HOLDS else "radio_button_unchecked"
        st.markdown(f":material/{icon}: {say('Promotion rules')}", width="content")
        st.caption(say(RULES_SIGNED[rules]), width="content")
        if visitor().may(Right.SEE_COSTS):
            st.page_link(
                FOLDER / "check.py",
                label=say("Check before launch"),
                icon=":material/fact_check:",
                query_params={"campaign": campaign.name, "check": str(phase_id)},
            )


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
        if row.waiver and waives:
            st.button(
                say("Take the waiver back"),
                key=f"unwaive-{row.id}",
                type="tertiary",
                on_click=perform,
                args=(actions.gates.withdraw_waiver,),
                kwargs={"phase_id": phase_id, "task_id": row.id},
            )


def _state(row: Any) -> Sentence:
    if row.waiver:
        return Sentence(
            "Waived by {who}, {when}: {reason}",
            who=name_of(row.waived_by),
            when=voice().moment(row.waived_at),
            reason=row.waiver,
        )
    if row.state == TaskState.DONE:
        return Sentence("Done") if row.proofs else Sentence("Done, but nothing shows it yet")
    return Sentence(
        "{state} · due {day} · {owner}",
        state=STATE_NAMES[TaskState(row.state)],
        day=voice().day(row.due_on),
        owner=row.owner or voice().say("Unclaimed"),
    )
