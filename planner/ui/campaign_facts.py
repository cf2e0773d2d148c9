"""What a campaign is, in a line: its sale day, how long it runs, and its shops."""

from __future__ import annotations

import streamlit as st

from planner import reports
from planner.reports.campaigns import CampaignCard
from planner.ui.asking import read
from planner.ui.saying import plain, say, voice


def facts(campaign: CampaignCard) -> None:
    """When it is, from when to when it is planned, and in which shops."""
    names = shop_names()
    days = (campaign.sale_day - campaign.today).days
    if days > 0:
        away = say("in {n} day", "in {n} days", n=days)
    elif days < 0:
        away = say("{n} day ago", "{n} days ago", n=-days)
    else:
        away = say("today")
    parts = [
        f"**{say('Sale day {day}', day=voice().day_long(campaign.sale_day))}** ({away})",
        say(
            "{first} to {last}",
            first=voice().day_long(campaign.planning_day),
            last=voice().day_long(campaign.last_day),
        ),
        plain(voice().join(names[shop_id] for shop_id in campaign.shop_ids)),
    ]
    st.markdown(" · ".join(parts))
    if campaign.archived:
        st.badge(say("Archived"), icon=":material/archive:", color="gray")


def shop_names() -> dict[int, str]:
    """Every shop, archived ones too: id to name."""
    found = read(reports.shops.shops, archived=True)
    return dict(zip(found["id"].astype(int), found["name"], strict=True))
