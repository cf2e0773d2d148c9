"""Which link is broken: the gap to plan split into visitors, conversion and value per buyer.

Amounts are visitors × conversion × value, so a gap splits without rest and in no order by the
logarithmic mean (LMDI, Ang 2004): each part is the mean times the logarithm of its change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import floor, log, log1p
from typing import TypeAlias

from planner.words import Bp, Sentence


class Link(StrEnum):
    """A factor of what was sold."""

    VISITORS = "visitors"
    CONVERSION = "conversion"
    VALUE = "value"


class Payer(StrEnum):
    """What conversion and value are counted by: one who buys, or an order where that is unknown."""

    BUYER = "buyer"
    ORDER = "order"


LINK_NAMES: dict[tuple[Link, Payer], Sentence] = {
    (Link.VISITORS, Payer.BUYER): Sentence("Visitors"),
    (Link.CONVERSION, Payer.BUYER): Sentence("Conversion"),
    (Link.VALUE, Payer.BUYER): Sentence("Paid per buyer"),
    (Link.VISITORS, Payer.ORDER): Sentence("Visitors"),
    (Link.CONVERSION, Payer.ORDER): Sentence("Orders per visitor"),
    (Link.VALUE, Payer.ORDER): Sentence("Paid per order"),
}


@dataclass(frozen=True, slots=True)
class Funnel:
    """Visitors, those of them who paid, and what they paid, of one stretch and one place.

    Visitors and buyers are deduplicated within it: never sums over days, channels or shops. What
    is not known is None.
    """

    visitors: int | None
    payers: int | None
    paid_fen: int | None
    payer: Payer = Payer.BUYER

    def factors(self) -> dict[Link, float] | Sentence:
        """What the amount is the product of, or why it has no factors that can be compared."""
        if self.visitors is None or self.payers is None or self.paid_fen is None:
            return _unknown()
        if min(self.visitors, self.payers, self.paid_fen) <= 0:
            return Sentence("Not computable: without visitors, buyers or sales there is no split.")
        return {
            Link.VISITORS: float(self.visitors),
            Link.CONVERSION: self.payers / self.visitors,
            Link.VALUE: self.paid_fen / self.payers,
        }


@dataclass(frozen=True, slots=True)
class Place:
    """Where a funnel was measured: a phase by its key (None: the sale), a channel ("": all)."""

    phase: int | None = None
    channel: str = ""


class Base(StrEnum):
    """What a funnel is held against: the plan, or the last sale up to the same point."""

    PLAN = "plan"
    LAST_SALE = "last_sale"


@dataclass(frozen=True, slots=True)
class Compared:
    """What was reached in a place beside what it is held against, up to the same moment."""

    place: Place
    reached: Funnel
    base: Base
    expected: Funnel


@dataclass(frozen=True, slots=True)
class GapSplit:
    """A gap in fen, below zero for what is missing; the parts of the links add up to it.

    ``changes`` says how far each link is above (below zero: below) what was expected.
    """

    compared: Compared
    gap_fen: int
    parts: Mapping[Link, int]
    changes: Mapping[Link, Bp]


@dataclass(frozen=True, slots=True)
class NotComputable:
    """A place whose gap can't be split, and why; ``gap_fen`` is None where it isn't known."""

    place: Place
    why: Sentence
    gap_fen: int | None = None


Split: TypeAlias = GapSplit | NotComputable


def like_with_like(
    reached: Mapping[Place, Funnel],
    planned: Mapping[Place, Funnel],
    last_sale: Mapping[Place, Funnel],
) -> list[Compared | NotComputable]:
    """Each place beside the same place of the plan, or of the last sale where the plan is silent.

    A warm-up lifts traffic and lowers conversion, so a phase is held against that phase and never
    against the days before it. All three mappings speak of the same moment of the sale.
    """
    found: list[Compared | NotComputable] = []
    for place, funnel in reached.items():
        sides = ((Base.PLAN, planned.get(place)), (Base.LAST_SALE, last_sale.get(place)))
        known = [
            Compared(place, funnel, base, expected)
            for base, expected in sides
            if expected is not None
            and expected.payer is funnel.payer
            and None not in (expected.visitors, expected.payers, expected.paid_fen)
        ]
        nothing = NotComputable(
            place, Sentence("Neither the plan nor the last sale says what is expected here.")
        )
        found.append(known[0] if known else nothing)
    return found


def split(compared: Compared) -> Split:
    """The gap split into its links to the fen, or why that can't be done."""
    place, reached, expected = compared.place, compared.reached, compared.expected
    after, before = reached.factors(), expected.factors()
    if reached.paid_fen is None or expected.paid_fen is None:
        return NotComputable(place, _unknown())
    gap = reached.paid_fen - expected.paid_fen
    if reached.payer is not expected.payer:
        why = Sentence("Not computable: one side counts buyers, the other orders.")
        return NotComputable(place, why, gap)
    if isinstance(after, Sentence):
        return NotComputable(place, after, gap)
    if isinstance(before, Sentence):
        return NotComputable(place, before, gap)
    mean = logarithmic_mean(reached.paid_fen, expected.paid_fen)
    times = {link: after[link] / before[link] for link in Link}
    parts = _whole(gap, [mean * log(times[link]) for link in Link])
    changes = {link: Bp(round(10_000 * (times[link] - 1))) for link in Link}
    return GapSplit(compared, gap, dict(zip(Link, parts, strict=True)), changes)


def logarithmic_mean(one: int, other: int) -> float:
    """What two amounts above zero weigh in an exact split of their gap."""
    gap = one - other
    if not gap:
        return float(one)
    # Near each other, the logarithm of a ratio has too few digits left.
    near = 2 * abs(gap) < other
    return gap / (log1p(gap / other) if near else log(one / other))


def _unknown() -> Sentence:
    return Sentence("Not computable: visitors, buyers or the amount are not known.")


def _whole(total: int, parts: Sequence[float]) -> list[int]:
    """Parts in whole fen that add up to the total: what is over goes to the largest remainders."""
    whole = [floor(part) for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: whole[place] - parts[place])
    each, over = divmod(total - sum(whole), len(parts))
    for rank, place in enumerate(by_remainder):
        whole[place] += each + (rank < over)
    return whole
