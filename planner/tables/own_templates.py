"""Finds the versions of the templates that a shop has saved."""

from __future__ import annotations

from sqlmodel import Session, col, select

from planner.tables.templates import OwnTemplate
from planner.words import Refusal


def latest_versions(session: Session) -> list[OwnTemplate]:
    """The newest version of each template, archived ones too, the one saved last first."""
    newest: dict[str, OwnTemplate] = {}
    for row in session.exec(select(OwnTemplate).order_by(col(OwnTemplate.number))):
        newest[row.key] = row
    return sorted(newest.values(), key=lambda row: (row.saved_at, row.id), reverse=True)


def versions_of(session: Session, key: str) -> list[OwnTemplate]:
    """All versions of a template, the newest first. Raises Refusal where there is none."""
    found = session.exec(
        select(OwnTemplate).where(OwnTemplate.key == key).order_by(col(OwnTemplate.number).desc())
    ).all()
    if not found:
        raise Refusal("This template is not there any more. Choose another one.")
    return list(found)


def version_of(session: Session, key: str, number: int) -> OwnTemplate:
    """One version of a template. Raises Refusal where it is not there."""
    for row in versions_of(session, key):
        if row.number == number:
            return row
    raise Refusal("This version of the template is not there any more. Choose another one.")
