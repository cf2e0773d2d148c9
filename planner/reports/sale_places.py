"""What people ask about where a campaign sells: by shop, by platform and by channel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd
from sqlmodel import Session

from planner.reports.campaign_sales import load_channels, load_sales
from planner.reports.reading import reads
from planner.reports.sales_rows import AMOUNTS, amounts, grouped, share, table
from planner.rules.campaign_sales import CampaignSales, totals
from planner.rules.money import split
from planner.rules.people import Actor, Right
from planner.rules.target_shares import ChannelPlan
from planner.tables.target_rows import load_channel_plans

_FEN = ("target_fen", "due_fen", *AMOUNTS, "reached_fen")


@reads("sales", "campaigns", "shops", "curves")
def by_shop(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a shop of the campaign by name: shop_id, shop, platform, target_fen and due_fen
    (planned up to the last moment its figures cover; NA where the shops do not share the target),
    ordered_fen, paid_fen, refunded_fen, net_fen, orders, reached_fen, share_bp (of what all
    reached), covers_to (wall clock, NaT without figures).
    """
    actor.require(Right.SEE_PLAN)
    sales = load_sales(session, campaign_id)
    sold = grouped(sales.sold, lambda one: one.shop_id)
    everything = sales.measure.of(totals(sales.sold))
    targets, due = _targets(sales), _due(sales, sales.counted.covered_to)
    records = []
    for shop_id, name in sales.shops.items():
        cells = amounts(sales, sold[shop_id])
        records.append(
            {
                "shop_id": shop_id,
                "shop": name,
                "platform": sales.platforms.get(shop_id, ""),
                "target_fen": targets.get(shop_id),
                "due_fen": due.get(shop_id),
                **cells,
                "share_bp": share(cells["reached_fen"], everything),
                "covers_to": sales.counted.covered_to.get(shop_id),
            }
        )
    frame = table(records, *_FEN, "share_bp")
    frame["covers_to"] = pd.to_datetime(frame["covers_to"])
    return frame


@reads("sales", "campaigns", "shops", "curves")
def by_platform(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a platform of the campaign's shops, the largest first: platform, target_fen,
    due_fen, ordered_fen, paid_fen, refunded_fen, net_fen, orders, reached_fen, share_bp.
    """
    actor.require(Right.SEE_PLAN)
    sales = load_sales(session, campaign_id)
    sold = grouped(sales.sold, lambda one: sales.platforms.get(one.shop_id, ""))
    everything = sales.measure.of(totals(sales.sold))
    targets, due = _targets(sales), _due(sales, sales.counted.covered_to)
    shops: dict[str, list[int]] = defaultdict(list)
    for shop_id in sales.shops:
        shops[sales.platforms.get(shop_id, "")].append(shop_id)
    records: list[dict[str, Any]] = []
    for platform, shop_ids in shops.items():
        cells = amounts(sales, sold[platform])
        records.append(
            {
                "platform": platform,
                "target_fen": sum(targets[one] for one in shop_ids) if targets else None,
                "due_fen": sum(due.get(one, 0) for one in shop_ids) if due else None,
                **cells,
                "share_bp": share(cells["reached_fen"], everything),
            }
        )
    records.sort(key=lambda record: -(record["reached_fen"] or 0))
    return table(records, *_FEN, "share_bp")


@reads("sales", "campaigns", "shops", "curves")
def by_channel(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a channel of a shop that is planned or known, the largest of each shop first:
    shop_id, shop, channel, target_fen, due_fen, ordered_fen, paid_fen, refunded_fen, net_fen,
    orders, reached_fen, daily_visitors (the visitors of each day added up: who came on two days
    counts twice), covers_to.

    Channels are what sources call them; they may overlap, so nothing adds them up.
    """
    actor.require(Right.SEE_PLAN)
    whole = load_sales(session, campaign_id)
    places, sales = load_channels(session, campaign_id)
    plans = load_channel_plans(session, campaign_id)
    sold = grouped(sales.sold, lambda one: one.shop_id)
    visitors: dict[int, int] = defaultdict(int)
    for one in sales.counted.figures:
        if one.figure == "visitors":
            visitors[one.shop_id] += one.value
    numbers = {place: number for number, place in enumerate(places)}
    targets = _by_channel(_targets(whole), plans)
    records: list[dict[str, Any]] = []
    for place in sorted({*places, *plans}):
        shop_id, channel = place
        if shop_id not in whole.shops:
            continue
        number = numbers.get(place, -1)
        covers_to = sales.counted.covered_to.get(number)
        due = {} if covers_to is None else _due(whole, {shop_id: covers_to})
        records.append(
            {
                "shop_id": shop_id,
                "shop": whole.shops[shop_id],
                "channel": channel,
                "target_fen": targets.get(place),
                "due_fen": _by_channel(due, plans).get(place),
                **amounts(sales, sold[number]),
                "daily_visitors": visitors.get(number),
                "covers_to": covers_to,
            }
        )
    if not records:
        return pd.DataFrame()
    records.sort(key=lambda record: (record["shop"], -(record["reached_fen"] or 0)))
    frame = table(records, *_FEN, "daily_visitors")
    frame["covers_to"] = pd.to_datetime(frame["covers_to"])
    return frame


def _targets(sales: CampaignSales) -> dict[int, int]:
    """What each shop should bring."""
    return {} if sales.plan is None else sales.split_by_shop(sales.plan.total_fen)


def _due(sales: CampaignSales, until: Mapping[int, datetime]) -> dict[int, int]:
    """What each shop should have brought by the moment its own figures cover, if they do."""
    found: dict[int, int] = {}
    for shop_id, moment in until.items():
        parts = sales.split_by_shop(sales.planned_until(moment))
        if shop_id in parts:
            found[shop_id] = parts[shop_id]
    return found


def _by_channel(
    fens: dict[int, int], plans: Mapping[tuple[int, str], ChannelPlan]
) -> dict[tuple[int, str], int]:
    """What is planned of each shop, split among its channels to the fen."""
    found: dict[tuple[int, str], int] = {}
    for shop_id, fen in fens.items():
        shares = {place: plan.share_bp for place, plan in plans.items() if place[0] == shop_id}
        if any(shares.values()):
            found |= split(fen, shares)
    return found
