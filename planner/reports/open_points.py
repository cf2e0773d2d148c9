"""What a lead should look at: the open tasks of a campaign that need somebody."""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd
from sqlalchemy import and_, bindparam, case, func, select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.reports.task_rows import TASKS, as_frame, task_rows
from planner.rules.clock import today_in
from planner.rules.people import Actor, Right
from planner.tables.campaigns import Campaign
from planner.tables.reading import rows_at_once
from planner.tables.tasks import Task

_FEW = 5
_ZONE = select(col(Campaign.time_zone)).where(col(Campaign.id) == bindparam("campaign_id"))
_CONCERN = case(
    (col(Task.stuck_reason) != "", "stuck"),
    (col(Task.due_on) < bindparam("today"), "overdue"),
    (col(Task.submitted_at).is_not(None), "review"),
    (and_(col(Task.owner_id).is_(None), col(Task.due_on) <= bindparam("soon")), "unclaimed"),
)
_CONCERNS = ("stuck", "overdue", "review", "unclaimed")
_CONCERNING = (
    select(
        col(Task.id),
        _CONCERN.label("group"),
        func.count().over(partition_by=_CONCERN).label("of_group"),
        func.row_number()
        .over(partition_by=_CONCERN, order_by=(col(Task.due_on), col(Task.number)))
        .label("place"),
    )
    .where(
        col(Task.campaign_id) == bindparam("campaign_id"),
        col(Task.deleted_at).is_(None),
        col(Task.done_at).is_(None),
        _CONCERN.is_not(None),
    )
    .subquery()
)
_TO_LOOK_AT = select(_CONCERNING.c.id, _CONCERNING.c.group, _CONCERNING.c.of_group).where(
    _CONCERNING.c.place
    <= case(*((_CONCERNING.c.group == name, bindparam(name)) for name in _CONCERNS), else_=0)
)
_NAMED = TASKS.where(col(Task.id).in_(bindparam("named", expanding=True)))


@reads("tasks", "campaigns", "people")
def open_points(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    most: tuple[tuple[str, int], ...] = (),
) -> pd.DataFrame:
    """One row is an open task a lead should look at: columns as in ``TaskRow``, then ``group`` and
    ``of_group``, how many tasks that group has.

    Groups: stuck (someone says so), overdue, review (waits for its approver), unclaimed (nobody
    owns it and it is due within a week); a task is in the first that fits. Of each group come the
    five due first, or as many as ``most`` says of it.
    """
    actor.require(Right.SEE_PLAN)
    connection = session.connection()
    zone = connection.scalar(_ZONE, {"campaign_id": campaign_id})
    today = today_in(now, zone or "UTC")
    wanted = dict.fromkeys(_CONCERNS, _FEW) | dict(most)
    about = {"campaign_id": campaign_id, "today": today, "soon": today + timedelta(days=7)}
    concerns = {
        task_id: (group, of_group)
        for task_id, group, of_group in rows_at_once(connection, _TO_LOOK_AT, about | wanted)
    }
    found = sorted(
        task_rows(session, now, _NAMED, named=list(concerns)),
        key=lambda row: (row.due_on, row.number),
    )
    return as_frame(
        found,
        group=[concerns[row.id][0] for row in found],
        of_group=[concerns[row.id][1] for row in found],
    )
