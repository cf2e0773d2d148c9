"""What no plan can beat: how many half-days the tasks need whatever anybody does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic

from planner.rules.campaigns import Anchor, Key
from planner.rules.critical_path import CriticalPath
from planner.rules.half_days import Pace
from planner.rules.wired_networks import Wired


@dataclass(frozen=True, slots=True)
class Least:
    """How many working half-days tasks need from now on at the least, and how many there are.

    ``team`` is the one whose work needs them, None where it is the chain of tasks; ``there`` is
    None where no gate ends them. A half-day counts where any team works.
    """

    half_days: int
    team: int | None
    there: int | None = None


@dataclass(frozen=True)
class LowerBounds(Generic[Key]):
    """What all tasks need, and those of every gate up to it."""

    of_all: Least
    by_gate: Mapping[Anchor[Key], Least]


def lower_bounds(path: CriticalPath[Key]) -> LowerBounds[Key]:
    """The longer of the critical path and the work of each team over what it can do.

    Before a gate counts what has to be finished by it, so that what waits for it can be in time.
    Tasks of teams that have nobody are left out: no time is enough for them.
    """
    wired, network = path.wired, path.wired.network
    open_places = [
        place
        for place, work in enumerate(wired.works)
        if not work.done and not (work.minutes and network.teams[work.team].is_empty)
    ]
    counts = _any_working(half_days.one for half_days in network.teams.values())
    paces = {
        team: Pace(half_days.minutes, max(half_days.minutes))
        for team, half_days in network.teams.items()
        if not half_days.is_empty
    }
    before = counts.count(network.now)

    def least(places: Iterable[int], there: int | None) -> Least:
        work_of: dict[int, int] = {}
        end, team = network.now, None
        for place in places:
            end = max(end, path.early_finish[place])
            work = wired.works[place]
            work_of[work.team] = work_of.get(work.team, 0) + work.minutes
        for busy, minutes in sorted(work_of.items()):
            if minutes:
                pace = paces[busy]
                finish = pace.first(pace.count(network.now) + minutes)
                if finish > end:
                    end, team = finish, busy
        return Least(counts.count(end) - before, team, there)

    needed = _needed_by(wired)
    by_gate = {
        anchor: least(
            [place for place in open_places if needed[place] <= gate.half_day],
            max(0, counts.count(gate.half_day) - before),
        )
        for anchor, gate in network.gates.items()
    }
    return LowerBounds(least(open_places, None), by_gate)


def _needed_by(wired: Wired[Any]) -> list[int]:
    """When each must be finished for those to be in time that wait for its finish."""
    needed = list(wired.walls)
    for place in reversed(wired.order):
        held = [tie.before for tie in wired.into[place] if tie.from_finish and tie.lag >= 0]
        for before in (*wired.before[place], *held):
            needed[before] = min(needed[before], needed[place])
    return needed


def _any_working(teams: Iterable[tuple[int, ...]]) -> Pace:
    half_days = [1 if any(each) else 0 for each in zip(*teams, strict=False)]
    return Pace(half_days, 1)
