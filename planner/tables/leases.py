"""Who of several processes looks after something, until when."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from planner.tables.base import Base


class Lease(Base, table=True):
    """That one process looks after what is called ``name``; once ``until`` is past, any other may.

    Nothing that people do, so history does not keep it.
    """

    __tablename__ = "lease"

    name: str = Field(primary_key=True)
    holder: str
    until: datetime
