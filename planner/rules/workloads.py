"""How much work lies on each day of each team, and what of it is more than its people can do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Bar:
    """What is left of a task: ``minutes`` of its team's time, to be done from one day to another.

    Raises ValueError for a bar that ends before it starts, and for minutes below zero.
    """

    key: int
    team: int
    start_on: date
    due_on: date
    minutes: int

    def __post_init__(self) -> None:
        if self.due_on < self.start_on:
            raise ValueError(f"task {self.key} is due before it starts")
        if self.minutes < 0:
            raise ValueError(f"task {self.key} has {self.minutes} minutes left")


@dataclass(frozen=True, slots=True)
class TeamDay:
    """One day of one team: minutes planned, minutes it has, and the tasks with their minutes."""

    planned: int
    capacity: int
    tasks: tuple[tuple[int, int], ...]

    @property
    def over(self) -> int:
        """The minutes that do not fit; 0 when all do."""
        return max(0, self.planned - self.capacity)


def workload(
    bars: Iterable[Bar],
    capacity: Mapping[int, Sequence[int]],
    first_day: date,
    today: date,
) -> dict[int, list[TeamDay]]:
    """Each team's days from ``first_day`` on, as many as its capacity in minutes a day has.

    A bar's work lies evenly on the days of it on which its team works, from today on. Where the
    team never works in that time it lies on the last working day before, else on the next one.
    Work that lies outside the days asked for is left out.
    """
    planned: dict[int, list[dict[int, int]]] = {
        team: [{} for _ in minutes] for team, minutes in capacity.items()
    }
    for bar in sorted(bars, key=lambda one: one.key):
        days = planned.get(bar.team)
        if days is None or not bar.minutes:
            continue
        on = _days_of(bar, capacity[bar.team], first_day, today)
        for place, minutes in zip(on, _evenly(bar.minutes, len(on)), strict=True):
            if 0 <= place < len(days) and minutes:
                days[place][bar.key] = minutes
    return {
        team: [
            TeamDay(sum(tasks.values()), minutes, tuple(tasks.items()))
            for tasks, minutes in zip(days, capacity[team], strict=True)
        ]
        for team, days in planned.items()
    }


def _days_of(bar: Bar, minutes: Sequence[int], first_day: date, today: date) -> list[int]:
    """The places of the days that the bar's work lies on."""
    now = (today - first_day).days
    start = max((bar.start_on - first_day).days, now)
    end = max((bar.due_on - first_day).days, now)
    working = [day for day in range(start, end + 1) if _works(minutes, day)]
    if working:
        return working
    before = (day for day in range(start - 1, now - 1, -1) if _works(minutes, day))
    after = (day for day in range(end + 1, len(minutes)) if minutes[day])
    return [next(before, next(after, end))]


def _works(minutes: Sequence[int], day: int) -> bool:
    return not 0 <= day < len(minutes) or minutes[day] > 0


def _evenly(minutes: int, days: int) -> list[int]:
    """Minutes split over days to the minute, the earlier ones taking what is left over."""
    each, left = divmod(minutes, days)
    return [each + (day < left) for day in range(days)]
