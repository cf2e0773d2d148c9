"""What holds for any plan that was fitted to its people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from planner.rules.fitted_plans import Fitted, Misfit
from planner.rules.fitting import fit
from planner.rules.half_days import TeamHalfDays
from planner.rules.links import LagUnit, Link
from planner.rules.networks import Network, Work
from tests.support.random_plans import networks

NEVER = 10**9


def _shifted(half_day: int, link: Link[int], team: TeamHalfDays) -> int:
    """Where a link holds the later task's end, found by walking over half-days."""
    lag = 2 * link.lag_days
    if link.unit is LagUnit.CALENDAR or not lag:
        return half_day + lag
    step = 1 if lag > 0 else -1
    left = abs(lag)
    while left:
        at = half_day if step > 0 else half_day - 1
        left -= not 0 <= at < len(team.one) or team.one[at] > 0
        half_day += step
    return half_day


def _wall(plan: Network[int], work: Work[int]) -> int:
    gate = NEVER if work.gate is None else plan.gates[work.gate].half_day
    return min(gate, NEVER if work.deadline is None else work.deadline)


def _holds(plan: Network[int], work: Work[int], fitted: Fitted[int]) -> bool:
    start, finish = fitted.starts[work.key], fitted.finishes[work.key]
    if start < max(plan.now, work.not_before or 0):
        return False
    for link in work.after:
        ends = fitted.finishes if link.kind.value[0] == "F" else fitted.starts
        bound = _shifted(ends[link.before], link, plan.teams[work.team])
        own = finish if link.kind.value[1] == "F" else start
        # Among half-days off, every one is as good as the working one at their end.
        off = range(own, min(bound, len(plan.teams[work.team].one)))
        if own < bound and (link.lag_days >= 0 or any(plan.teams[work.team].one[at] for at in off)):
            return False
    return True


@given(networks(pinned=True))
def test_no_half_day_is_over_and_all_work_is_somewhere(plan: Network[int]) -> None:
    fitted = fit(plan)

    planned: dict[int, int] = defaultdict(int)
    for work in plan.works:
        planned[work.team] += work.minutes
    for unfit in fitted.unfit:
        if unfit.why is not Misfit.NOBODY:
            planned[plan.works[plan.places[unfit.task]].team] -= unfit.minutes
    for team, load in fitted.load.items():
        assert all(
            0 <= used <= there for used, there in zip(load, plan.teams[team].minutes, strict=True)
        )
        assert sum(load) == planned[team]


@given(networks(pinned=True))
def test_links_now_and_first_days_hold(plan: Network[int]) -> None:
    fitted = fit(plan)

    free = [work for work in plan.works if work.fixed is None]
    assert all(_holds(plan, work, fitted) for work in free)
    assert all(
        (fitted.starts[work.key], fitted.finishes[work.key]) == work.fixed
        for work in plan.works
        if work.fixed is not None
    )


@given(networks(pinned=True))
def test_what_comes_after_its_gate_is_reported_and_nothing_else(plan: Network[int]) -> None:
    fitted = fit(plan)

    reported = {
        unfit.task
        for unfit in fitted.unfit
        if unfit.why in (Misfit.AFTER_GATE, Misfit.AFTER_DEADLINE)
    }
    assert reported == {
        work.key for work in plan.works if fitted.finishes[work.key] > _wall(plan, work)
    }
    assert all(unfit.half_days > 0 or unfit.minutes > 0 for unfit in fitted.unfit)


@given(networks(pinned=True), st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(plan: Network[int], chance: Random) -> None:
    works = list(plan.works)
    chance.shuffle(works)

    fitted, shuffled = fit(plan), fit(replace(plan, works=tuple(works)))

    assert fitted.starts == shuffled.starts
    assert fitted.finishes == shuffled.finishes
    assert fitted.unfit == shuffled.unfit


@given(networks())
def test_no_plan_beats_the_lower_bound(plan: Network[int]) -> None:
    fitted = fit(plan)

    last = max(fitted.finishes.values())
    working = [any(each) for each in zip(*(team.one for team in plan.teams.values()), strict=True)]
    assert sum(working[plan.now : last]) >= fitted.lower_bound


@given(networks(), st.data())
def test_less_work_or_more_people_never_need_more(plan: Network[int], data: st.DataObject) -> None:
    dropped = data.draw(st.sampled_from(plan.works)).key
    key = data.draw(st.sampled_from(list(plan.teams)))
    team = plan.teams[key]
    more = TeamHalfDays(
        [minutes + one for minutes, one in zip(team.minutes, team.one, strict=True)], team.one
    )

    bounds = fit(plan).lower_bounds
    with_less = fit(plan.without([dropped])).lower_bounds
    with_more = fit(replace(plan, teams=dict(plan.teams) | {key: more})).lower_bounds

    for other in (with_less, with_more):
        assert other.of_all.half_days <= bounds.of_all.half_days
        assert all(
            other.by_gate[gate].half_days <= least.half_days
            for gate, least in bounds.by_gate.items()
        )


@given(networks(pinned=True))
def test_a_plan_that_is_kept_stays(plan: Network[int]) -> None:
    fitted = fit(plan)
    bars = {key: (fitted.starts[key], fitted.finishes[key]) for key in fitted.starts}

    kept = fit(plan, keep=bars)

    assert len(kept.unfit) <= len(fitted.unfit)
    if not fitted.unfit:
        assert kept.moved == ()
        assert {key: (kept.starts[key], kept.finishes[key]) for key in kept.starts} == bars


@given(networks(pinned=True), networks(pinned=True))
def test_a_plan_that_can_not_be_kept_is_a_plan_all_the_same(
    plan: Network[int], other: Network[int]
) -> None:
    before = fit(other)
    bars = {key: (before.starts[key], before.finishes[key]) for key in before.starts}

    fitted = fit(plan, keep=bars)

    assert all(_holds(plan, work, fitted) for work in plan.works if work.fixed is None)
    late = {unfit.task for unfit in fitted.unfit}
    assert all(
        fitted.finishes[work.key] <= _wall(plan, work) or work.key in late for work in plan.works
    )
    for team, load in fitted.load.items():
        assert all(
            used <= there for used, there in zip(load, plan.teams[team].minutes, strict=True)
        )
