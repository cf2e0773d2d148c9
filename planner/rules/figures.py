"""Sales figures as every room passes them: what was sold, in which hour or day, said by whom.

A figure that a source does not know is None, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from planner.words import Sentence


class Source(StrEnum):
    """A kind of export, or "typed"; never a single file."""

    TAOBAO_ORDERS = "taobao_orders"
    DAILY_SHEET = "daily_sheet"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Figures:
    """What one span brought: amounts in fen, counts as whole numbers.

    Ordered counts by creation time, paid and refunded by payment time. Visitors and buyers are
    deduplicated within the span only and are never added up over spans.
    """

    ordered_fen: int | None = None
    ordered_count: int | None = None
    paid_fen: int | None = None
    paid_count: int | None = None
    refunded_fen: int | None = None
    visitors: int | None = None
    buyers: int | None = None


FIGURE_NAMES: tuple[str, ...] = tuple(field.name for field in fields(Figures))


@dataclass(frozen=True, slots=True)
class Span:
    """The figures of one day (hour is None) or one clock hour (0 to 23) of a channel of a shop.

    ``channel`` is "" for the whole shop. ``partial`` marks an hour or day that the source covers
    only in part.
    """

    day: date
    hour: int | None
    figures: Figures
    channel: str = ""
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row a reader left out: its number in the file as a spreadsheet shows it, and why."""

    row: int
    why: Sentence


@dataclass(frozen=True, slots=True)
class SalesFile:
    """What a reader took from a file: spans ready to keep, the stretch covered, what was skipped.

    ``covers_from`` and ``covers_to`` are wall-clock moments of the shop: the first moment covered
    and the last one the data speaks of.
    """

    source: Source
    spans: tuple[Span, ...]
    rows_read: int
    covers_from: datetime
    covers_to: datetime
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[Sentence, ...] = ()
