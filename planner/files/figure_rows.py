"""Sheets of figures into spans: a row a day, an hour, an item, an ad plan, a livestream, a channel.

Rows that are parts of a day are added up to it as far as they may be: people of parts are not
people of the whole, so they are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from planner.files import cells, ids
from planner.files.file_days import days_in
from planner.files.headers import DayNeeded, Found, normal, place_of, require_even, require_usable
from planner.files.parts import Part, is_sum, level_name, one_level, require_different
from planner.files.rates import Rates
from planner.files.row_days import RowDays
from planner.files.seen import Seen
from planner.files.sheets import Cell
from planner.files.shops_named import ShopsNamed
from planner.rules.exports import Column, Export, RowKind
from planner.rules.figures import FIGURE_NAMES, NOT_ADDED, Figures, SalesFile, Skipped, Span
from planner.rules.imports import added
from planner.words import Refusal, Sentence

_MOST_COUNT = 2**31 - 1
_HOUR = timedelta(hours=1)
_SECOND = timedelta(seconds=1)


def take(
    found: Found,
    export: Export,
    file_name: str,
    *,
    day: date | None = None,
    progress: Callable[[float], None] | None = None,
) -> SalesFile:
    """The spans of a sheet; a column or cell that is missing stays None.

    ``day`` is what somebody said the rows are of, where neither they nor the file's name do.
    ``covers_to`` is the last second of the last day or hour. Raises DayNeeded where no day is
    known, Refusal where a day, hour or channel stands twice or no row is usable.
    """
    rows = _Rows(found, export, RowDays(found, export, _day_of_all(found, file_name, day)))
    for row, raw in rows.days.rows:
        rows.take(row, raw)
        if progress is not None:
            progress(found.share_read())
    require_usable(rows.rows_read, rows.skipped, file_name)
    rows.shops.require_one(file_name)
    spans, deeper = rows.spans()
    covers_from, covers_to = _covered(spans)
    return SalesFile(
        source=export.source,
        spans=tuple(spans),
        rows_read=rows.rows_read,
        covers_from=covers_from,
        covers_to=covers_to,
        skipped=tuple(rows.skipped),
        notes=(*rows.notes(), *_deeper(deeper)),
    )


def _day_of_all(found: Found, file_name: str, day: date | None) -> date | None:
    """The day of every row, where the rows have none of their own."""
    if Column.DAY in found.places:
        return None
    if day is not None:
        return day
    named = days_in(file_name)
    if len(named) == 1:
        return named[0]
    raise DayNeeded(
        Sentence(
            "The rows of {file} have no date, and its name says no single day. Say which day they "
            "are of, or export each day on its own.",
            file=file_name,
        ),
        found.headers,
    )


@dataclass(slots=True)
class _Rows:
    """The rows read so far."""

    found: Found
    export: Export
    days: RowDays
    parts: list[Part] = field(default_factory=list)
    rows_read: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    damaged_numbers: int = 0
    seen: Seen = field(default_factory=Seen)
    rates: Rates = field(init=False)
    shops: ShopsNamed = field(init=False)
    figures: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.rates = Rates(self.found, self.export)
        self.shops = ShopsNamed(self.found)
        self.figures = tuple(
            name
            for name in FIGURE_NAMES
            if name in self.found.places and not (self._of_items and name in NOT_ADDED)
        )

    def take(self, row: int, raw: Sequence[Cell]) -> None:
        """Read a row, or keep why it was left out."""
        self.rows_read += 1
        try:
            self.parts.append(self._part(row, raw))
        except Refusal as refusal:
            self.skipped.append(Skipped(row, refusal.sentence))
            return
        self.rates.take(row, raw)
        self.shops.take(raw)

    def spans(self) -> tuple[list[Span], int]:
        """The spans of all rows, and how many rows of deeper levels were part of others."""
        parts, deeper = self.parts, 0
        if self.export.levels and not self._of_items:
            parts, deeper = one_level(parts)
        grouped: dict[tuple[date, int | None, str], list[Part]] = {}
        for part in parts:
            channel = self.export.channel or "".join(part.path[:1])
            grouped.setdefault((part.day, part.hour, channel), []).append(part)
        spans = []
        for (day, hour, channel), same in grouped.items():
            whole = not self._of_items and len(same[0].path) <= 1
            if not self._of_items:
                require_different(same)
            figures = same[0].figures if whole else added(one.figures for one in same)
            spans.append(Span(day, hour, figures, channel))
        spans.sort(key=lambda span: (span.day, -1 if span.hour is None else span.hour))
        return spans, deeper

    def notes(self) -> list[Sentence]:
        """What has to be said beside the figures."""
        said = [*self.days.notes(), *self._about_people(), *self.rates.notes()]
        if self.damaged_numbers:
            said.append(
                Sentence(
                    "{n} item number was rounded by a spreadsheet. The figures are right; the "
                    "items can't be told apart.",
                    "{n} item numbers were rounded by a spreadsheet. The figures are right; the "
                    "items can't be told apart.",
                    n=self.damaged_numbers,
                )
            )
        return said

    def _about_people(self) -> Iterator[Sentence]:
        headers = [normal(header) for header in self.found.headers]
        people = [one for one in self.export.item_people if place_of(headers, [one]) is not None]
        if people:
            yield Sentence(
                "Left out, because people of single items or livestreams are not people of "
                "the shop: {columns}.",
                columns=", ".join(people),
            )

    @property
    def _of_items(self) -> bool:
        return self.export.rows is RowKind.ITEM

    def _part(self, row: int, raw: Sequence[Cell]) -> Part:
        require_even(raw, self.found)
        hour = None
        if Column.HOUR in self.found.places:
            name = self.found.names[Column.HOUR]
            hour = cells.hour(self.found.cell(raw, Column.HOUR), name)
            if hour is None:
                raise Refusal("{column} is missing.", column=name)
        self._look_at_item(row, raw)
        day = self.days.of(raw)
        path = tuple(
            text
            for level in self.export.levels
            if (text := level_name(self.found.cell(raw, level)))
        )
        figures = Figures(**{name: self._figure(raw, name) for name in self.figures})
        if figures == Figures():
            raise Refusal("The row has a date but no figure.")
        return Part(row, day, hour, path, figures)

    def _look_at_item(self, row: int, raw: Sequence[Cell]) -> None:
        """A row without an item's number is the sum of the others, as is one that says so.

        Two rows of an item that agree in every cell are one that stands there twice.
        """
        if self._of_items and any(map(is_sum, raw)):
            raise Refusal("The row is a sum of the others and was not added to them.")
        if Column.ITEM not in self.found.places:
            return
        number = ids.written(self.found.cell(raw, Column.ITEM))
        if number == "":
            raise Refusal(
                "{column} is missing, so the row may be a sum of the others.",
                column=self.found.names[Column.ITEM],
            )
        self.damaged_numbers += number is None
        earlier = row if number is None else self.seen.row_of("\x1f".join(map(str, raw)), row)
        if earlier != row:
            raise Refusal("The row repeats row {earlier} and was not added again.", earlier=earlier)

    def _figure(self, raw: Sequence[Cell], name: str) -> int | None:
        cell, column = self.found.cell(raw, name), self.found.names[name]
        if name == "refunded_fen":
            return cells.given_back(cell, column)
        if name.endswith("_fen"):
            return cells.money(cell, column)
        count = cells.whole(cell, column)
        if count is not None and count > _MOST_COUNT:
            raise Refusal(
                "{column}: the number is below zero or too large. Write one of 0 or more.",
                column=column,
            )
        return count


def _covered(spans: Sequence[Span]) -> tuple[datetime, datetime]:
    begins = [datetime.combine(span.day, time(span.hour or 0)) for span in spans]
    ends = [
        begin + (timedelta(days=1) if span.hour is None else _HOUR) - _SECOND
        for begin, span in zip(begins, spans, strict=True)
    ]
    return min(begins), max(ends)


def _deeper(rows: int) -> list[Sentence]:
    if not rows:
        return []
    return [
        Sentence(
            "{n} row of a deeper level is part of a row above it and was not added.",
            "{n} rows of deeper levels are parts of rows above them and were not added.",
            n=rows,
        )
    ]
