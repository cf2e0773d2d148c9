"""Finding the header row: which table, which row, which column holds what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from planner.files.sheets import Cell, Table, tables
from planner.rules.figures import Skipped
from planner.words import Refusal

ROWS_TO_SEARCH = 15
_IGNORED = re.compile(r"[\s_\u200b\ufeff]+|\(元\)$")


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of table: the names each column may have, best first, and which columns make it one.

    ``looked_for`` are the headers a refusal lists.
    """

    columns: Mapping[str, tuple[str, ...]]
    suits: Callable[[Collection[str]], bool]
    looked_for: str


@dataclass(frozen=True, slots=True)
class Found:
    """A table whose header was recognised: the layout, where each column is, the rows below it.

    ``names`` are the headers as the file spells them, for sentences; ``width`` is how many there
    are, ``unread`` those that no column is called. ``share_read`` and ``guarded`` as in ``Table``.
    Rows without any text are left out.
    """

    layout: Layout
    places: Mapping[str, int]
    names: Mapping[str, str]
    width: int
    unread: tuple[str, ...]
    rows: Iterator[tuple[int, Sequence[Cell]]]
    share_read: Callable[[], float]
    guarded: bool

    def cell(self, row: Sequence[Cell], column: str) -> Cell:
        """The row's cell of that column; "" where the file or the row lacks it."""
        place = self.places.get(column)
        return "" if place is None or place >= len(row) else row[place]


def find(
    content: bytes, file_name: str, wanted: Sequence[Layout], others: Sequence[Layout] = ()
) -> Found:
    """The first table and row among the first 15 of each sheet that is the header of a layout.

    ``others`` are kinds that the caller can name but not use. Raises Refusal where no row is a
    header, listing what was looked for, and where a header stands twice.
    """
    for table in tables(content, file_name):
        for _, cells in islice(table.rows, ROWS_TO_SEARCH):
            headers = [normal(cell) if isinstance(cell, str) else "" for cell in cells]
            for layout in (*wanted, *others):
                places = _places(headers, layout)
                if layout.suits(places.keys()):
                    _require_single(headers, cells, places.values())
                    return _found(layout, places, table, cells)
    raise Refusal(
        "No header was recognised in the first 15 rows of {file}. Columns looked for: {headers}.",
        file=file_name,
        headers="; ".join(layout.looked_for for layout in wanted),
    )


def normal(header: str) -> str:
    """A header as it is compared: one width of letters, no spaces, no case, no "(元)" behind it."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", header)).casefold()


def require_even(row: Sequence[Cell], found: Found) -> None:
    """Refuse a row whose cells may have slipped sideways: cut off, or longer than the header."""
    if len(row) <= max(found.places.values()):
        raise Refusal("The row is cut off: it has fewer cells than the header.")
    if any(cell != "" for cell in row[found.width :]):
        raise Refusal(
            "The row has more cells than the header; put quotation marks around text with commas."
        )


def require_usable(rows_read: int, skipped: Sequence[Skipped], file_name: str) -> None:
    """Refuse a file without rows, and one whose every row was skipped, saying why of the first."""
    if rows_read == 0:
        raise Refusal(
            "{file} has the right header but no rows below it. Export a stretch with sales.",
            file=file_name,
        )
    if len(skipped) == rows_read:
        raise Refusal(
            "No row of {file} can be used. Row {row}: {why}",
            file=file_name,
            row=skipped[0].row,
            why=skipped[0].why,
        )


def _places(headers: Sequence[str], layout: Layout) -> dict[str, int]:
    places = {}
    for column, names in layout.columns.items():
        place = next((headers.index(name) for name in map(normal, names) if name in headers), None)
        if place is not None:
            places[column] = place
    return places


def _require_single(headers: Sequence[str], cells: Sequence[Cell], places: Iterable[int]) -> None:
    for place in places:
        if headers.count(headers[place]) > 1:
            raise Refusal(
                "The column {column} appears twice. Delete or rename one of the two.",
                column=str(cells[place]).strip(),
            )


def _found(layout: Layout, places: Mapping[str, int], table: Table, cells: Sequence[Cell]) -> Found:
    return Found(
        layout=layout,
        places=places,
        names={column: str(cells[place]).strip() for column, place in places.items()},
        width=len(cells),
        unread=tuple(
            said
            for place, cell in enumerate(cells)
            if place not in places.values() and (said := str(cell).strip())
        ),
        rows=((number, row) for number, row in table.rows if _says_something(row)),
        share_read=table.share_read,
        guarded=table.guarded,
    )


def _says_something(row: Sequence[Cell]) -> bool:
    return any(not isinstance(cell, str) or cell.strip() for cell in row)
