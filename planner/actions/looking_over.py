"""Notes what a plan takes for working days, so that a later change of the calendar is noticed."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from planner.rules.calendars import WorkingDays
from planner.tables.campaigns import Campaign
from planner.tables.loading import load_phases
from planner.tables.working_days import load_working_days


def note_working_days(session: Session, campaign: Campaign) -> None:
    """Take the calendar as it is for what a campaign's plan was looked over with."""
    first = campaign.planning_day
    last = max(phase.last_day for phase in load_phases(session, campaign.id))
    campaign.working_days = load_working_days(session, first, last).as_text(first, last)


def note_new_days(session: Session, campaign: Campaign, last: date) -> None:
    """Take the calendar as it is for the days that a plan up to ``last`` has come to reach.

    Days that were noted before stay as they were, so that a change of theirs is still noticed.
    """
    first, noted = campaign.planning_day, None
    if campaign.working_days:
        noted = WorkingDays.of_text(campaign.working_days)
        first, last = min(first, noted.first), max(last, noted.last)
        if (first, last) == (noted.first, noted.last):
            return
    now = load_working_days(session, first, last)
    campaign.working_days = now.as_text(first, last, noted)
