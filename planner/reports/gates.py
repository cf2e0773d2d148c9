"""What people ask before a phase opens: what it still needs, and how ready it gets by the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.reports.task_rows import TASKS, as_frame, task_rows
from planner.rules.clock import today_in, wall_clock
from planner.rules.gates import Gate, RulesSigned
from planner.rules.people import Actor, Right
from planner.tables.campaigns import Campaign, Phase
from planner.tables.gates import SignOff, Waiver
from planner.tables.people import Person, Team
from planner.tables.phase_gates import load_gate, load_gates
from planner.tables.tasks import Evidence, Task
from planner.words import Refusal, Sentence

_MOST_DAYS = 60
_MUST_HAVES = TASKS.where(col(Task.must_have).is_(True), col(Task.deleted_at).is_(None))
_BY = aliased(Person)
_PHASES = (
    select(Phase)
    .where(col(Phase.campaign_id) == bindparam("campaign_id"))
    .order_by(col(Phase.opens_at), col(Phase.id))
)


@dataclass(frozen=True)
class Proof:
    """What shows a must-have: a link, or a file to be fetched at ``/files/<id>``."""

    id: int
    title: str
    url: str | None


@dataclass(frozen=True)
class PhaseGate:
    """What a phase needs before it opens.

    A row of ``must_haves`` is a task: columns as in ``TaskRow``, then ``proofs`` (of ``Proof``),
    ``ready``, ``waived_by``, ``waived_at``, ``waiver`` (the reason, "" where there is none). A row
    of ``teams`` is a team with a task in it: team_id, team, team_key, colour, signed_by, signed_at
    (None where it has not signed), note, holds. ``rules`` says how far its
    promotion rules are signed for, None where it has none, and ``missing`` what keeps the phase
    from opening.
    """

    phase_id: int
    must_haves: pd.DataFrame
    teams: pd.DataFrame
    rules: RulesSigned | None
    missing: tuple[Sentence, ...]
    passed_at: datetime | None
    passed_by: str | None


@reads("tasks", "campaigns", "gates", "promotions", "products")
def gates(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a phase in order of opening: phase_id, phase, passed_at (None where nobody let it
    open), missing (Sentences, none when it may open)."""
    actor.require(Right.SEE_PLAN)
    phases = session.scalars(_PHASES, {"campaign_id": campaign_id}).all()
    found = load_gates(session, phases)
    rows = [(phase.id, phase.name, phase.passed_at, found[phase.id].missing) for phase in phases]
    columns = ["phase_id", "phase", "passed_at", "missing"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


@reads("tasks", "campaigns", "gates", "promotions", "products", "people")
def gate(session: Session, /, *, actor: Actor, now: datetime, phase_id: int) -> PhaseGate:
    """A phase's must-haves, sign-offs and what is missing; a Refusal if the phase is gone."""
    actor.require(Right.SEE_PLAN)
    phase = session.get(Phase, phase_id)
    if phase is None:
        raise Refusal("This phase is not there any more. Look at the campaign again.")
    found = load_gate(session, phase)
    passed_by = None if phase.passed_by is None else session.get(Person, phase.passed_by)
    return PhaseGate(
        phase_id=phase_id,
        must_haves=_must_haves(session, now, phase, found),
        teams=_teams(session, phase, found),
        rules=found.rules,
        missing=found.missing,
        passed_at=phase.passed_at,
        passed_by=None if passed_by is None else passed_by.name,
    )


@reads("tasks", "campaigns")
def readiness_by_day(
    session: Session, /, *, actor: Actor, now: datetime, phase_id: int
) -> pd.DataFrame:
    """One row is a day of this phase or of the one like it in the last sale: sale (its name), this
    (whether it is this one), day (days to the opening, 0 on it), share_bp (of its tasks done).

    The last sale is the newest earlier campaign of the same kind, else the newest earlier one; the
    phase like it is of the same kind and place among these. Days to come are left out.
    """
    actor.require(Right.SEE_PLAN)
    phase = session.get(Phase, phase_id)
    if phase is None:
        raise Refusal("This phase is not there any more. Look at the campaign again.")
    rows = _days(session, now, phase, this=True)
    before = _like_it(session, phase)
    if before is not None:
        rows += _days(session, now, before, this=False)
    return pd.DataFrame(rows, columns=["sale", "this", "day", "share_bp"])


def _must_haves(session: Session, now: datetime, phase: Phase, found: Gate) -> pd.DataFrame:
    rows = task_rows(session, now, _MUST_HAVES.where(col(Task.phase_id) == phase.id))
    rows = sorted(rows, key=lambda row: (row.team_id, row.due_on, row.id))
    ready = {one.task: one.ready for one in found.must_haves}
    proofs: dict[int, list[Proof]] = {}
    for proof in session.scalars(
        select(Evidence)
        .where(col(Evidence.campaign_id) == phase.campaign_id, col(Evidence.removed_at).is_(None))
        .order_by(col(Evidence.id))
    ):
        proofs.setdefault(proof.task_id, []).append(Proof(proof.id, proof.title, proof.url))
    waivers = {
        waiver.task_id: (name, waiver.waived_at, waiver.reason)
        for waiver, name in session.execute(
            select(Waiver, col(Person.name))
            .outerjoin(Person, col(Person.id) == col(Waiver.waived_by))
            .where(col(Waiver.phase_id) == phase.id)
        )
    }
    nobody = (None, None, "")
    return as_frame(
        rows,
        proofs=[tuple(proofs.get(row.id, ())) for row in rows],
        ready=[ready.get(row.id, False) for row in rows],
        waived_by=[waivers.get(row.id, nobody)[0] for row in rows],
        waived_at=[waivers.get(row.id, nobody)[1] for row in rows],
        waiver=[waivers.get(row.id, nobody)[2] for row in rows],
    )


def _teams(session: Session, phase: Phase, found: Gate) -> pd.DataFrame:
    signed: dict[int, tuple[Any, ...]] = {
        row.team_id: (name, row.signed_at, row.note)
        for row, name in session.execute(
            select(SignOff, col(_BY.name))
            .outerjoin(_BY, col(_BY.id) == col(SignOff.signed_by))
            .where(col(SignOff.phase_id) == phase.id)
        )
    }
    teams = session.scalars(
        select(Team).where(col(Team.id).in_(found.teams)).order_by(col(Team.position), col(Team.id))
    )
    return pd.DataFrame(
        [
            (
                team.id,
                team.name,
                team.key,
                team.colour,
                *signed.get(team.id, (None, None, "")),
                team.id in found.holding,
            )
            for team in teams
        ],
        columns=[
            *("team_id", "team", "team_key", "colour"),
            *("signed_by", "signed_at", "note", "holds"),
        ],
    )


def _like_it(session: Session, phase: Phase) -> Phase | None:
    own = session.get_one(Campaign, phase.campaign_id)
    earlier = session.scalars(
        select(Campaign).where(
            col(Campaign.sale_day) < own.sale_day, col(Campaign.deleted_at).is_(None)
        )
    ).all()
    last = max(earlier, key=lambda one: (one.sale == own.sale, one.sale_day), default=None)
    if last is None:
        return None
    place = _of_kind(session, own.id, phase.kind).index(phase.id)
    there = _of_kind(session, last.id, phase.kind)
    return session.get_one(Phase, there[min(place, len(there) - 1)]) if there else None


def _of_kind(session: Session, campaign_id: int, kind: str) -> list[int]:
    return list(
        session.scalars(
            select(col(Phase.id))
            .where(col(Phase.campaign_id) == campaign_id, col(Phase.kind) == kind)
            .order_by(col(Phase.opens_at), col(Phase.id))
        )
    )


def _days(
    session: Session, now: datetime, phase: Phase, *, this: bool
) -> list[tuple[str, bool, int, int]]:
    campaign = session.get_one(Campaign, phase.campaign_id)
    done_on: list[date | None] = [
        None if moment is None else wall_clock(moment, campaign.time_zone).date()
        for moment in session.scalars(
            select(col(Task.done_at)).where(
                col(Task.phase_id) == phase.id,
                col(Task.deleted_at).is_(None),
                col(Task.due_on) <= phase.opens_at.date(),
            )
        )
    ]
    if not done_on:
        return []
    opens, today = phase.opens_at.date(), today_in(now, campaign.time_zone)
    first = max(opens - timedelta(days=_MOST_DAYS), campaign.planning_day)
    last = min(opens, today)
    return [
        (
            campaign.name,
            this,
            (day - opens).days,
            sum(one is not None and one <= day for one in done_on) * 10_000 // len(done_on),
        )
        for day in (first + timedelta(days=after) for after in range((last - first).days + 1))
    ]
