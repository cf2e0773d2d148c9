"""Rates that an export states, worked out again from its counts; what differs is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from planner.files import cells
from planner.files.headers import Found, normal, place_of
from planner.files.sheets import Cell
from planner.rules.exports import Export, Rate, Written
from planner.words import Sentence

_HUNDRED = Decimal(100)
_FINEST = Decimal("0.01")
_MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class _Stated:
    row: int
    value: Decimal
    signed: bool
    true: Decimal


@dataclass(slots=True)
class _Column:
    """One column of rates and the two it follows from; what is stated waits for the last row,
    because a percent sign in any of its cells says how the whole column is written."""

    rate: Rate
    name: str
    places: tuple[int, int, int]
    stated: list[_Stated] = field(default_factory=list)

    def take(self, row: int, raw: Sequence[Cell]) -> None:
        if max(self.places) >= len(raw) or len(self.stated) >= _MOST_ROWS:
            return
        stated, of, by = (raw[place] for place in self.places)
        read, above, below = cells.rate(stated), cells.number(of), cells.number(by)
        if read is not None and above is not None and below:
            self.stated.append(_Stated(row, *read, above / below))

    def notes(self) -> Iterator[Sentence]:
        scale = _HUNDRED if self._in_percent() else Decimal(1)
        wrong = [one for one in self.stated if _differs(one.value, one.true * scale)]
        if wrong:
            first = wrong[0]
            sign = "%" if scale == _HUNDRED else ""
            yield Sentence(
                "{column} of {n} row does not follow from its counts: row {row} says {stated}, "
                "the counts give {true}. The counts are kept.",
                "{column} of {n} rows does not follow from their counts: row {row} says {stated}, "
                "the counts give {true}. The counts are kept.",
                column=self.name,
                n=len(wrong),
                row=str(first.row),
                stated=f"{first.value}{sign}",
                true=f"{round(first.true * scale, max(2, _decimals(first.value)))}{sign}",
            )

    def _in_percent(self) -> bool:
        if self.rate.written is Written.AMOUNT:
            return False
        if any(one.signed for one in self.stated):
            return True
        return self.rate.written is Written.PERCENT and any(one.value > 1 for one in self.stated)


class Rates:
    """The columns of rates that a file has."""

    def __init__(self, found: Found, export: Export) -> None:
        headers = [normal(header) for header in found.headers]
        self._columns: list[_Column] = []
        for rate in export.rates:
            places = [place_of(headers, names) for names in (rate.names, rate.of, rate.by)]
            name, of, by = places
            if name is not None and of is not None and by is not None:
                self._columns.append(_Column(rate, found.headers[name], (name, of, by)))

    def take(self, row: int, raw: Sequence[Cell]) -> None:
        """Note what a row states."""
        for column in self._columns:
            column.take(row, raw)

    def notes(self) -> Iterator[Sentence]:
        """What differs by more than rounding."""
        for column in self._columns:
            yield from column.notes()


def _differs(stated: Decimal, true: Decimal) -> bool:
    """Whether more lies between them than the last digit that is written, cut or rounded."""
    written = Decimal(1).scaleb(-_decimals(stated))
    return abs(stated - true) > max(written, _FINEST if stated > 1 else written)


def _decimals(stated: Decimal) -> int:
    exponent = stated.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 2
