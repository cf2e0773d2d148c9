"""The form of one playbook: what it watches, and the tasks that it releases."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.reports.playbooks import PlaybookCard
from planner.rules.campaigns import PhaseKind, next_phase_to_open
from planner.rules.playbook_drafts import LONGEST_NAME, PlaybookDraft, Release
from planner.rules.playbooks import SIDE_NAMES, Side, Trigger
from planner.rules.targets import MEASURE_NAMES
from planner.ui.asking import attempt, read
from planner.ui.playbook_acts import refuse, show_refused, stop_writing, typed_key, written_id
from planner.ui.playbook_releases import more_or_fewer, release_fields
from planner.ui.saying import plain, say
from planner.words import Refusal

_AFTER, _AT = "after", "at"
_SESSION: dict[str, Any] = {"persist_state": "session"}


def playbook_form(campaign: CampaignCard) -> None:
    """Write a new playbook, or change the one that was chosen."""
    playbook_id = written_id()
    known = read(reports.playbooks.playbooks, campaign_id=campaign.id)
    card = next((one for one in known if one.id == playbook_id), None)
    key = typed_key(f"{playbook_id or 'new'}")
    _begin(key, campaign, card)
    st.subheader(say("Write a playbook") if card is None else plain(card.name), anchor=False)
    st.text_input(
        say("Name of the playbook"), key=f"{key}-name", max_chars=LONGEST_NAME, **_SESSION
    )
    st.markdown(f"**{say('When does it fire?')}**")
    _when(key, campaign)
    st.markdown(f"**{say('What does it release?')}**")
    rows = int(st.session_state[f"{key}-rows"])
    for place in range(rows):
        release_fields(f"{key}-{place}")
    more_or_fewer(key, rows)
    show_refused()
    with st.container(horizontal=True):
        st.button(
            say("Save the playbook") if card is None else say("Save changes"),
            key="save-playbook",
            type="primary",
            on_click=_save,
            args=(key, campaign, playbook_id),
        )
        st.button(say("Back to the list"), key="leave-playbook", on_click=stop_writing)


def _begin(key: str, campaign: CampaignCard, card: PlaybookCard | None) -> None:
    """Fill in what the form begins with; what is there already stays."""
    state = st.session_state
    if f"{key}-rows" in state:
        return
    phase = next_phase_to_open(campaign.phases, campaign.now) or campaign.phases[-1]
    bursts = [one for one in campaign.phases if one.kind is PhaseKind.BURST]
    phase = next((one for one in bursts if one.closes > campaign.now), phase)
    trigger = None if card is None else card.trigger
    values: dict[str, Any] = {
        "name": "" if card is None else card.name,
        "phase": str(phase.key if trigger is None else trigger.phase_key),
        "side": str(Side.BELOW if trigger is None else trigger.side),
        "share": 80.0 if trigger is None else trigger.share_bp / 100,
        "way": _AFTER if trigger is None or trigger.moment is None else _AT,
        "hours": 2.0 if trigger is None else (trigger.offset_minutes or 120) / 60,
        "moment": None if card is None else card.at,
        "version": None if card is None else card.version,
        "rows": 1 if card is None else len(card.tasks),
    }
    for name, value in values.items():
        state[f"{key}-{name}"] = value
    for place, one in enumerate(() if card is None else card.tasks):
        for name in ("title", "team_id", "due_hours", "effort_hours", "must_have", "acceptance"):
            state[f"{key}-{place}-{name}"] = getattr(one.release, name)


def _when(key: str, campaign: CampaignCard) -> None:
    _moment(key, campaign)
    _limit(key)
    st.caption(
        say(
            "It asks for the {measure}, which the target means, once figures of every shop cover"
            " that moment.",
            measure=MEASURE_NAMES[campaign.measure],
        )
    )


def _moment(key: str, campaign: CampaignCard) -> None:
    """The moment at which it asks, in a phase."""
    phases = {str(phase.key): plain(phase.name) for phase in campaign.phases}
    ways = {_AFTER: say("After the opening"), _AT: say("At a moment")}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            say("Phase"),
            list(phases),
            format_func=lambda one: phases[one],
            key=f"{key}-phase",
            width=200,
            **_SESSION,
        )
        st.selectbox(
            say("When does it ask?"),
            list(ways),
            format_func=lambda one: ways[one],
            key=f"{key}-way",
            width=200,
            **_SESSION,
        )
        if st.session_state[f"{key}-way"] == _AFTER:
            st.number_input(
                say("Hours after the opening"),
                0.5,
                1440.0,
                step=0.5,
                format="%g",
                key=f"{key}-hours",
                width=200,
                **_SESSION,
            )
        else:
            st.datetime_input(
                say("Moment"),
                key=f"{key}-moment",
                format="YYYY-MM-DD",
                width=240,
                **_SESSION,
            )


def _limit(key: str) -> None:
    """The share of the plan below or above which it fires."""
    sides = {str(side): say(name) for side, name in SIDE_NAMES.items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            say("Reached since the opening is"),
            list(sides),
            format_func=lambda one: sides[one],
            key=f"{key}-side",
            width=200,
            **_SESSION,
        )
        st.number_input(
            say("% of the plan"),
            1.0,
            500.0,
            step=5.0,
            format="%g",
            key=f"{key}-share",
            width=200,
            **_SESSION,
        )


def _save(key: str, campaign: CampaignCard, playbook_id: int | None) -> None:
    try:
        draft = _draft(key, campaign)
    except Refusal as refusal:
        refuse(refusal.sentence)
        return
    if playbook_id is None:
        saved = attempt(actions.playbooks.write, campaign_id=campaign.id, draft=draft)
    else:
        saved = attempt(
            actions.playbooks.change,
            playbook_id=playbook_id,
            version=st.session_state[f"{key}-version"],
            draft=draft,
        )
    if saved is not None:
        stop_writing()
        return
    refuse()
    # Having been told what changed meanwhile, saving again counts as having looked.
    for one in read(reports.playbooks.playbooks, campaign_id=campaign.id):
        if one.id == playbook_id:
            st.session_state[f"{key}-version"] = one.version


def _draft(key: str, campaign: CampaignCard) -> PlaybookDraft:
    state = st.session_state
    after = state[f"{key}-way"] == _AFTER
    trigger = Trigger(
        phase_key=int(state[f"{key}-phase"]),
        measure=campaign.measure,
        side=Side(state[f"{key}-side"]),
        share_bp=round((state[f"{key}-share"] or 0) * 100),
        offset_minutes=round((state[f"{key}-hours"] or 0) * 60) if after else None,
        moment=None if after else state[f"{key}-moment"],
    )
    releases = tuple(
        Release(
            title=state[f"{key}-{place}-title"] or "",
            team_id=int(state[f"{key}-{place}-team_id"] or 0),
            due_hours=int(state[f"{key}-{place}-due_hours"] or 0),
            acceptance=state[f"{key}-{place}-acceptance"] or "",
            effort_hours=float(state[f"{key}-{place}-effort_hours"] or 0),
            must_have=bool(state[f"{key}-{place}-must_have"]),
        )
        for place in range(int(state[f"{key}-rows"]))
    )
    return PlaybookDraft(state[f"{key}-name"] or "", trigger, releases)
