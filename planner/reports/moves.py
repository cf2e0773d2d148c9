"""What people look at before something moves: every task, old days and new, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select

from planner.reports.reading import reads
from planner.reports.task_rows import TASKS, task_rows
from planner.rules.half_days import IN_A_DAY
from planner.rules.moving_plans import AskedMove
from planner.rules.people import Actor, Right
from planner.rules.tasks import TaskState
from planner.tables.history import Event
from planner.tables.loading import kept_campaign
from planner.tables.moves import Proposal, propose_fit, propose_move
from planner.tables.people import Team
from planner.tables.tasks import Task

_THESE = TASKS.where(col(Task.id).in_(bindparam("task_ids", expanding=True)))
_LAST_EVENT = select(func.max(col(Event.id)))
_COLUMNS = [
    "id",
    "title",
    "campaign",
    "team",
    "team_key",
    "old_start_on",
    "old_due_on",
    "start_on",
    "due_on",
    "days",
    "moves",
    "taken",
    "why",
    "conflicts",
]


@dataclass(frozen=True)
class MovePreview:
    """What a move, or a new fit, comes to before anybody agrees to it.

    A row of ``tasks`` is a task that moves or that something is wrong with: id, title, campaign,
    team, team_key, old_start_on, old_due_on, start_on, due_on, days (by which its due day moves),
    moves, taken (whether it goes along unless somebody says no), why (a Sentence, None where
    it just keeps its distance), conflicts (``Conflict`` values). Those with conflicts come first,
    then by due day.
    ``at_least_days`` are the working days that everything needs whatever anybody does, 0 where that
    was not asked. ``staying`` counts the open tasks that do not move, ``done`` and ``pinned`` those
    that never do. ``overloads`` are the teams with too much on more days than before: key, name and
    days. ``seen`` is the last event that is known here.
    """

    tasks: pd.DataFrame
    moving: int
    staying: int
    done: int
    pinned: int
    at_least_days: float
    overloads: tuple[tuple[str | None, str, int], ...]
    digest: str
    seen: int

    @property
    def conflicts(self) -> int:
        """How many tasks something is wrong with."""
        return int((self.tasks["conflicts"].str.len() > 0).sum())


@reads("tasks", "campaigns", "people", "calendar")
def move(
    session: Session, /, *, actor: Actor, now: datetime, campaign_id: int, asked: AskedMove
) -> MovePreview:
    """What moving something of a campaign comes to; raises Refusal where it can't be moved."""
    actor.require(Right.PLAN)
    campaign = kept_campaign(session, campaign_id)
    proposal = propose_move(session, now, campaign, asked)
    tasks = () if proposal.plan is None else proposal.plan.tasks
    return _preview(
        session,
        now,
        proposal,
        done=sum(task.done for task in tasks),
        pinned=sum(task.pinned and not task.done for task in tasks),
    )


@reads("tasks", "campaigns", "people", "calendar")
def fit_to_people(session: Session, /, *, actor: Actor, now: datetime) -> MovePreview:
    """What fitting all open campaigns to their teams comes to, moving as little as possible.

    What does not fit wherever it lies is not taken along unless somebody wants it there.
    """
    actor.require(Right.PLAN)
    return _preview(session, now, propose_fit(session, now), choosy=True)


def _preview(
    session: Session,
    now: datetime,
    proposal: Proposal,
    *,
    done: int = 0,
    pinned: int = 0,
    choosy: bool = False,
) -> MovePreview:
    ids = sorted(proposal.bars.keys() | proposal.conflicts.keys())
    found = task_rows(session, now, _THESE, task_ids=ids)
    rows = [
        (
            row.id,
            row.title,
            row.campaign,
            row.team,
            row.team_key,
            *proposal.before[row.id],
            *proposal.bars.get(row.id, proposal.before[row.id]),
            (proposal.bars.get(row.id, proposal.before[row.id])[1] - row.due_on).days,
            row.id in proposal.bars,
            row.id in proposal.bars and (not choosy or row.id not in proposal.conflicts),
            proposal.reasons.get(row.id),
            proposal.conflicts.get(row.id, ()),
        )
        for row in found
        if row.state != TaskState.DONE
    ]
    rows.sort(key=lambda row: (not row[-1], row[8], row[0]))
    return MovePreview(
        tasks=pd.DataFrame(rows, columns=_COLUMNS),
        moving=len(proposal.bars),
        staying=len(proposal.before) - len(proposal.bars) - done - pinned,
        done=done,
        pinned=pinned,
        at_least_days=proposal.at_least_half_days / IN_A_DAY,
        overloads=_overloads(session, proposal),
        digest=proposal.digest,
        seen=session.exec(_LAST_EVENT).one() or 0,
    )


def _overloads(session: Session, proposal: Proposal) -> tuple[tuple[str | None, str, int], ...]:
    teams = [(session.get_one(Team, key), days) for key, days in proposal.overloads.items()]
    return tuple((team.key, team.name, days) for team, days in teams)
