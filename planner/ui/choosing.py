"""The campaign a page is about: chosen once, kept in the address, the same on every page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from planner import reports
from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.ui.asking import read, shaped
from planner.ui.places import link_to
from planner.ui.saying import say
from planner.ui.visitor import visitor


def campaign_page(title: str, *, archived: bool = True) -> CampaignCard | None:
    """A page's head: its title and the campaign it is about, which the reader can change.

    Returns None, with a word on what to do, where no campaign is planned yet.
    """
    names = shaped(named, reports.campaigns.choices, archived=archived)
    if not names:
        st.title(title, anchor=False)
        nothing_planned_yet()
        return None
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.title(title, anchor=False, width="content")
        name = st.selectbox(
            say("Campaign"),
            list(names),
            key="campaign",
            bind="query-params",
            label_visibility="collapsed",
            width=300,
        )
    return read(reports.campaigns.card, campaign_id=names[name])


def named(campaigns: pd.DataFrame) -> dict[str, int]:
    """The ids of campaigns by their names, in the order to offer them."""
    return dict(zip(campaigns["name"], campaigns["id"].astype(int), strict=True))


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
            link_to("new_campaign", say("Plan the first campaign"))
