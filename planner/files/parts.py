"""What the rows of a sheet say, and of channels in levels one level only, so that nothing counts
twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.files import cells
from planner.files.sheets import Cell
from planner.rules.figures import Figures
from planner.words import Refusal

_ALL = frozenset(
    {
        *("汇总", "全部", "整体", "总计", "合计", "全店", "小计", "全渠道", "全部渠道", "所有渠道"),
        *("all", "total", "overall", "allchannels"),
    }
)
_SUMS = frozenset({"汇总", "总计", "合计", "小计", "总和", "总合计", "total", "grandtotal", "sum"})
_LONGEST = 40
_LONGEST_SUM = 12


@dataclass(frozen=True, slots=True)
class Part:
    """What one row says: its day, hour, path of channels from the whole to the part, figures."""

    row: int
    day: date
    hour: int | None
    path: tuple[str, ...]
    figures: Figures


def level_name(cell: Cell) -> str:
    """The channel that a cell names; "" where it is missing or means all of them."""
    text = "" if cells.is_missing(cell) else str(cell).strip()[:_LONGEST]
    return "" if _plain(text) in _ALL else text


def is_sum(cell: Cell) -> bool:
    """Whether the cell says that its row adds up the others, such as 合计 or Total."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_SUM or cell.isdecimal():
        return False
    return _plain(cell) in _SUMS


def one_level(parts: Sequence[Part]) -> tuple[list[Part], int]:
    """Of each channel the rows nearest to the whole, and how many deeper ones they hold."""
    nearest: dict[tuple[date, int | None, str], int] = {}
    for part in parts:
        key = (part.day, part.hour, "".join(part.path[:1]))
        nearest[key] = min(len(part.path), nearest.get(key, len(part.path)))
    kept = [
        part
        for part in parts
        if len(part.path) == nearest[part.day, part.hour, "".join(part.path[:1])]
    ]
    return kept, len(parts) - len(kept)


def require_different(parts: Sequence[Part]) -> None:
    """Refuse rows that speak of the same day, hour and channel, naming two of them."""
    rows: dict[tuple[str, ...], Part] = {}
    for part in parts:
        if part.path in rows:
            raise _twice(rows[part.path], part)
        rows[part.path] = part


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip(":").casefold()


def _twice(first: Part, second: Part) -> Refusal:
    if first.path:
        return Refusal(
            "Rows {first} and {second} are both for {channel} on {day}. Keep one of them.",
            first=first.row,
            second=second.row,
            channel=" / ".join(first.path),
            day=first.day,
        )
    if first.hour is not None:
        return Refusal(
            "Rows {first} and {second} are both for {day} at {hour}. Keep one row for each hour.",
            first=first.row,
            second=second.row,
            day=first.day,
            hour=f"{first.hour}:00",
        )
    return Refusal(
        "Rows {first} and {second} are both for {day}. Keep one row for each day.",
        first=first.row,
        second=second.row,
        day=first.day,
    )
