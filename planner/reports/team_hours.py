"""What people ask about how long teams work, for the forms in which that is changed."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
from sqlalchemy import select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.rules.people import Actor, Right
from planner.tables.people import Team, TeamTime

_HOURS = select(
    col(Team.id),
    col(Team.version),
    col(Team.people),
    col(Team.hours_per_day),
    col(Team.burst_hours),
    col(Team.works_days_off),
).order_by(col(Team.position), col(Team.id))
_TIMES = select(
    col(TeamTime.id),
    col(TeamTime.version),
    col(TeamTime.team_id),
    col(TeamTime.first_day),
    col(TeamTime.last_day),
    col(TeamTime.people_change),
    col(TeamTime.works),
    col(TeamTime.hours),
    col(TeamTime.note),
).order_by(col(TeamTime.first_day), col(TeamTime.id))


@reads("people")
def hours(session: Session, /, *, actor: Actor, now: datetime) -> pd.DataFrame:  # noqa: ARG001 -- every report gets the moment
    """One row is a team in its order: id, version, people, hours_per_day, burst_hours,
    works_days_off; ``people`` is None for its members, ``burst_hours`` for a burst like any days.
    """
    actor.require(Right.SEE_PLAN)
    found = session.connection().execute(_HOURS).all()
    return pd.DataFrame(found, columns=_HOURS.selected_columns.keys(), dtype=object)


@reads("people")
def times(session: Session, /, *, actor: Actor, now: datetime) -> pd.DataFrame:  # noqa: ARG001 -- every report gets the moment
    """One row is some days on which a team is not as usual, by the first of them: id, version,
    team_id, first_day, last_day, people_change, works, hours, note.

    ``works`` is True for a shift on days off, False for days away, None for the usual days;
    ``hours`` None for as many as usual.
    """
    actor.require(Right.SEE_PLAN)
    found = session.connection().execute(_TIMES).all()
    return pd.DataFrame(found, columns=_TIMES.selected_columns.keys(), dtype=object)
