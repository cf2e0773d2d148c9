"""Where a sale will end, and how it stands beside the last one, worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pandas as pd
import pytest

from planner.actions import campaigns, curves
from planner.desk import Desk
from planner.reports import forecasts, past_moments
from planner.reports.past_moments import ORDER_VALUE, ORDERS
from planner.rules.figures import Figures
from planner.rules.forecasts import Method
from planner.rules.forecasts.goals import Goal
from planner.rules.people import NOBODY
from planner.words import Refusal
from tests.support.databases import Databases
from tests.support.real_shop import Clock, RealShop
from tests.support.small_sale import (
    AFTER,
    CAMPAIGN,
    FLAGSHIP,
    SECOND,
    at,
    daily,
    hours,
    orders,
    take,
)
from tests.support.two_sales import LAST_YEAR, build


@pytest.fixture
def shop(databases: Databases) -> Iterator[RealShop]:
    clock = Clock(AFTER)
    opened = RealShop(Desk(databases.copy_of(build), clock=clock), clock)
    yield opened
    opened.desk.close()


def test_without_figures_there_is_no_forecast(shop: RealShop) -> None:
    assert ask(shop, forecasts.forecast) is None
    assert ask(shop, forecasts.burn_up)["forecast_fen"].isna().all()
    assert ask(shop, past_moments.last_sale) is None


def test_the_last_sales_curve_is_carried_on_from_the_moment_covered(shop: RealShop) -> None:
    sell_the_evening(shop)

    known = ask(shop, forecasts.forecast)

    found = known.forecast
    # By midnight last year's sale had 7,000 of its 10,000 yuan; this one has 8,400.
    assert known.past == ("双11 2025",)
    assert (found.moment, found.so_far_fen) == (at(11), 840_000)
    assert (found.chosen, found.outlook.total_fen) == (Method.LAST_SALE, 1_200_000)
    # 4,100 of 12,500 yuan are missing, and 96 hours left.
    (target,) = found.chances
    assert target.goal is Goal.TARGET
    assert target.required.left_fen == 410_000
    assert target.required.a_day_fen == 102_500


def test_a_shop_whose_figures_end_early_is_waited_for(shop: RealShop) -> None:
    sell_the_evening(shop)
    take(shop, orders(hours(10, [(20, 100_000)]), at(8), at(10, 22)), SECOND)

    known = ask(shop, forecasts.forecast)

    # At 22:00 the flagship had its 8,400 too, and last year 7,000 of 10,000.
    assert known.waits_for == ("山岚京东店",)
    assert known.forecast.moment == at(10, 22)
    assert known.forecast.so_far_fen == 940_000


def test_the_rising_line_goes_on_with_the_forecast_and_its_band(shop: RealShop) -> None:
    sell_the_evening(shop)

    line = ask(shop, forecasts.burn_up).set_index("ends")

    before, now, end = (line.loc[moment] for moment in (at(10, 20), at(11), at(15)))
    assert pd.isna(before["forecast_fen"])
    assert (now["reached_fen"], now["forecast_fen"]) == (840_000, 840_000)
    assert (pd.isna(end["reached_fen"]), end["forecast_fen"]) == (True, 1_200_000)
    assert end["low_fen"] < 1_200_000 < end["high_fen"]
    assert end["low_fen"] >= 840_000
    assert line["second_fen"].isna().all()


def test_another_shape_is_warned_of_and_shown_by_two_methods(shop: RealShop) -> None:
    # Last year the 11th brought 3,000 yuan after 7,000; now it brings 12,000 after 7,000.
    take(shop, orders(hours(10, [(20, 700_000)]), at(8), at(11)))
    take(shop, orders(hours(11, [(10, 1_200_000)]), at(11), at(12)))

    found = ask(shop, forecasts.forecast).forecast

    assert "400" in str(found.warning)
    assert found.shown == (Method.LAST_SALE, Method.RUN_RATE)
    assert ask(shop, forecasts.burn_up)["second_fen"].notna().any()


def test_the_plan_is_carried_on_where_there_is_no_past_sale(shop: RealShop) -> None:
    shop.desk.perform(campaigns.remove, actor=shop.operator, campaign_id=LAST_YEAR)
    sell_the_evening(shop)

    found = ask(shop, forecasts.forecast)

    assert found.past == ()
    assert found.forecast.chosen is Method.PLANNED_CURVE


def test_a_kept_curve_speaks_for_a_sale_that_is_gone(shop: RealShop) -> None:
    shop.desk.perform(curves.keep, actor=shop.operator, campaign_id=LAST_YEAR, name="去年")
    shop.desk.perform(campaigns.remove, actor=shop.operator, campaign_id=LAST_YEAR)
    sell_the_evening(shop)

    found = ask(shop, forecasts.forecast)

    assert found.past == ("去年",)
    assert found.forecast.outlook.total_fen == 1_200_000


def test_key_figures_stand_beside_the_same_moment_of_the_last_sale(shop: RealShop) -> None:
    sell_the_evening(shop)

    found = ask(shop, past_moments.last_sale)

    # Two hours of one order each make 8,400 yuan; last year three hours of ten made 7,000.
    assert (found.sale, found.moment, found.then) == (
        *("双11 2025", at(11)),
        datetime(2025, 11, 11),
    )
    paid, count, value = (found.changes[name] for name in ("paid", ORDERS, ORDER_VALUE))
    assert (paid.now, paid.then, paid.bp) == (840_000, 700_000, 2_000)
    assert (count.now, count.then) == (2, 30)
    assert (value.now, value.then) == (420_000, 23_333)


def test_what_one_of_the_two_does_not_know_is_not_compared(shop: RealShop) -> None:
    take(shop, daily({10: Figures(paid_fen=500_000)}))

    found = ask(shop, past_moments.last_sale)

    assert "paid" in found.changes
    assert ORDERS not in found.changes
    assert "net" not in found.changes


@pytest.mark.parametrize("report", [forecasts.forecast, forecasts.burn_up, past_moments.last_sale])
def test_nobody_is_told(shop: RealShop, report: Callable[..., Any]) -> None:
    with pytest.raises(Refusal, match="Sign in"):
        shop.desk.read(report, actor=NOBODY, campaign_id=CAMPAIGN)


def sell_the_evening(shop: RealShop) -> None:
    """The flagship sells 8,400 yuan from 20:00 to 22:00 on the 10th; it is known to midnight."""
    sold = hours(10, [(20, 600_000), (21, 240_000)])
    take(shop, orders(sold, at(8), at(11)), FLAGSHIP)


def ask(shop: RealShop, report: Callable[..., Any]) -> Any:
    return shop.desk.read(report, actor=shop.teammate, campaign_id=CAMPAIGN)
