"""Schedules work that competes for people, as short as can be found.

Time counts in whole periods from 0, and every period has the same people. A schedule is made by
serial passes (Kelley 1963): job after job takes the first stretch where its predecessors are
finished and enough people are free. Justification (Valls, Ballestín and Quintanilla 2005) then
pushes all jobs to the right and back to the left, and a search over the order of the jobs looks for
a shorter one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

from planner.rules.order_search import Found, Order, Question, search_orders

_BITS = 20
_MOST = (1 << (_BITS - 1)) - 1
_PASSES_EACH = 3

Starts = list[int]


@dataclass(frozen=True, slots=True)
class Job:
    """Work of whole periods that needs so many of each kind of people while it lasts.

    ``after`` holds the places of the jobs that have to be finished before.
    """

    duration: int
    needs: tuple[int, ...]
    after: tuple[int, ...] = ()


@dataclass(frozen=True)
class Schedule:
    """When each job starts, how long all of it takes, and how it was found.

    ``at_least`` is a length that no schedule can beat; ``passes`` counts the serial passes made.
    """

    starts: tuple[int, ...]
    length: int
    at_least: int
    passes: int


class Project:
    """Jobs, and how many of each kind of people there are in every period.

    Raises ValueError for a negative figure, a job that needs more people than there are, and jobs
    that wait for each other.
    """

    def __init__(self, jobs: Sequence[Job], people: Sequence[int]) -> None:
        for job in jobs:
            if job.duration < 0 or len(job.needs) != len(people):
                raise ValueError("a job needs a duration and a figure for each kind of people")
            if any(not 0 <= need <= there for need, there in zip(job.needs, people, strict=True)):
                raise ValueError("a job needs more people than there are")
        if any(there > _MOST for there in people):
            raise ValueError(f"more than {_MOST} people of a kind")
        self.jobs = tuple(jobs)
        self.people = tuple(people)
        self.durations = [job.duration for job in jobs]
        self.after = [job.after for job in jobs]
        self.before = _turned_round(self.after)
        self.ranked = _ranked(self.after, self.before)
        self.rank = [0] * len(jobs)
        for place, job_number in enumerate(self.ranked):
            self.rank[job_number] = place
        # All kinds of people of a period lie in one number, each in bits of its own with a guard
        # above them, so that one subtraction asks for all of them at once.
        self.guards = sum(1 << (_BITS * kind + _BITS - 1) for kind in range(len(people)))
        self.free = self.guards | _packed(people)
        self.needs = [_packed(job.needs) for job in jobs]
        self.latest_finish, critical = _latest_finishes(self)
        self.at_least = max([critical, *_least_for_the_work(self)])


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


def _turned_round(after: Sequence[Sequence[int]]) -> list[list[int]]:
    before: list[list[int]] = [[] for _ in after]
    for job, others in enumerate(after):
        for other in others:
            before[other].append(job)
    return before


def _ranked(after: Sequence[Sequence[int]], before: Sequence[Sequence[int]]) -> Order:
    """The jobs in an order in which each comes after those it waits for."""
    waits_for = [len(others) for others in after]
    ranked = [job for job, count in enumerate(waits_for) if not count]
    for job in ranked:
        for other in before[job]:
            waits_for[other] -= 1
            if not waits_for[other]:
                ranked.append(other)
    if len(ranked) < len(after):
        raise ValueError("jobs wait for each other in a circle")
    return ranked


def _packed(figures: Sequence[int]) -> int:
    return sum(figure << (_BITS * kind) for kind, figure in enumerate(figures))


def _latest_finishes(project: Project) -> tuple[list[int], int]:
    """When each job has to be finished if people were no matter, and how long all of it takes."""
    durations = project.durations
    finishes = [0] * len(durations)
    for job in project.ranked:
        begins = max((finishes[other] for other in project.after[job]), default=0)
        finishes[job] = begins + durations[job]
    end = max(finishes, default=0)
    latest = [end] * len(durations)
    for job in reversed(project.ranked):
        for other in project.before[job]:
            latest[job] = min(latest[job], latest[other] - durations[other])
    return latest, end


def _least_for_the_work(project: Project) -> list[int]:
    """How long each kind of people needs for its work at the least."""
    return [
        -(-sum(job.duration * job.needs[kind] for job in project.jobs) // there)
        for kind, there in enumerate(project.people)
        if there
    ]
