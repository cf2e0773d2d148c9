"""What holds for every plan that moves: the way back, the order, the gaps, what never moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planner.rules.moving import gap, moved_bars
from planner.rules.moving_plans import Bar, Moving, MovingPlan, Rest, SaleDayMoves, TaskMoves
from tests.support.moving_plans import AUTUMN, DAY, SALE_DAY, moves, plans


def move(
    of: MovingPlan, moving: Moving, rest: Rest = Rest.KEEP_GAPS, *, working: bool = False
) -> dict[int, Bar]:
    return moved_bars(of, moving, rest, AUTUMN, in_working_days=working)[1]


def lying(of: MovingPlan, bars: Mapping[int, Bar]) -> MovingPlan:
    """A plan whose tasks lie on these bars."""
    return replace(
        of,
        tasks=tuple(
            replace(one, start_on=bars[one.key][0], due_on=bars[one.key][1]) for one in of.tasks
        ),
    )


@given(st.data())
def test_there_and_back_in_calendar_days_is_where_it_was(data: st.DataObject) -> None:
    of = data.draw(plans())
    there, back = data.draw(moves(of))

    moved, bars = moved_bars(of, there, Rest.KEEP_GAPS, AUTUMN)
    again, home = moved_bars(lying(moved, bars), back, Rest.KEEP_GAPS, AUTUMN)

    assert (again.sale_day, again.phases, again.milestones) == (
        of.sale_day,
        of.phases,
        of.milestones,
    )
    assert home == {one.key: one.bar for one in of.tasks}


@given(st.data(), st.sampled_from(Rest), st.booleans())
def test_done_and_pinned_tasks_never_move(data: st.DataObject, rest: Rest, working: bool) -> None:
    of = data.draw(plans())
    there, _ = data.draw(moves(of))

    bars = move(of, there, rest, working=working)

    assert all(bars[one.key] == one.bar for one in of.tasks if one.stays)


@given(plans(), st.integers(-60, 60).filter(bool))
def test_no_gap_between_tasks_grows_or_shrinks_with_the_sale_day(of: MovingPlan, by: int) -> None:
    of = replace(of, tasks=tuple(replace(one, done=False, pinned=False) for one in of.tasks))

    bars = move(of, SaleDayMoves(SALE_DAY + DAY * by))

    for one in of.tasks:
        for other in of.tasks:
            assert bars[one.key][0] - bars[other.key][1] == one.start_on - other.due_on


@given(plans(), st.integers(-60, 60).filter(bool))
def test_working_days_keep_the_order_of_due_days(of: MovingPlan, by: int) -> None:
    bars = move(of, SaleDayMoves(SALE_DAY + DAY * by), working=True)

    moving = sorted((one.due_on, bars[one.key][1]) for one in of.tasks if not one.stays)
    assert [new for _, new in moving] == sorted(new for _, new in moving)


@given(plans(), st.integers(-60, 60).filter(bool))
def test_working_days_keep_how_long_tasks_last(of: MovingPlan, by: int) -> None:
    bars = move(of, SaleDayMoves(SALE_DAY + DAY * by), working=True)

    for one in of.tasks:
        worked = AUTUMN.count(*one.bar)
        if worked and one.start_on < one.due_on:
            assert AUTUMN.count(*bars[one.key]) == worked


@given(st.data(), st.booleans())
def test_using_the_slack_leaves_no_open_task_too_early_for_what_it_waits_for(
    data: st.DataObject, working: bool
) -> None:
    of = data.draw(plans())
    there, _ = data.draw(moves(of))

    bars = move(of, there, Rest.USE_SLACK, working=working)

    fixed = {one.key for one in of.tasks if one.stays}
    if isinstance(there, TaskMoves):
        fixed.add(there.key)
    for one in of.tasks:
        for link in one.after:
            was = gap(of.task(link.before).bar, one.bar, link, AUTUMN)
            if one.key not in fixed:
                now = gap(bars[link.before], bars[one.key], link, AUTUMN)
                assert now >= min(0, was)


@given(st.data())
def test_leaving_the_rest_moves_nothing_but_what_was_chosen(data: st.DataObject) -> None:
    of = data.draw(plans())
    there, _ = data.draw(moves(of))

    bars = move(of, there, Rest.LEAVE)

    chosen = {there.key} if isinstance(there, TaskMoves) else set()
    assert {one.key for one in of.tasks if bars[one.key] != one.bar} == chosen
