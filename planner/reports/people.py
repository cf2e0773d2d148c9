"""What people ask about people: who is looking, who works here, in which teams."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

import pandas as pd
from sqlalchemy import func, select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.rules.people import Actor, Right, Role
from planner.tables.people import Invitation, Membership, Person, SignIn, Team
from planner.tables.roles import roles_of
from planner.tables.tasks import Task


@reads("people", "shops")
def people(session: Session, /, *, actor: Actor, now: datetime) -> pd.DataFrame:
    """One row is a person who has not been removed, by name.

    Columns: id, version, name, roles and team_ids and teams (tuples; teams by name), active. Who
    may invite sees also login, invited (has a link that works but has not joined), joined (has a
    password) and last_seen_at (UTC, NaT if never).
    """
    actor.require(Right.SEE_PLAN)
    rows = session.execute(
        select(Person).where(col(Person.removed_at).is_(None)).order_by(col(Person.name))
    ).scalars()
    teams = _teams_by_person(session)
    frame = pd.DataFrame(
        [
            {
                "id": person.id,
                "version": person.version,
                "name": person.name,
                "roles": tuple(role for role in Role if role in roles_of(person)),
                "team_ids": tuple(team_id for team_id, _ in teams[person.id]),
                "teams": tuple(name for _, name in teams[person.id]),
                "active": person.deactivated_at is None,
                "login": person.login,
                "joined": person.password_hash is not None,
            }
            for person in rows
        ],
        columns=[
            "id",
            "version",
            "name",
            "roles",
            "team_ids",
            "teams",
            "active",
            "login",
            "joined",
        ],
    )
    if not actor.may(Right.INVITE_TEAMMATES):
        return frame.drop(columns=["login", "joined"])
    frame["invited"] = frame["id"].isin(_invited(session, now))
    frame["last_seen_at"] = pd.to_datetime(frame["id"].map(_last_seen(session)), utc=True)
    return frame


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
    members = (
        select(col(Membership.team_id), func.count().label("people"))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(col(Person.deactivated_at).is_(None))
        .group_by(col(Membership.team_id))
        .subquery()
    )
    tasks = (
        select(col(Task.team_id), func.count().label("open_tasks"))
        .where(col(Task.done_at).is_(None), col(Task.deleted_at).is_(None))
        .group_by(col(Task.team_id))
        .subquery()
    )
    query = (
        select(
            col(Team.id),
            col(Team.version),
            col(Team.key),
            col(Team.name),
            col(Team.colour),
            col(Team.archived_at).is_not(None).label("archived"),
            func.coalesce(members.c.people, 0).label("people"),
            func.coalesce(tasks.c.open_tasks, 0).label("open_tasks"),
        )
        .outerjoin(members, members.c.team_id == col(Team.id))
        .outerjoin(tasks, tasks.c.team_id == col(Team.id))
        .order_by(col(Team.position), col(Team.id))
    )
    if not archived:
        query = query.where(col(Team.archived_at).is_(None))
    return pd.DataFrame(
        [tuple(row) for row in session.execute(query)],
        columns=["id", "version", "key", "name", "colour", "archived", "people", "open_tasks"],
    )


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


def _teams_by_person(session: Session) -> defaultdict[int, list[tuple[int, str]]]:
    found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for person_id, team_id, name in session.execute(
        select(col(Membership.person_id), col(Team.id), col(Team.name))
        .join(Team, col(Team.id) == col(Membership.team_id))
        .order_by(col(Team.position), col(Team.id))
    ):
        found[person_id].append((team_id, name))
    return found


def _invited(session: Session, now: datetime) -> list[int | None]:
    return list(
        session.execute(
            select(col(Invitation.person_id)).where(
                col(Invitation.kind) == "join",
                col(Invitation.used_at).is_(None),
                col(Invitation.expires_at) > now,
            )
        ).scalars()
    )


def _last_seen(session: Session) -> dict[int, datetime]:
    rows = session.execute(
        select(col(SignIn.person_id), func.max(col(SignIn.seen_at)).label("seen_at")).group_by(
            col(SignIn.person_id)
        )
    )
    return {row.person_id: row.seen_at for row in rows}
