"""Writing playbooks, arming them, and releasing their tasks when their moment has come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session, col, select

from planner.actions.finding import open_campaign, phase, team
from planner.actions.stale import require_version
from planner.rules.people import Actor, Right
from planner.rules.playbook_drafts import PlaybookDraft, Release
from planner.rules.playbooks import require_inside
from planner.tables.campaigns import Campaign
from planner.tables.loading import load_phases
from planner.tables.playbook_rows import releases_of, trigger_of
from planner.tables.playbooks import Playbook, PlaybookTask
from planner.words import Did, Refusal, Sentence


def write(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    draft: PlaybookDraft,
) -> Did:
    """Write a playbook for a phase, which watches once it is armed; the value is its id."""
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    _check(session, campaign, draft)
    row = Playbook(
        campaign_id=campaign_id, created_at=now, created_by=actor.person_id, **_columns(draft)
    )
    session.add(row)
    session.flush()
    _set_releases(session, row, draft.releases)
    return Did(Sentence("wrote the playbook “{name}”", name=row.name), campaign_id, row.id)


def change(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    playbook_id: int,
    version: int,
    draft: PlaybookDraft,
) -> Did:
    """Change a playbook that the person saw at ``version`` and that is not armed."""
    actor.require(Right.PLAN)
    row, campaign = _standing(session, playbook_id)
    require_version(session, row, version)
    if row.fired_at is not None:
        raise Refusal("“{name}” has fired. Write a new one.", name=row.name)
    if row.armed_at is not None:
        raise Refusal("“{name}” is armed. Disarm it, then change it.", name=row.name)
    _check(session, campaign, draft)
    for name, value in _columns(draft).items():
        setattr(row, name, value)
    _set_releases(session, row, draft.releases)
    # Its tasks count as part of it: whoever saw the old ones has to look again.
    flag_modified(row, "name")
    return Did(Sentence("changed the playbook “{name}”", name=row.name), campaign.id, row.id)


def arm(session: Session, /, *, actor: Actor, now: datetime, playbook_id: int) -> Did:
    """Let a playbook watch; it fires once at most, then it has to be written anew."""
    actor.require(Right.PLAN)
    row, campaign = _standing(session, playbook_id)
    if row.fired_at is not None:
        raise Refusal("“{name}” has fired. Write a new one.", name=row.name)
    if row.armed_at is not None and row.spent_at is None:
        return Did(Sentence("“{name}” is armed already.", name=row.name), campaign.id)
    _require_moment(session, campaign, row)
    for release in releases_of(session, row.id):
        team(session, release.team_id)
    _forget_verdict(row)
    row.armed_at, row.armed_by, row.spent_at = now, actor.person_id, None
    return Did(Sentence("armed the playbook “{name}”", name=row.name), campaign.id)


def disarm(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    playbook_id: int,
) -> Did:
    """Let a playbook that has not fired watch no more."""
    actor.require(Right.PLAN)
    row, campaign = _standing(session, playbook_id)
    if row.fired_at is not None:
        raise Refusal("“{name}” has fired already. Look at the list again.", name=row.name)
    if row.armed_at is None:
        return Did(Sentence("“{name}” is not armed.", name=row.name), campaign.id)
    _forget_verdict(row)
    row.armed_at = row.armed_by = row.spent_at = None
    return Did(Sentence("disarmed the playbook “{name}”", name=row.name), campaign.id)


def remove(session: Session, /, *, actor: Actor, now: datetime, playbook_id: int) -> Did:
    """Take a playbook away; tasks that it has released stay."""
    actor.require(Right.PLAN)
    row, campaign = _standing(session, playbook_id)
    row.removed_at, row.removed_by = now, actor.person_id
    return Did(Sentence("removed the playbook “{name}”", name=row.name), campaign.id)


def _standing(session: Session, playbook_id: int) -> tuple[Playbook, Campaign]:
    row = session.get(Playbook, playbook_id)
    if row is None or row.removed_at is not None:
        raise Refusal("This playbook is not there any more. Look at the list again.")
    return row, open_campaign(session, row.campaign_id)


def _check(session: Session, campaign: Campaign, draft: PlaybookDraft) -> None:
    phase(session, campaign.id, draft.trigger.phase_key)
    phases = {one.key: one for one in load_phases(session, campaign.id)}
    require_inside(draft.trigger, phases[draft.trigger.phase_key])
    for release in draft.releases:
        team(session, release.team_id)


def _require_moment(session: Session, campaign: Campaign, row: Playbook) -> None:
    phases = {one.key: one for one in load_phases(session, campaign.id)}
    require_inside(trigger_of(row), phases[row.phase_id])


def _forget_verdict(row: Playbook) -> None:
    row.passed_at = row.judged_for = row.planned_fen = row.reached_fen = None


def _columns(draft: PlaybookDraft) -> dict[str, Any]:
    trigger = draft.trigger
    return {
        "name": draft.name,
        "phase_id": trigger.phase_key,
        "measure": str(trigger.measure),
        "side": str(trigger.side),
        "share_bp": trigger.share_bp,
        "offset_minutes": trigger.offset_minutes,
        "happens_at": trigger.moment,
    }


def _set_releases(session: Session, row: Playbook, releases: tuple[Release, ...]) -> None:
    standing = session.exec(
        select(PlaybookTask)
        .where(PlaybookTask.playbook_id == row.id)
        .order_by(col(PlaybookTask.position))
    ).all()
    for spare in standing[len(releases) :]:
        session.delete(spare)
    for place, release in enumerate(releases):
        values: dict[str, Any] = {
            "position": place,
            "title": release.title,
            "team_id": release.team_id,
            "acceptance": release.acceptance,
            "effort_hours": float(release.effort_hours),
            "due_hours": release.due_hours,
            "must_have": release.must_have,
        }
        if place < len(standing):
            for name, value in values.items():
                setattr(standing[place], name, value)
        else:
            values |= {"campaign_id": row.campaign_id, "playbook_id": row.id}
            session.add(PlaybookTask(**values))
