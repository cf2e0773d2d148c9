"""Where a sale sells: shops, platforms, channels and links, each against its part of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from planner.actions import targets
from planner.desk import Desk
from planner.reports import broken_links, buyers, phase_targets, sale_places
from planner.reports import targets as target_reports
from planner.rules.broken_links import Base, Link, Place
from planner.rules.figures import Figures, SalesFile, Source, Span
from planner.rules.link_findings import Cause
from planner.rules.phase_targets import PhaseFigure
from planner.rules.target_shares import ChannelPlan
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
from tests.support.two_sales import build

WARM, BURST, WRAP = 1, 2, 3
NOV_11 = date(2026, 11, 11)


@pytest.fixture
def shop(databases: Databases) -> Iterator[RealShop]:
    clock = Clock(AFTER)
    opened = RealShop(Desk(databases.copy_of(build), clock=clock), clock)
    yield opened
    opened.desk.close()


def test_shops_have_their_parts_of_the_target_to_the_fen(shop: RealShop) -> None:
    share(shop, {FLAGSHIP: 3_333, SECOND: 6_667})

    found = ask(shop, sale_places.by_shop).set_index("shop_id")

    # 12,500 yuan: 4,166.25 and 8,333.75.
    assert (found.loc[FLAGSHIP, "target_fen"], found.loc[SECOND, "target_fen"]) == (
        *(416_625,),
        833_375,
    )
    assert pd.isna(found.loc[FLAGSHIP, "due_fen"])


def test_each_shop_is_held_against_the_plan_at_its_own_last_moment(shop: RealShop) -> None:
    share(shop, {FLAGSHIP: 6_000, SECOND: 4_000})
    take(shop, orders(hours(10, [(20, 100_000)]), at(8), at(10, 21)), FLAGSHIP)
    take(shop, orders(hours(10, [(20, 100_000)]), at(8), at(11)), SECOND)

    found = ask(shop, sale_places.by_shop).set_index("shop_id")

    # By 21:00 2,600 yuan of the plan are due, by midnight 4,500.
    assert found.loc[FLAGSHIP, "due_fen"] == 260_000 * 6 // 10
    assert found.loc[SECOND, "due_fen"] == 450_000 * 4 // 10


def test_a_target_that_nobody_shared_is_no_shops_target(shop: RealShop) -> None:
    found = ask(shop, sale_places.by_shop)

    assert found["target_fen"].isna().all()


def test_platforms_add_up_their_shops(shop: RealShop) -> None:
    share(shop, {FLAGSHIP: 6_000, SECOND: 4_000})
    take(shop, daily({11: Figures(paid_fen=300)}), FLAGSHIP)
    take(shop, daily({11: Figures(paid_fen=700)}), SECOND)

    found = ask(shop, sale_places.by_platform)

    assert found[["platform", "target_fen", "paid_fen", "share_bp"]].to_numpy().tolist() == [
        ["jd", 500_000, 700, 7_000],
        ["tmall", 750_000, 300, 3_000],
    ]


def test_channels_split_their_shop_to_the_fen_and_people_are_called_a_daily_sum(
    shop: RealShop,
) -> None:
    share(shop, {FLAGSHIP: 10_000, SECOND: 0})
    plan_channels(shop, {"搜索": ChannelPlan(3_333), "直播": ChannelPlan(6_667)})
    take(shop, by_channel({10: [("搜索", 400, 30)], 11: [("搜索", 600, 50), ("直播", 90, 7)]}))

    found = ask(shop, sale_places.by_channel).set_index("channel")

    assert (found.loc["搜索", "paid_fen"], found.loc["搜索", "daily_visitors"]) == (1_000, 80)
    assert (found.loc["搜索", "target_fen"], found.loc["直播", "target_fen"]) == (416_625, 833_375)
    assert found["target_fen"].sum() == 1_250_000


def test_without_channels_there_is_no_row(shop: RealShop) -> None:
    take(shop, daily({11: Figures(paid_fen=300)}))

    assert ask(shop, sale_places.by_channel).empty


def test_a_gap_to_plan_is_split_by_day_and_owned_by_a_team(shop: RealShop) -> None:
    share(shop, {FLAGSHIP: 10_000, SECOND: 0})
    want(shop, BURST, {PhaseFigure.CONVERSION: 500, PhaseFigure.BUYER_FEN: 10_000})
    # The 11th should bring 550,000 fen: 55 buyers of 1,100 visitors. Conversion halves.
    take(shop, daily({11: Figures(paid_fen=275_000, visitors=1_100, buyers=28)}))

    found = ask(shop, broken_links.findings).by_phase

    (split,) = found.splits
    assert (split.compared.place, split.compared.base) == (Place(phase=BURST), Base.PLAN)
    assert split.gap_fen == -275_000
    assert sum(split.parts.values()) == -275_000
    assert split.parts[Link.VISITORS] == 0
    worst = found.findings[0]
    assert (worst.cause, worst.place) == (Cause.DETAIL_PAGE, Place(phase=BURST))
    assert worst.missing_fen == split.parts[Link.CONVERSION]


def test_where_the_plan_is_silent_the_same_day_of_the_last_sale_speaks(shop: RealShop) -> None:
    # Last year's 11th: 300,000 fen, 60 buyers of 1,500 visitors.
    take(shop, daily({11: Figures(paid_fen=240_000, visitors=1_200, buyers=48)}))

    found = ask(shop, broken_links.findings)

    (split,) = found.by_phase.splits
    assert found.last_sale == "双11 2025"
    assert (split.compared.base, split.gap_fen) == (Base.LAST_SALE, -60_000)
    assert split.parts == {Link.VISITORS: -60_000, Link.CONVERSION: 0, Link.VALUE: 0}
    assert split.changes[Link.VISITORS] == -2_000


def test_a_day_that_nothing_is_expected_of_is_not_computable(shop: RealShop) -> None:
    take(shop, daily({13: Figures(paid_fen=240_000, visitors=1_200, buyers=48)}))

    found = ask(shop, broken_links.findings).by_phase

    assert found.splits == ()
    (left,) = found.not_computable
    assert "Neither the plan nor the last sale" in str(left.why)


def test_channels_are_held_against_their_own_plans(shop: RealShop) -> None:
    share(shop, {FLAGSHIP: 10_000, SECOND: 0})
    plan_channels(
        shop, {"搜索": ChannelPlan(4_000, 500, 10_000), "直播": ChannelPlan(6_000, 400, 10_000)}
    )
    # Of 550,000 fen search should bring 220,000: 22 buyers of 440 visitors.
    file = by_channel({11: [("搜索", 110_000, 220)]}, buyers=11)
    take(shop, file)

    found = ask(shop, broken_links.findings).by_channel

    (split,) = found.splits
    assert split.compared.place == Place(channel="搜索")
    assert split.parts == {Link.VISITORS: -110_000, Link.CONVERSION: 0, Link.VALUE: 0}
    assert found.findings[0].cause is Cause.TRAFFIC


def test_late_dispatch_asks_the_warehouse(shop: RealShop) -> None:
    want(shop, WRAP, {PhaseFigure.DISPATCH_RATE: 9_800})
    take(shop, daily({11: Figures(paid_fen=1_000, dispatch_due=100, dispatched_on_time=90)}))

    found = ask(shop, broken_links.findings).by_phase

    (sign,) = found.findings
    assert (sign.cause, sign.missing_fen) == (Cause.SHIPPING, None)
    judged = ask(shop, phase_targets.by_figure).set_index("figure")
    assert judged.loc[PhaseFigure.DISPATCH_RATE, ["reached", "met"]].tolist() == [9_000, False]


def test_conversion_below_plan_is_whose_replies_came_late(shop: RealShop) -> None:
    rates = {PhaseFigure.REPLY_RATE: 9_000, PhaseFigure.STOCK_RATE: 9_500}
    want(shop, BURST, {PhaseFigure.CONVERSION: 500, PhaseFigure.BUYER_FEN: 10_000} | rates)
    share(shop, {FLAGSHIP: 10_000, SECOND: 0})
    # A warm-up day's late replies are not the burst's: 32 of 40 chats, 97 of 100 products.
    take(
        shop,
        daily(
            {
                8: Figures(paid_fen=1_000, chats=50, replied_in_time=5),
                11: Figures(
                    paid_fen=500_000,
                    visitors=1_100,
                    buyers=50,
                    chats=40,
                    replied_in_time=32,
                    products_on_sale=100,
                    products_in_stock=97,
                ),
            }
        ),
    )

    found = ask(shop, broken_links.findings).by_phase

    conversion = next(one for one in found.findings if one.missing_fen is not None)
    assert conversion.cause is Cause.REPLIES
    assert [str(sign) for sign in conversion.signs] == [
        "Replies in time: 8000 where 9000 is wanted."
    ]
    judged = ask(shop, phase_targets.by_figure).set_index("figure")
    assert judged.loc[PhaseFigure.STOCK_RATE, ["reached", "met"]].tolist() == [9_700, True]


def test_who_comes_back_is_told_with_its_window(shop: RealShop) -> None:
    known = Figures(
        paid_fen=1_000,
        returning_paid_fen=250,
        new_buyers=6,
        returning_buyers=2,
        members_gained=5,
    )
    take(shop, daily({9: Figures(paid_fen=500, members_gained=3), 11: known}))

    found = ask(shop, buyers.buyers)

    assert found.members.value == 8
    # Only the 11th says both sides.
    assert (found.returning.bp, found.returning.left_out) == (2_500, 0)
    (day,) = found.days.to_dict("records")
    assert (day["day"], day["new_buyers"], day["repurchase_bp"]) == (NOV_11, 6, 2_500)


def test_nobody_else_sees_what_a_channel_is_to_earn(shop: RealShop) -> None:
    plan_channels(shop, {"搜索": ChannelPlan(10_000, click_fen=80, gross_margin_bp=4_000)})

    columns = set(ask(shop, sale_places.by_channel).columns)

    assert not {"click_fen", "budget_fen", "gross_margin_bp"} & columns


def by_channel(days: dict[int, list[tuple[str, int, int]]], buyers: int | None = None) -> SalesFile:
    """A sheet of days by channel, each (name, paid fen, visitors)."""
    spans = [
        Span(
            date(2026, 11, day),
            None,
            Figures(paid_fen=fen, visitors=visitors, buyers=buyers),
            channel,
        )
        for day, channels in days.items()
        for channel, fen, visitors in channels
    ]
    end = datetime(2026, 11, max(days), 23, 59, 59)
    return SalesFile(Source.SYCM_FLOW, tuple(spans), len(spans), at(min(days)), end)


def ask(shop: RealShop, report: Callable[..., Any]) -> Any:
    return shop.desk.read(report, actor=shop.teammate, campaign_id=CAMPAIGN)


def share(shop: RealShop, shares_bp: dict[int, int]) -> None:
    shop.desk.perform(
        targets.set_shop_shares,
        actor=shop.operator,
        campaign_id=CAMPAIGN,
        shares_bp=shares_bp,
        seen={},
    )


def want(shop: RealShop, phase_id: int, wanted: dict[PhaseFigure, int]) -> None:
    shop.desk.perform(
        targets.set_phase_targets,
        actor=shop.operator,
        campaign_id=CAMPAIGN,
        phase_id=phase_id,
        wanted=wanted,
        seen={},
    )


def plan_channels(shop: RealShop, channels: dict[str, ChannelPlan]) -> None:
    known = shop.desk.read(target_reports.card, actor=shop.operator, campaign_id=CAMPAIGN)
    shop.desk.perform(
        targets.set_channels,
        actor=shop.operator,
        campaign_id=CAMPAIGN,
        shop_id=FLAGSHIP,
        channels=channels,
        seen={name: version for (_, name), (_, version) in known.channels.items()},
    )
