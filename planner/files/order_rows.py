"""A row of an order export: what an order says of itself, never its buyer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from planner.files import cells, ids
from planner.files.headers import Found, require_even
from planner.files.parts import is_sum
from planner.files.sheets import Cell
from planner.rules.exports import Export
from planner.words import Refusal


class OrderColumn(StrEnum):
    """The columns that are read; all others, and with them every buyer, stay in the file."""

    NUMBER = "number"
    WHOLE_ORDER = "whole_order"
    TOTAL = "total"
    KEPT = "kept"
    CREATED = "created"
    PAID = "paid"
    REFUND = "refund"
    AFTER_SALE = "after_sale"
    CURRENCY = "currency"
    STATE = "state"
    STAGES = "stages"


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Order:
    """One order, or one item of an order whose number is ``whole``.

    ``number`` is None where a spreadsheet has rounded it beyond recognition, ``created`` where the
    export does not say it. ``total`` is None in a further row of an order already read;
    ``deposit`` means that a deposit was paid and the balance is due, so nothing is sold yet.
    """

    number: str | None
    whole: str | None
    total: int | None
    kept: int | None
    created: datetime | None
    paid: datetime | None
    refund: int | None
    currency: str = ""
    deposit: bool = False


def reader(found: Found, export: Export, zone: str = "") -> Callable[[Sequence[Cell]], Order]:
    """What reads a row of this export. It raises Refusal for a row that has slipped or lacks what
    is needed.

    Moments that say their own offset become the wall clock of ``zone``, if one is given.
    """

    def order_in(raw: Sequence[Cell]) -> Order:
        require_even(raw, found)
        total = _money(raw, found, OrderColumn.TOTAL)
        number = _number(raw, found, OrderColumn.NUMBER)
        if total is None and export.first_row_only:
            return Order(number, None, None, None, None, None, None)
        paid = _moment(raw, found, OrderColumn.PAID, zone)
        created = _moment(raw, found, OrderColumn.CREATED, zone)
        if OrderColumn.CREATED in found.places:
            _needed(created, found, OrderColumn.CREATED)
        needed = _needed(total, found, OrderColumn.TOTAL)
        deposit = paid is not None and _owes_balance(raw, found, export)
        has_whole = OrderColumn.WHOLE_ORDER in found.places
        return Order(
            number=number,
            whole=_number(raw, found, OrderColumn.WHOLE_ORDER) if has_whole else number,
            total=needed,
            kept=_kept(raw, found),
            created=created,
            paid=None if deposit else paid,
            deposit=deposit,
            refund=_refund(raw, found, export, needed),
            currency=str(found.cell(raw, OrderColumn.CURRENCY)).strip()[:3],
        )

    return order_in


def _owes_balance(raw: Sequence[Cell], found: Found, export: Export) -> bool:
    for column in (OrderColumn.STATE, OrderColumn.STAGES):
        if column in found.places:
            said = str(found.cell(raw, column))
            if any(words in said for words in export.balance_due_when):
                return True
    return False


def _refund(raw: Sequence[Cell], found: Found, export: Export, total: int) -> int | None:
    """What was refunded; where the export has words only, all of an order whose words say so."""
    if export.refunded_when and OrderColumn.AFTER_SALE in found.places:
        said = str(found.cell(raw, OrderColumn.AFTER_SALE)).strip()
        return total if said in export.refunded_when else 0
    name = found.names.get(OrderColumn.REFUND, "")
    return cells.given_back(found.cell(raw, OrderColumn.REFUND), name)


def _kept(raw: Sequence[Cell], found: Found) -> int | None:
    name = found.names.get(OrderColumn.KEPT, "")
    return cells.balance(found.cell(raw, OrderColumn.KEPT), name)


def _number(raw: Sequence[Cell], found: Found, column: OrderColumn) -> str | None:
    """An order number, or None where a spreadsheet has rounded it (1.23E+18) beyond recognition."""
    number = ids.written(found.cell(raw, column))
    if number == "":
        raise Refusal("{column} is missing.", column=found.names[column])
    if is_sum(number or ""):
        raise Refusal("The row is a sum of the others and was not added to them.")
    return number


def _money(raw: Sequence[Cell], found: Found, column: OrderColumn) -> int | None:
    return cells.money(found.cell(raw, column), found.names.get(column, ""))


def _moment(raw: Sequence[Cell], found: Found, column: OrderColumn, zone: str) -> datetime | None:
    return cells.moment(found.cell(raw, column), found.names.get(column, ""), zone)


def _needed(value: T | None, found: Found, column: OrderColumn) -> T:
    if value is None:
        raise Refusal("{column} is missing.", column=found.names[column])
    return value
