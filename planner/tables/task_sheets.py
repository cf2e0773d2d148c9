"""Turns a campaign's tasks into the values that a spreadsheet is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from planner.rules.link_notation import written
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.people import SEED_TEAMS
from planner.rules.task_sheets import Directory, KnownTask
from planner.rules.tasks import STATE_NAMES, state_of
from planner.tables.campaigns import Campaign, Phase
from planner.tables.people import Person, Team
from planner.tables.tasks import ChecklistItem, Predecessor, Task
from planner.text.speaker import Language, speaker
from planner.words import Sentence

_OWNER = aliased(Person)
_APPROVER = aliased(Person)
_SEED_NAMES = {team.name.msgid for team in SEED_TEAMS}


def load_known(
    session: Session, campaign_id: int, team_names: Mapping[str, str], states: Mapping[str, str]
) -> dict[str, KnownTask]:
    """Every task of a campaign that is not in the bin, by its key, in order of number.

    ``team_names`` are the reader's words for seed teams by key, ``states`` for states by state.
    """
    steps = _steps(session, campaign_id)
    rows = session.execute(
        select(
            Task,
            col(Campaign.code),
            Team,
            col(Phase.name),
            col(_OWNER.name),
            col(_APPROVER.name),
        )
        .join(Campaign, col(Campaign.id) == col(Task.campaign_id))
        .join(Team, col(Team.id) == col(Task.team_id))
        .join(Phase, col(Phase.id) == col(Task.phase_id))
        .outerjoin(_OWNER, col(_OWNER.id) == col(Task.owner_id))
        .outerjoin(_APPROVER, col(_APPROVER.id) == col(Task.approver_id))
        .where(col(Task.campaign_id) == campaign_id, col(Task.deleted_at).is_(None))
        .order_by(col(Task.number))
    ).all()
    keys = {task.id: f"{code}-{task.number}" for task, code, *_ in rows}
    before = _before(session, campaign_id, keys)
    return {
        keys[task.id]: KnownTask(
            id=task.id,
            key=keys[task.id],
            version=task.version,
            title=task.title,
            team=_team_name(team, team_names),
            owner=owner,
            phase=phase,
            due=task.due_on,
            effort_hours=task.effort_hours,
            must_have=task.must_have,
            approver=approver,
            predecessors=tuple(before.get(task.id, ())),
            checklist=tuple(steps.get(task.id, ())),
            acceptance=task.acceptance,
            state=states[state_of(task.started_at, task.submitted_at, task.done_at)],
        )
        for task, _, team, phase, owner, approver in rows
    }


def load_directory(
    session: Session, campaign_id: int, team_names: Mapping[str, str], states: Mapping[str, str]
) -> Directory:
    """What names mean in this campaign; seed teams and states in every language that we speak."""
    teams: dict[str, int] = {}
    for team in session.scalars(select(Team).where(col(Team.archived_at).is_(None))):
        teams[_team_name(team, team_names)] = team.id
    people: dict[str, tuple[int, ...]] = {}
    for person in session.scalars(select(Person).where(col(Person.deactivated_at).is_(None))):
        people[person.name] = (*people.get(person.name, ()), person.id)
    phases = session.execute(
        select(col(Phase.name), col(Phase.id)).where(col(Phase.campaign_id) == campaign_id)
    )
    words = {
        "team": {
            word: team_names[team.key]
            for team in SEED_TEAMS
            for word in _in_every_language(team.name)
            if word not in teams and team_names.get(team.key) in teams
        },
        "state": {
            word: states[state]
            for state, name in STATE_NAMES.items()
            for word in _in_every_language(name)
        },
    }
    return Directory(teams=teams, people=people, phases=dict(phases.all()), words=words)


def _team_name(team: Team, team_names: Mapping[str, str]) -> str:
    """In the reader's language, unless one of the first six was renamed."""
    return team_names.get(team.key or "", team.name) if team.name in _SEED_NAMES else team.name


def _in_every_language(sentence: Sentence) -> list[str]:
    return [speaker(language).say(sentence) for language in Language]


def _steps(session: Session, campaign_id: int) -> dict[int, list[tuple[bool, str]]]:
    found: dict[int, list[tuple[bool, str]]] = {}
    for item in session.scalars(
        select(ChecklistItem)
        .where(col(ChecklistItem.campaign_id) == campaign_id)
        .order_by(col(ChecklistItem.position))
    ):
        found.setdefault(item.task_id, []).append((item.done_at is not None, item.text))
    return found


def _before(session: Session, campaign_id: int, keys: Mapping[int, str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    links: Iterable[Predecessor] = session.scalars(
        select(Predecessor)
        .where(col(Predecessor.campaign_id) == campaign_id)
        .order_by(col(Predecessor.before_id))
    )
    for link in links:
        if link.before_id in keys:
            said = Link(
                keys[link.before_id], LinkKind(link.kind), link.lag_days, LagUnit(link.lag_unit)
            )
            found.setdefault(link.task_id, []).append(written(said))
    return found
