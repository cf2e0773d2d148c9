"""Old .xls workbooks, read by a process of their own.

A damaged .xls can make its parser panic or ask for petabytes, which ends the whole process; so the
process that it ends is one that nobody else works in. Run as a program, this module reads a
workbook from its input and writes its sheets as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from planner.words import Refusal

OldCell = str | float | bool | date
MOST_SECONDS = 60
MOST_MEMORY = 3 * 2**29

_ROOT = Path(__file__).parents[2]
_PROTECTED, _UNREADABLE = 3, 4


def sheets(content: bytes, file_name: str) -> Iterator[Sequence[Sequence[OldCell]]]:
    """The rows of each visible sheet; empty cells are "".

    Raises Refusal where the file is protected, cannot be read, or takes longer than a minute.
    """
    try:
        apart = subprocess.run(  # noqa: S603 -- our own module; nothing of the file is in the call
            [sys.executable, "-m", __name__],
            input=content,
            capture_output=True,
            cwd=_ROOT,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise unreadable(file_name) from error
    if apart.returncode == _PROTECTED:
        raise protected(file_name)
    if apart.returncode == _UNREADABLE or apart.returncode < 0:
        raise unreadable(file_name)
    apart.check_returncode()
    for rows in json.loads(apart.stdout):
        yield [[_cell(cell) for cell in row] for row in rows]


def protected(file_name: str) -> Refusal:
    """The refusal of a workbook that asks for a password."""
    return Refusal(
        "{file} is protected by a password. Save it without one and choose it again.",
        file=file_name,
    )


def unreadable(file_name: str) -> Refusal:
    """The refusal of a workbook that its parser gives up on."""
    return Refusal(
        "{file} cannot be read as a spreadsheet. "
        "Open it, save it as .xlsx or CSV and choose the new file.",
        file=file_name,
    )


def _cell(said: str | float | bool | list[str]) -> OldCell:
    return datetime.fromisoformat(said[0]) if isinstance(said, list) else said


def _said(cell: object) -> object:
    """A cell as JSON: a date as a list of its text, a length of time as its text."""
    if isinstance(cell, date):
        return [cell.isoformat()]
    return cell if isinstance(cell, str | int | float | bool) else str(cell)


def _main() -> int:
    with suppress(ImportError):  # Windows knows no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
        found = [
            [
                [_said(cell) for cell in row]
                for row in workbook.get_sheet_by_name(sheet.name).iter_rows()
            ]
            for sheet in workbook.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
        ]
    except PasswordError:
        return _PROTECTED
    except BaseException as error:  # the parser's panics are no Exception
        print(error, file=sys.stderr)
        return _UNREADABLE
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
