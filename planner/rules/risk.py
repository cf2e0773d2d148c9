"""How sure each gate is: the plan lived through many times, with efforts as they turn out.

Every run gives each task an effort drawn around its estimate and lets the teams do the work with
the people they have: each task begins when it is planned to, when what it waits for allows and when
its team has time, earlier plans first. Runs that forget about people are badly optimistic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Any, Generic

import numpy as np
from numpy.typing import NDArray

from planner.rules.campaigns import Anchor, Key
from planner.rules.half_days import IN_A_DAY, TeamHalfDays
from planner.rules.networks import Network, Work
from planner.rules.wired_networks import Tie, Wired

# Least and most that an effort turns out to be, against its estimate, as a Beta-PERT distribution
# whose most likely value is the estimate itself.
LEAST, MOST = 0.8, 2.0
# How far a team's efforts are off together: standard deviation of the logarithm.
TEAM_SPREAD = 0.1
_WEEK = 7 * IN_A_DAY
_WEEKS_BEHIND = 30
_FAIR, _GOOD, _SAFE = 50, 80, 95

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class GateRisk:
    """How sure a gate is: the share of runs in which all was finished, in basis points.

    ``finishes`` are the half-days by which all was finished in 50, 80 and 95 of 100 runs.
    """

    chance_bp: int
    finishes: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class TaskRisk:
    """The shares of runs, in basis points, in which a task came after the day it is wanted by, and
    in which a gate's last finish hung on it."""

    late_bp: int
    decisive_bp: int


@dataclass(frozen=True, slots=True)
class Risk(Generic[Key]):
    """How sure each gate is that tasks run up to, and what each task does to it."""

    gates: Mapping[Anchor[Key], GateRisk]
    tasks: Mapping[Key, TaskRisk]


def risk(
    network: Network[Key], starts: Mapping[Key, int], *, runs: int = 200, seed: int = 0
) -> Risk[Key]:
    """Live through a plan ``runs`` times; the same seed gives the same answer.

    ``starts`` are the half-days on which open tasks are planned to start. Efforts are drawn as
    "PERT" has it: Beta with alpha 1 + 4 (m - a) / (b - a) and beta 1 + 4 (b - m) / (b - a). Raises
    Refusal for tasks that wait for each other in a circle.
    """
    wired = Wired(network)
    planned = [_planned(work, starts, network.now) for work in wired.works]
    order = _order(wired, planned)
    lived = _Lived(wired, planned, runs)
    factors = _factors(wired, runs, seed)
    for place in order:
        lived.live(place, factors[place])
    gates = _by_gate(wired)
    decisive = lived.decisive(order, gates.values())
    return Risk(
        gates={
            gate: _gate_risk(lived.finish[places].max(axis=0), network.gates[gate].half_day)
            for gate, places in gates.items()
        },
        tasks={
            work.key: TaskRisk(
                late_bp=_share_bp(lived.finish[place] > _wanted(network, work)),
                decisive_bp=_share_bp(decisive[place]),
            )
            for place, work in enumerate(wired.works)
            if not work.done
        },
    )


class _Lived:
    """Start and finish of every task in every run, and what its team has left for it."""

    def __init__(self, wired: Wired[Any], planned: Sequence[int], runs: int) -> None:
        self.wired, self.planned = wired, planned
        teams = {key: _Team(team, runs) for key, team in wired.network.teams.items()}
        self.teams = [teams[work.team] for work in wired.works]
        self.start: Ints = np.zeros((len(wired.works), runs), np.int64)
        self.finish: Ints = np.zeros((len(wired.works), runs), np.int64)

    def live(self, place: int, factor: NDArray[np.float64]) -> None:
        """Let a task happen in every run, after all that it waits for."""
        work, team = self.wired.works[place], self.teams[place]
        start, finish = self.start[place], self.finish[place]
        if work.fixed is not None:
            start[:], finish[:] = work.fixed
            if not work.done and work.minutes:
                team.do(work, start, work.minutes * factor)
            return
        start[:] = self.planned[place]
        for before in self.wired.before[place]:
            np.maximum(start, self.finish[before], out=start)
        for tie in self.wired.into[place]:
            if not tie.to_finish:
                np.maximum(start, self._bound(tie), out=start)
        if work.minutes:
            finish[:] = team.do(work, start, work.minutes * factor)
        else:
            finish[:] = team.after(start, np.rint(work.length * factor).astype(np.int64))
        for tie in self.wired.into[place]:
            if tie.to_finish:
                np.maximum(finish, self._bound(tie), out=finish)

    def decisive(self, order: Sequence[int], gates: Iterable[Sequence[int]]) -> NDArray[np.bool_]:
        """In which runs the last finish before a gate hung on a task, by place and run.

        It hangs on the task that finished last, and on each that held one of these back.
        """
        found = np.zeros(self.finish.shape, np.bool_)
        for places in gates:
            finish = self.finish[places]
            found[places] |= finish == finish.max(axis=0)
        for place in reversed(order):
            if not found[place].any():
                continue
            for before in self.wired.before[place]:
                found[before] |= found[place] & (self.start[place] == self.finish[before])
            for tie in self.wired.into[place]:
                end = (self.finish if tie.to_finish else self.start)[place]
                found[tie.before] |= found[place] & (end == self._bound(tie))
        return found

    def _bound(self, tie: Tie) -> Ints:
        """The half-day that a tie keeps its later task from passing, in every run."""
        end: Ints = (self.finish if tie.from_finish else self.start)[tie.before]
        if not tie.lag or tie.calendar:
            return end + tie.lag
        return self.teams[tie.after].after(end, tie.lag)


