"""Calendars and team hours from rows: what stands over what, and what nobody published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from planner.rules.calendars import Standing
from planner.rules.capacity import TeamHours, TeamTime
from planner.tables import people
from planner.tables.calendars import CalendarDay, CalendarYear
from planner.tables.engine import connect, for_writing
from planner.tables.shops import Installation
from planner.tables.working_days import load_team_hours, load_working_days

NOW = datetime(2026, 11, 20, tzinfo=UTC)
NEW_YEAR_2027 = date(2027, 1, 1)  # a Friday


@pytest.fixture
def session(sqlite_url: str) -> Iterator[Session]:
    engine = for_writing(connect(sqlite_url))
    with Session(engine) as opened:
        opened.add(Installation(kind="real", company="小山茶铺", created_at=NOW))
        opened.flush()
        yield opened
    engine.dispose()


def works(session: Session, day: date) -> bool:
    return load_working_days(session, day, day).works(day)


def keep(session: Session, day: date, works: bool, standing: Standing, country: str = "CN") -> None:
    session.add(CalendarDay(country=country, day=day, works=works, name="", standing=standing))
    session.flush()


def take_in(session: Session, year: int, country: str = "CN") -> None:
    session.add(CalendarYear(country=country, year=year, standing="official", taken_at=NOW))
    session.flush()


def test_without_rows_the_package_says_the_published_years(session: Session) -> None:
    days = load_working_days(session, date(2025, 9, 1), date(2026, 3, 1))

    assert days.works(date(2025, 9, 28))
    assert not days.works(date(2026, 2, 16))
    assert days.provisional_years(date(2025, 9, 1), date(2026, 3, 1)) == ()


def test_no_year_up_to_2100_fails_and_all_that_nobody_published_are_provisional(
    session: Session,
) -> None:
    days = load_working_days(session, date(2026, 1, 1), date(2100, 12, 31))

    assert days.provisional_years(date(2026, 1, 1), date(2100, 12, 31)) == tuple(range(2027, 2101))
    assert days.works(NEW_YEAR_2027)
    assert not days.works(date(2100, 1, 2))  # a Saturday


def test_a_year_that_was_taken_in_is_not_provisional_any_more(session: Session) -> None:
    take_in(session, 2027)
    keep(session, NEW_YEAR_2027, False, Standing.OFFICIAL)

    days = load_working_days(session, NEW_YEAR_2027, NEW_YEAR_2027)

    assert days.provisional_years(NEW_YEAR_2027, NEW_YEAR_2027) == ()
    assert not days.works(NEW_YEAR_2027)


def test_a_taken_in_year_stands_over_the_packages_whole_year(session: Session) -> None:
    take_in(session, 2026)
    keep(session, date(2026, 5, 1), False, Standing.OFFICIAL)

    assert not works(session, date(2026, 5, 1))
    assert works(session, date(2026, 10, 1))  # said by the package only
    assert not works(session, date(2025, 10, 1))  # of the year before


def test_decembers_days_may_come_with_the_notice_of_the_next_year(session: Session) -> None:
    take_in(session, 2027)
    keep(session, date(2026, 12, 31), False, Standing.OFFICIAL)

    assert not works(session, date(2026, 12, 31))
    assert not works(session, date(2026, 10, 1))  # the package's year still stands


def test_a_day_set_by_hand_stands_over_what_was_taken_in_and_over_the_package(
    session: Session,
) -> None:
    keep(session, date(2026, 10, 1), True, Standing.MANUAL)
    take_in(session, 2027)
    keep(session, NEW_YEAR_2027, True, Standing.MANUAL)
    keep(session, NEW_YEAR_2027, False, Standing.OFFICIAL)

    assert works(session, date(2026, 10, 1))
    assert works(session, NEW_YEAR_2027)


def test_a_day_set_by_hand_leaves_its_year_provisional(session: Session) -> None:
    keep(session, NEW_YEAR_2027, False, Standing.MANUAL)

    days = load_working_days(session, NEW_YEAR_2027, NEW_YEAR_2027)

    assert days.provisional_years(NEW_YEAR_2027, NEW_YEAR_2027) == (2027,)
    assert not days.works(NEW_YEAR_2027)


def test_each_country_has_its_own_days(session: Session) -> None:
    take_in(session, 2026)
    keep(session, date(2026, 11, 3), False, Standing.MANUAL)
    session.get_one(Installation, 1).country = "US"
    session.flush()

    assert works(session, date(2026, 11, 3))
    assert not works(session, date(2026, 11, 26))  # Thanksgiving


def test_a_team_without_a_number_of_people_has_its_active_members(session: Session) -> None:
    session.add_all(
        [
            people.Team(id=1, name="Design", colour="#000000"),
            people.Team(id=2, name="Warehouse", colour="#000000", people=12, burst_hours=10),
            people.Team(id=3, name="Nobody yet", colour="#000000", hours_per_day=7.5),
            people.Person(id=1, name="A", created_at=NOW),
            people.Person(id=2, name="B", created_at=NOW),
            people.Person(id=3, name="Gone", created_at=NOW, deactivated_at=NOW),
        ]
    )
    session.flush()
    session.add_all(people.Membership(person_id=person, team_id=1) for person in (1, 2, 3))
    session.add(people.Membership(person_id=1, team_id=2))
    session.flush()

    assert load_team_hours(session) == {
        1: TeamHours(1, people=2, minutes_per_day=480),
        2: TeamHours(2, people=12, minutes_per_day=480, burst_minutes=600),
        3: TeamHours(3, people=1, minutes_per_day=450),
    }


def test_a_teams_dated_changes_come_in_the_order_they_were_made(session: Session) -> None:
    session.add(people.Team(id=1, name="Design", colour="#000000", people=2, works_days_off=True))
    session.flush()
    first, last = date(2026, 11, 7), date(2026, 11, 8)
    session.add_all(
        [
            people.TeamTime(team_id=1, first_day=first, last_day=last, works=True, hours=4.5),
            people.TeamTime(team_id=1, first_day=first, last_day=first, people_change=-1),
        ]
    )
    session.flush()

    assert load_team_hours(session)[1] == TeamHours(
        1,
        people=2,
        minutes_per_day=480,
        works_days_off=True,
        times=(
            TeamTime(first, last, works=True, minutes=270),
            TeamTime(first, first, people_change=-1),
        ),
    )
