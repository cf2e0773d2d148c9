"""A campaign's life: create it from a laid-out plan, change it, copy it, put it away."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from planner.actions.finding import open_campaign, shop
from planner.actions.redating import redate
from planner.actions.stale import require_version
from planner.rules.campaigns import AnchorKind, Phase, campaign_span, require_one_name_each
from planner.rules.clock import today_in
from planner.rules.layouts import LaidOutPlan, PlannedTask
from planner.rules.people import Actor, Right
from planner.rules.targets import Measure, require_target, split_by_phase
from planner.tables import campaigns as rows
from planner.tables.people import Person, Team
from planner.tables.tasks import ChecklistItem, Predecessor, Task
from planner.words import Did, Refusal, Sentence


def create(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    name: str,
    sale: str,
    sale_day: date,
    shop_ids: Sequence[int],
    plan: LaidOutPlan,
    shares_bp: Mapping[str, int],
    target_fen: int | None,
    measure: Measure,
    time_zone: str,
    language: str,
) -> Did:
    """Make a campaign with everything its plan brings: phases, milestones and tasks.

    ``shares_bp`` is each phase's share of the target by the phase's key in the plan.
    """
    actor.require(Right.PLAN)
    require_one_name_each(plan.phases, plan.milestones)
    planning_day, _ = campaign_span(
        plan.phases, min((task.start_on for task in plan.tasks), default=None)
    )
    today_in(now, time_zone)
    campaign = rows.Campaign(
        code=_code(name, now),
        name=_free_name(session, name),
        sale=sale,
        sale_day=sale_day,
        planning_day=min(planning_day, sale_day),
        time_zone=time_zone,
        language=language,
        target_measure=str(measure),
        created_at=now,
        created_by=actor.person_id,
    )
    if target_fen is not None:
        campaign.target_fen = require_target(target_fen)
        split_by_phase(campaign.target_fen, list(shares_bp.values()))
    session.add(campaign)
    session.flush()
    _set_shops(session, campaign, shop_ids)
    phase_ids = _add_phases(session, campaign, plan.phases, shares_bp)
    milestone_ids: dict[str, int] = {}
    for milestone in plan.milestones:
        row = rows.Milestone(
            campaign_id=campaign.id, name=milestone.name.strip(), happens_at=milestone.at
        )
        session.add(row)
        session.flush()
        milestone_ids[milestone.key] = row.id
    _add_tasks(session, actor, now, campaign, plan.tasks, phase_ids, milestone_ids)
    return Did(Sentence("created “{campaign}”", campaign=campaign.name), campaign.id, campaign.id)


def edit(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    campaign_id: int,
    version: int,
    name: str,
    shop_ids: Sequence[int],
) -> Did:
    """Change a campaign's name and shops."""
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    require_version(session, campaign, version)
    campaign.name = _free_name(session, name, campaign_id)
    _set_shops(session, campaign, shop_ids)
    return Did(Sentence("changed “{campaign}”", campaign=campaign.name), campaign_id)


def set_target(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    campaign_id: int,
    version: int,
    target_fen: int | None,
    measure: Measure,
    shares_bp: Mapping[int, int],
) -> Did:
    """Set what the sale should bring, and each phase's share by the phase's id."""
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    require_version(session, campaign, version)
    campaign.target_fen = None if target_fen is None else require_target(target_fen)
    campaign.target_measure = str(measure)
    if campaign.target_fen is not None:
        split_by_phase(campaign.target_fen, list(shares_bp.values()))
    for row in session.exec(select(rows.Phase).where(rows.Phase.campaign_id == campaign_id)):
        row.target_share_bp = shares_bp.get(row.id, 0)
    return Did(Sentence("set the target of “{campaign}”", campaign=campaign.name), campaign_id)


def move_sale_day(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    campaign_id: int,
    version: int,
    sale_day: date,
) -> Did:
    """Move the whole plan with its sale day; tasks that are done keep their dates."""
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    require_version(session, campaign, version)
    days = sale_day - campaign.sale_day
    for phase in session.exec(select(rows.Phase).where(rows.Phase.campaign_id == campaign_id)):
        phase.opens_at, phase.closes_at = phase.opens_at + days, phase.closes_at + days
    for milestone in session.exec(
        select(rows.Milestone).where(rows.Milestone.campaign_id == campaign_id)
    ):
        milestone.happens_at += days
    campaign.sale_day, campaign.planning_day = sale_day, campaign.planning_day + days
    session.flush()
    moved = redate(session, campaign)
    return Did(
        Sentence(
            "moved the sale day of “{campaign}” to {day} and {n} task with it",
            "moved the sale day of “{campaign}” to {day} and {n} tasks with it",
            campaign=campaign.name,
            day=sale_day,
            n=moved,
        ),
        campaign_id,
        moved,
    )


