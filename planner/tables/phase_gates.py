"""Turns a phase's rows into the gate that rules think in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from planner.rules.gates import Gate, MustHave, RulesSigned
from planner.tables.campaigns import Phase
from planner.tables.gates import SignOff, Waiver
from planner.tables.rules_sign_offs import rules_signed
from planner.tables.tasks import Evidence, Task


def load_gate(session: Session, phase: Phase) -> Gate:
    """What a phase needs before it opens; tasks in the recycle bin need nothing."""
    return load_gates(session, [phase])[phase.id]


def load_gates(session: Session, phases: Sequence[Phase]) -> dict[int, Gate]:
    """What phases of one campaign need before they open, by phase."""
    rules = rules_signed(session, phases)
    return {phase.id: _gate(session, phase, rules.get(phase.id)) for phase in phases}


def _gate(session: Session, phase: Phase, rules: RulesSigned | None) -> Gate:
    tasks = session.exec(
        select(Task)
        .where(Task.phase_id == phase.id, col(Task.deleted_at).is_(None))
        .order_by(col(Task.due_on), col(Task.id))
    ).all()
    shown = set(
        session.exec(
            select(Evidence.task_id).where(
                Evidence.campaign_id == phase.campaign_id, col(Evidence.removed_at).is_(None)
            )
        )
    )
    waived = set(session.exec(select(Waiver.task_id).where(Waiver.phase_id == phase.id)))
    return Gate(
        must_haves=[
            MustHave(
                task=task.id,
                team=task.team_id,
                done_at=task.done_at,
                shown=task.id in shown,
                waived=task.id in waived,
            )
            for task in tasks
            if task.must_have
        ],
        teams=frozenset(task.team_id for task in tasks),
        signed={
            row.team_id: row.signed_at
            for row in session.exec(select(SignOff).where(SignOff.phase_id == phase.id))
        },
        rules=rules,
    )
