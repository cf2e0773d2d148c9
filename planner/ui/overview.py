"""One campaign on the overview: countdown, readiness, what needs a lead, sales against target."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from planner import reports
from planner.reports.campaigns import CampaignCard
from planner.rules.campaigns import next_phase_to_open
from planner.rules.tasks import Readiness
from planner.ui.asking import read, shaped
from planner.ui.components.task_list import WORDS, task_list
from planner.ui.names import words
from planner.ui.places import link_to
from planner.ui.readiness_table import readiness_table
from planner.ui.saying import plain, say, voice
from planner.ui.task_acts import on_act, shown_more
from planner.ui.task_views import OPEN_POINTS, open_points_list
from planner.words import Sentence


def campaign_panel(campaign_id: int, *, opened: bool) -> None:
    """A campaign's panel; ``opened`` shows its tables at once, others fold them away."""
    card = read(reports.campaigns.card, campaign_id=campaign_id)
    ready = read(reports.campaigns.readiness, campaign_id=campaign_id)
    with st.container(border=True, key=f"campaign-{campaign_id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(plain(card.name), anchor=False, width="content")
            st.badge(say(_countdown(card)), color="gray")
            st.space("stretch")
            link_to("timeline", say("Timeline"), "view_timeline", card.name)
            link_to("progress", say("Progress"), "monitoring", card.name)
        _key_figures(card, ready)
        more = st.expander(
            say("Readiness and open points"),
            expanded=opened,
            key=f"open-points-{campaign_id}",
            on_change="rerun",
        )
        with more:
            if not more.open:
                return
            if ready.empty:
                st.caption(say("No tasks yet. Add some on the board."))
                return
            st.html(shaped(readiness_table, reports.campaigns.readiness, campaign_id=campaign_id))
            _open_points(card)


def _countdown(card: CampaignCard) -> Sentence:
    days = (card.sale_day - card.today).days
    day = voice().day(card.sale_day)
    if days > 0:
        return Sentence("{n} day to {day}", "{n} days to {day}", n=days, day=day)
    if days == 0:
        return Sentence("Sale day is today")
    return Sentence("{n} day since {day}", "{n} days since {day}", n=-days, day=day)


def _key_figures(card: CampaignCard, ready: pd.DataFrame) -> None:
    upcoming = next_phase_to_open(card.phases, card.now)
    with st.grid(5, min_column_width=150):
        if upcoming is None:
            st.metric(say("Next phase"), say("All have opened"))
        else:
            of_phase = ready[ready["phase_id"] == upcoming.key]
            share = Readiness(int(of_phase["done"].sum()), int(of_phase["total"].sum()), 0, 0)
            st.metric(
                say("Ready for {phase}", phase=upcoming.name),
                voice().percent(share.share_bp),
                help=say("Opens {moment}", moment=voice().wall_clock(upcoming.opens)),
            )
        st.metric(say("Overdue"), voice().number(int(ready["late"].sum())))
        st.metric(say("Stuck"), voice().number(int(ready["stuck"].sum())))
        st.metric(say("Unclaimed"), voice().number(int(ready["unclaimed"].sum())))
        _sales(card)


def _sales(card: CampaignCard) -> None:
    figures = read(reports.key_figures.key_figures, campaign_id=card.id)
    st.metric(
        say("Share of target"),
        voice().percent(figures.attainment_bp),
        delta=None
        if figures.time_share_bp is None
        else say("time {share}", share=voice().percent(figures.time_share_bp)),
        delta_color="off",
        delta_arrow="off",
    )


def _open_points(card: CampaignCard) -> None:
    most = tuple(
        (group.removeprefix(OPEN_POINTS), count)
        for group, count in sorted(shown_more())
        if group.startswith(OPEN_POINTS)
    )
    if read(reports.open_points.open_points, campaign_id=card.id, most=most).empty:
        st.caption(say("Nothing is overdue, stuck or waiting."))
        return
    content = shaped(
        open_points_list,
        reports.open_points.open_points,
        personal=True,
        campaign_id=card.id,
        most=most,
    )
    task_list(content, words=words(WORDS), key=f"open-tasks-{card.id}", on_act=on_act)
