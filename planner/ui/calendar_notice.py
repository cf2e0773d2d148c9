"""That the calendar changed since a plan was laid out, and what to do about it."""

from __future__ import annotations

import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.ui.asking import perform, read
from planner.ui.places import link_to
from planner.ui.saying import say, voice
from planner.ui.visitor import visitor

_MOST_DAYS = 5


def calendar_notice(campaign: CampaignCard, *, leads_on: bool = True) -> None:
    """Say how many days of a campaign changed, and let who plans keep the plan as it is.

    ``leads_on`` is False on the campaign's own page, where the plan is changed.
    """
    if campaign.archived:
        return
    days = read(reports.calendars.changed_since, campaign_id=campaign.id)
    if not days:
        return
    with (
        st.container(border=True, key=f"calendar-notice-{campaign.id}"),
        st.container(horizontal=True, vertical_alignment="center"),
    ):
        named = voice().join(voice().day(day) for day in days[:_MOST_DAYS])
        text = say(
            "The calendar has changed since the plan of “{campaign}” was laid out:"
            " {n} day ({days}).",
            "The calendar has changed since the plan of “{campaign}” was laid out:"
            " {n} days ({days}).",
            campaign=campaign.name,
            n=len(days),
            days=named if len(days) <= _MOST_DAYS else f"{named} …",
        )
        st.markdown(f":orange[:material/edit_calendar:] {text}", width="stretch")
        if not visitor().may(Right.PLAN):
            return
        if leads_on:
            link_to("campaign", say("Review the re-plan"), "event_repeat", campaign.name)
        st.button(
            say("Keep the plan"),
            key=f"keep-plan-{campaign.id}",
            help=say("The plan was looked over and stays as it is."),
            on_click=perform,
            args=(actions.calendars.keep_plan,),
            kwargs={"campaign_id": campaign.id},
        )


def calendar_notices() -> None:
    """The same for every campaign that is still planned."""
    known = read(reports.calendars.campaigns)
    for campaign_id in known.loc[known["changed"] > 0, "id"]:
        calendar_notice(read(reports.campaigns.card, campaign_id=int(campaign_id)))
