"""What a campaign's timeline shows: its tasks, and what lies around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pandas as pd
from sqlalchemy import bindparam, or_, select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.reports.tasks import Filters, listing
from planner.rules.calendars import WorkingDays
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.people import Actor, Right
from planner.tables.loading import kept_campaign
from planner.tables.reading import rows_at_once
from planner.tables.tasks import Predecessor, Task
from planner.tables.working_days import load_working_days

# No plan is longer, and a bar of the baseline may lie as far before it.
_REACH = timedelta(days=400)
_LINKS = select(
    col(Predecessor.task_id),
    col(Predecessor.before_id),
    col(Predecessor.kind),
    col(Predecessor.lag_days),
    col(Predecessor.lag_unit),
).where(col(Predecessor.campaign_id) == bindparam("campaign_id"))
_MARKS = select(
    col(Task.id),
    col(Task.pinned_at).is_not(None),
    col(Task.baseline_start_on),
    col(Task.baseline_due_on),
).where(
    col(Task.campaign_id) == bindparam("campaign_id"),
    or_(col(Task.pinned_at).is_not(None), col(Task.baseline_due_on).is_not(None)),
)


@dataclass(frozen=True)
class Timeline:
    """A campaign over its days: tasks as in ``reports.tasks.listing``, the rest by their ids.

    ``code`` begins the keys of all tasks, ``links`` are what each task waits for, ``baseline`` the
    first and last day that its bar is compared with; a task without is not in there. Links may lead
    to tasks that are filtered out.
    """

    code: str
    tasks: pd.DataFrame = field(hash=False)
    working: WorkingDays
    links: Mapping[int, tuple[Link[int], ...]]
    pinned: frozenset[int]
    baseline: Mapping[int, tuple[date, date]]
    baseline_at: datetime | None


@reads("tasks", "campaigns", "people", "calendar", "shops")
def timeline(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    filters: Filters,
) -> Timeline:
    """A campaign's tasks that meet the filters, with days off, links, pins and baseline."""
    actor.require(Right.SEE_PLAN)
    campaign = kept_campaign(session, campaign_id)
    connection, given = session.connection(), {"campaign_id": campaign_id}
    marks = rows_at_once(connection, _MARKS, given)
    links: dict[int, tuple[Link[int], ...]] = {}
    for task_id, before_id, kind, lag_days, unit in rows_at_once(connection, _LINKS, given):
        link = Link(before_id, LinkKind(kind), lag_days, LagUnit(unit))
        links[task_id] = (*links.get(task_id, ()), link)
    return Timeline(
        code=campaign.code,
        tasks=listing(session, actor=actor, now=now, campaign_id=campaign_id, filters=filters),
        working=load_working_days(
            session, campaign.planning_day - _REACH, campaign.planning_day + _REACH
        ),
        links=links,
        pinned=frozenset(task_id for task_id, pinned, _, _ in marks if pinned),
        baseline={task_id: (start_on, due_on) for task_id, _, start_on, due_on in marks if due_on},
        baseline_at=campaign.baseline_at,
    )
