"""Tables for people: typed columns into an .xlsx workbook or a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO, StringIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from planner.files.guard import guard
from planner.words import Refusal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
"""UTF-16 units, which is how a spreadsheet counts (Excel specifications and limits)."""

Value = str | int | float | date | datetime | None


class Kind(StrEnum):
    """What a column holds: text; a date; a wall-clock moment; a count; hours; days, which may be
    halves; money in fen; a rate in basis points."""

    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    WHOLE = "whole"
    HOURS = "hours"
    DAYS = "days"
    MONEY = "money"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table going out.

    ``width`` is in characters; ``choices`` become a dropdown in .xlsx.
    """

    header: str
    kind: Kind = Kind.TEXT
    width: int = 16
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a workbook: what it is called, its columns and rows."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]


_FORMATS = {
    Kind.TEXT: {"text_wrap": True, "valign": "top", "num_format": "@"},
    Kind.DATE: {"valign": "top", "num_format": "yyyy-mm-dd"},
    Kind.MOMENT: {"valign": "top", "num_format": "yyyy-mm-dd hh:mm"},
    Kind.WHOLE: {"valign": "top", "num_format": "#,##0"},
    Kind.HOURS: {"valign": "top", "num_format": "General"},
    Kind.DAYS: {"valign": "top", "num_format": "General"},
    Kind.MONEY: {"valign": "top", "num_format": "#,##0.00"},
    Kind.RATE: {"valign": "top", "num_format": "0.0%"},
}
_PARTS = {Kind.MONEY: 100, Kind.RATE: 10_000}
LONGEST_SHEET_NAME = 31
_NOT_IN_A_SHEET_NAME = "[]:*?/\\\n\r\t"
_CHOICES_SHEET = "_choices"
_ROWS_TO_ADD = 500


def write_xlsx(columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, title: str) -> bytes:
    """A workbook of one sheet called ``title``, header frozen; None becomes an empty cell.

    Text is written as typed strings, so that none of it can be a formula or a link. Money comes in
    fen and is written in yuan. Raises Refusal for text longer than a cell holds.
    """
    return write_workbook([Table(title, columns, tuple(rows))])


def write_workbook(tables: Iterable[Table]) -> bytes:
    """A workbook of a sheet for each table, as ``write_xlsx`` writes one.

    Names that come twice are numbered. At most one of the tables has choices.
    """
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(buffer, options)
    taken: set[str] = set()
    for table in tables:
        _write_sheet(workbook, table, _free_name(_sheet_name(table.title), taken))
    workbook.close()
    return buffer.getvalue()


def write_csv(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need for Chinese; text is guarded.

    Money comes in fen and is written in yuan with two decimals and no separators.
    """
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([guard(_text(column.header, column)) for column in columns])
    for row in rows:
        writer.writerow([_said(value, column) for value, column in zip(row, columns, strict=True)])
    return out.getvalue().encode("utf-8-sig")


def _write_sheet(workbook: xlsxwriter.Workbook, table: Table, name: str) -> None:
    columns = table.columns
    sheet = workbook.add_worksheet(name)
    formats = [workbook.add_format(_FORMATS[column.kind]) for column in columns]
    bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, formats[place])
        sheet.write_string(0, place, _text(column.header, column), bold)
    last_row = 0
    for last_row, row in enumerate(table.rows, start=1):
        for place, value in enumerate(row):
            _write_cell(sheet, last_row, place, value, columns[place], formats[place])
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, last_row, len(columns) - 1)
    _offer_choices(workbook, sheet, columns, last_row + _ROWS_TO_ADD)


def _write_cell(
    sheet: Worksheet, row: int, place: int, value: Value, column: Column, look: Format
) -> None:
    if value is None or value == "":
        sheet.write_blank(row, place, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, place, _text(value, column), look)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, look)
    else:
        sheet.write_number(row, place, value / _PARTS.get(column.kind, 1), look)


def _said(value: Value, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guard(_text(value, column))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if column.kind is Kind.RATE:
        return f"{value / _PARTS[Kind.RATE]:.4f}"
    if column.kind is Kind.MONEY:
        sign, fen = "-" if value < 0 else "", abs(int(value))
        return f"{sign}{fen // 100}.{fen % 100:02d}"
    return repr(value).removesuffix(".0")


def _text(text: str, column: Column) -> str:
    """The text without what no file of a spreadsheet can hold: NUL, half characters, U+FFFE/F."""
    writable = text.encode("utf-8", errors="ignore").decode("utf-8")
    writable = writable.translate({0: None, 0xFFFE: None, 0xFFFF: None})
    if len(writable.encode("utf-16-le")) // 2 > LONGEST_CELL:
        raise Refusal(
            "{column}: a text is longer than the {limit} characters that a spreadsheet's cell "
            "holds. Shorten it and export again.",
            column=column.header,
            limit=LONGEST_CELL,
        )
    return writable


def _sheet_name(title: str) -> str:
    """The title as far as a sheet may be called so; "History" is a name Excel keeps for itself."""
    allowed = "".join(" " if letter in _NOT_IN_A_SHEET_NAME else letter for letter in title)
    name = _text(allowed, Column(title))[:LONGEST_SHEET_NAME].strip(" '")
    return "Sheet1" if name.casefold() in {"", "history", _CHOICES_SHEET} else name


def _free_name(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        ending = f" {number}"
        free = name[: LONGEST_SHEET_NAME - len(ending)] + ending
    taken.add(free.casefold())
    return free


def _offer_choices(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, columns: Sequence[Column], last_row: int
) -> None:
    """Dropdowns, whose choices stand on a hidden sheet: inline ones end at 255 characters."""
    if not any(column.choices for column in columns):
        return
    hidden = workbook.add_worksheet(_CHOICES_SHEET)
    hidden.hide()
    for place, column in enumerate(columns):
        if not column.choices:
            continue
        for row, choice in enumerate(column.choices):
            hidden.write_string(row, place, choice)
        letter = xl_col_to_name(place)
        source = f"={_CHOICES_SHEET}!${letter}$1:${letter}${len(column.choices)}"
        sheet.data_validation(1, place, last_row, place, {"validate": "list", "source": source})
