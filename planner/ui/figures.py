"""Adding sales figures: for which shop, in which way, and where they can be seen afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from planner import reports
from planner.rules.campaign_sales import first_opening, last_closing
from planner.ui.asking import read
from planner.ui.people import shops
from planner.ui.places import link_to
from planner.ui.saying import say, voice

_ADDED = "_figures_added"
_MOST_LINKS = 3


@dataclass(frozen=True)
class Added:
    """What was just added: for which shop, from which day to which."""

    shop_id: int
    first: date
    last: date


def chosen_shop() -> int | None:
    """The shop whose figures are added; None where there is none."""
    named = shops()
    if not named:
        return None
    chosen: int = st.selectbox(
        say("Shop"),
        list(named),
        format_func=lambda shop_id: named[shop_id],
        key="shop",
        bind="query-params",
        width=280,
    )
    return chosen


def chosen_way() -> str:
    """How figures are added: "file" or "type"."""
    ways = {"file": voice().say("Import a file"), "type": voice().say("Type in a day")}
    chosen: str = st.segmented_control(
        say("How"),
        list(ways),
        format_func=lambda way: ways[way],
        default="file",
        required=True,
        key="how",
        bind="query-params",
        label_visibility="collapsed",
    )
    return chosen


def no_shop_yet() -> None:
    """The empty state: figures belong to a shop."""
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(say("No shop yet"), anchor=False)
        st.write(say("Figures belong to a shop. Add one, or take one out of the archive."))
        link_to("people", say("Shops"), "storefront")


def remember(added: Added) -> None:
    """Keep what was just added, so that the page can lead to its chart."""
    st.session_state[_ADDED] = added


def forget() -> None:
    """Let go of what was added before."""
    st.session_state.pop(_ADDED, None)


def where_to_see() -> None:
    """After something was added: links to the charts that show it."""
    added: Added | None = st.session_state.get(_ADDED)
    if added is not None:
        with st.container(border=True):
            st.markdown(f":green[:material/check_circle:] {say('The figures are in.')}")
            links_to_charts(added)


def links_to_charts(about: Added) -> None:
    """Links to the progress of the sales that a shop's days belong to."""
    names = _showing(about)
    if not names:
        st.caption(say("No sale of this shop runs on these days, so no chart shows them for now."))
    with st.container(horizontal=True):
        for name in names[:_MOST_LINKS]:
            label = say("See it on the chart of {campaign}", campaign=name)
            link_to("progress", label, "monitoring", name)


def _showing(about: Added) -> list[str]:
    """Names of the campaigns of the shop that have one of the days, the most current first."""
    campaigns = read(reports.campaigns.choices, archived=True)
    found = []
    for campaign_id in campaigns["id"]:
        card = read(reports.campaigns.card, campaign_id=int(campaign_id))
        opens, closes = first_opening(card.phases).date(), last_closing(card.phases).date()
        if about.shop_id in card.shop_ids and opens <= about.last and about.first <= closes:
            found.append(card.name)
    return found
