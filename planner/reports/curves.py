"""Curves that are kept, and the sales that one can be kept of."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
from sqlalchemy import select
from sqlmodel import Session, col

from planner.files import curves
from planner.reports.reading import reads
from planner.rules.campaign_sales import last_closing
from planner.rules.clock import wall_clock
from planner.rules.kept_curves import plan_like, read_curve, shares_like
from planner.rules.money import split
from planner.rules.people import Actor, Right
from planner.tables.campaigns import Campaign
from planner.tables.loading import load_phases
from planner.tables.targets import KeptCurve

_LOOKED_AT_FEN = 1_000_000_000


@reads("curves", "campaigns")
def kept(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
) -> pd.DataFrame:
    """One row is a kept curve, the newest first: id, name, sale, campaign (None for one drawn by
    hand), made_at.
    """
    actor.require(Right.SEE_PLAN)
    found = session.execute(
        select(
            col(KeptCurve.id),
            col(KeptCurve.name),
            col(KeptCurve.sale),
            col(Campaign.name).label("campaign"),
            col(KeptCurve.made_at),
        )
        .outerjoin(Campaign, col(Campaign.id) == col(KeptCurve.from_campaign_id))
        .where(col(KeptCurve.archived_at).is_(None))
        .order_by(col(KeptCurve.made_at).desc())
    )
    return pd.DataFrame(
        [tuple(row) for row in found], columns=["id", "name", "sale", "campaign", "made_at"]
    )


@reads("campaigns", "sales")
def over(session: Session, /, *, actor: Actor, now: datetime) -> pd.DataFrame:
    """One row is a campaign whose last phase has closed, the last one first: id, name."""
    actor.require(Right.SEE_PLAN)
    found = session.scalars(
        select(Campaign)
        .where(col(Campaign.deleted_at).is_(None))
        .order_by(col(Campaign.sale_day).desc())
    )
    rows = [
        (row.id, row.name)
        for row in found
        if last_closing(load_phases(session, row.id)) <= wall_clock(now, row.time_zone)
    ]
    return pd.DataFrame(rows, columns=["id", "name"])


@reads("curves", "campaigns")
def as_days(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
    curve_id: int,
) -> pd.DataFrame:
    """One row is a day of a campaign as a kept curve would plan it: day, share_bp.

    The shares make the whole; empty where they have no phase in common.
    """
    actor.require(Right.SEE_PLAN)
    campaign, row = session.get_one(Campaign, campaign_id), session.get_one(KeptCurve, curve_id)
    phases = load_phases(session, campaign_id)
    past = read_curve(row.name, row.shares)
    shares = shares_like(phases, past)
    if shares is None:
        return pd.DataFrame(columns=["day", "share_bp"])
    parts = tuple((phase, shares[phase.key]) for phase in phases)
    planned = plan_like(parts, _LOOKED_AT_FEN, curves.shipped(), campaign.sale_day, past)
    of_days = split(10_000, dict(planned.by_day()))
    return pd.DataFrame(list(of_days.items()), columns=["day", "share_bp"])
