"""What people ask about people: who is looking, who works here, in which teams."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.rules.people import Actor, Right, Role
from planner.tables.people import Invitation, Membership, Person, SignIn, Team
from planner.tables.roles import granted_roles
from planner.tables.tasks import Task

# Statements are built once: making one takes longer than asking it.
_PEOPLE = (
    select(
        col(Person.id),
        col(Person.version),
        col(Person.name),
        col(Person.operator_since).is_not(None).label("operator"),
        col(Person.teammate_since).is_not(None).label("teammate"),
        col(Person.lead_since).is_not(None).label("lead"),
        col(Person.deactivated_at).is_(None).label("active"),
        col(Person.login),
        col(Person.password_hash).is_not(None).label("joined"),
    )
    .where(col(Person.removed_at).is_(None))
    .order_by(col(Person.name))
)
_MEMBERSHIPS = (
    select(col(Membership.person_id), col(Team.id), col(Team.name))
    .join(Team, col(Team.id) == col(Membership.team_id))
    .order_by(col(Team.position), col(Team.id))
)
_INVITED = select(col(Invitation.person_id)).where(
    col(Invitation.kind) == "join",
    col(Invitation.used_at).is_(None),
    col(Invitation.expires_at) > bindparam("now"),
)
_LAST_SEEN = select(col(SignIn.person_id), func.max(col(SignIn.seen_at))).group_by(
    col(SignIn.person_id)
)
_MEMBERS = (
    select(col(Membership.team_id), func.count().label("people"))
    .join(Person, col(Person.id) == col(Membership.person_id))
    .where(col(Person.deactivated_at).is_(None))
    .group_by(col(Membership.team_id))
    .subquery()
)
_OPEN_TASKS = (
    select(col(Task.team_id), func.count().label("open_tasks"))
    .where(col(Task.done_at).is_(None), col(Task.deleted_at).is_(None))
    .group_by(col(Task.team_id))
    .subquery()
)
_EVERY_TEAM = (
    select(
        col(Team.id),
        col(Team.version),
        col(Team.key),
        col(Team.name),
        col(Team.colour),
        col(Team.archived_at).is_not(None).label("archived"),
        func.coalesce(_MEMBERS.c.people, 0).label("people"),
        func.coalesce(_OPEN_TASKS.c.open_tasks, 0).label("open_tasks"),
    )
    .outerjoin(_MEMBERS, _MEMBERS.c.team_id == col(Team.id))
    .outerjoin(_OPEN_TASKS, _OPEN_TASKS.c.team_id == col(Team.id))
    .order_by(col(Team.position), col(Team.id))
)
_TEAMS = _EVERY_TEAM.where(col(Team.archived_at).is_(None))


@reads("people", "shops")
def people(session: Session, /, *, actor: Actor, now: datetime) -> pd.DataFrame:
    """One row is a person who has not been removed, by name.

    Columns: id, version, name, roles and team_ids and teams (tuples; teams by name), active. Who
    may invite sees also login, invited (has a link that works but has not joined), joined (has a
    password) and last_seen_at (UTC, NaT if never).
    """
    actor.require(Right.SEE_PLAN)
    connection = session.connection()
    found = connection.execute(_PEOPLE).all()
    teams: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for person_id, team_id, name in connection.execute(_MEMBERSHIPS):
        teams[person_id].append((team_id, name))
    columns: dict[str, Any] = {
        "id": [person.id for person in found],
        "version": [person.version for person in found],
        "name": [person.name for person in found],
        "roles": [_roles(person.operator, person.teammate, person.lead) for person in found],
        "team_ids": [tuple(team_id for team_id, _ in teams[person.id]) for person in found],
        "teams": [tuple(name for _, name in teams[person.id]) for person in found],
        "active": [person.active for person in found],
    }
    if actor.may(Right.INVITE_TEAMMATES):
        invited = set(connection.scalars(_INVITED, {"now": now}))
        seen = dict(connection.execute(_LAST_SEEN).all())
        last_seen: list[Any] = [seen.get(person.id) for person in found]
        columns |= {
            "login": [person.login for person in found],
            "joined": [person.joined for person in found],
            "invited": [person.id in invited for person in found],
            "last_seen_at": pd.to_datetime(last_seen, utc=True),
        }
    return pd.DataFrame(columns)


@reads("people", "tasks")
def teams(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    archived: bool = False,
) -> pd.DataFrame:
    """One row is a team in its order; archived ones only if asked for.

    Columns: id, version, key (of one of the first six, else None), name (of those six in English,
    for the screen to translate), colour, archived, people (active ones), open_tasks.
    """
    actor.require(Right.SEE_PLAN)
    found = session.connection().execute(_EVERY_TEAM if archived else _TEAMS).all()
    return pd.DataFrame(found, columns=_TEAMS.selected_columns.keys())


def sign_ins(session: Session, /, *, actor: Actor, now: datetime) -> pd.DataFrame:
    """One row is a session of one's own that still holds, newest first.

    Columns: token_hash, browser, created_at, seen_at. Sessions have no revision: never cache this.
    """
    found = session.execute(
        select(
            col(SignIn.token_hash), col(SignIn.browser), col(SignIn.created_at), col(SignIn.seen_at)
        )
        .where(
            col(SignIn.person_id) == actor.person_id,
            col(SignIn.ended_at).is_(None),
            col(SignIn.expires_at) > now,
        )
        .order_by(col(SignIn.seen_at).desc())
    )
    return pd.DataFrame(
        [tuple(row) for row in found], columns=["token_hash", "browser", "created_at", "seen_at"]
    )


@lru_cache(maxsize=8)
def _roles(operator: bool, teammate: bool, lead: bool) -> tuple[Role, ...]:
    roles = granted_roles(operator, teammate, lead)
    return tuple(role for role in Role if role in roles)
