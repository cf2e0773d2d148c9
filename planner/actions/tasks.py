"""Working on a task: claim it, start it, tick it, pass or return it, say that it is stuck."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from planner.actions.finding import open_task, person
from planner.actions.redating import redate_reopened
from planner.rules.people import Actor, Right, require_work_on
from planner.rules.tasks import TaskState, state_of, written
from planner.tables.loading import open_predecessors
from planner.tables.tasks import Comment, Task
from planner.words import Did, Refusal, Sentence, Who


def claim(session: Session, /, *, actor: Actor, now: datetime, task_id: int) -> Did:  # noqa: ARG001 -- every action gets the moment
    """Take a task of one's team that nobody owns; refused if somebody was quicker."""
    task = _mine(session, actor, task_id)
    if task.owner_id == actor.person_id:
        return _did(task, Sentence("“{task}” is already yours.", task=task.title))
    if task.owner_id is not None:
        raise Refusal(
            "{owner} already has “{task}”. Ask them to hand it over.",
            owner=Who(task.owner_id),
            task=task.title,
        )
    _require_open(task)
    task.owner_id = actor.person_id
    return _did(task, Sentence("claimed “{task}”", task=task.title))


def hand_over(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    task_id: int,
    to: int | None,
    note: str = "",
) -> Did:
    """Give an open task to someone, or back to the team (``to`` is None), with a word on why."""
    task = _mine(session, actor, task_id)
    _require_open(task)
    if written(note):
        _say(session, actor, now, task, "handed_over", note)
    if to is None:
        task.owner_id, task.assigned_at = None, now
        return _did(task, Sentence("gave “{task}” back to the team", task=task.title))
    owner = person(session, to)
    task.owner_id, task.assigned_at = owner.id, now
    return _did(task, Sentence("handed “{task}” to {owner}", task=task.title, owner=Who(owner.id)))


def start(session: Session, /, *, actor: Actor, now: datetime, task_id: int) -> Did:
    """Begin a task; whoever begins an unowned one owns it."""
    task = _mine(session, actor, task_id)
    _require_open(task)
    _begin(task, actor, now)
    task.submitted_at = task.submitted_by = None
    return _did(task, Sentence("started “{task}”", task=task.title))


def complete(
    session: Session, /, *, actor: Actor, now: datetime, task_id: int, reason: str = ""
) -> Did:
    """Tick a task: done, or for review where an approver other than the actor has to pass it.

    A task whose predecessors are open is ticked only with a reason, which is kept as a comment.
    """
    task = _mine(session, actor, task_id)
    if task.done_at is not None:
        return _did(task, Sentence("“{task}” is already done.", task=task.title))
    if task.submitted_at is not None and task.approver_id not in (None, actor.person_id):
        return _did(task, Sentence("“{task}” is already for review.", task=task.title))
    waiting_for = open_predecessors(session, task.id)
    if waiting_for and not written(reason):
        raise Refusal(
            "“{task}” still waits for {others}. Write why it can be done now.",
            task=task.title,
            others=", ".join(f"“{other.title}”" for other in waiting_for),
        )
    if written(reason):
        _say(session, actor, now, task, "said", reason)
    _begin(task, actor, now)
    _unstick(task)
    if task.approver_id is not None and task.approver_id != actor.person_id:
        task.submitted_at, task.submitted_by = now, actor.person_id
        approver = Who(task.approver_id)
        sent = Sentence(
            "sent “{task}” to {approver} for review", task=task.title, approver=approver
        )
        return _did(task, sent)
    task.done_at, task.done_by = now, actor.person_id
    if waiting_for:
        ticked = Sentence(
            "ticked “{task}” although it was blocked: {reason}",
            task=task.title,
            reason=written(reason),
        )
        return _did(task, ticked)
    return _did(task, Sentence("ticked “{task}”", task=task.title))


def reopen(session: Session, /, *, actor: Actor, now: datetime, task_id: int) -> Did:  # noqa: ARG001 -- every action gets the moment
    """Take a tick or a submission back; the work counts as under way again."""
    task = _mine(session, actor, task_id)
    _untick(session, task)
    return _did(task, Sentence("reopened “{task}”", task=task.title))


def put_back(session: Session, /, *, actor: Actor, now: datetime, task_id: int) -> Did:  # noqa: ARG001 -- every action gets the moment
    """Make a task not started again."""
    task = _mine(session, actor, task_id)
    _untick(session, task)
    task.started_at = task.started_by = None
    return _did(task, Sentence("put “{task}” back to do", task=task.title))


def approve(session: Session, /, *, actor: Actor, now: datetime, task_id: int) -> Did:
    """Pass a task that is for review."""
    task = _to_review(session, actor, task_id)
    task.done_at, task.done_by = now, actor.person_id
    return _did(task, Sentence("passed “{task}”", task=task.title))


