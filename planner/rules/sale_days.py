"""The day a sale usually falls on, year by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from planner.words import Refusal

_DAYS_IN_WEEK = 7
_MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class FixedDay:
    """The same day every year, such as 11 November. Raises Refusal for a day no calendar has."""

    month: int
    day: int

    def __post_init__(self) -> None:
        try:
            date(2023, self.month, self.day)
        except (ValueError, OverflowError) as error:
            raise Refusal(
                "Sale day: there is no {month}-{day} in every year.",
                month=self.month,
                day=self.day,
            ) from error

    def in_year(self, year: int) -> date | None:
        """That day of the year."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """A number of days after the nth weekday (Monday is 0) of a month.

    Black Friday is one day after the fourth Thursday of November.
    """

    month: int
    weekday: int
    nth: int
    days_after: int = 0

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 0 <= self.weekday < _DAYS_IN_WEEK and 1 <= self.nth <= 4):
            raise Refusal(
                "Sale day: the month runs from 1 to 12, the weekday from 0 (Monday) to 6, "
                "the week from 1 to 4."
            )
        _require_near(self.days_after)

    def in_year(self, year: int) -> date | None:
        """That day of the year."""
        first = date(year, self.month, 1)
        to_weekday = (self.weekday - first.weekday()) % _DAYS_IN_WEEK
        days = to_weekday + _DAYS_IN_WEEK * (self.nth - 1) + self.days_after
        return first + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class DaysBeforeHoliday:
    """A number of days before a holiday whose day in each year is listed."""

    days_before: int
    holiday: Mapping[int, date]

    def __post_init__(self) -> None:
        _require_near(self.days_before)

    def in_year(self, year: int) -> date | None:
        """The day before that year's holiday, perhaps in the year before; None if unlisted."""
        holiday = self.holiday.get(year)
        return None if holiday is None else holiday - timedelta(days=self.days_before)


@dataclass(frozen=True, slots=True)
class NoUsualDay:
    """A sale that may fall on any day."""

    def in_year(self, year: int) -> date | None:  # noqa: ARG002 -- the answer is the same every year
        """None."""
        return None


UsualDay: TypeAlias = FixedDay | NthWeekday | DaysBeforeHoliday | NoUsualDay


def same_weekday(then: date, near: date) -> date:
    """The day nearest to another that falls on the weekday of ``then``."""
    days = (then.weekday() - near.weekday()) % _DAYS_IN_WEEK
    return near + timedelta(days=days - _DAYS_IN_WEEK * (days > _DAYS_IN_WEEK // 2))


def _require_near(days: int) -> None:
    if abs(days) > _MOST_DAYS:
        raise Refusal("Sale day: it lies at most {most} days from that day.", most=_MOST_DAYS)
