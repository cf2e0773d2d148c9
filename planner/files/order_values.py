"""A Taobao or Tmall order export into what its paid orders were worth, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from planner.files import exports, headers
from planner.files.order_rows import reader
from planner.files.seen import Seen
from planner.rules.figures import Skipped, Source
from planner.words import Refusal

_ROWS_PER_PROGRESS = 4096


@dataclass(frozen=True, slots=True)
class OrderValues:
    """What paid orders were worth: the total of each above ¥0, in fen, before refunds.

    The days are those of payment. ``unpaid`` orders were never paid, or free.
    """

    values_fen: tuple[int, ...]
    first_day: date
    last_day: date
    rows_read: int
    unpaid: int
    skipped: tuple[Skipped, ...]


def read(
    content: bytes, file_name: str, progress: Callable[[float], None] | None = None
) -> OrderValues:
    """Read an order export; each order counts once.

    ``progress`` is told the share read, 0 to 1. Raises Refusal where the file is something else or
    no order in it was paid.
    """
    kind, layout = exports.of(Source.TAOBAO_ORDERS)
    found = headers.find(content, file_name, [layout])
    order_in = reader(found, kind)
    values: list[int] = []
    days: set[date] = set()
    numbers = Seen()
    skipped: list[Skipped] = []
    rows_read = 0
    for row, raw in found.rows:
        rows_read += 1
        if progress is not None and rows_read % _ROWS_PER_PROGRESS == 0:
            progress(found.share_read())
        try:
            order = order_in(raw)
            _require_new(order.number, row, numbers)
        except Refusal as refusal:
            skipped.append(Skipped(row, refusal.sentence))
            continue
        if order.paid is not None and order.total:
            values.append(order.total)
            days.add(order.paid.date())
    headers.require_usable(rows_read, skipped, file_name)
    if not values:
        raise Refusal(
            "No order of {file} was paid. Export a stretch with paid orders.", file=file_name
        )
    unpaid = rows_read - len(skipped) - len(values)
    return OrderValues(tuple(values), min(days), max(days), rows_read, unpaid, tuple(skipped))


def _require_new(number: str | None, row: int, numbers: Seen) -> None:
    earlier = row if number is None else numbers.row_of(number, row)
    if earlier != row:
        raise Refusal("The order was already counted in row {earlier}.", earlier=earlier)
