"""Curves that are kept: how a sale spread over its phases, for the plan of a later one to follow.

A curve has shapes only, in millionths of the whole, so that a sale of any size can follow it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import numpy as np

from planner.rules.campaigns import Key, Phase, PhaseKind
from planner.rules.forecasts.alignment import PastSale, aligned
from planner.rules.forecasts.curves import Curve, Sold, as_moments
from planner.rules.money import apportion, split
from planner.rules.target_shares import require_whole
from planner.rules.targets import HourlyCurves, Plan, PlannedHour, plan
from planner.words import Refusal, Sentence

_PARTS = 1_000_000
_WHOLE = 10_000
_HOUR = timedelta(hours=1)
_FINE = 10**12

Days = Mapping[tuple[Any, date], int]


def write_curve(past: PastSale) -> dict[str, Any]:
    """A sale's curve as JSON: its phases, and what each clock hour had of the whole."""
    opens = min(phase.opens for phase in past.phases)
    closes = max(phase.closes for phase in past.phases)
    first = opens.replace(minute=0, second=0, microsecond=0)
    borders = [first + hour * _HOUR for hour in range(-(-(closes - first) // _HOUR) + 1)]
    by_hour = np.diff(past.curve.at(as_moments(borders)))
    weights = [max(0, round(amount)) for amount in by_hour.tolist()]
    return {
        "phases": [
            {
                "name": phase.name,
                "kind": str(phase.kind),
                "opens": phase.opens.isoformat(),
                "closes": phase.closes.isoformat(),
            }
            for phase in past.phases
        ],
        "first_hour": first.isoformat(),
        "hours": apportion(_PARTS, weights),
    }


def read_curve(name: str, written: Mapping[str, Any]) -> PastSale:
    """The curve that was written; its amounts are shares."""
    first = datetime.fromisoformat(written["first_hour"])
    return PastSale(
        name=name,
        phases=tuple(
            Phase(
                key=place,
                name=phase["name"],
                kind=PhaseKind(phase["kind"]),
                opens=datetime.fromisoformat(phase["opens"]),
                closes=datetime.fromisoformat(phase["closes"]),
            )
            for place, phase in enumerate(written["phases"])
        ),
        sold=tuple(
            Sold(first + hour * _HOUR, first + (hour + 1) * _HOUR, part)
            for hour, part in enumerate(written["hours"])
            if part
        ),
    )


def days_of(planned: Plan[Key]) -> dict[tuple[Key, date], int]:
    """Each day of each phase with its share of the whole plan in basis points, adding up to it."""
    days: dict[tuple[Key, date], int] = defaultdict(int)
    for hour in planned.hours:
        days[hour.phase_key, hour.starts.date()] += hour.fen
    return split(_WHOLE, days)


def drawn(name: str, phases: Sequence[Phase[Key]], days: Days, planned: Plan[Key]) -> PastSale:
    """A curve drawn by hand from the share of each day of each phase, in basis points.

    Within a day it follows the hours of ``planned``. Raises Refusal unless the shares make the
    whole.
    """
    require_whole(list(days.values()), Sentence("Curve"))
    hours: dict[tuple[Key, date], list[PlannedHour[Key]]] = defaultdict(list)
    for hour in planned.hours:
        hours[hour.phase_key, hour.starts.date()].append(hour)
    sold: list[Sold] = []
    for day, share in days.items():
        if day not in hours:
            raise Refusal("Curve: {day} is not a day of the phase.", day=day[1])
        parts = apportion(share * _PARTS // _WHOLE, [hour.fen for hour in hours[day]])
        sold += [
            Sold(hour.starts, hour.ends, part) for hour, part in zip(hours[day], parts, strict=True)
        ]
    return PastSale(name, tuple(phases), tuple(sold))


@lru_cache(maxsize=64)
def plan_like(
    phases: tuple[tuple[Phase[Key], int], ...],
    total_fen: int,
    curves: HourlyCurves,
    sale_day: date | None,
    past: PastSale | None,
) -> Plan[Key]:
    """The target over the hours of the phases, in each as the curve was in the same phase.

    Each phase keeps its own share; one the curve does not know, or no curve at all, is planned by
    the hourly curves. Raises Refusal as ``targets.plan`` does.
    """
    usual = plan(phases, total_fen, curves, sale_day)
    if past is None or not usual.hours:
        return usual
    borders = sorted({moment for hour in usual.hours for moment in (hour.starts, hour.ends)})
    moments = as_moments(borders)
    planned = Curve(usual.hours).at(moments)
    shares = aligned(past, [phase for phase, _ in phases], moments, planned / max(planned[-1], 1))
    if shares is None:
        return usual
    at = dict(zip(borders, shares.tolist(), strict=True))
    by_phase: dict[Key, list[PlannedHour[Key]]] = defaultdict(list)
    for hour in usual.hours:
        by_phase[hour.phase_key].append(hour)
    hours: list[PlannedHour[Key]] = []
    for key, of_phase in by_phase.items():
        weights = [max(0, round((at[one.ends] - at[one.starts]) * _FINE)) for one in of_phase]
        fens = apportion(sum(one.fen for one in of_phase), weights)
        hours += [
            PlannedHour(key, one.starts, one.ends, fen)
            for one, fen in zip(of_phase, fens, strict=True)
        ]
    return Plan(tuple(hours))


def shares_like(phases: Sequence[Phase[Key]], past: PastSale) -> dict[Key, int] | None:
    """What each phase has of the whole if it is as in the curve, in basis points adding up to it.

    None where they have no phase in common. What a curve sold between phases is shared out.
    """
    borders = sorted({moment for phase in phases for moment in (phase.opens, phase.closes)})
    shares = aligned(past, phases, as_moments(borders), None)
    if shares is None:
        return None
    at = dict(zip(borders, shares.tolist(), strict=True))
    weights = [max(0, round((at[one.closes] - at[one.opens]) * _FINE)) for one in phases]
    return {
        phase.key: share for phase, share in zip(phases, apportion(_WHOLE, weights), strict=True)
    }
