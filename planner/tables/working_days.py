"""Turns what is kept of calendars and teams into working days and team hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col

from planner.rules.calendars import CalendarDay, Standing, WorkingDays
from planner.rules.capacity import TeamHours, TeamTime
from planner.rules.holiday_notices import HolidayNotice, NoticeComparison, compare
from planner.tables import calendars as rows
from planner.tables import people
from planner.tables.published_days import CHINA, published_days
from planner.tables.shops import Installation

# What stands over what, where a day is said more than once.
_WEIGHT = {Standing.ESTIMATED: 0, Standing.OFFICIAL: 1, Standing.MANUAL: 2}
_MEMBERS = (
    select(col(people.Membership.team_id), func.count())
    .join(people.Person, col(people.Person.id) == col(people.Membership.person_id))
    .where(col(people.Person.deactivated_at).is_(None), col(people.Person.removed_at).is_(None))
    .group_by(col(people.Membership.team_id))
)


def load_country(session: Session) -> str:
    """The ISO 3166 code of the country whose calendar the shop follows."""
    installation = session.get(Installation, 1)
    return CHINA if installation is None else installation.country


def load_working_days(session: Session, first: date, last: date) -> WorkingDays:
    """The working days of all years from the first to the last day."""
    begins, ends = date(first.year, 1, 1), date(last.year, 12, 31)
    days, provisional = load_calendar_days(session, begins, ends)
    return WorkingDays(begins, ends, days.values(), provisional)


def load_calendar_days(
    session: Session, first: date, last: date
) -> tuple[dict[date, CalendarDay], tuple[int, ...]]:
    """The days that the calendar says something of, and the provisional years of the span.

    A year that was taken in stands over the packages', a day set by hand over both.
    """
    country = load_country(session)
    taken = load_taken_years(session, country)
    days: dict[date, CalendarDay] = {}
    provisional = []
    for year in range(first.year, last.year + 1):
        published = () if year in taken else published_days(country, year)
        if published is None:
            provisional.append(year)
        days |= {one.day: one for one in published or () if first <= one.day <= last}
    kept = session.scalars(
        select(rows.CalendarDay).where(
            col(rows.CalendarDay.country) == country,
            col(rows.CalendarDay.day).between(first, last),
        )
    )
    days |= {one.day: one for one in sorted(map(_day, kept), key=lambda one: _WEIGHT[one.standing])}
    return days, tuple(provisional)


def load_taken_years(session: Session, country: str) -> dict[int, rows.CalendarYear]:
    """The years of a country that were taken in."""
    found = session.scalars(
        select(rows.CalendarYear).where(col(rows.CalendarYear.country) == country)
    )
    return {row.year: row for row in found}


def load_notice_comparison(session: Session, notice: HolidayNotice) -> NoticeComparison:
    """A notice beside the calendar as it is."""
    taken = load_taken_years(session, load_country(session))
    before, _ = load_calendar_days(session, *notice.reach)
    return compare(notice, before, next_year_taken=notice.year + 1 in taken)


def load_team_hours(session: Session) -> dict[int, TeamHours]:
    """The hours of every team by its id, archived ones too, because tasks may still be theirs."""
    members = dict(session.execute(_MEMBERS).all())
    times: defaultdict[int, list[people.TeamTime]] = defaultdict(list)
    for time in session.scalars(select(people.TeamTime).order_by(col(people.TeamTime.id))):
        times[time.team_id].append(time)
    return {
        team.id: _hours(team, members.get(team.id, 0), times[team.id])
        for team in session.scalars(select(people.Team).order_by(col(people.Team.id)))
    }


def _day(row: rows.CalendarDay) -> CalendarDay:
    return CalendarDay(row.day, row.works, row.name, Standing(row.standing))


def _hours(team: people.Team, members: int, times: Iterable[people.TeamTime]) -> TeamHours:
    return TeamHours(
        team_id=team.id,
        people=max(1, members) if team.people is None else team.people,
        minutes_per_day=_minutes(team.hours_per_day),
        works_days_off=team.works_days_off,
        burst_minutes=None if team.burst_hours is None else _minutes(team.burst_hours),
        times=tuple(
            TeamTime(
                first_day=time.first_day,
                last_day=time.last_day,
                people_change=time.people_change,
                works=time.works,
                minutes=None if time.hours is None else _minutes(time.hours),
            )
            for time in times
        ),
    )


def _minutes(hours: float) -> int:
    return round(hours * 60)
