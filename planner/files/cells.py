"""What one cell says: money, a whole number, a day, a moment; strict, exact, missing is never 0."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

from planner.files.sheets import Cell
from planner.rules.money import parse_fen
from planner.words import Refusal

MISSING = frozenset({"", "-", "--", "—", "——"})
LARGEST_COUNT = 10**12
FIRST_YEAR, LAST_YEAR = 2000, 2099

_NUMBER = re.compile(r"(-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(万|亿)?")
_CURRENCY = re.compile(r"(?:[A-Z]{2,3})?\s*[£$€]\s*|\s*€$|^\s*(?:RMB|CNY)\s*")
_PERCENT = re.compile(r"(.*?)\s*%")
_OFFSET = re.compile(r"(.*[0-9])\s*(Z|UTC|[+-][0-9]{2}:?[0-9]{2})")
# What a program writes of its number: 61045.299999999996, 1.23456789E7.
_BY_PROGRAM = re.compile(r"[0-9]+\.[0-9]{3,}|[0-9]\.[0-9]+E[0-9]{1,2}")
_BELOW_ZERO = re.compile(r"\s*(?:[-\u2212\uff0d](.*)|[((](.*)[))])\s*")
_PLAIN_MONEY = re.compile(r"[0-9]{1,11}(?:\.[0-9]{1,2})?")
_MOMENT = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
    r"(?:[ T]*([0-9]{1,2})[:时]([0-9]{1,2})分?(?:[:]?([0-9]{1,2})(?:\.[0-9]+)?秒?)?)?"
)
_CLOCK = r"(?:\s*(?:时|時|点整?|h)|:[0-9]{2}(?::[0-9]{2})?)?"
_HOUR = re.compile(
    r"(?:[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}[ T]+|第)?([0-9]{1,2})(?:\.0|" + _CLOCK + r")"
    r"(?:\s*[-–—~/至到]\s*[0-9]{1,2}" + _CLOCK + r")?"
)
_LAST_HOUR = 23
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

    Text as ``rules.money.parse_fen`` reads it, £, $ and € beside it; a spreadsheet's number may be
    off by the millionth of a yuan that its arithmetic leaves behind. The refusal does not repeat
    the cell, because a slipped column may hold a buyer's address.
    """
    if isinstance(cell, str):
        if _PLAIN_MONEY.fullmatch(cell):
            yuan, _, cents = cell.partition(".")
            return int(yuan) * 100 + int(cents.ljust(2, "0"))
        if is_missing(cell):
            return None
    text = _CURRENCY.sub("", cell) if isinstance(cell, str) else _amount_text(cell)
    if isinstance(cell, str) and _BY_PROGRAM.fullmatch(text.strip()):
        text = _amount_text(text)
    try:
        return parse_fen(text if len(text) <= _LONGEST_AMOUNT else "")
    except Refusal as refusal:
        _require_no_formula(cell, column)
        raise Refusal(
            "{column}: write an amount of 0 or more like 1,234.50, with at most two decimals.",
            column=column,
        ) from refusal


def given_back(cell: Cell, column: str) -> int | None:
    """A refund in fen, or None where the cell is missing; -12.50 and (12.50) are ¥12.50, too."""
    below = _below_zero(cell)
    return money(cell if below is None else below, column)


def balance(cell: Cell, column: str) -> int | None:
    """What is left in fen, below zero where more was given back, or None where it is missing."""
    below = _below_zero(cell)
    left = money(cell if below is None else below, column)
    return left if below is None or left is None else -left


def whole(cell: Cell, column: str) -> int | None:
    """A count, or None where the cell is missing; raises Refusal for fractions and below zero."""
    if is_missing(cell):
        return None
    count = number(cell)
    if count is None or count != count.to_integral_value():
        _require_no_formula(cell, column)
        raise Refusal("{column}: write a whole number.", column=column)
    if not 0 <= count < LARGEST_COUNT:
        raise Refusal(
            "{column}: the number is below zero or too large. Write one of 0 or more.",
            column=column,
        )
    return int(count)


def day(cell: Cell, column: str) -> date | None:
    """A date, or None where the cell is missing; raises Refusal for times of day and non-dates."""
    instant = moment(cell, column)
    if instant is None:
        return None
    if instant.time() != datetime.min.time():
        raise Refusal("{column}: write a date like 2026-11-11.", column=column)
    return instant.date()


def hour(cell: Cell, column: str) -> int | None:
    """A clock hour, 0 to 23, or None where the cell is missing.

    Reads 9, 09:00, 9时, 9 点, 第9时, 09:00-09:59, 9到10 and moments, whose hour counts.
    """
    if is_missing(cell):
        return None
    if isinstance(cell, datetime | time):
        return cell.hour
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    match = _HOUR.fullmatch(text)
    if match is None or int(match[1]) > _LAST_HOUR:
        raise Refusal("{column}: write an hour from 0 to 23.", column=column)
    return int(match[1])


def moment(cell: Cell, column: str, zone: str = "") -> datetime | None:
    """A wall-clock moment to the second, or None where the cell is missing; a date is its midnight.

    Reads 2026-11-11 20:00:05, 2026/11/11 20:00, 20261111, 2026年11月11日 and dates of a
    spreadsheet; with a ``zone`` also 2026-11-11 12:00:05 +0000, as that zone's wall clock. Raises
    Refusal for anything else and for years outside 2000 to 2099.
    """
    if is_missing(cell):
        return None
    try:
        found = _moment(cell) or (_zoned(cell, zone) if zone else None)
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
    if _BY_PROGRAM.fullmatch(text):
        return Decimal(text)
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    digits, unit = match.groups()
    return Decimal(digits.replace(",", "")) * _UNITS.get(unit, 1)


def rate(cell: Cell) -> tuple[Decimal, bool] | None:
    """The number of a rate and whether a percent sign stands behind it; None where there is none.

    What a number without the sign means, the whole column decides.
    """
    match = _PERCENT.fullmatch(cell.strip()) if isinstance(cell, str) else None
    value = number(match[1] if match else cell)
    return None if value is None else (value, match is not None)


def _below_zero(cell: Cell) -> Cell | None:
    """The amount of a cell below zero without its sign, None for every other cell."""
    if isinstance(cell, str):
        if cell[:1].isdigit() or is_missing(cell):
            return None
        match = _BELOW_ZERO.fullmatch(cell)
        return match[1] or match[2] or "" if match else None
    return -cell if isinstance(cell, int | float) and cell < 0 else None


def _require_no_formula(cell: Cell, column: str) -> None:
    if isinstance(cell, str) and cell.lstrip().startswith("="):
        raise Refusal(
            "{column}: a formula stands here instead of its result. Save the sheet with its "
            "results and choose it again.",
            column=column,
        )


def _zoned(cell: Cell, zone: str) -> datetime | None:
    """A moment that says its own offset, as the wall clock of a zone."""
    match = _OFFSET.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if match is None:
        return None
    written, offset = match.groups()
    plain = _moment(written)
    if plain is None:
        return None
    ahead = UTC if offset in ("Z", "UTC") else _offset(offset)
    return plain.replace(tzinfo=ahead).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _offset(text: str) -> timezone:
    hours, minutes = int(text[1:3]), int(text[-2:])
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if text[0] == "-" else ahead)


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
