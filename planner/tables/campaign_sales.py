"""Loads what a campaign sold and should sell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import BindParameter, bindparam, select
from sqlmodel import Session, col

from planner.rules.campaign_sales import CampaignSales, cut_days, first_opening, last_closing
from planner.rules.campaigns import Phase
from planner.rules.forecasts.alignment import PastSale
from planner.rules.kept_curves import plan_like, read_curve
from planner.rules.money import apportion, split
from planner.rules.sales import Said, counted_once
from planner.rules.targets import HourlyCurves, Measure, Plan
from planner.tables import campaigns as rows
from planner.tables.decided import load_choices
from planner.tables.loading import kept_campaign, load_phases
from planner.tables.said import load_channels_said, load_said
from planner.tables.shops import Shop
from planner.tables.targets import KeptCurve, TargetShare

_WHOLE = 10_000
_DAY = timedelta(days=1)
_OF_CAMPAIGN: BindParameter[int] = bindparam("campaign_id")
_SHOPS = (
    select(col(Shop.id), col(Shop.name), col(Shop.platform))
    .join(rows.CampaignShop, col(rows.CampaignShop.shop_id) == col(Shop.id))
    .where(col(rows.CampaignShop.campaign_id) == _OF_CAMPAIGN)
    .order_by(col(Shop.name))
)
_SHARES = select(col(rows.Phase.id), col(rows.Phase.target_share_bp)).where(
    col(rows.Phase.campaign_id) == _OF_CAMPAIGN
)
_OF_SHOPS = select(col(TargetShare.shop_id), col(TargetShare.share_bp)).where(
    col(TargetShare.campaign_id) == _OF_CAMPAIGN, col(TargetShare.channel) == ""
)


def load_campaign_sales(
    session: Session,
    campaign_id: int,
    curves: HourlyCurves,
    *,
    only_day: date | None = None,
    hourly: bool = False,
) -> CampaignSales:
    """A campaign's sales with its plan by these curves; raises a Refusal if it is gone.

    Days come hour by hour where a phase border cuts them, all of them if ``hourly``; with
    ``only_day`` that day alone.
    """
    campaign = kept_campaign(session, campaign_id)
    phases = load_phases(session, campaign_id)
    first = only_day or first_opening(phases).date()
    last = only_day or max(phase.last_day for phase in phases)
    by_hour = {only_day} if only_day else set(cut_days(phases))
    if hourly and not only_day:
        by_hour = {first + ahead * _DAY for ahead in range((last - first).days + 1)}
    of_campaign = {"campaign_id": campaign_id}
    connection = session.connection()
    shops = connection.execute(_SHOPS, of_campaign).all()
    names = {row.id: row.name for row in shops}
    said = load_said(session, names, first, last, by_hour)
    return CampaignSales(
        shops=names,
        phases=tuple(phases),
        measure=Measure(campaign.target_measure),
        target_fen=campaign.target_fen,
        plan=load_target_plan(session, campaign, phases, curves),
        counted=counted_once(_inside(said, by_hour, phases), load_choices(session, names)),
        ordinary=curves.ordinary,
        platforms={row.id: row.platform for row in shops},
        shop_shares_bp=_shop_shares(dict(connection.execute(_OF_SHOPS, of_campaign).all()), names),
    )


def load_channel_sales(
    session: Session, sales: CampaignSales
) -> tuple[list[tuple[int, str]], CampaignSales]:
    """The same campaign with each channel of a shop standing for a shop, by its place in a list.

    The list has the shop's id and the channel of each, in order.
    """
    last = max(phase.last_day for phase in sales.phases)
    said = load_channels_said(session, sales.shops, sales.opens.date(), last)
    places = sorted({(one.shop_id, one.span.channel) for one in said})
    numbers = {place: number for number, place in enumerate(places)}
    as_shops = (
        replace(
            one,
            shop_id=numbers[one.shop_id, one.span.channel],
            span=replace(one.span, channel=""),
        )
        for one in said
    )
    chosen = load_choices(session, sales.shops)
    choices = {
        (number, day, figure): source
        for (shop_id, day, figure), source in chosen.items()
        for (of_shop, _), number in numbers.items()
        if of_shop == shop_id
    }
    names = {number: channel for (_, channel), number in numbers.items()}
    counted = counted_once(as_shops, choices)
    return places, replace(sales, shops=names, counted=counted, shop_shares_bp={})


def load_target_plan(
    session: Session,
    campaign: rows.Campaign,
    phases: Sequence[Phase[int]],
    curves: HourlyCurves,
) -> Plan[int] | None:
    """The target over the hours of the phases, by the curve it follows; None without a target."""
    if campaign.target_fen is None:
        return None
    shares = dict(session.connection().execute(_SHARES, {"campaign_id": campaign.id}).all())
    # Where a phase was taken away the others share its part, so that the target stays whole.
    whole = apportion(_WHOLE, [shares[phase.key] for phase in phases])
    parts = tuple(zip(phases, whole, strict=True))
    followed = load_curve(session, campaign.curve_id)
    return plan_like(parts, campaign.target_fen, curves, campaign.sale_day, followed)


def load_curve(session: Session, curve_id: int | None) -> PastSale | None:
    """A kept curve; None where there is none."""
    row = None if curve_id is None else session.get(KeptCurve, curve_id)
    return None if row is None else read_curve(row.name, row.shares)


def _shop_shares(said: Mapping[int, int], names: Mapping[int, str]) -> dict[int, int]:
    """The shares of the campaign's shops, made whole again where a shop was taken away."""
    if len(names) == 1:
        return dict.fromkeys(names, _WHOLE)
    known = {shop_id: said.get(shop_id, 0) for shop_id in names}
    if not any(known.values()):
        return {}
    return split(_WHOLE, known)


def _inside(
    said: Iterable[Said], by_hour: set[date], phases: Sequence[Phase[int]]
) -> Iterator[Said]:
    """Leave out the hours before the first opening and after the last closing."""
    opens, closes = first_opening(phases), last_closing(phases)
    for one in said:
        of_hour = one.span.hour is not None and one.span.day in by_hour
        half_past = datetime.combine(one.span.day, time(one.span.hour or 0, 30))
        if not of_hour or opens <= half_past < closes:
            yield one
