"""How sure a phase is to be ready in time, and the tasks that are likeliest to slip."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner import reports
from planner.reports.campaigns import CampaignCard
from planner.rules.campaigns import Phase
from planner.ui.asking import read
from planner.ui.saying import plain, say, voice
from planner.ui.task_acts import ask

_MOST = 5


def chance_of(campaign: CampaignCard, phase: Phase[int]) -> None:
    """The chance that all is finished before a phase opens, and what endangers it."""
    if campaign.archived or phase.opens <= campaign.now:
        return
    found = read(reports.risks.chances, campaign_id=campaign.id)
    row: Any = next((row for row in found.phases.itertuples() if row.phase_id == phase.key), None)
    if row is None:
        return
    st.metric(
        say("How sure it is to be ready in time"),
        voice().percent(row.chance_bp),
        help=say(
            "The plan was lived through 200 times with the people there are; tasks took from 20%"
            " less to twice as long as estimated."
        ),
    )
    if row.nearly_sure_on >= campaign.now.date():
        st.caption(
            say(
                "Ready by {likely} in half of all runs, by {nearly} in 95 of 100.",
                likely=voice().day(row.likely_on),
                nearly=voice().day(row.nearly_sure_on),
            )
        )
    slipping = found.slipping[found.slipping["phase_id"] == phase.key].head(_MOST)
    if slipping.empty:
        return
    st.markdown(f"**{say('Likeliest to slip')}**")
    for task in slipping.itertuples():
        st.button(
            plain(str(task.title)),
            key=f"slipping-{task.id}",
            type="tertiary",
            icon=":material/trending_down:",
            help=say("Late in {share} of all runs", share=voice().percent(int(str(task.late_bp)))),
            on_click=ask,
            args=("open", task.id),
        )
