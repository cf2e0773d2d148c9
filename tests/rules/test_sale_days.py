"""The day a sale usually falls on."""

from __future__ import annotations

from datetime import date

import pytest

from planner.rules.sale_days import DaysBeforeHoliday, FixedDay, NoUsualDay, NthWeekday
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
