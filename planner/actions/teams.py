"""The teams that tasks are given to."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, func, select

from planner.actions.stale import require_version
from planner.rules.names import checked_team_name
from planner.rules.people import Actor, Right
from planner.tables.people import Team
from planner.tables.tasks import Task
from planner.words import Did, Refusal, Sentence

_COLOURS = ("#3D7F4C", "#C0504D", "#2F7EA8", "#8C6D1F", "#A0527A", "#4D6F8C", "#7A5CA8", "#6B7A2C")


def add_team(session: Session, /, *, actor: Actor, now: datetime, name: str) -> Did:  # noqa: ARG001 -- every action gets the moment
    """Add a team of one's own; the value is its id."""
    actor.require(Right.PLAN)
    count = session.exec(select(func.count()).select_from(Team)).one()
    team = Team(
        name=_free_name(session, name, None),
        colour=_COLOURS[count % len(_COLOURS)],
        position=count,
    )
    session.add(team)
    session.flush()
    return Did(Sentence("added the team “{team}”", team=team.called), value=team.id)


def rename_team(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    team_id: int,
    version: int,
    name: str,
) -> Did:
    """Call a team something else; one of the first six then keeps that name in every language."""
    actor.require(Right.PLAN)
    team = _team(session, team_id)
    require_version(session, team, version)
    before, team.name = team.called, _free_name(session, name, team.id)
    return Did(
        Sentence("renamed the team “{before}” to “{after}”", before=before, after=team.called)
    )


def archive_team(
    session: Session, /, *, actor: Actor, now: datetime, team_id: int, archived: bool = True
) -> Did:
    """Stop offering a team for new tasks, or offer it again; refused while it has open tasks."""
    actor.require(Right.PLAN)
    team = _team(session, team_id)
    if not archived:
        team.archived_at = None
        return Did(Sentence("took the team “{team}” out of the archive", team=team.called))
    open_tasks = session.exec(
        select(func.count())
        .select_from(Task)
        .where(Task.team_id == team.id, col(Task.done_at).is_(None), col(Task.deleted_at).is_(None))
    ).one()
    if open_tasks:
        raise Refusal(
            "“{team}” still has {n} open task. Give it to another team first.",
            "“{team}” still has {n} open tasks. Give them to another team first.",
            team=team.called,
            n=open_tasks,
        )
    team.archived_at = team.archived_at or now
    return Did(Sentence("archived the team “{team}”", team=team.called))


def _free_name(session: Session, name: str, own_id: int | None) -> str:
    name = checked_team_name(name)
    twin = session.exec(
        select(Team).where(func.lower(Team.name) == name.lower(), Team.id != (own_id or 0))
    ).first()
    if twin is not None:
        raise Refusal("Team: there already is one called “{team}”. Choose another name.", team=name)
    return name


def _team(session: Session, team_id: int) -> Team:
    team = session.get(Team, team_id)
    if team is None:
        raise Refusal("Team: choose one of your teams.")
    return team
