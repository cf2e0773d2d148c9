"""Networks of any size, made by chance but always the same ones."""

from __future__ import annotations

import random
from datetime import date, timedelta

from planner.rules.calendars import CalendarDay, Standing, WorkingDays
from planner.rules.campaigns import Anchor, AnchorKind
from planner.rules.capacity import TeamHours, minutes_by_day
from planner.rules.half_days import HalfDays, TeamHalfDays
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.networks import Gate, Network, Work
from planner.words import Sentence

FIRST, LAST = date(2026, 8, 10), date(2027, 2, 28)
GATE_DAYS = (45, 60, 75, 92)
TEAMS = 8
LOAD = 0.8
_DAY = timedelta(days=1)
_KINDS = (LinkKind.FINISH_START, LinkKind.START_START, LinkKind.FINISH_FINISH)


def make_network(tasks: int, *, load: float = LOAD, seed: int = 2026) -> Network[int]:
    """A campaign from August 2026 to a sale in November, National Day in between.

    Eight teams of five days a week, about 2.2 links a task, four gates; what the teams have to do
    is ``load`` of what they can before the last of them.
    """
    chance = random.Random(seed)
    axis, working_days = HalfDays(FIRST), _working_days()
    heads = max(2, tasks // 200)
    teams = {team: _team(team, heads, working_days) for team in range(TEAMS)}
    gates = {
        Anchor(AnchorKind.OPENING, number): Gate(
            axis.morning(FIRST + _DAY * days), Sentence("Opening of {phase}", phase=str(number))
        )
        for number, days in enumerate(GATE_DAYS)
    }
    weights = [chance.uniform(1, 5) for _ in range(tasks)]
    end = axis.morning(FIRST + _DAY * GATE_DAYS[-1])
    works = []
    for number in range(tasks):
        team = number % TEAMS
        can = sum(teams[team].minutes[:end])
        minutes = round(weights[number] / sum(weights[team::TEAMS]) * load * can)
        nominal = (number + 1) / tasks * GATE_DAYS[-1]
        gate = next(place for place, days in enumerate(GATE_DAYS) if nominal <= days)
        wanted = chance.uniform(nominal, GATE_DAYS[gate])
        works.append(
            Work(
                number,
                team,
                minutes,
                people=chance.randint(1, 2),
                due=axis.morning(FIRST + _DAY * int(wanted)),
                gate=Anchor(AnchorKind.OPENING, gate),
                after=_links(number, tasks, chance),
            )
        )
    return Network(tuple(works), teams, now=0, gates=gates)


def _links(number: int, tasks: int, chance: random.Random) -> tuple[Link[int], ...]:
    nearest, farthest = number - max(1, tasks // 60), max(0, number - tasks // 5)
    if nearest <= farthest:
        return ()
    befores = {chance.randint(farthest, nearest) for _ in range(chance.choice((1, 2, 3, 4)))}
    return tuple(
        Link(
            before,
            kind=chance.choices(_KINDS, (18, 1, 1))[0],
            lag_days=chance.choices((0, 1), (9, 1))[0],
            unit=chance.choice(tuple(LagUnit)),
        )
        for before in sorted(befores)
    )


def _team(team: int, heads: int, working_days: WorkingDays) -> TeamHalfDays:
    everyone, one = (
        minutes_by_day(TeamHours(team, people, 480), working_days, (), FIRST, LAST)
        for people in (heads, 1)
    )
    return TeamHalfDays.of_days(everyone, one)


def _working_days() -> WorkingDays:
    """Those of 2026 around National Day: off from 1 to 7 October, worked on two weekend days."""
    off = [(date(2026, 10, day), False) for day in range(1, 8)]
    worked = [(date(2026, 9, 20), True), (date(2026, 10, 10), True)]
    days = [CalendarDay(day, works, "", Standing.OFFICIAL) for day, works in off + worked]
    return WorkingDays(FIRST, LAST, days)
