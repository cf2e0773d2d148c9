"""The people of the shop: invite them, give them roles and teams, let them go."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, select

from planner.actions.leaving import forget, leave, memberships_of, require_another_lead
from planner.actions.links import give_link
from planner.actions.stale import require_version
from planner.rules.names import checked_login, checked_name
from planner.rules.people import Actor, Right, Role, require_grant, rights_of
from planner.tables.people import Membership, Person, Team
from planner.tables.roles import roles_of
from planner.words import Did, Refusal, Sentence, Who


def invite(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    name: str,
    login: str,
    roles: Collection[Role],
    team_ids: Collection[int] = (),
) -> Did:
    """Add a person and make the link with which they join; the value is its token, for 72 hours."""
    wanted = _checked_roles(roles)
    require_grant(actor, wanted)
    person = Person(name=checked_name(name), login=_free_login(session, login), created_at=now)
    _grant(person, wanted, now)
    session.add(person)
    session.flush()
    _join_teams(session, person, team_ids)
    token = give_link(session, "join", person.id, actor.person_id, now)
    return Did(Sentence("invited {person}", person=Who(person.id)), value=token)


def set_roles(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    person_id: int,
    version: int,
    roles: Collection[Role],
) -> Did:
    """Give a person exactly these roles; operator and lead are a lead's to give or take."""
    wanted = _checked_roles(roles)
    person = _here(session, person_id)
    require_grant(actor, wanted ^ roles_of(person))
    require_version(session, person, version)
    if Role.LEAD not in wanted:
        require_another_lead(session, person)
    _grant(person, wanted, now)
    return Did(Sentence("changed the roles of {person}", person=Who(person.id)))


def set_teams(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    person_id: int,
    team_ids: Collection[int],
) -> Did:
    """Put a person in exactly these teams."""
    actor.require(Right.INVITE_TEAMMATES)
    person = _here(session, person_id)
    wanted = set(team_ids)
    for membership in memberships_of(session, person):
        if membership.team_id not in wanted:
            session.delete(membership)
        wanted.discard(membership.team_id)
    _join_teams(session, person, wanted)
    return Did(Sentence("changed the teams of {person}", person=Who(person.id)))


def rename(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    person_id: int,
    version: int,
    name: str,
    login: str | None = None,
) -> Did:
    """Correct a name, one's own or that of someone with no more rights; a login only as inviter."""
    person = _here(session, person_id)
    if person.id != actor.person_id or login is not None:
        _require_no_more_rights(actor, person)
    require_version(session, person, version)
    person.name = checked_name(name)
    if login is not None and checked_login(login) != person.login:
        person.login = _free_login(session, login)
    return Did(Sentence("changed the name of {person}", person=Who(person.id)))


def set_language(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    language: str,
) -> Did:
    """Choose the language one reads, "zh" or "en"."""
    if language not in {"zh", "en"}:
        raise Refusal("Language: choose one from the list.")
    if actor.person_id is None:
        raise Refusal("Sign in to do this.")
    _here(session, actor.person_id).language = language
    return Did(Sentence("changed the language"))


def deactivate(session: Session, /, *, actor: Actor, now: datetime, person_id: int) -> Did:
    """Close an account: its sessions and links end, its open tasks go back to their teams."""
    person = _here(session, person_id)
    _require_no_more_rights(actor, person)
    require_another_lead(session, person)
    returned = leave(session, person, now)
    return Did(
        Sentence(
            "deactivated {person}; {n} open task went back to its team",
            "deactivated {person}; {n} open tasks went back to their teams",
            person=Who(person.id),
            n=returned,
        )
    )


def reactivate(session: Session, /, *, actor: Actor, now: datetime, person_id: int) -> Did:  # noqa: ARG001 -- every action gets the moment
    """Open a closed account again; its password holds, its sessions stay ended."""
    person = session.get(Person, person_id)
    if person is None or person.removed_at is not None:
        raise Refusal("Person: choose someone who has not been removed.")
    _require_no_more_rights(actor, person)
    person.deactivated_at = None
    return Did(Sentence("reactivated {person}", person=Who(person.id)))


def remove_person(session: Session, /, *, actor: Actor, now: datetime, person_id: int) -> Did:
    """Forget a person's name and login for good, in the history too; what they did stays."""
    person = session.get(Person, person_id)
    if person is None or person.removed_at is not None:
        raise Refusal("Person: choose someone who has not been removed.")
    if not actor.may(Right.GRANT_ROLES):
        raise Refusal("Only a lead can remove a person for good. Ask a lead.")
    if person.id == actor.person_id:
        raise Refusal("Ask another lead to remove you.")
    if person.deactivated_at is None:
        require_another_lead(session, person)
    forget(session, person)
    leave(session, person, now)
    _grant(person, frozenset(), now)
    person.password_hash, person.removed_at = None, now
    for membership in memberships_of(session, person):
        session.delete(membership)
    return Did(Sentence("removed a person; what they did stays"))


def _checked_roles(roles: Collection[Role]) -> frozenset[Role]:
    try:
        wanted = frozenset(Role(role) for role in roles)
    except ValueError as error:
        raise Refusal("Roles: choose operator, teammate or lead.") from error
    if not wanted:
        raise Refusal("Roles: choose at least one.")
    return wanted


def _free_login(session: Session, login: str) -> str:
    login = checked_login(login)
    if session.exec(select(Person.id).where(Person.login == login)).first() is not None:
        raise Refusal("Login: “{login}” is taken. Choose another.", login=login)
    return login


def _grant(person: Person, roles: frozenset[Role], now: datetime) -> None:
    person.operator_since = (person.operator_since or now) if Role.OPERATOR in roles else None
    person.teammate_since = (person.teammate_since or now) if Role.TEAMMATE in roles else None
    person.lead_since = (person.lead_since or now) if Role.LEAD in roles else None


def _join_teams(session: Session, person: Person, team_ids: Collection[int]) -> None:
    for team_id in sorted(set(team_ids)):
        team = session.get(Team, team_id)
        if team is None or team.archived_at is not None:
            raise Refusal("Teams: choose from your teams.")
        session.add(Membership(person_id=person.id, team_id=team_id))


def _here(session: Session, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None or person.deactivated_at is not None or person.removed_at is not None:
        raise Refusal("Person: choose someone who still works here.")
    return person


def _require_no_more_rights(actor: Actor, person: Person) -> None:
    actor.require(Right.INVITE_TEAMMATES)
    if rights_of(roles_of(person)) - actor.rights:
        raise Refusal("You can't change the account of someone with more rights. Ask a lead.")
