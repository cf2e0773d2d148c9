"""Tasks with their checklists, predecessors, comments and evidence."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from planner.tables.base import Kept


class Task(Kept, table=True):
    """One piece of work: a team always, an owner once someone claims it, dated facts for its state.

    Its due day is materialised from its anchor (a phase's opening or closing, or a milestone) and
    the offset in days; once pinned it stays where it is. ``people_at_once`` may share its effort.
    The baseline days are what its bar is compared with.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("campaign_id", "number"),
        CheckConstraint("length(title) between 1 and 200", name="title_length"),
        CheckConstraint("duration_days >= 1", name="duration"),
        CheckConstraint("effort_hours >= 0", name="effort"),
        CheckConstraint("people_at_once between 1 and 1000", name="people_at_once"),
        CheckConstraint(
            "(anchor_kind in ('opening', 'closing') and anchor_phase_id is not null"
            " and anchor_milestone_id is null) or (anchor_kind = 'milestone'"
            " and anchor_milestone_id is not null and anchor_phase_id is null)",
            name="anchor",
        ),
        CheckConstraint("done_at is null or done_by is not null", name="done_by_someone"),
        CheckConstraint("stuck_at is null or length(stuck_reason) > 0", name="stuck_reason"),
        Index("ix_task_open_by_team", "team_id", "done_at"),
    )
    noun: ClassVar[str] = "tasks"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    number: int
    template_key: str | None = None
    title: str
    acceptance: str = ""
    phase_id: int = Field(foreign_key="phase.id", index=True)
    team_id: int = Field(foreign_key="team.id", index=True)
    owner_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    approver_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    assigned_at: datetime
    anchor_kind: str
    anchor_phase_id: int | None = Field(default=None, foreign_key="phase.id", index=True)
    anchor_milestone_id: int | None = Field(default=None, foreign_key="milestone.id", index=True)
    offset_days: int
    due_on: date
    duration_days: int = 1
    effort_hours: float = 0
    people_at_once: int = 1
    must_have: bool = False
    pinned_at: datetime | None = None
    pinned_by: int | None = Field(default=None, foreign_key="person.id")
    baseline_start_on: date | None = None
    baseline_due_on: date | None = None
    started_at: datetime | None = None
    started_by: int | None = Field(default=None, foreign_key="person.id")
    submitted_at: datetime | None = None
    submitted_by: int | None = Field(default=None, foreign_key="person.id")
    done_at: datetime | None = None
    done_by: int | None = Field(default=None, foreign_key="person.id")
    stuck_at: datetime | None = None
    stuck_by: int | None = Field(default=None, foreign_key="person.id")
    stuck_reason: str = ""
    created_at: datetime
    created_by: int | None = Field(default=None, foreign_key="person.id")
    deleted_at: datetime | None = None
    deleted_by: int | None = Field(default=None, foreign_key="person.id")


class Predecessor(Kept, table=True):
    """That a task waits for another of the same campaign.

    ``kind`` says which ends are tied: FS, SS, FF or SF, the other task's first. The lag is in days,
    below zero for a lead; ``lag_unit`` says whether it counts working or calendar days.
    """

    __tablename__ = "predecessor"
    __table_args__ = (
        UniqueConstraint("task_id", "before_id"),
        CheckConstraint("task_id <> before_id", name="not_itself"),
        CheckConstraint("kind in ('FS', 'SS', 'FF', 'SF')", name="kind"),
        CheckConstraint("lag_days between -366 and 366", name="lag_days"),
        CheckConstraint("lag_unit in ('working', 'calendar')", name="lag_unit"),
    )
    noun: ClassVar[str] = "tasks"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    before_id: int = Field(foreign_key="task.id", index=True)
    kind: str = "FS"
    lag_days: int = 0
    lag_unit: str = "working"


class ChecklistItem(Kept, table=True):
    """One step of a task, ticked by someone at some moment."""

    __tablename__ = "checklist_item"
    __table_args__ = (CheckConstraint("length(text) between 1 and 300", name="text_length"),)
    noun: ClassVar[str] = "tasks"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    position: int
    text: str
    done_at: datetime | None = None
    done_by: int | None = Field(default=None, foreign_key="person.id")


class Comment(Kept, table=True):
    """Something said about a task: in passing, when it was returned, or when it got stuck."""

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint("kind in ('said', 'returned', 'stuck', 'handed_over')", name="kind"),
        CheckConstraint("length(text) between 1 and 4000", name="text_length"),
    )
    noun: ClassVar[str] = "tasks"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    kind: str = "said"
    text: str
    written_at: datetime
    written_by: int | None = Field(default=None, foreign_key="person.id")


class Evidence(Kept, table=True):
    """A link or a file that shows a task's work; a file lies under the hash of its bytes."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint(
            "(url is not null and sha256 is null) or (url is null and sha256 is not null)",
            name="link_or_file",
        ),
    )
    noun: ClassVar[str] = "tasks"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    title: str
    url: str | None = None
    sha256: str | None = Field(default=None, index=True)
    size: int = 0
    added_at: datetime
    added_by: int | None = Field(default=None, foreign_key="person.id")
    removed_at: datetime | None = None
