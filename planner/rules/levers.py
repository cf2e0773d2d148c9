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

_MOST_SHIFTS, _MOST_TASKS = 4, 6


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
    """What a lever brings: how many tasks still do not fit, by how many half-days at the worst and
    in all, and how many move; ``gained`` are the half-days won at the worst task."""

    lever: Lever[Key]
    unfit: int
    worst: int
    late: int
    moved: int
    gained: int


def ranked(
    network: Network[Key],
    levers: Iterable[Lever[Key]],
    keep: Mapping[Key, tuple[int, int]],
) -> list[Tried[Key]]:
    """Every lever tried on the plan, the one that leaves least undone and moves least first.

    ``keep`` are the starts and finishes of the plan as it is. The first of the list is what only
    re-planning brings wherever nothing else is better.
    """
    alone = fit(network, keep=keep)
    before = _worst(alone)
    tried = [_tried(ReplanOnly[Key](), alone, before)]
    tried += [_tried(lever, fit(lever.applied(network), keep=keep), before) for lever in levers]
    return sorted(tried, key=lambda one: (one.unfit, one.worst, one.late, one.moved))


def levers_for(
    network: Network[Key],
    fitted: Fitted[Key],
    team: int,
    until: int,
    optional: Collection[Key],
) -> Iterator[Lever[Key]]:
    """What one could do about a team that has too much before the half-day ``until``.

    One more person from now on; each stretch of its days off, the first four; each of the six
    longest ``optional`` tasks of it that nothing waits for; each gate that its tasks come too late
    for, later by what the latest lacks.
    """
    yield MorePeople(team, network.now, until)
    for first, end in _stretches_off(network.teams[team], network.now, until)[:_MOST_SHIFTS]:
        yield ShiftOnDaysOff(team, first, end)
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
        yield LaterGate(gate, -(-half_days // IN_A_DAY))


def _tried(lever: Lever[Key], fitted: Fitted[Key], before: int) -> Tried[Key]:
    worst = _worst(fitted)
    return Tried(
        lever=lever,
        unfit=len({unfit.task for unfit in fitted.unfit}),
        worst=worst,
        late=sum(unfit.half_days for unfit in fitted.unfit),
        moved=len(fitted.moved),
        gained=before - worst,
    )


def _worst(fitted: Fitted[Key]) -> int:
    return max((unfit.half_days for unfit in fitted.unfit), default=0)


def _with_team(network: Network[Key], key: int, team: TeamHalfDays) -> Network[Key]:
    return replace(network, teams={**network.teams, key: team})


def _like(team: TeamHalfDays, first: int, end: int) -> int | None:
    """The morning of a working day whose hours the days off take over."""
    mornings = range(0, len(team.one) - 1, IN_A_DAY)
    before = [morning for morning in mornings if morning < first and team.one[morning]]
    after = (morning for morning in mornings if morning >= end and team.one[morning])
    return before[-1] if before else next(after, None)


def _stretches_off(team: TeamHalfDays, now: int, until: int) -> list[tuple[int, int]]:
    """The stretches of half-days from now on on which nobody of a team works."""
    found = []
    span = range(now, min(until, len(team.one)))
    for working, half_days in groupby(span, key=lambda half_day: bool(team.one[half_day])):
        if not working:
            stretch = list(half_days)
            found.append((stretch[0], stretch[-1] + 1))
    return found
