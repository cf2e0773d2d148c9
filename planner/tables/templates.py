"""Sale templates of one's own, each in as many versions as were saved."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from planner.tables.base import Kept


class OwnTemplate(Kept, table=True):
    """One version of a template, as the TOML that is also shared; it never changes once saved."""

    __tablename__ = "own_template"
    __table_args__ = (
        UniqueConstraint("key", "number"),
        CheckConstraint("length(name) between 1 and 80", name="name_length"),
        CheckConstraint("number >= 1", name="number"),
    )
    noun: ClassVar[str] = "templates"

    id: int = Field(default=None, primary_key=True)
    key: str
    number: int
    name: str
    content: str
    note: str = ""
    saved_at: datetime
    saved_by: int | None = Field(default=None, foreign_key="person.id")
    archived_at: datetime | None = None
