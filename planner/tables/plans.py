"""Loads a campaign's plan as it could be made again, without what has happened to it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from planner.rules.campaigns import Anchor, AnchorKind, Milestone, Phase, due_day
from planner.rules.layouts import LaidOutPlan, PlannedTask
from planner.rules.links import LagUnit, Link, LinkKind
from planner.tables import campaigns as rows
from planner.tables.loading import anchor_of, load_milestones, load_phases
from planner.tables.people import Team
from planner.tables.tasks import ChecklistItem, Predecessor, Task


def load_plan(session: Session, campaign: rows.Campaign) -> LaidOutPlan:
    """A campaign's phases, milestones and tasks, each under a key of its own; the bin left out.

    A task keeps the key of the template it came from, where no other task has it. Its due day is
    where its anchor and offset put it, though a pinned or a done one may stand elsewhere. Owners,
    progress, comments, evidence and baselines stay behind.
    """
    phases = load_phases(session, campaign.id)
    milestones = load_milestones(session, campaign.id)
    phase_keys = {phase.key: f"phase_{n}" for n, phase in enumerate(phases, start=1)}
    stone_keys = {stone.key: f"milestone_{n}" for n, stone in enumerate(milestones, start=1)}
    tasks = session.exec(
        select(Task)
        .where(Task.campaign_id == campaign.id, col(Task.deleted_at).is_(None))
        .order_by(col(Task.number))
    ).all()
    keys = _keys(tasks)
    steps = _steps(session, campaign.id)
    links = _links(session, campaign.id, keys)
    shares = session.exec(
        select(rows.Phase.id, rows.Phase.target_share_bp).where(
            rows.Phase.campaign_id == campaign.id
        )
    )

    def planned(task: Task) -> PlannedTask:
        anchor = anchor_of(task)
        on_milestone = anchor.kind is AnchorKind.MILESTONE
        return PlannedTask(
            key=keys[task.id],
            team=team_reference(task.team_id),
            title=task.title,
            acceptance=task.acceptance,
            checklist=tuple(steps.get(task.id, ())),
            effort_hours=task.effort_hours,
            must_have=task.must_have,
            needs_approval=task.approver_id is not None,
            core=False,
            phase=phase_keys[task.phase_id],
            anchor=Anchor(anchor.kind, (stone_keys if on_milestone else phase_keys)[anchor.key]),
            offset_days=task.offset_days,
            duration_days=task.duration_days,
            people_at_once=task.people_at_once,
            predecessors=tuple(links.get(task.id, ())),
            due_on=due_day(anchor, task.offset_days, phases, milestones),
        )

    return LaidOutPlan(
        sale=campaign.sale,
        name=campaign.name,
        sale_day=campaign.sale_day,
        phases=tuple(
            Phase(
                phase_keys[phase.key],
                phase.name,
                phase.kind,
                phase.opens,
                phase.closes,
                phase.shops,
            )
            for phase in phases
        ),
        milestones=tuple(
            Milestone(stone_keys[stone.key], stone.name, stone.at, stone.freezes)
            for stone in milestones
        ),
        tasks=tuple(planned(task) for task in tasks),
        target_shares_bp={phase_keys[phase_id]: share for phase_id, share in shares},
    )


def load_team_ids(session: Session) -> dict[str, int]:
    """The teams that can be given work, by all that a plan may call them by.

    That is the key of a seed team, ``team_reference`` and, where neither says so, the name.
    """
    teams = session.exec(
        select(Team).where(col(Team.archived_at).is_(None)).order_by(col(Team.id))
    ).all()
    ids = {team.name: team.id for team in teams}
    ids |= {team.key: team.id for team in teams if team.key is not None}
    return ids | {team_reference(team.id): team.id for team in teams}


def load_team_names(session: Session) -> dict[str, str]:
    """What other shops can know each team by, by its reference: a seed team's key, or the name."""
    return {team_reference(team.id): team.key or team.name for team in session.exec(select(Team))}


def team_reference(team_id: int) -> str:
    """How a plan names a team of this shop."""
    return f"#{team_id}"


def _keys(tasks: Iterable[Task]) -> dict[int, str]:
    keys: dict[int, str] = {}
    taken: set[str] = set()
    for task in tasks:
        key = task.template_key or ""
        if not key or key in taken:
            key = f"task_{task.number}"
        while key in taken:
            key += "_"
        taken.add(key)
        keys[task.id] = key
    return keys


def _steps(session: Session, campaign_id: int) -> dict[int, list[str]]:
    steps: dict[int, list[str]] = {}
    for item in session.exec(
        select(ChecklistItem)
        .where(ChecklistItem.campaign_id == campaign_id)
        .order_by(col(ChecklistItem.position), col(ChecklistItem.id))
    ):
        steps.setdefault(item.task_id, []).append(item.text)
    return steps


def _links(session: Session, campaign_id: int, keys: dict[int, str]) -> dict[int, list[Link[str]]]:
    links: dict[int, list[Link[str]]] = {}
    for row in session.exec(
        select(Predecessor)
        .where(Predecessor.campaign_id == campaign_id)
        .order_by(col(Predecessor.id))
    ):
        if row.before_id in keys:
            links.setdefault(row.task_id, []).append(
                Link(keys[row.before_id], LinkKind(row.kind), row.lag_days, LagUnit(row.lag_unit))
            )
    return links
