"""A sheet of daily figures, one row a day, into spans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from enum import StrEnum

from planner.files import cells
from planner.files.headers import Found, Layout, require_even, require_usable
from planner.files.sheets import Cell
from planner.rules.figures import Figures, SalesFile, Skipped, Source, Span
from planner.words import Refusal


class DailyColumn(StrEnum):
    """The columns that are read."""

    DATE = "date"
    PAID = "paid_fen"
    ORDERS = "paid_count"
    VISITORS = "visitors"
    BUYERS = "buyers"
    REFUNDED = "refunded_fen"
    ORDERED = "ordered_fen"
    PLACED = "ordered_count"


# 商品访客数 is missing on purpose: visitors of items do not add up to visitors of the shop.
LAYOUT = Layout(
    columns={
        DailyColumn.DATE: ("统计日期", "日期", "数据日期", "统计时间", "时间", "date", "day"),
        DailyColumn.PAID: (
            *("支付金额", "成交金额", "实付金额", "销售额", "金额"),
            *("paid amount", "amount", "paid", "sales", "revenue"),
        ),
        DailyColumn.ORDERS: (
            *("支付订单数", "支付父订单数", "成交订单数", "成交单量", "订单数", "订单量"),
            *("paid orders", "orders"),
        ),
        DailyColumn.VISITORS: ("访客数", "访客数(UV)", "访客", "UV", "visitors"),
        DailyColumn.BUYERS: (
            *("支付买家数", "成交买家数", "成交客户数", "成交人数", "支付人数", "买家数"),
            *("paying buyers", "buyers"),
        ),
        DailyColumn.REFUNDED: (
            *("退款金额", "成功退款金额", "成功退货退款金额", "退款"),
            *("refunded amount", "refund amount", "refunded", "refunds", "refund"),
        ),
        DailyColumn.ORDERED: ("下单金额", "ordered amount", "ordered"),
        DailyColumn.PLACED: ("下单订单数", "下单单量", "下单笔数", "orders placed"),
    },
    suits=lambda columns: DailyColumn.DATE in columns and len(columns) > 1,
    looked_for="日期 (date), 支付金额 (amount), 订单数 (orders), 访客数 (visitors), "
    "支付买家数 (buyers)",
)


def take(
    found: Found, file_name: str, progress: Callable[[float], None] | None = None
) -> SalesFile:
    """One span for each day with at least one figure; a column or cell that is missing stays None.

    ``covers_to`` is the last second of the last day. Raises Refusal where a date stands twice or no
    row is usable.
    """
    spans: dict[date, Span] = {}
    row_of_day: dict[date, int] = {}
    skipped: list[Skipped] = []
    rows_read = 0
    for row, raw in found.rows:
        rows_read += 1
        try:
            span = _span(raw, found)
        except Refusal as refusal:
            skipped.append(Skipped(row, refusal.sentence))
            continue
        if span.day in row_of_day:
            raise Refusal(
                "Rows {first} and {second} are both for {day}. Keep one row for each day.",
                first=row_of_day[span.day],
                second=row,
                day=span.day,
            )
        row_of_day[span.day] = row
        spans[span.day] = span
        if progress is not None:
            progress(found.share_read())
    require_usable(rows_read, skipped, file_name)
    return SalesFile(
        source=Source.DAILY_SHEET,
        spans=tuple(spans[day] for day in sorted(spans)),
        rows_read=rows_read,
        covers_from=datetime.combine(min(spans), time.min),
        covers_to=datetime.combine(max(spans), time(23, 59, 59)),
        skipped=tuple(skipped),
    )


def _span(raw: Sequence[Cell], found: Found) -> Span:
    require_even(raw, found)
    day = cells.day(found.cell(raw, DailyColumn.DATE), found.names[DailyColumn.DATE])
    if day is None:
        raise Refusal("{column} is missing.", column=found.names[DailyColumn.DATE])
    figures = Figures(
        ordered_fen=_money(raw, found, DailyColumn.ORDERED),
        ordered_count=_whole(raw, found, DailyColumn.PLACED),
        paid_fen=_money(raw, found, DailyColumn.PAID),
        paid_count=_whole(raw, found, DailyColumn.ORDERS),
        refunded_fen=_money(raw, found, DailyColumn.REFUNDED),
        visitors=_whole(raw, found, DailyColumn.VISITORS),
        buyers=_whole(raw, found, DailyColumn.BUYERS),
    )
    if figures == Figures():
        raise Refusal("The row has a date but no figure.")
    return Span(day=day, hour=None, figures=figures)


def _money(raw: Sequence[Cell], found: Found, column: DailyColumn) -> int | None:
    return cells.money(found.cell(raw, column), found.names.get(column, ""))


def _whole(raw: Sequence[Cell], found: Found, column: DailyColumn) -> int | None:
    return cells.whole(found.cell(raw, column), found.names.get(column, ""))
