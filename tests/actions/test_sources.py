"""Which source counts is shown and can be chosen, for a figure, a day or all of a shop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from planner.actions import history, sources
from planner.desk import Desk, Receipt
from planner.reports import exports, key_figures
from planner.rules.figures import Figures, Source
from planner.words import Refusal
from tests.support.databases import Databases
from tests.support.real_shop import Clock, RealShop
from tests.support.small_sale import (
    AFTER,
    CAMPAIGN,
    FLAGSHIP,
    SECOND,
    at,
    build,
    daily,
    hours,
    orders,
    take,
)

NOV_11 = date(2026, 11, 11)
SHEET = Source.DAILY_SHEET


@pytest.fixture
def shop(databases: Databases) -> Iterator[RealShop]:
    """On the 11th an order export knows 2,400 fen and a sheet 9,999 of the same day."""
    clock = Clock(AFTER)
    opened = RealShop(Desk(databases.copy_of(build), clock=clock), clock)
    take(opened, orders(hours(11, [(hour, 100) for hour in range(24)]), at(11), at(12)))
    take(opened, daily({11: Figures(paid_fen=9_999, visitors=50), 12: Figures(paid_fen=5)}))
    yield opened
    opened.desk.close()


def test_days_of_which_two_sources_speak_say_which_one_counts(shop: RealShop) -> None:
    found = shop.desk.read(exports.who_counts, actor=shop.operator, shop_id=FLAGSHIP)

    assert found.to_dict("records") == [
        {
            "day": NOV_11,
            "figure": "paid_fen",
            "source": Source.TAOBAO_ORDERS,
            "value": 2_400,
            "chosen": False,
            "others": ((SHEET, 9_999),),
        }
    ]


@pytest.mark.parametrize(
    "about", [{"figure": "paid_fen", "day": NOV_11}, {"figure": "paid_fen"}, {"day": NOV_11}, {}]
)
def test_the_chosen_source_counts_in_every_report(shop: RealShop, about: dict[str, Any]) -> None:
    choose(shop, SHEET, **about)

    assert paid(shop) == 9_999 + 5
    (counts,) = shop.desk.read(
        exports.who_counts, actor=shop.operator, shop_id=FLAGSHIP
    ).itertuples()
    assert (counts.source, counts.value, counts.chosen) == (SHEET, 9_999, True)


def test_a_choice_of_another_shop_or_day_changes_nothing(shop: RealShop) -> None:
    choose(shop, SHEET, shop_id=SECOND)
    choose(shop, SHEET, day=date(2026, 11, 12))

    assert paid(shop) == 2_400 + 5


def test_choosing_again_replaces_and_taking_back_lets_the_rule_decide(shop: RealShop) -> None:
    choose(shop, SHEET)
    receipt = choose(shop, Source.TAOBAO_ORDERS)
    (row,) = shop.desk.read(exports.choices, actor=shop.operator, shop_id=FLAGSHIP).to_dict(
        "records"
    )
    assert (row["source"], row["day"], row["figure"]) == (Source.TAOBAO_ORDERS, None, "")

    shop.desk.perform(sources.forget_choice, actor=shop.operator, choice_id=receipt.value)

    assert shop.desk.read(exports.choices, actor=shop.operator, shop_id=FLAGSHIP).empty
    with pytest.raises(Refusal, match="taken back already"):
        shop.desk.perform(sources.forget_choice, actor=shop.operator, choice_id=receipt.value)


def test_a_choice_can_be_undone(shop: RealShop) -> None:
    receipt = choose(shop, SHEET)

    shop.desk.perform(history.undo, actor=shop.operator, event_id=receipt.event_id)

    assert paid(shop) == 2_400 + 5


def test_a_teammate_chooses_no_source(shop: RealShop) -> None:
    with pytest.raises(Refusal, match="Only operators and leads"):
        choose(shop, SHEET, actor=shop.teammate)


def choose(shop: RealShop, source: Source, **given: Any) -> Receipt:
    about: dict[str, Any] = {"actor": shop.operator, "shop_id": FLAGSHIP} | given
    return shop.desk.perform(sources.choose_source, source=source, **about)


def paid(shop: RealShop) -> int:
    found = shop.desk.read(key_figures.key_figures, actor=shop.operator, campaign_id=CAMPAIGN).paid
    assert found is not None
    return found.value
