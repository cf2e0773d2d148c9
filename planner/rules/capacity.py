"""How long a team works each day: its people and hours, its bursts, leave and extra shifts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.rules.calendars import WorkingDays

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TeamTime:
    """Days on which a team is not as usual, from the first to the last, both counted.

    ``works`` is True for a shift on days off, False for days away, None for the usual days;
    ``minutes`` is how long each then works, None for as long as usual.
    """

    first_day: date
    last_day: date
    people_change: int = 0
    works: bool | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class TeamHours:
    """How many people work in a team and how long each of them a day.

    In a burst they work every day for ``burst_minutes`` where that is set. What ``times`` say of
    a day stands over that; of several, people add up and the last decides the rest.
    """

    team_id: int
    people: int
    minutes_per_day: int
    works_days_off: bool = False
    burst_minutes: int | None = None
    times: tuple[TeamTime, ...] = ()


def minutes_by_day(
    team: TeamHours,
    working_days: WorkingDays,
    bursts: Sequence[tuple[date, date]],
    first: date,
    last: date,
) -> list[int]:
    """The minutes that all people of a team work together, a number a day from first to last.

    ``bursts`` are the first and last day of each, both counted.
    """
    days = (last - first).days + 1
    people = [team.people] * days
    works = [
        team.works_days_off or working_days.works(first + _DAY * after) for after in range(days)
    ]
    minutes = [team.minutes_per_day] * days
    if team.burst_minutes is not None:
        for begins, ends in bursts:
            for place in _places(begins, ends, first, days):
                works[place], minutes[place] = True, team.burst_minutes
    for time in team.times:
        for place in _places(time.first_day, time.last_day, first, days):
            people[place] += time.people_change
            if time.works is not None:
                works[place] = time.works
            if time.minutes is not None:
                minutes[place] = time.minutes
    return [max(0, people[place]) * minutes[place] if works[place] else 0 for place in range(days)]


def _places(begins: date, ends: date, first: date, days: int) -> range:
    return range(max(0, (begins - first).days), min(days, (ends - first).days + 1))
