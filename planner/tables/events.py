"""Follows events along the undos between them."""

from __future__ import annotations

from sqlmodel import Session

from planner.tables.history import Event


def first_event(session: Session, event: Event) -> tuple[Event, bool]:
    """What someone first did, at the root of a chain of undos, and whether ``event`` undid it."""
    undoing = False
    while event.undoes_id is not None:
        event, undoing = session.get_one(Event, event.undoes_id), not undoing
    return event, undoing


def is_undone(session: Session, event: Event) -> bool:
    """Whether what an event did is taken back and not done again."""
    undone = False
    while event.undone_by_id is not None:
        event, undone = session.get_one(Event, event.undone_by_id), not undone
    return undone
