"""The baseline: where every bar was when somebody last said so, to compare later dates with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from planner.actions.finding import open_campaign
from planner.rules.people import Actor, Right
from planner.tables.tasks import Task
from planner.words import Did, Refusal, Sentence


def set_baseline(session: Session, /, *, actor: Actor, now: datetime, campaign_id: int) -> Did:
    """Let all tasks of a campaign be compared with the dates that they have now."""
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    for task in _tasks(session, campaign_id):
        task.baseline_start_on = task.due_on - timedelta(days=task.duration_days - 1)
        task.baseline_due_on = task.due_on
    campaign.baseline_at = now
    return Did(Sentence("set the baseline of “{campaign}”", campaign=campaign.name), campaign_id)


def clear(session: Session, /, *, actor: Actor, now: datetime, campaign_id: int) -> Did:  # noqa: ARG001 -- every action gets the moment
    """Compare the tasks of a campaign with nothing any more."""
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    if campaign.baseline_at is None:
        raise Refusal("“{campaign}” has no baseline.", campaign=campaign.name)
    for task in _tasks(session, campaign_id):
        task.baseline_start_on = task.baseline_due_on = None
    campaign.baseline_at = None
    return Did(
        Sentence("removed the baseline of “{campaign}”", campaign=campaign.name), campaign_id
    )


def _tasks(session: Session, campaign_id: int) -> Iterable[Task]:
    # Those in the recycle bin too: they may come back, and then have a day of that time.
    return session.exec(select(Task).where(col(Task.campaign_id) == campaign_id))
