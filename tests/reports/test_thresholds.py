"""Where to start when a threshold is chosen, and who may ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from planner.actions import promotions
from planner.reports import thresholds as reports
from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.assumptions import Assumed
from planner.rules.promotions.drafts import Draft
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.plans import Limits
from planner.rules.promotions.ruleset import Base, Layer
from tests.support.cast import BURST, CAMPAIGN, WARM, Cast, build, opened
from tests.support.databases import Databases
from tests.support.live_exports import build_with_products


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build_with_products))


def start(cast: Cast) -> reports.StartingPoint:
    return cast.ask(cast.zhou, reports.starting_point, campaign_id=CAMPAIGN)


def add(cast: Cast, preset: str, gives: Any, layer: Layer, *phases: int, **more: Any) -> None:
    draft = Draft(preset, preset, gives, layer, Base.LIST, frozenset(phases), **more)
    cast.do(cast.zhou, promotions.add, campaign_id=CAMPAIGN, draft=draft)


def test_prices_costs_and_margin_come_from_the_campaign(cast: Cast) -> None:
    cast.do(
        cast.zhou,
        promotions.set_costs,
        campaign_id=CAMPAIGN,
        version=None,
        costs=Costs(fee_bp=260, target_bp=1_000),
        limits=Limits(),
    )

    found = start(cast)

    assert sorted(found.prices_fen) == [3_900, 12_800]
    assert found.gross_margin_bp == 4_000
    assert (found.costs.fee_bp, found.costs.target_bp) == (260, 1_000)


def test_without_products_nothing_is_made_up(databases: Databases) -> None:
    for cast in opened(databases.copy_of(build)):
        found = start(cast)

        assert (found.prices_fen, found.gross_margin_bp, found.others_bp) == ((), None, 0)


def test_other_rules_are_added_up_for_the_worst_phase_without_the_threshold_itself(
    cast: Cast,
) -> None:
    add(cast, "official_off", RateOff(((0, 1_200),)), Layer.ITEM, WARM, BURST)
    add(cast, "cross_shop", AmountOff(((30_000, 5_000),), repeat=True), Layer.PLATFORM, BURST)
    add(cast, "spend_save", AmountOff(((20_000, 9_000),)), Layer.SHOP, BURST)

    found = start(cast)

    # 12% and 50 of every 300, whatever 满200减90 takes.
    assert found.others_bp == 1_200 + 1_667


def test_thresholds_are_for_those_who_may_see_costs(cast: Cast) -> None:
    with cast.refused("Costs and margins"):
        cast.ask(cast.laoku, reports.starting_point, campaign_id=CAMPAIGN)
    with cast.refused("Costs and margins"):
        cast.ask(
            cast.laoku,
            reports.tried,
            orders=(5,),
            thresholds=(100,),
            discounts=(10,),
            assumed=Assumed(4_000),
        )


def test_a_campaign_that_is_gone_is_named(cast: Cast) -> None:
    with cast.refused("This campaign is not there any more"):
        cast.ask(cast.zhou, reports.starting_point, campaign_id=99)
