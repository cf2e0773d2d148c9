"""Agreeing between processes which one looks after something."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col

from planner.rules.people import Actor
from planner.tables.leases import Lease
from planner.words import Did, Sentence


def hold(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- a process asks, not a person
    now: datetime,
    name: str,
    holder: str,
    seconds: int,
) -> Did:
    """Take a lease that is free or run out, or renew one's own; the value says whether it is held.

    Two processes that ask at the same moment can't both get it: the database lets one write first,
    and the other then finds it taken.
    """
    until = now + timedelta(seconds=seconds)
    free = or_(col(Lease.holder) == holder, col(Lease.until) <= now)
    taken = session.execute(
        update(Lease).where(col(Lease.name) == name, free).values(holder=holder, until=until)
    )
    held = cast("Any", taken).rowcount == 1
    if not held and session.get(Lease, name) is None:
        session.add(Lease(name=name, holder=holder, until=until))
        held = True
    return Did(Sentence("asked for a lease"), value=held)


def let_go(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- a process asks, not a person
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    name: str,
    holder: str,
) -> Did:
    """Give a lease back, so that another process need not wait until it runs out."""
    session.execute(delete(Lease).where(col(Lease.name) == name, col(Lease.holder) == holder))
    return Did(Sentence("gave back a lease"))
