"""The rows that every report about tasks is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache, lru_cache, partial
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    bindparam,
    case,
    cast,
    func,
    select,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from planner.rules.clock import today_in
from planner.rules.people import SEED_TEAMS
from planner.rules.tasks import TaskState, bucket_of
from planner.tables.campaigns import Campaign, Phase
from planner.tables.people import Person, Team
from planner.tables.reading import rows_at_once
from planner.tables.tasks import ChecklistItem, Predecessor, Task

Tasks = Select[*tuple[Any, ...]]

_OWNER = aliased(Person)
_APPROVER = aliased(Person)
_BEFORE = aliased(Task)
_FEW = 100
_DONE = TaskState.DONE.value
# A team of the first six that was renamed keeps its new name in every language.
SEED_TEAM_KEY: ColumnElement[str | None] = case(
    (col(Team.name).in_([team.name.msgid for team in SEED_TEAMS]), col(Team.key))
)
"""The key of one of the first six teams, None for others and once it was renamed."""


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
    blocked_by: tuple[str, ...]
    stuck_reason: str
    checklist_done: int
    checklist_total: int
    assigned_at: datetime


# Built once, like every statement here: making one takes longer than asking it.
TASKS: Tasks = (
    select(
        col(Task.id),
        col(Task.version),
        col(Task.number),
        (col(Campaign.code) + "-" + cast(col(Task.number), String)).label("key"),
        col(Task.title),
        col(Task.acceptance),
        col(Task.campaign_id),
        col(Campaign.name).label("campaign"),
        col(Task.phase_id),
        col(Phase.name).label("phase"),
        col(Phase.kind).label("phase_kind"),
        col(Task.team_id),
        col(Team.name).label("team"),
        SEED_TEAM_KEY.label("team_key"),
        col(Team.colour),
        col(Task.owner_id),
        col(_OWNER.name).label("owner"),
        col(Task.approver_id),
        col(_APPROVER.name).label("approver"),
        # So far as in TaskRow; what follows is told together with what is worked out from it.
        col(Task.due_on),
        col(Task.duration_days),
        col(Task.effort_hours),
        col(Task.must_have),
        col(Task.stuck_reason),
        col(Task.assigned_at),
        col(Campaign.time_zone),
        case(
            (col(Task.done_at).is_not(None), TaskState.DONE.value),
            (col(Task.submitted_at).is_not(None), TaskState.REVIEW.value),
            (col(Task.started_at).is_not(None), TaskState.DOING.value),
            else_=TaskState.TODO.value,
        ),
    )
    .join(Campaign, col(Campaign.id) == col(Task.campaign_id))
    .join(Phase, col(Phase.id) == col(Task.phase_id))
    .join(Team, col(Team.id) == col(Task.team_id))
    .outerjoin(_OWNER, col(_OWNER.id) == col(Task.owner_id))
    .outerjoin(_APPROVER, col(_APPROVER.id) == col(Task.approver_id))
    .where(col(Campaign.deleted_at).is_(None))
)
_CAMPAIGN_ID = TaskRow._fields.index("campaign_id")

_WAITING = (
    select(col(Predecessor.task_id), col(_BEFORE.title))
    .join(_BEFORE, col(_BEFORE.id) == col(Predecessor.before_id))
    .where(col(_BEFORE.done_at).is_(None), col(_BEFORE.deleted_at).is_(None))
)
_TICKED = select(
    col(ChecklistItem.task_id), func.count(col(ChecklistItem.done_at)), func.count()
).group_by(col(ChecklistItem.task_id))
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_WAITING_OF_TASKS = _WAITING.where(col(Predecessor.task_id).in_(_IDS))
_WAITING_OF_CAMPAIGNS = _WAITING.where(col(Predecessor.campaign_id).in_(_IDS))
_TICKED_OF_TASKS = _TICKED.where(col(ChecklistItem.task_id).in_(_IDS))
_TICKED_OF_CAMPAIGNS = _TICKED.where(col(ChecklistItem.campaign_id).in_(_IDS))


def task_rows(session: Session, now: datetime, tasks: Tasks, /, **given: Any) -> list[TaskRow]:
    """The tasks that a narrowed ``TASKS`` finds with the values given for its parameters."""
    # Plain rows need nothing of the session's bookkeeping, which costs as much as reading them.
    connection = session.connection()
    found = rows_at_once(connection, tasks, given)
    # Of these tasks where they are few, else of their campaigns: both stay short to ask.
    if len(found) <= _FEW:
        about = {"ids": [row[0] for row in found]}
        waiting_for = rows_at_once(connection, _WAITING_OF_TASKS, about)
        ticked_of = rows_at_once(connection, _TICKED_OF_TASKS, about)
    else:
        about = {"ids": list({row[_CAMPAIGN_ID] for row in found})}
        waiting_for = rows_at_once(connection, _WAITING_OF_CAMPAIGNS, about)
        ticked_of = rows_at_once(connection, _TICKED_OF_CAMPAIGNS, about)
    waiting: dict[int, list[str]] = {}
    for task_id, title in waiting_for:
        waiting.setdefault(task_id, []).append(title)
    ticked = {task_id: (done, total) for task_id, done, total in ticked_of}
    today = cache(partial(today_in, now))
    return [_told(row, today, waiting, ticked) for row in found]


def as_frame(rows: Sequence[TaskRow], **more: Sequence[Any]) -> pd.DataFrame:
    """The rows as a table with a column for each field, then those that are handed in.

    Every column holds plain objects: inferring better ones takes longer than all the rest.
    """
    columns = [*TaskRow._fields, *more]
    cells: Sequence[tuple[Any, ...]] = rows
    if more:
        cells = [(*row, *added) for row, *added in zip(rows, *more.values(), strict=True)]
    return pd.DataFrame(cells, columns=columns, dtype=object)


def _told(
    row: tuple[Any, ...],
    today: Callable[[str], date],
    waiting: Mapping[int, Sequence[str]],
    ticked: Mapping[int, tuple[int, int]],
) -> TaskRow:
    (
        task_id,
        *as_found,
        due_on,
        duration_days,
        effort_hours,
        must_have,
        stuck_reason,
        assigned_at,
        time_zone,
        state,
    ) = row
    is_open = state != _DONE
    due, late_days = _standing(due_on, today(time_zone)) if is_open else ("", 0)
    checklist_done, checklist_total = ticked.get(task_id, (0, 0))
    cells = (
        task_id,
        *as_found,
        due_on - timedelta(days=duration_days - 1),
        due_on,
        due,
        duration_days,
        effort_hours,
        must_have,
        state,
        late_days,
        tuple(waiting.get(task_id, ())) if is_open else (),
        stuck_reason,
        checklist_done,
        checklist_total,
        assigned_at,
    )
    return TaskRow._make(cells)


@lru_cache(maxsize=1024)
def _standing(due_on: date, today: date) -> tuple[str, int]:
    """An open task's bucket and how many days late it is; many tasks share a due day."""
    return bucket_of(due_on, today).value, max((today - due_on).days, 0)
