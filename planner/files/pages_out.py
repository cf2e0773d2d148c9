"""A page to send: one HTML file with its pictures inside, which asks nobody for anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG elements of our own making: one for wide screens and paper, one for phones.

    ``said`` is what it shows, for who can't see it.
    """

    wide: str
    narrow: str
    said: str


@dataclass(frozen=True, slots=True)
class Point:
    """A statement with the sum behind it; ``good`` is None where it is neither good nor bad."""

    said: str
    working: str
    good: bool | None = None


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table in the reader's words; ``numbers`` are the places of columns set to the right."""

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page under its heading: pictures, then points, lists, and tables last.

    A list has a heading of its own.
    """

    heading: str
    pictures: Sequence[Picture] = ()
    points: Sequence[Point] = ()
    lists: Sequence[tuple[str, Sequence[str]]] = ()
    tables: Sequence[WrittenTable] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page to send: its language (BCP 47), heading, a line below it, and a note in a box."""

    language: str
    title: str
    below: str
    note: str
    parts: Sequence[Part]


_STYLE = Path(__file__).with_name("pages_out.css")
_SHORT, _LAST_NARROW = 16, 0x2E7F
# Neither scripts nor pictures, fonts or styles from elsewhere, whatever somebody typed.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"


def write_page(page: Page) -> bytes:
    """The page as UTF-8 HTML; all of its texts are escaped, pictures stand as they are."""
    body = "".join(_part(part) for part in page.parts)
    note = f'<p class="note">{escape(page.note)}</p>' if page.note else ""
    text = (
        f'<!doctype html>\n<html lang="{escape(page.language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(page.title)}</title>"
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style></head>"
        f"<body><main><header><h1>{escape(page.title)}</h1>"
        f'<p class="below">{escape(page.below)}</p>{note}</header>{body}</main></body></html>\n'
    )
    return text.encode("utf-8", errors="replace")


def _part(part: Part) -> str:
    inside = [
        *(_picture(one) for one in part.pictures),
        *_points(part.points),
        *(_list(heading, texts) for heading, texts in part.lists),
        *(_table(one) for one in part.tables if one.rows),
    ]
    return f"<section><h2>{escape(part.heading)}</h2>{''.join(inside)}</section>"


def _picture(picture: Picture) -> str:
    said = escape(picture.said)
    return (
        f'<figure role="img" aria-label="{said}"><div class="wide">{picture.wide}</div>'
        f'<div class="narrow">{picture.narrow}</div></figure>'
    )


def _points(points: Sequence[Point]) -> Iterator[str]:
    if not points:
        return
    yield '<ul class="points">'
    for one in points:
        mark = {True: "good", False: "bad", None: "plain"}[one.good]
        yield (
            f'<li class="{mark}"><span>{escape(one.said)}</span>'
            f"<small>{escape(one.working)}</small></li>"
        )
    yield "</ul>"


def _list(heading: str, texts: Sequence[str]) -> str:
    entries = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<h3>{escape(heading)}</h3><ul class="notes">{entries}</ul>'


def _table(table: WrittenTable) -> str:
    sides = [_side(place, table) for place in range(len(table.headers))]
    head = "".join(
        f"<th{side}>{escape(name)}</th>" for side, name in zip(sides, table.headers, strict=True)
    )
    rows = "".join(f"<tr>{_cells(row, table, sides)}</tr>" for row in table.rows)
    return (
        f'<h3>{escape(table.title)}</h3><div class="table"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cells(row: Sequence[str], table: WrittenTable, sides: Sequence[str]) -> str:
    """A row's cells; each knows its header, which phones show beside it."""
    return "".join(
        f'<td data-of="{escape(header)}"{side}><span>{escape(cell)}</span></td>'
        for header, side, cell in zip(table.headers, sides, row, strict=True)
    )


def _side(place: int, table: WrittenTable) -> str:
    """Numbers stand to the right; what is short in every row, such as days, is never broken."""
    if place in table.numbers:
        return ' class="number"'
    short = all(_width(row[place]) <= _SHORT for row in table.rows)
    return ' class="short"' if short else ""


def _width(text: str) -> int:
    """How many Latin letters a text is wide, about: a Chinese character counts two."""
    return sum(2 if ord(letter) > _LAST_NARROW else 1 for letter in text)
