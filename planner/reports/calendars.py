"""What people ask about calendars: the days of a year, and whose plans they touch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd
from sqlalchemy import func, select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.rules.calendars import Standing, is_weekday
from planner.rules.clock import today_in
from planner.rules.people import Actor, Right
from planner.tables import calendars as rows
from planner.tables.campaigns import Campaign, Phase
from planner.tables.loading import load_phases
from planner.tables.people import Person
from planner.tables.published_days import known_countries
from planner.tables.shops import Installation
from planner.tables.working_days import (
    load_calendar_days,
    load_country,
    load_taken_years,
    load_working_days,
)

_DAY = timedelta(days=1)
_OPEN_CAMPAIGNS = (
    select(
        col(Campaign.id),
        col(Campaign.name),
        col(Campaign.planning_day),
        func.max(col(Phase.closes_at)).label("closes_at"),
        col(Campaign.working_days),
        col(Campaign.time_zone),
    )
    .join(Phase, col(Phase.campaign_id) == col(Campaign.id))
    .where(col(Campaign.archived_at).is_(None), col(Campaign.deleted_at).is_(None))
    .group_by(col(Campaign.id))
    .order_by(col(Campaign.planning_day), col(Campaign.id))
)


@dataclass(frozen=True)
class CalendarYear:
    """A year of the shop's country, and where its days come from.

    ``provisional`` says that nobody published it: Monday to Friday is assumed. ``papers``,
    ``taken_at`` and ``taken_by`` are of the notice that was taken in, if one was.
    """

    country: str
    year: int
    provisional: bool
    standing: Standing | None
    papers: tuple[str, ...]
    taken_at: datetime | None
    taken_by: str | None


@reads("shops")
def today(session: Session, /, *, actor: Actor, now: datetime) -> date:
    """The day it is where the shop is."""
    actor.require(Right.SEE_PLAN)
    installation = session.get(Installation, 1)
    return today_in(now, "Asia/Shanghai" if installation is None else installation.time_zone)


@reads("calendar", "shops", "people")
def year(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    year: int,
) -> CalendarYear:
    """Where the days of a year come from."""
    actor.require(Right.SEE_PLAN)
    country = load_country(session)
    days, provisional = load_calendar_days(session, date(year, 1, 1), date(year, 12, 31))
    taken = load_taken_years(session, country).get(year)
    standings = {one.standing for one in days.values()} - {Standing.MANUAL}
    standing = Standing.ESTIMATED if Standing.ESTIMATED in standings else Standing.OFFICIAL
    by = session.get(Person, taken.taken_by) if taken is not None and taken.taken_by else None
    return CalendarYear(
        country=country,
        year=year,
        provisional=year in provisional,
        standing=None if year in provisional else standing,
        papers=() if taken is None else tuple(taken.paper.split()),
        taken_at=None if taken is None else taken.taken_at,
        taken_by=None if by is None else by.name,
    )


@reads("calendar", "shops")
def days(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    year: int,
) -> pd.DataFrame:
    """One row is a day of a year: day, works, name, standing, provisional, version.

    ``standing`` is None for a day that is as its weekday, ``provisional`` says that it is so only
    because its year is not published. ``version`` is that of a day set by hand, else 0.
    """
    actor.require(Right.SEE_PLAN)
    first, last = date(year, 1, 1), date(year, 12, 31)
    known, provisional = load_calendar_days(session, first, last)
    versions = _versions_by_hand(session, first, last)
    every = [first + _DAY * after for after in range((last - first).days + 1)]
    said = [known.get(day) for day in every]
    return pd.DataFrame(
        {
            "day": every,
            "works": [
                is_weekday(day) if one is None else one.works
                for day, one in zip(every, said, strict=True)
            ],
            "name": ["" if one is None else one.name for one in said],
            "standing": pd.Series(
                [None if one is None else one.standing for one in said], dtype=object
            ),
            "provisional": [one is None and bool(provisional) for one in said],
            "version": [versions.get(day, 0) for day in every],
        }
    )


@reads("calendar", "shops", "campaigns")
def changed_since(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
) -> tuple[date, ...]:
    """The days of a campaign, from today on, that are worked otherwise than when its plan was last
    looked over.
    """
    actor.require(Right.SEE_PLAN)
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        return ()
    last = max(phase.last_day for phase in load_phases(session, campaign_id))
    first = max(campaign.planning_day, today_in(now, campaign.time_zone))
    return _changed(session, first, last, campaign.working_days)


@reads("calendar", "shops", "campaigns")
def campaigns(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
) -> pd.DataFrame:
    """One row is a campaign that is still planned, by its planning day: id, name, first_day,
    last_day, changed and provisional_years.

    ``changed`` is how many days from today on are worked otherwise than when its plan was last
    looked over, ``provisional_years`` (a tuple) those of its years that nobody published.
    """
    actor.require(Right.SEE_PLAN)
    records = []
    for row in session.connection().execute(_OPEN_CAMPAIGNS):
        first, last = row.planning_day, _last_day(row.closes_at)
        here = today_in(now, row.time_zone)
        records.append(
            {
                "id": row.id,
                "name": row.name,
                "first_day": first,
                "last_day": last,
                "changed": len(_changed(session, max(first, here), last, row.working_days)),
                "provisional_years": load_working_days(session, first, last).provisional_years(
                    first, last
                ),
            }
        )
    columns = ["id", "name", "first_day", "last_day", "changed", "provisional_years"]
    return pd.DataFrame(records, columns=columns)


def countries(session: Session, /, *, actor: Actor, now: datetime) -> tuple[str, ...]:  # noqa: ARG001 -- every report gets the moment
    """The ISO 3166 codes of the countries to choose from, China's first."""
    actor.require(Right.PLAN)
    return known_countries()


def _changed(session: Session, first: date, last: date, text: str) -> tuple[date, ...]:
    if last < first:
        return ()
    differing = load_working_days(session, first, last).differing_from(text)
    return tuple(day for day in differing if first <= day <= last)


def _last_day(closes: datetime) -> date:
    return (closes - timedelta(microseconds=1)).date()


def _versions_by_hand(session: Session, first: date, last: date) -> dict[date, int]:
    found = session.execute(
        select(col(rows.CalendarDay.day), col(rows.CalendarDay.version)).where(
            col(rows.CalendarDay.country) == load_country(session),
            col(rows.CalendarDay.standing) == Standing.MANUAL,
            col(rows.CalendarDay.day).between(first, last),
        )
    )
    return dict(found.all())
