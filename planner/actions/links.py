"""One-time links: to open an empty installation, to join, to set a new password."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from planner.actions.sign_ins import begin_session, end_sign_ins
from planner.rules.passwords import check_password, encode, hash_token, new_salt, new_token
from planner.rules.people import Actor, require_reset
from planner.tables.people import Invitation, Person
from planner.tables.roles import roles_of
from planner.tables.shops import Installation
from planner.words import Did, Refusal, Sentence, Who

LIFETIME = timedelta(hours=72)


def first_link(session: Session, /, *, actor: Actor, now: datetime) -> Did:  # noqa: ARG001 -- nobody is signed in yet
    """Make the link that opens an empty installation, or ends a demo, from another machine.

    The value is its token. Refused for a real shop.
    """
    installation = session.get(Installation, 1)
    if installation is not None and installation.kind == "real":
        raise Refusal("This planner already belongs to a shop. Sign in instead.")
    token = give_link(session, "first", None, None, now)
    return Did(Sentence("made the link for the first visit"), value=token)


def accept_invitation(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- whoever holds the link is the person
    now: datetime,
    token: str,
    password: str,
    language: str,
    browser: str = "",
) -> Did:
    """Join: use an invitation up by choosing a password; the value is a session's token."""
    person = _use(session, "join", token, password, now)
    person.language = language
    begun = begin_session(session, person, now, browser)
    return Did(Sentence("{person} joined", person=Who(person.id)), value=begun)


def reset_link(session: Session, /, *, actor: Actor, now: datetime, person_id: int) -> Did:
    """Make a link with which someone sets a new password; the value is its token.

    Somebody who has not joined yet gets a fresh invitation. Earlier links stop working.
    """
    person = session.get(Person, person_id)
    if person is None or person.deactivated_at is not None or person.removed_at is not None:
        raise Refusal("Person: choose someone who still works here.")
    require_reset(actor, roles_of(person))
    token = give_link(session, kind_for(person), person.id, actor.person_id, now)
    return Did(Sentence("made a link for {person}", person=Who(person.id)), value=token)


def use_reset(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- whoever holds the link is the person
    now: datetime,
    token: str,
    password: str,
    browser: str = "",
) -> Did:
    """Set a new password with a link; ends all sessions, the value is a fresh one's token."""
    person = _use(session, "reset", token, password, now)
    end_sign_ins(session, person.id, now)
    begun = begin_session(session, person, now, browser)
    return Did(Sentence("{person} set a new password", person=Who(person.id)), value=begun)


def kind_for(person: Person) -> str:
    """Which link brings this person in: an invitation until they have a password."""
    return "join" if person.password_hash is None else "reset"


def give_link(
    session: Session, kind: str, person_id: int | None, by: int | None, now: datetime
) -> str:
    """Make a link of this kind and take back a person's earlier ones; returns its token."""
    if person_id is not None:
        for earlier in session.exec(
            select(Invitation).where(
                Invitation.person_id == person_id, col(Invitation.used_at).is_(None)
            )
        ):
            earlier.expires_at = min(earlier.expires_at, now)
    token = new_token()
    session.add(
        Invitation(
            kind=kind,
            token_hash=hash_token(token),
            person_id=person_id,
            created_at=now,
            created_by=by,
            expires_at=now + LIFETIME,
        )
    )
    return token


def take_link(session: Session, kind: str, token: str, now: datetime) -> Invitation:
    """Use a link up; refused when it is unknown, used, or older than 72 hours."""
    link = session.exec(
        select(Invitation)
        .where(Invitation.kind == kind, Invitation.token_hash == hash_token(token))
        .with_for_update()
    ).first()
    if link is None or link.used_at is not None or link.expires_at <= now:
        raise Refusal("This link has been used or is older than 72 hours. Ask for a new one.")
    link.used_at = now
    return link


def _use(session: Session, kind: str, token: str, password: str, now: datetime) -> Person:
    link = take_link(session, kind, token, now)
    person = session.get(Person, link.person_id)
    if person is None or person.deactivated_at is not None or person.login is None:
        raise Refusal("This account is closed. Ask a lead to open it again.")
    check_password(password, person.login)
    person.password_hash = encode(password, new_salt())
    return person
