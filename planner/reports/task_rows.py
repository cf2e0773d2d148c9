"""The rows that every report about tasks is made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Row, case, func, select
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

COLUMNS: tuple[str, ...] = (
    "id",
    "version",
    "number",
    "key",
    "title",
    "acceptance",
    "campaign_id",
    "campaign",
    "phase_id",
    "phase",
    "phase_kind",
    "team_id",
    "team",
    "team_key",
    "team_colour",
    "owner_id",
    "owner",
    "approver_id",
    "approver",
    "start_on",
    "due_on",
    "due",
    "duration_days",
    "effort_hours",
    "must_have",
    "state",
    "late_days",
    "blocked_by",
    "stuck_reason",
    "checklist_done",
    "checklist_total",
    "assigned_at",
)


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


def task_frame(
    session: Session, now: datetime, where: Sequence[ColumnElement[bool]]
) -> pd.DataFrame:
    """One row is a task that meets the conditions; the columns are ``COLUMNS``."""
    rows = session.execute(_QUERY.where(*where)).all()
    waiting = _blockers(session, rows)
    ticked = _checklists(session, rows)
    days = {zone: today_in(now, zone) for zone in {row.time_zone for row in rows}}
    records = [_record(row, days[row.time_zone], waiting, ticked) for row in rows]
    return pd.DataFrame.from_records(records, columns=list(COLUMNS))


def _record(
    row: Row[Any],
    today: date,
    waiting: dict[int, list[str]],
    ticked: dict[int, tuple[int, int]],
) -> tuple[Any, ...]:
    state = _state(row)
    is_open = state != TaskState.DONE
    done, total = ticked.get(row.id, (0, 0))
    return (
        row.id,
        row.version,
        row.number,
        f"{row.code}-{row.number}",
        row.title,
        row.acceptance,
        row.campaign_id,
        row.campaign,
        row.phase_id,
        row.phase,
        row.phase_kind,
        row.team_id,
        row.team,
        row.team_key,
        row.colour,
        row.owner_id,
        row.owner,
        row.approver_id,
        row.approver,
        row.due_on - timedelta(days=row.duration_days - 1),
        row.due_on,
        str(bucket_of(row.due_on, today)) if is_open else "",
        row.duration_days,
        row.effort_hours,
        row.must_have,
        str(state),
        max((today - row.due_on).days, 0) if is_open else 0,
        ", ".join(waiting.get(row.id, ())) if is_open else "",
        row.stuck_reason,
        done,
        total,
        row.assigned_at,
    )


def _state(row: Row[Any]) -> TaskState:
    if row.done:
        return TaskState.DONE
    if row.submitted:
        return TaskState.REVIEW
    return TaskState.DOING if row.started else TaskState.TODO


def _about(
    rows: Sequence[Row[Any]], task_id: Mapped[int], campaign_id: Mapped[int]
) -> ColumnElement[bool]:
    """Of these tasks where they are few, else of their campaigns: both stay short to ask."""
    if len(rows) <= _FEW:
        return task_id.in_([row.id for row in rows])
    return campaign_id.in_({row.campaign_id for row in rows})


def _blockers(session: Session, rows: Sequence[Row[Any]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for task_id, title in session.execute(
        select(col(Predecessor.task_id), col(_BEFORE.title))
        .join(_BEFORE, col(_BEFORE.id) == col(Predecessor.before_id))
        .where(
            _about(rows, col(Predecessor.task_id), col(Predecessor.campaign_id)),
            col(_BEFORE.done_at).is_(None),
            col(_BEFORE.deleted_at).is_(None),
        )
    ):
        found.setdefault(task_id, []).append(title)
    return found


def _checklists(session: Session, rows: Sequence[Row[Any]]) -> dict[int, tuple[int, int]]:
    return {
        task_id: (done, total)
        for task_id, done, total in session.execute(
            select(
                col(ChecklistItem.task_id),
                func.count(col(ChecklistItem.done_at)),
                func.count(),
            )
            .where(_about(rows, col(ChecklistItem.task_id), col(ChecklistItem.campaign_id)))
            .group_by(col(ChecklistItem.task_id))
        )
    }
