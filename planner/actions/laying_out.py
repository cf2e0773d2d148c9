"""Puts a laid-out plan into a new campaign: its phases, milestones and tasks become rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from planner.rules.campaigns import AnchorKind, Milestone, Phase
from planner.rules.layouts import PlannedTask
from planner.rules.names import tidy
from planner.rules.people import Actor
from planner.tables.campaigns import Campaign, PhaseShop
from planner.tables.campaigns import Milestone as MilestoneRow
from planner.tables.campaigns import Phase as PhaseRow
from planner.tables.people import Person
from planner.tables.plans import load_team_ids
from planner.tables.tasks import ChecklistItem, Predecessor, Task
from planner.words import Refusal

LONGEST_NAME = 40


def add_phases(
    session: Session,
    campaign: Campaign,
    phases: Sequence[Phase[str]],
    shares_bp: Mapping[str, int],
) -> dict[str, int]:
    """Add a campaign's phases with their shares of the target; returns their ids by key."""
    ids: dict[str, int] = {}
    for phase in phases:
        row = PhaseRow(
            campaign_id=campaign.id,
            name=checked_phase_name(phase.name),
            kind=str(phase.kind),
            opens_at=phase.opens,
            closes_at=phase.closes,
            target_share_bp=shares_bp.get(phase.key, 0),
        )
        session.add(row)
        session.flush()
        ids[phase.key] = row.id
        session.add_all(
            PhaseShop(campaign_id=campaign.id, phase_id=row.id, shop_id=shop_id)
            for shop_id in sorted(phase.shops)
        )
    return ids


def add_milestones(
    session: Session, campaign: Campaign, milestones: Sequence[Milestone[str]]
) -> dict[str, int]:
    """Add a campaign's milestones; returns their ids by key."""
    ids: dict[str, int] = {}
    for milestone in milestones:
        row = MilestoneRow(
            campaign_id=campaign.id,
            name=checked_milestone_name(milestone.name),
            happens_at=milestone.at,
            freezes=milestone.freezes,
        )
        session.add(row)
        session.flush()
        ids[milestone.key] = row.id
    return ids


def add_tasks(
    session: Session,
    actor: Actor,
    now: datetime,
    campaign: Campaign,
    tasks: Sequence[PlannedTask],
    phase_ids: Mapping[str, int],
    milestone_ids: Mapping[str, int],
) -> None:
    """Add the tasks of a plan, to do and owned by nobody; a lead approves where that is needed.

    A task of a team that is not here goes to the first team, which is Operations in most shops. The
    tasks' first dates are the baseline that later ones are compared with.
    """
    teams = load_team_ids(session)
    anyone = min(teams.values())
    lead = session.exec(
        select(Person.id)
        .where(col(Person.lead_since).is_not(None), col(Person.deactivated_at).is_(None))
        .order_by(col(Person.id))
    ).first()
    made: dict[str, Task] = {}
    for number, planned in enumerate(tasks, start=1):
        on_milestone = planned.anchor.kind == AnchorKind.MILESTONE
        made[planned.key] = Task(
            campaign_id=campaign.id,
            number=number,
            template_key=planned.key,
            title=planned.title,
            acceptance=planned.acceptance,
            phase_id=phase_ids[planned.phase],
            team_id=teams.get(planned.team, anyone),
            approver_id=lead if planned.needs_approval else None,
            assigned_at=now,
            anchor_kind=str(planned.anchor.kind),
            anchor_phase_id=None if on_milestone else phase_ids[planned.anchor.key],
            anchor_milestone_id=milestone_ids[planned.anchor.key] if on_milestone else None,
            offset_days=planned.offset_days,
            due_on=planned.due_on,
            duration_days=planned.duration_days,
            effort_hours=planned.effort_hours,
            people_at_once=planned.people_at_once,
            must_have=planned.must_have,
            baseline_start_on=planned.due_on - timedelta(days=planned.duration_days - 1),
            baseline_due_on=planned.due_on,
            created_at=now,
            created_by=actor.person_id,
        )
    session.add_all(made.values())
    session.flush()
    for planned in tasks:
        task_id = made[planned.key].id
        session.add_all(
            ChecklistItem(campaign_id=campaign.id, task_id=task_id, position=position, text=text)
            for position, text in enumerate(planned.checklist)
        )
        session.add_all(
            Predecessor(
                campaign_id=campaign.id,
                task_id=task_id,
                before_id=made[link.before].id,
                kind=str(link.kind),
                lag_days=link.lag_days,
                lag_unit=str(link.unit),
            )
            for link in planned.predecessors
            if link.before in made
        )


def checked_phase_name(name: str) -> str:
    """A phase's name without stray spaces; refused when empty or over 40 characters."""
    name = tidy(name)
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refusal("Phase: write a name of 1 to {most} characters.", most=LONGEST_NAME)
    return name


def checked_milestone_name(name: str) -> str:
    """A milestone's name without stray spaces; refused when empty or over 40 characters."""
    name = tidy(name)
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refusal("Milestone: write a name of 1 to {most} characters.", most=LONGEST_NAME)
    return name
