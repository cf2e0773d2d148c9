"""Which tasks leave the plan no room."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from planner.reports.reading import reads
from planner.rules.critical_path import critical_path
from planner.rules.people import Actor, Right
from planner.tables.networks import load_network


@reads("tasks", "campaigns", "people", "calendar", "shops")
def critical(
    session: Session, /, *, actor: Actor, now: datetime, campaign_id: int
) -> frozenset[int]:
    """The ids of a campaign's open tasks with no more slack than the tightest before their gate."""
    actor.require(Right.SEE_PLAN)
    loaded = load_network(session, now, [campaign_id])
    path = critical_path(loaded.network, loaded.titles)
    tasks = zip(path.wired.works, path.critical, strict=True)
    return frozenset(work.key for work, is_critical in tasks if is_critical)
