"""The critical path on plans solved by hand, and what holds for any plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.critical_path import CriticalPath, critical_path
from planner.rules.links import LagUnit, Link
from planner.rules.networks import Network, Work
from planner.rules.task_dates import Decides, Reason
from planner.words import Refusal
from tests.support.half_day_plans import (
    DAY,
    DESIGN,
    FF,
    SF,
    SS,
    WAREHOUSE,
    after,
    gate,
    network,
    steady,
    team,
)
from tests.support.random_plans import networks

# Monday, 28 September 2026: three working days, a week off, then four working days and a Sunday.
NATIONAL_DAY = {DESIGN: team(date(2026, 9, 28)), WAREHOUSE: team(date(2026, 9, 28), every_day=True)}
# Monday, 9 February 2026: six working days, nine off, then five working days and a Sunday.
SPRING_FESTIVAL = {DESIGN: team(date(2026, 2, 9))}


def _early(path: CriticalPath[int], key: int) -> tuple[int, int]:
    return path[key].early_start, path[key].early_finish


def _because(
    decides: Decides, task: int | None = None, link: Link[int] | None = None, at: int | None = None
) -> Reason[int]:
    return Reason(decides, task, link, None if at is None else gate(at))


def _late(path: CriticalPath[int], key: int) -> tuple[int, int]:
    return path[key].late_start, path[key].late_finish


def test_a_chain_goes_round_national_day_and_uses_the_saturday_worked_for_it() -> None:
    works = [
        Work(1, DESIGN, 3 * DAY),
        Work(2, DESIGN, 2 * DAY, after=after(1)),
        Work(3, DESIGN, 3 * DAY // 2, gate=gate(1), after=after(2)),
    ]

    # The gate is the midnight after Monday, 12 October.
    path = critical_path(network(works, NATIONAL_DAY, {1: 30}))

    assert [_early(path, key) for key in (1, 2, 3)] == [(0, 6), (20, 24), (24, 29)]
    assert [_late(path, key) for key in (1, 2, 3)] == [(1, 21), (21, 25), (25, 30)]
    assert [path[key].slack for key in (1, 2, 3)] == [1, 1, 1]
    assert path.critical == [True, True, True]
    assert path[1].slack_days == 0.5


def test_working_days_of_a_lag_skip_the_holiday_and_calendar_days_do_not() -> None:
    works = [
        Work(1, DESIGN, 3 * DAY),
        Work(2, DESIGN, DAY, after=(Link(1, lag_days=2),)),
        Work(3, DESIGN, DAY, after=(Link(1, lag_days=2, unit=LagUnit.CALENDAR),)),
        Work(4, DESIGN, DAY, after=(Link(1, lag_days=9, unit=LagUnit.CALENDAR),)),
        Work(5, DESIGN, DAY, after=(Link(1, lag_days=-1),)),
        Work(6, WAREHOUSE, DAY, after=(Link(1, lag_days=2),)),
    ]

    path = critical_path(network(works, NATIONAL_DAY))

    starts = [path[key].early_start for key in (2, 3, 4, 5, 6)]
    assert starts == [24, 20, 24, 4, 10]


def test_links_of_all_kinds_go_round_spring_festival() -> None:
    works = [
        Work(1, DESIGN, 6 * DAY),
        Work(2, DESIGN, DAY, after=(Link(1, FF, 1),)),
        Work(3, DESIGN, 5 * DAY, after=(Link(1, SS, 4),)),
        Work(4, DESIGN, DAY, after=(Link(3, SF, 10),)),
    ]

    path = critical_path(network(works, SPRING_FESTIVAL))

    assert [_early(path, key) for key in (1, 2, 3, 4)] == [(0, 12), (30, 32), (8, 36), (46, 48)]
    assert path[2].early_because == _because(Decides.LINK, 1, Link(1, FF, 1))
    # All ends on 4 March; 1 may start as late as 3 may, and 2 may wait for the end.
    assert _late(path, 4) == (46, 48)
    assert _late(path, 2) == (46, 48)
    assert path[3].late_start == 8
    assert path[3].late_because == _because(Decides.LINK, 4, Link(3, SF, 10))
    assert path[1].late_start == 0
    assert path[1].late_because == _because(Decides.LINK, 3, Link(1, SS, 4))


def test_a_lag_begins_with_the_weekend_that_nobody_of_the_next_team_works() -> None:
    # The warehouse is done on Sunday, 11 October; design's one working day after that is Monday.
    works = [
        Work(1, WAREHOUSE, DAY, not_before=26),
        Work(2, DESIGN, DAY, after=(Link(1, FF, 1),)),
        Work(3, DESIGN, DAY, after=after(1)),
    ]

    path = critical_path(network(works, NATIONAL_DAY))

    assert _early(path, 1) == (26, 28)
    assert _early(path, 2) == _early(path, 3) == (28, 30)


def test_free_slack_is_never_more_than_slack_where_only_starts_are_tied() -> None:
    # 1 must start two half-days before 2 does, whose start is held up by 3; its own finish is free
    # only until the gate.
    works = [
        Work(1, 1, 4 * 240, gate=gate(1)),
        Work(3, 1, 8 * 240),
        Work(2, 1, 240, gate=gate(2), after=(Link(1, SS, 1), Link(3))),
    ]

    path = critical_path(network(works, {1: steady()}, {1: 6, 2: 20}))

    assert path[1].slack == 2
    assert path[1].free_slack == 2


def test_free_slack_is_the_room_until_the_next_task() -> None:
    works = [
        Work(1, 1, 2 * 240),
        Work(2, 1, 5 * 240),
        Work(3, 1, 240, gate=gate(1), after=after(1, 2)),
    ]

    path = critical_path(network(works, {1: steady()}, {1: 10}))

    assert [(path[key].free_slack, path[key].slack) for key in (1, 2, 3)] == [
        (3, 7),
        (0, 4),
        (4, 4),
    ]
    assert path[1].free_slack_days == 1.5


def test_slack_below_zero_says_how_much_is_short() -> None:
    works = [Work(1, 1, 5 * 240), Work(2, 1, 240, gate=gate(1), after=after(1))]

    path = critical_path(network(works, {1: steady()}, {1: 4}))

    assert path[1].slack == path[2].slack == -2
    assert path[2].late_because == _because(Decides.GATE, at=1)


def test_a_gate_in_the_past_is_short_by_all_the_time_since() -> None:
    path = critical_path(network([Work(1, 1, 240, gate=gate(1))], {1: steady()}, {1: 3}, now=10))

    assert path[1].early_start == 10
    assert path[1].slack == -8


def test_each_gate_has_a_critical_chain_of_its_own() -> None:
    works = [
        Work(1, 1, 4 * 240, gate=gate(1)),
        Work(2, 1, 2 * 240, gate=gate(1)),
        Work(3, 1, 3 * 240),
        Work(4, 1, 3 * 240, gate=gate(2), after=after(3)),
        Work(5, 1, 240, gate=gate(2)),
    ]

    path = critical_path(network(works, {1: steady()}, {1: 6, 2: 20}))

    assert [path[key].slack for key in (1, 2, 3, 4, 5)] == [2, 4, 14, 14, 19]
    assert path.critical == [True, False, True, True, False]


def test_a_task_with_a_day_of_its_own_is_critical_without_slack_only() -> None:
    works = [Work(1, 1, 2 * 240, deadline=2), Work(2, 1, 2 * 240, deadline=9)]

    path = critical_path(network(works, {1: steady()}))

    assert path.critical == [True, False]
    assert path[2].late_because == _because(Decides.DEADLINE)


def test_without_gates_the_longest_chain_is_critical() -> None:
    works = [Work(1, 1, 240), Work(2, 1, 3 * 240), Work(3, 1, 240, after=after(1, 2))]

    path = critical_path(network(works, {1: steady()}))

    assert [path[key].slack for key in (1, 2, 3)] == [2, 0, 0]
    assert path.critical == [False, True, True]
    assert path[3].late_because == _because(Decides.PLAN_END)


def test_what_is_done_keeps_its_dates_and_holds_nobody_back() -> None:
    works = [
        Work(1, 1, fixed=(2, 5), done=True),
        Work(2, 1, 240, after=(Link(1, lag_days=4),)),
        Work(3, 1, fixed=(1, 2), done=True, after=after(2)),
        Work(4, 1, 240, not_before=30),
    ]

    path = critical_path(network(works, {1: steady()}, now=8))

    assert _early(path, 1) == _late(path, 1) == (2, 5)
    assert _early(path, 2) == (13, 14)
    assert path[2].slack == 17
    assert (path[1].slack, path[1].critical) == (0, False)


def test_a_pinned_task_stays_and_those_before_it_have_until_then() -> None:
    works = [
        Work(1, 1, 6 * 240),
        Work(2, 1, 240, fixed=(4, 6), gate=gate(1), after=after(1)),
        Work(3, 1, 240, gate=gate(1), after=after(2)),
    ]

    path = critical_path(network(works, {1: steady()}, {1: 12}))

    assert _early(path, 2) == (4, 6)
    assert path[1].slack == -2
    assert path[1].critical
    assert _late(path, 2) == (9, 11)
    assert path[2].early_because == _because(Decides.FIXED)


def test_what_is_started_keeps_its_start_and_goes_on_from_now() -> None:
    works = [
        Work(1, 1, 6 * 240),
        Work(2, 1, 3 * 240, started=2, gate=gate(1), after=(Link(1), Link(3, FF), Link(4, SS, 9))),
        Work(3, 1, 8 * 240),
        Work(4, 1, 240),
    ]

    path = critical_path(network(works, {1: steady()}, {1: 20}, now=5))

    assert _early(path, 2) == (2, 13)
    assert path[2].slack == 7
    assert path[1].slack == 2  # until the end of all, since 2 has not waited for it


def test_nothing_open_starts_before_now_or_its_first_day() -> None:
    works = [Work(1, 1, 240), Work(2, 1, 240, not_before=9), Work(3, 1, 240, not_before=2)]

    path = critical_path(network(works, {1: steady()}, now=5))

    assert [path[key].early_start for key in (1, 2, 3)] == [5, 9, 5]
    assert [path[key].early_because.decides for key in (1, 2, 3)] == ["now", "not_before", "now"]


def test_a_moment_takes_no_time_and_a_task_without_effort_its_half_days() -> None:
    works = [
        Work(1, 1, 3 * 240),
        Work(2, 1, after=after(1)),
        Work(3, 1, length=4, after=after(2), gate=gate(1)),
    ]

    path = critical_path(network(works, {1: steady()}, {1: 9}))

    assert [_early(path, key) for key in (1, 2, 3)] == [(0, 3), (3, 3), (3, 7)]
    assert _late(path, 2) == (5, 5)


def test_more_people_at_once_make_a_task_shorter_as_far_as_there_are_any() -> None:
    works = [Work(key, 1, 12 * 240, people=key) for key in (1, 2, 3, 4)]

    path = critical_path(network(works, {1: steady(people=3)}))

    assert [path[key].early_finish for key in (1, 2, 3, 4)] == [12, 6, 4, 4]


def test_a_million_hours_of_one_person_end_in_centuries() -> None:
    path = critical_path(network([Work(1, 1, 60 * 10**6)], {1: steady()}))

    assert path[1].early_finish == 250_000


def test_tasks_that_wait_for_each_other_are_named() -> None:
    works = [
        Work(1, 1, 60, after=(Link(3, SS),)),
        Work(2, 1, 60, after=(Link(1, FF),)),
        Work(3, 1, 60, after=after(2)),
        Work(4, 1, 60, after=after(3)),
    ]

    with pytest.raises(Refusal, match="主图 → 3 → 2 → 主图"):
        critical_path(network(works, {1: steady()}), {1: "主图"})


@given(networks())
def test_dates_fit_their_links_and_free_slack_is_within_slack(plan: Network[int]) -> None:
    path = critical_path(plan)

    for work in plan.works:
        dates = path[work.key]
        assert dates.free_slack <= dates.slack
        assert dates.early_finish >= dates.early_start >= plan.now
        assert dates.late_start <= dates.late_finish
        for link in work.after:
            if link.lag_days == 0 and link.kind == "FS":
                assert path[link.before].early_finish <= dates.early_start
                assert path[link.before].late_finish <= dates.late_start


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_tasks_makes_no_difference(plan: Network[int], chance: object) -> None:
    works = list(plan.works)
    chance.shuffle(works)  # type: ignore[attr-defined]  # hypothesis gives a Random

    path, shuffled = critical_path(plan), critical_path(replace(plan, works=tuple(works)))

    assert [path[work.key] for work in plan.works] == [shuffled[work.key] for work in plan.works]
