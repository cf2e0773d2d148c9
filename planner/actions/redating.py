"""Puts due days back where their anchors say after an anchor has moved."""

from __future__ import annotations

from sqlmodel import Session, col, select

from planner.rules.campaigns import due_day
from planner.tables.campaigns import Campaign
from planner.tables.loading import anchor_of, load_milestones, load_phases
from planner.tables.tasks import Task


def redate(session: Session, campaign: Campaign) -> int:
    """Recompute the due day of every task that is not done; returns how many moved."""
    phases = load_phases(session, campaign.id)
    milestones = load_milestones(session, campaign.id)
    moved = 0
    for task in session.exec(
        select(Task).where(Task.campaign_id == campaign.id, col(Task.done_at).is_(None))
    ):
        due = due_day(anchor_of(task), task.offset_days, phases, milestones)
        if due != task.due_on:
            task.due_on = due
            moved += 1
    return moved
