"""How a campaign sells: by day, hour, phase and shop, and its key figures, worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from planner.actions import campaigns, phases
from planner.desk import Desk
from planner.reports import campaigns as campaign_reports
from planner.reports import imports, key_figures, sale_places, sales
from planner.rules.figures import Figures, Source
from planner.rules.people import NOBODY
from planner.rules.targets import Measure
from planner.words import Refusal
from tests.support.databases import Databases
from tests.support.moving import move_phase
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

NOV_10, NOV_11 = date(2026, 11, 10), date(2026, 11, 11)


@pytest.fixture
def shop(databases: Databases) -> Iterator[RealShop]:
    clock = Clock(AFTER)
    opened = RealShop(Desk(databases.copy_of(build), clock=clock), clock)
    yield opened
    opened.desk.close()


def test_each_day_has_its_plan_and_unknown_days_are_empty(shop: RealShop) -> None:
    days = ask(shop, sales.by_day)

    assert [day.day for day in days["day"]] == [8, 9, 10, 11, 12, 13, 14]
    assert list(days["phase"].fillna("-")) == ["预热", "预热", "爆发", "爆发", "-", "收尾", "收尾"]
    assert days["phase_kind"][4] == "between"
    # 45 % of the 10,000 yuan of the burst fall on its first four hours, 55 % on the day after.
    assert list(days["planned_fen"][:5]) == [0, 0, 450_000, 550_000, 0]
    assert days["planned_fen"].sum() == 1_250_000
    assert days["reached_fen"].isna().all()


def test_days_show_ordered_paid_and_refunded_apart(shop: RealShop) -> None:
    take(shop, orders(hours(11, [(0, 5000), (1, 300)]), at(11), at(12)))
    take(shop, daily({9: Figures(paid_fen=700, refunded_fen=200)}))

    days = ask(shop, sales.by_day).set_index("day")

    assert tuple(days.loc[NOV_11, AMOUNTS]) == (5300, 5300, 530, 4770, 2)
    assert tuple(days.loc[date(2026, 11, 9), ["paid_fen", "net_fen"]]) == (700, 500)
    assert pd.isna(days.loc[date(2026, 11, 9), "ordered_fen"])
    assert days.loc[NOV_11, "sources"] == (Source.TAOBAO_ORDERS,)


def test_what_sells_before_the_first_opening_and_after_the_end_is_not_counted(
    shop: RealShop,
) -> None:
    take(shop, daily({7: Figures(paid_fen=1), 8: Figures(paid_fen=10), 15: Figures(paid_fen=100)}))

    assert ask(shop, key_figures.key_figures).paid.value == 10


def test_hours_before_the_opening_and_from_the_closing_on_are_not_counted(shop: RealShop) -> None:
    card = shop.desk.read(campaign_reports.card, actor=shop.operator, campaign_id=CAMPAIGN)
    for phase, opens, closes in (
        (card.phases[0], at(8, 20), at(10, 20)),
        (card.phases[2], at(13), at(14, 12)),
    ):
        move_phase(shop, phase.key, opens=opens, closes=closes)
    spans = [*hours(8, [(19, 1), (20, 10)]), *hours(14, [(11, 100), (12, 1000)])]

    take(shop, orders(spans, at(8), at(15)))

    assert ask(shop, key_figures.key_figures).paid.value == 110
    assert ask(shop, sales.by_hour, day=date(2026, 11, 8))["paid_fen"].sum() == 10


def test_channels_speak_only_for_hours_that_the_whole_shop_does_not_know(shop: RealShop) -> None:
    live = replace(hours(11, [(9, 70)])[0], channel="直播")
    search = replace(hours(11, [(10, 30)])[0], channel="搜索")
    later = replace(hours(11, [(10, 20)])[0], channel="直播")

    take(shop, orders([*hours(11, [(9, 100)]), live, search, later], at(11), at(12)))

    assert ask(shop, key_figures.key_figures).paid.value == 150
    assert ask(shop, sales.by_day)["paid_fen"].sum() == 150


def test_an_hour_of_the_day_the_sale_opens_belongs_to_its_own_phase(shop: RealShop) -> None:
    take(shop, orders(hours(10, [(19, 1000), (20, 9000)]), at(10), at(11)))

    by_phase = ask(shop, sales.by_phase)

    assert list(by_phase["phase"]) == ["预热", "爆发", "收尾"]
    assert list(by_phase["paid_fen"][:2]) == [1000, 9000]
    assert list(by_phase["target_fen"]) == [0, 1_000_000, 250_000]
    assert not by_phase["by_day"].any()


def test_a_day_figure_goes_whole_to_the_phase_that_expects_most_of_the_day(shop: RealShop) -> None:
    take(shop, daily({10: Figures(paid_fen=8000)}))

    by_phase = ask(shop, sales.by_phase)

    assert by_phase["paid_fen"].fillna(0).tolist() == [0, 8000, 0]
    assert list(by_phase["by_day"]) == [False, True, False]


def test_sales_between_phases_have_a_row_of_their_own(shop: RealShop) -> None:
    take(shop, daily({12: Figures(paid_fen=333)}))

    last = ask(shop, sales.by_phase).iloc[-1]

    assert (last["phase_kind"], last["paid_fen"]) == ("between", 333)
    assert pd.isna(last["target_fen"])


def test_phases_say_what_was_due_by_the_last_moment_covered(shop: RealShop) -> None:
    take(shop, orders(hours(10, [(20, 9000)]), at(10), at(10, 21)))

    by_phase = ask(shop, sales.by_phase)

    assert list(by_phase["due_fen"]) == [0, 260_000, 0]


def test_shops_stand_side_by_side_with_the_moment_each_is_covered_to(shop: RealShop) -> None:
    take(shop, daily({9: Figures(paid_fen=300)}), FLAGSHIP)
    take(shop, daily({9: Figures(paid_fen=50), 10: Figures(paid_fen=50)}), SECOND)

    by_shop = ask(shop, sale_places.by_shop).set_index("shop")

    assert list(by_shop.loc["山岚旗舰店", ["paid_fen", "share_bp"]]) == [300, 7500]
    assert list(by_shop.loc["山岚京东店", ["paid_fen", "share_bp"]]) == [100, 2500]
    assert by_shop.loc["山岚旗舰店", "covers_to"] == at(9, 23).replace(minute=59, second=59)


def test_an_hour_shows_its_plan_beside_what_it_brought(shop: RealShop) -> None:
    cut = replace(hours(10, [(21, 40)])[0], partial=True)
    take(shop, orders([*hours(10, [(20, 9000)]), cut], at(10), at(10, 21).replace(minute=20)))

    by_hour = ask(shop, sales.by_hour, day=NOV_10)

    assert len(by_hour) == 24
    assert list(by_hour["planned_fen"][20:]) == [260_000, 80_000, 60_000, 50_000]
    assert list(by_hour["paid_fen"][20:22]) == [9000, 40]
    assert by_hour["paid_fen"][22:].isna().all()
    assert list(by_hour["phase"][19:21]) == ["预热", "爆发"]
    assert list(by_hour["partial"][20:22]) == [False, True]


def test_the_rising_line_stops_at_the_last_moment_covered(shop: RealShop) -> None:
    take(shop, daily({8: Figures(paid_fen=100)}))
    take(shop, orders(hours(10, [(19, 1000), (20, 9000)]), at(10), at(10, 21)))

    line = ask(shop, sales.burn_up)

    until = {row.ends: row for row in line.itertuples()}
    assert list(until) == [at(9), at(10), at(10, 20), at(10, 21), *map(at, (11, 12, 13, 14, 15))]
    assert until[at(9)].reached_fen == 100
    assert until[at(10, 20)].reached_fen == 1100
    assert until[at(10, 21)].reached_fen == 10_100
    assert until[at(10, 21)].planned_fen == 260_000
    assert pd.isna(until[at(11)].reached_fen)
    assert (until[at(12)].planned_fen, until[at(15)].planned_fen) == (1_000_000, 1_250_000)
    assert [until[at(10, 20)].phase, until[at(13)].phase_kind] == ["预热", "between"]


def test_a_day_figure_leaves_the_line_open_at_a_border_within_the_day(shop: RealShop) -> None:
    take(shop, daily({10: Figures(paid_fen=8000), 11: Figures(paid_fen=2000)}))

    until = {row.ends: row.reached_fen for row in ask(shop, sales.burn_up).itertuples()}

    assert pd.isna(until[at(10, 20)])
    assert until[at(11)] == 8000


def test_days_that_no_figure_speaks_of_before_later_ones_are_named(shop: RealShop) -> None:
    take(shop, daily({10: Figures(visitors=5), 11: Figures(paid_fen=100)}))
    take(shop, daily({8: Figures(paid_fen=7), 14: Figures(paid_fen=7)}), SECOND)

    found = ask(shop, key_figures.key_figures).missing

    # Nothing is open on the 12th, so nothing is missing then.
    assert dict(found) == {
        "山岚旗舰店": ((date(2026, 11, 8), NOV_10),),
        "山岚京东店": ((date(2026, 11, 9), NOV_11), (date(2026, 11, 13), date(2026, 11, 13))),
    }


def test_nothing_is_missing_after_the_last_moment_covered(shop: RealShop) -> None:
    take(shop, daily({8: Figures(paid_fen=7), 9: Figures(paid_fen=7)}))

    assert ask(shop, key_figures.key_figures).missing == ()


def test_key_figures_carry_their_working(shop: RealShop) -> None:
    spans = hours(10, [(20, 200_000), (21, 60_000)])
    take(shop, orders(spans, at(10), at(10, 22)))

    found = ask(shop, key_figures.key_figures)

    assert (found.paid.value, found.orders.value) == (260_000, 2)
    assert (found.refunded.value, found.net.value) == (26_000, 234_000)
    assert int(found.order_value.fen) == 130_000
    assert found.buyer_value is None
    # 260,000 of 1,250,000 were reached; 340,000 (26 % and 8 % of the burst) were due by 22:00.
    assert (found.attainment_bp, found.time_share_bp) == (2080, 2720)
    assert found.covers_to == at(10, 22)
    assert found.sources == (Source.TAOBAO_ORDERS,)


def test_visitors_are_added_up_by_day_and_buyers_only_speak_of_one_day(shop: RealShop) -> None:
    day = Figures(paid_fen=90_000, paid_count=12, visitors=300, buyers=9)
    take(shop, daily({10: day, 11: replace(day, visitors=500)}))

    campaign = ask(shop, key_figures.key_figures)
    one_day = ask(shop, key_figures.key_figures, day=NOV_11)

    assert (campaign.daily_visitors.value, campaign.buyer_value) == (800, None)
    assert int(one_day.buyer_value.fen) == 10_000
    assert one_day.conversion.bp == 180
    assert one_day.paid.value == 90_000


def test_a_shop_whose_figures_end_earlier_is_named(shop: RealShop) -> None:
    take(shop, daily({9: Figures(paid_fen=300)}), FLAGSHIP)

    found = ask(shop, key_figures.key_figures)

    assert found.behind == (("山岚京东店", None),)


def test_the_amount_the_target_means_decides_what_was_reached(shop: RealShop) -> None:
    aim(shop, Measure.NET, 1_000_000)
    take(shop, orders(hours(10, [(20, 200_000)]), at(10), at(10, 21)))

    found = ask(shop, key_figures.key_figures)

    assert found.reached.value == 180_000
    assert found.attainment_bp == 1800


def test_without_a_target_nothing_is_planned_and_sales_still_show(shop: RealShop) -> None:
    aim(shop, Measure.PAID, None)
    take(shop, daily({10: Figures(paid_fen=8000)}))

    days = ask(shop, sales.by_day)
    by_phase = ask(shop, sales.by_phase)
    found = ask(shop, key_figures.key_figures)

    assert days["planned_fen"].isna().all()
    assert by_phase["target_fen"].isna().all()
    assert days["paid_fen"].sum() == by_phase["paid_fen"].sum() == 8000
    assert (found.attainment_bp, found.time_share_bp, found.target_fen) == (None, None, None)


def test_a_target_in_the_hundred_millions_is_planned(shop: RealShop) -> None:
    aim(shop, Measure.PAID, 30_000_000_000)

    assert ask(shop, sales.by_day)["planned_fen"].sum() == 30_000_000_000


def test_when_a_phase_is_taken_away_the_others_share_the_target(shop: RealShop) -> None:
    card = shop.desk.read(campaign_reports.card, actor=shop.operator, campaign_id=CAMPAIGN)
    wrap_up = card.phases[2].key
    shop.desk.perform(
        phases.remove_phase,
        actor=shop.operator,
        phase_id=wrap_up,
        version=card.versions["phase", wrap_up],
    )

    assert list(ask(shop, sales.by_phase)["target_fen"]) == [0, 1_250_000]


def test_every_way_to_add_up_the_sales_comes_to_the_same(shop: RealShop) -> None:
    take(shop, orders(hours(10, [(h, 10 + h) for h in range(24)]), at(10), at(11)))
    take(shop, daily({10: Figures(paid_fen=9), 12: Figures(paid_fen=500)}), SECOND)

    found = ask(shop, key_figures.key_figures).paid.value

    # 24 hours of 10 fen and 0 + 1 + … + 23 = 276 more, and both days of the other shop.
    assert found == 240 + 276 + 509
    for report in (sales.by_day, sales.by_phase, sale_places.by_shop):
        assert ask(shop, report)["paid_fen"].sum() == found
    assert ask(shop, sales.burn_up)["reached_fen"].max() == found


def test_imports_are_listed_with_who_brought_them(shop: RealShop) -> None:
    take(shop, daily({9: Figures(paid_fen=300)}))

    latest = shop.desk.read(imports.latest_imports, actor=shop.teammate).iloc[0]

    assert (latest["by"], latest["shop"], latest["file_name"]) == (
        "Zhou Yan",
        "山岚旗舰店",
        "export.csv",
    )


def test_a_campaign_in_the_bin_has_no_sales_and_strangers_see_none(shop: RealShop) -> None:
    with pytest.raises(Refusal, match="Sign in"):
        shop.desk.read(sales.by_day, actor=NOBODY, campaign_id=CAMPAIGN)
    shop.desk.perform(campaigns.remove, actor=shop.operator, campaign_id=CAMPAIGN)

    with pytest.raises(Refusal, match="recycle bin"):
        ask(shop, sales.by_day)


AMOUNTS = ["ordered_fen", "paid_fen", "refunded_fen", "net_fen", "orders"]


def ask(shop: RealShop, report: Callable[..., Any], **given: Any) -> Any:
    return shop.desk.read(report, actor=shop.teammate, campaign_id=CAMPAIGN, **given)


def aim(shop: RealShop, measure: Measure, target_fen: int | None) -> None:
    card = shop.desk.read(campaign_reports.card, actor=shop.operator, campaign_id=CAMPAIGN)
    shop.desk.perform(
        campaigns.set_target,
        actor=shop.operator,
        campaign_id=CAMPAIGN,
        version=card.version,
        target_fen=target_fen,
        measure=measure,
        shares_bp=card.shares_bp,
    )
