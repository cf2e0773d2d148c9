"""What one cell says: money, a whole number, a day, a moment; strict, exact, missing is never 0."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal

from planner.files.sheets import Cell
from planner.rules.money import parse_fen
from planner.words import Refusal

MISSING = frozenset({"", "-", "--", "—", "——"})
LARGEST_COUNT = 10**12
FIRST_YEAR, LAST_YEAR = 2000, 2099

_NUMBER = re.compile(r"(-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(万|亿)?")
_PLAIN_MONEY = re.compile(r"[0-9]{1,11}(?:\.[0-9]{1,2})?")
_MOMENT = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
    r"(?:[ T]*([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:\.[0-9]+)?)?)?"
)
_EIGHT_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:\.0)?")
_UNITS = {"万": 10_000, "亿": 100_000_000}
_LONGEST_AMOUNT = 40
_MOST_YUAN = 10**14
_FLOAT_NOISE = Decimal("0.000001")
_SERIAL_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 -- a spreadsheet's day 0 has no zone


def is_missing(cell: Cell) -> bool:
    """Whether the cell is empty, a dash, or nothing but spaces and tabs."""
    return isinstance(cell, str) and (cell in MISSING or cell.strip(" \t\r\n　\xa0") in MISSING)


def money(cell: Cell, column: str) -> int | None:
    """An amount in fen, or None where the cell is missing.

    Text as ``rules.money.parse_fen`` reads it; a spreadsheet's number may be off by the millionth
    of a yuan that its arithmetic leaves behind. The refusal does not repeat the cell, because a
    slipped column may hold a buyer's address.
    """
    if isinstance(cell, str):
        if _PLAIN_MONEY.fullmatch(cell):
            yuan, _, cents = cell.partition(".")
            return int(yuan) * 100 + int(cents.ljust(2, "0"))
        if is_missing(cell):
            return None
    text = cell if isinstance(cell, str) else _amount_text(cell)
    try:
        return parse_fen(text if len(text) <= _LONGEST_AMOUNT else "")
    except Refusal as refusal:
        raise Refusal(
            "{column}: write an amount of 0 or more like 1,234.50, with at most two decimals.",
            column=column,
        ) from refusal


def whole(cell: Cell, column: str) -> int | None:
    """A count, or None where the cell is missing; raises Refusal for fractions and below zero."""
    if is_missing(cell):
        return None
    count = number(cell)
    if count is None or count != count.to_integral_value():
        raise Refusal("{column}: write a whole number.", column=column)
    if not 0 <= count < LARGEST_COUNT:
        raise Refusal("{column}: the number is below zero or too large.", column=column)
    return int(count)


def day(cell: Cell, column: str) -> date | None:
    """A date, or None where the cell is missing; raises Refusal for times of day and non-dates."""
    instant = moment(cell, column)
    if instant is None:
        return None
    if instant.time() != datetime.min.time():
        raise Refusal("{column}: write a date like 2026-11-11.", column=column)
    return instant.date()


def moment(cell: Cell, column: str) -> datetime | None:
    """A wall-clock moment to the second, or None where the cell is missing; a date is its midnight.

    Reads 2026-11-11 20:00:05, 2026/11/11 20:00, 20261111, 2026年11月11日 and dates of a
    spreadsheet; raises Refusal for anything else and for years outside 2000 to 2099.
    """
    if is_missing(cell):
        return None
    try:
        found = _moment(cell)
    except (ValueError, OverflowError):
        found = None
    if found is None or found.tzinfo or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Refusal("{column}: write a date like 2026-11-11.", column=column)
    return found


def number(cell: Cell) -> Decimal | None:
    """The number a cell holds, exactly as written, or None where it holds none.

    Reads 1,234.5, 1.2万 and 3亿, full width too; commas in odd places make it none.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        value = Decimal(repr(cell))
        return value if value.is_finite() else None
    if not isinstance(cell, str):
        return None
    text = unicodedata.normalize("NFKC", cell).replace("\N{MINUS SIGN}", "-").strip()
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    digits, unit = match.groups()
    return Decimal(digits.replace(",", "")) * _UNITS.get(unit, 1)


def _amount_text(cell: Cell) -> str:
    amount = number(cell)
    if amount is None or abs(amount) >= _MOST_YUAN:
        return ""
    rounded = round(amount, 2)
    return f"{rounded if abs(amount - rounded) <= _FLOAT_NOISE else amount:f}"


def _moment(cell: Cell) -> datetime | None:
    if isinstance(cell, datetime):
        return (cell + timedelta(milliseconds=500)).replace(microsecond=0)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 -- wall clock of the shop
    if isinstance(cell, str):
        if len(cell) == 19 and cell[4] == cell[7] == "-" and cell[13] == ":":
            return datetime.fromisoformat(cell)
        text = unicodedata.normalize("NFKC", cell).strip()
        match = _MOMENT.fullmatch(text) or _EIGHT_DIGITS.fullmatch(text)
        if match is None:
            return None
        parts = [int(part or 0) for part in match.groups()]
        hour, minute, second = parts[3:] or (0, 0, 0)
        return datetime(parts[0], parts[1], parts[2], hour, minute, second)  # noqa: DTZ001 -- wall clock of the shop
    if not isinstance(cell, int | float):
        return None
    if _EIGHT_DIGITS.fullmatch(repr(cell)):
        return _moment(repr(cell))
    return _moment(_SERIAL_DAY_ZERO + timedelta(days=cell))
