"""Schedules work that competes for people, as short as can be found.

A schedule is made by serial passes (Kelley 1963): job after job takes the first stretch where its
predecessors are finished and enough people are free. Justification (Valls, Ballestín and
Quintanilla 2005) then pushes all jobs to the right and back to the left, and a search over the
order of the jobs looks for a shorter one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

from planner.rules.order_search import Found, Order, Question, search_orders
from planner.rules.resource_projects import Project

_PASSES_EACH = 3

Starts = list[int]


@dataclass(frozen=True)
class Schedule:
    """When each job starts, how long all of it takes, and how it was found.

    ``at_least`` is a length that no schedule can beat; ``passes`` counts the serial passes made.
    """

    starts: tuple[int, ...]
    length: int
    at_least: int
    passes: int


def search(
    project: Project,
    *,
    passes: int,
    seed: int = 0,
    enough: Callable[[], bool] = lambda: False,
) -> Schedule:
    """The shortest schedule found in so many serial passes, or until ``enough`` says so.

    The same project, passes and seed give the same schedule; at least one is always made.
    """
    question = Question(
        waits_for=project.after,
        decode=partial(_decoded, project),
        sample=partial(_sampled, project),
        least=project.at_least,
        passes=_PASSES_EACH,
    )
    first = _by_latest_finish(project)
    best, made = search_orders(question, first, passes=passes, seed=seed, enough=enough)
    return Schedule(tuple(best.result), best.cost, project.at_least, made)


def _decoded(project: Project, order: Order) -> Found[Starts]:
    """What an order comes to: packed to the left, justified to the right, packed to the left."""
    starts = _forward(project, order)
    rank, durations, everyone = project.rank, project.durations, range(len(project.jobs))
    finishes = [start + length for start, length in zip(starts, durations, strict=True)]
    last_first = sorted(everyone, key=lambda job: (-finishes[job], -rank[job]))
    starts = _backward(project, last_first)
    first_first = sorted(everyone, key=lambda job: (starts[job], rank[job]))
    starts = _forward(project, first_first)
    length = max((starts[job] + durations[job] for job in everyone), default=0)
    by_start = sorted(everyone, key=lambda job: (starts[job], rank[job]))
    return Found(length, tuple(by_start), starts)


def _forward(project: Project, order: Sequence[int]) -> Starts:
    """One serial pass: each job in turn starts as early as it can."""
    durations, needs, after, guards = (
        project.durations,
        project.needs,
        project.after,
        project.guards,
    )
    free = [project.free] * (sum(durations) + 1)
    starts = [0] * len(durations)
    finishes = [0] * len(durations)
    for job in order:
        start = 0
        for other in after[job]:
            start = max(start, finishes[other])
        length, need = durations[job], needs[job]
        if length and need:
            # From the end of the stretch back: what clashes there rules out all starts before it.
            period = start + length - 1
            while period >= start:
                if (free[period] - need) & guards == guards:
                    period -= 1
                else:
                    start = period + 1
                    period = start + length - 1
            for period in range(start, start + length):
                free[period] -= need
        starts[job] = start
        finishes[job] = start + length
    return starts


def _backward(project: Project, order: Sequence[int]) -> Starts:
    """One serial pass from the end: each job in turn finishes as late as it can.

    Starts are counted so that the first is 0.
    """
    durations, needs, before, guards = (
        project.durations,
        project.needs,
        project.before,
        project.guards,
    )
    top = sum(durations) + 1
    free = [project.free] * (top + 1)
    starts = [0] * len(durations)
    for job in order:
        finish = top
        for other in before[job]:
            finish = min(finish, starts[other])
        length, need = durations[job], needs[job]
        if length and need:
            period = finish - length
            while period < finish:
                if (free[period] - need) & guards == guards:
                    period += 1
                else:
                    finish = period
                    period = finish - length
            for period in range(finish - length, finish):
                free[period] -= need
        starts[job] = finish - length
    first = min(starts, default=0)
    return [start - first for start in starts]


def _by_latest_finish(project: Project) -> Order:
    """The order by the day a job has to be finished so that nothing gets longer."""
    return _picked(project, lambda ready: min(ready, key=lambda job: _urgency(project, job)))


def _urgency(project: Project, job: int) -> tuple[int, int]:
    return project.latest_finish[job], project.rank[job]


def _sampled(project: Project, chance: Random) -> Order:
    """An order by chance, in which urgent jobs are likely to come first."""
    latest = project.latest_finish

    def pick(ready: list[int]) -> int:
        slackest = max(latest[job] for job in ready)
        weights = [slackest - latest[job] + 1 for job in ready]
        return chance.choices(ready, weights)[0]

    return _picked(project, pick)


def _picked(project: Project, pick: Callable[[list[int]], int]) -> Order:
    waits_for = [len(others) for others in project.after]
    ready = [job for job in project.ranked if not waits_for[job]]
    order: Order = []
    while ready:
        job = pick(ready)
        ready.remove(job)
        order.append(job)
        for other in project.before[job]:
            waits_for[other] -= 1
            if not waits_for[other]:
                ready.append(other)
    return order
