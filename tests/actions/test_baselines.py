"""What the bars of a campaign are compared with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from planner.actions import baselines, due_days, history
from planner.reports.tasks import Filters
from planner.reports.timelines import Timeline, timeline
from tests.support.cast import CAMPAIGN, NOW, PICTURES, STOCK, Cast, build, opened
from tests.support.databases import Databases

OF_CAMPAIGN = {"campaign_id": CAMPAIGN}
# Two days up to and with the 8th.
STOCK_AT_FIRST = (date(2026, 11, 7), date(2026, 11, 8))


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def shown(cast: Cast) -> Timeline:
    return cast.ask(cast.xiaowen, timeline, **OF_CAMPAIGN, filters=Filters())


def later(cast: Cast, task_id: int, days: int) -> None:
    version = cast.task(task_id).version
    cast.do(cast.zhou, due_days.shift, task_id=task_id, version=version, days=days)


def test_a_new_campaign_is_compared_with_its_first_plan(cast: Cast) -> None:
    later(cast, STOCK, 2)

    found = shown(cast)

    assert found.baseline[STOCK] == STOCK_AT_FIRST
    assert len(found.baseline) == 8
    assert found.baseline_at == NOW - timedelta(days=20)


def test_a_new_baseline_is_where_the_bars_are_now(cast: Cast) -> None:
    later(cast, STOCK, 2)

    receipt = cast.do(cast.zhou, baselines.set_baseline, **OF_CAMPAIGN)

    found = shown(cast)
    assert str(receipt.sentence) == "set the baseline of “双11 2026”"
    assert found.baseline[STOCK] == (date(2026, 11, 9), date(2026, 11, 10))
    assert found.baseline[PICTURES] == (date(2026, 11, 2), date(2026, 11, 3))
    assert found.baseline_at == NOW


def test_setting_a_baseline_can_be_undone(cast: Cast) -> None:
    later(cast, STOCK, 2)
    event_id = cast.do(cast.zhou, baselines.set_baseline, **OF_CAMPAIGN).event_id

    cast.do(cast.zhou, history.undo, event_id=event_id)

    found = shown(cast)
    assert found.baseline[STOCK] == STOCK_AT_FIRST
    assert found.baseline_at == NOW - timedelta(days=20)


def test_without_a_baseline_there_is_nothing_to_compare_with(cast: Cast) -> None:
    cast.do(cast.zhou, baselines.clear, **OF_CAMPAIGN)

    found = shown(cast)

    assert (found.baseline, found.baseline_at) == ({}, None)
    with cast.refused("has no baseline"):
        cast.do(cast.zhou, baselines.clear, **OF_CAMPAIGN)


@pytest.mark.parametrize("action", [baselines.set_baseline, baselines.clear])
def test_teammates_leave_the_baseline_alone(cast: Cast, action: object) -> None:
    with cast.refused("Only operators and leads"):
        cast.do(cast.xiaowen, action, **OF_CAMPAIGN)  # type: ignore[arg-type]  # either of the two
