"""Coming and going: signing in and out, changing one's password, being seen."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select, update

from planner.rules.names import same_login
from planner.rules.passwords import (
    check_password,
    encode,
    fits,
    hash_token,
    new_salt,
    new_token,
    same,
)
from planner.rules.people import Actor
from planner.tables.attempts import require_tries_left, where, who_and_where
from planner.tables.people import Person, SignIn, SignInAttempt, Visit
from planner.tables.shops import Installation
from planner.words import Did, Refusal, Sentence, Who

LIFETIME = timedelta(days=30)
SEEN_EVERY = timedelta(hours=1)
_ATTEMPTS_KEPT = timedelta(days=1)
_LONGEST_BROWSER = 200


def start_sign_in(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- nobody is signed in yet
    now: datetime,
    login: str,
    proof: str,
    address: str,
    key: bytes,
    browser: str = "",
) -> Did:
    """Sign in with the password encoded under the login's salt; the value is the session's token.

    A wrong guess is remembered, so it isn't refused but done with None as its value. ``key`` hides
    logins and addresses in the database. Refused after too many wrong guesses.
    """
    login = same_login(login)
    require_tries_left(session, login, address, key, now)
    person = session.exec(select(Person).where(Person.login == login)).first()
    expected = person.password_hash if person is not None else None
    fitting = same(proof, expected or "")
    if person is None or expected is None or not fitting or person.deactivated_at is not None:
        _remember_attempt(session, login, address, key, now)
        return Did(Sentence("Login and password don't match. Check both and try again."))
    session.exec(
        delete(SignInAttempt).where(
            col(SignInAttempt.login_hash) == who_and_where(login, address, key)
        )
    )
    token = begin_session(session, person, now, browser)
    return Did(Sentence("{person} signed in", person=Who(person.id)), value=token)


def sign_in_as(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- nobody is signed in yet
    now: datetime,
    person_id: int,
    browser: str = "",
) -> Did:
    """Enter a demo as one of its people; the value is the session's token. Refused elsewhere."""
    installation = session.get(Installation, 1)
    if installation is None or installation.kind != "demo":
        raise Refusal("Only a demo lets people in without a password. Sign in instead.")
    person = session.get(Person, person_id)
    if person is None or person.deactivated_at is not None:
        raise Refusal("Person: choose someone of the demo.")
    token = begin_session(session, person, now, browser)
    return Did(Sentence("{person} signed in", person=Who(person.id)), value=token)


def sign_out(session: Session, /, *, actor: Actor, now: datetime, token_hash: str) -> Did:  # noqa: ARG001 -- whoever holds the token
    """End the session with this token."""
    session.exec(
        update(SignIn)
        .where(col(SignIn.token_hash) == token_hash, col(SignIn.ended_at).is_(None))
        .values(ended_at=now)
    )
    return Did(Sentence("signed out"))


def sign_out_everywhere(session: Session, /, *, actor: Actor, now: datetime) -> Did:
    """End all one's sessions, on every device."""
    end_sign_ins(session, _me(session, actor).id, now)
    return Did(Sentence("signed out everywhere"))


def change_password(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    old: str,
    new: str,
    token_hash: str = "",
) -> Did:
    """Choose a new password, knowing the old one; ends all sessions but the one with this hash."""
    person = _me(session, actor)
    if not fits(old, person.password_hash):
        raise Refusal("Old password: this is not it. Check it and try again.")
    check_password(new, person.login or "")
    person.password_hash = encode(new, new_salt())
    end_sign_ins(session, person.id, now, but=token_hash)
    return Did(Sentence("changed the password; other devices are signed out"))


def note_visit(session: Session, /, *, actor: Actor, now: datetime, token_hash: str = "") -> Did:
    """Remember, at most once an hour, that someone is here, and keep their session fresh."""
    person = _me(session, actor)
    visit = session.get(Visit, person.id)
    if visit is None:
        session.add(Visit(person_id=person.id, visited_at=now))
    elif visit.visited_at <= now - SEEN_EVERY:
        visit.previous_visit_at, visit.visited_at = visit.visited_at, now
    session.exec(
        update(SignIn)
        .where(
            col(SignIn.token_hash) == token_hash,
            col(SignIn.person_id) == person.id,
            col(SignIn.seen_at) <= now - SEEN_EVERY,
            col(SignIn.ended_at).is_(None),
        )
        .values(seen_at=now, expires_at=now + LIFETIME)
    )
    return Did(Sentence("{person} is here", person=Who(person.id)))


def begin_session(session: Session, person: Person, now: datetime, browser: str) -> str:
    """Let a person in for thirty days; returns the token whose hash is kept."""
    token = new_token()
    session.add(
        SignIn(
            token_hash=hash_token(token),
            person_id=person.id,
            created_at=now,
            seen_at=now,
            expires_at=now + LIFETIME,
            browser=browser[:_LONGEST_BROWSER],
        )
    )
    return token


def end_sign_ins(session: Session, person_id: int, now: datetime, *, but: str = "") -> None:
    """End a person's sessions, all or all but the one with this token hash."""
    session.exec(
        update(SignIn)
        .where(
            col(SignIn.person_id) == person_id,
            col(SignIn.ended_at).is_(None),
            col(SignIn.token_hash) != but,
        )
        .values(ended_at=now)
    )


def _remember_attempt(
    session: Session, login: str, address: str, key: bytes, now: datetime
) -> None:
    session.exec(delete(SignInAttempt).where(col(SignInAttempt.at) < now - _ATTEMPTS_KEPT))
    session.add(
        SignInAttempt(
            login_hash=who_and_where(login, address, key),
            address_hash=where(address, key),
            at=now,
        )
    )


def _me(session: Session, actor: Actor) -> Person:
    person = None if actor.person_id is None else session.get(Person, actor.person_id)
    if person is None or person.deactivated_at is not None:
        raise Refusal("Sign in to do this.")
    return person
