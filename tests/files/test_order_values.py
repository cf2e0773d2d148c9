"""An order export becomes the values of its paid orders, without a trace of who bought."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from planner.files import order_values
from planner.files.order_values import OrderValues
from planner.words import Refusal
from tests.files.making import ORDER_HEADERS, csv_file, xlsx_file

PAID = (1, "178.8", "178.8", "上海", "2026-11-10 20:00:00", "2026-11-10 20:00:09", "0.0")
UNPAID = (2, "21.0", "0.0", "内蒙古自治区", "2026-11-10 20:10:05", "", "0.0")
REFUNDED = (3, "64.8", "0.0", "江苏省", "2026-11-10 23:59:58", "2026-11-11 00:00:02", "64.8")
FREE = (4, "0", "0", "安徽省", "2026-11-10 21:30:00", "2026-11-10 21:30:30", "0.0")
AGAIN = (1, "178.8", "178.8", "上海", "2026-11-10 20:00:00", "2026-11-10 20:00:09", "0.0")
BROKEN = (5, "1,2", "1", "上海", "2026-11-10 20:00:00", "2026-11-10 20:00:09", "0.0")


def read_orders(*rows: tuple[object, ...]) -> OrderValues:
    return order_values.read(csv_file(ORDER_HEADERS, *rows), "orders.csv")


def test_every_paid_order_counts_once_with_what_was_paid_before_refunds() -> None:
    found = read_orders(PAID, UNPAID, REFUNDED, FREE, AGAIN, BROKEN)

    assert found.values_fen == (17_880, 6_480)
    assert (found.first_day, found.last_day) == (date(2026, 11, 10), date(2026, 11, 11))
    assert (found.rows_read, found.unpaid) == (6, 2)
    assert [one.row for one in found.skipped] == [6, 7]


def test_a_workbook_reads_like_the_text() -> None:
    content = xlsx_file(ORDER_HEADERS, PAID, REFUNDED)

    assert order_values.read(content, "orders.xlsx") == read_orders(PAID, REFUNDED)


def test_nothing_but_values_and_days_leaves_the_file() -> None:
    found = read_orders(PAID, REFUNDED, BROKEN)

    assert {field.name for field in fields(found)} == {
        *("values_fen", "first_day", "last_day", "rows_read", "unpaid", "skipped")
    }
    assert "上海" not in repr(found)


@pytest.mark.parametrize(
    ("rows", "named"), [((UNPAID, FREE), "was paid"), ((), "no rows"), ((BROKEN,), "Row 2")]
)
def test_a_file_without_paid_orders_is_refused(
    rows: tuple[tuple[object, ...], ...], named: str
) -> None:
    with pytest.raises(Refusal, match=named):
        read_orders(*rows)


def test_another_file_is_refused() -> None:
    with pytest.raises(Refusal, match="订单编号"):
        order_values.read(csv_file(["日期", "支付金额"], ("2026-11-10", "5")), "daily.csv")
