"""A campaign's life: create it from a laid-out plan, change it, copy it, put it away."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from planner.actions.finding import open_campaign, shop
from planner.actions.laying_out import add_milestones, add_phases, add_tasks
from planner.actions.redating import settle_span
from planner.actions.stale import require_version
from planner.rules.campaigns import campaign_span, require_one_name_each
from planner.rules.clock import today_in
from planner.rules.forecasts import Goals
from planner.rules.layouts import LaidOutPlan
from planner.rules.names import tidy
from planner.rules.people import Actor, Right
from planner.rules.targets import Measure, require_target, split_by_phase
from planner.tables import campaigns as rows
from planner.tables.loading import load_phases
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
    planning_day, _ = campaign_span(plan.phases)
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
        baseline_at=now,
    )
    if target_fen is not None:
        campaign.target_fen = require_target(target_fen)
        split_by_phase(target_fen, [shares_bp.get(phase.key, 0) for phase in plan.phases])
    session.add(campaign)
    session.flush()
    _set_shops(session, campaign, shop_ids)
    phase_ids = add_phases(session, campaign, plan.phases, shares_bp)
    milestone_ids = add_milestones(session, campaign, plan.milestones)
    add_tasks(session, actor, now, campaign, plan.tasks, phase_ids, milestone_ids)
    settle_span(session, campaign)
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
    phase_versions: Mapping[int, int] | None = None,
    floor_fen: int | None = None,
    stretch_fen: int | None = None,
) -> Did:
    """Set what the sale should bring, at least and at best, and each phase's share by its id.

    ``phase_versions`` holds the versions of the phases that the person saw, by id; None trusts
    the shares. Without a target they stay as they are.
    """
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    require_version(session, campaign, version)
    campaign.target_fen = None if target_fen is None else require_target(target_fen)
    campaign.target_measure = str(measure)
    goals = Goals(campaign.target_fen, floor_fen, stretch_fen)
    campaign.target_floor_fen, campaign.target_stretch_fen = goals.floor_fen, goals.stretch_fen
    if campaign.target_fen is not None:
        phases = session.exec(select(rows.Phase).where(rows.Phase.campaign_id == campaign_id)).all()
        split_by_phase(campaign.target_fen, [shares_bp.get(row.id, 0) for row in phases])
        for row in phases:
            if phase_versions is not None:
                require_version(session, row, phase_versions.get(row.id, row.version))
            row.target_share_bp = shares_bp.get(row.id, 0)
    return Did(Sentence("set the target of “{campaign}”", campaign=campaign.name), campaign_id)


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


def _any_campaign(session: Session, campaign_id: int) -> rows.Campaign:
    campaign = session.get(rows.Campaign, campaign_id)
    if campaign is None:
        raise Refusal("This campaign is not there any more.")
    return campaign


def _free_name(session: Session, name: str, campaign_id: int | None = None) -> str:
    name = tidy(name)
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
    links = session.exec(
        select(rows.CampaignShop).where(rows.CampaignShop.campaign_id == campaign.id)
    ).all()
    there = {link.shop_id for link in links}
    wanted = set(shop_ids)
    session.add_all(
        rows.CampaignShop(campaign_id=campaign.id, shop_id=shop(session, shop_id).id)
        for shop_id in sorted(wanted - there)
    )
    for phase in load_phases(session, campaign.id):
        if phase.shops and not phase.shops <= wanted:
            raise Refusal(
                "Shops: the phase “{phase}” is for a shop that you took away."
                " Change that phase first.",
                phase=phase.name,
            )
    for link in links:
        if link.shop_id not in wanted:
            session.delete(link)
