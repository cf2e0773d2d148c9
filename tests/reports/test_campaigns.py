"""Which campaigns there are, how one is laid out, and how ready it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from planner.actions import campaigns, copies, tasks
from planner.reports import campaigns as reports
from planner.rules.people import NOBODY
from planner.rules.targets import Measure
from planner.words import Refusal
from tests.support.cast import (
    BURST,
    CAMPAIGN,
    PICTURES,
    STOCK,
    WARM,
    WRAP,
    Cast,
    build,
    build_without_sale,
    opened,
)
from tests.support.databases import Databases


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def copied(cast: Cast, name: str, sale_day: date) -> int:
    made = cast.do(cast.zhou, copies.duplicate, campaign_id=CAMPAIGN, name=name, sale_day=sale_day)
    campaign_id: int = made.value
    return campaign_id


def names(cast: Cast, **given: Any) -> list[str]:
    return list(cast.ask(cast.xiaowen, reports.choices, **given)["name"])


def test_the_campaign_to_look_at_now_comes_first(cast: Cast) -> None:
    copied(cast, "last year", date(2025, 11, 11))
    copied(cast, "next summer", date(2027, 6, 18))
    copied(cast, "next spring", date(2027, 3, 8))
    copied(cast, "last summer", date(2026, 6, 18))

    found = cast.ask(cast.xiaowen, reports.choices).set_index("name")

    # Under way, to come by day, past by day; today is 4 November.
    order = ["双11 2026", "next spring", "next summer", "last summer", "last year"]
    assert list(found.index) == order
    assert found.loc["双11 2026", "days_to_sale"] == 7
    assert found.loc["last summer", "days_to_sale"] == -139


def test_archived_campaigns_show_when_asked_for_and_binned_ones_never(cast: Cast) -> None:
    archived = copied(cast, "old", date(2025, 11, 11))
    binned = copied(cast, "gone", date(2025, 6, 18))
    cast.do(cast.zhou, campaigns.archive, campaign_id=archived)
    cast.do(cast.zhou, campaigns.remove, campaign_id=binned)

    assert names(cast) == ["双11 2026"]
    assert names(cast, archived=True) == ["双11 2026", "old"]
    assert list(cast.ask(cast.zhou, reports.binned)["name"]) == ["gone"]


def test_a_shop_without_a_sale_has_nothing_to_choose(databases: Databases) -> None:
    for cast in opened(databases.copy_of(build_without_sale)):
        found = cast.ask(cast.damao, reports.choices)

        assert found.empty
        assert {"id", "name", "sale_day"} <= set(found.columns)


def test_a_card_tells_how_a_campaign_is_laid_out(cast: Cast) -> None:
    found = cast.ask(cast.xiaowen, reports.card, campaign_id=CAMPAIGN)

    assert (found.name, found.sale, found.sale_day) == ("双11 2026", "double11", date(2026, 11, 11))
    assert (found.planning_day, found.last_day) == (date(2026, 10, 30), date(2026, 11, 15))
    assert [phase.key for phase in found.phases] == [WARM, BURST, WRAP]
    assert found.shares_bp == {WARM: 0, BURST: 9000, WRAP: 1000}
    assert (found.target_fen, found.measure) == (10_000_000, Measure.PAID)
    assert found.shop_ids == (1,)
    # Ten in the morning in Shanghai is two in the night in UTC.
    assert found.now == datetime(2026, 11, 4, 10)


def test_today_is_the_day_where_the_shop_is(cast: Cast) -> None:
    cast.clock.now = datetime(2026, 11, 10, 16, 30, tzinfo=UTC)

    found = cast.ask(cast.xiaowen, reports.card, campaign_id=CAMPAIGN)

    assert found.today == date(2026, 11, 11)


def test_readiness_counts_by_phase_and_team(cast: Cast) -> None:
    cast.do(cast.xiaowen, tasks.complete, task_id=PICTURES)
    cast.do(cast.laoku, tasks.claim, task_id=STOCK)
    cast.do(cast.laoku, tasks.say_stuck, task_id=STOCK, reason="没有货车")

    found = cast.ask(cast.damao, reports.readiness, campaign_id=CAMPAIGN)

    by_place = found.set_index(["phase", "team_key"])
    design: Any = by_place.loc[("爆发", "design")]
    # Pictures done; banner and copy open, both without an owner.
    assert (design["done"], design["total"], design["unclaimed"]) == (1, 3, 2)
    assert (design["must_done"], design["must_total"], design["ready_bp"]) == (1, 3, 3333)
    warehouse: Any = by_place.loc[("爆发", "warehouse")]
    assert (warehouse["stuck"], warehouse["unclaimed"], warehouse["late"]) == (1, 0, 0)
    # The warm-up page was due on 31 October.
    assert by_place.loc[("预热", "design"), "late"] == 1
    assert found["total"].sum() == 8


def test_what_is_gone_says_so(cast: Cast) -> None:
    cast.do(cast.zhou, campaigns.remove, campaign_id=CAMPAIGN)

    for campaign_id in (CAMPAIGN, 99):
        with pytest.raises(Refusal, match="not there any more"):
            cast.ask(cast.zhou, reports.card, campaign_id=campaign_id)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_nobody_sees_nothing_and_the_bin_is_for_those_who_plan(cast: Cast) -> None:
    asked: list[tuple[Any, dict[str, Any]]] = [
        (reports.choices, {}),
        (reports.card, {"campaign_id": CAMPAIGN}),
        (reports.readiness, {"campaign_id": CAMPAIGN}),
    ]

    for report, given in asked:
        with pytest.raises(Refusal, match="Sign in"):
            cast.ask(NOBODY, report, **given)
    with pytest.raises(Refusal, match="Only operators and leads"):
        cast.ask(cast.xiaowen, reports.binned)
