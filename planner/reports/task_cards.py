"""One task with everything around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.reports.task_rows import TASKS, task_rows
from planner.rules.campaigns import Anchor, label_offset, say_anchor
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.people import Actor, Right
from planner.tables.loading import (
    anchor_of,
    load_milestones,
    load_phases,
    open_predecessors,
)
from planner.tables.people import Person
from planner.tables.tasks import ChecklistItem, Comment, Evidence, Predecessor, Task
from planner.words import Refusal, Sentence

_ONE = TASKS.where(col(Task.id) == bindparam("task_id"), col(Task.deleted_at).is_(None))


@dataclass(frozen=True)
class Step:
    """One item of a checklist."""

    id: int
    text: str
    done_at: datetime | None
    done_by: str | None


@dataclass(frozen=True)
class Remark:
    """One comment: its kind is said, returned, stuck or handed_over."""

    kind: str
    text: str
    written_at: datetime
    written_by: str | None


@dataclass(frozen=True)
class Proof:
    """A link, or a file to be fetched at ``/files/<id>``."""

    id: int
    title: str
    url: str | None
    size: int
    added_at: datetime
    added_by: str | None


@dataclass(frozen=True)
class Neighbour:
    """A task that comes before or after, and the link between them."""

    id: int
    title: str
    done: bool
    link: Link[int]


@dataclass(frozen=True)
class TaskCard:
    """A task: its row as in the lists, and what hangs on it."""

    row: dict[str, Any]
    template_key: str | None
    anchor: Anchor[int]
    anchor_said: Sentence
    offset_days: int
    offset_said: str
    started_at: datetime | None
    submitted_at: datetime | None
    done_at: datetime | None
    pinned_at: datetime | None
    people_at_once: int
    steps: tuple[Step, ...]
    remarks: tuple[Remark, ...]
    proofs: tuple[Proof, ...]
    before: tuple[Neighbour, ...]
    after: tuple[Neighbour, ...]


@reads("tasks", "campaigns", "people")
def card(session: Session, /, *, actor: Actor, now: datetime, task_id: int) -> TaskCard:
    """One task with checklist, comments, evidence and neighbours; a Refusal if it is gone."""
    actor.require(Right.SEE_PLAN)
    found = task_rows(session, now, _ONE, task_id=task_id)
    task = session.get(Task, task_id)
    if task is None or not found:
        raise Refusal("This task is not there any more. It may be in the recycle bin.")
    anchor = anchor_of(task)
    return TaskCard(
        row=found[0]._asdict(),
        template_key=task.template_key,
        anchor=anchor,
        anchor_said=say_anchor(
            anchor,
            load_phases(session, task.campaign_id),
            load_milestones(session, task.campaign_id),
        ),
        offset_days=task.offset_days,
        offset_said=label_offset(task.offset_days),
        started_at=task.started_at,
        submitted_at=task.submitted_at,
        done_at=task.done_at,
        pinned_at=task.pinned_at,
        people_at_once=task.people_at_once,
        steps=_steps(session, task_id),
        remarks=_remarks(session, task_id),
        proofs=_proofs(session, task_id),
        before=_neighbours(
            session,
            col(Predecessor.before_id) == col(Task.id),
            col(Predecessor.task_id) == task_id,
        ),
        after=_neighbours(
            session,
            col(Predecessor.task_id) == col(Task.id),
            col(Predecessor.before_id) == task_id,
        ),
    )


@reads("tasks")
def waits_for(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    task_id: int,
) -> tuple[str, ...]:
    """The titles of the open tasks that a task waits for, the first due first.

    None once it is for review: whoever passes it needs give no reason.
    """
    actor.require(Right.SEE_PLAN)
    task = session.get(Task, task_id)
    if task is None or task.submitted_at is not None:
        return ()
    return tuple(before.title for before in open_predecessors(session, task_id))


def _steps(session: Session, task_id: int) -> tuple[Step, ...]:
    return tuple(
        Step(*row)
        for row in session.execute(
            select(
                col(ChecklistItem.id),
                col(ChecklistItem.text),
                col(ChecklistItem.done_at),
                col(Person.name),
            )
            .outerjoin(Person, col(Person.id) == col(ChecklistItem.done_by))
            .where(col(ChecklistItem.task_id) == task_id)
            .order_by(col(ChecklistItem.position))
        )
    )


def _remarks(session: Session, task_id: int) -> tuple[Remark, ...]:
    return tuple(
        Remark(*row)
        for row in session.execute(
            select(col(Comment.kind), col(Comment.text), col(Comment.written_at), col(Person.name))
            .outerjoin(Person, col(Person.id) == col(Comment.written_by))
            .where(col(Comment.task_id) == task_id)
            .order_by(col(Comment.written_at), col(Comment.id))
        )
    )


def _proofs(session: Session, task_id: int) -> tuple[Proof, ...]:
    return tuple(
        Proof(*row)
        for row in session.execute(
            select(
                col(Evidence.id),
                col(Evidence.title),
                col(Evidence.url),
                col(Evidence.size),
                col(Evidence.added_at),
                col(Person.name),
            )
            .outerjoin(Person, col(Person.id) == col(Evidence.added_by))
            .where(col(Evidence.task_id) == task_id, col(Evidence.removed_at).is_(None))
            .order_by(col(Evidence.added_at), col(Evidence.id))
        )
    )


def _neighbours(
    session: Session, joined: ColumnElement[bool], where: ColumnElement[bool]
) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(
            task_id,
            title,
            done,
            Link(before_id, LinkKind(kind), lag_days, LagUnit(unit)),
        )
        for task_id, title, done, before_id, kind, lag_days, unit in session.execute(
            select(
                col(Task.id),
                col(Task.title),
                col(Task.done_at).is_not(None),
                col(Predecessor.before_id),
                col(Predecessor.kind),
                col(Predecessor.lag_days),
                col(Predecessor.lag_unit),
            )
            .join(Predecessor, joined)
            .where(where, col(Task.deleted_at).is_(None))
            .order_by(col(Task.due_on), col(Task.id))
        )
    )
