"""Small plans on half-days: teams of 480 minutes a day on China's calendar, and their tasks.

In 2026 National Day is off from 1 to 7 October, and 20 September and 10 October are worked; Spring
Festival is off from 15 to 23 February, and 14 and 28 February are worked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from planner.rules.calendars import CalendarDay, Standing, WorkingDays
from planner.rules.campaigns import Anchor, AnchorKind
from planner.rules.capacity import TeamHours, minutes_by_day
from planner.rules.half_days import TeamHalfDays
from planner.rules.links import Link, LinkKind
from planner.rules.networks import Gate, Network, Work
from planner.words import Sentence

DAY = 480
DESIGN, WAREHOUSE = 1, 2
SS, FF, SF = LinkKind.START_START, LinkKind.FINISH_FINISH, LinkKind.START_FINISH
_OFF = [date(2026, 2, day) for day in range(15, 24)] + [date(2026, 10, day) for day in range(1, 8)]
_WORKED = [date(2026, 2, 14), date(2026, 2, 28), date(2026, 9, 20), date(2026, 10, 10)]
CALENDAR = WorkingDays(
    date(2026, 1, 1),
    date(2026, 12, 31),
    [CalendarDay(day, False, "", Standing.OFFICIAL) for day in _OFF]
    + [CalendarDay(day, True, "", Standing.OFFICIAL) for day in _WORKED],
)


def team(first: date, people: int = 1, days: int = 200, *, every_day: bool = False) -> TeamHalfDays:
    """A team of so many people from the morning of a day on."""
    last = first + timedelta(days=days - 1)
    everyone, one = (
        minutes_by_day(
            TeamHours(1, heads, DAY, works_days_off=every_day), CALENDAR, (), first, last
        )
        for heads in (people, 1)
    )
    return TeamHalfDays.of_days(everyone, one)


def steady(people: int = 1, half_days: int = 400) -> TeamHalfDays:
    """A team that works 240 minutes each in every half-day."""
    return TeamHalfDays([240 * people] * half_days, [240] * half_days)


def gate(number: int) -> Anchor[int]:
    """The opening of a phase."""
    return Anchor(AnchorKind.OPENING, number)


def network(
    works: Iterable[Work[int]],
    teams: Mapping[int, TeamHalfDays],
    gates: Mapping[int, int] | None = None,
    now: int = 0,
) -> Network[int]:
    """Tasks of teams, with openings at half-days."""
    return Network(
        tuple(works),
        teams,
        now,
        {gate(key): Gate(at, Sentence("Opening")) for key, at in (gates or {}).items()},
    )


def after(*before: int) -> tuple[Link[int], ...]:
    """What simply follows these tasks."""
    return tuple(Link(key) for key in before)
