"""What people ask when a team has too much: what would help, and how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.rules.fitting import fit
from planner.rules.half_days import IN_A_DAY
from planner.rules.levers import (
    LaterGate,
    Lever,
    MorePeople,
    ShiftOnDaysOff,
    Tried,
    WithoutTask,
    levers_for,
    ranked,
)
from planner.rules.people import Actor, Right
from planner.tables.campaigns import Campaign
from planner.tables.networks import LoadedNetwork, load_network
from planner.tables.tasks import Task
from planner.words import Sentence

_OPTIONAL = select(col(Task.id)).where(
    col(Task.must_have).is_(False), col(Task.deleted_at).is_(None), col(Task.done_at).is_(None)
)

_NAMES = select(col(Campaign.id), col(Campaign.name))


@dataclass(frozen=True)
class Help:
    """One thing to do, and what it brings to the team in all open campaigns together.

    ``first_day`` and ``last_day`` are those of people or a shift, ``title`` that of a task left
    out, ``gate`` what a later gate is called. Afterwards ``unfit`` tasks still come too late, the
    worst of them by ``days_late``; ``days_gained`` are the days won in all, ``moved`` how
    many tasks of all teams move. ``campaign`` is the one of a gate.
    """

    lever: Lever[int]
    unfit: int
    days_late: float
    days_gained: float
    moved: int
    first_day: date | None = None
    last_day: date | None = None
    title: str = ""
    gate: Sentence | None = None
    campaign: str = ""


@reads("tasks", "campaigns", "people", "calendar")
def what_helps(
    session: Session, /, *, actor: Actor, now: datetime, team_id: int, since: date, until: date
) -> tuple[Help, ...]:
    """What one could do about a team that has too much from a day to another, the best first.

    Every lever is tried on the plan of all open campaigns: tasks stay where they can and move as
    little as they must. The first is what re-planning alone brings unless something is better.
    """
    actor.require(Right.PLAN)
    loaded = load_network(session, now)
    if team_id not in loaded.network.teams:
        return ()
    found = _ranked(session, loaded, team_id, since, until)
    names = {row.id: row.name for row in session.execute(_NAMES)}
    return tuple(_help(loaded, tried, names) for tried in found)


def _ranked(
    session: Session, loaded: LoadedNetwork, team_id: int, since: date, until: date
) -> Iterator[Tried[int]]:
    network = loaded.network
    replanned = fit(network, keep=loaded.bars, quick=True)
    levers = levers_for(
        network,
        replanned,
        team_id,
        max(network.now, loaded.axis.morning(since)),
        loaded.axis.end(until),
        frozenset(session.scalars(_OPTIONAL)),
    )
    yield from ranked(network, replanned, levers, loaded.bars, team_id)


def _help(loaded: LoadedNetwork, tried: Tried[int], names: Mapping[int, str]) -> Help:
    first_day = last_day = None
    title, gate, campaign = "", None, ""
    match tried.lever:
        case MorePeople(first=first, end=end) | ShiftOnDaysOff(first=first, end=end):
            first_day, last_day = loaded.days(first, end)
        case WithoutTask(task=task):
            title = loaded.titles[task]
        case LaterGate(gate=anchor):
            gate = loaded.network.gates[anchor].name
            works = loaded.network.works
            task_id = next(work.key for work in works if work.gate == anchor)
            campaign = names[loaded.campaign_ids[task_id]]
    return Help(
        lever=tried.lever,
        unfit=tried.unfit,
        days_late=tried.worst / IN_A_DAY,
        days_gained=tried.gained / IN_A_DAY,
        moved=tried.moved,
        first_day=first_day,
        last_day=last_day,
        title=title,
        gate=gate,
        campaign=campaign,
    )
