"""Why a task lies where it does, counted by hand in half-days.

It is Wednesday the 4th in the morning; every task takes its team one half-day. Up to the evening of
Tuesday the 10th there are ten of them, up to the freeze on Sunday the 8th six.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from planner.actions import plans, tasks
from planner.reports import schedules
from planner.reports.schedules import Why
from tests.support.cast import (
    BANNER,
    COPY,
    PICTURES,
    RETURNS,
    STOCK,
    TODAY,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases
from tests.support.moving import pin

TENTH = date(2026, 11, 10)


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def why(cast: Cast, task_id: int) -> Why:
    found = cast.ask(cast.xiaowen, schedules.why, task_id=task_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("task_id", "slack_days"),
    [(PICTURES, 4), (BANNER, 4), (STOCK, 4.5), (COPY, 2.5), (RETURNS, 1.5)],
)
def test_slack_is_what_is_left_before_the_gate(cast: Cast, task_id: int, slack_days: float) -> None:
    assert why(cast, task_id).slack_days == slack_days


def test_what_waits_and_what_is_waited_for_are_named(cast: Cast) -> None:
    pictures, banner = why(cast, PICTURES), why(cast, BANNER)

    assert str(pictures.early_because) == "nothing holds it back"
    assert str(pictures.late_because) == "“首页海报” waits for it"
    assert str(banner.early_because) == "it waits for “主图”"
    assert "Opening of 爆发" in str(banner.late_because)
    assert (pictures.earliest_start, banner.latest_due) == (TODAY, TENTH)


def test_a_task_of_a_phase_waits_for_its_opening(cast: Cast) -> None:
    returns = why(cast, RETURNS)

    assert returns.earliest_start == date(2026, 11, 12)
    assert str(returns.early_because) == "its phase has to be open"
    assert returns.latest_due == date(2026, 11, 13)


def test_a_task_that_is_done_or_pinned_lies_where_it_lies(cast: Cast) -> None:
    cast.do(cast.xiaowen, tasks.complete, task_id=PICTURES)
    pin(cast, STOCK)

    assert cast.ask(cast.xiaowen, schedules.why, task_id=PICTURES) is None
    assert cast.ask(cast.xiaowen, schedules.why, task_id=STOCK) is None


def test_a_task_in_the_bin_is_refused(cast: Cast) -> None:
    cast.do(cast.zhou, plans.remove, task_ids=[STOCK])

    with cast.refused("not there any more"):
        why(cast, STOCK)
