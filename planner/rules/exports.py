"""The kinds of export that are recognised: their columns, what a row is, and columns by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from planner.rules.figures import FIGURE_NAMES, NOT_ADDED, Source

Names = tuple[str, ...]


class RowKind(StrEnum):
    """What a row speaks of: an order, a day, an hour, an item or other part of a day, a channel."""

    ORDER = "order"
    DAY = "day"
    HOUR = "hour"
    ITEM = "item"
    CHANNEL = "channel"


class Column(StrEnum):
    """The columns beside figures and orders that say what a row speaks of."""

    DAY = "day"
    HOUR = "hour"
    ITEM = "item"


class Written(StrEnum):
    """How an export writes a rate: 4.5%, 0.045, or an amount of money for each person."""

    PERCENT = "percent"
    FRACTION = "fraction"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Rate:
    """A column whose value must follow from two others: ``of`` divided by ``by``."""

    names: Names
    of: Names
    by: Names
    written: Written


@dataclass(frozen=True, slots=True, eq=False)
class Export:
    """One kind of export.

    ``needs`` are columns that make it this one, each by any of its names; ``any_figure`` asks for
    one figure besides. ``columns`` has the names of each column by figure, ``Column`` or column of
    an order, best first. ``levels`` are columns of channels from the whole to the part, ``channel``
    is the one that all rows belong to. ``item_people`` are people of single items, who are not
    people of the shop. ``refunded_when`` are the words that say an order was refunded in full,
    ``balance_due_when`` those with which it says that only its deposit was paid;
    ``first_row_only`` means that an order's further rows repeat nothing of it.
    """

    source: Source
    rows: RowKind
    needs: tuple[Names, ...]
    columns: Mapping[str, Names]
    any_figure: bool = False
    levels: Names = ()
    channel: str = ""
    item_people: Names = ()
    rates: tuple[Rate, ...] = ()
    refunded_when: frozenset[str] = frozenset()
    balance_due_when: Names = ()
    first_row_only: bool = False

    def __post_init__(self) -> None:
        """People of items would be counted once for each item."""
        if self.rows is RowKind.ITEM and NOT_ADDED & self.columns.keys():
            raise ValueError(f"{self.source}: people of items do not add up to people of a shop")

    @property
    def figures(self) -> Names:
        """The figures it gives."""
        return tuple(name for name in FIGURE_NAMES if name in self.columns)


@dataclass(frozen=True, slots=True)
class HandMapping:
    """Which column of a sheet holds which figure, as somebody said for sheets with this header.

    ``headers`` are the sheet's, ``columns`` the header of each figure. ``day`` and ``hour`` name
    columns, "" where a known export says the day itself, or where there are no hours.
    """

    headers: Names
    columns: Mapping[str, str] = field(default_factory=dict)
    day: str = ""
    hour: str = ""

    @property
    def fingerprint(self) -> str:
        """What the header is found by."""
        return fingerprint(self.headers)


def fingerprint(headers: Iterable[str]) -> str:
    """The same for sheets with the same header, wherever it stands and however it is spaced."""
    spelled = "\n".join("".join(header.split()) for header in headers if header.strip())
    return hashlib.sha256(spelled.encode()).hexdigest()
