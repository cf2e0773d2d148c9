"""Moving one task by a day, or to the last day that still meets its gate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from planner.actions import due_days, history, tasks
from planner.rules.people import Actor
from tests.support.cast import (
    BANNER,
    COPY,
    PICTURES,
    PRICES,
    REPLIES,
    STOCK,
    WARM_PAGE,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases
from tests.support.moving import pin


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def seen(cast: Cast, task_id: int) -> dict[str, int]:
    return {"task_id": task_id, "version": cast.task(task_id).version}


@pytest.mark.parametrize(("days", "due"), [(1, date(2026, 11, 9)), (-1, date(2026, 11, 7))])
def test_a_task_moves_by_a_day_and_back_by_undo(cast: Cast, days: int, due: date) -> None:
    moved = cast.do(cast.zhou, due_days.shift, **seen(cast, STOCK), days=days)

    assert cast.task(STOCK).due_on == due
    cast.do(cast.zhou, history.undo, event_id=moved.event_id)
    assert cast.task(STOCK).due_on == date(2026, 11, 8)


def test_a_moved_task_still_hangs_on_its_anchor(cast: Cast) -> None:
    cast.do(cast.zhou, due_days.shift, **seen(cast, STOCK), days=1)

    # The burst opens on the 10th.
    assert cast.task(STOCK).offset_days == -1


def test_of_two_who_move_a_task_at_once_the_second_sees_what_changed(cast: Cast) -> None:
    stale = seen(cast, STOCK)
    cast.do(cast.damao, due_days.shift, **stale, days=1)

    with cast.refused("due date"):
        cast.do(cast.zhou, due_days.shift, **stale, days=1)


def test_a_task_stays_inside_its_campaign(cast: Cast) -> None:
    with cast.refused("is outside the campaign"):
        cast.do(cast.zhou, due_days.shift, **seen(cast, STOCK), days=8)


@pytest.mark.parametrize(
    ("task_id", "latest"),
    [
        # The burst opens at 20:00, so the whole of that day, a Tuesday, may be used.
        (STOCK, date(2026, 11, 10)),
        (REPLIES, date(2026, 11, 10)),
        (BANNER, date(2026, 11, 10)),
        # Four hours, then four for the banner, both before the opening.
        (PICTURES, date(2026, 11, 10)),
        # Pages freeze on Sunday the 8th at noon; design works until Friday.
        (COPY, date(2026, 11, 6)),
    ],
)
def test_as_late_as_possible_is_the_last_working_day_before_the_gate(
    cast: Cast, task_id: int, latest: date
) -> None:
    cast.do(cast.zhou, due_days.as_late_as_possible, **seen(cast, task_id))

    assert cast.task(task_id).due_on == latest


def test_what_is_as_late_as_possible_already_stays(cast: Cast) -> None:
    cast.do(cast.zhou, due_days.as_late_as_possible, **seen(cast, PRICES))

    with cast.refused("“价格核对” is due as late as possible already"):
        cast.do(cast.zhou, due_days.as_late_as_possible, **seen(cast, PRICES))


def test_what_had_to_be_done_by_now_is_not_put_into_the_past(cast: Cast) -> None:
    # Warm-up opened on Sunday the 1st; Friday the 30th was the last day to work for it.
    with cast.refused("“预热页” would have had to be done by 2026-10-30"):
        cast.do(cast.zhou, due_days.as_late_as_possible, **seen(cast, WARM_PAGE))


def test_a_pinned_task_is_not_planned_anew(cast: Cast) -> None:
    pin(cast, STOCK)

    with cast.refused("“备货入仓” has a fixed date"):
        cast.do(cast.zhou, due_days.as_late_as_possible, **seen(cast, STOCK))


@pytest.mark.parametrize("days", [1, None])
def test_a_task_that_is_done_keeps_its_dates(cast: Cast, days: int | None) -> None:
    cast.do(cast.laoku, tasks.claim, task_id=STOCK)
    cast.do(cast.laoku, tasks.complete, task_id=STOCK)

    with cast.refused("“备货入仓” is done"):
        move(cast, cast.zhou, days)


@pytest.mark.parametrize("days", [1, None])
def test_a_teammate_does_not_plan(cast: Cast, days: int | None) -> None:
    with cast.refused("Only operators and leads"):
        move(cast, cast.laoku, days)


def move(cast: Cast, who: Actor, days: int | None) -> None:
    if days is None:
        cast.do(who, due_days.as_late_as_possible, **seen(cast, STOCK))
    else:
        cast.do(who, due_days.shift, **seen(cast, STOCK), days=days)
