"""The header of a back-office export: one row or several, and stopped where it has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from planner.files.headers import ROWS_TO_SEARCH, normal
from planner.files.sheets import Cell, tables
from planner.rules.promotions.live_sources import LIVE_SOURCE_NAMES, LiveSource
from planner.words import Refusal

Numbered = tuple[int, Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of export: the names that each column may have, the platform's first.

    ``height`` is how many rows its header takes; ``needed`` are the columns it always has.
    """

    source: LiveSource
    height: int
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundExport:
    """An export whose header was recognised: where its columns are, and the rows below."""

    export: Export
    places: Mapping[str, int]
    rows: Iterator[Numbered]
    guarded: bool

    def cell(self, row: Sequence[Cell], column: str) -> Cell:
        """The row's cell of that column; "" where the file or the row lacks it."""
        place = self.places.get(column)
        return "" if place is None or place >= len(row) else row[place]

    def name(self, column: str) -> str:
        """What the platform calls the column."""
        return self.export.columns[column][0]


def find_export(content: bytes, file_name: str, exports: Sequence[Export]) -> FoundExport:
    """The first table with the header of one of the exports.

    Raises Refusal where a header is nearly one and a column is missing or stands twice, and where
    there is none at all.
    """
    for table in tables(content, file_name):
        top = list(islice(table.rows, ROWS_TO_SEARCH + max(one.height for one in exports)))
        best = _best(top, exports)
        if best is None:
            continue
        export, start, places = best
        _require_all(export, places, file_name)
        rows = chain(top[start + export.height :], table.rows)
        said = ((number, row) for number, row in rows if any(str(cell).strip() for cell in row))
        return FoundExport(export, places, said, table.guarded)
    raise Refusal(
        "{file} is none of the exports that are known: {kinds}. Choose one as the back office "
        "wrote it.",
        file=file_name,
        kinds=[LIVE_SOURCE_NAMES[one.source] for one in exports],
    )


def _best(
    top: Sequence[Numbered], exports: Sequence[Export]
) -> tuple[Export, int, dict[str, int]] | None:
    """The export and first header row with most of its columns, if at least half of them."""
    found: tuple[float, Export, int, dict[str, int]] | None = None
    for export in exports:
        for start in range(min(len(top), ROWS_TO_SEARCH)):
            window = [row for _, row in top[start : start + export.height]]
            places = _places(window, export)
            share = len(places.keys() & set(export.needed)) / len(export.needed)
            if share > 0.5 and (found is None or share > found[0]):
                found = share, export, start, places
    return found[1:] if found else None


def _places(window: Sequence[Sequence[Cell]], export: Export) -> dict[str, int]:
    """Where each column is; a name in a lower row counts before one in a row above it."""
    places: dict[str, int] = {}
    for row in reversed(window):
        headers = [normal(cell) if isinstance(cell, str) else "" for cell in row]
        for column, names in export.columns.items():
            if column in places:
                continue
            name = next((name for name in map(normal, names) if name in headers), None)
            if name is None:
                continue
            if headers.count(name) > 1:
                raise Refusal(
                    "The column {column} appears twice. Delete or rename one of the two.",
                    column=export.columns[column][0],
                )
            places[column] = headers.index(name)
    return places


def _require_all(export: Export, places: Mapping[str, int], file_name: str) -> None:
    lacking = [export.columns[column][0] for column in export.needed if column not in places]
    if lacking:
        raise Refusal(
            "{file} looks like “{kind}”, but its header has changed: {columns} is missing. "
            "Nothing was read, because another column may mean something else now.",
            file=file_name,
            kind=LIVE_SOURCE_NAMES[export.source],
            columns=lacking,
        )
