"""What else can be done with a timeline: take it along, set what it is compared with."""

from __future__ import annotations

import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.reports.tasks import Filters
from planner.rules.people import Right
from planner.ui.asking import perform, read
from planner.ui.saying import say, voice
from planner.ui.visitor import visitor


def menu(
    campaign: CampaignCard,
    filters: Filters,
    grouped_by: str,
    marks: tuple[str, ...],
    critical: frozenset[int],
) -> None:
    """A popover with the files, which are made when one is asked for, and the baseline."""
    opened = st.popover(
        say("More"), icon=":material/more_horiz:", key="timeline-menu", on_change="rerun"
    )
    if not opened.open:
        return
    # What draws and writes files is loaded when somebody wants one, not with the first timeline.
    from planner.ui.timeline_files import downloads

    with opened:
        st.markdown(f"**{say('Take it along')}**")
        downloads(campaign, filters, grouped_by, marks, critical)
        _baseline(campaign, filters)


def _baseline(campaign: CampaignCard, filters: Filters) -> None:
    found = read(reports.timelines.timeline, campaign_id=campaign.id, filters=filters)
    st.markdown(f"**{say('Baseline')}**")
    if found.baseline_at is None:
        st.caption(say("There is none: bars are compared with nothing."))
    else:
        set_at = voice().moment(found.baseline_at, campaign.time_zone)
        st.caption(say("Bars are compared with the plan of {when}.", when=set_at))
    if not visitor().may(Right.PLAN) or campaign.archived:
        return
    about = {"campaign_id": campaign.id}
    st.button(
        say("Compare with the plan of now"),
        key="set-baseline",
        on_click=perform,
        args=(actions.baselines.set_baseline,),
        kwargs=about,
        width="stretch",
    )
    if found.baseline_at is not None:
        st.button(
            say("Compare with nothing"),
            key="clear-baseline",
            type="tertiary",
            on_click=perform,
            args=(actions.baselines.clear,),
            kwargs=about,
            width="stretch",
        )
