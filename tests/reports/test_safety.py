"""The safety map: what the worst order of each product leaves in each phase, and who may see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from planner.actions import promotions
from planner.reports import safety as reports
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.lines import Present
from planner.rules.promotions.ruleset import Layer
from planner.rules.promotions.safety import Safety
from tests.support.cast import BURST, CAMPAIGN, WARM, WRAP, Cast, build, opened
from tests.support.databases import Databases
from tests.support.tea_promotions import (
    CADDY,
    COUPON,
    CUP,
    EVERY_300,
    SET,
    SHOP,
    TOO_DEEP,
    promote,
    reprice,
    sell,
)

ABOUT = {"campaign_id": CAMPAIGN, "shop_id": SHOP}


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    for cast in opened(databases.copy_of(build)):
        sell(cast.do, cast.zhou)
        yield cast


def place(cast: Cast, sku: str, phase_id: int) -> Any:
    frame = cast.ask(cast.zhou, reports.safety, **ABOUT)
    return frame.set_index(["sku", "phase_id"]).loc[(sku, phase_id)]


def test_every_product_has_a_row_for_every_phase(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)

    frame = cast.ask(cast.zhou, reports.safety, **ABOUT)

    assert list(zip(frame["phase_id"], frame["sku"], strict=True)) == [
        (phase, sku) for phase in (WARM, BURST, WRAP) for sku in (CADDY, CUP, SET)
    ]
    assert frame.groupby("phase_id")["n_rules"].first().to_dict() == {WARM: 0, BURST: 2, WRAP: 1}


def test_a_safe_product_has_a_proof_and_its_worst_order(cast: Cast) -> None:
    """One set: 400 - 50 - 30 = 320 paid, 16 of it the fee, 200 the goods: 104 left, 32.5%."""
    promote(cast, EVERY_300, COUPON)

    found = place(cast, SET, BURST)

    assert (found["verdict"], found["margin_fen"], found["margin_bp"]) == (
        Safety.SAFE,
        10_400,
        3_250,
    )
    assert "can take at most" in str(found["said"])


def test_a_product_under_the_wanted_margin_is_thin(cast: Cast) -> None:
    """Six cups: 600 - 100 - 30 = 470 paid, 23.50 the fee, 420 the goods: 26.50 left, 5.63%."""
    promote(cast, EVERY_300, COUPON)

    found = place(cast, CUP, BURST)

    assert (found["verdict"], found["margin_fen"], found["margin_bp"]) == (Safety.THIN, 2_650, 563)


def test_a_coupon_that_goes_too_deep_shows_a_basket_that_loses(cast: Cast) -> None:
    """Six cups: 600 - 100 - 130 = 370 paid, 18.50 the fee, 420 the goods: 68.50 lost. Four: 400 -
    50 - 130 = 220 paid, 11 the fee, 280 the goods: 71 lost of less, which is the worst rate."""
    promote(cast, EVERY_300, TOO_DEEP)

    frame = cast.ask(cast.zhou, reports.safety, **ABOUT)
    found = reports.cell(frame, BURST, int(place(cast, CUP, BURST)["product_id"]))

    assert found is not None
    assert (found.verdict, found.margin_fen, found.margin_bp) == (Safety.LOSES, -7_100, -3_228)
    assert [name for _, name in found.rules] == ["每满300减50", "满299减130券"]
    assert [str(line) for line in found.working][-1].endswith("-7100")


def test_without_promotions_only_fee_and_cost_count(cast: Cast) -> None:
    """One cup: 100 paid, 5 the fee, 70 the goods: 25 left."""
    promote(cast, EVERY_300)

    found = place(cast, CUP, WARM)

    assert (found["verdict"], found["margin_fen"]) == (Safety.SAFE, 2_500)


def test_a_product_without_a_cost_is_not_known_and_never_safe(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)

    found = place(cast, CADDY, BURST)

    assert (found["verdict"], found["margin_fen"]) == (Safety.UNKNOWN, None)
    assert str(found["said"]) == "What a piece costs is not said."


def test_what_is_cancelled_takes_nothing_off(cast: Cast) -> None:
    _, deep = promote(cast, EVERY_300, TOO_DEEP)

    cast.do(cast.zhou, promotions.cancel, promotion_id=deep)

    assert place(cast, CUP, BURST)["verdict"] is not Safety.LOSES


def test_a_cost_that_is_entered_later_is_looked_at(cast: Cast) -> None:
    promote(cast, EVERY_300)
    at_first = place(cast, CADDY, BURST)["verdict"]

    reprice(cast, CADDY, cost_fen=5_900)

    assert (at_first, place(cast, CADDY, BURST)["verdict"]) == (Safety.UNKNOWN, Safety.LOSES)


@pytest.mark.parametrize("who", ["xiaowen", "laoku"])
def test_teammates_do_not_see_the_map(cast: Cast, who: str) -> None:
    promote(cast, EVERY_300)
    actor = getattr(cast, who)

    with cast.refused("Costs and margins are for operators and leads only"):
        cast.ask(actor, reports.safety, **ABOUT)


@pytest.mark.parametrize(("phase_id", "product_id"), [(99, 1), (BURST, 99)])
def test_a_cell_that_is_gone_shows_nothing(cast: Cast, phase_id: int, product_id: int) -> None:
    frame = cast.ask(cast.zhou, reports.safety, **ABOUT)

    assert reports.cell(frame, phase_id, product_id) is None


def test_a_gift_of_unknown_cost_leaves_products_unknown(cast: Cast) -> None:
    gift = replace(
        EVERY_300,
        name="满99赠茶巾",
        gives=Gift(Present("茶巾", 1), threshold=9_900),
        layer=Layer.SHOP,
    )
    promote(cast, gift)

    found = place(cast, SET, BURST)

    assert found["verdict"] is Safety.UNKNOWN
    assert str(found["said"]) == "What the gift of “满99赠茶巾” costs is not said."


def test_a_gift_that_is_a_product_costs_what_the_product_costs(cast: Cast) -> None:
    """A cup of 70 comes with a set of 400: 400 - 20 of fee - 200 - 70 leaves 110."""
    gift = replace(EVERY_300, name="满399赠杯", gives=Gift(Present(CUP, 1), threshold=39_900))
    promote(cast, gift)

    found = place(cast, SET, BURST)

    assert (found["verdict"], found["margin_fen"]) == (Safety.SAFE, 11_000)
