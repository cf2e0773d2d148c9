"""The day a row is of: its own, the one above it in a merged cell, or that of the whole file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import chain, islice

from planner.files import cells
from planner.files.headers import Found
from planner.files.sheets import Cell
from planner.rules.exports import Column, Export, RowKind
from planner.words import Refusal, Sentence

_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/((?:20)?[0-9]{2})")
_STRETCH = re.compile(r"(.{8,19}?)\s*[~至到–—]\s*(.{8,19})")
_ROWS_TO_LOOK_AT = 5
_MOST_MONTHS = 12

Rows = Iterator[tuple[int, Sequence[Cell]]]


class RowDays:
    """Says the day of each row; ``day`` is that of all of them, None where each has its own.

    Dates like 11/25/26 are read as the whole column can be read only: month first or day first.
    """

    def __init__(self, found: Found, export: Export, day: date | None) -> None:
        self.rows: Rows = found.rows
        self.taken_from_above = 0
        self._found = found
        self._of_items = export.rows is RowKind.ITEM
        self._in_merged_cells = export.rows in (RowKind.HOUR, RowKind.ITEM)
        self._of_all = day
        self._above: date | None = None
        self._day_first: bool | None = None
        if day is None:
            self._look_ahead()

    def of(self, raw: Sequence[Cell]) -> date:
        """The row's day; raises Refusal where it has none or speaks of several."""
        if self._of_all is not None:
            return self._of_all
        name, cell = self._found.names[Column.DAY], self._found.cell(raw, Column.DAY)
        if self._in_merged_cells and self._above and cells.is_missing(cell):
            self.taken_from_above += 1
            return self._above
        self._above = None
        day = self._slashed(cell, name) or self._written(_only_day(cell, name), name)
        if day is None:
            raise Refusal("{column} is missing.", column=name)
        self._above = day
        return day

    def notes(self) -> Iterator[Sentence]:
        """What was taken for granted."""
        if self._of_all is not None:
            yield Sentence("The rows have no date; they are taken as of {day}.", day=self._of_all)
        if self.taken_from_above:
            yield Sentence(
                "{n} row without a date is taken as of the day above it.",
                "{n} rows without a date are taken as of the day above them.",
                n=self.taken_from_above,
            )

    def _look_ahead(self) -> None:
        first = list(islice(self.rows, _ROWS_TO_LOOK_AT))
        self.rows = chain(first, self.rows)
        if any(self._match(raw) for _, raw in first):
            every = list(self.rows)
            self.rows = iter(every)
            self._day_first = _is_day_first(
                (int(match[1]), int(match[2])) for _, raw in every if (match := self._match(raw))
            )

    def _match(self, raw: Sequence[Cell]) -> re.Match[str] | None:
        cell = self._found.cell(raw, Column.DAY)
        return _SLASHED.fullmatch(cell.strip()) if isinstance(cell, str) else None

    def _slashed(self, cell: Cell, name: str) -> date | None:
        match = _SLASHED.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if match is None:
            return None
        one, other, year = map(int, match.groups())
        if self._day_first is None and one != other:
            raise Refusal(
                "{column}: {written} can be read as two days. Write dates like 2026-11-12.",
                column=name,
                written=match[0],
            )
        month, day = (other, one) if self._day_first else (one, other)
        with suppress(ValueError):
            return date(year % 100 + 2000, month, day)
        return None

    def _written(self, cell: Cell, name: str) -> date | None:
        if not self._of_items:
            return cells.day(cell, name)
        moment = cells.moment(cell, name)
        return None if moment is None else moment.date()


def _is_day_first(written: Iterable[tuple[int, int]]) -> bool | None:
    every = list(written)
    if any(one > _MOST_MONTHS for one, _ in every):
        return True
    return False if any(other > _MOST_MONTHS for _, other in every) else None


def _only_day(cell: Cell, name: str) -> Cell:
    """The cell, or the one day of a stretch such as 2026-11-11~2026-11-11."""
    text = unicodedata.normalize("NFKC", cell).strip() if isinstance(cell, str) else ""
    match = _STRETCH.fullmatch(text)
    if match is None:
        return cell
    first, last = cells.moment(match[1], name), cells.moment(match[2], name)
    if first is None or last is None or first.date() == last.date():
        return first.date() if first else cell
    raise Refusal(
        "{column}: the row is of several days, from {first} to {last}. Export each day on its own.",
        column=name,
        first=first.date(),
        last=last.date(),
    )
