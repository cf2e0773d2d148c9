"""A past sale's curve laid on another sale's phases: opening on opening, day on day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from planner.rules.campaigns import Phase, PhaseKind, phase_at
from planner.rules.forecasts.curves import (
    DAY_IN_MOMENTS,
    Curve,
    Moments,
    Reals,
    Stretch,
    as_moments,
)
from planner.words import Refusal

# Which stretch of a sale: a phase's kind, the how-manieth of it, and which part of what other
# phases leave of it. A kind of None is the time between phases, counted by what it follows.
_Place = tuple[PhaseKind | None, int, int]


@dataclass(frozen=True)
class PastSale:
    """A sale that is over: its phases and what it sold, by hour where that is known.

    Raises Refusal where it has no phase or sold nothing in them.
    """

    name: str
    phases: tuple[Phase[Any], ...]
    sold: tuple[Stretch, ...]

    def __post_init__(self) -> None:
        if not self.phases or self.total_fen <= 0:
            raise Refusal(
                "Past sale “{sale}”: there is nothing sold in its phases.", sale=self.name
            )

    @cached_property
    def curve(self) -> Curve:
        """What it had sold by any moment."""
        return Curve(self.sold)

    @cached_property
    def total_fen(self) -> int:
        """What it sold from its first opening to its last closing."""
        opens = min(phase.opens for phase in self.phases)
        closes = max(phase.closes for phase in self.phases)
        before, after = self.curve.at(as_moments([opens, closes]))
        return round(float(after - before))


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a sale that belongs to one phase, or to none, as moments."""

    opens: int
    closes: int


def aligned(
    past: PastSale, phases: Sequence[Phase[Any]], moments: Moments, planned: Reals | None
) -> Reals | None:
    """The share of a sale's total that it has by each moment if it sells as the past one did.

    Phases are paired by kind and order. Of phases of other lengths the first and last days are
    paired, those in between evenly, each day hour by hour from the opening on. A phase the past
    sale did not have gets its share of ``planned`` (shares by the moments), one that only the past
    sale had is left out. None if they have no phase in common that sold anything.
    """
    then, now = _parts(past.phases), _parts(phases)
    sold = {place: _sold(past.curve, then[place]) for place in now if place in then}
    in_common = sum(sold.values())
    if in_common <= 0:
        return None
    alone: dict[_Place, float] = {}
    if planned is not None:
        alone = {place: _share(planned, moments, now[place]) for place in now if place not in then}
    left = 1 - sum(alone.values())
    shares = np.zeros(moments.shape)
    for place, part in now.items():
        if place in sold:
            progress = _progress(past.curve, then[place], part, moments)
            shares += left * sold[place] / in_common * progress
        elif planned is not None and alone[place] > 0:
            shares += np.interp(moments, *_within(planned, moments, part))
    return shares / shares[-1] if shares[-1] > 0 else None


def _parts(phases: Sequence[Phase[Any]]) -> dict[_Place, _Part]:
    in_order = sorted(phases, key=lambda phase: (phase.opens, phase.closes))
    seen: Counter[PhaseKind] = Counter()
    numbers: dict[int, tuple[PhaseKind, int]] = {}
    for phase in in_order:
        numbers[id(phase)] = phase.kind, seen[phase.kind]
        seen[phase.kind] += 1
    borders = sorted({moment for phase in phases for moment in (phase.opens, phase.closes)})
    stretches: list[tuple[Phase[Any] | None, datetime, datetime]] = []
    for begin, end in pairwise(borders):
        open_then = phase_at(in_order, begin)
        before = stretches.pop() if stretches and stretches[-1][0] is open_then else None
        stretches.append((open_then, before[1] if before else begin, end))
    parts: dict[_Place, _Part] = {}
    times: Counter[tuple[PhaseKind | None, int]] = Counter()
    for owner, begin, end in stretches:
        key = (None, 0) if owner is None else numbers[id(owner)]
        first, last = as_moments([begin, end])
        parts[*key, times[key]] = _Part(int(first), int(last))
        times[key] += 1
    return parts


def _sold(curve: Curve, part: _Part) -> float:
    before, after = curve.at(np.array([part.opens, part.closes]))
    return float(after - before)


def _share(planned: Reals, moments: Moments, part: _Part) -> float:
    before, after = np.interp([part.opens, part.closes], moments, planned)
    return float(after - before)


def _within(planned: Reals, moments: Moments, part: _Part) -> tuple[Moments, Reals]:
    """What is planned from a part's opening to its closing, counted from its opening."""
    inside = moments[(moments > part.opens) & (moments < part.closes)]
    borders = np.concatenate([[part.opens], inside, [part.closes]])
    values = np.interp(borders, moments, planned)
    return borders, values - values[0]


def _progress(curve: Curve, then: _Part, now: _Part, moments: Moments) -> Reals:
    """How much of what a part sells it has sold by each moment, from 0 to 1."""
    passed = np.clip(moments, now.opens, now.closes) - now.opens
    length = np.array([now.closes - now.opens])
    sold, whole = (_warped(curve, then, int(length[0]), offsets) for offsets in (passed, length))
    return sold / whole if whole[0] > 0 else passed / length


def _warped(curve: Curve, then: _Part, length: int, passed: Moments) -> Reals:
    """What the past part sold by the same point of a part of another length, not yet a share."""
    days, days_then = (-(-span // DAY_IN_MOMENTS) for span in (length, then.closes - then.opens))
    each = np.arange(days)
    at = each * ((days_then - 1) / (days - 1)) if days > 1 else np.zeros(1)
    earlier = np.floor(at).astype(np.int64)
    later = np.minimum(earlier + 1, days_then - 1)
    weight = at - earlier

    def sold(day: Moments, within: Moments) -> Reals:
        begin = np.minimum(then.opens + day * DAY_IN_MOMENTS, then.closes)
        return curve.at(np.minimum(begin + within, then.closes)) - curve.at(begin)

    def mixed(day: Moments, within: Moments) -> Reals:
        first, second = sold(earlier[day], within), sold(later[day], within)
        result: Reals = first + weight[day] * (second - first)
        return result

    full = mixed(each, np.full(days, DAY_IN_MOMENTS))
    before = np.concatenate([[0.0], np.cumsum(full)])
    day = np.minimum(passed // DAY_IN_MOMENTS, days - 1)
    result: Reals = before[day] + mixed(day, passed - day * DAY_IN_MOMENTS)
    return result
