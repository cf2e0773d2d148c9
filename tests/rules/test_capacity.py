"""How long a team works each day, against tables worked out by hand.

Monday, 2 November 2026 to Sunday the 15th; Thursday, 5 November is a holiday, Saturday the 7th is
worked for it, and the burst is from Tuesday the 10th to Wednesday the 11th.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.calendars import CalendarDay, Standing, WorkingDays
from planner.rules.capacity import TeamHours, TeamTime, minutes_by_day

FIRST, LAST = date(2026, 11, 2), date(2026, 11, 15)
CALENDAR = WorkingDays(
    date(2026, 1, 1),
    date(2026, 12, 31),
    [
        CalendarDay(date(2026, 11, 5), False, "", Standing.MANUAL),
        CalendarDay(date(2026, 11, 7), True, "", Standing.MANUAL),
    ],
)
BURST = [(date(2026, 11, 10), date(2026, 11, 11))]
DESIGN = TeamHours(team_id=1, people=2, minutes_per_day=480)
WAREHOUSE = TeamHours(team_id=2, people=3, minutes_per_day=480, burst_minutes=600)


def november(day: int) -> date:
    return date(2026, 11, day)


def hours(team: TeamHours, bursts: list[tuple[date, date]] = BURST) -> list[float]:
    return [minutes / 60 for minutes in minutes_by_day(team, CALENDAR, bursts, FIRST, LAST)]


def test_people_work_their_hours_on_working_days() -> None:
    assert hours(DESIGN) == [16, 16, 16, 0, 16, 16, 0, 16, 16, 16, 16, 16, 0, 0]


def test_a_team_with_burst_hours_works_every_day_of_the_burst() -> None:
    weekend = [(november(14), november(15))]

    assert hours(WAREHOUSE) == [24, 24, 24, 0, 24, 24, 0, 24, 30, 30, 24, 24, 0, 0]
    assert hours(WAREHOUSE, weekend)[-3:] == [24, 30, 30]
    assert hours(DESIGN, weekend)[-3:] == [16, 0, 0]


def test_a_team_that_works_days_off_works_all_of_them() -> None:
    assert hours(replace(DESIGN, works_days_off=True)) == [16] * 14


@pytest.mark.parametrize(
    ("time", "days"),
    [
        (
            TeamTime(november(3), november(4), people_change=-1),
            [16, 8, 8, 0, 16, 16, 0, 16, 16, 16, 16, 16, 0, 0],
        ),
        (
            TeamTime(november(12), november(20), people_change=3),
            [16, 16, 16, 0, 16, 16, 0, 16, 16, 16, 40, 40, 0, 0],
        ),
        (
            TeamTime(november(3), november(3), people_change=-5),
            [16, 0, 16, 0, 16, 16, 0, 16, 16, 16, 16, 16, 0, 0],
        ),
        (
            TeamTime(november(7), november(8), works=True, minutes=240),
            [16, 16, 16, 0, 16, 8, 8, 16, 16, 16, 16, 16, 0, 0],
        ),
        (
            TeamTime(november(9), november(10), works=False),
            [16, 16, 16, 0, 16, 16, 0, 0, 0, 16, 16, 16, 0, 0],
        ),
        (
            TeamTime(date(2026, 10, 1), november(4), minutes=600),
            [20, 20, 20, 0, 16, 16, 0, 16, 16, 16, 16, 16, 0, 0],
        ),
        (
            TeamTime(date(2026, 12, 1), date(2026, 12, 31), works=False),
            [16, 16, 16, 0, 16, 16, 0, 16, 16, 16, 16, 16, 0, 0],
        ),
    ],
)
def test_leave_extra_people_and_shifts_stand_over_the_usual_days(
    time: TeamTime, days: list[float]
) -> None:
    assert hours(replace(DESIGN, times=(time,))) == days


def test_leave_stands_over_a_burst() -> None:
    away = replace(WAREHOUSE, times=(TeamTime(november(11), november(11), works=False),))

    assert hours(away)[8:10] == [30, 0]


def test_of_several_changes_people_add_up_and_the_last_decides_the_hours() -> None:
    times = (
        TeamTime(november(14), november(15), people_change=2, works=True, minutes=600),
        TeamTime(november(15), november(15), people_change=-1, minutes=300),
        TeamTime(november(14), november(14), works=False),
    )

    assert hours(replace(DESIGN, times=times))[-2:] == [0, 15]


@given(
    people=st.integers(0, 20),
    bursts=st.lists(
        st.tuples(st.dates(FIRST, LAST), st.dates(FIRST, LAST)).map(
            lambda days: (min(days), max(days))
        ),
        max_size=3,
    ),
)
def test_twice_the_people_work_twice_as_long(people: int, bursts: list[tuple[date, date]]) -> None:
    once = minutes_by_day(replace(WAREHOUSE, people=people), CALENDAR, bursts, FIRST, LAST)
    twice = minutes_by_day(replace(WAREHOUSE, people=2 * people), CALENDAR, bursts, FIRST, LAST)

    assert twice == [2 * minutes for minutes in once]
