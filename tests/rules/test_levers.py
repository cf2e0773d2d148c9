"""What would help a team with too much: each lever does what it says, the best comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from planner.rules.campaigns import Anchor, AnchorKind
from planner.rules.fitting import fit
from planner.rules.half_days import TeamHalfDays
from planner.rules.levers import (
    LaterGate,
    Lever,
    MorePeople,
    ReplanOnly,
    ShiftOnDaysOff,
    Tried,
    WithoutTask,
    levers_for,
    ranked,
)
from planner.rules.links import Link
from planner.rules.networks import Gate, Network, Work
from planner.words import Sentence

DESIGN, WAREHOUSE = 1, 2
OPENING = Anchor(AnchorKind.OPENING, 1)
DAY = 480
# Two weeks from a Monday on, one person eight hours a day; the gate is on the second Monday.
WEEK = [DAY, DAY, DAY, DAY, DAY, 0, 0]
SECOND_MONDAY = 14


def task(key: int, days: int, *after: int, team: int = DESIGN) -> Work[int]:
    links = tuple(Link(other) for other in after)
    return Work(key, team, minutes=days * DAY, gate=OPENING, due=SECOND_MONDAY, after=links)


def plan(*works: Work[int]) -> Network[int]:
    one = TeamHalfDays.of_days(WEEK * 4, WEEK * 4)
    gates = {OPENING: Gate(SECOND_MONDAY, Sentence("Opening"))}
    return Network(works, {DESIGN: one, WAREHOUSE: one}, 0, gates)


def bars(network: Network[int]) -> dict[int, tuple[int, int]]:
    """As if every task took the days just before the gate."""
    return {work.key: (0, SECOND_MONDAY) for work in network.works}


def tried(network: Network[int], *optional: int) -> list[object]:
    levers = levers_for(network, fit(network), DESIGN, 0, SECOND_MONDAY, optional)
    return [one.lever for one in ranking(network, levers)]


def ranking(network: Network[int], levers: Iterable[Lever[int]]) -> list[Tried[int]]:
    """The levers ranked for design, from the quick fit of the plan as it is."""
    old = bars(network)
    return ranked(network, fit(network, keep=old, quick=True), levers, old, DESIGN)


def test_more_people_do_more_where_one_works_and_when_they_are_there() -> None:
    lever: Lever[int] = MorePeople(DESIGN, 2, 6, 2)

    team = lever.applied(plan()).teams[DESIGN]

    assert team.minutes[:8] == (240, 240, 720, 720, 720, 720, 240, 240)
    assert team.minutes[10:14] == (0, 0, 0, 0)


def test_a_shift_works_days_off_like_the_friday_before() -> None:
    on_friday: Lever[int] = MorePeople(DESIGN, 8, 10)
    on_saturday: Lever[int] = ShiftOnDaysOff(DESIGN, 10, 12)

    team = on_saturday.applied(on_friday.applied(plan())).teams[DESIGN]

    assert team.minutes[8:14] == (480, 480, 480, 480, 0, 0)
    assert team.one[10:12] == (240, 240)


def test_without_a_task_nothing_waits_for_it() -> None:
    network = WithoutTask(1).applied(plan(task(1, 2), task(2, 2, 1)))

    assert [(work.key, work.after) for work in network.works] == [(2, ())]


def test_a_later_gate_is_wanted_later_too() -> None:
    later = LaterGate(OPENING, 3).applied(plan(task(1, 1), replace(task(2, 1), due=None)))

    assert later.gates[OPENING].half_day == SECOND_MONDAY + 6
    assert [work.due for work in later.works] == [SECOND_MONDAY + 6, None]


def test_six_days_of_work_in_five_fit_with_a_weekend_shift_first() -> None:
    """A day is missing: Saturday or Sunday bring it, one more person does, and leaving a task of
    two days out; each of them lets all fit, and the shift comes before them."""
    found = tried(plan(task(1, 4), task(2, 2)), 2)

    assert found[:3] == [
        ShiftOnDaysOff(DESIGN, 10, 14),
        MorePeople(DESIGN, 0, SECOND_MONDAY, 1),
        WithoutTask(2),
    ]
    assert found[-1] == ReplanOnly()


def test_more_people_than_help_are_left_out() -> None:
    found = tried(plan(task(1, 4), task(2, 2)))

    people = [lever.people for lever in found if isinstance(lever, MorePeople)]
    assert people == [1]


def test_where_everything_fits_only_other_days_are_offered() -> None:
    assert tried(plan(task(1, 2), task(2, 2))) == [ReplanOnly()]


def test_what_others_wait_for_is_not_left_out() -> None:
    found = tried(plan(task(1, 4), task(2, 2), task(3, 1, 2)), 1, 2, 3)

    dropped = {lever.task for lever in found if isinstance(lever, WithoutTask)}
    assert 2 not in dropped
    assert {1, 3} >= dropped


def test_another_teams_trouble_is_not_this_ones() -> None:
    network = plan(task(1, 2), task(2, 9, team=WAREHOUSE))

    (only,) = ranking(network, levers_for(network, fit(network), DESIGN, 0, SECOND_MONDAY, ()))

    assert (only.unfit, only.late, only.gained) == (0, 0, 0)


@pytest.mark.parametrize(("days", "short"), [(6, 2), (7, 4)])
def test_a_lever_says_what_is_left_and_what_it_gained(days: int, short: int) -> None:
    network = plan(task(1, days))
    levers = [LaterGate(OPENING, 1)]

    later, alone = ranking(network, levers)

    assert (alone.unfit, alone.late, alone.gained) == (1, short, 0)
    assert later.gained == 2
    assert later.late == short - 2
