"""What a campaign should bring, phase by phase, and the form that changes it."""

from __future__ import annotations

import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.rules.forecasts import Goals
from planner.rules.forecasts.goals import GOAL_NAMES, Goal
from planner.rules.money import apportion
from planner.rules.targets import MEASURE_NAMES
from planner.ui.asking import attempt, read
from planner.ui.campaign_acts import TYPED, Asked, ask, close
from planner.ui.campaign_layout import PAGE
from planner.ui.saying import plain, say, voice
from planner.ui.target_fields import (
    amount_fields,
    goal_fields,
    problem_of_target,
    share_fields,
    typed_goal,
    typed_shares,
    typed_target,
)
from planner.words import Refusal


def target_shown(campaign: CampaignCard) -> None:
    """The target and each phase's part of it."""
    if campaign.target_fen is None:
        st.write(say("No target yet. With one, progress shows how far along the sale is."))
        return
    measure = voice().say(MEASURE_NAMES[campaign.measure])
    st.markdown(f"**{plain(voice().money(campaign.target_fen))}** · {plain(measure)}")
    goals = read(reports.targets.card, campaign_id=campaign.id).goals
    beside = [
        say("{goal} {amount}", goal=GOAL_NAMES[goal], amount=voice().money(fen))
        for goal, fen in goals
        if goal is not Goal.TARGET
    ]
    if beside:
        st.caption(" · ".join(beside))
    shares = [campaign.shares_bp[phase.key] for phase in campaign.phases]
    parts = apportion(campaign.target_fen, shares)
    with st.grid(3, min_column_width=200):
        for phase, share, part in zip(campaign.phases, shares, parts, strict=True):
            with st.container(gap=None):
                st.markdown(plain(phase.name))
                st.caption(plain(f"{voice().percent(share)} · {voice().money(part)}"))


def change_target_button(campaign: CampaignCard) -> None:
    """Open the form about the target."""
    set_already = campaign.target_fen is not None
    st.button(
        say("Change the target") if set_already else say("Set a target"),
        key="change-target",
        icon=":material/flag:",
        on_click=ask,
        args=(Asked(PAGE, "target", campaign.id),),
    )


def target_form(campaign: CampaignCard) -> None:
    """Change the target and its shares, seen in yuan while typing."""
    key = f"{TYPED}target-{campaign.id}"
    state = st.session_state
    state.setdefault(f"{key}-versions", _versions(campaign))
    if f"{key}-amount" not in state:
        known = campaign.target_fen is not None
        state[f"{key}-amount"] = voice().money(campaign.target_fen) if known else ""
    state.setdefault(f"{key}-measure", campaign.measure)
    goals = read(reports.targets.card, campaign_id=campaign.id).goals
    for name, fen in (("floor", goals.floor_fen), ("stretch", goals.stretch_fen)):
        state.setdefault(f"{key}-{name}", "" if fen is None else voice().money(fen))
    amount_fields(f"{key}-amount", f"{key}-measure")
    goal_fields(f"{key}-floor", f"{key}-stretch")
    problem = None
    try:
        target_fen = _typed_goals(key).target_fen
    except Refusal as refusal:
        target_fen, problem = None, refusal.sentence
    if target_fen is not None:
        share_fields(key, campaign.phases, campaign.shares_bp, target_fen)
        problem = problem_of_target(state[f"{key}-amount"], key, campaign.phases)
    if problem:
        st.error(say(problem), icon=":material/block:")
    st.button(
        say("Save the target"),
        key=f"{key}-save",
        type="primary",
        on_click=_save,
        args=(key, campaign),
    )


def _versions(campaign: CampaignCard) -> tuple[int, dict[int, int]]:
    phases = {phase.key: campaign.versions["phase", phase.key] for phase in campaign.phases}
    return campaign.version, phases


def _typed_goals(key: str) -> Goals:
    """The target with its floor and stretch as typed; raises Refusal naming the field."""
    state = st.session_state
    target_fen = typed_target(state[f"{key}-amount"])
    if target_fen is None:
        return Goals()
    return Goals(
        target_fen,
        typed_goal(Goal.FLOOR, state.get(f"{key}-floor")),
        typed_goal(Goal.STRETCH, state.get(f"{key}-stretch")),
    )


def _save(key: str, campaign: CampaignCard) -> None:
    state = st.session_state
    version, phase_versions = state[f"{key}-versions"]
    try:
        goals = _typed_goals(key)
        target_fen = goals.target_fen
        shares = {} if target_fen is None else typed_shares(key, campaign.phases)
    except Refusal:
        return  # the form says it beside the field
    saved = attempt(
        actions.campaigns.set_target,
        campaign_id=campaign.id,
        version=version,
        target_fen=target_fen,
        measure=state[f"{key}-measure"],
        shares_bp=shares,
        phase_versions=phase_versions,
        floor_fen=goals.floor_fen,
        stretch_fen=goals.stretch_fen,
    )
    if saved is not None:
        close()
        return
    state[f"{key}-versions"] = _versions(read(reports.campaigns.card, campaign_id=campaign.id))
