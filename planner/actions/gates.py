"""Letting a phase open: teams sign off their part, a lead waives what is missing and passes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, select

from planner.actions.finding import open_campaign, open_task, team
from planner.rules.gates import open_must_haves
from planner.rules.people import Actor, Right, require_sign_for
from planner.rules.tasks import written
from planner.tables.campaigns import Campaign, Phase
from planner.tables.gates import SignOff, Waiver
from planner.tables.phase_gates import load_gate
from planner.tables.tasks import Task
from planner.words import Did, Refusal, Sentence

LONGEST_REASON = 1000


def sign_off(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    phase_id: int,
    team_id: int,
    note: str = "",
) -> Did:
    """Say that a team's part of a phase is ready; refused while one of its must-haves is open."""
    phase, campaign = _phase(session, phase_id)
    signing = team(session, team_id)
    require_sign_for(actor, team_id)
    gate = load_gate(session, phase)
    if team_id not in gate.teams:
        raise Refusal(
            "“{team}” has no task in this phase. Choose a team that has one.", team=signing.called
        )
    if team_id in gate.holding:
        return Did(Sentence("“{team}” has already signed off.", team=signing.called), campaign.id)
    missing = open_must_haves(gate.must_haves, team_id)
    if missing:
        raise Refusal(
            "{n} must-have of “{team}” is open: {tasks}. Finish it, or ask a lead to waive it.",
            "{n} must-haves of “{team}” are open: {tasks}. Finish them, or ask a lead to waive"
            " them.",
            n=len(missing),
            team=signing.called,
            tasks=", ".join(f"“{session.get_one(Task, one.task).title}”" for one in missing),
        )
    row = _signature(session, phase_id, team_id)
    if row is None:
        row = SignOff(campaign_id=campaign.id, phase_id=phase_id, team_id=team_id, signed_at=now)
        session.add(row)
    row.signed_at, row.signed_by, row.note = now, actor.person_id, _note(note)
    return Did(
        Sentence("signed off “{phase}” for “{team}”", phase=phase.name, team=signing.called),
        campaign.id,
    )


def take_back(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    phase_id: int,
    team_id: int,
) -> Did:
    """Take a team's sign-off back."""
    phase, campaign = _phase(session, phase_id)
    signing = team(session, team_id)
    require_sign_for(actor, team_id)
    row = _signature(session, phase_id, team_id)
    if row is None:
        raise Refusal("“{team}” has not signed off. Look again.", team=signing.called)
    session.delete(row)
    return Did(
        Sentence(
            "took back the sign-off of “{phase}” for “{team}”",
            phase=phase.name,
            team=signing.called,
        ),
        campaign.id,
    )


def waive(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    phase_id: int,
    task_ids: Sequence[int],
    reason: str,
) -> Did:
    """Let a phase open without some of its must-haves, for one reason that the lead stands for."""
    actor.require(Right.SIGN_OFF)
    phase, campaign = _phase(session, phase_id)
    reason = written(reason)
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise Refusal(
            "Reason: write why it may open without, 1 to {most} characters.", most=LONGEST_REASON
        )
    if not task_ids:
        raise Refusal("Must-haves: choose at least one.")
    known = {one.task: one for one in load_gate(session, phase).must_haves}
    for task_id in dict.fromkeys(task_ids):
        task = open_task(session, task_id)
        if task_id not in known:
            raise Refusal("“{task}” is no must-have of this phase. Look again.", task=task.title)
        if known[task_id].waived:
            raise Refusal("“{task}” is already waived. Leave it out.", task=task.title)
        session.add(
            Waiver(
                campaign_id=campaign.id,
                phase_id=phase_id,
                task_id=task_id,
                reason=reason,
                waived_at=now,
                waived_by=actor.person_id,
            )
        )
    if len(set(task_ids)) == 1:
        title = session.get_one(Task, task_ids[0]).title
        said = Sentence(
            "waived “{task}” for “{phase}”: {reason}",
            task=title,
            phase=phase.name,
            reason=reason,
        )
    else:
        said = Sentence(
            "waived {n} must-have for “{phase}”: {reason}",
            "waived {n} must-haves for “{phase}”: {reason}",
            n=len(set(task_ids)),
            phase=phase.name,
            reason=reason,
        )
    return Did(said, campaign.id)


def withdraw_waiver(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    phase_id: int,
    task_id: int,
) -> Did:
    """Ask for a must-have again that was waived."""
    actor.require(Right.SIGN_OFF)
    phase, campaign = _phase(session, phase_id)
    task = open_task(session, task_id)
    row = session.exec(
        select(Waiver).where(Waiver.phase_id == phase_id, Waiver.task_id == task_id)
    ).first()
    if row is None:
        raise Refusal("“{task}” is not waived. Look again.", task=task.title)
    session.delete(row)
    return Did(
        Sentence(
            "took back the waiver of “{task}” for “{phase}”", task=task.title, phase=phase.name
        ),
        campaign.id,
    )


def let_open(session: Session, /, *, actor: Actor, now: datetime, phase_id: int) -> Did:
    """Let a phase open: refused, with what is missing, unless all is there or waived."""
    actor.require(Right.SIGN_OFF)
    phase, campaign = _phase(session, phase_id)
    missing = load_gate(session, phase).missing
    if missing:
        raise Refusal(
            "“{phase}” can't open yet: {missing}.", phase=phase.name, missing=list(missing)
        )
    if phase.passed_at is not None:
        return Did(Sentence("“{phase}” may already open.", phase=phase.name), campaign.id)
    phase.passed_at, phase.passed_by = now, actor.person_id
    return Did(Sentence("let “{phase}” open", phase=phase.name), campaign.id)


def hold_back(session: Session, /, *, actor: Actor, now: datetime, phase_id: int) -> Did:  # noqa: ARG001 -- every action gets the moment
    """Take back that a phase may open."""
    actor.require(Right.SIGN_OFF)
    phase, campaign = _phase(session, phase_id)
    if phase.passed_at is None:
        raise Refusal("Nobody has let “{phase}” open. Look again.", phase=phase.name)
    phase.passed_at = phase.passed_by = None
    return Did(Sentence("held “{phase}” back", phase=phase.name), campaign.id)


def _phase(session: Session, phase_id: int) -> tuple[Phase, Campaign]:
    phase = session.get(Phase, phase_id)
    if phase is None:
        raise Refusal("This phase is not there any more. Look at the campaign again.")
    return phase, open_campaign(session, phase.campaign_id)


def _signature(session: Session, phase_id: int, team_id: int) -> SignOff | None:
    return session.exec(
        select(SignOff).where(SignOff.phase_id == phase_id, SignOff.team_id == team_id)
    ).first()


def _note(note: str) -> str:
    note = written(note)
    if len(note) > LONGEST_REASON:
        raise Refusal("Note: write at most {most} characters.", most=LONGEST_REASON)
    return note
