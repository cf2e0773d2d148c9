"""Where a campaign's sales will end: the forecast, and the rising line with what is to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd
from sqlmodel import Session

from planner.reports.campaign_sales import load_sales, past_curves
from planner.reports.reading import reads
from planner.reports.sales import stretch_rows
from planner.rules.forecasts import Forecast, Goals, Outlook
from planner.rules.forecasts.campaigns import forecast_campaign
from planner.rules.forecasts.curves import as_moments
from planner.rules.people import Actor, Right
from planner.rules.targets import Measure
from planner.tables.campaigns import Campaign
from planner.words import Refusal

_COLUMNS = ("forecast_fen", "low_fen", "high_fen", "second_fen")


@dataclass(frozen=True)
class SaleForecast:
    """A campaign's forecast and what it rests on.

    ``measure`` is the amount that it means. ``waits_for`` names the shops whose figures end first
    where others go further: it speaks of the moment up to which all of them are known. ``past`` are
    the past sales it compares with, the last one at the end.
    """

    forecast: Forecast
    measure: Measure
    waits_for: tuple[str, ...]
    past: tuple[str, ...]


@reads("sales", "campaigns", "shops", "curves", across=True)
def forecast(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> SaleForecast | None:
    """Where a campaign will end; None before any figures, or where there is nothing to go by."""
    actor.require(Right.SEE_PLAN)
    campaign = session.get_one(Campaign, campaign_id)
    sales = load_sales(session, campaign_id, hourly=True)
    past = past_curves(session, campaign_id)
    goals = Goals(campaign.target_fen, campaign.target_floor_fen, campaign.target_stretch_fen)
    try:
        found = forecast_campaign(sales, past, goals)
    except Refusal:
        return None
    if found is None:
        return None
    covered = sales.counted.covered_to
    behind = [
        name
        for shop_id, name in sales.shops.items()
        if sales.covers_to and shop_id in covered and covered[shop_id] < sales.covers_to
    ]
    return SaleForecast(found, sales.measure, tuple(behind), tuple(one.name for one in past))


@reads("sales", "campaigns", "shops", "curves", across=True)
def burn_up(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
) -> pd.DataFrame:
    """The rows of ``sales.burn_up``, and at ``ends`` from the forecast's moment on: forecast_fen,
    low_fen and high_fen (its 80 % band), second_fen (the other method, where the sale leaves the
    shape of past ones). All four are NA before that moment and without a forecast.
    """
    actor.require(Right.SEE_PLAN)
    known = forecast(session, actor=actor, now=now, campaign_id=campaign_id)
    sales = load_sales(session, campaign_id, hourly=True)
    cuts = () if known is None else (known.forecast.moment,)
    rows = stretch_rows(sales, cuts)
    values: dict[str, list[int | None]] = {name: [None] * len(rows) for name in _COLUMNS}
    if known is not None:
        found = known.forecast
        at = as_moments(found.moments)
        ends = as_moments(rows["ends"].dt.to_pydatetime())
        paths = {
            "forecast_fen": found.outlook.path_fen,
            "low_fen": found.outlook.low_fen,
            "high_fen": found.outlook.high_fen,
        }
        if len(found.shown) > 1:
            paths["second_fen"] = second(found).path_fen
        for name, path in paths.items():
            fens = np.rint(np.interp(ends, at, np.array(path, np.float64))).tolist()
            values[name] = [
                int(fen) if end >= at[0] else None for end, fen in zip(ends, fens, strict=True)
            ]
    return rows.assign(**{name: pd.array(fens, dtype="Int64") for name, fens in values.items()})


def second(found: Forecast) -> Outlook:
    """The method that is shown beside the chosen one."""
    return found.outlooks[found.shown[-1]]
