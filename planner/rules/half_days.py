"""Half-days: the steps in which the planner counts time, and how far a team gets in them.

A half-day is an int: twice the days since an origin, and one more for the afternoon. A stretch goes
from its first half-day up to, not including, its end; a task due on a day ends with its afternoon.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate

IN_A_DAY = 2
_NOON, _EVENING = 12, 18
_USUAL_MINUTES = 240


@dataclass(frozen=True, slots=True)
class HalfDays:
    """Half-days counted from the morning of ``origin``."""

    origin: date

    def morning(self, day: date) -> int:
        """The first half-day of a day."""
        return IN_A_DAY * (day - self.origin).days

    def end(self, day: date) -> int:
        """The end of a day: the morning after it."""
        return self.morning(day) + IN_A_DAY

    def at(self, moment: datetime) -> int:
        """The half-day of a wall-clock moment; from 18:00 on, the next morning.

        What must be finished before a moment ends with this half-day's begin, so a morning serves
        a moment from noon on and a whole day one in the evening.
        """
        half = 0 if moment.hour < _NOON else 1 if moment.hour < _EVENING else IN_A_DAY
        return self.morning(moment.date()) + half

    def start_day(self, start: int) -> date:
        """The day of a half-day; those that no calendar reaches are the last day of all."""
        return self._day(start // IN_A_DAY)

    def due_day(self, finish: int) -> date:
        """The last day of a stretch that ends there."""
        return self._day((finish - 1) // IN_A_DAY)

    def _day(self, days: int) -> date:
        ordinal = self.origin.toordinal() + days
        return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


class Pace:
    """How much is done half-day by half-day by someone who does nothing else.

    ``amounts`` begin with half-day 0; before and after them every half-day has ``outside``.
    """

    __slots__ = ("_end", "_outside", "_total", "amounts", "before")

    def __init__(self, amounts: Sequence[int], outside: int) -> None:
        self.amounts = amounts
        self.before = list(accumulate(amounts, initial=0))
        self._end, self._total, self._outside = len(amounts), self.before[-1], outside

    def count(self, half_day: int) -> int:
        """How much is done before a half-day, counted from half-day 0."""
        if 0 <= half_day <= self._end:
            return self.before[half_day]
        if half_day < 0:
            return half_day * self._outside
        return self._total + (half_day - self._end) * self._outside

    def first(self, amount: int) -> int:
        """The first half-day before which so much is done."""
        if amount > self._total:
            return self._end - (self._total - amount) // self._outside
        return bisect_left(self.before, amount) if amount > 0 else -(-amount // self._outside)

    def last(self, amount: int) -> int:
        """The last half-day before which no more than so much is done."""
        if amount >= self._total:
            return self._end + (amount - self._total) // self._outside
        return bisect_right(self.before, amount) - 1 if amount >= 0 else amount // self._outside

    def ahead(self, start: int, amount: int) -> tuple[int, int]:
        """The first half-day from then on with something done, and when so much is done."""
        before = self.before
        if 0 <= start <= self._end and before[start] + amount <= self._total:
            done = before[start]
            return bisect_right(before, done, start) - 1, bisect_left(before, done + amount, start)
        done = self.count(start)
        return self.last(done), self.first(done + amount)

    def back(self, finish: int, amount: int) -> tuple[int, int]:
        """When to start for so much to be done by then, and when it is; the latest of each."""
        before = self.before
        if 0 <= finish <= self._end and before[finish] >= amount:
            done = before[finish]
            return (
                bisect_right(before, done - amount, 0, finish) - 1,
                bisect_left(before, done, 0, finish),
            )
        done = self.count(finish)
        return self.last(done - amount), self.first(done)

    def starting_by(self, start: int, amount: int) -> tuple[int, int]:
        """Start and finish of so much, started as late as possible but no later than then."""
        done = self.count(start)
        begin = start if self.count(start + 1) > done else self.first(done) - 1
        return begin, self.first(self.count(begin) + amount)

    def ending_from(self, finish: int, amount: int) -> tuple[int, int]:
        """Start and finish of so much, finished as early as possible but no earlier than then."""
        done = self.count(finish)
        end = self.first(done + (self.count(finish - 1) == done))
        return self.last(self.count(end) - amount), end


class TeamHalfDays:
    """How many minutes a team works in each half-day from 0 on: all its people, and one of them.

    Both are 0 where nobody works. Raises ValueError when they are not of the same length.
    """

    def __init__(self, minutes: Sequence[int], one: Sequence[int]) -> None:
        if len(minutes) != len(one):
            raise ValueError("a team needs as many half-days of one person as of all")
        self.minutes, self.one = tuple(minutes), tuple(one)
        self.working = Pace([1 if each else 0 for each in one], 1)
        self._paces: dict[int, Pace] = {}

    @classmethod
    def of_days(cls, minutes: Sequence[int], one: Sequence[int]) -> TeamHalfDays:
        """The half-days of a team that works so many minutes each day, of which one person."""
        return cls(_halved(minutes), _halved(one))

    @property
    def is_empty(self) -> bool:
        """Whether nobody of the team works on any of these half-days."""
        return not any(self.minutes)

    def pace(self, people: int) -> Pace:
        """What so many of its people do who have nothing else to do.

        No more than the team has, unless it has nobody: then as if so many would come.
        """
        known = self._paces.get(people)
        if known is None:
            amounts = [people * each for each in self.one]
            if not self.is_empty:
                amounts = [min(pair) for pair in zip(amounts, self.minutes, strict=True)]
            known = Pace(amounts, max(amounts, default=0) or people * _USUAL_MINUTES)
            self._paces[people] = known
        return known


def _halved(days: Sequence[int]) -> list[int]:
    return [half for minutes in days for half in (minutes - minutes // 2, minutes // 2)]
