"""Why a task lies where it does: how early it can be, how late it must be, and what decides it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from planner.reports.reading import reads
from planner.rules.critical_path import critical_path
from planner.rules.half_days import IN_A_DAY
from planner.rules.people import Actor, Right
from planner.tables.networks import load_network
from planner.tables.reasons import said
from planner.tables.tasks import Task
from planner.words import Refusal, Sentence


@dataclass(frozen=True)
class Why:
    """The days between which a task can lie, and what decides them.

    ``slack_days`` are the working days of its team by which it can slip until a gate is missed,
    below zero those that are missing; ``start_by`` is the last day on which it can start.
    """

    earliest_start: date
    start_by: date
    latest_due: date
    slack_days: float
    critical: bool
    early_because: Sentence
    late_because: Sentence


@reads("tasks", "campaigns", "people", "calendar")
def why(session: Session, /, *, actor: Actor, now: datetime, task_id: int) -> Why | None:
    """Why an open task lies where it does; None for one that is done or pinned.

    Raises a Refusal if the task is gone.
    """
    actor.require(Right.SEE_PLAN)
    task = session.get(Task, task_id)
    if task is None or task.deleted_at is not None:
        raise Refusal("This task is not there any more. It may be in the recycle bin.")
    if task.done_at is not None or task.pinned_at is not None:
        return None
    loaded = load_network(session, now, [task.campaign_id])
    dates = critical_path(loaded.network, loaded.titles)[task_id]
    return Why(
        earliest_start=loaded.axis.start_day(dates.early_start),
        start_by=loaded.axis.start_day(dates.late_start),
        latest_due=loaded.axis.due_day(dates.late_finish),
        slack_days=dates.slack / IN_A_DAY,
        critical=dates.critical,
        early_because=said(loaded, dates.early_because, later=True),
        late_because=said(loaded, dates.late_because, later=False),
    )
