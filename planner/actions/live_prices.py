"""Taking in what the back office says of prices, from an export that someone has agreed to."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from planner.actions.finding import open_campaign
from planner.actions.product_rows import require_planning
from planner.files.live_prices import LiveFile
from planner.rules.clock import instant_of, wall_clock
from planner.rules.names import file_title
from planner.rules.people import Actor
from planner.rules.promotions import live_taking, plans
from planner.rules.promotions.live_sources import LIVE_SOURCE_NAMES
from planner.tables.campaigns import Campaign
from planner.tables.live_prices import live_price_of, live_rows
from planner.tables.products import LivePrice
from planner.tables.shops import Shop
from planner.words import Did, Refusal, Sentence


def take_in(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    shop_id: int,
    file: LiveFile,
    file_name: str,
    complete: bool,
    digest: str,
) -> Did:
    """Keep what an export says of a shop's prices; of each variant its kind's newest row counts.

    ``complete`` says that the export has all that is live, so that variants it lacks are forgotten.
    ``digest`` is the preview's: refused where anything it showed is different by now.
    """
    require_planning(session, actor, campaign_id, shop_id)
    campaign, place = open_campaign(session, campaign_id), session.get_one(Shop, shop_id)
    _require_past(file, campaign, now)
    rows = {
        (row.item_id, row.sku_id): row
        for row in live_rows(session, campaign_id, shop_id)
        if row.source == file.kind
    }
    known = [live_price_of(row, campaign.time_zone) for row in rows.values()]
    comparison = live_taking.compare(file.prices, known)
    if live_taking.digest((campaign_id, shop_id), comparison) != digest:
        raise Refusal("The prices changed since the preview. Look at it again, then take it in.")
    for price in comparison.kept:
        row = rows.get((price.item_id, price.sku_id))
        if row is None:
            row = LivePrice(
                campaign_id=campaign_id,
                shop_id=shop_id,
                source=file.kind,
                item_id=price.item_id,
                sku_id=price.sku_id,
                read_at=now,
            )
            session.add(row)
        _set(row, price)
        row.read_at, row.read_by = instant_of(price.read_at, campaign.time_zone), actor.person_id
        row.file_name = file_title(file_name)
    if complete:
        for price in comparison.lacking:
            session.delete(rows[price.item_id, price.sku_id])
    return Did(
        Sentence(
            "took in “{file}” for “{shop}”: {kind}, {n} variant",
            "took in “{file}” for “{shop}”: {kind}, {n} variants",
            file=file_title(file_name),
            shop=place.name,
            kind=LIVE_SOURCE_NAMES[file.kind],
            n=len(comparison.kept),
        ),
        campaign_id,
        len(comparison.kept),
    )


def _set(row: LivePrice, price: plans.LivePrice) -> None:
    for name in live_taking.AMOUNT_NAMES:
        setattr(row, name, getattr(price, name))
    row.name = price.name


def _require_past(file: LiveFile, campaign: Campaign, now: datetime) -> None:
    here = wall_clock(now, campaign.time_zone)
    if any(price.read_at > here for price in file.prices):
        raise Refusal("Exported at: choose a moment that has passed.")