def archive(session: Session, /, *, actor: Actor, now: datetime, campaign_id: int) -> Did:
    """Put a finished campaign away; it stays readable and comparable."""
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    campaign.archived_at = now
    return Did(Sentence("archived “{campaign}”", campaign=campaign.name), campaign_id)


def unarchive(session: Session, /, *, actor: Actor, now: datetime, campaign_id: int) -> Did:  # noqa: ARG001 -- every action gets the moment
    """Take a campaign out of the archive."""
    actor.require(Right.PLAN)
    campaign = _any_campaign(session, campaign_id)
    campaign.archived_at = None
    return Did(
        Sentence("took “{campaign}” out of the archive", campaign=campaign.name), campaign_id
    )


def remove(session: Session, /, *, actor: Actor, now: datetime, campaign_id: int) -> Did:
    """Put a campaign into the recycle bin, with all that is in it."""
    actor.require(Right.PLAN)
    campaign = _any_campaign(session, campaign_id)
    campaign.deleted_at = now
    return Did(
        Sentence("put “{campaign}” into the recycle bin", campaign=campaign.name), campaign_id
    )


def restore(session: Session, /, *, actor: Actor, now: datetime, campaign_id: int) -> Did:  # noqa: ARG001 -- every action gets the moment
    """Take a campaign out of the recycle bin; its name must be free."""
    actor.require(Right.PLAN)
    campaign = _any_campaign(session, campaign_id)
    _free_name(session, campaign.name, campaign_id)
    campaign.deleted_at = None
    return Did(
        Sentence("took “{campaign}” out of the recycle bin", campaign=campaign.name), campaign_id
    )


def team_reference(team_id: int) -> str:
    """How a plan names a team that is no seed team."""
    return f"#{team_id}"


def _any_campaign(session: Session, campaign_id: int) -> rows.Campaign:
    campaign = session.get(rows.Campaign, campaign_id)
    if campaign is None:
        raise Refusal("This campaign is not there any more.")
    return campaign


def _free_name(session: Session, name: str, campaign_id: int | None = None) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= 80:
        raise Refusal("Name: write 1 to 80 characters.")
    taken = session.exec(
        select(rows.Campaign).where(
            rows.Campaign.name == name, col(rows.Campaign.deleted_at).is_(None)
        )
    ).first()
    if taken is not None and taken.id != campaign_id:
        raise Refusal(
            "Name: there is already a campaign called “{name}”. Add the year, say.", name=name
        )
    return name


def _code(name: str, now: datetime) -> str:
    digest = hashlib.sha256(f"{name} {now.isoformat()}".encode()).hexdigest()
    return digest[:6].upper()


def _set_shops(session: Session, campaign: rows.Campaign, shop_ids: Sequence[int]) -> None:
    if not shop_ids:
        raise Refusal("Shops: choose at least one.")
    wanted = {shop(session, shop_id).id for shop_id in shop_ids}
    for link in session.exec(
        select(rows.CampaignShop).where(rows.CampaignShop.campaign_id == campaign.id)
    ):
        if link.shop_id in wanted:
            wanted.discard(link.shop_id)
        else:
            session.delete(link)
    session.add_all(
        rows.CampaignShop(campaign_id=campaign.id, shop_id=shop_id) for shop_id in sorted(wanted)
    )


def _add_phases(
    session: Session,
    campaign: rows.Campaign,
    phases: Sequence[Phase[str]],
    shares_bp: Mapping[str, int],
) -> dict[str, int]:
    ids: dict[str, int] = {}
    for phase in phases:
        row = rows.Phase(
            campaign_id=campaign.id,
            name=phase.name.strip(),
            kind=str(phase.kind),
            opens_at=phase.opens,
            closes_at=phase.closes,
            target_share_bp=shares_bp.get(phase.key, 0),
        )
        session.add(row)
        session.flush()
        ids[phase.key] = row.id
        session.add_all(
            rows.PhaseShop(campaign_id=campaign.id, phase_id=row.id, shop_id=shop_id)
            for shop_id in sorted(phase.shops)
        )
    return ids


def _add_tasks(
    session: Session,
    actor: Actor,
    now: datetime,
    campaign: rows.Campaign,
    tasks: Sequence[PlannedTask],
    phase_ids: Mapping[str, int],
    milestone_ids: Mapping[str, int],
) -> None:
    teams: dict[str, int] = {}
    for team in session.exec(select(Team).where(col(Team.archived_at).is_(None))):
        teams[team.key or ""] = teams[team_reference(team.id)] = team.id
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
            must_have=planned.must_have,
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
            Predecessor(campaign_id=campaign.id, task_id=task_id, before_id=made[key].id)
            for key in planned.predecessors
            if key in made
        )
