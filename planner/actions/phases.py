"""A campaign's phases and milestones: add, change, take away; due days follow their anchors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from planner.actions.finding import milestone, open_campaign, phase
from planner.actions.laying_out import checked_milestone_name, checked_phase_name
from planner.actions.phase_removal import let_go
from planner.actions.redating import settle_span
from planner.actions.stale import require_version
from planner.rules import campaigns as rules
from planner.rules.people import Actor, Right
from planner.tables.campaigns import Campaign, CampaignShop, Milestone, Phase, PhaseShop
from planner.tables.loading import load_milestones, load_phases
from planner.tables.tasks import Task
from planner.words import Did, Refusal, Sentence


def add_phase(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    campaign_id: int,
    name: str,
    kind: rules.PhaseKind,
    opens: datetime,
    closes: datetime,
    shop_ids: Sequence[int] = (),
) -> Did:
    """Add a phase; ``opens`` and ``closes`` are wall-clock times of the campaign."""
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    name = checked_phase_name(name)
    rules.Phase(0, name, kind, opens, closes)
    row = Phase(
        campaign_id=campaign_id, name=name, kind=str(kind), opens_at=opens, closes_at=closes
    )
    session.add(row)
    _require_names(session, campaign)
    session.flush()
    _set_shops(session, row, shop_ids)
    session.flush()
    settle_span(session, campaign)
    return Did(Sentence("added the phase “{phase}”", phase=name), campaign_id, row.id)


def edit_phase(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    phase_id: int,
    version: int,
    name: str,
    kind: rules.PhaseKind,
    shop_ids: Sequence[int] = (),
) -> Did:
    """Change what a phase is called, its kind and its shops; its times are moved."""
    actor.require(Right.PLAN)
    row = _phase(session, phase_id)
    campaign = open_campaign(session, row.campaign_id)
    require_version(session, row, version)
    name = checked_phase_name(name)
    row.name, row.kind = name, str(kind)
    _require_names(session, campaign)
    _set_shops(session, row, shop_ids)
    return Did(Sentence("changed the phase “{phase}”", phase=row.name), campaign.id)


def remove_phase(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    phase_id: int,
    version: int,
) -> Did:
    """Take a phase away that no task serves or hangs on; others share its part of the target."""
    actor.require(Right.PLAN)
    row = _phase(session, phase_id)
    campaign = open_campaign(session, row.campaign_id)
    require_version(session, row, version)
    using = session.exec(
        select(Task).where((Task.phase_id == phase_id) | (Task.anchor_phase_id == phase_id))
    ).all()
    _require_unused(row.name, using)
    others = session.exec(select(Phase).where(Phase.campaign_id == row.campaign_id)).all()
    if len(others) == 1:
        raise Refusal("Phases: a campaign needs at least one.")
    let_go(session, row)
    _set_shops(session, row, ())
    session.flush()
    session.delete(row)
    session.flush()
    settle_span(session, campaign)
    return Did(Sentence("removed the phase “{phase}”", phase=row.name), row.campaign_id)


def add_milestone(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    campaign_id: int,
    name: str,
    at: datetime,
    freezes: bool = False,
) -> Did:
    """Add a milestone at a wall-clock time of the campaign; from one that freezes pages stay."""
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    row = Milestone(
        campaign_id=campaign_id, name=checked_milestone_name(name), happens_at=at, freezes=freezes
    )
    session.add(row)
    _require_names(session, campaign)
    session.flush()
    settle_span(session, campaign)
    return Did(Sentence("added the milestone “{name}”", name=row.name), campaign_id, row.id)


def edit_milestone(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    milestone_id: int,
    version: int,
    name: str,
    freezes: bool,
) -> Did:
    """Change what a milestone is called and whether pages freeze from it on; its time is moved."""
    actor.require(Right.PLAN)
    row = _milestone(session, milestone_id)
    campaign = open_campaign(session, row.campaign_id)
    require_version(session, row, version)
    row.name, row.freezes = checked_milestone_name(name), freezes
    _require_names(session, campaign)
    return Did(Sentence("changed the milestone “{name}”", name=row.name), campaign.id)


def remove_milestone(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    milestone_id: int,
    version: int,
) -> Did:
    """Take a milestone away that no task hangs on."""
    actor.require(Right.PLAN)
    row = _milestone(session, milestone_id)
    campaign = open_campaign(session, row.campaign_id)
    require_version(session, row, version)
    using = session.exec(select(Task).where(Task.anchor_milestone_id == milestone_id)).all()
    _require_unused(row.name, using)
    session.delete(row)
    session.flush()
    settle_span(session, campaign)
    return Did(Sentence("removed the milestone “{name}”", name=row.name), row.campaign_id)


def _phase(session: Session, phase_id: int) -> Phase:
    row = session.get(Phase, phase_id)
    return phase(session, -1 if row is None else row.campaign_id, phase_id)


def _milestone(session: Session, milestone_id: int) -> Milestone:
    row = session.get(Milestone, milestone_id)
    return milestone(session, -1 if row is None else row.campaign_id, milestone_id)


def _require_unused(name: str, using: Sequence[Task]) -> None:
    in_plan = sum(task.deleted_at is None for task in using)
    if in_plan:
        raise Refusal(
            "{n} task needs “{name}” for its dates or serves it. Change the task first.",
            "{n} tasks need “{name}” for their dates or serve it. Change them first.",
            n=in_plan,
            name=name,
        )
    if using:
        raise Refusal(
            "{n} task in the recycle bin still belongs to “{name}”. Restore it and move it first.",
            "{n} tasks in the recycle bin still belong to “{name}”."
            " Restore them and move them first.",
            n=len(using),
            name=name,
        )


def _require_names(session: Session, campaign: Campaign) -> None:
    with session.no_autoflush:
        pending = [row for row in session.new if isinstance(row, Phase | Milestone)]
        phases = load_phases(session, campaign.id)
        milestones = load_milestones(session, campaign.id)
    phases += [
        rules.Phase(0, row.name, rules.PhaseKind(row.kind), row.opens_at, row.closes_at)
        for row in pending
        if isinstance(row, Phase)
    ]
    milestones += [
        rules.Milestone(0, row.name, row.happens_at)
        for row in pending
        if isinstance(row, Milestone)
    ]
    rules.require_one_name_each(phases, milestones)


def _set_shops(session: Session, row: Phase, shop_ids: Sequence[int]) -> None:
    wanted = set(shop_ids)
    taking_part = session.exec(
        select(CampaignShop.shop_id).where(CampaignShop.campaign_id == row.campaign_id)
    )
    if not wanted <= set(taking_part):
        raise Refusal("Shops: choose among the shops that take part in the campaign.")
    for link in session.exec(select(PhaseShop).where(col(PhaseShop.phase_id) == row.id)):
        if link.shop_id in wanted:
            wanted.discard(link.shop_id)
        else:
            session.delete(link)
    session.add_all(
        PhaseShop(campaign_id=row.campaign_id, phase_id=row.id, shop_id=shop_id)
        for shop_id in sorted(wanted)
    )
