"""Jobs that compete for people, made ready to be scheduled.

Time counts in whole periods from 0, and every period has the same people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_BITS = 20
_MOST = (1 << (_BITS - 1)) - 1


@dataclass(frozen=True, slots=True)
class Job:
    """Work of whole periods that needs so many of each kind of people while it lasts.

    ``after`` holds the places of the jobs that have to be finished before.
    """

    duration: int
    needs: tuple[int, ...]
    after: tuple[int, ...] = ()


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


def _turned_round(after: Sequence[Sequence[int]]) -> list[list[int]]:
    before: list[list[int]] = [[] for _ in after]
    for job, others in enumerate(after):
        for other in others:
            before[other].append(job)
    return before


def _ranked(after: Sequence[Sequence[int]], before: Sequence[Sequence[int]]) -> list[int]:
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
