"""Schedules of jobs that compete for people: they hold, and small ones are the shortest."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.rules.resource_projects import Job, Project
from planner.rules.resource_schedules import Schedule, search

JOBS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 2), st.integers(0, 2**12)),
    min_size=1,
    max_size=12,
)
FEW_JOBS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 2), st.integers(0, 2**4)),
    min_size=1,
    max_size=4,
)
PEOPLE = (3, 2)


def project(drawn: list[tuple[int, int, int, int]]) -> Project:
    return Project(
        [
            Job(duration, (one, other), tuple(b for b in range(place) if mask >> b & 1))
            for place, (duration, one, other, mask) in enumerate(drawn)
        ],
        PEOPLE,
    )


def holds(of: Project, starts: tuple[int, ...]) -> bool:
    ends = [start + job.duration for job, start in zip(of.jobs, starts, strict=True)]
    in_order = all(
        ends[other] <= start
        for job, start in zip(of.jobs, starts, strict=True)
        for other in job.after
    )
    return in_order and all(
        sum(
            job.needs[kind]
            for job, start, end in zip(of.jobs, starts, ends, strict=True)
            if start <= period < end
        )
        <= there
        for period, (kind, there) in product(range(max(ends)), enumerate(PEOPLE))
    )


def length(of: Project, starts: tuple[int, ...]) -> int:
    return max(start + job.duration for job, start in zip(of.jobs, starts, strict=True))


@given(JOBS, st.integers(0, 400), st.integers(0, 5))
def test_every_schedule_holds_and_none_beats_the_least(
    drawn: list[tuple[int, int, int, int]], passes: int, seed: int
) -> None:
    of = project(drawn)

    found = search(of, passes=passes, seed=seed)

    assert holds(of, found.starts)
    assert min(found.starts) == 0
    assert found.length == length(of, found.starts) >= found.at_least
    assert found.passes <= max(3, passes)


@settings(max_examples=40)
@given(FEW_JOBS)
def test_of_a_few_jobs_the_shortest_schedule_is_found(
    drawn: list[tuple[int, int, int, int]],
) -> None:
    of = project(drawn)
    last = sum(job.duration for job in of.jobs)
    every = product(range(last + 1), repeat=len(of.jobs))
    shortest = min(length(of, starts) for starts in every if holds(of, starts))

    found = search(of, passes=300)

    assert found.length == shortest
    assert found.at_least <= shortest


def test_a_rule_alone_takes_seven_days_where_the_search_takes_six() -> None:
    """One of two people is needed for days 2, 2, 2, 3 and 3: by rule the long ones come last."""
    of = Project([Job(days, (1,)) for days in (2, 2, 2, 3, 3)], [2])

    found = search(of, passes=300)

    assert found.at_least == found.length == 6


def test_the_same_seed_makes_the_same_schedule() -> None:
    of = project([(place % 4, place % 3, place % 2, place * 37 % 4096) for place in range(12)])

    first, again = search(of, passes=600, seed=3), search(of, passes=600, seed=3)

    assert first == again


def test_jobs_without_time_or_people_take_neither() -> None:
    of = Project([Job(0, (3, 2)), Job(4, (0, 0)), Job(4, (3, 2)), Job(0, (3, 2), (2,))], PEOPLE)

    found = search(of, passes=30)

    assert found == Schedule((0, 0, 0, 4), 4, 4, 3)


def test_nothing_to_do_takes_no_time() -> None:
    assert search(Project([], []), passes=10) == Schedule((), 0, 0, 3)


@pytest.mark.parametrize(
    ("jobs", "people", "said"),
    [
        ([Job(-1, (1,))], [1], "duration"),
        ([Job(1, (1, 1))], [1], "each kind of people"),
        ([Job(1, (2,))], [1], "more people than there are"),
        ([Job(1, (-1,))], [1], "more people than there are"),
        ([Job(1, (1,), (1,)), Job(1, (1,), (0,))], [1], "circle"),
        ([Job(1, (1,))], [10**6], "more than 524287 people"),
    ],
)
def test_what_cannot_be_is_refused(jobs: list[Job], people: list[int], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Project(jobs, people)
