"""Numbers of orders, items and variants: text, and never one that a spreadsheet has rounded."""

from __future__ import annotations

import re

from planner.files import cells
from planner.files.sheets import Cell
from planner.words import Refusal

# A spreadsheet keeps fifteen digits of a number and writes zeros for the others.
_FIRST_ROUNDED = 10**15
_DAMAGED = re.compile(r"[0-9.]+[Ee]\+[0-9]+")
_PLATFORM_ID = re.compile(r"[0-9]{8,20}")


def written(cell: Cell) -> str | None:
    """A number as text, "" where the cell is missing, None where a spreadsheet has rounded it.

    Takes off what keeps a spreadsheet from rounding: ="…", quotation marks, tabs.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        exact = abs(cell) < _FIRST_ROUNDED and cell == int(cell)
        return str(int(cell)) if exact else None
    number = str(cell).strip().removeprefix("=").strip("'\"\t ")
    if number in cells.MISSING:
        return ""
    return None if _DAMAGED.fullmatch(number) else number


def unrounded(cell: Cell, column: str) -> str:
    """A number as text, "" where the cell is missing; raises Refusal for a rounded one."""
    number = written(cell)
    if number is None:
        raise Refusal(
            "{column}: a spreadsheet has rounded this number. Format the column as text and write "
            "the number in full, or import the file as the platform exported it.",
            column=column,
        )
    return number


def platform_id(cell: Cell, column: str) -> str:
    """A platform's number of 8 to 20 digits, "" where the cell is missing."""
    number = unrounded(cell, column)
    if number and not _PLATFORM_ID.fullmatch(number):
        raise Refusal("{column}: write a number of 8 to 20 digits.", column=column)
    return number
