"""How the phases of a sale were let open: by whom, when, and without which must-haves."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
from sqlalchemy import select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.reports.task_rows import SEED_TEAM_KEY
from planner.rules.clock import wall_clock
from planner.rules.people import Actor, Right
from planner.rules.retrospective_facts import PhaseOpening
from planner.tables.campaigns import Campaign, Phase
from planner.tables.gates import Waiver
from planner.tables.loading import kept_campaign
from planner.tables.people import Person, Team
from planner.tables.tasks import Task

_OPENINGS = ("phase", "opens", "passed_at", "passed_by", "in_time", "waived")
_WAIVERS = ("phase", "title", "team", "team_key", "reason", "by", "at")


@reads("gates", "campaigns", "tasks", "people")
def openings(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a phase in order of opening: phase, opens and passed_at (wall clock; None where
    nobody let it open), passed_by, in_time (let open before it opened), waived (how many
    must-haves)."""
    actor.require(Right.SEE_PLAN)
    campaign = kept_campaign(session, campaign_id)
    rows = [
        (one.phase, one.opens, one.passed_at, by, one.in_time, len(one.waived))
        for one, by in zip(
            load_openings(session, campaign), _passed_by(session, campaign), strict=True
        )
    ]
    return pd.DataFrame(rows, columns=list(_OPENINGS), dtype=object)


@reads("gates", "campaigns", "tasks", "people")
def waivers(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a must-have that a phase could open without, in order: phase, title, team,
    team_key, reason, by, at."""
    actor.require(Right.SEE_PLAN)
    kept_campaign(session, campaign_id)
    found = session.execute(
        select(
            col(Phase.name),
            col(Task.title),
            col(Team.name),
            SEED_TEAM_KEY,
            col(Waiver.reason),
            col(Person.name),
            col(Waiver.waived_at),
        )
        .select_from(Waiver)
        .join(Phase, col(Phase.id) == col(Waiver.phase_id))
        .join(Task, col(Task.id) == col(Waiver.task_id))
        .join(Team, col(Team.id) == col(Task.team_id))
        .outerjoin(Person, col(Person.id) == col(Waiver.waived_by))
        .where(col(Waiver.campaign_id) == campaign_id)
        .order_by(col(Waiver.waived_at), col(Waiver.id))
    )
    return pd.DataFrame([tuple(row) for row in found], columns=list(_WAIVERS), dtype=object)


def load_openings(session: Session, campaign: Campaign) -> list[PhaseOpening]:
    """How each phase was let open, in order of opening."""
    waived: dict[int, list[str]] = {}
    for phase_id, title in session.execute(
        select(col(Waiver.phase_id), col(Task.title))
        .join(Task, col(Task.id) == col(Waiver.task_id))
        .where(col(Waiver.campaign_id) == campaign.id)
        .order_by(col(Waiver.id))
    ):
        waived.setdefault(phase_id, []).append(title)
    return [
        PhaseOpening(
            phase=row.name,
            opens=row.opens_at,
            passed_at=None
            if row.passed_at is None
            else wall_clock(row.passed_at, campaign.time_zone),
            waived=tuple(waived.get(row.id, ())),
        )
        for row in _phases(session, campaign)
    ]


def _passed_by(session: Session, campaign: Campaign) -> list[str | None]:
    found = session.execute(select(col(Person.id), col(Person.name)))
    names = {row.id: row.name for row in found}
    return [
        None if row.passed_by is None else names.get(row.passed_by)
        for row in _phases(session, campaign)
    ]


def _phases(session: Session, campaign: Campaign) -> list[Phase]:
    found = session.scalars(
        select(Phase)
        .where(col(Phase.campaign_id) == campaign.id)
        .order_by(col(Phase.opens_at), col(Phase.id))
    )
    return list(found)
