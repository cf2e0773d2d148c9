"""Fitting tasks to people: plans solved by hand, and what holds for any plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.rules.critical_path import CriticalPath
from planner.rules.fitted_plans import Fitted, Misfit, Unfit
from planner.rules.fitting import fit
from planner.rules.layings import Layings
from planner.rules.links import Link
from planner.rules.lower_bounds import Least
from planner.rules.networks import Network, Work
from planner.rules.wired_networks import Wired
from planner.words import Refusal
from tests.support.half_day_plans import (
    DAY,
    DESIGN,
    FF,
    SS,
    WAREHOUSE,
    after,
    gate,
    network,
    steady,
    team,
)

HALF = 240


def _bars(fitted: Fitted[int]) -> dict[int, tuple[int, int]]:
    return {key: (fitted.starts[key], fitted.finishes[key]) for key in fitted.starts}


def _fits_in_one_pass(plan: Network[int]) -> bool:
    wired = Wired(plan)
    return Layings(wired, CriticalPath(wired)).backward()


def test_with_time_enough_everything_is_as_late_as_it_is_wanted() -> None:
    works = [
        Work(1, 1, 2 * HALF, due=10, gate=gate(1)),
        Work(2, 1, 3 * HALF, due=14, gate=gate(1), after=after(1)),
        Work(3, 1, HALF, gate=gate(1)),
    ]

    fitted = fit(network(works, {1: steady()}, {1: 20}))

    assert _bars(fitted) == {1: (8, 10), 2: (11, 14), 3: (19, 20)}
    assert fitted.unfit == ()
    assert [at for at, minutes in enumerate(fitted.load[1]) if minutes] == [8, 9, 11, 12, 13, 19]


def test_what_shares_the_last_half_days_lies_one_before_the_other() -> None:
    works = [Work(key, 1, 2 * HALF, due=10, gate=gate(1)) for key in (1, 2)]

    fitted = fit(network(works, {1: steady()}, {1: 20}))

    assert sorted(_bars(fitted).values()) == [(6, 8), (8, 10)]


# Three plans that fit, though one pass from the gate backwards gives its last half-day away.
ONE_CANNOT_BEGIN_EARLIER = network(
    [
        Work(1, DESIGN, HALF, gate=gate(1), not_before=3),
        Work(2, DESIGN, HALF, gate=gate(1)),
    ],
    {DESIGN: steady()},
    {1: 4},
)
ONE_HAS_A_LONG_WAY_BEFORE_IT = network(
    [
        Work(1, WAREHOUSE, 3 * HALF),
        Work(2, DESIGN, HALF, gate=gate(1), after=after(1)),
        Work(3, DESIGN, HALF, gate=gate(1)),
    ],
    {DESIGN: steady(), WAREHOUSE: steady()},
    {1: 4},
)
ONE_IS_WORK_FOR_ONE_ALONE = network(
    [
        Work(1, DESIGN, 4 * HALF, gate=gate(1)),
        Work(2, DESIGN, 2 * HALF, people=2, gate=gate(1)),
        Work(3, DESIGN, 2 * HALF, people=2, gate=gate(1)),
    ],
    {DESIGN: steady(people=2)},
    {1: 4},
)


@pytest.mark.parametrize(
    ("plan", "bars"),
    [
        (ONE_CANNOT_BEGIN_EARLIER, {1: (3, 4), 2: (2, 3)}),
        (ONE_HAS_A_LONG_WAY_BEFORE_IT, {1: (0, 3), 2: (3, 4), 3: (2, 3)}),
        (ONE_IS_WORK_FOR_ONE_ALONE, {1: (0, 4), 2: (0, 2), 3: (2, 4)}),
    ],
)
def test_what_one_pass_backwards_calls_late_fits(
    plan: Network[int], bars: dict[int, tuple[int, int]]
) -> None:
    assert not _fits_in_one_pass(plan)

    fitted = fit(plan)

    assert _bars(fitted) == bars
    assert fitted.unfit == ()


def test_a_task_goes_past_its_day_before_another_goes_past_its_gate() -> None:
    works = [
        Work(1, 1, 2 * HALF, due=2, gate=gate(1)),
        Work(2, 1, 2 * HALF, due=2, gate=gate(2)),
    ]

    fitted = fit(network(works, {1: steady()}, {1: 2, 2: 6}))

    assert _bars(fitted) == {1: (0, 2), 2: (2, 4)}
    assert fitted.unfit == ()


def test_what_does_not_fit_is_said_with_its_gate_and_by_how_much() -> None:
    works = [Work(key, 1, 2 * HALF, gate=gate(1)) for key in (1, 2, 3)]

    fitted = fit(network(works, {1: steady()}, {1: 4}))

    assert fitted.unfit == (Unfit(3, Misfit.AFTER_GATE, gate(1), half_days=2),)
    assert sorted(_bars(fitted).values()) == [(0, 2), (2, 4), (4, 6)]
    assert fitted.lower_bounds.by_gate[gate(1)] == Least(6, team=1, there=4)
    assert fitted.lower_bound == 6


def test_the_chain_decides_where_it_is_longer_than_the_work() -> None:
    works = [Work(1, 1, 3 * HALF), Work(2, 2, 3 * HALF, gate=gate(1), after=after(1))]

    fitted = fit(network(works, {1: steady(), 2: steady()}, {1: 5}))

    assert fitted.lower_bounds.of_all == Least(6, team=None)
    assert fitted.unfit == (Unfit(2, Misfit.AFTER_GATE, gate(1), half_days=1),)


def test_what_needs_only_to_begin_before_a_gate_is_not_needed_by_it() -> None:
    works = [Work(1, 1, 9 * HALF), Work(2, 2, HALF, gate=gate(1), after=(Link(1, SS),))]

    fitted = fit(network(works, {1: steady(), 2: steady()}, {1: 4}))

    assert fitted.lower_bounds.by_gate[gate(1)] == Least(1, team=None, there=4)
    assert fitted.unfit == ()


def test_half_days_off_are_not_counted_among_those_needed() -> None:
    # Monday, 28 September 2026: three working days before National Day, three after it.
    works = [Work(1, DESIGN, 5 * DAY, gate=gate(1))]

    fitted = fit(network(works, {DESIGN: team(date(2026, 9, 28))}, {1: 22}))

    assert fitted.lower_bounds.by_gate[gate(1)] == Least(10, team=None, there=8)
    assert _bars(fitted) == {1: (0, 24)}
    assert fitted.unfit == (Unfit(1, Misfit.AFTER_GATE, gate(1), half_days=2),)


def test_a_second_person_makes_it_fit() -> None:
    works = [Work(key, 1, 2 * HALF, gate=gate(1)) for key in (1, 2, 3)]

    fitted = fit(network(works, {1: steady(people=2)}, {1: 4}))

    assert fitted.unfit == ()
    assert fitted.lower_bound == 3


def test_a_task_of_several_people_shares_half_days_with_others() -> None:
    works = [Work(1, 1, 6 * HALF, people=3, due=4), Work(2, 1, 2 * HALF, due=4)]

    fitted = fit(network(works, {1: steady(people=3)}))

    assert _bars(fitted) == {1: (1, 4), 2: (2, 4)}
    assert fitted.load[1][:5] == [0, 480, 720, 720, 0]


def test_lags_and_links_of_finishes_hold_among_teams() -> None:
    works = [
        Work(1, WAREHOUSE, 2 * HALF, due=6),
        Work(2, DESIGN, 2 * HALF, due=4, after=(Link(1, FF, 1),)),
        Work(3, DESIGN, 2 * HALF, due=30, gate=gate(1), after=(Link(2, SS, 2),)),
    ]

    fitted = fit(network(works, {DESIGN: steady(), WAREHOUSE: steady()}, {1: 9}))

    assert _bars(fitted) == {1: (0, 2), 2: (2, 4), 3: (7, 9)}


def test_a_pinned_task_stays_and_takes_its_time_from_others() -> None:
    works = [
        Work(1, 1, 2 * HALF, fixed=(2, 4), due=4),
        Work(2, 1, 2 * HALF, due=4, gate=gate(1)),
        Work(3, 1, fixed=(0, 1), done=True),
    ]

    fitted = fit(network(works, {1: steady()}, {1: 4}))

    assert _bars(fitted) == {1: (2, 4), 2: (0, 2), 3: (0, 1)}
    assert fitted.load[1][:5] == [240, 240, 240, 240, 0]


def test_pinned_work_that_nobody_has_time_for_is_said() -> None:
    works = [Work(key, 1, 2 * HALF, fixed=(2, 4)) for key in (1, 2)]

    fitted = fit(network(works, {1: steady()}))

    assert fitted.unfit == (Unfit(2, Misfit.NO_TIME_ON_ITS_DAYS, minutes=480),)
    assert max(fitted.load[1]) == 240


def test_a_task_pinned_before_what_it_waits_for_is_said() -> None:
    works = [Work(1, 1, 4 * HALF), Work(2, 2, HALF, fixed=(1, 2), after=after(1))]

    fitted = fit(network(works, {1: steady(), 2: steady()}))

    assert fitted.unfit == (Unfit(2, Misfit.BEFORE_WHAT_IT_WAITS_FOR, half_days=3),)


def test_a_started_task_goes_on_with_what_is_left() -> None:
    works = [Work(1, 1, 2 * HALF, started=1, due=9, after=after(2)), Work(2, 1, 4 * HALF, due=20)]

    fitted = fit(network(works, {1: steady()}, now=4))

    assert _bars(fitted) == {1: (1, 9), 2: (16, 20)}
    assert [at for at, minutes in enumerate(fitted.load[1]) if minutes][:2] == [7, 8]


def test_a_team_of_nobody_is_its_own_reason() -> None:
    fitted = fit(network([Work(1, 1, 3 * HALF, gate=gate(1))], {1: steady(people=0)}, {1: 8}))

    assert fitted.unfit == (Unfit(1, Misfit.NOBODY, minutes=720),)
    assert _bars(fitted) == {1: (5, 8)}
    assert set(fitted.load[1]) == {0}


def test_work_without_effort_takes_nothing() -> None:
    works = [Work(key, 1, length=4, due=10) for key in (1, 2, 3)] + [Work(4, 1, due=3)]

    fitted = fit(network(works, {1: steady()}))

    assert _bars(fitted) == {1: (6, 10), 2: (6, 10), 3: (6, 10), 4: (3, 3)}
    assert set(fitted.load[1]) == {0}


def test_a_million_hours_are_said_to_go_beyond_the_calendar() -> None:
    works = [Work(1, 1, 60 * 10**6, gate=gate(1)), Work(2, 1, HALF, gate=gate(2))]

    fitted = fit(network(works, {1: steady()}, {1: 40, 2: 7}))

    beyond = next(unfit for unfit in fitted.unfit if unfit.why is Misfit.BEYOND_CALENDAR)
    assert beyond == Unfit(1, Misfit.BEYOND_CALENDAR, minutes=60 * 10**6 - 399 * HALF)
    assert fitted.unfit[0].why is Misfit.AFTER_GATE
    assert fitted.finishes[2] <= 7


def test_a_gate_in_the_past_is_missed_from_now_on() -> None:
    fitted = fit(network([Work(1, 1, HALF, gate=gate(1))], {1: steady()}, {1: 3}, now=10))

    assert _bars(fitted) == {1: (10, 11)}
    assert fitted.unfit == (Unfit(1, Misfit.AFTER_GATE, gate(1), half_days=8),)


def test_nothing_to_plan_is_a_plan() -> None:
    fitted = fit(network([], {1: steady()}, {1: 3}))

    assert (fitted.unfit, fitted.lower_bound, fitted.moved) == ((), 0, ())


def test_a_search_finds_the_order_that_rules_do_not() -> None:
    # 1 is not urgent by itself, but while design does it last, the warehouse stands idle.
    works = [
        Work(1, DESIGN, HALF, gate=gate(1)),
        Work(2, DESIGN, 3 * HALF, gate=gate(1)),
        Work(3, DESIGN, HALF, gate=gate(1), after=after(2)),
        Work(4, WAREHOUSE, 3 * HALF, gate=gate(1), after=after(3)),
        Work(5, WAREHOUSE, 3 * HALF, gate=gate(1), after=after(1)),
        Work(6, DESIGN, 2 * HALF, gate=gate(1), after=after(2, 4, 5)),
    ]
    plan = network(works, {DESIGN: steady(), WAREHOUSE: steady()}, {1: 11})

    assert fit(plan).unfit == (Unfit(6, Misfit.AFTER_GATE, gate(1), half_days=1),)
    assert fit(plan, passes=300, seed=7).unfit == ()
    assert _bars(fit(plan, passes=300, seed=7)) == _bars(fit(plan, passes=300, seed=7))
    assert fit(plan, passes=300, enough=lambda: True).unfit == fit(plan).unfit


def test_a_search_leaves_a_plan_where_it_finds_no_better_one() -> None:
    plan = network([Work(1, DESIGN, 9 * HALF, gate=gate(1))], {DESIGN: steady()}, {1: 4})
    old = _bars(fit(plan))

    searched = fit(plan, keep=old, passes=60)

    assert searched.unfit != ()
    assert _bars(searched) == old


def test_tasks_that_wait_for_each_other_are_refused_by_their_names() -> None:
    works = [Work(1, 1, 60, after=after(2)), Work(2, 1, 60, after=after(1))]

    with pytest.raises(Refusal, match="主图 → 海报 → 主图"):
        fit(network(works, {1: steady()}), titles={1: "主图", 2: "海报"})


def test_a_link_that_is_gone_with_its_task_holds_nobody() -> None:
    works = [Work(1, 1, 4 * HALF, gate=gate(1)), Work(2, 1, HALF, gate=gate(1), after=after(1))]
    plan = network(works, {1: steady()}, {1: 4})

    assert fit(plan).unfit != ()
    assert fit(plan.without([1])).unfit == ()
    assert fit(replace(plan, now=3).without([1])).starts == {2: 3}
