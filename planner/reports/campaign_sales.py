"""Loads what a campaign sold and should sell, for every report that asks about its sales."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from functools import lru_cache

from sqlalchemy import BindParameter, bindparam, select
from sqlmodel import Session, col

from planner.files import curves
from planner.rules.campaign_sales import CampaignSales, cut_days, first_opening, last_closing
from planner.rules.campaigns import Phase
from planner.rules.money import apportion
from planner.rules.sales import Said, counted_once
from planner.rules.targets import Measure, Plan, plan
from planner.tables import campaigns as rows
from planner.tables.decided import load_choices
from planner.tables.loading import load_phases
from planner.tables.said import load_said
from planner.tables.shops import Shop
from planner.words import Refusal

_WHOLE = 10_000
_OF_CAMPAIGN: BindParameter[int] = bindparam("campaign_id")
_SHOPS = (
    select(col(Shop.id), col(Shop.name))
    .join(rows.CampaignShop, col(rows.CampaignShop.shop_id) == col(Shop.id))
    .where(col(rows.CampaignShop.campaign_id) == _OF_CAMPAIGN)
    .order_by(col(Shop.name))
)
_SHARES = select(col(rows.Phase.id), col(rows.Phase.target_share_bp)).where(
    col(rows.Phase.campaign_id) == _OF_CAMPAIGN
)


def load_sales(session: Session, campaign_id: int, only_day: date | None = None) -> CampaignSales:
    """A campaign's sales, or those of one day hour by hour; raises a Refusal if it is gone."""
    campaign = session.get(rows.Campaign, campaign_id)
    if campaign is None or campaign.deleted_at is not None:
        raise Refusal("This campaign is not there any more. It may be in the recycle bin.")
    phases = load_phases(session, campaign_id)
    shops = dict(session.connection().execute(_SHOPS, {"campaign_id": campaign_id}).all())
    first = only_day or first_opening(phases).date()
    last = only_day or max(phase.last_day for phase in phases)
    hourly = {only_day} if only_day else set(cut_days(phases))
    said = load_said(session, shops, first, last, hourly)
    return CampaignSales(
        shops=shops,
        phases=tuple(phases),
        measure=Measure(campaign.target_measure),
        target_fen=campaign.target_fen,
        plan=_plan(session, campaign, phases),
        counted=counted_once(_inside(said, hourly, phases), load_choices(session, shops)),
        ordinary=curves.shipped().ordinary,
    )


def _plan(
    session: Session, campaign: rows.Campaign, phases: Sequence[Phase[int]]
) -> Plan[int] | None:
    if campaign.target_fen is None:
        return None
    shares = dict(session.connection().execute(_SHARES, {"campaign_id": campaign.id}).all())
    # Where a phase was taken away the others share its part, so that the target stays whole.
    whole = apportion(_WHOLE, [shares[phase.key] for phase in phases])
    parts = tuple(zip(phases, whole, strict=True))
    return _planned(parts, campaign.target_fen, curves.shipped(), campaign.sale_day)


# A plan of a month is 700 hours; it stays the same while sales come in.
_planned = lru_cache(maxsize=64)(plan)


def _inside(
    said: Iterable[Said], hourly: set[date], phases: Sequence[Phase[int]]
) -> Iterator[Said]:
    """Leave out the hours before the first opening and after the last closing."""
    opens, closes = first_opening(phases), last_closing(phases)
    for one in said:
        by_hour = one.span.hour is not None and one.span.day in hourly
        half_past = datetime.combine(one.span.day, time(one.span.hour or 0, 30))
        if not by_hour or opens <= half_past < closes:
            yield one
