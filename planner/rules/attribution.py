"""Which phase a counted sale belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Generic

from planner.rules.campaigns import Key, Phase, phase_at
from planner.rules.figures import Span
from planner.rules.sales import ShopSpan

EVEN_DAY: tuple[int, ...] = (1,) * 24


@dataclass(frozen=True, slots=True)
class Attributed(Generic[Key]):
    """A counted span and the key of the phase it belongs to; None means between phases.

    ``by_day`` marks a day figure on a day that a phase border cuts: it belongs to the phase that
    expects most of that day, because a day figure cannot be split honestly.
    """

    shop_id: int
    span: Span
    phase_key: Key | None
    by_day: bool = False


def attribute(
    spans: Iterable[ShopSpan], phases: Sequence[Phase[Key]], day_shape: Sequence[int] = EVEN_DAY
) -> list[Attributed[Key]]:
    """Say for each span which phase it belongs to: of those open, the one that opened last.

    An hour cut by a border belongs to the phase at its half. ``day_shape`` has 24 weights, the
    expected share of each clock hour in a day, which decide about day figures.
    """
    # Where no phase names its shops, every shop gets the same answer: ask once for all.
    by_shop = any(phase.shops for phase in phases)
    known: dict[tuple[int | None, date, int], Key | None] = {}

    def key_of(shop_id: int, day: date, hour: int) -> Key | None:
        place = (shop_id if by_shop else None, day, hour)
        if place not in known:
            half = datetime.combine(day, time(hour, 30))
            phase = phase_at(phases, half, place[0])
            known[place] = phase.key if phase else None
        return known[place]

    found: list[Attributed[Key]] = []
    for one in spans:
        span = one.span
        if span.hour is not None:
            key = key_of(one.shop_id, span.day, span.hour)
            found.append(Attributed(one.shop_id, span, key))
            continue
        expected: dict[Key | None, int] = defaultdict(int)
        for hour, weight in enumerate(day_shape):
            expected[key_of(one.shop_id, span.day, hour)] += weight
        likeliest = max(expected, key=lambda key: expected[key])
        found.append(Attributed(one.shop_id, span, likeliest, by_day=len(expected) > 1))
    return found
