"""How long before its anchor each task of a sale was planned and done; who was late or stuck."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
from sqlalchemy import select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.reports.task_rows import SEED_TEAM_KEY
from planner.rules.clock import today_in
from planner.rules.lead_times import TaskTimes, Times, times_of
from planner.rules.people import Actor, Right
from planner.tables.lead_times import load_task_times
from planner.tables.loading import kept_campaign
from planner.tables.people import Person, Team
from planner.tables.tasks import Comment, Task

_TEAM = ("team_id", "team", "team_key", "tasks", "done", "known", "on_time", "on_time_bp")
_DAYS = ("planned_days", "real_days", "late_days")
_LATE = (
    *("id", "title", "team", "team_key", "owner", "due_on", "done_on", "days_late"),
    *("planned_days", "real_days"),
)
_STUCK = ("id", "title", "team", "team_key", "reason", "at", "still")


@reads("tasks", "campaigns", "people")
def by_team(session: Session, /, *, actor: Actor, now: datetime, campaign_id: int) -> pd.DataFrame:
    """One row is a team with tasks in a campaign: team_id, team, team_key, tasks, done, known (done
    or past due), on_time, on_time_bp, planned_days and real_days (the medians of its done tasks'
    offsets from what they hang on; below zero: before it), late_days (the median of late ones).

    What no task says is None.
    """
    actor.require(Right.SEE_PLAN)
    campaign = kept_campaign(session, campaign_id)
    today = today_in(now, campaign.time_zone)
    times: dict[int, list[TaskTimes]] = {}
    for one in load_task_times(session, campaign).values():
        times.setdefault(one.team_id, []).append(one)
    teams = session.execute(
        select(col(Team.id), col(Team.name), SEED_TEAM_KEY)
        .where(col(Team.id).in_(times))
        .order_by(col(Team.position), col(Team.id))
    )
    rows = [
        (team_id, name, key, *_cells(times_of(times[team_id], today)))
        for team_id, name, key in teams
    ]
    return pd.DataFrame(rows, columns=[*_TEAM, *_DAYS], dtype=object)


@reads("tasks", "campaigns", "people")
def late(session: Session, /, *, actor: Actor, now: datetime, campaign_id: int) -> pd.DataFrame:
    """One row is a task that was done after its due day or is open past it, the latest first: id,
    title, team, team_key, owner, due_on, done_on (None while open), days_late, planned_days,
    real_days."""
    actor.require(Right.SEE_PLAN)
    campaign = kept_campaign(session, campaign_id)
    today = today_in(now, campaign.time_zone)
    times = load_task_times(session, campaign)
    found = session.execute(
        select(col(Task.id), col(Team.name), SEED_TEAM_KEY, col(Person.name))
        .join(Team, col(Team.id) == col(Task.team_id))
        .outerjoin(Person, col(Person.id) == col(Task.owner_id))
        .where(col(Task.campaign_id) == campaign_id, col(Task.deleted_at).is_(None))
        .order_by(col(Task.number))
    )
    days_late = {
        task_id: one.days_late(today) for task_id, one in times.items() if one.counts(today)
    }
    rows = [
        (
            task_id,
            one.title,
            *(team, key, owner),
            *(one.due_on, one.done_on, days_late[task_id]),
            *(one.planned_days, one.real_days),
        )
        for task_id, team, key, owner in sorted(found, key=lambda row: -days_late.get(row.id, 0))
        if (one := times[task_id]) and days_late.get(task_id)
    ]
    return pd.DataFrame(rows, columns=list(_LATE), dtype=object)


@reads("tasks", "campaigns", "people")
def stuck(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a time that somebody said that a task is stuck, in order: id (of the task), title,
    team, team_key, reason, at, still (whether it is stuck now)."""
    actor.require(Right.SEE_PLAN)
    kept_campaign(session, campaign_id)
    found = session.execute(
        select(Task, col(Team.name), SEED_TEAM_KEY, Comment)
        .join(Comment, col(Comment.task_id) == col(Task.id))
        .join(Team, col(Team.id) == col(Task.team_id))
        .where(
            col(Task.campaign_id) == campaign_id,
            col(Task.deleted_at).is_(None),
            col(Comment.kind) == "stuck",
        )
        .order_by(col(Comment.written_at), col(Comment.id))
    )
    rows = [
        (task.id, task.title, team, key, said.text, said.written_at, task.stuck_at is not None)
        for task, team, key, said in found
    ]
    return pd.DataFrame(rows, columns=list(_STUCK), dtype=object)


def _cells(times: Times) -> tuple[int | float | None, ...]:
    counts = (times.tasks, times.done, times.known, times.on_time, times.on_time_bp)
    return (*counts, times.planned_days, times.real_days, times.late_days)
