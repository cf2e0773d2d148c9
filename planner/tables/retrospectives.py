"""What people write down once a sale is over, for the next one."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from planner.tables.base import Kept


class RetroNote(Kept, table=True):
    """Something of a sale that people want to keep, or to change next time."""

    __tablename__ = "retro_note"
    __table_args__ = (
        CheckConstraint("kind in ('keep', 'change')", name="kind"),
        CheckConstraint("length(text) between 1 and 1000", name="text_length"),
    )
    noun: ClassVar[str] = "campaigns"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    kind: str
    text: str
    written_at: datetime
    written_by: int | None = Field(default=None, foreign_key="person.id")
