"""What people ask about playbooks: what each watches, what it would say now, what it released."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from planner.reports.campaign_sales import NOUNS, load_sales
from planner.reports.reading import reads
from planner.rules.campaign_sales import CampaignSales
from planner.rules.people import Actor, Right
from planner.rules.playbook_drafts import Release
from planner.rules.playbooks import Judged, Trigger, judge, judge_so_far, told
from planner.tables.people import Person, Team
from planner.tables.playbook_rows import release_of, release_rows, trigger_of
from planner.tables.playbooks import Playbook
from planner.tables.tasks import Task
from planner.words import Refusal


class Standing(StrEnum):
    """Where a playbook stands."""

    RESTING = "resting"
    ARMED = "armed"
    FIRED = "fired"
    PASSED = "passed"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True)
class ReleasedTask:
    """A task that a playbook releases, with its team; ``task_id`` once it was made and is there."""

    release: Release
    team: str
    team_key: str | None
    task_id: int | None


@dataclass(frozen=True)
class PlaybookCard:
    """A playbook as pages need it; moments it asks at are wall-clock times.

    ``judged`` is what it said when it was settled, else what it says of its moment now; ``so_far``
    what it would say of the last moment that figures cover, while its own is to come.
    """

    id: int
    version: int
    name: str
    phase: str
    trigger: Trigger
    at: datetime
    standing: Standing
    armed_at: datetime | None
    armed_by: str | None
    settled_at: datetime | None
    judged: Judged
    so_far: Judged | None
    tasks: tuple[ReleasedTask, ...]


@reads(*NOUNS, "playbooks", "tasks", "people")
def playbooks(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> tuple[PlaybookCard, ...]:
    """The playbooks of a campaign, by the moment at which they ask; none that was removed."""
    actor.require(Right.SEE_PLAN)
    rows = session.exec(
        select(Playbook).where(
            Playbook.campaign_id == campaign_id, col(Playbook.removed_at).is_(None)
        )
    ).all()
    if not rows:
        return ()
    sales = load_sales(session, campaign_id, hourly=True)
    cards = [_card(session, row, sales) for row in rows]
    return tuple(sorted(cards, key=lambda card: (card.at, card.id)))


def _card(session: Session, row: Playbook, sales: CampaignSales) -> PlaybookCard:
    trigger = trigger_of(row)
    phase = next((one for one in sales.phases if one.key == row.phase_id), None)
    if phase is None:
        raise Refusal("This phase is not there any more. Look at the campaign again.")
    standing = _standing(row)
    settled = standing in (Standing.FIRED, Standing.PASSED)
    armed_by = None if row.armed_by is None else session.get(Person, row.armed_by)
    return PlaybookCard(
        id=row.id,
        version=row.version,
        name=row.name,
        phase=phase.name,
        trigger=trigger,
        at=trigger.at(phase),
        standing=standing,
        armed_at=row.armed_at,
        armed_by=None if armed_by is None else armed_by.name,
        settled_at=row.fired_at or row.passed_at,
        judged=_settled(trigger, row) if settled else judge(trigger, sales),
        so_far=None if settled else judge_so_far(trigger, sales),
        tasks=tuple(_tasks(session, row)),
    )


def _standing(row: Playbook) -> Standing:
    if row.fired_at is not None:
        return Standing.FIRED
    if row.passed_at is not None:
        return Standing.PASSED
    if row.armed_at is None:
        return Standing.RESTING
    return Standing.ARMED if row.spent_at is None else Standing.TAKEN_BACK


def _settled(trigger: Trigger, row: Playbook) -> Judged:
    if row.judged_for is None or row.planned_fen is None or row.reached_fen is None:
        raise ValueError(f"playbook {row.id} was settled on nothing")
    return told(trigger, row.judged_for, row.planned_fen, row.reached_fen)


def _tasks(session: Session, row: Playbook) -> Iterator[ReleasedTask]:
    for planned in release_rows(session, row.id):
        team = session.get_one(Team, planned.team_id)
        made = None if planned.task_id is None else session.get(Task, planned.task_id)
        there = made is not None and made.deleted_at is None
        yield ReleasedTask(
            release_of(planned), team.name, team.key, planned.task_id if there else None
        )
