"""Counting and going working days, across holidays, make-up days and the edges of what is known."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.calendars import CalendarDay, Standing, WorkingDays

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
# 国庆 2026: Thursday, 1 October to Wednesday the 7th are off; Sunday, 20 September and Saturday,
# 10 October are worked for it.
OFF = [date(2026, 10, 1) + DAY * after for after in range(7)]
MAKE_UP = [date(2026, 9, 20), date(2026, 10, 10)]
NATIONAL_DAY = WorkingDays(
    FIRST,
    LAST,
    [
        *(CalendarDay(day, False, "National Day", Standing.OFFICIAL) for day in OFF),
        *(CalendarDay(day, True, "National Day", Standing.OFFICIAL) for day in MAKE_UP),
    ],
    provisional=[],
)
NEAR = st.dates(date(2025, 6, 1), date(2027, 6, 30))
CALENDARS = st.dictionaries(st.dates(FIRST, LAST), st.booleans(), max_size=60).map(
    lambda days: WorkingDays(
        FIRST,
        LAST,
        [CalendarDay(day, works, "", Standing.MANUAL) for day, works in days.items()],
    )
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 20), True),  # Sunday, worked
        (date(2026, 9, 27), False),  # Sunday
        (date(2026, 9, 30), True),  # Wednesday before
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # Saturday, worked
        (date(2026, 10, 11), False),  # Sunday
        (date(2027, 10, 1), True),  # a Friday outside of what is known
        (date(2025, 10, 4), False),  # a Saturday outside
    ],
)
def test_a_day_is_worked_as_the_calendar_says(day: date, works: bool) -> None:
    assert NATIONAL_DAY.works(day) is works


@pytest.mark.parametrize(
    ("day", "n", "reached"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        (date(2026, 10, 3), 1, date(2026, 10, 8)),  # from within the holiday
        (date(2026, 10, 3), -1, date(2026, 9, 30)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 10, 12), -3, date(2026, 10, 8)),
        (date(2026, 9, 21), -1, date(2026, 9, 20)),
        (date(2026, 9, 21), -2, date(2026, 9, 18)),
        (date(2026, 10, 3), 0, date(2026, 10, 3)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),  # a Friday of a year not known
        (date(2027, 1, 4), -2, date(2026, 12, 31)),
        (date(2026, 1, 1), -1, date(2025, 12, 31)),
    ],
)
def test_going_working_days_leaves_out_the_holiday_and_takes_the_make_up_days(
    day: date, n: int, reached: date
) -> None:
    assert NATIONAL_DAY.add(day, n) == reached


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 9, 28), date(2026, 10, 11), 6),  # 28, 29, 30 September; 8, 9, 10 October
        (date(2026, 10, 1), date(2026, 10, 7), 0),
        (date(2026, 10, 8), date(2026, 10, 8), 1),
        (date(2026, 10, 8), date(2026, 10, 7), 0),  # nothing between
        (date(2026, 10, 8), date(2026, 9, 1), 0),  # the wrong way round
        (date(2026, 12, 28), date(2027, 1, 3), 5),  # over the edge of what is known
    ],
)
def test_working_days_are_counted_with_both_ends(first: date, last: date, days: int) -> None:
    assert NATIONAL_DAY.count(first, last) == days


def test_a_day_off_gives_way_to_the_next_or_the_last_working_day() -> None:
    assert NATIONAL_DAY.on_or_after(date(2026, 10, 1)) == date(2026, 10, 8)
    assert NATIONAL_DAY.on_or_before(date(2026, 10, 7)) == date(2026, 9, 30)
    assert NATIONAL_DAY.on_or_after(date(2026, 10, 10)) == date(2026, 10, 10)
    assert NATIONAL_DAY.on_or_before(date(2026, 9, 20)) == date(2026, 9, 20)


def test_years_that_are_not_published_or_not_asked_for_are_provisional() -> None:
    known = WorkingDays(date(2026, 1, 1), date(2027, 12, 31), [], provisional=[2027])

    assert known.provisional_years(date(2026, 3, 1), date(2026, 12, 31)) == ()
    assert known.provisional_years(date(2026, 12, 1), date(2027, 1, 5)) == (2027,)
    assert known.provisional_years(date(2025, 12, 31), date(2028, 1, 1)) == (2025, 2027, 2028)


def test_a_calendar_is_kept_as_text_and_tells_the_days_that_differ() -> None:
    before = NATIONAL_DAY.as_text(date(2026, 9, 28), date(2026, 10, 11))
    weekdays = WorkingDays(FIRST, LAST)

    assert before == "2026-09-28:11100000001110"
    assert NATIONAL_DAY.differing_from(before) == ()
    assert weekdays.differing_from(before) == (
        *(date(2026, 10, day) for day in (1, 2, 5, 6, 7)),
        date(2026, 10, 10),
    )
    assert weekdays.differing_from("") == ()


@given(calendar=CALENDARS, day=NEAR, n=st.integers(-400, 400))
def test_going_is_walking_from_one_working_day_to_the_next(
    calendar: WorkingDays, day: date, n: int
) -> None:
    walked, step = day, DAY if n > 0 else -DAY
    for _ in range(abs(n)):
        walked += step
        while not calendar.works(walked):
            walked += step

    assert calendar.add(day, n) == walked


@given(calendar=CALENDARS, first=NEAR, last=NEAR)
def test_counting_is_counting_the_days_one_by_one(
    calendar: WorkingDays, first: date, last: date
) -> None:
    days = [first + DAY * after for after in range((last - first).days + 1)]

    assert calendar.count(first, last) == sum(map(calendar.works, days))


@given(calendar=CALENDARS, day=NEAR)
def test_the_nearest_working_days_are_worked_and_have_none_between(
    calendar: WorkingDays, day: date
) -> None:
    before, after = calendar.on_or_before(day), calendar.on_or_after(day)

    assert before <= day <= after
    assert calendar.works(before)
    assert calendar.works(after)
    assert calendar.count(before, after) == (1 if before == after else 2)


@given(calendar=CALENDARS, first=NEAR, last=NEAR, other=CALENDARS)
def test_a_written_calendar_reads_back_the_same(
    calendar: WorkingDays, first: date, last: date, other: WorkingDays
) -> None:
    days = [first + DAY * after for after in range((last - first).days + 1)]
    text = calendar.as_text(first, last)

    assert [WorkingDays.of_text(text).works(day) for day in days] == [
        calendar.works(day) for day in days
    ]
    assert list(other.differing_from(text)) == [
        day for day in days if calendar.works(day) != other.works(day)
    ]


@given(day=st.dates(date(1900, 1, 1), date(2200, 1, 1)), n=st.integers(1, 300))
def test_without_a_calendar_numpy_counts_the_same_weekdays(day: date, n: int) -> None:
    nothing_known = WorkingDays(FIRST, LAST)

    assert nothing_known.add(day, n) == np.busday_offset(day, n, roll="backward").astype(object)
    assert nothing_known.count(day, day + DAY * n) == np.busday_count(day, day + DAY * (n + 1))
