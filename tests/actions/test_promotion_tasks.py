"""From a rule to its tasks: asked for with it, withdrawn while nobody has begun, brought back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest

from planner.actions import history, plans, promotions, tasks, teams
from planner.reports import promotions as reports
from planner.reports import tasks as task_reports
from planner.rules.promotions.amount_rules import AmountOff
from planner.rules.promotions.drafts import Draft
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.lines import Present
from planner.rules.promotions.ruleset import Base, Layer
from tests.support.cast import BURST, CAMPAIGN, REPLIES, STOCK, WARM, Cast, build, opened
from tests.support.databases import Databases


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def draft(**given: Any) -> Draft:
    values: dict[str, Any] = {
        "name": "满300减50",
        "preset": "spend_save",
        "gives": AmountOff(((30_000, 5_000),)),
        "layer": Layer.SHOP,
        "base": Base.ITEM,
        "phases": frozenset({BURST}),
    }
    return Draft(**values | given)


def gift() -> Draft:
    return draft(name="满299赠杯", preset="gift", gives=Gift(Present("杯", 1, 500), 29_900))


def add(cast: Cast, made: Draft | None = None) -> int:
    given = {"campaign_id": CAMPAIGN, "draft": made or draft(), "with_tasks": True}
    return int(cast.do(cast.zhou, promotions.add, **given).value)


def of_promotion(cast: Cast, name: str = "满300减50") -> pd.DataFrame:
    """The tasks of a promotion as the list of tasks shows them, by day."""
    listed = cast.ask(cast.zhou, task_reports.listing, campaign_id=CAMPAIGN)
    own = listed[[name in title for title in listed["title"]]]
    return own.sort_values(["due_on", "id"])


def test_a_promotion_asks_for_the_tasks_of_its_kind(cast: Cast) -> None:
    receipt = cast.do(
        cast.zhou, promotions.add, campaign_id=CAMPAIGN, draft=gift(), with_tasks=True
    )

    found = of_promotion(cast, "满299赠杯")
    # The burst opens on the 10th: gifts four days before, pictures five, replies two.
    assert str(receipt.sentence) == "added the promotion “满299赠杯” with 4 tasks"
    assert list(zip(found["team_key"], found["due_on"], found["must_have"], strict=True)) == [
        ("design", date(2026, 11, 5), False),
        ("warehouse", date(2026, 11, 6), True),
        ("operations", date(2026, 11, 7), True),
        ("customer_service", date(2026, 11, 8), False),
    ]
    assert set(found["phase_id"]) == {BURST}
    assert "赠品备货到仓：满299赠杯" in list(found["title"])


def test_without_asking_there_are_no_tasks(cast: Cast) -> None:
    cast.do(cast.zhou, promotions.add, campaign_id=CAMPAIGN, draft=draft())

    assert of_promotion(cast).empty


def test_a_task_is_never_due_before_today(cast: Cast) -> None:
    add(cast, draft(phases=frozenset({WARM, BURST})))

    # The warm-up opened on the 1st; today is the 4th.
    assert set(of_promotion(cast)["due_on"]) == {date(2026, 11, 4)}


def test_changing_a_promotion_adds_only_the_tasks_that_it_lacks(cast: Cast) -> None:
    promotion_id = add(cast)
    before = of_promotion(cast)

    receipt = cast.do(
        cast.zhou,
        promotions.edit,
        promotion_id=promotion_id,
        version=1,
        draft=gift(),
        with_tasks=True,
    )

    assert str(receipt.sentence) == "changed the promotion “满299赠杯” with 1 task"
    assert list(of_promotion(cast)["id"]) == list(before["id"])
    assert list(of_promotion(cast, "满299赠杯")["team_key"]) == ["warehouse"]


def test_cancelling_withdraws_only_what_nobody_has_begun(cast: Cast) -> None:
    promotion_id = add(cast)
    pictures, *_ = of_promotion(cast)["id"].astype(int)
    cast.do(cast.xiaowen, tasks.start, task_id=int(pictures))

    receipt = cast.do(cast.zhou, promotions.cancel, promotion_id=promotion_id)

    assert str(receipt.sentence) == (
        "cancelled the promotion “满300减50”; 3 tasks of it went into the recycle bin;"
        " 1 task of it stays because work on it has begun"
    )
    assert list(of_promotion(cast)["id"]) == [pictures]
    assert cast.task(STOCK).deleted_at is None


def test_bringing_a_promotion_back_restores_what_went_with_it(cast: Cast) -> None:
    promotion_id = add(cast)
    before = list(of_promotion(cast)["id"])
    cast.do(cast.zhou, promotions.cancel, promotion_id=promotion_id)
    cast.clock.wait(hours=1)

    receipt = cast.do(cast.zhou, promotions.bring_back, promotion_id=promotion_id)

    assert str(receipt.sentence) == "brought back the promotion “满300减50” with 4 tasks of it"
    assert list(of_promotion(cast)["id"]) == before


def test_a_task_that_was_binned_by_hand_stays_in_the_bin(cast: Cast) -> None:
    promotion_id = add(cast)
    first, *others = of_promotion(cast)["id"].astype(int)
    cast.do(cast.zhou, plans.remove, task_ids=[int(first)])
    cast.clock.wait(hours=1)
    cast.do(cast.zhou, promotions.cancel, promotion_id=promotion_id)

    cast.do(cast.zhou, promotions.bring_back, promotion_id=promotion_id)

    assert list(of_promotion(cast)["id"]) == others


def test_undoing_takes_the_promotion_away_with_its_tasks(cast: Cast) -> None:
    receipt = cast.do(
        cast.zhou, promotions.add, campaign_id=CAMPAIGN, draft=draft(), with_tasks=True
    )

    cast.do(cast.zhou, history.undo, event_id=receipt.event_id)

    assert cast.ask(cast.zhou, reports.listing, campaign_id=CAMPAIGN).empty
    assert of_promotion(cast).empty


def test_where_a_team_is_gone_another_one_does_its_tasks(cast: Cast) -> None:
    cast.do(cast.zhou, plans.remove, task_ids=[REPLIES])
    cast.do(cast.damao, teams.archive_team, team_id=cast.team_id("customer_service"))

    add(cast)

    assert "customer_service" not in set(of_promotion(cast)["team_key"])
    assert len(of_promotion(cast)) == 4
