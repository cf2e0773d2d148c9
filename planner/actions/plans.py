"""Planning tasks: add, edit, change many at once, the recycle bin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from planner.actions.finding import open_campaign, open_task, phase
from planner.actions.redating import settle_span
from planner.actions.stale import require_version
from planner.actions.task_fields import Changes, set_fields
from planner.rules.campaigns import AnchorKind
from planner.rules.people import Actor, Right
from planner.rules.tasks import TaskField
from planner.tables.tasks import Task
from planner.words import Did, Refusal, Sentence

_WITH_ROWS: frozenset[TaskField] = frozenset({TaskField.CHECKLIST, TaskField.PREDECESSORS})


def add(
    session: Session, /, *, actor: Actor, now: datetime, campaign_id: int, changes: Changes
) -> Did:
    """Add a task: it needs a title, a team and a phase; without a day it is due as that opens."""
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    for needed, sentence in (
        (TaskField.TITLE, Sentence("Title: write what is to be done.")),
        (TaskField.TEAM, Sentence("Team: choose who does it.")),
        (TaskField.PHASE, Sentence("Phase: choose what it is needed for.")),
    ):
        if not changes.get(needed):
            raise Refusal(sentence)
    served = phase(session, campaign_id, changes[TaskField.PHASE])
    task = Task(
        campaign_id=campaign_id,
        number=_next_number(session, campaign_id),
        title="?",
        phase_id=served.id,
        team_id=changes[TaskField.TEAM],
        assigned_at=now,
        anchor_kind=AnchorKind.OPENING,
        anchor_phase_id=served.id,
        offset_days=0,
        due_on=served.opens_at.date(),
        created_at=now,
        created_by=actor.person_id,
    )
    at_once = {field: value for field, value in changes.items() if field not in _WITH_ROWS}
    with_rows = {field: value for field, value in changes.items() if field in _WITH_ROWS}
    set_fields(session, campaign, task, at_once, actor, now)
    session.add(task)
    session.flush()
    set_fields(session, campaign, task, with_rows, actor, now)
    return Did(Sentence("added “{task}”", task=task.title), campaign_id, task.id)


def edit(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    task_id: int,
    version: int,
    changes: Changes,
) -> Did:
    """Change fields of one task that the person saw at ``version``; a stale edit is refused."""
    actor.require(Right.PLAN)
    task = open_task(session, task_id)
    require_version(session, task, version)
    campaign = open_campaign(session, task.campaign_id)
    set_fields(session, campaign, task, changes, actor, now)
    return Did(Sentence("changed “{task}”", task=task.title), task.campaign_id)


def change_many(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    task_ids: Sequence[int],
    changes: Changes,
) -> Did:
    """Set the same fields on many tasks of one campaign; all of them or none."""
    actor.require(Right.PLAN)
    tasks = _together(session, task_ids)
    campaign = open_campaign(session, tasks[0].campaign_id)
    for task in tasks:
        set_fields(session, campaign, task, changes, actor, now)
    return Did(
        Sentence("changed {n} task", "changed {n} tasks", n=len(tasks)), campaign.id, len(tasks)
    )


def pin(session: Session, /, *, actor: Actor, now: datetime, task_id: int, version: int) -> Did:
    """Keep a task on its day, whatever it hangs on does."""
    actor.require(Right.PLAN)
    task = open_task(session, task_id)
    require_version(session, task, version)
    task.pinned_at, task.pinned_by = now, actor.person_id
    said = Sentence("pinned “{task}” to {day}", task=task.title, day=task.due_on)
    return Did(said, task.campaign_id)


def unpin(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    task_id: int,
    version: int,
) -> Did:
    """Let a task move again with what it hangs on."""
    actor.require(Right.PLAN)
    task = open_task(session, task_id)
    require_version(session, task, version)
    task.pinned_at = task.pinned_by = None
    return Did(Sentence("took the pin off “{task}”", task=task.title), task.campaign_id)


def remove(session: Session, /, *, actor: Actor, now: datetime, task_ids: Sequence[int]) -> Did:
    """Put tasks into the recycle bin."""
    actor.require(Right.PLAN)
    tasks = _together(session, task_ids)
    for task in tasks:
        task.deleted_at, task.deleted_by = now, actor.person_id
    if len(tasks) == 1:
        said = Sentence("put “{task}” into the recycle bin", task=tasks[0].title)
    else:
        said = Sentence(
            "put {n} task into the recycle bin", "put {n} tasks into the recycle bin", n=len(tasks)
        )
    return Did(said, tasks[0].campaign_id)


def restore(session: Session, /, *, actor: Actor, now: datetime, task_id: int) -> Did:  # noqa: ARG001 -- every action gets the moment
    """Take a task out of the recycle bin."""
    actor.require(Right.PLAN)
    task = session.get(Task, task_id)
    if task is None:
        raise Refusal("This task is not there any more.")
    campaign = open_campaign(session, task.campaign_id)
    task.deleted_at = task.deleted_by = None
    settle_span(session, campaign)
    return Did(Sentence("took “{task}” out of the recycle bin", task=task.title), task.campaign_id)


def _together(session: Session, task_ids: Sequence[int]) -> list[Task]:
    if not task_ids:
        raise Refusal("Choose at least one task.")
    tasks = [open_task(session, task_id) for task_id in dict.fromkeys(task_ids)]
    if len({task.campaign_id for task in tasks}) > 1:
        raise Refusal("Choose tasks of one campaign.")
    return tasks


def _next_number(session: Session, campaign_id: int) -> int:
    highest = session.exec(
        select(func.max(col(Task.number))).where(Task.campaign_id == campaign_id)
    ).one()
    return (highest or 0) + 1
