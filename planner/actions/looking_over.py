"""Notes what a plan takes for working days, so that a later change of the calendar is noticed."""

from __future__ import annotations

from sqlmodel import Session

from planner.tables.campaigns import Campaign
from planner.tables.loading import load_phases
from planner.tables.working_days import load_working_days


def note_working_days(session: Session, campaign: Campaign) -> None:
    """Keep the working days from a campaign's planning day to its last as they are now."""
    first = campaign.planning_day
    last = max(phase.last_day for phase in load_phases(session, campaign.id))
    text = load_working_days(session, first, last).as_text(first, last)
    if campaign.working_days != text:
        campaign.working_days = text
