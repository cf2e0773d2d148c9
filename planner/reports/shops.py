"""What people ask about the installation: whose it is, and its shops on the platforms."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
from sqlalchemy import select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.rules.people import Actor, Right
from planner.tables.shops import Shop


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
