"""What a lead should look at: each open task once, where it hurts most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pandas as pd
import pytest

from planner.actions import plans, tasks
from planner.reports import open_points as reports
from planner.rules.campaigns import Anchor, AnchorKind
from planner.rules.people import NOBODY
from planner.rules.tasks import TaskField
from tests.support.cast import (
    BANNER,
    CAMPAIGN,
    COPY,
    DAMAO,
    PICTURES,
    PRICES,
    REPLIES,
    RETURNS,
    STOCK,
    WARM_PAGE,
    WRAP,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases

# By due day.
EVERYTHING = [WARM_PAGE, PICTURES, BANNER, STOCK, COPY, REPLIES, PRICES, RETURNS]
CLOSING = Anchor(AnchorKind.CLOSING, WRAP)


@pytest.fixture
def shop(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def look(shop: Cast, most: tuple[tuple[str, int], ...] = ()) -> pd.DataFrame:
    return shop.ask(shop.damao, reports.open_points, campaign_id=CAMPAIGN, most=most)


def groups(frame: pd.DataFrame) -> dict[str, list[int]]:
    return {str(name): some["id"].tolist() for name, some in frame.groupby("group", sort=False)}


def plan(shop: Cast, task_id: int, changes: Mapping[TaskField, object]) -> None:
    version = shop.task(task_id).version
    shop.do(shop.zhou, plans.edit, task_id=task_id, version=version, changes=changes)


def test_each_task_is_shown_once_where_it_hurts_most(shop: Cast) -> None:
    plan(shop, REPLIES, {TaskField.APPROVER: DAMAO})
    shop.do(shop.xiaoke, tasks.complete, task_id=REPLIES)
    shop.do(shop.xiaowen, tasks.say_stuck, task_id=PICTURES, reason="样品没到")
    shop.do(shop.laoku, tasks.claim, task_id=STOCK)

    found = look(shop)

    assert groups(found) == {
        "overdue": [WARM_PAGE],
        "stuck": [PICTURES],
        "unclaimed": [BANNER, COPY, PRICES],
        "review": [REPLIES],
    }


def test_the_five_due_first_are_shown_until_more_are_asked_for(shop: Cast) -> None:
    shop.clock.now = datetime(2026, 11, 20, 2, tzinfo=UTC)

    few = look(shop)
    more = look(shop, most=(("overdue", 7),))

    assert groups(few) == {"overdue": EVERYTHING[:5]}
    assert groups(more) == {"overdue": EVERYTHING[:7]}
    assert set(few["of_group"]) == set(more["of_group"]) == {8}


def test_unclaimed_within_a_week_does_not_end_on_sunday(shop: Cast) -> None:
    shop.clock.now = datetime(2026, 11, 8, 2, tzinfo=UTC)

    found = look(shop)

    # Sunday the 8th: Monday's are soon, and so is what is due on Sunday the 15th.
    assert groups(found)["unclaimed"] == [STOCK, COPY, REPLIES, PRICES, RETURNS]
    plan(shop, RETURNS, {TaskField.ANCHOR: CLOSING, TaskField.OFFSET_DAYS: 0})
    shop.clock.now = datetime(2026, 11, 7, 2, tzinfo=UTC)
    earlier = look(shop)
    assert groups(earlier)["unclaimed"] == [STOCK, COPY, REPLIES, PRICES]


def test_a_finished_or_deleted_task_is_no_open_point(shop: Cast) -> None:
    shop.do(shop.zhou, plans.remove, task_ids=(BANNER,))
    shop.do(shop.xiaowen, tasks.complete, task_id=WARM_PAGE)

    found = groups(look(shop))

    assert found["overdue"] == [PICTURES]
    assert BANNER not in found["unclaimed"]


def test_nobody_is_told_of_open_points(shop: Cast) -> None:
    with shop.refused("Sign in to see this"):
        shop.ask(NOBODY, reports.open_points, campaign_id=CAMPAIGN)
