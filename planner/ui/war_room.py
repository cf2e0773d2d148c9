"""The war room of a burst, refreshed every few seconds by itself."""

from __future__ import annotations

import streamlit as st

from planner import reports
from planner.desk import counter
from planner.reports.campaigns import CampaignCard
from planner.rules.clock import wall_clock
from planner.ui.asking import guarded, names, read
from planner.ui.components import war_room as element
from planner.ui.names import words
from planner.ui.saying import say
from planner.ui.visitor import standing
from planner.ui.war_room_content import Seen, room
from planner.words import Refusal

EVERY_SECONDS = 5


@st.fragment(run_every=EVERY_SECONDS)
def war_room(campaign_id: int) -> None:
    """Draw the room, and draw it again by itself; nothing around it is drawn again."""
    try:
        with standing():
            guarded(lambda: _draw(campaign_id))
    except Refusal as refusal:
        st.error(say(refusal.sentence), icon=":material/cloud_off:")


def _draw(campaign_id: int) -> None:
    card: CampaignCard = read(reports.campaigns.card, campaign_id=campaign_id)
    about = {"campaign_id": campaign_id}
    now = counter().now()
    seen = Seen(
        campaign=card,
        now=wall_clock(now, card.time_zone),
        figures=read(reports.key_figures.key_figures, **about),
        burst=read(reports.war_room.burst, **about),
        forecast=read(reports.forecasts.forecast, **about),
        must_haves=read(reports.war_room.open_must_haves, **about),
        open_points=read(reports.open_points.open_points, **about),
        playbooks=read(reports.playbooks.playbooks, **about),
        events=read(reports.history.events, **about, limit=3),
        names=names(),
    )
    content = element.content({"tick": int(now.timestamp()), **room(seen)})
    element.war_room(content, words=words(element.WORDS), key=f"war-room-{campaign_id}")
