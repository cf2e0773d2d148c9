"""A file of sales, whichever kind it is, into figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from planner.files import exports, figure_rows, headers, orders, tasks
from planner.files.headers import Found, Layout, Unrecognised
from planner.rules.clock import USUAL_ZONE
from planner.rules.exports import Column, Export, HandMapping, RowKind, fingerprint
from planner.rules.figures import SalesFile, Source
from planner.rules.sources import SOURCE_NAMES
from planner.words import Refusal, Sentence

_NO_EXPORTS = (Source.MAPPED_SHEET, Source.TYPED)
NO_MAPPINGS: Mapping[str, HandMapping] = {}


def read(
    content: bytes,
    file_name: str,
    progress: Callable[[float], None] | None = None,
    *,
    zone: str = USUAL_ZONE,
    day: date | None = None,
    mappings: Mapping[str, HandMapping] = NO_MAPPINGS,
) -> SalesFile:
    """Read an export of any known kind; the header says which.

    ``progress`` is told the share read, 0 to 1. Moments that say their own offset become the wall
    clock of ``zone``; ``day`` is that of rows without one; ``mappings`` has, by fingerprint of the
    header, what somebody said of its columns. Raises Unrecognised where the header is not known,
    DayNeeded where nothing says which day the rows are of, and Refusal for what can't be used.
    """
    known = exports.shipped()
    by_hand = {key: _by_hand(mapping) for key, mapping in mappings.items()}

    def said_of(shown: tuple[str, ...]) -> Layout | None:
        return by_hand[key][1] if by_hand and (key := fingerprint(shown)) in by_hand else None

    try:
        found = headers.find(
            content, file_name, [layout for _, layout in known], [tasks.LAYOUT], said_of
        )
    except Unrecognised as unknown:
        raise _unrecognised(unknown, file_name) from unknown
    for export, layout in (*known, *by_hand.values()):
        if found.layout is layout:
            return _read(found, export, file_name, zone, day, progress)
    raise Refusal(
        "{file} is a list of tasks, not of sales. Import it on the page of tasks.", file=file_name
    )


def _read(
    found: Found,
    export: Export,
    file_name: str,
    zone: str,
    day: date | None,
    progress: Callable[[float], None] | None,
) -> SalesFile:
    if export.rows is RowKind.ORDER:
        file = orders.take(found, export, file_name, zone=zone, progress=progress)
    else:
        file = figure_rows.take(found, export, file_name, day=day, progress=progress)
    return replace(
        file,
        notes=(*_sheets_left(found), *file.notes),
        headers=found.headers,
        columns=tuple((found.names[column], column) for column in found.places),
    )


def _sheets_left(found: Found) -> Iterator[Sentence]:
    if found.sheets_left:
        yield Sentence(
            "{n} more sheet of the file has the same header and was not read. Save it as a file "
            "of its own.",
            "{n} more sheets of the file have the same header and were not read. Save each as a "
            "file of its own.",
            n=found.sheets_left,
        )


def _by_hand(mapping: HandMapping) -> tuple[Export, Layout]:
    """A sheet as somebody said it is: a row a day, or a row an hour."""
    columns = {figure: (header,) for figure, header in mapping.columns.items()}
    for column, header in ((Column.DAY, mapping.day), (Column.HOUR, mapping.hour)):
        if header:
            columns[column] = (header,)
    export = Export(
        source=Source.MAPPED_SHEET,
        rows=RowKind.HOUR if mapping.hour else RowKind.DAY,
        needs=(),
        columns=columns,
        any_figure=True,
    )
    return export, exports.layout(export)


def _unrecognised(unknown: Unrecognised, file_name: str) -> Unrecognised:
    return Unrecognised(
        Sentence(
            "No header was recognised in the first 15 rows of {file}. Known are: {kinds}.",
            file=file_name,
            kinds=[name for source, name in SOURCE_NAMES.items() if source not in _NO_EXPORTS],
        ),
        unknown.headers,
    )
