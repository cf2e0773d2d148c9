"""What a sale should bring: the target, split by phase, day and hour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Generic

from planner.rules.campaigns import Key, Phase, PhaseKind
from planner.rules.figures import Figures
from planner.rules.money import apportion, parse_fen
from planner.words import Bp, Refusal, Sentence

_WHOLE = 10_000
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)
_SPIKE_HOURS = 4
_EVENING = 18


class Measure(StrEnum):
    """Which amount a target means."""

    ORDERED = "ordered"
    PAID = "paid"
    NET = "net"

    def of(self, figures: Figures) -> int | None:
        """That amount in fen, or None where the figures do not know it."""
        match self:
            case Measure.ORDERED:
                return figures.ordered_fen
            case Measure.PAID:
                return figures.paid_fen
            case Measure.NET:
                if figures.paid_fen is None or figures.refunded_fen is None:
                    return None
                return figures.paid_fen - figures.refunded_fen


MEASURE_NAMES: dict[Measure, Sentence] = {
    Measure.ORDERED: Sentence("Ordered amount"),
    Measure.PAID: Sentence("Paid amount"),
    Measure.NET: Sentence("Paid amount after refunds"),
}


@dataclass(frozen=True, slots=True)
class HourlyCurves:
    """How sales spread over hours, as whole-number weights.

    ``ordinary`` has the 24 clock hours of a quiet day. ``midnight`` has the 24 hours of a burst
    that opens at 0:00, ``evening`` the 28 hours of one that opens at 20:00, both adding up to
    10,000. ``later_days_bp`` says what the first, second … day after an opening brings, in basis
    points of the opening; the last one repeats. Raises ValueError for any other shape.
    """

    ordinary: tuple[int, ...]
    midnight: tuple[int, ...]
    evening: tuple[int, ...]
    later_days_bp: tuple[int, ...]

    def __post_init__(self) -> None:
        if (len(self.ordinary), len(self.midnight), len(self.evening)) != (24, 24, 28):
            raise ValueError("hourly curves have 24, 24 and 28 hours")
        if not self.later_days_bp:
            raise ValueError("later days need at least one share")
        if sum(self.midnight) != _WHOLE or sum(self.evening) != _WHOLE:
            raise ValueError("burst curves add up to 10,000")
        every = (*self.ordinary, *self.midnight, *self.evening, *self.later_days_bp)
        if min(every) < 0 or not sum(self.ordinary):
            raise ValueError("hourly curves have no negative weights, nor only zeros")


@dataclass(frozen=True, slots=True)
class PlannedHour(Generic[Key]):
    """What one clock hour of a phase should bring; the first and last may be cut by its borders."""

    phase_key: Key
    starts: datetime
    ends: datetime
    fen: int


@dataclass(frozen=True)
class Plan(Generic[Key]):
    """A target spread over the hours of its phases; the hours add up to it to the fen."""

    hours: tuple[PlannedHour[Key], ...]

    @cached_property
    def total_fen(self) -> int:
        """The whole target in fen."""
        return sum(hour.fen for hour in self.hours)

    @cached_property
    def clock_hours(self) -> Mapping[date, Sequence[int]]:
        """What each of the 24 clock hours of a day should bring in fen, by day."""
        days: dict[date, list[int]] = {}
        for hour in self.hours:
            day = hour.starts.date()
            if day not in days:
                days[day] = [0] * 24
            days[day][hour.starts.hour] += hour.fen
        return days

    def by_day(self) -> list[tuple[date, int]]:
        """Each day from the first to the last with its fen, days between phases with 0."""
        days: dict[date, int] = defaultdict(int)
        for hour in self.hours:
            days[hour.starts.date()] += hour.fen
        if not days:
            return []
        first, last = min(days), max(days)
        every = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
        return [(day, days.get(day, 0)) for day in every]

    def by_phase(self) -> dict[Key, int]:
        """Each phase's fen by its key."""
        phases: dict[Key, int] = defaultdict(int)
        for hour in self.hours:
            phases[hour.phase_key] += hour.fen
        return dict(phases)

    def cumulative_at(self, moment: datetime) -> int:
        """The fen planned up to a wall-clock moment, evenly within an hour, rounded down."""
        return sum(_reached(hour, moment) for hour in self.hours)


