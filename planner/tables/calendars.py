"""Public holidays and the weekends worked in exchange, where they differ from what is known."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from planner.tables.base import Kept


class CalendarYear(Kept, table=True):
    """That a country's notice for a year was taken in, from a file or by hand."""

    __tablename__ = "calendar_year"
    __table_args__ = (
        UniqueConstraint("country", "year"),
        CheckConstraint("year between 2000 and 2100", name="year"),
        CheckConstraint("standing in ('official', 'estimated', 'manual')", name="standing"),
    )
    noun: ClassVar[str] = "calendar"

    id: int = Field(default=None, primary_key=True)
    country: str
    year: int
    standing: str
    paper: str = ""
    taken_at: datetime
    taken_by: int | None = Field(default=None, foreign_key="person.id")


class CalendarDay(Kept, table=True):
    """One day of a country that was taken in or set by hand: whether people work, and its name.

    What was set by hand has a row of its own, so that what it stands over is there when it goes.
    """

    __tablename__ = "calendar_day"
    __table_args__ = (
        UniqueConstraint("country", "day", "standing"),
        CheckConstraint("standing in ('official', 'estimated', 'manual')", name="standing"),
        CheckConstraint("length(name) <= 60", name="name_length"),
    )
    noun: ClassVar[str] = "calendar"

    id: int = Field(default=None, primary_key=True)
    country: str
    day: date
    works: bool
    name: str = ""
    standing: str
