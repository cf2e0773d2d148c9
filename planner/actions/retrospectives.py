"""Writing down what a sale taught, and giving a template the lead times that tasks really had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from planner.actions import templates
from planner.actions.finding import open_campaign
from planner.files.own_templates import read_template
from planner.rules.people import Actor, Right
from planner.rules.retrospectives import NoteKind
from planner.rules.tasks import written
from planner.tables.loading import kept_campaign
from planner.tables.own_templates import versions_of
from planner.tables.retrospectives import RetroNote
from planner.words import Did, Refusal, Sentence

LONGEST_NOTE = 1000


def write_note(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    kind: NoteKind,
    text: str,
) -> Did:
    """Write down what to keep or to change next time."""
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    text = written(text)
    if not 1 <= len(text) <= LONGEST_NOTE:
        raise Refusal("Note: write 1 to {most} characters.", most=LONGEST_NOTE)
    row = RetroNote(
        campaign_id=campaign_id,
        kind=str(kind),
        text=text,
        written_at=now,
        written_by=actor.person_id,
    )
    session.add(row)
    session.flush()
    said = Sentence("wrote a note for the retrospective of “{campaign}”", campaign=campaign.name)
    return Did(said, campaign_id, row.id)


def remove_note(session: Session, /, *, actor: Actor, now: datetime, note_id: int) -> Did:  # noqa: ARG001 -- every action gets the moment
    """Take a note out again; undoing that brings it back."""
    actor.require(Right.PLAN)
    row = session.get(RetroNote, note_id)
    if row is None:
        raise Refusal("This note is not there any more.")
    campaign = open_campaign(session, row.campaign_id)
    session.delete(row)
    said = Sentence("removed a note of the retrospective of “{campaign}”", campaign=campaign.name)
    return Did(said, campaign.id)


def adopt_offsets(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    offsets: Mapping[str, int],
    key: str | None = None,
    number: int | None = None,
    name: str = "",
) -> Did:
    """Give tasks of a template these offsets, by their keys, as its next version.

    ``number`` is the newest version that the person saw. Without a ``key`` the campaign's plan
    becomes a template called ``name`` first. The value is the template's key.
    """
    actor.require(Right.PLAN)
    campaign = kept_campaign(session, campaign_id)
    if not offsets:
        raise Refusal("Offsets: choose at least one task.")
    if key is None:
        saved = templates.save_as_template(
            session, actor=actor, now=now, campaign_id=campaign_id, name=name
        )
        key, number = str(saved.value), 1
    newest = versions_of(session, key)[0]
    template = read_template(newest.content.encode(), key)
    gone = offsets.keys() - {task.key for task in template.tasks}
    if gone:
        raise Refusal("Offsets: the template has changed. Look at the proposal again.")
    changed = replace(
        template,
        tasks=tuple(
            replace(task, offset_days=offsets.get(task.key, task.offset_days))
            for task in template.tasks
        ),
    )
    note = f"{campaign.name}: {len(offsets)}"[: templates.LONGEST_NOTE]
    templates.edit(
        session,
        actor=actor,
        now=now,
        key=key,
        number=newest.number if number is None else number,
        template=changed,
        note=note,
    )
    said = Sentence(
        "gave {n} task of the template “{template}” the lead time of “{campaign}”",
        "gave {n} tasks of the template “{template}” the lead times of “{campaign}”",
        n=len(offsets),
        template=newest.name,
        campaign=campaign.name,
    )
    return Did(said, value=key)
