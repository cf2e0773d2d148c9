"""From a 满T减D that pays to the form in which it becomes a promotion."""

from __future__ import annotations

import streamlit as st

from planner.files import promotion_presets
from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.rules.promotions.draft_fields import DraftField
from planner.rules.promotions.thresholds import Choice
from planner.rules.promotions.typed_drafts import preset_texts
from planner.rules.promotions.typed_values import yuan_text
from planner.ui.places import link_to
from planner.ui.promotion_acts import is_writing, typed_key, write
from planner.ui.promotion_fields import begin_with
from planner.ui.saying import say, voice
from planner.ui.visitor import visitor

_KIND = "spend_save"
_FILLED_IN = "_threshold_filled_in"


def make_it_a_rule(campaign: CampaignCard, choice: Choice, *, repeat: bool) -> None:
    """A button that fills the form of a promotion in, then a link to it; nothing is saved here."""
    if campaign.archived or not visitor().may(Right.PLAN):
        return
    pair = (campaign.id, choice.threshold_fen, choice.off_fen, repeat)
    if st.session_state.get(_FILLED_IN) == pair and is_writing(campaign):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(say("It stands in the form of a promotion, not saved yet."), width="content")
            link_to("promotions", say("Open the form"), "sell", campaign.name)
        return
    st.button(
        say("Write it as a promotion"),
        key="threshold-write",
        type="primary",
        icon=":material/sell:",
        on_click=_fill_in,
        args=(campaign, choice, pair),
    )


def _fill_in(campaign: CampaignCard, choice: Choice, pair: tuple[int, int, int, bool]) -> None:
    repeat = pair[-1]
    write(campaign.id)
    st.session_state[_FILLED_IN] = pair
    st.session_state[typed_key("preset")] = _KIND
    threshold, off = yuan_text(choice.threshold_fen), yuan_text(choice.off_fen)
    every = voice().say("Every ¥{threshold} less ¥{off}", threshold=threshold, off=off)
    once = voice().say("¥{threshold} less ¥{off}", threshold=threshold, off=off)
    begin_with(
        typed_key(f"new-{_KIND}"),
        {
            **preset_texts(promotion_presets.shipped()[_KIND]),
            DraftField.NAME: every if repeat else once,
            DraftField.PHASES: [phase.key for phase in campaign.phases if phase.kind == "burst"],
            DraftField.SHOP: 0,
            DraftField.TIERS: [(threshold, off)],
            DraftField.REPEAT: repeat,
        },
    )
