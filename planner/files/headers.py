"""Finding the header row: which table, which row, which column holds what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from planner.files.sheets import Cell, Table, tables
from planner.rules.figures import Skipped
from planner.words import Refusal, Sentence

ROWS_TO_SEARCH = 15
_IGNORED = re.compile(r"[\s_\u200b\ufeff]+|\(元\)$")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_LONGEST_HEADER = 60
_MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of table: the names each column may have, best first, and which columns make it one.

    ``looked_for`` are the headers a refusal lists; ``needs`` are headers that must stand there,
    each by any of its names, whether they are read or not.
    """

    columns: Mapping[str, tuple[str, ...]]
    suits: Callable[[Collection[str]], bool]
    looked_for: str
    needs: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A table whose header was recognised: the layout, where each column is, the rows below it.

    ``names`` are the headers of the columns as the file spells them, for sentences, ``headers`` all
    of them; ``width`` is how many there are, ``unread`` those that no column is called.
    ``sheets_left`` counts further sheets with this very header, which are not read.
    ``share_read`` and ``guarded`` as in ``Table``. Rows without any text are left out.
    """

    layout: Layout
    places: Mapping[str, int]
    names: Mapping[str, str]
    headers: tuple[str, ...]
    width: int
    unread: tuple[str, ...]
    rows: Iterator[tuple[int, Sequence[Cell]]]
    share_read: Callable[[], float]
    guarded: bool
    sheets_left: int = 0

    def cell(self, row: Sequence[Cell], column: str) -> Cell:
        """The row's cell of that column; "" where the file or the row lacks it."""
        place = self.places.get(column)
        return "" if place is None or place >= len(row) else row[place]


class Unclear(Refusal):
    """The refusal of a file of which somebody has to say more; ``headers`` is its header row."""

    def __init__(self, sentence: Sentence, headers: tuple[str, ...]) -> None:
        self.headers = headers
        super().__init__(sentence)


class Unrecognised(Unclear):
    """The refusal of a file without a known header; ``headers`` is the row that looks like one.

    It is empty where no row does. A row that may hold data never counts as one, because nothing
    of a buyer may be shown.
    """


class DayNeeded(Unclear):
    """The refusal of a file whose rows have no day and whose name says none or several."""


def find(
    content: bytes,
    file_name: str,
    wanted: Sequence[Layout],
    others: Sequence[Layout] = (),
    by_hand: Callable[[tuple[str, ...]], Layout | None] = lambda _: None,
) -> Found:
    """The first table and row among the first 15 of each sheet that is the header of a layout.

    ``others`` are kinds that the caller can name but not use. ``by_hand`` gives what somebody said
    of a sheet with these headers: its columns go before those of a known layout. Raises
    Unrecognised where no row is a header, and Refusal where a header stands twice.
    """
    guess: tuple[str, ...] = ()
    says_something = False
    sheets = tables(content, file_name)
    for table in sheets:
        for _, cells in islice(table.rows, ROWS_TO_SEARCH):
            headers = [normal(cell) if isinstance(cell, str) else "" for cell in cells]
            shown = tuple(str(cell).strip() for cell in cells)
            says_something = says_something or any(shown)
            said = by_hand(shown)
            for layout in (*wanted, *others, *([said] if said else [])):
                places = _places(headers, layout)
                if _has(headers, layout.needs) and layout.suits(places.keys()):
                    places |= _places(headers, said) if said else {}
                    _require_single(headers, cells, places.values())
                    return replace(
                        _found(layout, places, table, cells), sheets_left=_alike(sheets, shown)
                    )
            guess = guess or _guessed(shown)
        says_something = says_something or any(_says_something(row) for _, row in table.rows)
    if not says_something:
        raise Refusal("{file} is empty. Export it again and choose the new file.", file=file_name)
    raise Unrecognised(
        Sentence(
            "No header was recognised in the first 15 rows of {file}. "
            "Columns looked for: {headers}.",
            file=file_name,
            headers="; ".join(layout.looked_for for layout in wanted),
        ),
        guess,
    )


def normal(header: str) -> str:
    """A header as it is compared: one width of letters and dashes, no space, no case, no "(元)"."""
    spelled = unicodedata.normalize("NFKC", header).translate(_DASHES)
    return _IGNORED.sub("", spelled).casefold()


def place_of(headers: Sequence[str], names: Iterable[str]) -> int | None:
    """Where the first of these names stands among headers that are ``normal``, or None."""
    return next((headers.index(name) for name in map(normal, names) if name in headers), None)


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
    found = {column: place_of(headers, names) for column, names in layout.columns.items()}
    return {column: place for column, place in found.items() if place is not None}


def _alike(sheets: Iterable[Table], shown: tuple[str, ...]) -> int:
    """How many sheets have this header, too."""
    return sum(
        any(
            tuple(str(cell).strip() for cell in cells) == shown
            for _, cells in islice(table.rows, ROWS_TO_SEARCH)
        )
        for table in sheets
    )


def _has(headers: Sequence[str], needs: Sequence[Sequence[str]]) -> bool:
    return all(place_of(headers, names) is not None for names in needs)


def _guessed(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells if they look like a header: several short names, all different, no numbers."""
    names = [cell for cell in cells if cell]
    plain = all(
        len(name) <= _LONGEST_HEADER
        and sum(letter.isdigit() for letter in name) <= _MOST_DIGITS
        and any(letter.isalpha() for letter in name)
        for name in names
    )
    return tuple(cells) if plain and len(set(names)) == len(names) > 1 else ()


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
        headers=tuple(str(cell).strip() for cell in cells),
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
