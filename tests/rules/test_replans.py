"""A plan after something slipped: what stays, what moves, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.rules.fitting import fit
from planner.rules.half_days import HalfDays
from planner.rules.links import Link
from planner.rules.networks import Network, Work
from planner.rules.replans import Change, difference
from planner.rules.task_dates import Decides, Reason
from tests.support.half_day_plans import (
    DAY,
    DESIGN,
    WAREHOUSE,
    after,
    gate,
    network,
    steady,
    team,
)

HALF = 240
# Monday, 28 September 2026: three working days, National Day, then four working days.
FIRST = date(2026, 9, 28)
AXIS = HalfDays(FIRST)
TEAMS = {DESIGN: team(FIRST), WAREHOUSE: team(FIRST)}
PICTURES, BANNER, COPY, STOCK = 1, 2, 3, 4
WORKS = (
    Work(PICTURES, DESIGN, DAY, due=2, gate=gate(1)),
    Work(BANNER, DESIGN, DAY, due=4, gate=gate(1), after=after(PICTURES)),
    Work(COPY, DESIGN, DAY, due=6, gate=gate(1)),
    Work(STOCK, WAREHOUSE, DAY, due=6, gate=gate(2), after=after(BANNER)),
)
# The burst opens in the evening of Saturday, 10 October, the wrap-up on the 13th.
GATES = {1: 26, 2: 30}
BARS = {PICTURES: (0, 2), BANNER: (2, 4), COPY: (4, 6), STOCK: (4, 6)}


def _plan(now: int = 0, **minutes: int) -> Network[int]:
    takes = {PICTURES: DAY, BANNER: DAY, COPY: DAY, STOCK: DAY}
    takes |= {globals()[name.upper()]: figure for name, figure in minutes.items()}
    works = (replace(work, minutes=takes[work.key]) for work in WORKS)
    return network(works, TEAMS, GATES, now)


def _changes(plan: Network[int], critical_before: tuple[int, ...] = ()) -> dict[int, Change[int]]:
    fitted = fit(plan, keep=BARS)
    changes = difference(BARS, fitted, AXIS, critical_before)
    return {change.task: change for change in changes}


def _critical(plan: Network[int]) -> tuple[int, ...]:
    path = fit(plan).path
    return tuple(work.key for work in plan.works if path[work.key].critical)


def test_a_plan_that_still_holds_does_not_change() -> None:
    plan = _plan()

    assert _changes(plan, _critical(plan)) == {}
    assert fit(plan, keep=BARS).moved == ()


def test_what_waits_for_a_slip_moves_and_the_rest_stays() -> None:
    plan = _plan(banner=2 * DAY)

    fitted = fit(plan, keep=BARS)
    changes = _changes(plan, _critical(plan))

    # The copy keeps its day before the holiday, so the banner goes on after it.
    assert set(fitted.moved) == {BANNER, STOCK}
    assert changes[BANNER] == Change(
        BANNER,
        old_start_on=date(2026, 9, 29),
        old_due_on=date(2026, 9, 29),
        start_on=date(2026, 9, 29),
        due_on=date(2026, 10, 8),
        moved_days=9,
        late_days_before=0,
        late_days=0,
        newly_critical=False,
        because=_reason(Decides.TEAM),
    )
    assert (changes[STOCK].start_on, changes[STOCK].moved_days) == (date(2026, 10, 9), 9)
    assert changes[STOCK].because == Reason(Decides.LINK, BANNER, Link(BANNER))


def test_a_late_start_moves_only_what_lies_before_now() -> None:
    changes = _changes(_plan(now=2), _critical(_plan(now=2)))

    assert set(changes) == {PICTURES, BANNER, STOCK}
    assert changes[PICTURES].because == _reason(Decides.NOW)
    assert (changes[PICTURES].start_on, changes[PICTURES].moved_days) == (date(2026, 9, 29), 1)


def test_a_task_that_finds_its_team_busy_says_so() -> None:
    works = [Work(1, 1, 4 * HALF, due=4, gate=gate(1)), Work(2, 1, 2 * HALF, due=9, gate=gate(1))]
    plan = network(works, {1: steady()}, {1: 20})

    changes = difference({1: (0, 4), 2: (2, 4)}, fit(plan, keep={1: (0, 4), 2: (2, 4)}), AXIS)

    moved = next(change for change in changes if change.moved_days)
    assert moved.because == _reason(Decides.TEAM)


def test_a_gate_that_comes_earlier_pulls_its_tasks_forward() -> None:
    works = [Work(1, 1, 2 * HALF, due=20, gate=gate(1))]
    plan = network(works, {1: steady()}, {1: 10})

    (change,) = difference({1: (18, 20)}, fit(plan), AXIS)

    assert (change.moved_days, change.late_days_before, change.late_days) == (-5, 5, 0)
    assert change.because == _gate_reason()
    assert change.newly_critical


def test_what_cannot_be_in_time_is_late_because_of_what_holds_it() -> None:
    works = [Work(1, 1, 6 * HALF, gate=gate(1)), Work(2, 1, 2 * HALF, gate=gate(1), after=after(1))]
    plan = network(works, {1: steady()}, {1: 6})

    changes = difference({1: (0, 4), 2: (4, 6)}, fit(plan), AXIS, critical_before=(1, 2))

    late = changes[-1]
    assert (late.task, late.late_days, late.newly_critical) == (2, 1, False)
    assert late.because == Reason(Decides.LINK, 1, Link(1))


def test_a_pinned_task_that_is_late_stays_for_being_pinned() -> None:
    plan = network([Work(1, 1, HALF, fixed=(8, 10), gate=gate(1))], {1: steady()}, {1: 6})

    (change,) = difference({1: (8, 10)}, fit(plan), AXIS, critical_before=(1,))

    assert (change.moved_days, change.late_days) == (0, 2)
    assert change.because == _reason(Decides.FIXED)


def test_an_afternoon_too_late_is_a_day_late() -> None:
    plan = network([Work(1, 1, 2 * HALF, gate=gate(1))], {1: steady()}, {1: 1})

    (change,) = difference({1: (0, 2)}, fit(plan), AXIS, critical_before=(1,))

    assert (change.late_days_before, change.late_days) == (1, 1)


def test_tasks_make_way_for_each_other_within_their_bars() -> None:
    # The second is work for one alone, half of the team in each of its half-days.
    works = [Work(1, 1, 2 * HALF, people=2), Work(2, 1, 3 * HALF)]
    bars = {1: (2, 4), 2: (1, 4)}

    fitted = fit(network(works, {1: steady(people=2)}), keep=bars)

    assert {key: (fitted.starts[key], fitted.finishes[key]) for key in bars} == bars
    assert fitted.load[1][:5] == [0, 240, 480, 480, 0]


def test_bars_that_overlap_stay_where_their_work_does_not() -> None:
    # Two days each, a half-day of work in each, one waits for the other.
    works = [Work(1, 1, HALF, due=4, gate=gate(1)), Work(2, 1, HALF, due=6, after=after(1))]
    bars = {1: (0, 4), 2: (2, 6)}

    fitted = fit(network(works, {1: steady()}, {1: 20}), keep=bars)

    assert fitted.moved == ()
    assert fitted.finishes[1] <= fitted.starts[2]
    assert difference(bars, fitted, AXIS, critical_before=(1, 2)) == []


def test_a_new_task_finds_its_place_beside_the_old_ones() -> None:
    works = [
        Work(1, 1, 2 * HALF, due=10, gate=gate(1)),
        Work(2, 1, 2 * HALF, due=10, gate=gate(1)),
    ]

    fitted = fit(network(works, {1: steady()}, {1: 20}), keep={1: (8, 10)})

    assert (fitted.starts, fitted.finishes) == ({1: 8, 2: 6}, {1: 10, 2: 8})
    assert fitted.moved == ()


def test_an_old_plan_lets_go_of_what_would_be_late() -> None:
    # Both lie before the gate, but the first now takes longer, and only an earlier start helps it.
    works = [
        Work(1, 1, 4 * HALF, gate=gate(1)),
        Work(2, 1, 2 * HALF, gate=gate(2)),
    ]

    fitted = fit(network(works, {1: steady()}, {1: 6, 2: 20}), keep={1: (4, 6), 2: (0, 2)})

    assert fitted.unfit == ()
    assert fitted.starts[2] == 0
    assert (fitted.starts[1], fitted.finishes[1]) == (2, 6)


def _reason(decides: Decides) -> Reason[int]:
    return Reason(decides)


def _gate_reason() -> Reason[int]:
    return Reason(Decides.GATE, gate=gate(1))
