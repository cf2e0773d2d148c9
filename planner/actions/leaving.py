"""What has to happen before and when somebody's account closes."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, delete, select, update

from planner.actions.sign_ins import end_sign_ins
from planner.tables.history import Change
from planner.tables.people import Invitation, Membership, Person, SignIn, Visit
from planner.tables.shops import Installation
from planner.tables.tasks import Task
from planner.words import Refusal

REMOVED_NAME = "—"


def require_another_lead(session: Session, person: Person) -> None:
    """Refuse to let the last lead go who can sign in; in a demo everyone can."""
    if person.lead_since is None:
        return
    others = select(Person.id).where(
        col(Person.lead_since).is_not(None),
        col(Person.deactivated_at).is_(None),
        Person.id != person.id,
    )
    installation = session.get(Installation, 1)
    if installation is None or installation.kind == "real":
        others = others.where(col(Person.password_hash).is_not(None))
    if session.exec(others.with_for_update()).first() is None:
        raise Refusal("This is the only lead. Make someone else a lead who has joined, first.")


def leave(session: Session, person: Person, now: datetime) -> int:
    """Close an account: end its sessions and links; returns how many open tasks went back."""
    person.deactivated_at = person.deactivated_at or now
    end_sign_ins(session, person.id, now)
    session.exec(
        update(Invitation)
        .where(
            col(Invitation.person_id) == person.id,
            col(Invitation.used_at).is_(None),
            col(Invitation.expires_at) > now,
        )
        .values(expires_at=now)
    )
    tasks = session.exec(
        select(Task).where(
            Task.owner_id == person.id,
            col(Task.done_at).is_(None),
            col(Task.deleted_at).is_(None),
        )
    ).all()
    for task in tasks:
        task.owner_id, task.assigned_at = None, now
    return len(tasks)


def forget(session: Session, person: Person) -> None:
    """Blank a person's name and login, in the history too, and forget when they came."""
    blank = {"name": REMOVED_NAME, "login": None}
    # past the recorder on purpose: history must not keep the name that is being forgotten
    session.exec(
        update(Person)
        .where(col(Person.id) == person.id)
        .values(**blank, version=Person.version + 1)
        .execution_options(synchronize_session=False)
    )
    session.refresh(person)
    for change in session.exec(
        select(Change).where(Change.table == "person", Change.row_id == person.id)
    ):
        change.before = None if change.before is None else change.before | blank
        change.after = None if change.after is None else change.after | blank
    session.exec(delete(SignIn).where(col(SignIn.person_id) == person.id))
    session.exec(delete(Visit).where(col(Visit.person_id) == person.id))


def memberships_of(session: Session, person: Person) -> list[Membership]:
    """That a person is in their teams."""
    return list(session.exec(select(Membership).where(Membership.person_id == person.id)))
