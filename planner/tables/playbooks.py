"""Playbooks: what they watch, when they were armed and fired, and the tasks that they release."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from pydantic import NaiveDatetime
from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field

from planner.tables.base import Kept


class Playbook(Kept, table=True):
    """Tasks to be released where sales stand on one ``side`` of a share of the plan.

    It asks so many minutes after its phase has opened, or at a wall-clock moment. Once figures
    cover that moment it has fired, or passed, and keeps the moment and both amounts. ``spent_at``
    is when it last did either, and stays when that is undone, so that nothing fires twice.
    """

    __tablename__ = "playbook"
    __table_args__ = (
        CheckConstraint("length(name) between 1 and 80", name="name_length"),
        CheckConstraint("measure in ('ordered', 'paid', 'net')", name="measure"),
        CheckConstraint("side in ('below', 'above')", name="side"),
        CheckConstraint("share_bp between 1 and 50000", name="share"),
        CheckConstraint(
            "(offset_minutes is null) <> (happens_at is null)", name="one_way_to_say_when"
        ),
        CheckConstraint("offset_minutes is null or offset_minutes >= 1", name="after_opening"),
        CheckConstraint("fired_at is null or passed_at is null", name="fired_or_passed"),
        CheckConstraint(
            "(fired_at is null and passed_at is null) or (judged_for is not null"
            " and planned_fen is not null and reached_fen is not null)",
            name="judged_on_figures",
        ),
        Index("ix_playbook_armed", "armed_at", "spent_at"),
    )
    noun: ClassVar[str] = "playbooks"
    unwatched: ClassVar[frozenset[str]] = frozenset({"spent_at"})

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    phase_id: int = Field(foreign_key="phase.id", index=True)
    name: str
    measure: str
    side: str
    share_bp: int
    offset_minutes: int | None = None
    happens_at: NaiveDatetime | None = None
    created_at: datetime
    created_by: int | None = Field(default=None, foreign_key="person.id")
    armed_at: datetime | None = None
    armed_by: int | None = Field(default=None, foreign_key="person.id")
    fired_at: datetime | None = None
    passed_at: datetime | None = None
    judged_for: NaiveDatetime | None = None
    planned_fen: int | None = Field(default=None, sa_type=BigInteger)
    reached_fen: int | None = Field(default=None, sa_type=BigInteger)
    spent_at: datetime | None = None
    removed_at: datetime | None = None
    removed_by: int | None = Field(default=None, foreign_key="person.id")


class PlaybookTask(Kept, table=True):
    """A task that a playbook releases; ``task_id`` is the one that was made when it fired."""

    __tablename__ = "playbook_task"
    __table_args__ = (
        CheckConstraint("length(title) between 1 and 200", name="title_length"),
        CheckConstraint("length(acceptance) <= 1500", name="acceptance_length"),
        CheckConstraint("effort_hours >= 0", name="effort"),
        CheckConstraint("due_hours >= 0", name="due"),
    )
    noun: ClassVar[str] = "playbooks"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    playbook_id: int = Field(foreign_key="playbook.id", index=True)
    position: int
    title: str
    team_id: int = Field(foreign_key="team.id", index=True)
    acceptance: str = ""
    effort_hours: float = 1
    due_hours: int = 2
    must_have: bool = False
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
