"""Moving a plan by the rules: what goes along, how far, and what stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import pytest

from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.moving import gap, moved_bars
from planner.rules.moving_plans import (
    Bar,
    MilestoneMoves,
    Moving,
    MovingPlan,
    PhaseMoves,
    Rest,
    SaleDayMoves,
    TaskMoves,
)
from planner.words import Refusal
from tests.support.moving_plans import (
    AUTUMN,
    BURST,
    CLOSING,
    DAY,
    FREEZE,
    FROZEN,
    OPENING,
    SALE_DAY,
    plan,
    september,
    task,
)


def days(bars: Mapping[int, Bar]) -> dict[int, tuple[int, int]]:
    """Bars as days of September, October's counted on."""
    first = date(2026, 8, 31)
    return {key: ((bar[0] - first).days, (bar[1] - first).days) for key, bar in bars.items()}


def move(
    of: MovingPlan, moving: Moving, rest: Rest = Rest.KEEP_GAPS, *, working: bool = False
) -> dict[int, Bar]:
    return moved_bars(of, moving, rest, AUTUMN, in_working_days=working)[1]


def a_day_later(phase: int) -> PhaseMoves:
    """The burst a day later, or the warm-up."""
    found = next(one for one in plan().phases if one.key == phase)
    return PhaseMoves(phase, found.opens + DAY, found.closes + DAY)


def test_a_phase_takes_along_what_hangs_on_it_and_what_waits_for_that() -> None:
    of = plan(task(1, 23, 24), task(2, 24, 25, FROZEN, 1), task(3, 22, 22, FROZEN))

    bars = move(of, a_day_later(BURST))

    assert days(bars) == {1: (24, 25), 2: (25, 26), 3: (22, 22)}


def test_what_hangs_on_a_closing_goes_as_far_as_the_closing() -> None:
    of = plan(task(1, 24, 25), task(2, 30, 30, CLOSING))
    longer = PhaseMoves(BURST, september(28, 20), datetime(2026, 10, 4))

    assert days(move(of, longer)) == {1: (24, 25), 2: (33, 33)}


def test_nothing_waits_on_through_a_task_that_stays() -> None:
    of = plan(task(1, 22, 22, FROZEN), task(2, 23, 23, OPENING, 1, pinned=True))
    of = replace(of, tasks=(*of.tasks, task(3, 24, 24, OPENING, 2)))

    bars = move(of, MilestoneMoves(FREEZE, september(26, 12)))

    assert days(bars) == {1: (23, 23), 2: (23, 23), 3: (24, 24)}


def test_of_two_that_go_different_ways_the_one_that_goes_farthest_is_followed() -> None:
    of = plan(task(1, 24, 24, OPENING), task(2, 30, 30, CLOSING), task(3, 25, 25, FROZEN, 1, 2))
    shorter = PhaseMoves(BURST, september(27, 20), datetime(2026, 10, 4))

    assert days(move(of, shorter)) == {1: (23, 23), 2: (33, 33), 3: (28, 28)}


def test_working_days_are_counted_over_the_holidays() -> None:
    """From Wednesday 30 September to Friday 9 October, the second day worked after 国庆: four
    working days before it is Thursday 24 September before, and then Sunday the 27th is off, so
    8 October, 30, 29 and 28 September are counted back."""
    of = plan(task(1, 23, 24))

    bars = move(of, SaleDayMoves(date(2026, 10, 9)), working=True)

    assert bars == {1: (date(2026, 9, 25), date(2026, 9, 28))}


def test_what_is_due_on_the_sale_day_itself_goes_there_though_nobody_works() -> None:
    of = plan(task(1, 30, 30), task(2, 29, 29))

    bars = move(of, SaleDayMoves(date(2026, 10, 3)), working=True)

    assert bars[1] == (date(2026, 10, 3), date(2026, 10, 3))
    assert bars[2] == (date(2026, 9, 30), date(2026, 9, 30))


def test_a_task_lands_on_the_very_day_that_was_chosen() -> None:
    of = plan(task(1, 24, 25), task(2, 28, 28, OPENING, 1))

    bars = move(of, TaskMoves(1, date(2026, 9, 26)), working=True)

    assert days(bars) == {1: (24, 26), 2: (28, 28)}


