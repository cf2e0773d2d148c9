"""An order export into hours: ordered, paid and refunded, never a buyer.

Ordered counts an order's total by creation time. Paid counts the total of the orders with a payment
time, by that time and before refunds; refunded counts what was given back of them. So paid minus
refunded of a Taobao export is 买家实际支付金额, which the file's own column must confirm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from planner.files.headers import Found, require_usable
from planner.files.order_notes import notes
from planner.files.order_rows import reader
from planner.files.order_tally import LONGEST_QUIET, Hour, Tally, hour_of
from planner.files.shops_named import ShopsNamed
from planner.rules.exports import Export
from planner.rules.figures import Figures, SalesFile, Span
from planner.words import Refusal

_ROWS_PER_PROGRESS = 4096
_HOUR = timedelta(hours=1)


def take(
    found: Found,
    export: Export,
    file_name: str,
    *,
    zone: str,
    progress: Callable[[float], None] | None = None,
) -> SalesFile:
    """Every hour of the stretch in which the file's orders were created, quiet hours as 0 but for
    more than a month without any order.

    The first and last of them are partial. Hours outside hold only late payments of these orders:
    partial, and what was ordered in them is unknown. ``covers_from`` and ``covers_to`` are the
    first and last creation; an export without creation times covers its payments and knows nothing
    of what was ordered. An hour's refunds are unknown where one of its orders does not say them.
    Raises Refusal where no row is usable.
    """
    tally = Tally(found, export, reader(found, export, zone))
    shops = ShopsNamed(found)
    for position, (row, raw) in enumerate(found.rows):
        tally.take(row, raw)
        shops.take(raw)
        if progress is not None and position % _ROWS_PER_PROGRESS == 0:
            progress(found.share_read())
    require_usable(tally.rows_read, tally.skipped, file_name)
    shops.require_one(file_name)
    if not tally.hours:
        raise Refusal(
            "No order of {file} was paid. Export a stretch with paid orders.", file=file_name
        )
    return SalesFile(
        source=export.source,
        spans=tuple(_spans(tally)),
        rows_read=tally.rows_read,
        covers_from=tally.first,
        covers_to=tally.last,
        skipped=tuple(tally.skipped),
        notes=tuple(notes(tally)),
    )


def _hours_within(tally: Tally) -> Iterator[datetime]:
    """The hours of the stretch, quiet ones too, but not those of a hole in it."""
    first, last = hour_of(tally.first), hour_of(tally.last)
    known = sorted({first, last, *(at for at in tally.hours if tally.is_covered(at))})
    yield known[0]
    for one, other in pairwise(known):
        if other - one > LONGEST_QUIET:
            yield other
            continue
        yield from (one + ahead * _HOUR for ahead in range(1, (other - one) // _HOUR + 1))


def _spans(tally: Tally) -> Iterator[Span]:
    first, last = hour_of(tally.first), hour_of(tally.last)
    outside = sorted(at for at in tally.hours if not tally.is_covered(at))
    for moment in (*_hours_within(tally), *outside):
        hour = tally.hours.get(moment, Hour())
        ordered = tally.knows_creation and tally.is_covered(moment)
        refunds = tally.knows_refunds and hour.refunded_fen is not None
        yield Span(
            day=moment.date(),
            hour=moment.hour,
            figures=Figures(
                ordered_fen=hour.ordered_fen if ordered else None,
                ordered_count=hour.ordered_count if ordered else None,
                paid_fen=hour.paid_fen,
                paid_count=hour.paid_count,
                refunded_fen=hour.refunded_fen if refunds else None,
                refund_orders=hour.refund_orders if refunds else None,
            ),
            partial=not first < moment < last,
        )
