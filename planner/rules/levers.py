"""What would help a plan that does not fit: every lever tried on the whole plan, the best first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Generic, Protocol

from planner.rules.campaigns import Anchor, Key
from planner.rules.fitted_plans import Fitted
from planner.rules.fitting import fit
from planner.rules.half_days import IN_A_DAY, TeamHalfDays
from planner.rules.networks import Gate, Network

_PEOPLE = (1, 2, 4)
_MOST_SHIFTS, _MOST_TASKS, _MOST_DAYS = 4, 6, 7


class Lever(Protocol[Key]):
    """Something one could do."""

    def applied(self, network: Network[Key]) -> Network[Key]:
        """The same plan with it done."""


@dataclass(frozen=True, slots=True)
class ReplanOnly(Generic[Key]):
    """Nothing but other days for the tasks."""

    def applied(self, network: Network[Key]) -> Network[Key]:
        """The plan as it is."""
        return network


@dataclass(frozen=True, slots=True)
class MorePeople(Generic[Key]):
    """So many more people for a team from the half-day ``first`` up to, not including, ``end``."""

    team: int
    first: int
    end: int
    people: int = 1

    def applied(self, network: Network[Key]) -> Network[Key]:
        """The plan with those people at work whenever one of the team is."""
        team = network.teams[self.team]
        minutes = [
            all_of_them + self.people * one * (self.first <= half_day < self.end)
            for half_day, (all_of_them, one) in enumerate(zip(team.minutes, team.one, strict=True))
        ]
        return _with_team(network, self.team, TeamHalfDays(minutes, team.one))


@dataclass(frozen=True, slots=True)
class ShiftOnDaysOff(Generic[Key]):
    """A team at work on days off, as on its last working day before them, else the next one."""

    team: int
    first: int
    end: int

    def applied(self, network: Network[Key]) -> Network[Key]:
        """The plan with the team at work on those half-days."""
        team = network.teams[self.team]
        like = _like(team, self.first, self.end)
        minutes, one = list(team.minutes), list(team.one)
        for half_day in range(self.first, min(self.end, len(minutes))):
            if not one[half_day] and like is not None:
                minutes[half_day] = team.minutes[like + half_day % IN_A_DAY]
                one[half_day] = team.one[like + half_day % IN_A_DAY]
        return _with_team(network, self.team, TeamHalfDays(minutes, one))


@dataclass(frozen=True, slots=True)
class WithoutTask(Generic[Key]):
    """One task left out."""

    task: Key

    def applied(self, network: Network[Key]) -> Network[Key]:
        """The plan without it and without what waits for it having to."""
        return network.without([self.task])


@dataclass(frozen=True, slots=True)
class LaterGate(Generic[Key]):
    """A gate so many days later."""

    gate: Anchor[Key]
    days: int

    def applied(self, network: Network[Key]) -> Network[Key]:
        """The plan with the gate later, and with it what is wanted by that moment."""
        old = network.gates[self.gate]
        later = IN_A_DAY * self.days
        return replace(
            network,
            gates={**network.gates, self.gate: Gate(old.half_day + later, old.name)},
            works=tuple(
                replace(work, due=work.due + later)
                if work.gate == self.gate and work.due is not None
                else work
                for work in network.works
            ),
        )


@dataclass(frozen=True, slots=True)
class Tried(Generic[Key]):
    """What a lever brings to the team it is meant for, and how many tasks of all teams move.

    ``unfit`` tasks of the team still come too late, by ``worst`` half-days at the most and ``late``
    in all; ``gained`` are the half-days won in all.
    """

    lever: Lever[Key]
    unfit: int
    worst: int
    late: int
    moved: int
    gained: int


def ranked(
    network: Network[Key],
    replanned: Fitted[Key],
    levers: Iterable[Lever[Key]],
    keep: Mapping[Key, tuple[int, int]],
    team: int,
) -> list[Tried[Key]]:
    """Re-planning alone, and every lever that brings a team more than that, the best first.

    Of two that bring the same, the earlier lever comes first, and more people are left out where
    fewer bring as much. ``replanned`` is the quick fit of the plan as it is, ``keep`` its starts
    and finishes.
    """
    teams = {work.key: work.team for work in network.works}
    nothing: Lever[Key] = ReplanOnly()
    alone = _tried(nothing, replanned, teams, team, None)
    found = [
        _tried(lever, fit(lever.applied(network), keep=keep, quick=True), teams, team, alone)
        for lever in levers
    ]
    enough: dict[tuple[int, int, int], None] = {}
    kept = [alone]
    for one in found:
        if _left(one) >= _left(alone):
            continue
        if isinstance(one.lever, MorePeople):
            if _left(one) in enough:
                continue
            enough[_left(one)] = None
        kept.insert(-1, one)
    return sorted(kept, key=_left)


def levers_for(
    network: Network[Key],
    fitted: Fitted[Key],
    team: int,
    since: int,
    until: int,
    optional: Collection[Key],
) -> Iterator[Lever[Key]]:
    """What one could do about a team that has too much from one half-day to another.

    A shift on each stretch of its days off, the first four; one, two or four more people; each of
    the six longest ``optional`` tasks of it that nothing waits for; each gate that its tasks come
    too late for by a week at the most, later by what the latest lacks.
    """
    for first, end in _stretches_off(network.teams[team], since, until)[:_MOST_SHIFTS]:
        yield ShiftOnDaysOff(team, first, end)
    for people in _PEOPLE:
        yield MorePeople(team, since, until, people)
    waited_for = {link.before for work in network.works for link in work.after}
    droppable = [
        work
        for work in network.works
        if work.team == team
        and work.key in optional
        and work.key not in waited_for
        and work.minutes
        and work.fixed is None
        and fitted.starts[work.key] < until
    ]
    droppable.sort(key=lambda work: (-work.minutes, work.key))
    for work in droppable[:_MOST_TASKS]:
        yield WithoutTask(work.key)
    teams = {work.key: work.team for work in network.works}
    lacking: dict[Anchor[Key], int] = {}
    for unfit in fitted.unfit:
        if unfit.gate is not None and teams[unfit.task] == team:
            lacking[unfit.gate] = max(lacking.get(unfit.gate, 0), unfit.half_days)
    for gate, half_days in lacking.items():
        if half_days <= _MOST_DAYS * IN_A_DAY:
            yield LaterGate(gate, -(-half_days // IN_A_DAY))


def _tried(
    lever: Lever[Key],
    fitted: Fitted[Key],
    teams: Mapping[Key, int],
    team: int,
    alone: Tried[Key] | None,
) -> Tried[Key]:
    unfit = [one for one in fitted.unfit if teams[one.task] == team]
    late = sum(one.half_days for one in unfit)
    return Tried(
        lever=lever,
        unfit=len({one.task for one in unfit}),
        worst=max((one.half_days for one in unfit), default=0),
        late=late,
        moved=len(fitted.moved),
        gained=0 if alone is None else alone.late - late,
    )


def _left(tried: Tried[Key]) -> tuple[int, int, int]:
    return tried.late, tried.unfit, tried.worst


def _with_team(network: Network[Key], key: int, team: TeamHalfDays) -> Network[Key]:
    return replace(network, teams={**network.teams, key: team})


def _like(team: TeamHalfDays, first: int, end: int) -> int | None:
    """The morning of a working day whose hours the days off take over."""
    mornings = range(0, len(team.one) - 1, IN_A_DAY)
    before = [morning for morning in mornings if morning < first and team.one[morning]]
    after = (morning for morning in mornings if morning >= end and team.one[morning])
    return before[-1] if before else next(after, None)


def _stretches_off(team: TeamHalfDays, since: int, until: int) -> list[tuple[int, int]]:
    """The stretches of half-days in between on which nobody of a team works."""
    found = []
    span = range(since, min(until, len(team.one)))
    for working, half_days in groupby(span, key=lambda half_day: bool(team.one[half_day])):
        if not working:
            stretch = list(half_days)
            found.append((stretch[0], stretch[-1] + 1))
    return found
