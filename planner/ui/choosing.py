"""The campaign a page is about: chosen once, kept in the address, the same on every page."""

from __future__ import annotations

import streamlit as st

from planner import reports
from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.ui.asking import read
from planner.ui.saying import say
from planner.ui.visitor import visitor


def chosen_campaign(*, archived: bool = False) -> CampaignCard | None:
    """Let the reader choose a campaign; None, with a word on what to do, where there is none."""
    campaigns = read(reports.campaigns.choices, archived=archived)
    if campaigns.empty:
        nothing_planned_yet()
        return None
    names = dict(zip(campaigns["name"], campaigns["id"], strict=True))
    name = st.selectbox(
        say("Campaign"),
        list(names),
        key="campaign",
        bind="query-params",
        label_visibility="collapsed",
        width=360,
    )
    return read(reports.campaigns.card, campaign_id=int(names[name]))


def nothing_planned_yet() -> None:
    """The empty state of every page that needs a campaign."""
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(say("No sale planned yet"), anchor=False)
        st.write(
            say(
                "Choose 双11, 618 or another sale and its day: phases, milestones and tasks are "
                "laid out for you to adjust."
            )
        )
        if visitor().may(Right.PLAN):
            st.page_link("pages/new_campaign.py", label=say("Plan the first campaign"))
