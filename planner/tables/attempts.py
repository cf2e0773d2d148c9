"""Wrong guesses at passwords: how they are kept, and whether one more is allowed."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, select

from planner.rules.names import same_login
from planner.rules.passwords import keyed_hash, require_patience
from planner.tables.people import SignInAttempt


def who_and_where(login: str, address: str, key: bytes) -> str:
    """What is kept of a login tried from an address."""
    return keyed_hash(f"{same_login(login)}\n{address}", key)


def where(address: str, key: bytes) -> str:
    """What is kept of an address."""
    return keyed_hash(address, key)


def require_tries_left(
    session: Session, login: str, address: str, key: bytes, now: datetime
) -> None:
    """Refuse one more guess at a login from an address after too many wrong ones."""
    from_here = session.exec(
        select(SignInAttempt.login_hash, SignInAttempt.at).where(
            SignInAttempt.address_hash == where(address, key)
        )
    ).all()
    this_login = who_and_where(login, address, key)
    require_patience(
        [at for login_hash, at in from_here if login_hash == this_login],
        [at for _, at in from_here],
        now,
    )
