"""What lets a phase open: each team's sign-off, and the must-haves it may do without."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from planner.tables.base import Kept


class SignOff(Kept, table=True):
    """That a team's part of a phase is ready, said by a person."""

    __tablename__ = "sign_off"
    __table_args__ = (
        UniqueConstraint("phase_id", "team_id"),
        CheckConstraint("length(note) <= 1000", name="note_length"),
    )
    noun: ClassVar[str] = "gates"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    phase_id: int = Field(foreign_key="phase.id", index=True)
    team_id: int = Field(foreign_key="team.id", index=True)
    note: str = ""
    signed_at: datetime
    signed_by: int | None = Field(default=None, foreign_key="person.id")


class Waiver(Kept, table=True):
    """That a phase may open without one of its must-haves, for a reason a person stands for."""

    __tablename__ = "waiver"
    __table_args__ = (
        UniqueConstraint("phase_id", "task_id"),
        CheckConstraint("length(reason) between 1 and 1000", name="reason_length"),
    )
    noun: ClassVar[str] = "gates"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    phase_id: int = Field(foreign_key="phase.id", index=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    reason: str
    waived_at: datetime
    waived_by: int | None = Field(default=None, foreign_key="person.id")
