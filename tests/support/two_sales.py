"""The small 双11 of the real shop, with that of the year before behind it.

Last year's flagship sold 1,000 yuan in its warm-up, 6,000 on the evening it opened and 3,000 the
day after; nothing later. This year's target is 12,500 yuan.
"""

from __future__ import annotations

from datetime import date, datetime, time

from planner.actions import campaigns
from planner.desk import Desk
from planner.rules.figures import Figures, SalesFile, Source, Span
from planner.rules.targets import Measure
from tests.support import small_sale
from tests.support.real_shop import Clock, RealShop
from tests.support.small_sale import FLAGSHIP, small_plan, take

LAST_YEAR = 2


def build(url: str) -> None:
    """Both sales; last year's is known to its end, hour by hour."""
    small_sale.build(url)
    desk = Desk(url, clock=Clock())
    shop = RealShop(desk, Clock())
    desk.perform(
        campaigns.create,
        actor=shop.operator,
        name="双11 2025",
        sale="double11",
        sale_day=date(2025, 11, 11),
        shop_ids=[FLAGSHIP],
        plan=small_plan().moved_to(date(2025, 11, 11)),
        shares_bp={"warm": 0, "burst": 8000, "wrap": 2000},
        target_fen=1_000_000,
        measure=Measure.PAID,
        time_zone="Asia/Shanghai",
        language="zh",
    )
    spans = [
        _hour(9, 12, 100_000),
        _hour(10, 20, 400_000),
        _hour(10, 21, 200_000),
        _hour(11, 10, 300_000),
    ]
    end = datetime(2025, 11, 14, 23, 59, 59)
    take(
        shop,
        SalesFile(Source.TAOBAO_ORDERS, tuple(spans), 4, datetime(2025, 11, 8), end),
    )
    people = (Span(date(2025, 11, 11), None, Figures(paid_fen=300_000, visitors=1_500, buyers=60)),)
    start = datetime.combine(date(2025, 11, 11), time.min)
    take(shop, SalesFile(Source.DAILY_SHEET, people, 1, start, end))
    desk.close()


def _hour(day: int, hour: int, fen: int) -> Span:
    return Span(date(2025, 11, day), hour, Figures(fen, 10, fen, 10, 0))