def test_using_the_slack_eats_the_days_between_before_it_pushes() -> None:
    of = plan(task(1, 21, 22), task(2, 24, 24, OPENING, 1), task(3, 25, 25, OPENING, 2))

    bars = move(of, TaskMoves(1, date(2026, 9, 25)), Rest.USE_SLACK)

    assert days(bars) == {1: (24, 25), 2: (25, 25), 3: (25, 25)}


def test_what_comes_before_is_pulled_only_as_far_as_it_must() -> None:
    of = plan(task(1, 21, 22), task(2, 23, 24, OPENING, 1), task(3, 25, 25, OPENING, 2))

    bars = move(of, TaskMoves(3, date(2026, 9, 22)), Rest.USE_SLACK)

    assert days(bars) == {1: (20, 21), 2: (21, 22), 3: (22, 22)}


def test_in_working_days_nothing_is_pushed_onto_a_day_off() -> None:
    """Saturday the 26th and Sunday the 27th are off."""
    of = plan(task(1, 24, 24), task(2, 24, 25, OPENING, 1))

    bars = move(of, TaskMoves(1, date(2026, 9, 26)), Rest.USE_SLACK, working=True)

    assert days(bars)[2] == (28, 29)


def test_in_working_days_nothing_is_pulled_onto_a_day_off() -> None:
    """Its three working days, Thursday to Monday, end on the Friday before the 27th."""
    of = plan(task(1, 24, 28), task(2, 29, 30, CLOSING, Link(1, LinkKind.FINISH_FINISH)))

    bars = move(of, TaskMoves(2, date(2026, 9, 27)), Rest.USE_SLACK, working=True)

    assert days(bars)[1] == (23, 25)


@pytest.mark.parametrize(
    ("link", "days_between"),
    [
        (Link(1), 3),
        (Link(1, lag_days=1), 0),
        (Link(1, lag_days=2), -1),
        (Link(1, lag_days=1, unit=LagUnit.CALENDAR), 2),
        (Link(1, LinkKind.START_START, 1), 3),
        (Link(1, LinkKind.FINISH_FINISH, lag_days=-1), 5),
        (Link(1, LinkKind.START_FINISH), 5),
    ],
)
def test_a_gap_counts_the_lag_in_its_own_days(link: Link[int], days_between: int) -> None:
    """From Thursday 24 and Friday 25 September to Monday 28 and Tuesday 29."""
    first = (date(2026, 9, 24), date(2026, 9, 25))
    then = (date(2026, 9, 28), date(2026, 9, 29))

    assert gap(first, then, link, AUTUMN) == days_between


@pytest.mark.parametrize(
    ("moving", "said"),
    [
        (SaleDayMoves(SALE_DAY), "there already"),
        (TaskMoves(1, date(2026, 9, 24)), "there already"),
        (TaskMoves(9, date(2026, 9, 24)), "This task is not there any more"),
        (TaskMoves(2, date(2026, 9, 24)), "is done"),
        (TaskMoves(3, date(2026, 9, 24)), "is pinned"),
        (PhaseMoves(9, september(1), september(2)), "This phase is not there any more"),
        (MilestoneMoves(9, september(1)), "This milestone is not there any more"),
        (MilestoneMoves(FREEZE, september(25, 12)), "there already"),
    ],
)
@pytest.mark.parametrize("rest", list(Rest))
def test_what_cannot_move_says_why(moving: Moving, said: str, rest: Rest) -> None:
    of = plan(task(1, 23, 24), task(2, 23, 23, done=True), task(3, 23, 23, pinned=True))

    with pytest.raises(Refusal, match=said):
        move(of, moving, rest)


def test_an_hour_later_moves_a_gate_and_no_task() -> None:
    of = plan(task(1, 23, 24))

    moved, bars = moved_bars(of, MilestoneMoves(FREEZE, september(25, 13)), Rest.KEEP_GAPS, AUTUMN)

    assert moved.milestones[0].at == september(25, 13)
    assert days(bars) == {1: (23, 24)}