def read_target(text: str) -> int:
    """The target in fen from what a person typed; raises Refusal for letters, 0 or less."""
    try:
        fen = parse_fen(text, negative=True)
    except Refusal as refusal:
        raise Refusal("Target: {problem}", problem=refusal.sentence) from refusal
    return require_target(fen)


def require_target(target_fen: int) -> int:
    """The target if it is above zero; raises Refusal otherwise."""
    if target_fen <= 0:
        raise Refusal("Target: enter an amount above 0, or leave it empty.")
    return target_fen


def split_by_phase(total_fen: int, shares_bp: Sequence[int]) -> list[int]:
    """The target's part of each phase in fen, adding up to the total.

    Raises Refusal unless the shares (basis points) are none below 0 and add up to the whole.
    """
    if any(share < 0 for share in shares_bp):
        raise Refusal("Share of target: a phase cannot have less than 0%.")
    if sum(shares_bp) != _WHOLE:
        raise Refusal(
            "Share of target: the phases add up to {sum}. Make them add up to 100%.",
            sum=Bp(sum(shares_bp)),
        )
    return apportion(require_target(total_fen), shares_bp)


def plan(
    phases: Sequence[tuple[Phase[Key], int]],
    total_fen: int,
    curves: HourlyCurves,
    sale_day: date | None = None,
) -> Plan[Key]:
    """The target over the hours of the phases, each given with its share in basis points.

    Warm-up and wrap-up follow the ordinary day. A burst opens with a spike, in the shape of an
    evening opening from 18:00 on and of a midnight opening before, and then falls to the later
    days' level; a sale day that comes later in a burst sells like a midnight opening of its own.
    Raises Refusal as ``split_by_phase`` does.
    """
    parts = split_by_phase(total_fen, [share for _, share in phases])
    hours: list[PlannedHour[Key]] = []
    for (phase, _), part in zip(phases, parts, strict=True):
        stretches = list(_clock_hours(phase.opens, phase.closes))
        weights = [_weight(phase, starts, ends, curves, sale_day) for starts, ends in stretches]
        fens = apportion(part, weights)
        hours.extend(
            PlannedHour(phase.key, starts, ends, fen)
            for (starts, ends), fen in zip(stretches, fens, strict=True)
        )
    return Plan(tuple(hours))


def _reached(hour: PlannedHour[Key], moment: datetime) -> int:
    if moment >= hour.ends:
        return hour.fen
    if moment <= hour.starts:
        return 0
    return hour.fen * ((moment - hour.starts) // _TICK) // ((hour.ends - hour.starts) // _TICK)


def _clock_hours(opens: datetime, closes: datetime) -> Iterator[tuple[datetime, datetime]]:
    starts = opens
    while starts < closes:
        ends = min(starts.replace(minute=0, second=0, microsecond=0) + _HOUR, closes)
        yield starts, ends
        starts = ends


def _weight(
    phase: Phase[Key],
    starts: datetime,
    ends: datetime,
    curves: HourlyCurves,
    sale_day: date | None,
) -> int:
    minutes = max(1, round((ends - starts) / timedelta(minutes=1)))
    if phase.kind is not PhaseKind.BURST:
        return curves.ordinary[starts.hour] * minutes
    return _burst_weight(phase.opens, starts, curves, sale_day) * minutes


def _burst_weight(
    opens: datetime, starts: datetime, curves: HourlyCurves, sale_day: date | None
) -> int:
    """The weight of a burst hour, in hundred-millionths of what its opening brings."""
    evening = opens.hour >= _EVENING
    spike = curves.evening[:_SPIKE_HOURS] if evening else curves.midnight[:_SPIKE_HOURS]
    opening_day = curves.evening[_SPIKE_HOURS:] if evening else curves.midnight
    full_day = opens.date() + _DAY if evening else opens.date()
    since = int((starts.replace(minute=0) - opens.replace(minute=0)) / _HOUR)
    if starts.date() < full_day:
        return spike[min(since, _SPIKE_HOURS - 1)] * _WHOLE
    if starts.date() == full_day:
        shape = spike[since] if since < _SPIKE_HOURS and not evening else opening_day[starts.hour]
        return shape * _WHOLE
    if starts.date() == sale_day:
        return curves.midnight[starts.hour] * _WHOLE
    later = (starts.date() - full_day).days - 1
    level = curves.later_days_bp[min(later, len(curves.later_days_bp) - 1)]
    return curves.ordinary[starts.hour] * level * _WHOLE // sum(curves.ordinary)
