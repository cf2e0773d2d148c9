"""Half-days: which one a moment is, and how far a team gets in them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.half_days import HalfDays, Pace, TeamHalfDays

AXIS = HalfDays(date(2026, 11, 9))
AMOUNTS = st.lists(st.sampled_from([0, 0, 1, 3, 240]), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("moment", "half_day"),
    [
        (datetime(2026, 11, 9), 0),
        (datetime(2026, 11, 9, 11, 59), 0),
        (datetime(2026, 11, 9, 12), 1),
        (datetime(2026, 11, 9, 17, 59), 1),
        (datetime(2026, 11, 9, 18), 2),
        (datetime(2026, 11, 10, 20), 4),
        (datetime(2026, 11, 8, 20), 0),
    ],
)
def test_a_moment_leaves_a_morning_from_noon_on_and_a_day_in_the_evening(
    moment: datetime, half_day: int
) -> None:
    assert AXIS.at(moment) == half_day


def test_a_day_goes_from_its_morning_to_the_next() -> None:
    assert (AXIS.morning(date(2026, 11, 11)), AXIS.end(date(2026, 11, 11))) == (4, 6)
    assert AXIS.start_day(5) == date(2026, 11, 11)
    assert AXIS.due_day(6) == AXIS.due_day(5) == date(2026, 11, 11)
    assert AXIS.start_day(-1) == date(2026, 11, 8)


def test_a_half_day_that_no_calendar_reaches_is_the_last_day_of_all() -> None:
    assert AXIS.due_day(10**9) == date.max
    assert AXIS.start_day(-(10**9)) == date.min


@given(AMOUNTS, st.integers(-9, 20), st.integers(1, 900))
def test_ahead_is_what_walking_on_finds(amounts: list[int], start: int, amount: int) -> None:
    def done_in(half_day: int) -> int:
        return amounts[half_day] if 0 <= half_day < len(amounts) else 7

    begin = start
    while not done_in(begin):
        begin += 1
    finish, left = begin, amount
    while left > 0:
        left -= done_in(finish)
        finish += 1

    assert Pace(amounts, 7).ahead(start, amount) == (begin, finish)


@given(AMOUNTS, st.integers(-9, 20), st.integers(1, 900))
def test_back_is_what_walking_back_finds(amounts: list[int], finish: int, amount: int) -> None:
    def done_in(half_day: int) -> int:
        return amounts[half_day] if 0 <= half_day < len(amounts) else 7

    end = finish
    while not done_in(end - 1):
        end -= 1
    start, left = end, amount
    while left > 0:
        start -= 1
        left -= done_in(start)

    assert Pace(amounts, 7).back(finish, amount) == (start, end)


def test_nobody_does_more_than_the_team_has() -> None:
    team = TeamHalfDays([480, 480, 0, 240], [240, 240, 0, 240])

    assert team.pace(1).amounts == [240, 240, 0, 240]
    assert team.pace(3).amounts == [480, 480, 0, 240]


def test_a_team_of_nobody_is_timed_as_if_people_would_come() -> None:
    team = TeamHalfDays([0, 0, 0], [240, 0, 240])

    assert team.is_empty
    assert team.pace(2).amounts == [480, 0, 480]


def test_an_odd_minute_of_a_day_is_worked_in_the_morning() -> None:
    assert TeamHalfDays.of_days([481, 0], [481, 0]).minutes == (241, 240, 0, 0)


def test_a_team_needs_both_figures_for_every_half_day() -> None:
    with pytest.raises(ValueError, match="as many half-days"):
        TeamHalfDays([240, 240], [240])
