"""What people ask about the installation: whose it is, and its shops on the platforms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.rules.people import Actor, Right
from planner.tables.shops import Installation, Shop


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


@reads("shops")
def shops(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    archived: bool = False,
) -> pd.DataFrame:
    """One row is a shop by name; archived ones only if asked for.

    Columns: id, version, name, platform (a key of ``PLATFORMS``), archived.
    """
    actor.require(Right.SEE_PLAN)
    query = select(
        col(Shop.id),
        col(Shop.version),
        col(Shop.name),
        col(Shop.platform),
        col(Shop.archived_at).is_not(None).label("archived"),
    ).order_by(col(Shop.name))
    if not archived:
        query = query.where(col(Shop.archived_at).is_(None))
    return pd.DataFrame(
        [tuple(row) for row in session.execute(query)],
        columns=["id", "version", "name", "platform", "archived"],
    )
