"""A plan fitted to the people: where tasks lie, what does not fit, and how much is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic

from planner.rules.campaigns import Anchor, Key
from planner.rules.critical_path import CriticalPath
from planner.rules.keeping import Bar, leaving
from planner.rules.layings import Layings
from planner.rules.lower_bounds import LowerBounds, lower_bounds


class Misfit(StrEnum):
    """Why a task does not fit."""

    AFTER_GATE = "after_gate"
    AFTER_DEADLINE = "after_deadline"
    NOBODY = "nobody"
    NO_TIME_ON_ITS_DAYS = "no_time_on_its_days"
    BEFORE_WHAT_IT_WAITS_FOR = "before_what_it_waits_for"
    BEYOND_CALENDAR = "beyond_calendar"


@dataclass(frozen=True, slots=True)
class Unfit(Generic[Key]):
    """A task that does not fit, why, and by how much.

    ``half_days`` of its team are what it comes too late by, or too early for what it waits for;
    ``minutes`` are the work that nobody has time for.
    """

    task: Key
    why: Misfit
    gate: Anchor[Key] | None = None
    half_days: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class Fitted(Generic[Key]):
    """Where every task lies, by its key, and what that means.

    ``load`` has the minutes that each team works in each half-day from 0 on. ``unfit`` are the
    tasks that do not fit; ``moved`` those that leave the bars they had in an old plan. ``path`` is
    the critical path.
    """

    starts: Mapping[Key, int]
    finishes: Mapping[Key, int]
    load: Mapping[int, list[int]]
    unfit: tuple[Unfit[Key], ...]
    lower_bounds: LowerBounds[Key]
    moved: tuple[Key, ...]
    path: CriticalPath[Key]

    @property
    def lower_bound(self) -> int:
        """How many working half-days from now on all tasks need, whatever anybody does."""
        return self.lower_bounds.of_all.half_days


def fitted(layings: Layings[Key], path: CriticalPath[Key], old: Mapping[int, Bar]) -> Fitted[Key]:
    """What lies on the board as a plan; ``old`` are the bars of an old plan, by place."""
    board, works = layings.board, path.wired.works
    return Fitted(
        starts={work.key: board.starts[place] for place, work in enumerate(works)},
        finishes={work.key: board.finishes[place] for place, work in enumerate(works)},
        load={
            team: [there - left for there, left in zip(half_days.minutes, free, strict=True)]
            for (team, half_days), free in zip(
                path.wired.network.teams.items(), board.free_by_team.values(), strict=True
            )
        },
        unfit=tuple(
            unfit
            for place, work in enumerate(works)
            if not work.done
            for unfit in _misfits(layings, place)
        ),
        lower_bounds=lower_bounds(path.wired),
        moved=tuple(works[place].key for place in leaving(layings, old)),
        path=path,
    )


def _misfits(layings: Layings[Key], place: int) -> Iterator[Unfit[Key]]:
    board, wired = layings.board, layings.wired
    work, count = wired.works[place], wired.working[place].count
    start, finish, wall = board.starts[place], board.finishes[place], wired.walls[place]
    team = wired.network.teams[work.team]
    if finish > wall:
        late = max(1, count(finish) - count(wall))
        if wall == work.deadline:
            yield Unfit(work.key, Misfit.AFTER_DEADLINE, half_days=late)
        else:
            yield Unfit(work.key, Misfit.AFTER_GATE, work.gate, late)
    if work.minutes and team.is_empty:
        yield Unfit(work.key, Misfit.NOBODY, minutes=work.minutes)
    elif place in board.missing:
        yield Unfit(work.key, Misfit.NO_TIME_ON_ITS_DAYS, minutes=board.missing[place])
    elif work.fixed is None and work.minutes and finish > len(team.minutes):
        left = work.minutes - sum(minutes for _, minutes in board.lying(place).taken)
        yield Unfit(work.key, Misfit.BEYOND_CALENDAR, minutes=left)
    if work.fixed is not None and not board.holds(place):
        earliest = board.earliest(place)
        early = max(count(earliest[0]) - count(start), count(earliest[1]) - count(finish))
        yield Unfit(work.key, Misfit.BEFORE_WHAT_IT_WAITS_FOR, half_days=max(1, early))
