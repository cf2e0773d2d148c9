"""The rows that every report about tasks is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col

from planner.rules.clock import today_in
from planner.rules.people import SEED_TEAMS
from planner.rules.tasks import TaskState, bucket_of
from planner.tables.campaigns import Campaign, Phase
from planner.tables.people import Person, Team
from planner.tables.tasks import ChecklistItem, Predecessor, Task

_OWNER = aliased(Person)
_APPROVER = aliased(Person)
_BEFORE = aliased(Task)
_FEW = 100
# A team of the first six that was renamed keeps its new name in every language.
_SEED_NAMES = [team.name.msgid for team in SEED_TEAMS]


class TaskRow(NamedTuple):
    """What the reports say of one task."""

    id: int
    version: int
    number: int
    key: str
    title: str
    acceptance: str
    campaign_id: int
    campaign: str
    phase_id: int
    phase: str
    phase_kind: str
    team_id: int
    team: str
    team_key: str | None
    team_colour: str
    owner_id: int | None
    owner: str | None
    approver_id: int | None
    approver: str | None
    start_on: date
    due_on: date
    due: str
    duration_days: int
    effort_hours: float
    must_have: bool
    state: str
    late_days: int
    blocked_by: str
    stuck_reason: str
    checklist_done: int
    checklist_total: int
    assigned_at: datetime


class _Found(NamedTuple):
    """A row of the query, in its order."""

    id: int
    version: int
    number: int
    title: str
    acceptance: str
    campaign_id: int
    campaign: str
    code: str
    time_zone: str
    phase_id: int
    phase: str
    phase_kind: str
    team_id: int
    team: str
    team_key: str | None
    team_colour: str
    owner_id: int | None
    owner: str | None
    approver_id: int | None
    approver: str | None
    due_on: date
    duration_days: int
    effort_hours: float
    must_have: bool
    started: bool
    submitted: bool
    done: bool
    stuck_reason: str
    assigned_at: datetime


_QUERY: Any = (
    select(
        col(Task.id),
        col(Task.version),
        col(Task.number),
        col(Task.title),
        col(Task.acceptance),
        col(Task.campaign_id),
        col(Campaign.name).label("campaign"),
        col(Campaign.code),
        col(Campaign.time_zone),
        col(Task.phase_id),
        col(Phase.name).label("phase"),
        col(Phase.kind).label("phase_kind"),
        col(Task.team_id),
        col(Team.name).label("team"),
        case((col(Team.name).in_(_SEED_NAMES), col(Team.key))).label("team_key"),
        col(Team.colour),
        col(Task.owner_id),
        col(_OWNER.name).label("owner"),
        col(Task.approver_id),
        col(_APPROVER.name).label("approver"),
        col(Task.due_on),
        col(Task.duration_days),
        col(Task.effort_hours),
        col(Task.must_have),
        col(Task.started_at).is_not(None).label("started"),
        col(Task.submitted_at).is_not(None).label("submitted"),
        col(Task.done_at).is_not(None).label("done"),
        col(Task.stuck_reason),
        col(Task.assigned_at),
    )
    .join(Campaign, col(Campaign.id) == col(Task.campaign_id))
    .join(Phase, col(Phase.id) == col(Task.phase_id))
    .join(Team, col(Team.id) == col(Task.team_id))
    .outerjoin(_OWNER, col(_OWNER.id) == col(Task.owner_id))
    .outerjoin(_APPROVER, col(_APPROVER.id) == col(Task.approver_id))
    .where(col(Campaign.deleted_at).is_(None))
)


def task_rows(
    session: Session, now: datetime, where: Sequence[ColumnElement[bool]]
) -> list[TaskRow]:
    """The tasks that meet the conditions."""
    found = [_Found._make(row) for row in session.execute(_QUERY.where(*where))]
    waiting = _blockers(session, found)
    ticked = _checklists(session, found)
    days = {zone: today_in(now, zone) for zone in {row.time_zone for row in found}}
    return [_told(row, days, waiting, ticked) for row in found]


def as_frame(rows: Sequence[TaskRow], **more: Sequence[Any]) -> pd.DataFrame:
    """The rows as a table with a column for each field, then those that are handed in.

    Every column holds plain objects: inferring better ones takes longer than all the rest.
    """
    columns = [*TaskRow._fields, *more]
    cells = [(*row, *added) for row, *added in zip(rows, *more.values(), strict=True)]
    return pd.DataFrame(cells, columns=columns, dtype=object)


def _told(
    task: _Found,
    days: Mapping[str, date],
    waiting: Mapping[int, Sequence[str]],
    ticked: Mapping[int, tuple[int, int]],
) -> TaskRow:
    today = days[task.time_zone]
    is_open = not task.done
    done, total = ticked.get(task.id, (0, 0))
    return TaskRow(
        task.id,
        task.version,
        task.number,
        f"{task.code}-{task.number}",
        task.title,
        task.acceptance,
        task.campaign_id,
        task.campaign,
        task.phase_id,
        task.phase,
        task.phase_kind,
        task.team_id,
        task.team,
        task.team_key,
        task.team_colour,
        task.owner_id,
        task.owner,
        task.approver_id,
        task.approver,
        task.due_on - timedelta(days=task.duration_days - 1),
        task.due_on,
        bucket_of(task.due_on, today).value if is_open else "",
        task.duration_days,
        task.effort_hours,
        task.must_have,
        _state(task).value,
        max((today - task.due_on).days, 0) if is_open else 0,
        ", ".join(waiting.get(task.id, ())) if is_open else "",
        task.stuck_reason,
        done,
        total,
        task.assigned_at,
    )


def _state(task: _Found) -> TaskState:
    if task.done:
        return TaskState.DONE
    if task.submitted:
        return TaskState.REVIEW
    return TaskState.DOING if task.started else TaskState.TODO


def _about(
    tasks: Sequence[_Found], task_id: Mapped[int], campaign_id: Mapped[int]
) -> ColumnElement[bool]:
    """Of these tasks where they are few, else of their campaigns: both stay short to ask."""
    if len(tasks) <= _FEW:
        return task_id.in_([task.id for task in tasks])
    return campaign_id.in_({task.campaign_id for task in tasks})


def _blockers(session: Session, tasks: Sequence[_Found]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for task_id, title in session.execute(
        select(col(Predecessor.task_id), col(_BEFORE.title))
        .join(_BEFORE, col(_BEFORE.id) == col(Predecessor.before_id))
        .where(
            _about(tasks, col(Predecessor.task_id), col(Predecessor.campaign_id)),
            col(_BEFORE.done_at).is_(None),
            col(_BEFORE.deleted_at).is_(None),
        )
    ):
        found.setdefault(task_id, []).append(title)
    return found


def _checklists(session: Session, tasks: Sequence[_Found]) -> dict[int, tuple[int, int]]:
    return {
        task_id: (done, total)
        for task_id, done, total in session.execute(
            select(
                col(ChecklistItem.task_id),
                func.count(col(ChecklistItem.done_at)),
                func.count(),
            )
            .where(_about(tasks, col(ChecklistItem.task_id), col(ChecklistItem.campaign_id)))
            .group_by(col(ChecklistItem.task_id))
        )
    }
