"""A campaign's counted sales as a forecast takes them, and as a curve for a later one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from planner.rules.campaign_sales import CampaignSales
from planner.rules.figures import Figures
from planner.rules.forecasts.alignment import PastSale
from planner.rules.forecasts.curves import Sold, into_hours
from planner.rules.forecasts.forecasting import Forecast, forecast
from planner.rules.forecasts.goals import Goals

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_TICK = timedelta(microseconds=1)


def forecast_campaign(
    sales: CampaignSales, past: Sequence[PastSale] = (), goals: Goals | None = None
) -> Forecast | None:
    """Where a campaign will end by the amount its target means; None before any data covers it.

    It speaks of the moment that all shops with figures cover, so that one whose figures end early
    is not taken for one that stopped selling. Without goals of its own, the target is the goal.
    Raises Refusal as ``forecast`` does.
    """
    if sales.covered_by_all is None:
        return None
    return forecast(
        sales.phases,
        until(hours_sold(sales), sales.covered_by_all),
        sales.covered_by_all,
        planned=sales.plan.hours if sales.plan else (),
        past=past,
        goals=goals or Goals(sales.target_fen),
    )


def past_sale(name: str, sales: CampaignSales) -> PastSale:
    """A campaign that is over, for a later one to compare with; Refusal if it sold nothing."""
    return PastSale(name, sales.phases, tuple(hours_sold(sales)))


def hours_sold(sales: CampaignSales) -> list[Sold]:
    """What a campaign sold by the hour, in order; a day figure is spread as its day was planned."""
    return hours_of(sales, sales.measure.of)


def until(hours: Sequence[Sold], moment: datetime) -> list[Sold]:
    """What was sold up to a moment; of an hour that goes on after it, the part before."""
    found = []
    for one in hours:
        if one.ends <= moment:
            found.append(one)
        elif one.starts < moment:
            part = one.fen * ((moment - one.starts) // _TICK) // ((one.ends - one.starts) // _TICK)
            found.append(Sold(one.starts, moment, part))
    return found


def hours_of(sales: CampaignSales, known_of: Callable[[Figures], int | None]) -> list[Sold]:
    """Any figure of a campaign that adds up by the hour, in order, as ``hours_sold`` does."""

    def shape_of(day: date) -> Sequence[int]:
        planned = sales.planned_by_hour(day)
        return planned if planned and any(planned) else sales.ordinary

    known: list[Sold] = []
    for one in sales.sold:
        fen = known_of(one.span.figures)
        begins = datetime.combine(one.span.day, time(one.span.hour or 0))
        ends = begins + (_DAY if one.span.hour is None else _HOUR)
        # Of a day or an hour that is cut, the figure speaks of what lies inside.
        covered = sales.counted.covered_to.get(one.shop_id, sales.closes)
        starts, ends = max(begins, sales.opens), min(ends, covered, sales.closes)
        if fen is not None and starts < ends:
            known.append(Sold(starts, ends, fen))
    return into_hours(sorted(known, key=lambda one: one.starts), shape_of)
