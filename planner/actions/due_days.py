"""Moves one task's due day: by some days, or to the last one that still meets its gate."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session

from planner.actions.finding import open_campaign, open_task
from planner.actions.stale import require_version
from planner.actions.task_fields import set_fields
from planner.rules.clock import today_in
from planner.rules.critical_path import critical_path
from planner.rules.people import Actor, Right
from planner.rules.tasks import TaskField
from planner.tables.networks import load_network
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
    _require_open(task)
    return _moved(session, task, task.due_on + timedelta(days=days), actor, now)


def as_late_as_possible(
    session: Session, /, *, actor: Actor, now: datetime, task_id: int, version: int
) -> Did:
    """Let a task be due on the last day that keeps its gate and all that waits for it."""
    actor.require(Right.PLAN)
    task = open_task(session, task_id)
    require_version(session, task, version)
    campaign = open_campaign(session, task.campaign_id)
    _require_open(task)
    if task.pinned_at is not None:
        raise Refusal("“{task}” has a fixed date. Release it first.", task=task.title)
    loaded = load_network(session, now, [task.campaign_id])
    latest = loaded.axis.due_day(critical_path(loaded.network, loaded.titles)[task.id].late_finish)
    if latest == task.due_on:
        raise Refusal("“{task}” is due as late as possible already.", task=task.title)
    if latest < today_in(now, campaign.time_zone):
        raise Refusal(
            "“{task}” would have had to be done by {day}. Move what it has to be ready for, or"
            " what waits for it.",
            task=task.title,
            day=latest,
        )
    return _moved(session, task, latest, actor, now)


def _require_open(task: Task) -> None:
    if task.done_at is not None:
        raise Refusal("“{task}” is done. Its dates stay.", task=task.title)


def _moved(session: Session, task: Task, due_on: date, actor: Actor, now: datetime) -> Did:
    campaign = open_campaign(session, task.campaign_id)
    set_fields(session, campaign, task, {TaskField.DUE: due_on}, actor, now)
    return Did(Sentence("moved “{task}” to {day}", task=task.title, day=due_on), task.campaign_id)
