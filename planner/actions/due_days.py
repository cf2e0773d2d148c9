"""Moves one task's due day: by some days, or to the last one that still meets its gate."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session

from planner.actions.finding import open_campaign, open_task
from planner.actions.stale import require_version
from planner.actions.task_fields import set_fields
from planner.rules.people import Actor, Right
from planner.rules.tasks import TaskField
from planner.tables.tasks import Task
from planner.words import Did, Refusal, Sentence


def shift(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    task_id: int,
    version: int,
    days: int,
) -> Did:
    """Let a task that the person saw at ``version`` be due so many days later, or earlier."""
    actor.require(Right.PLAN)
    task = open_task(session, task_id)
    require_version(session, task, version)
    return _moved(session, task, task.due_on + timedelta(days=days), actor, now)


def _moved(session: Session, task: Task, due_on: date, actor: Actor, now: datetime) -> Did:
    if task.done_at is not None:
        raise Refusal("“{task}” is done. Its dates stay.", task=task.title)
    campaign = open_campaign(session, task.campaign_id)
    set_fields(session, campaign, task, {TaskField.DUE: due_on}, actor, now)
    return Did(Sentence("moved “{task}” to {day}", task=task.title, day=due_on), task.campaign_id)
