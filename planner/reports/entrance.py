"""What the entrance asks before anyone is signed in, and of whom it lets in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from planner.rules.names import same_login
from planner.rules.passwords import decoy_salt, hash_token, salt_of
from planner.rules.people import Actor, Right, Role
from planner.tables.attempts import require_tries_left
from planner.tables.campaigns import Campaign
from planner.tables.people import Invitation, Membership, Person, SignIn, Team
from planner.tables.roles import roles_of
from planner.tables.shops import Installation
from planner.tables.tasks import Evidence, Task
from planner.words import Refusal

_LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Invited:
    """Whom a one-time link is for; both are empty for the first link."""

    name: str
    login: str


@dataclass(frozen=True)
class CastMember:
    """Someone of the demo to look through the eyes of; a teammate with a team."""

    person_id: int
    name: str
    role: Role
    team_key: str | None = None
    team: str | None = None


@dataclass(frozen=True)
class StoredFile:
    """A file that shows a task's work: the name it was given, and the hash of its bytes."""

    title: str
    sha256: str


def password_salt(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- nobody is signed in yet
    now: datetime,
    login: str,
    address: str,
    key: bytes,
) -> str:
    """The salt to encode a password with for signing in; one that looks real for unknown logins.

    Refused after too many wrong guesses, before the slow work of encoding.
    """
    require_tries_left(session, login, address, key, now)
    encoded = session.execute(
        select(col(Person.password_hash)).where(col(Person.login) == same_login(login))
    ).scalar()
    return decoy_salt(same_login(login), key) if encoded is None else salt_of(encoded)


def invited(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- whoever holds the link
    now: datetime,
    kind: str,
    token: str,
) -> Invited | None:
    """Whom a one-time link ("join", "reset" or "first") is for; None once it stops working."""
    found = session.execute(
        select(col(Invitation.id), col(Person.name), col(Person.login))
        .outerjoin(Person, col(Person.id) == col(Invitation.person_id))
        .where(
            col(Invitation.kind) == kind,
            col(Invitation.token_hash) == hash_token(token),
            col(Invitation.used_at).is_(None),
            col(Invitation.expires_at) > now,
            col(Person.deactivated_at).is_(None),
        )
    ).first()
    return None if found is None else Invited(found.name or "", found.login or "")


def cast(session: Session, /, *, actor: Actor, now: datetime) -> tuple[CastMember, ...]:  # noqa: ARG001 -- asked before anyone is signed in
    """An operator, a lead and a teammate of each team to enter the demo as; empty elsewhere."""
    installation = session.get(Installation, 1)
    if installation is None or installation.kind != "demo":
        return ()
    people = session.execute(
        select(Person).where(col(Person.deactivated_at).is_(None)).order_by(col(Person.id))
    ).scalars()
    by_roles = [(roles_of(person), person) for person in people]
    chosen = []
    for role in (Role.OPERATOR, Role.LEAD):
        holders = [(len(roles), person.id, person) for roles, person in by_roles if role in roles]
        if holders:
            person = min(holders, key=lambda holder: holder[:2])[2]
            chosen.append(CastMember(person.id, person.name, role))
    return (*chosen, *_teammates(session))


def visit_due(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- whoever holds the token
    now: datetime,
    token_hash: str,
    every: timedelta,
) -> bool:
    """Whether a session was last seen so long ago that the visit should be noted."""
    found = session.execute(
        select(col(SignIn.id)).where(
            col(SignIn.token_hash) == token_hash, col(SignIn.seen_at) <= now - every
        )
    ).first()
    return found is not None


def stored_file(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    evidence_id: int,
) -> StoredFile:
    """The file behind an evidence that is there for the actor to see; refused otherwise."""
    actor.require(Right.SEE_PLAN)
    if evidence_id > _LARGEST_ID:
        raise Refusal("This file is not there any more.")
    found = session.execute(
        select(col(Evidence.title), col(Evidence.sha256))
        .join(Task, col(Task.id) == col(Evidence.task_id))
        .join(Campaign, col(Campaign.id) == col(Evidence.campaign_id))
        .where(
            col(Evidence.id) == evidence_id,
            col(Evidence.sha256).is_not(None),
            col(Evidence.removed_at).is_(None),
            col(Task.deleted_at).is_(None),
            col(Campaign.deleted_at).is_(None),
        )
    ).first()
    if found is None:
        raise Refusal("This file is not there any more.")
    return StoredFile(found.title, found.sha256)


def kept_files(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- asked by the command line, where nobody signs in
    now: datetime,  # noqa: ARG001 -- every report gets the moment
) -> list[tuple[str, str]]:
    """The title and hash of every file that some task shows."""
    found = session.execute(
        select(col(Evidence.title), col(Evidence.sha256)).where(
            col(Evidence.sha256).is_not(None), col(Evidence.removed_at).is_(None)
        )
    )
    return [(title, sha256) for title, sha256 in found if sha256 is not None]


def _teammates(session: Session) -> list[CastMember]:
    rows = session.execute(
        select(col(Team.id), col(Team.key), col(Team.name), Person)
        .join(Membership, col(Membership.team_id) == col(Team.id))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            col(Team.archived_at).is_(None),
            col(Person.teammate_since).is_not(None),
            col(Person.deactivated_at).is_(None),
        )
        .order_by(col(Team.position), col(Team.id), col(Person.id))
    )
    first: dict[int, CastMember] = {}
    for team_id, key, name, person in rows:
        first.setdefault(team_id, CastMember(person.id, person.name, Role.TEAMMATE, key, name))
    return list(first.values())
