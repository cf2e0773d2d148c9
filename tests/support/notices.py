"""The notice of 2027 as these tests imagine it; nobody has published it yet."""

from __future__ import annotations

from datetime import date

from planner.rules.calendars import CalendarDay, Standing
from planner.rules.holiday_notices import HolidayNotice

PAPER = "https://www.gov.cn/zhengce/content/202611/content_1.htm"


def holiday(day: date, name: str, *, works: bool = False) -> CalendarDay:
    """A day of the notice."""
    return CalendarDay(day, works, name, Standing.OFFICIAL)


def notice(*more: CalendarDay) -> HolidayNotice:
    """元旦 from Thursday, 31 December 2026 to Friday, 1 January, and 国庆 from Friday, 1 October
    2027 to Tuesday the 5th, for which Saturday the 9th is worked."""
    return HolidayNotice(
        2027,
        (
            holiday(date(2026, 12, 31), "New Year's Day"),
            holiday(date(2027, 1, 1), "New Year's Day"),
            *(holiday(date(2027, 10, day), "National Day") for day in range(1, 6)),
            holiday(date(2027, 10, 9), "National Day", works=True),
            *more,
        ),
        (PAPER,),
    )
