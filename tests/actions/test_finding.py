"""Rows that an action is about are found, or refused in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlmodel import Session

from planner.actions import campaigns, finding, people, plans, shops, teams
from planner.words import Refusal
from tests.support.cast import (
    AZHE,
    BURST,
    CAMPAIGN,
    FREEZE,
    PICTURES,
    WARM,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases


@pytest.fixture
def shop(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def find(shop: Cast, finder: Callable[..., Any], *ids: int) -> Any:
    engine = create_engine(shop.desk.url)
    with Session(engine, expire_on_commit=False) as session:
        found = finder(session, *ids)
    engine.dispose()
    return found


def test_what_is_there_is_found(shop: Cast) -> None:
    assert find(shop, finding.open_campaign, CAMPAIGN).name == "双11 2026"
    assert find(shop, finding.open_task, PICTURES).title == "主图"
    assert find(shop, finding.person, AZHE).name == "阿哲"
    assert find(shop, finding.team, shop.team_id("design")).key == "design"
    assert find(shop, finding.shop, 1).name == "小山茶铺旗舰店"
    assert find(shop, finding.phase, CAMPAIGN, BURST).name == "爆发"
    assert find(shop, finding.milestone, CAMPAIGN, FREEZE).name == "页面冻结"


@pytest.mark.parametrize(
    ("finder", "ids", "sentence"),
    [
        (finding.open_campaign, (99,), "campaign is not there any more"),
        (finding.open_task, (99,), "task is not there any more"),
        (finding.person, (99,), "Person: choose someone"),
        (finding.team, (99,), "Team: choose one"),
        (finding.shop, (99,), "Shop: choose one"),
        (finding.phase, (CAMPAIGN, 99), "Phase: choose one"),
        (finding.phase, (2, WARM), "Phase: choose one"),
        (finding.milestone, (CAMPAIGN, 99), "Milestone: choose one"),
        (finding.milestone, (2, FREEZE), "Milestone: choose one"),
    ],
)
def test_what_is_not_there_or_elsewhere_is_refused(
    shop: Cast, finder: Callable[..., Any], ids: tuple[int, ...], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        find(shop, finder, *ids)


def test_what_was_put_away_gets_no_new_work(shop: Cast) -> None:
    tech = shop.team_id("tech")
    shop.do(shop.damao, people.deactivate, person_id=AZHE)
    shop.do(shop.damao, teams.archive_team, team_id=tech)
    shop.do(shop.damao, shops.add_shop, name="小山抖音店", platform="douyin")
    shop.do(shop.damao, shops.archive_shop, shop_id=2)

    with pytest.raises(Refusal, match="still works here"):
        find(shop, finding.person, AZHE)
    with pytest.raises(Refusal, match="Team: choose one"):
        find(shop, finding.team, tech)
    with pytest.raises(Refusal, match="Shop: choose one"):
        find(shop, finding.shop, 2)


def test_archived_and_binned_campaigns_are_told_apart(shop: Cast) -> None:
    shop.do(shop.zhou, campaigns.archive, campaign_id=CAMPAIGN)
    with pytest.raises(Refusal, match="“双11 2026” is archived"):
        find(shop, finding.open_campaign, CAMPAIGN)

    shop.do(shop.zhou, campaigns.remove, campaign_id=CAMPAIGN)
    with pytest.raises(Refusal, match="may be in the recycle bin"):
        find(shop, finding.open_campaign, CAMPAIGN)


def test_a_task_in_the_bin_is_not_open(shop: Cast) -> None:
    shop.do(shop.zhou, plans.remove, task_ids=[PICTURES])

    with pytest.raises(Refusal, match="may be in the recycle bin"):
        find(shop, finding.open_task, PICTURES)
