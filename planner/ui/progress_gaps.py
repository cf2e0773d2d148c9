"""What a reader of a sale's progress has to know of its figures: none yet, gaps, no plan."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planner.reports.campaigns import CampaignCard
from planner.reports.key_figures import KeyFigures
from planner.rules.missing_days import Stretch
from planner.rules.people import Right
from planner.rules.targets import MEASURE_NAMES, Measure
from planner.ui.places import link_to
from planner.ui.saying import say, voice
from planner.ui.visitor import visitor
from planner.words import Sentence

_MOST_GAPS = 4


def no_figures_yet(campaign: CampaignCard) -> None:
    """The empty state: where figures come from."""
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(say("No sales figures yet"), anchor=False)
        st.write(
            say(
                "Import an order export of Taobao or Tmall, or a sheet of daily figures, or type "
                "in a day. The curve then rises here against the plan."
            )
        )
        with st.container(horizontal=True, horizontal_alignment="center"):
            if visitor().may(Right.IMPORT_SALES):
                link_to("figures", say("Add sales figures"), "upload_file", campaign.name)
            else:
                st.caption(say("Operators and leads add them."))
            if campaign.target_fen is None and visitor().may(Right.PLAN):
                link_to("campaign", say("Set a target"), "flag", campaign.name)


def what_is_missing(campaign: CampaignCard, figures: KeyFigures, measure: Measure) -> None:
    """What a reader of the charts has to know: shops whose figures end early or have gaps, no plan
    to show.
    """
    for shop, until in figures.behind:
        text = (
            say("{shop} has no figures yet.", shop=shop)
            if until is None
            else say(
                "The figures of {shop} end at {moment}.",
                shop=shop,
                moment=voice().wall_clock(until),
            )
        )
        st.caption(f":material/info: {text}")
    for shop, stretches in figures.missing:
        st.caption(f":material/event_busy: {_gaps(shop, stretches)}")
    if figures.target_fen is None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(say("There is no target yet, so the charts show what was reached only."))
            if visitor().may(Right.PLAN):
                link_to("campaign", say("Set a target"), "flag", campaign.name)
    elif measure is not figures.measure:
        st.caption(
            say(
                "The target means “{measure}”, so there is no plan for the amount shown here.",
                measure=MEASURE_NAMES[figures.measure],
            )
        )


def _gaps(shop: str, stretches: Sequence[Stretch]) -> str:
    named = [
        first if first == last else Sentence("{first} to {last}", first=first, last=last)
        for first, last in stretches[:_MOST_GAPS]
    ]
    return say(
        "{shop} has no figures for {n} day: {days}. It counts as nothing sold, so what was reached"
        " and the forecast may be too low.",
        "{shop} has no figures for {n} days: {days}. They count as nothing sold, so what was"
        " reached and the forecast may be too low.",
        n=sum((last - first).days + 1 for first, last in stretches),
        shop=shop,
        days=named,
    )