class _Team:
    """A team's half-days in every run; behind what is planned its last week comes again."""

    def __init__(self, team: TeamHalfDays, runs: int) -> None:
        minutes, one = _continued(team.minutes), _continued(team.one)
        self.one = one
        self.free = np.repeat(minutes[:, None], runs, axis=1)
        self.at_work = np.flatnonzero(minutes)
        working = (one > 0).astype(np.int64)
        self.before = np.concatenate([[0], np.cumsum(working)])
        self.working = np.flatnonzero(working)
        self.end = len(minutes)

    def do(self, work: Work[Any], start: Ints, minutes: NDArray[np.float64]) -> Ints:
        """Do so many minutes from the start on; the half-days at which each run is done."""
        left: Ints = np.ceil(minutes).astype(np.int64)
        finish = start.copy()
        begun = int(start.max())
        for half_day in self.at_work[np.searchsorted(self.at_work, start.min()) :]:
            free = self.free[half_day]
            done = np.minimum(free, left)
            np.minimum(done, work.people * self.one[half_day], out=done)
            if half_day < begun:
                done[start > half_day] = 0
            free -= done
            left -= done
            finish[done > 0] = half_day + 1
            if not left.any():
                return finish
        finish[left > 0] = self.end
        return finish

    def after(self, moment: Ints, half_days: Ints | int) -> Ints:
        """So many working half-days after a moment, or before it where they are below zero."""
        number = self.before[np.clip(moment, 0, self.end)] + half_days
        found = self.working[np.clip(number - 1, 0, len(self.working) - 1)] + 1
        return np.where(half_days == 0, moment, found)


def _continued(half_days: Sequence[int]) -> Ints:
    known: Ints = np.asarray(half_days, np.int64)
    return np.concatenate([known, np.tile(known[-_WEEK:], _WEEKS_BEHIND)])


def _planned(work: Work[Key], starts: Mapping[Key, int], now: int) -> int:
    if work.fixed is not None:
        return work.fixed[0]
    if work.started is not None:
        return now
    return max(now, starts.get(work.key, now), now if work.not_before is None else work.not_before)


def _factors(wired: Wired[Any], runs: int, seed: int) -> NDArray[np.float64]:
    """What every effort turns out to be against its estimate, by place and run."""
    chance = np.random.default_rng(seed)
    width = MOST - LEAST
    alpha, beta = 1 + 4 * (1 - LEAST) / width, 1 + 4 * (MOST - 1) / width
    drawn = LEAST + width * chance.beta(alpha, beta, (len(wired.works), runs))
    teams = {team: row for row, team in enumerate(sorted(wired.network.teams))}
    together = chance.lognormal(0, TEAM_SPREAD, (len(teams), runs))
    factors: NDArray[np.float64] = drawn * together[[teams[work.team] for work in wired.works]]
    return factors


def _order(wired: Wired[Any], planned: Sequence[int]) -> list[int]:
    """The places of the tasks, each behind what it waits for, else as they are planned to start."""
    waiting = [len(wired.waited_for(place)) for place in range(len(planned))]
    ready = [(planned[place], place) for place, count in enumerate(waiting) if not count]
    heapify(ready)
    order: list[int] = []
    while ready:
        _, place = heappop(ready)
        order.append(place)
        for follower in wired.waiting(place):
            waiting[follower] -= 1
            if not waiting[follower]:
                heappush(ready, (planned[follower], follower))
    return order


def _by_gate(wired: Wired[Key]) -> dict[Anchor[Key], list[int]]:
    found: dict[Anchor[Key], list[int]] = {}
    for place, work in enumerate(wired.works):
        if work.gate is not None:
            found.setdefault(work.gate, []).append(place)
    return found


def _wanted(network: Network[Key], work: Work[Key]) -> int:
    limits = [half_day for half_day in (work.due, work.deadline) if half_day is not None]
    if work.gate is not None:
        limits.append(network.gates[work.gate].half_day)
    return min(limits, default=np.iinfo(np.int64).max)


def _gate_risk(last: Ints, half_day: int) -> GateRisk:
    fair, good, safe = np.percentile(last, (_FAIR, _GOOD, _SAFE), method="higher")
    return GateRisk(_share_bp(last <= half_day), (int(fair), int(good), int(safe)))


def _share_bp(held: NDArray[np.bool_]) -> int:
    return int(np.count_nonzero(held)) * 10_000 // len(held)
