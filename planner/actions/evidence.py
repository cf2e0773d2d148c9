"""What is said and shown about a task: checklist ticks, comments, links and files."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from sqlmodel import Session

from planner.actions.finding import open_task
from planner.rules.names import file_title, tidy
from planner.rules.people import Actor, Right, require_work_on
from planner.rules.tasks import written
from planner.tables.tasks import ChecklistItem, Comment, Evidence, Task
from planner.words import Did, Refusal, Sentence


def tick_item(session: Session, /, *, actor: Actor, now: datetime, item_id: int) -> Did:
    """Tick a step of a task's checklist; whoever ticks the first step of a task begins it."""
    item, task = _item(session, actor, item_id)
    if item.done_at is None:
        item.done_at, item.done_by = now, actor.person_id
    if task.started_at is None:
        task.started_at, task.started_by = now, actor.person_id
        if task.owner_id is None:
            task.owner_id = actor.person_id
    return Did(
        Sentence("ticked “{item}” of “{task}”", item=item.text, task=task.title), task.campaign_id
    )


def untick_item(session: Session, /, *, actor: Actor, now: datetime, item_id: int) -> Did:  # noqa: ARG001 -- every action gets the moment
    """Take the tick off a step of a task's checklist."""
    item, task = _item(session, actor, item_id)
    item.done_at = item.done_by = None
    return Did(
        Sentence("unticked “{item}” of “{task}”", item=item.text, task=task.title),
        task.campaign_id,
    )


def comment(session: Session, /, *, actor: Actor, now: datetime, task_id: int, text: str) -> Did:
    """Say something about a task; everyone who sees the plan may."""
    actor.require(Right.SEE_PLAN)
    task = open_task(session, task_id)
    text = written(text)
    if not 1 <= len(text) <= 4000:
        raise Refusal("Comment: write 1 to 4,000 characters.")
    session.add(
        Comment(
            campaign_id=task.campaign_id,
            task_id=task.id,
            text=text,
            written_at=now,
            written_by=actor.person_id,
        )
    )
    return Did(Sentence("commented on “{task}”", task=task.title), task.campaign_id)


def add_link(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    task_id: int,
    url: str,
    title: str = "",
) -> Did:
    """Show a task's work by a web address; only http and https are taken."""
    task = _task(session, actor, task_id)
    url = url.strip()
    address = _split(url)
    if address is None or len(url) > 2000:
        raise Refusal("Link: write a web address that begins with https:// or http://.")
    shown = tidy(title)[:200] or address
    session.add(
        Evidence(
            campaign_id=task.campaign_id,
            task_id=task.id,
            title=shown,
            url=url,
            added_at=now,
            added_by=actor.person_id,
        )
    )
    return Did(
        Sentence("added the link “{title}” to “{task}”", title=shown, task=task.title),
        task.campaign_id,
    )


def add_file(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    task_id: int,
    file_name: str,
    sha256: str,
    size: int,
) -> Did:
    """Show a task's work by a file whose bytes the desk has kept under their hash."""
    task = _task(session, actor, task_id)
    name = file_title(file_name)
    session.add(
        Evidence(
            campaign_id=task.campaign_id,
            task_id=task.id,
            title=name,
            sha256=sha256,
            size=size,
            added_at=now,
            added_by=actor.person_id,
        )
    )
    return Did(
        Sentence("added the file “{title}” to “{task}”", title=name, task=task.title),
        task.campaign_id,
    )


def take_away(session: Session, /, *, actor: Actor, now: datetime, evidence_id: int) -> Did:
    """Take a link or file off a task; it can be undone."""
    evidence = session.get(Evidence, evidence_id)
    if evidence is None or evidence.removed_at is not None:
        raise Refusal("This link or file is not there any more.")
    task = _task(session, actor, evidence.task_id)
    evidence.removed_at = now
    return Did(
        Sentence("took “{title}” off “{task}”", title=evidence.title, task=task.title),
        task.campaign_id,
    )


def _task(session: Session, actor: Actor, task_id: int) -> Task:
    actor.require(Right.DO_TEAM_TASKS)
    task = open_task(session, task_id)
    require_work_on(actor, task.owner_id, task.team_id)
    return task


def _item(session: Session, actor: Actor, item_id: int) -> tuple[ChecklistItem, Task]:
    item = session.get(ChecklistItem, item_id)
    if item is None:
        raise Refusal("This step is not on the checklist any more. Look again.")
    return item, _task(session, actor, item.task_id)


def _split(url: str) -> str | None:
    """The host of an http(s) address, or None for anything else."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or not url.isprintable() or " " in url:
        return None
    return host
