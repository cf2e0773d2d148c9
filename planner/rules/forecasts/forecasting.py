"""Where a sale will end: every method side by side, the one that is chosen, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from planner.rules.campaigns import Phase
from planner.rules.forecasts.alignment import PastSale, aligned
from planner.rules.forecasts.curves import (
    DAY_IN_MOMENTS,
    Curve,
    Sold,
    Stretch,
    as_moments,
    moments_between,
)
from planner.rules.forecasts.goals import Chance, Goals, required
from planner.rules.forecasts.methods import CURVES, METHODS, Expected, Known, Method, missed
from planner.rules.forecasts.shapes import ShapeBreak, shape_break
from planner.rules.forecasts.spreads import Band, band, chance, conformal_band
from planner.words import Bp, Refusal, Sentence

_HOUR = timedelta(hours=1)
# What is carried on as long as it can be; each next one stands in for those before it.
_PREFERRED = (Method.LAST_SALE, Method.PLANNED_CURVE, Method.BLEND, Method.RUN_RATE)


@dataclass(frozen=True)
class Outlook:
    """What one method expects: the total with its 80 % band, and the way there.

    ``path_fen``, ``low_fen`` and ``high_fen`` are cumulative at the forecast's ``moments``.
    ``conformal`` is the band by how far past sales would have been missed, from four of them up.
    """

    method: Method
    total_fen: int
    band: Band
    conformal: Band | None
    path_fen: tuple[int, ...]
    low_fen: tuple[int, ...]
    high_fen: tuple[int, ...]


@dataclass(frozen=True)
class Forecast:
    """Where a sale will end, as known at ``moment``, the last one the data covers.

    ``moments`` run from there to the closing. ``unknown`` says why a method can't speak. ``shown``
    are the methods to draw: the chosen one, and a second one beside it where ``warning`` says that
    the sale leaves the shape of past sales.
    """

    moment: datetime
    so_far_fen: int
    moments: tuple[datetime, ...]
    outlooks: Mapping[Method, Outlook]
    unknown: Mapping[Method, Sentence]
    chosen: Method
    why: Sentence
    shown: tuple[Method, ...]
    warning: Sentence | None
    chances: tuple[Chance, ...]

    @property
    def outlook(self) -> Outlook:
        """What the chosen method expects."""
        return self.outlooks[self.chosen]


def forecast(
    phases: Sequence[Phase[Any]],
    sold: Sequence[Stretch],
    covers_to: datetime,
    *,
    planned: Sequence[Stretch] = (),
    past: Sequence[PastSale] = (),
    goals: Goals | None = None,
    every: timedelta = _HOUR,
) -> Forecast:
    """Say where a sale will end from what it sold up to the last moment covered.

    ``planned`` is the target over time, such as a plan's hours; ``past`` has the last comparable
    sale at its end. Raises Refusal where there is nothing at all to go by.
    """
    opens = min(phase.opens for phase in phases)
    closes = max(phase.closes for phase in phases)
    moment = max(opens, min(covers_to, closes))
    goals = goals or Goals()
    borders = [border for phase in phases for border in (phase.opens, phase.closes)]
    moments = moments_between(opens, closes, every, [moment, *borders])
    known = _known(phases, moments, moment, sold, planned, past, goals)
    told = {method: METHODS[method].expects(known) for method in Method}
    expected = {method: one for method, one in told.items() if isinstance(one, Expected)}
    chosen = next((method for method in _PREFERRED if method in expected), None)
    if chosen is None:
        raise Refusal(
            "Forecast: there is nothing to go by yet. Take in sales, or set a target for the sale."
        )
    broken = shape_break(known)
    beside = [Method.RUN_RATE] if broken and chosen is not Method.RUN_RATE else []
    return Forecast(
        moment=moment,
        so_far_fen=round(known.so_far),
        moments=tuple(moments[known.now :]),
        outlooks={method: _outlook(method, one, known) for method, one in expected.items()},
        unknown={method: one for method, one in told.items() if isinstance(one, Sentence)},
        chosen=chosen,
        why=_why(chosen, expected[chosen], known),
        shown=(chosen, *beside),
        warning=_warning(broken, known.past[-1]) if broken else None,
        chances=tuple(_chances(goals, expected[chosen], known, moment, closes)),
    )


def _known(
    phases: Sequence[Phase[Any]],
    moments: Sequence[datetime],
    moment: datetime,
    sold: Sequence[Stretch],
    planned: Sequence[Stretch],
    past: Sequence[PastSale],
    goals: Goals,
) -> Known:
    at = as_moments(moments)
    # A figure that is known counts by now, even if its hour goes on.
    by_now = [
        Sold(one.starts, min(one.ends, moment), one.fen) for one in sold if one.starts < moment
    ]
    plan = Curve(planned).at(at)
    planned_fen = round(plan[-1])
    shares = None if planned_fen <= 0 else plan / plan[-1]
    curves = [(aligned(sale, phases, at, shares), sale) for sale in past]
    usable = [(curve, sale) for curve, sale in curves if curve is not None]
    return Known(
        moments=at,
        now=moments.index(moment),
        reached=Curve(by_now).at(at),
        shares=np.array([curve for curve, _ in usable], np.float64).reshape(-1, len(at)),
        totals=np.array([sale.total_fen for _, sale in usable], np.float64),
        past=tuple(sale.name for _, sale in usable),
        planned=shares,
        planned_fen=planned_fen,
        plan_sd=goals.plan_sd,
    )


def _outlook(method: Method, expected: Expected, known: Known) -> Outlook:
    total, so_far = expected.total, known.so_far
    sure = band(total, so_far, expected.sd)
    by_past = missed(CURVES[method], known) if method in CURVES else []
    return Outlook(
        method=method,
        total_fen=round(total),
        band=sure,
        conformal=conformal_band(total, so_far, by_past),
        path_fen=_path(round(total), expected, known),
        low_fen=_path(sure.low_fen, expected, known),
        high_fen=_path(sure.high_fen, expected, known),
    )


def _path(total: int, expected: Expected, known: Known) -> tuple[int, ...]:
    so_far = round(known.so_far)
    steps = np.rint(so_far + (total - so_far) * expected.progress[:-1]).tolist()
    return (*map(int, steps), total)


def _why(chosen: Method, expected: Expected, known: Known) -> Sentence:
    share = Bp(round(expected.share * 10_000))
    match chosen:
        case Method.LAST_SALE:
            return Sentence(
                "“{sale}” is the last comparable sale: it had {share} of its total by this point.",
                sale=known.past[-1],
                share=share,
            )
        case Method.PLANNED_CURVE:
            return Sentence(
                "No past sale's curve can be carried on, so the planned one is: it has {share} of"
                " its total by this point.",
                share=share,
            )
        case Method.BLEND:
            return Sentence("There is nothing to carry on yet, so the plan stands.")
        case _:
            return Sentence("There is neither a past sale nor a target, so sales go on as of late.")


def _warning(broken: ShapeBreak, last: str) -> Sentence:
    return Sentence(
        "The last {hours} h brought {share} of what the curve of “{sale}” makes of them. This sale"
        " has another shape, so look at both methods.",
        hours=max(1, round(broken.lasted / _HOUR)),
        share=broken.of_expected,
        sale=last,
    )


def _chances(
    goals: Goals, expected: Expected, known: Known, moment: datetime, closes: datetime
) -> list[Chance]:
    so_far, total = round(known.so_far), round(expected.total)
    tomorrow = known.moments[known.now] + DAY_IN_MOMENTS
    next_day = float(np.interp(tomorrow, known.moments[known.now :], expected.progress))
    return [
        Chance(
            goal,
            fen,
            chance(fen, expected.total, known.so_far, expected.sd),
            required(fen, so_far, total, moment, closes, next_day),
        )
        for goal, fen in goals
    ]
