"""The day a sale usually falls on."""

from __future__ import annotations

from datetime import date

import pytest

from planner.rules.sale_days import (
    DaysBeforeHoliday,
    FixedDay,
    NoUsualDay,
    NthWeekday,
    same_weekday,
)
from planner.words import Refusal

BLACK_FRIDAY = NthWeekday(month=11, weekday=3, nth=4, days_after=1)
SHOPPING_FESTIVAL = DaysBeforeHoliday(26, {2026: date(2026, 2, 17), 2028: date(2028, 1, 26)})


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2024, date(2024, 11, 29)),
        (2025, date(2025, 11, 28)),
        (2026, date(2026, 11, 27)),
        (2029, date(2029, 11, 23)),
    ],
)
def test_black_friday_follows_the_fourth_thursday_of_november(year: int, day: date) -> None:
    assert BLACK_FRIDAY.in_year(year) == day


def test_a_holiday_that_is_not_listed_suggests_no_day() -> None:
    assert SHOPPING_FESTIVAL.in_year(2026) == date(2026, 1, 22)
    assert SHOPPING_FESTIVAL.in_year(2027) is None
    assert NoUsualDay().in_year(2026) is None


def test_a_day_that_no_calendar_has_is_refused() -> None:
    with pytest.raises(Refusal, match="there is no 2-30 in every year"):
        FixedDay(2, 30)
    with pytest.raises(Refusal, match="the weekday from 0"):
        NthWeekday(month=11, weekday=7, nth=4)


# 11 November 2026 is a Wednesday, a year later a Thursday. Black Friday is a Friday every year.
@pytest.mark.parametrize(
    ("then", "near", "day"),
    [
        (date(2026, 11, 11), date(2027, 11, 11), date(2027, 11, 10)),
        (date(2026, 11, 27), date(2027, 11, 27), date(2027, 11, 26)),
        (date(2024, 11, 29), date(2025, 11, 29), date(2025, 11, 28)),
        (date(2026, 11, 11), date(2026, 11, 11), date(2026, 11, 11)),
        (date(2026, 11, 9), date(2026, 11, 13), date(2026, 11, 16)),
    ],
)
def test_the_same_weekday_is_the_nearest_one(then: date, near: date, day: date) -> None:
    assert same_weekday(then, near) == day


def test_a_sale_lies_within_a_year_of_what_its_day_is_counted_from() -> None:
    with pytest.raises(Refusal, match="at most 366 days"):
        DaysBeforeHoliday(367, {})
    with pytest.raises(Refusal, match="at most 366 days"):
        NthWeekday(month=11, weekday=3, nth=4, days_after=-367)
