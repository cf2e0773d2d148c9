"""What people ask about tasks: the list of a campaign, my tasks, the bin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import BindParameter, and_, bindparam, or_, select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.reports.task_rows import TASKS, TaskRow, Tasks, as_frame, task_rows
from planner.rules.clock import today_in
from planner.rules.people import Actor, Right
from planner.rules.tasks import Bucket, TaskState
from planner.tables.campaigns import Campaign
from planner.tables.people import Person, Team, Visit
from planner.tables.tasks import Task

_LISTED = TASKS.where(
    col(Task.campaign_id) == bindparam("campaign_id"), col(Task.deleted_at).is_(None)
)
_ME: BindParameter[Any] = bindparam("me")
_MINE = TASKS.where(
    col(Task.deleted_at).is_(None),
    col(Campaign.archived_at).is_(None),
    or_(
        and_(col(Task.owner_id) == _ME, col(Task.done_at).is_(None)),
        and_(
            col(Task.owner_id).is_(None),
            col(Task.team_id).in_(bindparam("team_ids", expanding=True)),
            col(Task.done_at).is_(None),
        ),
        and_(
            col(Task.approver_id) == _ME,
            col(Task.submitted_at).is_not(None),
            col(Task.done_at).is_(None),
        ),
        col(Task.id).in_(bindparam("done_today", expanding=True)),
    ),
)
_DONE_LATELY = (
    select(col(Task.id), col(Task.done_at), col(Campaign.time_zone))
    .join(Campaign, col(Campaign.id) == col(Task.campaign_id))
    .where(col(Task.done_by) == _ME, col(Task.done_at) >= bindparam("since"))
)
_LAST_VISIT = select(col(Visit.previous_visit_at)).where(
    col(Visit.person_id) == bindparam("person_id")
)


@dataclass(frozen=True)
class Filters:
    """Which tasks of a campaign to show; empty means all of them."""

    phase_ids: tuple[int, ...] = ()
    team_ids: tuple[int, ...] = ()
    owner_ids: tuple[int, ...] = ()
    states: tuple[TaskState, ...] = ()
    due: Bucket | None = None
    search: str = ""
    sort: str = "due_on"


@reads("tasks", "campaigns", "people")
def listing(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    filters: Filters = Filters(),
) -> pd.DataFrame:
    """One row is a task of the campaign that is not in the bin; columns as in ``TaskRow``.

    ``late_days`` is 0 unless the task is open and past due; ``due`` is an open task's bucket;
    ``blocked_by`` names the open predecessors; ``start_on`` is the first day of the duration that
    ends on the due day.
    """
    actor.require(Right.SEE_PLAN)
    query = _narrowed(_LISTED, filters)
    found = [
        row
        for row in task_rows(session, now, query, campaign_id=campaign_id)
        if (not filters.states or row.state in filters.states)
        and (filters.due is None or row.due == filters.due)
    ]
    return as_frame(sorted(found, key=_ORDERS.get(filters.sort, _by_due_day)))


@reads("tasks", "campaigns", "people", personal=True)
def my_tasks(session: Session, /, *, actor: Actor, now: datetime) -> pd.DataFrame:
    """One row is an open task of mine, one nobody owns in my teams, one I shall review, or one I
    finished today, in campaigns that are not archived.

    Columns as in ``TaskRow``, then ``group`` (overdue, today, this_week, later, unclaimed, review,
    done) and ``new`` (given to me or my team since my last visit).
    """
    actor.require(Right.SEE_PLAN)
    me = actor.person_id
    rows = task_rows(
        session,
        now,
        _MINE,
        me=me,
        team_ids=list(actor.team_ids),
        done_today=_done_today(session, now, me),
    )
    seen = _last_visit(session, actor)
    found = sorted(rows, key=_by_due_day)
    return as_frame(
        found,
        group=[_group(row, me) for row in found],
        new=[seen is not None and row.assigned_at > seen for row in found],
    )


@reads("tasks", "campaigns", "people")
def binned(session: Session, /, *, actor: Actor, now: datetime) -> pd.DataFrame:  # noqa: ARG001 -- every report gets the moment
    """One row is a task in the recycle bin of a campaign that is not: id, title, campaign,
    team, deleted_at, deleted_by (a name)."""
    actor.require(Right.PLAN)
    found = session.execute(
        select(
            col(Task.id),
            col(Task.title),
            col(Campaign.name).label("campaign"),
            col(Team.name).label("team"),
            col(Task.deleted_at),
            col(Person.name).label("deleted_by"),
        )
        .join(Campaign, col(Campaign.id) == col(Task.campaign_id))
        .join(Team, col(Team.id) == col(Task.team_id))
        .outerjoin(Person, col(Person.id) == col(Task.deleted_by))
        .where(col(Task.deleted_at).is_not(None), col(Campaign.deleted_at).is_(None))
        .order_by(col(Task.deleted_at).desc())
    )
    return pd.DataFrame(
        list(found), columns=["id", "title", "campaign", "team", "deleted_at", "deleted_by"]
    )


def _narrowed(query: Tasks, filters: Filters) -> Tasks:
    """The tasks of a query that meet the filters which the database can answer."""
    for column, wanted in (
        (col(Task.phase_id), filters.phase_ids),
        (col(Task.team_id), filters.team_ids),
    ):
        if wanted:
            query = query.where(column.in_(wanted))
    if filters.owner_ids:
        owners = [owner for owner in filters.owner_ids if owner > 0]
        nobody = [col(Task.owner_id).is_(None)] if 0 in filters.owner_ids else []
        query = query.where(or_(col(Task.owner_id).in_(owners), *nobody))
    if filters.search.strip():
        query = query.where(col(Task.title).icontains(filters.search.strip(), autoescape=True))
    return query


def _done_today(session: Session, now: datetime, me: int | None) -> list[int]:
    """The tasks I finished since midnight where their campaign is."""
    lately = {"me": me, "since": now - timedelta(days=2)}
    return [
        task_id
        for task_id, done_at, zone in session.connection().execute(_DONE_LATELY, lately)
        if done_at and today_in(done_at, zone) >= today_in(now, zone)
    ]


def _group(row: TaskRow, me: int | None) -> str:
    if row.state == TaskState.DONE:
        return "done"
    if row.state == TaskState.REVIEW and row.approver_id == me:
        return "review"
    return row.due if row.owner_id == me else "unclaimed"


def _by_due_day(row: TaskRow) -> tuple[Any, ...]:
    return row.due_on, row.number


_STATES = {str(state): place for place, state in enumerate(TaskState)}
_ORDERS: Mapping[str, Callable[[TaskRow], tuple[Any, ...]]] = {
    "title": lambda row: (row.title, row.number),
    "team": lambda row: (row.team, row.due_on, row.number),
    "owner": lambda row: (row.owner is None, row.owner, row.due_on, row.number),
    "phase": lambda row: (row.phase_id, row.due_on, row.number),
    "state": lambda row: (_STATES[row.state], row.due_on, row.number),
}


def _last_visit(session: Session, actor: Actor) -> datetime | None:
    return session.connection().scalar(_LAST_VISIT, {"person_id": actor.person_id})
