"""What presses in burst hours: which burst is watched, what each hour has to bring, stale data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from planner.rules.campaign_sales import CampaignSales
from planner.rules.campaigns import Phase, PhaseKind

_HOUR = timedelta(hours=1)
_TICK = timedelta(microseconds=1)
# More would let the spike of an opening flatten the hours that people can still do something about.
_MOST_HOURS = 18
_AHEAD = 6
_LATE, _OLD = timedelta(minutes=75), timedelta(hours=2)


class Freshness(StrEnum):
    """How far figures are behind the clock."""

    FRESH = "fresh"
    LATE = "late"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Needed:
    """What each hour from ``since`` until a phase closes has to bring to end it on plan.

    ``left_fen`` is 0 or less where that is reached already; ``an_hour_fen`` is an even rate.
    """

    since: datetime
    closes: datetime
    left_fen: int
    an_hour_fen: int


def shown_burst(phases: Sequence[Phase[int]], now: datetime) -> Phase[int] | None:
    """The burst that opened last, also once it has closed, else the first to come."""
    bursts = sorted(
        (phase for phase in phases if phase.kind is PhaseKind.BURST), key=lambda one: one.opens
    )
    opened = [phase for phase in bursts if phase.opens <= now]
    return opened[-1] if opened else next(iter(bursts), None)


def shown_hours(phase: Phase[int], known_to: datetime) -> list[datetime]:
    """The clock hours of a burst; of a long one those around the last moment known."""
    first = phase.opens.replace(minute=0, second=0, microsecond=0)
    count = -(-(phase.closes - first) // _HOUR)
    if count > _MOST_HOURS:
        last = (known_to - first) // _HOUR + _AHEAD
        skip = min(max(last - _MOST_HOURS, 0), count - _MOST_HOURS)
        first, count = first + skip * _HOUR, _MOST_HOURS
    return [first + ahead * _HOUR for ahead in range(count)]


def needed_an_hour(sales: CampaignSales, phase: Phase[int]) -> Needed | None:
    """What a phase asks of each hour from the last moment covered; None once no time is left."""
    since = sales.covers_to
    goal = sales.planned_until(phase.closes)
    if since is None or goal is None or not phase.opens <= since < phase.closes:
        return None
    reached = sales.reached_until(since)
    if reached is None:
        return None
    left = goal - reached
    ticks, hour = (phase.closes - since) // _TICK, _HOUR // _TICK
    rate = left if ticks <= hour else -(-left * hour // ticks)
    return Needed(since, phase.closes, left, max(rate, 0))


def freshness(covers_to: datetime, now: datetime, closes: datetime) -> Freshness:
    """How old figures are in a sale under way; once it has closed they need not go further."""
    behind = min(now, closes) - covers_to
    if behind > _OLD:
        return Freshness.OLD
    return Freshness.LATE if behind > _LATE else Freshness.FRESH
