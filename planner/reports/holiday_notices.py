"""What people ask before a notice of holidays is taken in, and a year as such a notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from planner.reports.calendars import campaigns, today
from planner.reports.reading import reads
from planner.rules import holiday_notices
from planner.rules.calendars import Standing
from planner.rules.holiday_notices import DayChange, HolidayNotice
from planner.rules.people import Actor, Right
from planner.tables.working_days import (
    load_calendar_days,
    load_country,
    load_notice_comparison,
    load_taken_years,
)


@dataclass(frozen=True)
class NoticePreview:
    """What taking in a notice would change, before anybody agrees to it.

    ``by_hand`` are the days set by hand that stand over it, ``campaigns`` the names of those in
    whose time working days change from today on. ``digest`` is what ``take_in`` wants back.
    """

    country: str
    year: int
    standing: Standing
    papers: tuple[str, ...]
    changes: tuple[DayChange, ...]
    by_hand: tuple[date, ...]
    campaigns: tuple[str, ...]
    changes_nothing: bool
    digest: str


@reads("calendar", "shops", "campaigns")
def preview(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    notice: HolidayNotice,
) -> NoticePreview:
    """What taking in a notice would change."""
    actor.require(Right.PLAN)
    country = load_country(session)
    planned = campaigns(session, actor=actor, now=now)
    comparison = load_notice_comparison(session, notice)
    here = today(session, actor=actor, now=now)
    touched = [
        change.day
        for change in comparison.changes
        if change.worked != change.works and change.day >= here
    ]
    taken = load_taken_years(session, country).get(notice.year)
    known = taken is not None and taken.paper == " ".join(notice.papers)
    return NoticePreview(
        country=country,
        year=notice.year,
        standing=notice.standing,
        papers=notice.papers,
        changes=comparison.changes,
        by_hand=comparison.by_hand,
        campaigns=tuple(
            name
            for name, first, last in zip(
                planned["name"], planned["first_day"], planned["last_day"], strict=True
            )
            if any(first <= day <= last for day in touched)
        ),
        changes_nothing=known and not comparison.changes,
        digest=holiday_notices.digest(country, notice, comparison),
    )


@reads("calendar", "shops")
def notice(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    year: int,
) -> HolidayNotice | None:
    """A year as a notice, to be handed on as a file; None where nothing is known of it."""
    actor.require(Right.SEE_PLAN)
    days, _ = load_calendar_days(session, date(year, 1, 1), date(year, 12, 31))
    taken = load_taken_years(session, load_country(session)).get(year)
    if not days:
        return None
    return HolidayNotice(
        year=year,
        days=tuple(days[day] for day in sorted(days)),
        papers=() if taken is None else tuple(taken.paper.split()),
    )
