"""What exports of the back office said, from its rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from planner.rules.clock import wall_clock
from planner.rules.promotions import plans
from planner.tables.campaigns import Campaign
from planner.tables.products import LivePrice


def load_live(session: Session, campaign: Campaign, shop_id: int) -> tuple[plans.LivePrice, ...]:
    """What every kind of export said last of a shop's variants; moments are wall-clock times."""
    return tuple(
        live_price_of(row, campaign.time_zone) for row in live_rows(session, campaign.id, shop_id)
    )


def live_rows(session: Session, campaign_id: int, shop_id: int) -> Sequence[LivePrice]:
    """The rows behind ``load_live``."""
    return session.exec(
        select(LivePrice)
        .where(LivePrice.campaign_id == campaign_id, LivePrice.shop_id == shop_id)
        .order_by(col(LivePrice.id))
    ).all()


def live_price_of(row: LivePrice, zone: str) -> plans.LivePrice:
    """The price that a row is."""
    return plans.LivePrice(
        item_id=row.item_id,
        sku_id=row.sku_id,
        source=row.source,
        read_at=wall_clock(row.read_at, zone),
        list_fen=row.list_fen,
        price_fen=row.price_fen,
        activity_fen=row.activity_fen,
        piece_off_fen=row.piece_off_fen,
        official_off_fen=row.official_off_fen,
        list_line_fen=row.list_line_fen,
        coupon_line_fen=row.coupon_line_fen,
        name=row.name,
    )
