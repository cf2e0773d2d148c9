"""Changing which days are worked: a day by hand, a year's notice, the country; and looking over."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from planner.actions.finding import open_campaign
from planner.actions.looking_over import note_working_days
from planner.actions.stale import require_version
from planner.rules import holiday_notices
from planner.rules.calendars import LONGEST_DAY_NAME, CalendarDay, Standing
from planner.rules.holiday_notices import FIRST_YEAR, LAST_YEAR, HolidayNotice, replaces
from planner.rules.names import tidy
from planner.rules.people import Actor, Right
from planner.tables import calendars as rows
from planner.tables.published_days import known_countries
from planner.tables.shops import Installation
from planner.tables.working_days import load_country, load_notice_comparison, load_taken_years
from planner.words import Did, Refusal, Sentence


def set_day(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    day: date,
    works: bool,
    name: str = "",
    version: int | None = None,
) -> Did:
    """Say by hand whether a day is worked; ``version`` is that of the day set before, if any."""
    actor.require(Right.PLAN)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refusal(
            "Day: choose one from {first} to {last}.", first=str(FIRST_YEAR), last=str(LAST_YEAR)
        )
    name = tidy(name)
    if len(name) > LONGEST_DAY_NAME:
        raise Refusal("Name: write at most {most} characters.", most=LONGEST_DAY_NAME)
    row = _by_hand(session, day)
    if row is None:
        row = rows.CalendarDay(
            country=load_country(session), day=day, works=works, standing=Standing.MANUAL
        )
        session.add(row)
    else:
        require_version(session, row, version or 0)
    row.works, row.name = works, name
    if works:
        return Did(Sentence("set {day} as a working day", day=day))
    return Did(Sentence("set {day} as a day off", day=day))


def clear_day(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    day: date,
    version: int,
) -> Did:
    """Take back what was set by hand: the day is again as the calendar of its country says."""
    actor.require(Right.PLAN)
    row = _by_hand(session, day)
    if row is None:
        raise Refusal("Day: {day} is not set by hand. Look at the calendar again.", day=day)
    require_version(session, row, version)
    session.delete(row)
    return Did(Sentence("let {day} follow the calendar again", day=day))


def take_in(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    notice: HolidayNotice,
    digest: str,
) -> Did:
    """Let a notice stand for its year; days set by hand stay.

    ``digest`` is the preview's: refused where anything it showed is different by now.
    """
    actor.require(Right.PLAN)
    country = load_country(session)
    comparison = load_notice_comparison(session, notice)
    if holiday_notices.digest(country, notice, comparison) != digest:
        raise Refusal("The calendar changed since the preview. Look at it again, then take it in.")
    taken = load_taken_years(session, country)
    _put_days(session, country, notice, next_year_taken=notice.year + 1 in taken)
    year = taken.get(notice.year)
    if year is None:
        year = rows.CalendarYear(country=country, year=notice.year, standing="", taken_at=now)
        session.add(year)
    year.standing, year.paper = notice.standing, " ".join(notice.papers)
    year.taken_at, year.taken_by = now, actor.person_id
    return Did(
        Sentence(
            "took in the calendar of {year}; {n} day changed",
            "took in the calendar of {year}; {n} days changed",
            year=str(notice.year),
            n=len(comparison.changes),
        )
    )


def choose_country(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    country: str,
    before: str,
) -> Did:
    """Let working days follow another country's holidays; ``before`` is the one the person saw."""
    actor.require(Right.PLAN)
    if country not in known_countries():
        raise Refusal("Country: choose one from the list.")
    installation = session.get(Installation, 1)
    if installation is None or installation.country != before:
        raise Refusal("Country: somebody chose another one meanwhile. Look again.")
    installation.country = country
    return Did(Sentence("let working days follow {country}", country=country))


def keep_plan(session: Session, /, *, actor: Actor, now: datetime, campaign_id: int) -> Did:  # noqa: ARG001 -- every action gets the moment
    """Say that a plan was looked over and stays as it is with the calendar of today."""
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    note_working_days(session, campaign)
    return Did(
        Sentence("kept the plan of “{campaign}” as the calendar changed", campaign=campaign.name),
        campaign_id,
    )


def _by_hand(session: Session, day: date) -> rows.CalendarDay | None:
    return session.exec(
        select(rows.CalendarDay).where(
            rows.CalendarDay.country == load_country(session),
            rows.CalendarDay.day == day,
            rows.CalendarDay.standing == Standing.MANUAL,
        )
    ).first()


def _put_days(
    session: Session, country: str, notice: HolidayNotice, *, next_year_taken: bool
) -> None:
    first, last = notice.reach
    found = session.exec(
        select(rows.CalendarDay).where(
            rows.CalendarDay.country == country,
            col(rows.CalendarDay.day).between(first, last),
            rows.CalendarDay.standing != Standing.MANUAL,
        )
    )
    there = {row.day: row for row in found}
    for one in notice.days:
        _put(session, country, there.pop(one.day, None), one)
    for day, row in there.items():
        if replaces(notice, day, next_year_taken=next_year_taken):
            session.delete(row)


def _put(session: Session, country: str, row: rows.CalendarDay | None, one: CalendarDay) -> None:
    if row is None:
        row = rows.CalendarDay(country=country, day=one.day, works=one.works, standing="")
        session.add(row)
    row.works, row.name, row.standing = one.works, one.name, one.standing
