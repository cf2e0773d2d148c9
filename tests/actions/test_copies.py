"""Planning the same sale again around another day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from planner.actions import campaigns, copies, shops, tasks
from planner.reports import campaigns as reports
from planner.reports.tasks import listing
from planner.rules.people import NOBODY
from tests.support.cast import BANNER, CAMPAIGN, PICTURES, STOCK, Cast, build, opened
from tests.support.databases import Databases

NEXT_YEAR = {"campaign_id": CAMPAIGN, "name": "双11  2027", "sale_day": date(2027, 11, 11)}


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def test_a_copy_has_the_same_plan_around_its_own_sale_day(cast: Cast) -> None:
    made = cast.do(cast.zhou, copies.duplicate, **NEXT_YEAR).value

    found = cast.ask(cast.zhou, reports.card, campaign_id=made)
    assert (found.name, found.sale_day) == ("双11 2027", date(2027, 11, 11))
    assert found.planning_day == date(2027, 10, 30)
    assert [phase.closes for phase in found.phases] == [
        datetime(2027, 11, 10, 20),
        datetime(2027, 11, 12),
        datetime(2027, 11, 16),
    ]
    assert [stone.at for stone in found.milestones] == [datetime(2027, 11, 8, 12)]
    due = cast.ask(cast.zhou, listing, campaign_id=made).set_index("title")["due_on"]
    assert due["备货入仓"] == date(2027, 11, 8)
    assert due["退货处理"] == date(2027, 11, 15)


def test_a_copy_leaves_owners_progress_and_the_target_behind(cast: Cast) -> None:
    cast.do(cast.xiaowen, tasks.complete, task_id=PICTURES)
    cast.do(cast.laoku, tasks.claim, task_id=STOCK)

    made = cast.do(cast.zhou, copies.duplicate, **NEXT_YEAR).value

    found = cast.ask(cast.zhou, listing, campaign_id=made)
    assert len(found) == 8
    assert set(found["state"]) == {"todo"}
    assert found["owner"].isna().all()
    card = cast.ask(cast.zhou, reports.card, campaign_id=made)
    assert card.target_fen is None
    assert sorted(card.shares_bp.values()) == [0, 1000, 9000]
    assert cast.task(PICTURES).done_at is not None


def test_a_copied_task_waits_for_the_copied_one(cast: Cast) -> None:
    made = cast.do(cast.zhou, copies.duplicate, **NEXT_YEAR).value

    found = cast.ask(cast.zhou, listing, campaign_id=made).set_index("title")

    assert found.loc["首页海报", "blocked_by"] == ("主图",)
    assert found.loc["首页海报", "id"] != BANNER


def test_a_copy_is_made_of_what_is_in_the_archive_too(cast: Cast) -> None:
    cast.do(cast.zhou, campaigns.archive, campaign_id=CAMPAIGN)

    made = cast.do(cast.zhou, copies.duplicate, **NEXT_YEAR).value

    assert not cast.ask(cast.zhou, reports.card, campaign_id=made).archived


def test_a_copy_leaves_archived_shops_out(cast: Cast) -> None:
    second = cast.do(cast.zhou, shops.add_shop, name="抖音店", platform="douyin").value
    cast.do(cast.zhou, shops.archive_shop, shop_id=1)
    with cast.refused("All shops of “双11 2026” are archived"):
        cast.do(cast.zhou, copies.duplicate, **NEXT_YEAR)
    cast.do(cast.zhou, shops.archive_shop, shop_id=1, archived=False)
    version = cast.ask(cast.zhou, reports.card, campaign_id=CAMPAIGN).version
    both = {"campaign_id": CAMPAIGN, "version": version, "name": "双11 2026"}
    cast.do(cast.zhou, campaigns.edit, **both, shop_ids=[1, second])
    cast.do(cast.zhou, shops.archive_shop, shop_id=1)

    made = cast.do(cast.zhou, copies.duplicate, **NEXT_YEAR).value

    assert cast.ask(cast.zhou, reports.card, campaign_id=made).shop_ids == (second,)


def test_a_copy_needs_a_name_of_its_own(cast: Cast) -> None:
    with cast.refused("already a campaign called “双11 2026”"):
        cast.do(cast.zhou, copies.duplicate, **NEXT_YEAR | {"name": "双11 2026"})


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_teammate_copies_nothing(cast: Cast) -> None:
    for actor in (cast.xiaowen, NOBODY):
        with cast.refused("Only operators and leads"):
            cast.do(actor, copies.duplicate, **NEXT_YEAR)
