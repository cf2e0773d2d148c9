"""A government's notice of a year's holidays, and what taking it in would change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date

from planner.rules.calendars import (
    LONGEST_DAY_NAME,
    CalendarDay,
    Standing,
    is_weekday,
)
from planner.words import Refusal

FIRST_YEAR, LAST_YEAR = 2000, 2100
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """The days of a year that are off, or worked in exchange, and the papers that say so.

    ``days`` may reach into December of the year before. Raises Refusal for a year outside of 2000
    to 2100, for no days, days of other years, days that stand twice, and names that are too long.
    """

    year: int
    days: tuple[CalendarDay, ...]
    papers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise Refusal(
                "Calendar file: the year must be one from {first} to {last}.",
                first=str(FIRST_YEAR),
                last=str(LAST_YEAR),
            )
        if not self.days:
            raise Refusal(
                "Calendar file: it has no days yet, so {year} is not published in it. Look for a"
                " newer file.",
                year=str(self.year),
            )
        seen: set[date] = set()
        for one in self.days:
            if not self._may_say(one.day):
                raise Refusal(
                    "Calendar file: {day} is no day of {year}, nor of the December before.",
                    day=one.day,
                    year=str(self.year),
                )
            if one.day in seen:
                raise Refusal("Calendar file: {day} stands in it twice.", day=one.day)
            if len(one.name) > LONGEST_DAY_NAME:
                raise Refusal(
                    "Calendar file: the name of {day} is longer than {most} characters.",
                    day=one.day,
                    most=LONGEST_DAY_NAME,
                )
            seen.add(one.day)

    @property
    def standing(self) -> Standing:
        """Official where it names the papers that it follows, else estimated."""
        return Standing.OFFICIAL if self.papers else Standing.ESTIMATED

    @property
    def reach(self) -> tuple[date, date]:
        """The first and the last day that a notice of this year may speak of."""
        return date(self.year - 1, _DECEMBER, 1), date(self.year, _DECEMBER, 31)

    def _may_say(self, day: date) -> bool:
        first, last = self.reach
        return first <= day <= last


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that a notice says otherwise than the calendar does now, in work or in name."""

    day: date
    worked: bool
    works: bool
    name: str


@dataclass(frozen=True, slots=True)
class NoticeComparison:
    """A notice beside the days that the calendar says something of now.

    ``by_hand`` are the days set by hand that the notice says otherwise; they stand over it.
    """

    before: Mapping[date, CalendarDay]
    changes: tuple[DayChange, ...]
    by_hand: tuple[date, ...]


def replaces(notice: HolidayNotice, day: date, *, next_year_taken: bool) -> bool:
    """Whether what is known of a day gives way to a notice: to its year's, or as one of its days.

    December may have been set by the notice of the next year, which then stands.
    """
    of_year = day.year == notice.year and not (next_year_taken and day.month == _DECEMBER)
    return of_year or any(one.day == day for one in notice.days)


def compare(
    notice: HolidayNotice, before: Mapping[date, CalendarDay], *, next_year_taken: bool
) -> NoticeComparison:
    """What taking in a notice makes of the days that the calendar said something of before."""
    said = {one.day: one for one in notice.days}
    by_hand = {day: one for day, one in before.items() if one.standing is Standing.MANUAL}
    kept = {
        day: one
        for day, one in before.items()
        if not replaces(notice, day, next_year_taken=next_year_taken)
    }
    after = {**kept, **said, **by_hand}
    changes = []
    for day in sorted(before.keys() | after.keys()):
        old, new = before.get(day), after.get(day)
        worked = is_weekday(day) if old is None else old.works
        works = is_weekday(day) if new is None else new.works
        name = "" if new is None else new.name
        if worked != works or name != ("" if old is None else old.name):
            changes.append(DayChange(day, worked, works, name))
    overruled = tuple(
        day for day in sorted(by_hand.keys() & said.keys()) if said[day].works != by_hand[day].works
    )
    return NoticeComparison(before, tuple(changes), overruled)


def digest(country: str, notice: HolidayNotice, comparison: NoticeComparison) -> str:
    """A fingerprint of all that a person agrees to, so that a preview gone stale is noticed."""
    parts = (
        country,
        astuple(notice),
        tuple(astuple(comparison.before[day]) for day in sorted(comparison.before)),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()
