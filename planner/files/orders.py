"""A Taobao or Tmall order export into hours: ordered, paid and refunded, never a buyer.

Ordered counts 总金额 by creation time. Paid counts 总金额 of the orders with a payment time, by
that time and before refunds; refunded counts their 退款金额. So paid minus refunded is
买家实际支付金额, which the file's own column must confirm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from planner.files.headers import Found, require_usable
from planner.files.order_rows import Order, OrderColumn, order_in
from planner.files.sheets import Cell
from planner.rules.figures import Figures, SalesFile, Skipped, Source, Span
from planner.words import Fen, Refusal, Sentence

_ROWS_PER_PROGRESS = 4096
_HOUR = timedelta(hours=1)


def take(
    found: Found, file_name: str, progress: Callable[[float], None] | None = None
) -> SalesFile:
    """Every hour of the stretch in which the file's orders were created, quiet hours as 0.

    The first and last of them are partial. Hours outside hold only late payments of these orders:
    partial, and what was ordered in them is unknown. ``covers_from`` and ``covers_to`` are the
    first and last creation. An hour's refunds are unknown where one of its orders does not say
    them. Raises Refusal where no row is usable.
    """
    tally = _Tally(found)
    for position, (row, raw) in enumerate(found.rows):
        tally.take(row, raw)
        if progress is not None and position % _ROWS_PER_PROGRESS == 0:
            progress(found.share_read())
    require_usable(tally.rows_read, tally.skipped, file_name)
    refunds_known = OrderColumn.REFUND in found.places
    return SalesFile(
        source=Source.TAOBAO_ORDERS,
        spans=tuple(_spans(tally, refunds_known)),
        rows_read=tally.rows_read,
        covers_from=tally.first,
        covers_to=tally.last,
        skipped=tuple(tally.skipped),
        notes=tuple(_notes(tally, refunds_known)),
    )


@dataclass(slots=True)
class _Hour:
    ordered_fen: int = 0
    ordered_count: int = 0
    paid_fen: int = 0
    paid_count: int = 0
    refunded_fen: int | None = 0


@dataclass(slots=True)
class _Tally:
    """What the rows so far amount to; ``found`` says where their columns are."""

    found: Found
    hours: defaultdict[datetime, _Hour] = field(default_factory=lambda: defaultdict(_Hour))
    rows_read: int = 0
    first: datetime = datetime.max  # noqa: DTZ901 -- wall clock of the shop
    last: datetime = datetime.min  # noqa: DTZ901 -- wall clock of the shop
    skipped: list[Skipped] = field(default_factory=list)
    row_of_order: dict[str, int] = field(default_factory=dict)
    damaged_numbers: int = 0
    paid_without_refund: int = 0
    paid_without_kept: int = 0
    net_fen: int = 0
    kept_fen: int = 0

    def take(self, row: int, raw: Sequence[Cell]) -> None:
        self.rows_read += 1
        try:
            order = order_in(raw, self.found)
            self._require_new(order.number, row)
        except Refusal as refusal:
            self.skipped.append(Skipped(row, refusal.sentence))
            return
        self.first = min(self.first, order.created)
        self.last = max(self.last, order.created)
        hour = self.hours[_hour_of(order.created)]
        hour.ordered_fen += order.total
        hour.ordered_count += 1
        if order.paid is not None:
            self._count_payment(order, self.hours[_hour_of(order.paid)])
        self.kept_fen += order.kept or 0

    def _require_new(self, number: str | None, row: int) -> None:
        if number is None:
            self.damaged_numbers += 1
            return
        earlier = self.row_of_order.setdefault(number, row)
        if earlier != row:
            raise Refusal("The order was already counted in row {earlier}.", earlier=earlier)

    def _count_payment(self, order: Order, hour: _Hour) -> None:
        hour.paid_fen += order.total
        hour.paid_count += 1
        self.paid_without_kept += order.kept is None
        self.net_fen += order.total - (order.refund or 0)
        if order.refund is None:
            self.paid_without_refund += 1
            hour.refunded_fen = None
        elif hour.refunded_fen is not None:
            hour.refunded_fen += order.refund


def _hour_of(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0)


def _spans(tally: _Tally, refunds_known: bool) -> Iterator[Span]:
    first, last = _hour_of(tally.first), _hour_of(tally.last)
    within = (first + index * _HOUR for index in range((last - first) // _HOUR + 1))
    outside = sorted(at for at in tally.hours if not first <= at <= last)
    for moment in (*within, *outside):
        hour = tally.hours.get(moment, _Hour())
        covered = first <= moment <= last
        yield Span(
            day=moment.date(),
            hour=moment.hour,
            figures=Figures(
                ordered_fen=hour.ordered_fen if covered else None,
                ordered_count=hour.ordered_count if covered else None,
                paid_fen=hour.paid_fen,
                paid_count=hour.paid_count,
                refunded_fen=hour.refunded_fen if refunds_known else None,
            ),
            partial=not first < moment < last,
        )


def _notes(tally: _Tally, refunds_known: bool) -> Iterator[Sentence]:
    first, last = _hour_of(tally.first), _hour_of(tally.last)
    outside = [hour.paid_count for at, hour in tally.hours.items() if not first <= at <= last]
    if outside:
        yield Sentence(
            "{n} order was paid after the hours in which the file's orders were created; "
            "its hour is marked as partial.",
            "{n} orders were paid after the hours in which the file's orders were created; "
            "their hours are marked as partial.",
            n=sum(outside),
        )
    if tally.damaged_numbers:
        yield Sentence(
            "{n} order number was rounded by a spreadsheet, so a repeated order would go unseen. "
            "Import the file as the platform exported it.",
            "{n} order numbers were rounded by a spreadsheet, so a repeated order would go unseen. "
            "Import the file as the platform exported it.",
            n=tally.damaged_numbers,
        )
    if not refunds_known:
        yield Sentence("The file has no column 退款金额, so refunds are unknown.")
    elif tally.paid_without_refund:
        yield Sentence(
            "{n} paid order does not say its refund, so refunds of its hour are unknown.",
            "{n} paid orders do not say their refund, so refunds of their hours are unknown.",
            n=tally.paid_without_refund,
        )
    elif tally.paid_without_kept:
        yield Sentence(
            "Paid minus refunded could not be checked, because 买家实际支付金额 is missing."
        )
    elif tally.net_fen != tally.kept_fen:
        yield Sentence(
            "Paid minus refunded is {net}, but 买家实际支付金额 adds up to {kept}: "
            "a difference of {difference}.",
            net=Fen(tally.net_fen),
            kept=Fen(tally.kept_fen),
            difference=Fen(tally.net_fen - tally.kept_fen),
        )
