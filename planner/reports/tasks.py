"""What people ask about tasks: the list of a campaign, my tasks, the bin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pandas as pd
from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.reports.task_rows import task_frame
from planner.rules.clock import instant_of, today_in
from planner.rules.people import Actor, Right
from planner.rules.tasks import Bucket, TaskState
from planner.tables.campaigns import Campaign
from planner.tables.people import Person, Team, Visit
from planner.tables.tasks import Task


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
    """One row is a task of the campaign that is not in the bin; the columns are ``COLUMNS``.

    ``late_days`` is 0 unless the task is open and past due; ``due`` is an open task's bucket;
    ``blocked_by`` names the open predecessors; ``start_on`` is the first day of the duration that
    ends on the due day.
    """
    actor.require(Right.SEE_PLAN)
    where = [col(Task.campaign_id) == campaign_id, col(Task.deleted_at).is_(None)]
    for column, wanted in (
        (col(Task.phase_id), filters.phase_ids),
        (col(Task.team_id), filters.team_ids),
    ):
        if wanted:
            where.append(column.in_(wanted))
    if filters.owner_ids:
        owners = [owner for owner in filters.owner_ids if owner > 0]
        nobody = [col(Task.owner_id).is_(None)] if 0 in filters.owner_ids else []
        where.append(or_(col(Task.owner_id).in_(owners), *nobody))
    if filters.search.strip():
        where.append(col(Task.title).icontains(filters.search.strip(), autoescape=True))
    frame = task_frame(session, now, where)
    if filters.states:
        frame = frame[frame["state"].isin([str(state) for state in filters.states])]
    if filters.due is not None:
        frame = frame[frame["due"] == str(filters.due)]
    return _sorted(frame, filters.sort)


@reads("tasks", "campaigns", "people")
def attention(
    session: Session, /, *, actor: Actor, now: datetime, campaign_id: int
) -> pd.DataFrame:
    """One row is an open task a lead should look at; ``COLUMNS`` and ``group``, latest first.

    Groups: stuck (someone says so), overdue, review (waits for its approver), unclaimed (nobody
    owns it and it is due within a week); a task is in the first that fits.
    """
    frame = listing(session, actor=actor, now=now, campaign_id=campaign_id)
    is_open = frame["state"] != TaskState.DONE
    zone = session.scalar(select(col(Campaign.time_zone)).where(col(Campaign.id) == campaign_id))
    soon = frame["due_on"] <= today_in(now, zone or "UTC") + timedelta(days=7)
    frame["group"] = ""
    for name, fits in (
        ("unclaimed", is_open & frame["owner_id"].isna() & soon),
        ("review", frame["state"] == TaskState.REVIEW),
        ("overdue", frame["late_days"] > 0),
        ("stuck", is_open & (frame["stuck_reason"] != "")),
    ):
        frame.loc[fits, "group"] = name
    return frame[frame["group"] != ""].reset_index(drop=True)


@reads("tasks", "campaigns", "people", personal=True)
def my_tasks(session: Session, /, *, actor: Actor, now: datetime) -> pd.DataFrame:
    """One row is an open task of mine, one nobody owns in my teams, one I shall review, or one I
    finished today, in campaigns that are not archived.

    Beside ``COLUMNS``: ``group`` (overdue, today, this_week, later, unclaimed, review, done) and
    ``new`` (given to me or my team since my last visit).
    """
    actor.require(Right.SEE_PLAN)
    me = actor.person_id
    where = [
        col(Task.deleted_at).is_(None),
        col(Campaign.archived_at).is_(None),
        or_(
            and_(col(Task.owner_id) == me, col(Task.done_at).is_(None)),
            and_(
                col(Task.owner_id).is_(None),
                col(Task.team_id).in_(actor.team_ids),
                col(Task.done_at).is_(None),
            ),
            and_(
                col(Task.approver_id) == me,
                col(Task.submitted_at).is_not(None),
                col(Task.done_at).is_(None),
            ),
            and_(col(Task.done_by) == me, _done_today(session, now)),
        ),
    ]
    frame = task_frame(session, now, where)
    frame["group"] = [
        _group(state, owner, approver, due, me)
        for state, owner, approver, due in zip(
            frame["state"], frame["owner_id"], frame["approver_id"], frame["due"], strict=True
        )
    ]
    seen = _last_visit(session, actor)
    frame["new"] = False if seen is None else frame["assigned_at"] > seen
    return _sorted(frame, "due_on")


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


def _done_today(session: Session, now: datetime) -> ColumnElement[bool]:
    """That a task was done since midnight where its campaign is."""
    zones = session.scalars(select(col(Campaign.time_zone)).distinct())
    return or_(
        false(),
        *(
            and_(
                col(Campaign.time_zone) == zone,
                col(Task.done_at)
                >= instant_of(datetime.combine(today_in(now, zone), time()), zone),
            )
            for zone in zones
        ),
    )


def _group(
    state: str, owner_id: float | None, approver_id: float | None, due: str, me: int | None
) -> str:
    if state == TaskState.DONE:
        return "done"
    if state == TaskState.REVIEW and approver_id == me:
        return "review"
    if owner_id != me:
        return "unclaimed"
    return due


_ORDERS: dict[str, list[str]] = {
    "due_on": ["due_on", "number"],
    "title": ["title", "number"],
    "team": ["team", "due_on", "number"],
    "owner": ["owner", "due_on", "number"],
    "phase": ["phase_id", "due_on", "number"],
    "state": ["state", "due_on", "number"],
}
_STATES = {str(state): place for place, state in enumerate(TaskState)}


def _sorted(frame: pd.DataFrame, order: str) -> pd.DataFrame:
    return frame.sort_values(
        _ORDERS.get(order, _ORDERS["due_on"]),
        ignore_index=True,
        key=lambda column: column.map(_STATES) if column.name == "state" else column,
    )


def _last_visit(session: Session, actor: Actor) -> datetime | None:
    if actor.person_id is None:
        return None
    visit = session.get(Visit, actor.person_id)
    return None if visit is None else visit.previous_visit_at
