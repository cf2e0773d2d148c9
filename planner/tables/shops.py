"""The shop this installation serves: what kind it is, and its stores on the platforms."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from planner.tables.base import Kept


class Installation(Kept, table=True):
    """The one row that says whether this is a demo or a real shop, and whose.

    ``country`` is the ISO 3166 code of the one whose public holidays its working days follow.
    """

    __tablename__ = "installation"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("kind in ('demo', 'real')", name="kind"),
    )
    noun: ClassVar[str] = "shops"

    id: int = Field(default=1, primary_key=True)
    kind: str
    company: str
    time_zone: str = "Asia/Shanghai"
    created_at: datetime
    country: str = "CN"


class Shop(Kept, table=True):
    """A store on one platform."""

    __tablename__ = "shop"
    __table_args__ = (CheckConstraint("length(name) between 1 and 60", name="name_length"),)
    noun: ClassVar[str] = "shops"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    platform: str = ""
    created_at: datetime
    archived_at: datetime | None = None
