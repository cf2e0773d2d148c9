"""A row of a Taobao or Tmall order export: what an order says of itself, never its buyer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from planner.files import cells, ids
from planner.files.headers import Found, Layout, require_even
from planner.files.sheets import Cell
from planner.words import Refusal


class OrderColumn(StrEnum):
    """The columns that are read; all others, and with them every buyer, stay in the file."""

    NUMBER = "number"
    TOTAL = "total"
    KEPT = "kept"
    CREATED = "created"
    PAID = "paid"
    REFUND = "refund"


LAYOUT = Layout(
    columns={
        OrderColumn.NUMBER: ("订单编号",),
        OrderColumn.TOTAL: ("总金额",),
        OrderColumn.KEPT: ("买家实际支付金额",),
        OrderColumn.CREATED: ("订单创建时间",),
        OrderColumn.PAID: ("订单付款时间",),
        OrderColumn.REFUND: ("退款金额",),
    },
    suits=lambda columns: (
        {OrderColumn.NUMBER, OrderColumn.TOTAL, OrderColumn.CREATED, OrderColumn.PAID}
        <= set(columns)
    ),
    looked_for="订单编号, 总金额, 订单创建时间, 订单付款时间",
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Order:
    """One order; ``number`` is None where a spreadsheet has rounded it beyond recognition."""

    number: str | None
    total: int
    kept: int | None
    created: datetime
    paid: datetime | None
    refund: int | None


def order_in(raw: Sequence[Cell], found: Found) -> Order:
    """The order in a row. Raises Refusal for a row that has slipped or lacks what is needed."""
    require_even(raw, found)
    return Order(
        number=_number(found.cell(raw, OrderColumn.NUMBER), found.names[OrderColumn.NUMBER]),
        total=_needed(_money(raw, found, OrderColumn.TOTAL), found, OrderColumn.TOTAL),
        kept=_money(raw, found, OrderColumn.KEPT),
        created=_needed(_moment(raw, found, OrderColumn.CREATED), found, OrderColumn.CREATED),
        paid=_moment(raw, found, OrderColumn.PAID),
        refund=_money(raw, found, OrderColumn.REFUND),
    )


def _number(cell: Cell, column: str) -> str | None:
    """An order number, or None where a spreadsheet has rounded it (1.23E+18) beyond recognition."""
    number = ids.written(cell)
    if number == "":
        raise Refusal("{column} is missing.", column=column)
    return number


def _money(raw: Sequence[Cell], found: Found, column: OrderColumn) -> int | None:
    return cells.money(found.cell(raw, column), found.names.get(column, ""))


def _moment(raw: Sequence[Cell], found: Found, column: OrderColumn) -> datetime | None:
    return cells.moment(found.cell(raw, column), found.names.get(column, ""))


def _needed(value: T | None, found: Found, column: OrderColumn) -> T:
    if value is None:
        raise Refusal("{column} is missing.", column=found.names[column])
    return value
