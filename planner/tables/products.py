"""Products of a campaign, one row a variant in a shop."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from planner.tables.base import Kept


class Product(Kept, table=True):
    """What a shop sells in a campaign, as ``rules.promotions.plans.Product`` explains it.

    One that is taken out keeps its row, so that its code can come back.
    """

    __tablename__ = "product"
    __table_args__ = (
        UniqueConstraint("campaign_id", "shop_id", "sku"),
        CheckConstraint("length(sku) between 1 and 80", name="sku_length"),
        CheckConstraint("length(name) between 1 and 200", name="name_length"),
        CheckConstraint("list_fen >= 0", name="list_price"),
        CheckConstraint("cost_fen is null or cost_fen >= 0", name="cost"),
        CheckConstraint("floor_fen is null or floor_fen >= 0", name="floor_price"),
        CheckConstraint("stock is null or stock >= 0", name="stock"),
        CheckConstraint("limit_per_buyer is null or limit_per_buyer >= 1", name="limit_per_buyer"),
    )
    noun: ClassVar[str] = "products"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    shop_id: int = Field(foreign_key="shop.id", index=True)
    sku: str
    name: str
    category: str = ""
    list_fen: int = Field(sa_type=BigInteger)
    cost_fen: int | None = Field(default=None, sa_type=BigInteger)
    floor_fen: int | None = Field(default=None, sa_type=BigInteger)
    stock: int | None = None
    item_id: str = ""
    sku_id: str = ""
    link: str = ""
    limit_per_buyer: int | None = None
    planned_pieces: int | None = None
    last_fen: int | None = Field(default=None, sa_type=BigInteger)
    struck_fen: int | None = Field(default=None, sa_type=BigInteger)
    lowest_week_fen: int | None = Field(default=None, sa_type=BigInteger)
    added_at: datetime
    added_by: int | None = Field(default=None, foreign_key="person.id")
    removed_at: datetime | None = None
    removed_by: int | None = Field(default=None, foreign_key="person.id")


class LivePrice(Kept, table=True):
    """What an export of the back office said of a variant when it was read.

    The newest row of a kind of export stands for it; ``rules.promotions.plans.LivePrice`` explains
    the figures.
    """

    __tablename__ = "live_price"
    __table_args__ = (
        UniqueConstraint("campaign_id", "shop_id", "source", "item_id", "sku_id"),
        CheckConstraint("length(item_id) + length(sku_id) > 0", name="some_number"),
    )
    noun: ClassVar[str] = "live_prices"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    shop_id: int = Field(foreign_key="shop.id", index=True)
    source: str
    item_id: str = ""
    sku_id: str = ""
    name: str = ""
    list_fen: int | None = Field(default=None, sa_type=BigInteger)
    price_fen: int | None = Field(default=None, sa_type=BigInteger)
    activity_fen: int | None = Field(default=None, sa_type=BigInteger)
    piece_off_fen: int | None = Field(default=None, sa_type=BigInteger)
    official_off_fen: int | None = Field(default=None, sa_type=BigInteger)
    list_line_fen: int | None = Field(default=None, sa_type=BigInteger)
    coupon_line_fen: int | None = Field(default=None, sa_type=BigInteger)
    file_name: str = ""
    read_at: datetime
    read_by: int | None = Field(default=None, foreign_key="person.id")
