"""How work lies on the days of teams: hand-counted days, and what holds for any plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.workloads import Bar, TeamDay, workload

DESIGN, WAREHOUSE = 1, 2
# Wednesday the 4th of November 2026; one designer works eight hours, Monday to Friday.
TODAY = date(2026, 11, 4)
WEEK = [480, 480, 480, 0, 0, 480, 480]


def november(day: int) -> date:
    return date(2026, 11, day)


def design(*bars: Bar) -> list[TeamDay]:
    return workload(bars, {DESIGN: WEEK}, TODAY, TODAY)[DESIGN]


def planned(*bars: Bar) -> list[int]:
    return [day.planned for day in design(*bars)]


@pytest.mark.parametrize(
    ("start", "due", "minutes", "days"),
    [
        (4, 4, 600, [600, 0, 0, 0, 0, 0, 0]),
        (4, 6, 601, [201, 200, 200, 0, 0, 0, 0]),
        (5, 9, 900, [0, 300, 300, 0, 0, 300, 0]),
        (2, 5, 400, [200, 200, 0, 0, 0, 0, 0]),
        (1, 3, 90, [90, 0, 0, 0, 0, 0, 0]),
        (7, 8, 60, [0, 0, 60, 0, 0, 0, 0]),
        (9, 20, 1200, [0, 0, 0, 0, 0, 100, 100]),
        (20, 21, 60, [0, 0, 0, 0, 0, 0, 0]),
    ],
)
def test_work_lies_evenly_on_the_working_days_of_its_bar(
    start: int, due: int, minutes: int, days: list[int]
) -> None:
    assert planned(Bar(7, DESIGN, november(start), november(due), minutes)) == days


def test_what_is_overdue_on_a_day_off_waits_for_the_next_working_day() -> None:
    saturday = november(7)

    (days,) = workload(
        [Bar(7, DESIGN, november(2), november(3), 120)], {DESIGN: WEEK}, TODAY, saturday
    ).values()

    assert [day.planned for day in days] == [0, 0, 0, 0, 0, 120, 0]


def test_a_team_that_never_works_shows_its_work_as_too_much() -> None:
    days = workload([Bar(7, DESIGN, TODAY, TODAY, 60)], {DESIGN: [0, 0]}, TODAY, TODAY)[DESIGN]

    assert days[0] == TeamDay(60, 0, ((7, 60),))
    assert days[0].over == 60


def test_a_day_names_the_tasks_behind_it_and_what_does_not_fit() -> None:
    days = design(
        Bar(8, DESIGN, TODAY, november(5), 800),
        Bar(7, DESIGN, TODAY, TODAY, 300),
        Bar(9, DESIGN, TODAY, TODAY, 0),
        Bar(10, WAREHOUSE, TODAY, TODAY, 60),
    )

    assert days[0] == TeamDay(700, 480, ((7, 300), (8, 400)))
    assert [day.over for day in days] == [220, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("start", "due", "minutes", "said"),
    [(5, 4, 60, "due before it starts"), (4, 5, -1, "-1 minutes")],
)
def test_a_bar_that_cannot_be_is_refused(start: int, due: int, minutes: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Bar(7, DESIGN, november(start), november(due), minutes)


BARS = st.lists(
    st.tuples(st.integers(-10, 30), st.integers(0, 12), st.integers(0, 5000)), max_size=8
)


@given(BARS, st.lists(st.sampled_from([0, 240, 960]), min_size=50, max_size=50))
def test_no_minute_is_lost_and_none_lies_before_today(
    drawn: list[tuple[int, int, int]], minutes: list[int]
) -> None:
    bars = [
        Bar(key, DESIGN, first, first + timedelta(days=length), work)
        for key, (start, length, work) in enumerate(drawn)
        for first in [TODAY + timedelta(days=start)]
    ]
    week_ago = TODAY - timedelta(days=5)

    days = workload(bars, {DESIGN: minutes}, week_ago, TODAY)[DESIGN]

    assert sum(day.planned for day in days) == sum(work for _, _, work in drawn)
    assert all(day.planned == 0 for day in days[:5])
    assert days == workload(reversed(bars), {DESIGN: minutes}, week_ago, TODAY)[DESIGN]
