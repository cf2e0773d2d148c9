"""Sales figures by source, and the imports that brought them."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from pydantic import NaiveDatetime
from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
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
    covers_to: NaiveDatetime
    import_id: int | None = Field(default=None, foreign_key="sales_import.id", index=True)
    updated_at: datetime
