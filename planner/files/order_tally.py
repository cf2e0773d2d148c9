"""What the rows of an order export amount to, hour by hour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from planner.files.headers import Found
from planner.files.order_rows import Order, OrderColumn
from planner.files.seen import Seen
from planner.files.sheets import Cell
from planner.rules.exports import Export
from planner.rules.figures import Skipped
from planner.words import Refusal

LONGEST_QUIET = timedelta(days=31)
"""A stretch without any order that is longer is a hole in the file, or a slip of a year."""


@dataclass(slots=True)
class Hour:
    """What the orders of an hour amount to."""

    ordered_fen: int = 0
    ordered_count: int = 0
    paid_fen: int = 0
    paid_count: int = 0
    refunded_fen: int | None = 0
    refund_orders: int = 0


@dataclass(slots=True)
class Tally:
    """What the rows so far amount to; ``found`` says where their columns are."""

    found: Found
    export: Export
    order_in: Callable[[Sequence[Cell]], Order]
    hours: defaultdict[datetime, Hour] = field(default_factory=lambda: defaultdict(Hour))
    rows_read: int = 0
    first: datetime = datetime.max  # noqa: DTZ901 -- wall clock of the shop
    last: datetime = datetime.min  # noqa: DTZ901 -- wall clock of the shop
    skipped: list[Skipped] = field(default_factory=list)
    numbers: Seen = field(default_factory=Seen)
    orders: Seen = field(default_factory=Seen)
    refunded_orders: Seen = field(default_factory=Seen)
    currency: str = ""
    damaged_numbers: int = 0
    unpaid: int = 0
    deposits: int = 0
    paid_without_refund: int = 0
    paid_without_kept: int = 0
    net_fen: int = 0
    kept_fen: int = 0

    @property
    def knows_creation(self) -> bool:
        """Whether the export says when orders were created."""
        return OrderColumn.CREATED in self.found.places

    @property
    def knows_refunds(self) -> bool:
        """Whether the export says what was refunded."""
        return bool({OrderColumn.REFUND, OrderColumn.AFTER_SALE} & self.found.places.keys())

    def is_covered(self, moment: datetime) -> bool:
        """Whether an hour lies in the stretch that the file's orders span."""
        return hour_of(self.first) <= moment <= hour_of(self.last)

    def holes(self) -> list[tuple[datetime, datetime]]:
        """The stretches without any order that are too long to be quiet: the hours around them."""
        known = sorted(at for at in self.hours if self.is_covered(at))
        return [(one, other) for one, other in pairwise(known) if other - one > LONGEST_QUIET]

    def take(self, row: int, raw: Sequence[Cell]) -> None:
        """Count a row in, or keep why it was left out."""
        self.rows_read += 1
        try:
            order = self.order_in(raw)
            if order.total is None:
                return
            self._require_same_currency(order.currency)
            self._require_new(order.number, row)
        except Refusal as refusal:
            self.skipped.append(Skipped(row, refusal.sentence))
            return
        counts = self._is_first(order, row, self.orders)
        self.deposits += order.deposit and counts
        covered = order.created or order.paid
        if covered is None:
            self.unpaid += 1
            return
        self.first = min(self.first, covered)
        self.last = max(self.last, covered)
        if order.created is not None:
            hour = self.hours[hour_of(order.created)]
            hour.ordered_fen += order.total
            hour.ordered_count += counts
        if order.paid is not None:
            self._count_payment(order, order.total, self.hours[hour_of(order.paid)], counts)
            if order.refund and self._is_first(order, row, self.refunded_orders):
                self.hours[hour_of(order.paid)].refund_orders += 1
        self.kept_fen += 0 if order.deposit else order.kept or 0

    def _require_same_currency(self, currency: str) -> None:
        self.currency = self.currency or currency
        if currency != self.currency:
            raise Refusal(
                "The order is in {currency}, the ones above in {first}. Import each currency as a "
                "shop of its own.",
                currency=currency or "–",
                first=self.currency,
            )

    def _require_new(self, number: str | None, row: int) -> None:
        if number is None:
            self.damaged_numbers += 1
            return
        earlier = self.numbers.row_of(number, row)
        if earlier != row:
            raise Refusal("The order was already counted in row {earlier}.", earlier=earlier)

    def _is_first(self, order: Order, row: int, orders: Seen) -> bool:
        """Whether none of these orders is the one that the row is a part of."""
        if order.whole is None or OrderColumn.WHOLE_ORDER not in self.found.places:
            return True
        return orders.row_of(order.whole, row) == row

    def _count_payment(self, order: Order, total: int, hour: Hour, counts: bool) -> None:
        hour.paid_fen += total
        hour.paid_count += counts
        self.paid_without_kept += order.kept is None
        self.net_fen += total - (order.refund or 0)
        if order.refund is None:
            self.paid_without_refund += 1
            hour.refunded_fen = None
        elif hour.refunded_fen is not None:
            hour.refunded_fen += order.refund


def hour_of(moment: datetime) -> datetime:
    """The clock hour that a moment lies in."""
    return moment.replace(minute=0, second=0)
