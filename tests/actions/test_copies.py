"""Planning the same sale again around another day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import create_engine
from sqlmodel import Session, select

from planner.actions import campaigns, copies, shops, tasks
from planner.reports import campaigns as reports
from planner.reports.tasks import listing
from planner.rules.people import NOBODY
from planner.tables.campaigns import Campaign, Milestone
from planner.tables.tasks import Predecessor, Task
from tests.support.cast import (
    BANNER,
    CAMPAIGN,
    NOW,
    PICTURES,
    STOCK,
    ZHOU,
    Cast,
    build,
    opened,
)
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


def test_a_copy_waits_freezes_and_takes_people_as_before_but_nothing_is_pinned(
    cast: Cast,
) -> None:
    engine = create_engine(cast.desk.url)
    with Session(engine) as session, session.begin():
        link = session.exec(select(Predecessor).where(Predecessor.task_id == BANNER)).one()
        link.kind, link.lag_days, link.lag_unit = "FF", -2, "calendar"
        banner = session.get_one(Task, BANNER)
        banner.people_at_once, banner.pinned_at, banner.pinned_by = 3, NOW, ZHOU
        banner.baseline_start_on = banner.baseline_due_on = date(2026, 11, 1)
        session.get_one(Campaign, CAMPAIGN).baseline_at = NOW - timedelta(days=9)
        # A pinned task stays where somebody put it; its copy is where the plan has it.
        banner.due_on = date(2026, 11, 7)

    made = cast.do(cast.zhou, copies.duplicate, **NEXT_YEAR).value

    with Session(engine) as session:
        again = session.exec(
            select(Task).where(Task.campaign_id == made, Task.title == "首页海报")
        ).one()
        link = session.exec(select(Predecessor).where(Predecessor.task_id == again.id)).one()
        stone = session.exec(select(Milestone).where(Milestone.campaign_id == made)).one()
        baseline = session.get_one(Campaign, made).baseline_at
    engine.dispose()
    assert (link.kind, link.lag_days, link.lag_unit) == ("FF", -2, "calendar")
    assert stone.freezes
    assert (again.people_at_once, again.due_on) == (3, date(2027, 11, 4))
    assert (again.pinned_at, again.pinned_by) == (None, None)
    # A copy is compared with its own first dates, not with those of the sale that it copies.
    assert (again.baseline_start_on, again.baseline_due_on) == (
        date(2027, 11, 3),
        date(2027, 11, 4),
    )
    assert baseline == NOW


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
