"""What an export of live prices would change of what the same kind of export said before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.rules.promotions.plans import LivePrice
from planner.words import Sentence

# What is compared and kept of a variant, and what people call it.
AMOUNT_NAMES: dict[str, Sentence] = {
    "list_fen": Sentence("List price"),
    "activity_fen": Sentence("Activity price"),
    "piece_off_fen": Sentence("Off each piece"),
    "official_off_fen": Sentence("Official rate off"),
    "price_fen": Sentence("What customers pay"),
    "list_line_fen": Sentence("List price at most"),
    "coupon_line_fen": Sentence("Price with everybody's coupons at most"),
}


@dataclass(frozen=True, slots=True)
class AmountChange:
    """One amount of a variant, before and after; ``lower`` marks one that falls."""

    price: LivePrice
    amount: str
    before: int | None
    after: int | None

    @property
    def lower(self) -> bool:
        """Whether it falls."""
        return self.before is not None and self.after is not None and self.after < self.before


@dataclass(frozen=True, slots=True)
class LiveComparison:
    """An export beside what its kind said before.

    ``changed`` and ``unchanged`` are as the export says them now; ``older`` stay as they are,
    because a later export said more; ``lacking`` are known variants that it does not have.
    """

    new: tuple[LivePrice, ...]
    changed: tuple[LivePrice, ...]
    unchanged: tuple[LivePrice, ...]
    older: tuple[LivePrice, ...]
    lacking: tuple[LivePrice, ...]
    changes: tuple[AmountChange, ...]

    @property
    def kept(self) -> tuple[LivePrice, ...]:
        """What is to be written: all that the export says and no later one did."""
        return self.new + self.changed + self.unchanged

    def after(self, *, complete: bool) -> tuple[LivePrice, ...]:
        """What this kind of export says afterwards; a ``complete`` one ends what it lacks."""
        return self.kept + self.older + (() if complete else self.lacking)


def compare(prices: Iterable[LivePrice], known: Iterable[LivePrice]) -> LiveComparison:
    """What an export's prices do to those that its kind said before."""
    standing = {(one.item_id, one.sku_id): one for one in known}
    lacking = dict(standing)
    new: list[LivePrice] = []
    changed: list[LivePrice] = []
    unchanged: list[LivePrice] = []
    older: list[LivePrice] = []
    changes: list[AmountChange] = []
    for price in prices:
        before = standing.get((price.item_id, price.sku_id))
        lacking.pop((price.item_id, price.sku_id), None)
        if before is None:
            new.append(price)
        elif before.read_at > price.read_at:
            older.append(before)
        else:
            different = list(_changes(before, price))
            (changed if different else unchanged).append(price)
            changes += different
    return LiveComparison(
        tuple(new),
        tuple(changed),
        tuple(unchanged),
        tuple(older),
        tuple(lacking.values()),
        tuple(changes),
    )


def digest(sale: tuple[int, int], comparison: LiveComparison) -> str:
    """A fingerprint of all that a person agrees to, so that a preview gone stale is noticed.

    ``sale`` is the campaign and the shop. When it was read is left out: it passes while somebody
    looks.
    """
    parts = [
        [(one.item_id, one.sku_id, *(getattr(one, name) for name in AMOUNT_NAMES)) for one in group]
        for group in (
            comparison.new,
            comparison.changed,
            comparison.unchanged,
            comparison.older,
            comparison.lacking,
        )
    ]
    before = [(one.amount, one.before) for one in comparison.changes]
    return hashlib.sha256(repr((sale, parts, before)).encode()).hexdigest()


def _changes(before: LivePrice, after: LivePrice) -> Iterator[AmountChange]:
    for name in AMOUNT_NAMES:
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield AmountChange(after, name, was, now)
