"""One campaign on the overview: countdown, readiness, what needs a lead, sales against target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True)
class _Counts:
    """What the key figures count of a campaign's tasks; how ready each phase with tasks is."""

    late: int
    stuck: int
    unclaimed: int
    ready_bp: Mapping[int, int | None]


def campaign_panel(campaign_id: int, *, opened: bool) -> None:
    """A campaign's panel; ``opened`` shows its tables at once, others fold them away."""
    card = read(reports.campaigns.card, campaign_id=campaign_id)
    counts = shaped(_counts, reports.campaigns.readiness, campaign_id=campaign_id)
    with st.container(border=True, key=f"campaign-{campaign_id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(plain(card.name), anchor=False, width="content")
            st.badge(say(_countdown(card)), color="gray")
            st.space("stretch")
            link_to("timeline", say("Timeline"), "view_timeline", card.name)
            link_to("gates", say("Gates"), "door_open", card.name)
            link_to("progress", say("Progress"), "monitoring", card.name)
        _key_figures(card, counts)
        more = st.expander(
            say("Readiness and open points"),
            expanded=opened,
            key=f"open-points-{campaign_id}",
            on_change="rerun",
        )
        with more:
            if not more.open:
                return
            if not counts.ready_bp:
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


def _key_figures(card: CampaignCard, counts: _Counts) -> None:
    upcoming = next_phase_to_open(card.phases, card.now)
    with st.grid(5, min_column_width=150):
        if upcoming is None:
            st.metric(say("Next phase"), say("None"))
        else:
            st.metric(
                say("Ready for {phase}", phase=upcoming.name),
                voice().percent(counts.ready_bp.get(upcoming.key)),
                help=say("Opens {moment}", moment=voice().wall_clock(upcoming.opens)),
            )
        st.metric(say("Overdue"), voice().number(counts.late))
        st.metric(say("Stuck"), voice().number(counts.stuck))
        st.metric(say("Unclaimed"), voice().number(counts.unclaimed))
        _sales(card)


def _counts(ready: pd.DataFrame) -> _Counts:
    of_phases = ready.groupby("phase_id")[["done", "total"]].sum()
    return _Counts(
        late=int(ready["late"].sum()),
        stuck=int(ready["stuck"].sum()),
        unclaimed=int(ready["unclaimed"].sum()),
        ready_bp={
            int(phase_id): Readiness(int(done), int(total), 0, 0).share_bp
            for phase_id, done, total in of_phases.itertuples()
        },
    )


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
