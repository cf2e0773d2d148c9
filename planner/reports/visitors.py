"""Who is looking and at whose planner: asked before every page, so it loads fast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, bindparam, select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.rules.names import same_login
from planner.rules.people import Actor
from planner.tables.people import Membership, Person, SignIn
from planner.tables.roles import granted_roles
from planner.tables.shops import Installation

_ACTOR = (
    select(
        col(Person.id),
        col(Person.name),
        col(Person.operator_since).is_not(None).label("operator"),
        col(Person.teammate_since).is_not(None).label("teammate"),
        col(Person.lead_since).is_not(None).label("lead"),
        col(Person.language),
        col(Membership.team_id),
    )
    .outerjoin(Membership, col(Membership.person_id) == col(Person.id))
    .where(col(Person.deactivated_at).is_(None), col(Person.removed_at).is_(None))
)
# built once: every click and every picture of a page asks who is looking
_BY_ID = _ACTOR.where(col(Person.id) == bindparam("person_id"))
_BY_TOKEN = _ACTOR.join(SignIn, col(SignIn.person_id) == col(Person.id)).where(
    col(SignIn.token_hash) == bindparam("token_hash"),
    col(SignIn.ended_at).is_(None),
    col(SignIn.expires_at) > bindparam("now"),
)


@dataclass(frozen=True)
class Installed:
    """Whose installation this is; ``kind`` is "demo" or "real"."""

    kind: str
    company: str
    time_zone: str


@reads("shops")
def installation(session: Session, /, *, actor: Actor, now: datetime) -> Installed | None:  # noqa: ARG001 -- asked by everyone, also before signing in
    """Whose installation this is, or None while it is empty."""
    found = session.get(Installation, 1)
    return None if found is None else Installed(found.kind, found.company, found.time_zone)


def visitor(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- nobody is known yet
    now: datetime,
    token_hash: str,
) -> Actor | None:
    """Whoever holds a session's token; None once it has ended or run out, or the account closed."""
    return _actor(session, _BY_TOKEN, {"token_hash": token_hash, "now": now})


def actor_of(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- asked by the command line and the demo, where nobody signs in
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    person_id: int,
) -> Actor | None:
    """A person as they would act, or None if they can't sign in any more."""
    return _actor(session, _BY_ID, {"person_id": person_id})


def actor_by_login(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- asked by the command line, where nobody signs in
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    login: str,
) -> Actor | None:
    """The person with this login, or for an empty one the first lead; None if there is nobody."""
    query = select(col(Person.id)).where(col(Person.deactivated_at).is_(None))
    if login:
        query = query.where(col(Person.login) == same_login(login))
    else:
        query = query.where(col(Person.lead_since).is_not(None)).order_by(col(Person.id))
    found = session.scalars(query).first()
    return None if found is None else _actor(session, _BY_ID, {"person_id": found})


def _actor(session: Session, query: Executable, given: dict[str, Any]) -> Actor | None:
    rows = session.connection().execute(query, given).all()
    if not rows:
        return None
    person = rows[0]
    return Actor(
        person_id=person.id,
        name=person.name,
        roles=granted_roles(person.operator, person.teammate, person.lead),
        team_ids=frozenset(row.team_id for row in rows if row.team_id is not None),
        language=person.language,
    )