def send_back(
    session: Session, /, *, actor: Actor, now: datetime, task_id: int, comment: str
) -> Did:
    """Return a task that is for review, saying what is missing."""
    task = _to_review(session, actor, task_id)
    if not written(comment):
        raise Refusal("Comment: write what has to change, so that the team can act on it.")
    _say(session, actor, now, task, "returned", comment)
    task.submitted_at = task.submitted_by = None
    return _did(
        task, Sentence("returned “{task}”: {comment}", task=task.title, comment=written(comment))
    )


def say_stuck(
    session: Session, /, *, actor: Actor, now: datetime, task_id: int, reason: str
) -> Did:
    """Say that a task can't go on, and why, so that the lead sees it."""
    task = _mine(session, actor, task_id)
    _require_open(task)
    if not written(reason):
        raise Refusal("Reason: write what holds it up, so that someone can help.")
    _say(session, actor, now, task, "stuck", reason)
    task.stuck_at, task.stuck_by, task.stuck_reason = now, actor.person_id, written(reason)[:500]
    return _did(
        task, Sentence("is stuck on “{task}”: {reason}", task=task.title, reason=task.stuck_reason)
    )


def unstick(session: Session, /, *, actor: Actor, now: datetime, task_id: int) -> Did:  # noqa: ARG001 -- every action gets the moment
    """Say that a stuck task goes on again."""
    task = _mine(session, actor, task_id)
    _unstick(task)
    return _did(task, Sentence("can go on with “{task}”", task=task.title))


def move(
    session: Session, /, *, actor: Actor, now: datetime, task_id: int, to: str, reason: str = ""
) -> Did:
    """Carry a card to another column of the board; the same verbs and checks as by button."""
    try:
        target = TaskState(to)
    except ValueError as error:
        raise Refusal("Column: choose to do, doing, for review or done.") from error
    actor.require(Right.SEE_PLAN)
    task = open_task(session, task_id)
    current = _state(task)
    if current == target:
        return _did(task, Sentence("“{task}” is already there.", task=task.title))
    match target:
        case TaskState.TODO:
            return put_back(session, actor=actor, now=now, task_id=task_id)
        case TaskState.DOING if current == TaskState.TODO:
            return start(session, actor=actor, now=now, task_id=task_id)
        case TaskState.DOING:
            return reopen(session, actor=actor, now=now, task_id=task_id)
        case TaskState.DONE if current == TaskState.REVIEW and task.approver_id is not None:
            return approve(session, actor=actor, now=now, task_id=task_id)
        case TaskState.REVIEW if task.approver_id is None:
            raise Refusal(
                "“{task}” has no approver, so nobody could review it. Choose one, or tick it.",
                task=task.title,
            )
        case TaskState.REVIEW if task.approver_id == actor.person_id:
            raise Refusal("You are the approver of “{task}”: tick it instead.", task=task.title)
        case TaskState.REVIEW if current == TaskState.DONE:
            reopen(session, actor=actor, now=now, task_id=task_id)
            return complete(session, actor=actor, now=now, task_id=task_id, reason=reason)
        case _:
            return complete(session, actor=actor, now=now, task_id=task_id, reason=reason)


def _did(task: Task, sentence: Sentence) -> Did:
    """What was done; its value is the state that the task has now."""
    return Did(sentence, task.campaign_id, _state(task))


def _state(task: Task) -> TaskState:
    return state_of(task.started_at, task.submitted_at, task.done_at)


def _mine(session: Session, actor: Actor, task_id: int) -> Task:
    actor.require(Right.DO_TEAM_TASKS)
    task = open_task(session, task_id)
    require_work_on(actor, task.owner_id, task.team_id)
    return task


def _to_review(session: Session, actor: Actor, task_id: int) -> Task:
    actor.require(Right.DO_TEAM_TASKS)
    task = open_task(session, task_id)
    if task.submitted_at is None or task.done_at is not None:
        raise Refusal("“{task}” is not for review any more. Look again.", task=task.title)
    if task.approver_id != actor.person_id:
        actor.require(Right.SIGN_OFF)
    return task


def _require_open(task: Task) -> None:
    if task.done_at is not None:
        raise Refusal("“{task}” is already done. Untick it first.", task=task.title)


def _begin(task: Task, actor: Actor, now: datetime) -> None:
    if task.started_at is None:
        task.started_at, task.started_by = now, actor.person_id
    if task.owner_id is None:
        task.owner_id = actor.person_id


def _untick(session: Session, task: Task) -> None:
    if task.done_at is not None:
        redate_reopened(session, task)
    task.done_at = task.done_by = task.submitted_at = task.submitted_by = None


def _unstick(task: Task) -> None:
    task.stuck_at = task.stuck_by = None
    task.stuck_reason = ""


def _say(session: Session, actor: Actor, now: datetime, task: Task, kind: str, text: str) -> None:
    session.add(
        Comment(
            campaign_id=task.campaign_id,
            task_id=task.id,
            kind=kind,
            text=written(text)[:4000],
            written_at=now,
            written_by=actor.person_id,
        )
    )
