"""A sale as a curve: what it had brought by any moment, evenly within each of its stretches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from planner.rules.money import apportion

Reals = NDArray[np.float64]
# Wall-clock moments as whole microseconds, so that they add and compare exactly.
Moments = NDArray[np.int64]

DAY_IN_MOMENTS = 86_400_000_000
_HOUR = timedelta(hours=1)


class Stretch(Protocol):
    """A span of wall-clock time and what it brought or should bring; a planned hour is one."""

    @property
    def starts(self) -> datetime:
        """Its first moment."""

    @property
    def ends(self) -> datetime:
        """The moment after its last."""

    @property
    def fen(self) -> int:
        """What it brought."""


@dataclass(frozen=True, slots=True)
class Sold:
    """What was sold from a wall-clock moment up to another. Raises ValueError if it has no time."""

    starts: datetime
    ends: datetime
    fen: int

    def __post_init__(self) -> None:
        if self.ends <= self.starts:
            raise ValueError("a stretch of sales ends after it starts")


class Curve:
    """What a sale had brought by any moment; stretches of several shops may lie over each other."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        known = list(stretches)
        starts, ends = (
            as_moments(one.starts for one in known),
            as_moments(one.ends for one in known),
        )
        fens = np.array([one.fen for one in known], np.float64)
        order = np.argsort(ends, kind="stable")
        self._borders: Moments = np.unique(np.concatenate([starts, ends]))
        reached = np.concatenate([[0.0], np.cumsum(fens[order])])
        self._until: Reals = reached[np.searchsorted(ends[order], self._borders, "right")]
        first = np.searchsorted(self._borders, starts, "right")
        last = np.searchsorted(self._borders, ends, "left")
        for place in np.flatnonzero(last > first):
            inside = slice(first[place], last[place])
            passed = self._borders[inside] - starts[place]
            self._until[inside] += fens[place] * passed / (ends[place] - starts[place])

    def at(self, moments: Moments) -> Reals:
        """What it had brought by each of the moments."""
        if not self._borders.size:
            return np.zeros(moments.shape)
        reached: Reals = np.interp(moments, self._borders, self._until)
        return reached


def as_moments(moments: Iterable[datetime]) -> Moments:
    """Wall-clock moments as numbers that can be reckoned with."""
    return np.array(list(moments), "datetime64[us]").astype(np.int64)


def moments_between(
    opens: datetime, closes: datetime, every: timedelta, also: Iterable[datetime] = ()
) -> list[datetime]:
    """Opening, closing and each step between them from the opening's midnight on, in order.

    ``also`` are further moments; those outside are left out.
    """
    midnight = datetime.combine(opens.date(), time.min)
    steps = range(1, -(-(closes - midnight) // every))
    found = {opens, closes, *also, *(midnight + step * every for step in steps)}
    return sorted(moment for moment in found if opens <= moment <= closes)


def into_hours(
    stretches: Iterable[Stretch], shape_of: Callable[[date], Sequence[int]]
) -> list[Sold]:
    """Stretches of at most an hour; a longer one is split by the 24 weights of its day's hours."""
    return [
        Sold(starts, ends, fen)
        for one in stretches
        for (starts, ends), fen in _hours(one, shape_of)
    ]


def _hours(
    one: Stretch, shape_of: Callable[[date], Sequence[int]]
) -> Iterator[tuple[tuple[datetime, datetime], int]]:
    if one.ends - one.starts <= _HOUR:
        return iter([((one.starts, one.ends), one.fen)])
    cuts, starts = [], one.starts
    while starts < one.ends:
        ends = min(starts.replace(minute=0, second=0, microsecond=0) + _HOUR, one.ends)
        cuts.append((starts, ends))
        starts = ends
    weights = [
        shape_of(starts.date())[starts.hour] * ((ends - starts) // timedelta(seconds=1))
        for starts, ends in cuts
    ]
    return zip(cuts, apportion(one.fen, weights), strict=True)
