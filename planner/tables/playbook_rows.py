"""Turns playbooks' rows into the values that rules think in."""

from __future__ import annotations

from sqlmodel import Session, col, select

from planner.rules.playbook_drafts import Release
from planner.rules.playbooks import Side, Trigger
from planner.rules.targets import Measure
from planner.tables.playbooks import Playbook, PlaybookTask


def trigger_of(row: Playbook) -> Trigger:
    """What a playbook watches."""
    return Trigger(
        phase_key=row.phase_id,
        measure=Measure(row.measure),
        side=Side(row.side),
        share_bp=row.share_bp,
        offset_minutes=row.offset_minutes,
        moment=row.happens_at,
    )


def releases_of(session: Session, playbook_id: int) -> list[Release]:
    """The tasks that a playbook releases, in their order."""
    return [release_of(row) for row in release_rows(session, playbook_id)]


def release_rows(session: Session, playbook_id: int) -> list[PlaybookTask]:
    """The rows of those tasks."""
    return list(
        session.exec(
            select(PlaybookTask)
            .where(PlaybookTask.playbook_id == playbook_id)
            .order_by(col(PlaybookTask.position))
        )
    )


def release_of(row: PlaybookTask) -> Release:
    """One of those tasks."""
    return Release(
        title=row.title,
        team_id=row.team_id,
        due_hours=row.due_hours,
        acceptance=row.acceptance,
        effort_hours=row.effort_hours,
        must_have=row.must_have,
    )
