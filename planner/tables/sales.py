"""Sales figures by source, the imports that brought them, and what people decided about both."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from pydantic import NaiveDatetime
from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, UniqueConstraint, inspect
from sqlmodel import Field

from planner.tables.base import Kept


class SalesImport(Kept, table=True):
    """One taking-in of figures: the file, who brought it, and the stretch it covers."""

    __tablename__ = "sales_import"
    noun: ClassVar[str] = "sales"

    id: int = Field(default=None, primary_key=True)
    shop_id: int = Field(foreign_key="shop.id", index=True)
    source: str
    file_name: str
    sha256: str
    rows_read: int
    rows_skipped: int
    covers_from: NaiveDatetime
    covers_to: NaiveDatetime
    imported_at: datetime
    imported_by: int | None = Field(default=None, foreign_key="person.id")


class SalesFigure(Kept, table=True):
    """What one source says of one hour (0 to 23) or one whole day (-1) of a shop's channel.

    ``covers_to`` is the last wall-clock moment that the source speaks of; figures that someone
    typed have no import.
    """

    __tablename__ = "sales_figure"
    __table_args__ = (
        UniqueConstraint("shop_id", "day", "hour", "channel", "source"),
        CheckConstraint("hour between -1 and 23", name="hour"),
        CheckConstraint("visitors is null or visitors >= 0", name="visitors"),
        CheckConstraint("buyers is null or buyers >= 0", name="buyers"),
    )
    noun: ClassVar[str] = "sales"

    id: int = Field(default=None, primary_key=True)
    shop_id: int = Field(foreign_key="shop.id")
    day: date = Field(index=True)
    hour: int = -1
    channel: str = ""
    source: str
    partial: bool = False
    ordered_fen: int | None = Field(default=None, sa_type=BigInteger)
    ordered_count: int | None = None
    paid_fen: int | None = Field(default=None, sa_type=BigInteger)
    paid_count: int | None = None
    refunded_fen: int | None = Field(default=None, sa_type=BigInteger)
    visitors: int | None = None
    buyers: int | None = None
    page_views: int | None = Field(default=None, sa_type=BigInteger)
    cart_people: int | None = None
    cart_pieces: int | None = None
    favourites: int | None = None
    coupons_claimed: int | None = None
    deposit_orders: int | None = None
    deposit_fen: int | None = Field(default=None, sa_type=BigInteger)
    members_gained: int | None = None
    new_buyers: int | None = None
    returning_buyers: int | None = None
    returning_paid_fen: int | None = Field(default=None, sa_type=BigInteger)
    ad_spend_fen: int | None = Field(default=None, sa_type=BigInteger)
    ad_clicks: int | None = Field(default=None, sa_type=BigInteger)
    ad_paid_fen: int | None = Field(default=None, sa_type=BigInteger)
    refund_orders: int | None = None
    dispatch_due: int | None = None
    dispatched_on_time: int | None = None
    chats: int | None = None
    replied_in_time: int | None = None
    products_on_sale: int | None = None
    products_in_stock: int | None = None
    covers_to: NaiveDatetime
    import_id: int | None = Field(default=None, foreign_key="sales_import.id", index=True)
    updated_at: datetime

    @classmethod
    def at_once(cls, **values: Any) -> SalesFigure:
        """A new row with a value for every column but its id and version.

        Setting thirty attributes of a row one by one takes most of the time of an import, and
        whoever ticks off a task waits for it.
        """
        mapper: Any = inspect(cls)
        row: SalesFigure = mapper.class_manager.new_instance()
        vars(row).update(values)
        return row


class ExportMapping(Kept, table=True):
    """Which column of a shop's unknown sheet holds which figure, remembered by the sheet's header.

    ``header`` is the fingerprint of ``headers``; ``columns`` has the header of each figure. A sheet
    whose hours are unknown has no ``hour_column``, an export that knows its days no ``day_column``.
    """

    __tablename__ = "export_mapping"
    __table_args__ = (UniqueConstraint("shop_id", "header"),)
    noun: ClassVar[str] = "sales"

    id: int = Field(default=None, primary_key=True)
    shop_id: int = Field(foreign_key="shop.id")
    header: str
    headers: list[str] = Field(sa_column=Column(JSON, nullable=False))
    columns: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    day_column: str = ""
    hour_column: str = ""
    made_at: datetime
    made_by: int | None = Field(default=None, foreign_key="person.id")


class SourceChoice(Kept, table=True):
    """Which source counts for a shop's figure ("" every one) on a day (the first of all: every)."""

    __tablename__ = "source_choice"
    __table_args__ = (UniqueConstraint("shop_id", "day", "figure"),)
    noun: ClassVar[str] = "sales"

    id: int = Field(default=None, primary_key=True)
    shop_id: int = Field(foreign_key="shop.id")
    day: date
    figure: str = ""
    source: str
    chosen_at: datetime
    chosen_by: int | None = Field(default=None, foreign_key="person.id")
