"""What no plan can beat: how many half-days the tasks need whatever anybody does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic

from planner.rules.campaigns import Anchor, Key
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


def lower_bounds(wired: Wired[Key]) -> LowerBounds[Key]:
    """The longer of the longest chain and the work of each team over what it can do.

    Before a gate counts what has to be finished by it, so that what waits for it can be in time.
    Tasks of teams that have nobody are left out: no time is enough for them.
    """
    network = wired.network
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
    needed, soonest = _needed_by(wired), _soonest_finishes(wired)

    def least(places: Iterable[int], there: int | None) -> Least:
        work_of: dict[int, int] = {}
        end, team = network.now, None
        for place in places:
            end = max(end, soonest[place])
            work = wired.works[place]
            work_of[work.team] = work_of.get(work.team, 0) + work.minutes
        for busy, minutes in sorted(work_of.items()):
            if minutes:
                pace = paces[busy]
                finish = pace.first(pace.count(network.now) + minutes)
                if finish > end:
                    end, team = finish, busy
        return Least(counts.count(end) - before, team, there)

    by_gate = {
        anchor: least(
            [place for place in open_places if needed[place] <= gate.half_day],
            max(0, counts.count(gate.half_day) - before),
        )
        for anchor, gate in network.gates.items()
    }
    return LowerBounds(least(open_places, None), by_gate)


def _soonest_finishes(wired: Wired[Any]) -> list[int]:
    """When each can be finished at the soonest if its team had nothing else to do.

    Unlike on the critical path, a task whose finish is held up begins as soon as it can and pauses:
    else those that wait for its start would be held up too, and longer by the faster teams.
    """
    starts, finishes = [0] * len(wired.works), [0] * len(wired.works)
    for place in wired.order:
        work, amount = wired.works[place], wired.amounts[place]
        if work.fixed is not None:
            starts[place], finishes[place] = work.fixed
            continue
        start, finish = wired.network.now, 0
        if work.started is None:
            start = max(start, work.not_before or 0)
        for before in wired.before[place]:
            start = max(start, finishes[before])
        for tie in wired.into[place]:
            end = finishes[tie.before] if tie.from_finish else starts[tie.before]
            end = tie.earliest(end, wired.working[place])
            start, finish = (
                (start, max(finish, end)) if tie.to_finish else (max(start, end), finish)
            )
        starts[place], end = wired.paces[place].ahead(start, amount) if amount else (start, start)
        finishes[place] = max(end, finish)
        if work.started is not None:
            starts[place] = work.started
    return finishes


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
