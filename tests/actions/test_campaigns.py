"""Creating a campaign and changing it as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from planner.actions import campaigns, shops
from planner.files.templates import shipped
from planner.reports import campaigns as reports
from planner.reports.campaigns import CampaignCard
from planner.reports.tasks import listing
from planner.rules.campaigns import Milestone
from planner.rules.layouts import lay_out
from planner.rules.people import NOBODY
from planner.rules.targets import Measure
from planner.words import Refusal
from tests.support.cast import (
    BURST,
    CAMPAIGN,
    WARM,
    WRAP,
    Cast,
    build,
    opened,
    plan,
)
from tests.support.databases import Databases

NEW: dict[str, Any] = {
    "name": "双12 2026",
    "sale": "double12",
    "sale_day": date(2026, 12, 12),
    "shop_ids": [1],
    "plan": plan(),
    "shares_bp": {"warm": 0, "burst": 9000, "wrap": 1000},
    "target_fen": 10_000_000,
    "measure": Measure.PAID,
    "time_zone": "Asia/Shanghai",
    "language": "zh",
}


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def card(cast: Cast, campaign_id: int = CAMPAIGN) -> CampaignCard:
    return cast.ask(cast.zhou, reports.card, campaign_id=campaign_id)


def test_a_campaign_begins_with_the_first_work_on_it(cast: Cast) -> None:
    found = card(cast)

    # The warm-up page is due on 31 October and takes two days.
    assert found.planning_day == date(2026, 10, 30)
    assert found.last_day == date(2026, 11, 15)
    assert [phase.name for phase in found.phases] == ["预热", "爆发", "收尾"]
    assert found.shares_bp == {WARM: 0, BURST: 9000, WRAP: 1000}


def test_a_shipped_sale_becomes_a_campaign_with_all_its_tasks(cast: Cast) -> None:
    laid_out = lay_out(shipped()["double12"], date(2026, 12, 12), "zh")

    made = cast.do(
        cast.zhou,
        campaigns.create,
        **NEW | {"plan": laid_out, "shares_bp": laid_out.target_shares_bp},
    )

    found = card(cast, made.value)
    assert len(cast.ask(cast.zhou, listing, campaign_id=made.value)) == len(laid_out.tasks) > 50
    assert [phase.name for phase in found.phases] == [phase.name for phase in laid_out.phases]
    assert found.target_fen == 10_000_000


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": "  "}, "Name: write 1 to 80 characters"),
        ({"name": "x" * 81}, "Name: write 1 to 80 characters"),
        ({"name": " 双11   2026 "}, "already a campaign called “双11 2026”"),
        ({"shop_ids": []}, "Shops: choose at least one"),
        ({"shop_ids": [99]}, "Shop: choose one of your shops"),
        ({"target_fen": 0}, "Target: enter an amount above 0"),
        ({"target_fen": -1}, "Target: enter an amount above 0"),
        ({"shares_bp": {"warm": 0, "burst": 9000, "wrap": 999}}, "add up to"),
        ({"shares_bp": {"warm": -1, "burst": 9001, "wrap": 1000}}, "less than 0%"),
        ({"time_zone": "Asia/Atlantis"}, "Time zone"),
        ({"plan": replace(plan(), phases=(), tasks=())}, "needs at least one"),
        (
            {"plan": replace(plan(), phases=(*plan().phases, replace(plan().phases[0], key="b")))},
            "Two phases are called “预热”",
        ),
    ],
)
def test_a_campaign_that_makes_no_sense_is_not_created(
    cast: Cast, given: dict[str, Any], sentence: str
) -> None:
    with cast.refused(sentence):
        cast.do(cast.zhou, campaigns.create, **NEW | given)


def test_a_milestone_after_the_last_phase_is_refused(cast: Cast) -> None:
    late = Milestone("late", "复盘", datetime(2026, 11, 16, 10))
    given = {"plan": replace(plan(), milestones=(*plan().milestones, late))}

    with cast.refused("“复盘” on 2026-11-16 would come after the last phase"):
        cast.do(cast.zhou, campaigns.create, **NEW | given)


def test_a_mistyped_year_is_noticed(cast: Cast) -> None:
    early = Milestone("early", "启动会", datetime(2025, 10, 1, 10))
    given = {"plan": replace(plan(), milestones=(*plan().milestones, early))}

    with cast.refused("longer than a year"):
        cast.do(cast.zhou, campaigns.create, **NEW | given)


def test_a_stale_edit_is_told_who_changed_what(cast: Cast) -> None:
    seen = card(cast).version
    edit: dict[str, Any] = {"campaign_id": CAMPAIGN, "shop_ids": [1], "version": seen}
    cast.do(cast.damao, campaigns.edit, **edit, name="双十一")

    with cast.refused("name “双11 2026” → “双十一”"):
        cast.do(cast.zhou, campaigns.edit, **edit, name="Double 11")
    cast.do(cast.zhou, campaigns.edit, **edit | {"version": card(cast).version}, name="Double 11")

    assert card(cast).name == "Double 11"


def test_a_campaign_keeps_a_shop_that_was_archived_since(cast: Cast) -> None:
    second = cast.do(cast.zhou, shops.add_shop, name="抖音店", platform="douyin").value
    edit: dict[str, Any] = {"campaign_id": CAMPAIGN, "name": "双11 2026"}
    cast.do(cast.zhou, campaigns.edit, **edit, version=card(cast).version, shop_ids=[1, second])
    cast.do(cast.zhou, shops.archive_shop, shop_id=second)

    cast.do(
        cast.zhou,
        campaigns.edit,
        **edit | {"name": "双十一"},
        version=card(cast).version,
        shop_ids=[1, second],
    )

    assert card(cast).shop_ids == (1, second)


def test_the_target_is_shared_among_the_phases(cast: Cast) -> None:
    cast.do(
        cast.zhou,
        campaigns.set_target,
        campaign_id=CAMPAIGN,
        version=card(cast).version,
        target_fen=5_000_000,
        measure=Measure.NET,
        shares_bp={WARM: 500, BURST: 8500, WRAP: 1000},
        phase_versions={WARM: 1, BURST: 1, WRAP: 1},
    )

    found = card(cast)
    assert (found.target_fen, found.measure) == (5_000_000, Measure.NET)
    assert found.shares_bp == {WARM: 500, BURST: 8500, WRAP: 1000}


def test_a_target_without_an_amount_keeps_the_shares(cast: Cast) -> None:
    cast.do(
        cast.zhou,
        campaigns.set_target,
        campaign_id=CAMPAIGN,
        version=card(cast).version,
        target_fen=None,
        measure=Measure.PAID,
        shares_bp={},
    )

    found = card(cast)
    assert found.target_fen is None
    assert found.shares_bp == {WARM: 0, BURST: 9000, WRAP: 1000}


def test_shares_that_somebody_else_changed_are_not_overwritten(cast: Cast) -> None:
    given: dict[str, Any] = {
        "campaign_id": CAMPAIGN,
        "version": card(cast).version,
        "target_fen": 10_000_000,
        "measure": Measure.PAID,
        "phase_versions": {WARM: 1, BURST: 1, WRAP: 1},
    }
    cast.do(cast.damao, campaigns.set_target, **given, shares_bp={WARM: 0, BURST: 8000, WRAP: 2000})

    with cast.refused("changed this on"):
        cast.do(
            cast.zhou, campaigns.set_target, **given, shares_bp={WARM: 1000, BURST: 9000, WRAP: 0}
        )


@pytest.mark.parametrize(
    ("target_fen", "shares", "sentence"),
    [
        (0, (0, 9000, 1000), "above 0"),
        (100, (0, 9000, 900), "Make them add up to 100%"),
        (100, (-1000, 10_000, 1000), "less than 0%"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(
    cast: Cast, target_fen: int, shares: tuple[int, int, int], sentence: str
) -> None:
    with cast.refused(sentence):
        cast.do(
            cast.zhou,
            campaigns.set_target,
            campaign_id=CAMPAIGN,
            version=card(cast).version,
            target_fen=target_fen,
            measure=Measure.PAID,
            shares_bp=dict(zip((WARM, BURST, WRAP), shares, strict=True)),
        )


def test_an_archived_campaign_can_be_read_but_not_changed(cast: Cast) -> None:
    cast.do(cast.zhou, campaigns.archive, campaign_id=CAMPAIGN)

    with cast.refused("is archived"):
        cast.do(
            cast.zhou,
            campaigns.edit,
            campaign_id=CAMPAIGN,
            version=card(cast).version,
            name="双十一",
            shop_ids=[1],
        )
    assert card(cast).archived
    cast.do(cast.zhou, campaigns.unarchive, campaign_id=CAMPAIGN)
    assert not card(cast).archived


def test_a_binned_campaign_comes_back_unless_its_name_was_given_away(cast: Cast) -> None:
    cast.do(cast.zhou, campaigns.remove, campaign_id=CAMPAIGN)
    with pytest.raises(Refusal, match="recycle bin"):
        card(cast)

    second = cast.do(cast.zhou, campaigns.create, **NEW | {"name": "双11 2026"}).value
    with cast.refused("already a campaign called"):
        cast.do(cast.zhou, campaigns.restore, campaign_id=CAMPAIGN)
    cast.do(cast.zhou, campaigns.remove, campaign_id=second)
    cast.do(cast.zhou, campaigns.restore, campaign_id=CAMPAIGN)

    assert card(cast).name == "双11 2026"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_teammate_cannot_change_the_plan(cast: Cast) -> None:
    about: dict[str, Any] = {"campaign_id": CAMPAIGN}
    version = {"version": card(cast).version}
    calls: list[tuple[Any, dict[str, Any]]] = [
        (campaigns.create, NEW),
        (campaigns.edit, about | version | {"name": "Mine", "shop_ids": [1]}),
        (
            campaigns.set_target,
            about
            | version
            | {"target_fen": 1, "measure": Measure.PAID, "shares_bp": {BURST: 10_000}},
        ),
        (campaigns.archive, about),
        (campaigns.unarchive, about),
        (campaigns.remove, about),
        (campaigns.restore, about),
    ]

    for actor in (cast.xiaowen, NOBODY):
        for action, given in calls:
            with cast.refused("Only operators and leads"):
                cast.do(actor, action, **given)
