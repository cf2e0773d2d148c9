"""A small 双11 of the real shop, with sums that can be worked out by hand.

Warm-up from 8 November to 10 November 20:00, burst from then to the end of 11 November, nothing on
the 12th, wrap-up on the 13th and 14th. The target is 12,500 yuan: 80 % in the burst, whose 28 hours
are those of the evening curve, so 20:00 to 21:00 should bring 26 % of 10,000 yuan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

from planner.actions import campaigns, sales
from planner.desk import Desk, Receipt
from planner.reports import imports
from planner.reports.imports import SalesPreview
from planner.rules.campaigns import Anchor, AnchorKind, Phase, PhaseKind
from planner.rules.figures import Figures, SalesFile, Source, Span
from planner.rules.layouts import LaidOutPlan, PlannedTask
from planner.rules.links import Link
from planner.rules.targets import Measure
from tests.support import real_shop
from tests.support.real_shop import Clock, RealShop

FLAGSHIP, SECOND = 1, 2
CAMPAIGN = 1
PICTURES, STOCK, REPLIES = 1, 2, 3
AFTER = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TARGET_FEN = 1_250_000


def build(url: str) -> None:
    """Open the shop and plan its sale."""
    real_shop.build(url)
    desk = Desk(url, clock=Clock())
    shop = RealShop(desk, Clock())
    desk.perform(
        campaigns.create,
        actor=shop.operator,
        name="双11 2026",
        sale="double11",
        sale_day=date(2026, 11, 11),
        shop_ids=[FLAGSHIP, SECOND],
        plan=small_plan(),
        shares_bp={"warm": 0, "burst": 8000, "wrap": 2000},
        target_fen=TARGET_FEN,
        measure=Measure.PAID,
        time_zone="Asia/Shanghai",
        language="zh",
    )
    desk.close()


def small_plan() -> LaidOutPlan:
    """Three phases and a task of design, of the warehouse and of customer service each."""
    phases = (
        Phase("warm", "预热", PhaseKind.WARM_UP, at(8), at(10, 20)),
        Phase("burst", "爆发", PhaseKind.BURST, at(10, 20), at(12)),
        Phase("wrap", "收尾", PhaseKind.WRAP_UP, at(13), at(15)),
    )
    return LaidOutPlan(
        sale="double11",
        name="双11",
        sale_day=date(2026, 11, 11),
        phases=phases,
        milestones=(),
        tasks=(
            _task("pictures", "design", "主图", steps=("白底图", "场景图")),
            _task("stock", "warehouse", "备货", after=("pictures",)),
            _task("replies", "customer_service", "快捷回复"),
        ),
        target_shares_bp={},
    )


def at(day: int, hour: int = 0) -> datetime:
    """A wall-clock hour of November 2026."""
    return datetime(2026, 11, day, hour)


def hours(day: int, amounts: Iterable[tuple[int, int]]) -> list[Span]:
    """Spans of a November day from (hour, paid fen): one order each hour, a tenth refunded."""
    return [
        Span(date(2026, 11, day), hour, Figures(fen, 1, fen, 1, fen // 10)) for hour, fen in amounts
    ]


def orders(spans: Sequence[Span], covers_from: datetime, covers_to: datetime) -> SalesFile:
    """An order export that says these hours."""
    return SalesFile(Source.TAOBAO_ORDERS, tuple(spans), len(spans), covers_from, covers_to)


def daily(days: dict[int, Figures]) -> SalesFile:
    """A sheet of daily figures by day of November."""
    spans = tuple(Span(date(2026, 11, day), None, figures) for day, figures in days.items())
    last = datetime.combine(date(2026, 11, max(days)), time(23, 59, 59))
    return SalesFile(Source.DAILY_SHEET, spans, len(spans), at(min(days)), last)


def seen(shop: RealShop, file: SalesFile, shop_id: int = FLAGSHIP) -> SalesPreview:
    """What the operator is shown before the file is taken in."""
    return shop.desk.read(imports.preview, actor=shop.operator, shop_id=shop_id, sales_file=file)


def take(shop: RealShop, file: SalesFile, shop_id: int = FLAGSHIP) -> Receipt:
    """Look at a file, agree and take it in."""
    return shop.desk.perform(
        sales.take_in,
        actor=shop.operator,
        shop_id=shop_id,
        sales_file=file,
        file_name="export.csv",
        sha256="0" * 64,
        digest=seen(shop, file, shop_id).digest,
    )


def _task(
    key: str, team: str, title: str, steps: tuple[str, ...] = (), after: tuple[str, ...] = ()
) -> PlannedTask:
    return PlannedTask(
        key=key,
        team=team,
        title=title,
        acceptance="",
        checklist=steps,
        effort_hours=4.0,
        must_have=True,
        needs_approval=False,
        core=True,
        phase="burst",
        anchor=Anchor(AnchorKind.OPENING, "burst"),
        offset_days=-5,
        duration_days=2,
        predecessors=tuple(Link(key) for key in after),
        due_on=date(2026, 11, 5),
    )
