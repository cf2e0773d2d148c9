"""Which days are worked: Monday to Friday, but for public holidays and the days worked in exchange.

A year that nobody has published yet is Monday to Friday too, and is said to be provisional.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from planner.words import Sentence

LONGEST_DAY_NAME = 60
BETWEEN_NAMES = "; "
_DAY = timedelta(days=1)
_DAYS_IN_WEEK = 7
_WEEKDAYS = 5


class Standing(StrEnum):
    """How sure a day of the calendar is: published, worked out ahead of it, or set by a person."""

    OFFICIAL = "official"
    ESTIMATED = "estimated"
    MANUAL = "manual"


STANDING_NAMES: dict[Standing, Sentence] = {
    Standing.OFFICIAL: Sentence("Official"),
    Standing.ESTIMATED: Sentence("Estimated"),
    Standing.MANUAL: Sentence("By hand"),
}

# China's holidays by the names under which days are kept, for the reader's language.
HOLIDAY_NAMES: dict[str, Sentence] = {
    "New Year's Day": Sentence("New Year's Day"),
    "Spring Festival": Sentence("Spring Festival"),
    "Tomb-sweeping Day": Sentence("Tomb-sweeping Day"),
    "Labour Day": Sentence("Labour Day"),
    "Dragon Boat Festival": Sentence("Dragon Boat Festival"),
    "Mid-autumn Festival": Sentence("Mid-autumn Festival"),
    "National Day": Sentence("National Day"),
}


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that the calendar says something of: whether people work, and the holiday's name.

    A day of two holidays has both names, with ``BETWEEN_NAMES`` between them.
    """

    day: date
    works: bool
    name: str
    standing: Standing


class WorkingDays:
    """Which days from ``first`` to ``last`` are worked; outside them, Monday to Friday.

    ``days`` are those that the calendar says something of, ``provisional`` the years in the range
    that are not published. Working days are numbered from the year 1 on, so that going some of
    them ahead, and counting them, takes no walk over days.
    """

    def __init__(
        self,
        first: date,
        last: date,
        days: Iterable[CalendarDay] = (),
        provisional: Iterable[int] = (),
    ) -> None:
        self.first, self.last = first, last
        self._provisional = frozenset(provisional)
        self._begin, self._end = first.toordinal(), last.toordinal() + 1
        works = [is_weekday(first + _DAY * after) for after in range(self._end - self._begin)]
        for one in days:
            if first <= one.day <= last:
                works[one.day.toordinal() - self._begin] = one.works
        self._set_working(works)

    @classmethod
    def of_text(cls, text: str) -> WorkingDays:
        """The working days that ``as_text`` wrote."""
        day, _, written = text.partition(":")
        first = date.fromisoformat(day)
        made = cls(first, first + _DAY * (len(written) - 1))
        made._set_working([sign == "1" for sign in written])
        return made

    def works(self, day: date) -> bool:
        """Whether people work on this day."""
        place = day.toordinal() - self._begin
        return self._works[place] if 0 <= place < len(self._works) else is_weekday(day)

    def add(self, day: date, working_days: int) -> date:
        """The nth working day after a day, or before it where n is below zero; with 0 the day."""
        if working_days > 0:
            return self._nth(self._before(day.toordinal() + 1) + working_days - 1)
        if working_days < 0:
            return self._nth(self._before(day.toordinal()) + working_days)
        return day

    def count(self, first: date, last: date) -> int:
        """How many working days there are from the first to the last day, both counted."""
        return max(0, self._before(last.toordinal() + 1) - self._before(first.toordinal()))

    def on_or_after(self, day: date) -> date:
        """The day itself where it is worked, else the next working day."""
        return self._nth(self._before(day.toordinal()))

    def on_or_before(self, day: date) -> date:
        """The day itself where it is worked, else the last working day before it."""
        return self._nth(self._before(day.toordinal() + 1) - 1)

    def provisional_years(self, first: date, last: date) -> tuple[int, ...]:
        """The years from the first to the last day of which nothing is published here."""
        return tuple(
            year
            for year in range(first.year, last.year + 1)
            if year in self._provisional or not self.first.year <= year <= self.last.year
        )

    def as_text(self, first: date, last: date, noted: WorkingDays | None = None) -> str:
        """The days from the first to the last as ``2026-10-01:00000001``, 1 where one works.

        Days in the range of ``noted`` are written as they are there.
        """

        def works(day: date) -> bool:
            if noted is not None and noted.first <= day <= noted.last:
                return noted.works(day)
            return self.works(day)

        days = range((last - first).days + 1)
        return f"{first}:{''.join('01'[works(first + _DAY * after)] for after in days)}"

    def differing_from(self, text: str) -> tuple[date, ...]:
        """The days that ``as_text`` wrote otherwise than they are here; none for an empty text."""
        if not text:
            return ()
        written = WorkingDays.of_text(text)
        days = (written.first + _DAY * after for after in range(len(written._works)))
        return tuple(day for day in days if written.works(day) != self.works(day))

    def _set_working(self, works: list[bool]) -> None:
        self._works = works
        self._worked = [self._begin + place for place, worked in enumerate(works) if worked]
        self._number = _weekdays_before(self._begin)
        # Behind the range every working day is numbered this much later than its weekday alone.
        self._shift = self._number + len(self._worked) - _weekdays_before(self._end)

    def _before(self, ordinal: int) -> int:
        if ordinal <= self._begin:
            return _weekdays_before(ordinal)
        if ordinal >= self._end:
            return _weekdays_before(ordinal) + self._shift
        return self._number + bisect_left(self._worked, ordinal)

    def _nth(self, number: int) -> date:
        place = number - self._number
        if 0 <= place < len(self._worked):
            return date.fromordinal(self._worked[place])
        weeks, weekday = divmod(number if place < 0 else number - self._shift, _WEEKDAYS)
        return date.fromordinal(1 + weeks * _DAYS_IN_WEEK + weekday)


def is_weekday(day: date) -> bool:
    """Whether a day is one from Monday to Friday."""
    return day.weekday() < _WEEKDAYS


def _weekdays_before(ordinal: int) -> int:
    """How many weekdays lie before a day; the first day of all, with ordinal 1, is a Monday."""
    weeks, weekday = divmod(ordinal - 1, _DAYS_IN_WEEK)
    return weeks * _WEEKDAYS + min(weekday, _WEEKDAYS)
