"""Keeping the curve of a sale, drawing one by hand, and letting a campaign's plan follow it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from planner.actions.finding import open_campaign
from planner.actions.stale import require_version
from planner.files import curves
from planner.rules.clock import wall_clock
from planner.rules.forecasts.campaigns import past_sale
from planner.rules.kept_curves import drawn, read_curve, shares_like, write_curve
from planner.rules.names import tidy
from planner.rules.people import Actor, Right
from planner.tables.campaign_sales import load_campaign_sales, load_target_plan
from planner.tables.campaigns import Campaign, Phase
from planner.tables.loading import kept_campaign, load_phases
from planner.tables.targets import KeptCurve
from planner.words import Did, Refusal, Sentence


def keep(session: Session, /, *, actor: Actor, now: datetime, campaign_id: int, name: str) -> Did:
    """Keep the curve of what a campaign sold, for the plan and the forecast of a later one.

    Refused while the sale goes on, and while its figures do not reach its end.
    """
    actor.require(Right.PLAN)
    campaign = kept_campaign(session, campaign_id)
    sales = load_campaign_sales(session, campaign_id, curves.shipped(), hourly=True)
    if wall_clock(now, campaign.time_zone) < sales.closes:
        raise Refusal("Curve: the sale runs until {closes}. Keep it then.", closes=sales.closes)
    if not sales.known_to_its_end:
        raise Refusal(
            "Curve: the figures do not reach the end of the sale. Add those up to {closes} first.",
            closes=sales.closes,
        )
    shares = write_curve(past_sale(campaign.name, sales))
    return _add(session, actor, now, campaign, name, shares, from_campaign_id=campaign_id)


def draw(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    name: str,
    days: Mapping[tuple[int, date], int],
) -> Did:
    """Keep a curve drawn by hand: the share of each day of each phase, by the phase's id.

    The shares (basis points) make the whole; within a day it follows the hours of the plan.
    """
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    phases = load_phases(session, campaign_id)
    planned = load_target_plan(session, campaign, phases, curves.shipped())
    if planned is None:
        raise Refusal("Curve: set a target first, so that there are days to share it.")
    shares = write_curve(drawn(tidy(name) or "?", phases, days, planned))
    return _add(session, actor, now, campaign, name, shares)


def use(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    campaign_id: int,
    version: int,
    curve_id: int | None,
) -> Did:
    """Let a campaign's plan follow a kept curve, its phases' shares too; None for the usual one.

    Going back to the usual curve leaves the phases' shares as they are.
    """
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    require_version(session, campaign, version)
    campaign.curve_id = curve_id
    if curve_id is None:
        said = Sentence("let “{campaign}” follow the usual curve", campaign=campaign.name)
        return Did(said, campaign_id)
    row = _standing(session, curve_id)
    shares = shares_like(load_phases(session, campaign_id), read_curve(row.name, row.shares))
    if shares is None:
        raise Refusal("Curve: “{curve}” has no phase in common with this sale.", curve=row.name)
    for phase in session.exec(select(Phase).where(Phase.campaign_id == campaign_id)):
        phase.target_share_bp = shares[phase.id]
    said = Sentence(
        "let “{campaign}” follow the curve “{curve}”", campaign=campaign.name, curve=row.name
    )
    return Did(said, campaign_id)


def archive(session: Session, /, *, actor: Actor, now: datetime, curve_id: int) -> Did:
    """Put a curve away; plans that follow it go on doing so."""
    actor.require(Right.PLAN)
    row = _standing(session, curve_id)
    row.archived_at = now
    return Did(Sentence("put the curve “{curve}” away", curve=row.name))


def _add(
    session: Session,
    actor: Actor,
    now: datetime,
    campaign: Campaign,
    name: str,
    shares: dict[str, Any],
    *,
    from_campaign_id: int | None = None,
) -> Did:
    row = KeptCurve(
        name=_free_name(session, name),
        sale=campaign.sale,
        from_campaign_id=from_campaign_id,
        shares=shares,
        made_at=now,
        made_by=actor.person_id,
    )
    session.add(row)
    session.flush()
    return Did(Sentence("kept the curve “{curve}”", curve=row.name), campaign.id, row.id)


def _free_name(session: Session, name: str) -> str:
    name = tidy(name)
    if not 1 <= len(name) <= 80:
        raise Refusal("Name: write 1 to 80 characters.")
    taken = session.exec(
        select(KeptCurve).where(KeptCurve.name == name, col(KeptCurve.archived_at).is_(None))
    ).first()
    if taken is not None:
        raise Refusal("Name: there is already a curve called “{name}”.", name=name)
    return name


def _standing(session: Session, curve_id: int) -> KeptCurve:
    row = session.get(KeptCurve, curve_id)
    if row is None or row.archived_at is not None:
        raise Refusal("This curve is not there any more. Choose another one.")
    return row
