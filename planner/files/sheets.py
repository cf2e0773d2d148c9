"""Bytes of a spreadsheet, whatever kind it is, into tables of raw cells.

What a file is, its bytes say; its name only appears in sentences.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, TextIOWrapper
from itertools import islice

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from planner.files import old_workbooks
from planner.files.safety import require_size, require_sound_workbook
from planner.words import Refusal

Cell = str | int | float | bool | date | datetime | time | timedelta

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"PK\x05\x06",
    b"Rar!",
    b"\x1f\x8b",
    b"7z\xbc",
)
_WEB_PAGE = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|meta|head|\?xml)", re.I)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = (",", "\t", ";")
_LINES_TO_SNIFF = 15
_LONGEST_LETTER = 4


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, read once from top to bottom.

    ``rows`` gives (row number as a spreadsheet shows it, raw cells); empty cells are "".
    ``share_read`` says how much has been read, 0 to 1. ``guarded`` marks text files, whose text
    may carry the apostrophe of ``guard``.
    """

    rows: Iterator[tuple[int, Sequence[Cell]]]
    share_read: Callable[[], float]
    guarded: bool


def tables(content: bytes, file_name: str) -> Iterator[Table]:
    """The visible sheets of an .xlsx or .xls file, or the one table of a text file.

    Raises Refusal for anything else: empty, too large, damaged, protected, or no spreadsheet.
    """
    require_size(content, file_name)
    if content.startswith(_ZIP):
        require_sound_workbook(content, file_name)
        return _workbook(content, file_name)
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise old_workbooks.protected(file_name)
        return (_old_sheet(rows) for rows in old_workbooks.sheets(content, file_name))
    return iter((_text(content, file_name),))


def _workbook(content: bytes, file_name: str) -> Iterator[Table]:
    with _calamine(file_name):
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
        ]
    for name in names:
        with _calamine(file_name):
            sheet = workbook.get_sheet_by_name(name)
        yield _sheet(sheet)


@contextmanager
def _calamine(file_name: str) -> Iterator[None]:
    try:
        yield
    except CalamineError as error:
        raise old_workbooks.unreadable(file_name) from error


def _sheet(sheet: CalamineSheet) -> Table:
    read = 0
    height = max(sheet.total_height, 1)

    def rows() -> Iterator[tuple[int, Sequence[Cell]]]:
        nonlocal read
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            read = number
            yield number, cells

    return Table(rows=rows(), share_read=lambda: min(read / height, 1.0), guarded=False)


def _old_sheet(rows: Sequence[Sequence[Cell]]) -> Table:
    return Table(rows=iter(enumerate(rows, start=1)), share_read=lambda: 1.0, guarded=False)


def _text(content: bytes, file_name: str) -> Table:
    if content.startswith(_OTHER_KINDS):
        raise _no_spreadsheet(file_name)
    if _WEB_PAGE.match(content[:200]):
        raise Refusal(
            "{file} is a web page with the name of a spreadsheet. "
            "Open it in a spreadsheet program, save it as .xlsx and choose the new file.",
            file=file_name,
        )
    encoding = _encoding(content)
    if encoding is None:
        raise _cut_off(file_name) if _ends_early(content) else _no_spreadsheet(file_name)
    raw = BytesIO(content)
    delimiter = _delimiter(content, encoding)

    def rows() -> Iterator[tuple[int, Sequence[Cell]]]:
        lines = TextIOWrapper(raw, encoding=encoding, newline="")
        try:
            yield from enumerate(csv.reader(lines, delimiter=delimiter), start=1)
        except csv.Error as error:
            raise Refusal(
                "{file} has a cell that never ends, probably a stray quotation mark. "
                "Export it again or save it as .xlsx.",
                file=file_name,
            ) from error

    def share_read() -> float:
        return 1.0 if raw.closed else min(raw.tell() / len(content), 1.0)

    return Table(rows=rows(), share_read=share_read, guarded=True)


def _no_spreadsheet(file_name: str) -> Refusal:
    return Refusal(
        "{file} is not a spreadsheet. Choose an .xlsx, .xls or CSV file.", file=file_name
    )


def _cut_off(file_name: str) -> Refusal:
    return Refusal(
        "{file} is damaged or cut off. Export or save it again and choose the new file.",
        file=file_name,
    )


def _encoding(content: bytes) -> str | None:
    """UTF-8 before GB18030, because GB18030 reads most UTF-8 as nonsense without complaint."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding if _decodes(content, encoding) else None
    if b"\0" in content[:4096]:
        little = content[1:4096:2].count(0) > content[0:4096:2].count(0)
        encoding = "utf-16-le" if little else "utf-16-be"
        return encoding if _decodes(content, encoding) else None
    if _decodes(content, "utf-8"):
        return "utf-8"
    return "gb18030" if not _is_cut_utf_8(content) and _decodes(content, "gb18030") else None


def _ends_early(content: bytes) -> bool:
    """Whether it is text but for its very end, which is half a letter."""
    longest = range(1, min(_LONGEST_LETTER, len(content)))
    return any(_encoding(content[:-cut]) is not None for cut in longest)


def _is_cut_utf_8(content: bytes) -> bool:
    """GB18030 may read the half letter at the end of UTF-8, and all before it as nonsense."""
    begun = content[: -_LONGEST_LETTER + 1]
    return not begun.isascii() and _decodes(content, "utf-8", to_the_end=False)


def _decodes(content: bytes, encoding: str, *, to_the_end: bool = True) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(content), 1 << 20):
            piece = decoder.decode(content[start : start + (1 << 20)])
            if "\0" in piece:
                return False
        decoder.decode(b"", final=to_the_end)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(content: bytes, encoding: str) -> str:
    """The one that gives the widest row near the top."""

    def widest(delimiter: str) -> int:
        lines = TextIOWrapper(BytesIO(content), encoding=encoding, newline="")
        try:
            top = islice(csv.reader(lines, delimiter=delimiter), _LINES_TO_SNIFF)
            return max((len(cells) for cells in top), default=0)
        except csv.Error:
            return 0

    return max(_DELIMITERS, key=widest)
