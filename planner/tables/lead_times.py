"""Loads when a campaign's tasks were due and done, beside the days that they hang on."""

from __future__ import annotations

from sqlmodel import Session, col, select

from planner.rules.campaigns import anchor_day
from planner.rules.clock import today_in
from planner.rules.lead_times import TaskTimes
from planner.tables.campaigns import Campaign
from planner.tables.loading import anchor_of, load_milestones, load_phases
from planner.tables.tasks import Task


def load_task_times(session: Session, campaign: Campaign) -> dict[int, TaskTimes]:
    """The times of all tasks by id, those in the recycle bin left out."""
    phases, milestones = load_phases(session, campaign.id), load_milestones(session, campaign.id)
    rows = session.exec(
        select(Task)
        .where(Task.campaign_id == campaign.id, col(Task.deleted_at).is_(None))
        .order_by(col(Task.number))
    )
    found = {}
    for row in rows:
        anchor = anchor_of(row)
        found[row.id] = TaskTimes(
            title=row.title,
            team_id=row.team_id,
            key=row.template_key,
            anchor_kind=anchor.kind,
            anchor_on=anchor_day(anchor, phases, milestones),
            due_on=row.due_on,
            done_on=None if row.done_at is None else today_in(row.done_at, campaign.time_zone),
        )
    return found
