"""What one cell of a list of tasks says, and how it is written."""

from __future__ import annotations

import re
from datetime import date

from planner.files import cells
from planner.files.sheets import Cell
from planner.files.tables_out import Value
from planner.rules.link_notation import pieces
from planner.words import Refusal

Checklist = tuple[tuple[bool, str], ...]
TaskCell = str | date | float | bool | tuple[str, ...] | Checklist | None

MOST_HOURS = 100_000
_YES = frozenset({"yes", "y", "true", "1", "x", "是", "对", "√", "✓", "✔", "必须"})
_NO = frozenset({"no", "n", "false", "0", "否", "非必须"})
_LINE_END = re.compile(r"\r\n?|\n")
_ITEM = re.compile(r"\s*(?:[-*]\s+)?[\[【]\s?([xX√✓✔]?)\s?[\]】](.*)", re.DOTALL)


def text(cell: Cell, _: str) -> str | None:
    """The text as it stands, line ends as \\n; None where there is nothing but spaces.

    A number without decimals reads as its digits: a spreadsheet makes 12.0 of the key 12.
    """
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    said_ = _LINE_END.sub("\n", str(cell))
    return said_ if said_.strip() else None


def key(cell: Cell, column: str) -> str | None:
    """The key of a task, without spaces around it; None where the cell is empty."""
    said_ = text(cell, column)
    return said_.strip() if said_ else None


def hours(cell: Cell, column: str) -> float | None:
    """Hours from 0 to 100,000, or None where the cell is missing."""
    if cells.is_missing(cell):
        return None
    number = cells.number(cell)
    if number is None or not 0 <= number <= MOST_HOURS:
        raise Refusal("{column}: write hours like 7.5.", column=column)
    return float(number)


def yes_or_no(cell: Cell, column: str) -> bool | None:
    """Yes or no in English, Chinese, as a tick or as 1 and 0; None where the cell is missing."""
    if isinstance(cell, bool):
        return cell
    if cells.is_missing(cell):
        return None
    word = (text(cell, column) or "").strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Refusal("{column}: write yes or no.", column=column)


def links(cell: Cell, column: str) -> tuple[str, ...]:
    """What a task waits for: numbers or keys of tasks, as ``rules.link_notation`` writes links."""
    return () if cells.is_missing(cell) else pieces(text(cell, column) or "")


def checklist(cell: Cell, column: str) -> Checklist:
    """One item a line: "[x] ticked", "[ ] open"; a line without a box is open."""
    lines = (text(cell, column) or "").split("\n")
    return tuple(_item(line) for line in lines if line.strip())


def said(value: TaskCell, yes_no: tuple[str, str]) -> Value:
    """The value as a file holds it; a line end inside a checklist item becomes a space."""
    if isinstance(value, bool):
        return yes_no[0] if value else yes_no[1]
    if not isinstance(value, tuple):
        return value
    if all(isinstance(name, str) for name in value):
        return ", ".join(str(name) for name in value)
    return "\n".join(
        f"[{'x' if item[0] else ' '}] {_LINE_END.sub(' ', str(item[1]))}" for item in value
    )


def _item(line: str) -> tuple[bool, str]:
    match = _ITEM.fullmatch(line)
    if match is None:
        return False, line.strip()
    return bool(match[1]), match[2].strip()
