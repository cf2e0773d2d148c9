"""A plan as an iCalendar file (RFC 5545), for the calendar of a phone or an office."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from planner.files.plans import OutgoingPlan, readable

_WHERE = "sale-planner"


def write_ics(plan: OutgoingPlan) -> bytes:
    """Tasks as whole days, phases and milestones at their hours in the plan's time zone.

    An event keeps its UID for ever and counts its changes in SEQUENCE, so that a calendar which
    takes the file in again moves what it has and doubles nothing.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{_WHERE}//{_WHERE}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", readable(plan.name))
    zone = ZoneInfo(plan.time_zone)
    for phase in plan.phases:
        event = _event(plan, f"{plan.code}-phase-{phase.id}", phase.version, phase.name)
        event.add("dtstart", phase.opens.replace(tzinfo=zone))
        event.add("dtend", phase.closes.replace(tzinfo=zone))
        calendar.add_component(event)
    for milestone in plan.milestones:
        key = f"{plan.code}-milestone-{milestone.id}"
        event = _event(plan, key, milestone.version, milestone.name)
        event.add("dtstart", milestone.at.replace(tzinfo=zone))
        calendar.add_component(event)
    for task in plan.tasks:
        event = _event(plan, task.key, task.version, task.title)
        event.add("description", readable(task.notes))
        event.add("dtstart", task.first_day)
        event.add("dtend", task.last_day + timedelta(days=1))
        calendar.add_component(event)
    if plan.phases or plan.milestones:
        first, last = _reach(plan)
        calendar.add_missing_timezones(first_date=first, last_date=last)
    written: bytes = calendar.to_ical()
    return written


def _event(plan: OutgoingPlan, key: str, version: int, title: str) -> Event:
    event = Event()
    event.add("uid", f"{key}@{_WHERE}")
    event.add("dtstamp", plan.made_at)
    event.add("sequence", version)
    event.add("summary", readable(f"{title} · {plan.name}"))
    # Nobody is busy because a task of theirs goes on.
    event.add("transp", "TRANSPARENT")
    return event


def _reach(plan: OutgoingPlan) -> tuple[date, date]:
    """The years around the plan: what a zone did before and after needs no telling."""
    moments: list[datetime] = [milestone.at for milestone in plan.milestones]
    for phase in plan.phases:
        moments += (phase.opens, phase.closes)
    return date(min(moments).year - 1, 1, 1), date(max(moments).year + 2, 1, 1)
