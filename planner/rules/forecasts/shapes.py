"""Whether a sale still has the shape of past sales: a new early burst spoils their curves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import inf, log

import numpy as np

from planner.rules.forecasts.curves import DAY_IN_MOMENTS
from planner.rules.forecasts.methods import Known
from planner.rules.forecasts.spreads import LEAST_SD, LEAST_SHARE
from planner.words import Bp

_FACTOR = 2
_SPREADS = 2


@dataclass(frozen=True, slots=True)
class ShapeBreak:
    """What the latest stretch of a sale brought, of what the last sale's curve made of it."""

    lasted: timedelta
    of_expected: Bp


def shape_break(known: Known) -> ShapeBreak | None:
    """Where the last day's share of the total is not what past sales had; None where it is.

    The total is what the last sale's curve expected before that day. The share is far off at a
    factor of two, or at two spreads of that day's share where there are two past sales. Before two
    days have passed, the later half of the time takes the place of the day.
    """
    if not len(known.shares):
        return None
    begin, now = known.moments[0], known.moments[known.now]
    since = max(now - DAY_IN_MOMENTS, begin + (now - begin) // 2)
    before = np.array([np.interp(since, known.moments, row) for row in known.shares])
    today = known.shares[:, known.now] - before
    reached_before = float(np.interp(since, known.moments, known.reached))
    if before[-1] < LEAST_SHARE or today[-1] < LEAST_SHARE or reached_before <= 0:
        return None
    expected = reached_before / before[-1] * today[-1]
    times = (known.so_far - reached_before) / expected
    off = abs(log(times)) if times > 0 else inf
    sold = today[today >= LEAST_SHARE]
    limit = log(_FACTOR)
    if len(sold) > 1:
        limit = min(limit, _SPREADS * max(float(np.std(np.log(sold), ddof=1)), LEAST_SD))
    if off <= limit:
        return None
    return ShapeBreak(timedelta(microseconds=int(now - since)), Bp(round(max(times, 0) * 10_000)))
