"""What people ask about campaigns: which there are, how they are laid out, how ready they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import BindParameter, bindparam, func, select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.rules.campaigns import Milestone, Phase
from planner.rules.clock import today_in, wall_clock
from planner.rules.people import Actor, Right
from planner.rules.targets import Measure
from planner.rules.tasks import Readiness
from planner.tables import campaigns as rows
from planner.tables.loading import kept_campaign, load_milestones, load_phases
from planner.tables.people import Team
from planner.tables.reading import rows_at_once
from planner.tables.rules_sign_offs import rules_signed
from planner.tables.tasks import Task

# Statements are built once: making one takes longer than asking it.
_OF_CAMPAIGN: BindParameter[Any] = bindparam("campaign_id")
_CLOSES = (
    select(col(rows.Phase.campaign_id), func.max(col(rows.Phase.closes_at)).label("closes_at"))
    .group_by(col(rows.Phase.campaign_id))
    .subquery()
)
_EVERY_CHOICE = (
    select(
        col(rows.Campaign.id),
        col(rows.Campaign.name),
        col(rows.Campaign.sale),
        col(rows.Campaign.sale_day),
        col(rows.Campaign.planning_day),
        _CLOSES.c.closes_at,
        col(rows.Campaign.archived_at).is_not(None).label("archived"),
        col(rows.Campaign.time_zone),
    )
    .join(_CLOSES, _CLOSES.c.campaign_id == col(rows.Campaign.id))
    .where(col(rows.Campaign.deleted_at).is_(None))
)
_CHOICES = _EVERY_CHOICE.where(col(rows.Campaign.archived_at).is_(None))
_PHASES = select(
    col(rows.Phase.id), col(rows.Phase.version), col(rows.Phase.target_share_bp)
).where(col(rows.Phase.campaign_id) == _OF_CAMPAIGN)
_MILESTONES = select(col(rows.Milestone.id), col(rows.Milestone.version)).where(
    col(rows.Milestone.campaign_id) == _OF_CAMPAIGN
)
_SHOP_IDS = (
    select(col(rows.CampaignShop.shop_id))
    .where(col(rows.CampaignShop.campaign_id) == _OF_CAMPAIGN)
    .order_by(col(rows.CampaignShop.shop_id))
)
_ZONE = select(col(rows.Campaign.time_zone)).where(col(rows.Campaign.id) == _OF_CAMPAIGN)

_IS_DONE = col(Task.done_at).is_not(None)
_MUST = col(Task.must_have).is_(True)
_COUNTED = (
    select(
        col(Task.phase_id),
        col(Task.team_id),
        func.count().filter(_IS_DONE).label("done"),
        func.count().label("total"),
        func.count().filter(_IS_DONE & _MUST).label("must_done"),
        func.count().filter(_MUST).label("must_total"),
        func.count().filter(~_IS_DONE & (col(Task.due_on) < bindparam("today"))).label("late"),
        func.count().filter(~_IS_DONE & col(Task.stuck_at).is_not(None)).label("stuck"),
        func.count().filter(~_IS_DONE & col(Task.owner_id).is_(None)).label("unclaimed"),
    )
    .where(col(Task.campaign_id) == _OF_CAMPAIGN, col(Task.deleted_at).is_(None))
    .group_by(col(Task.phase_id), col(Task.team_id))
    .subquery()
)
# Counted before the names come in, so that nobody sorts thousands of tasks by them.
_READINESS = (
    select(
        col(rows.Phase.id).label("phase_id"),
        col(rows.Phase.name).label("phase"),
        col(rows.Phase.opens_at),
        col(Team.id).label("team_id"),
        col(Team.name).label("team"),
        col(Team.key).label("team_key"),
        *(count for count in _COUNTED.c if count.key not in ("phase_id", "team_id")),
    )
    .join(_COUNTED, _COUNTED.c.phase_id == col(rows.Phase.id))
    .join(Team, col(Team.id) == _COUNTED.c.team_id)
    .order_by(col(rows.Phase.opens_at), col(Team.position), col(Team.id))
)


@dataclass(frozen=True)
class CampaignCard:
    """One campaign as pages need it; moments are wall-clock times of the campaign."""

    id: int
    version: int
    name: str
    sale: str
    sale_day: date
    planning_day: date
    last_day: date
    time_zone: str
    language: str
    now: datetime
    today: date
    archived: bool
    target_fen: int | None
    measure: Measure
    shop_ids: tuple[int, ...]
    phases: tuple[Phase[int], ...]
    milestones: tuple[Milestone[int], ...]
    shares_bp: dict[int, int] = field(hash=False)
    versions: dict[tuple[str, int], int] = field(hash=False)


@reads("campaigns")
def choices(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    archived: bool = False,
) -> pd.DataFrame:
    """One row is a campaign that is not in the bin: id, name, sale, sale_day, planning_day,
    closes_at, archived (bool), days_to_sale; the one to look at now comes first.

    First is a campaign under way, by its sale day; then those to come; then those past.
    """
    actor.require(Right.SEE_PLAN)
    query = _EVERY_CHOICE if archived else _CHOICES
    records = []
    for row in session.connection().execute(query):
        today = today_in(now, row.time_zone)
        if row.planning_day <= today <= row.closes_at.date():
            order = (0, abs((row.sale_day - today).days))
        elif row.sale_day > today:
            order = (1, (row.sale_day - today).days)
        else:
            order = (2, (today - row.sale_day).days)
        records.append((order, *row[:-1], (row.sale_day - today).days))
    records.sort(key=lambda record: record[0])
    return pd.DataFrame.from_records(
        [record[1:] for record in records],
        columns=[
            "id",
            "name",
            "sale",
            "sale_day",
            "planning_day",
            "closes_at",
            "archived",
            "days_to_sale",
        ],
    )


@reads("campaigns")
def card(session: Session, /, *, actor: Actor, now: datetime, campaign_id: int) -> CampaignCard:
    """One campaign with its phases, milestones, shops and target; raises a Refusal if gone."""
    actor.require(Right.SEE_PLAN)
    campaign = kept_campaign(session, campaign_id)
    of_campaign = {"campaign_id": campaign_id}
    connection = session.connection()
    phases = load_phases(session, campaign_id)
    phase_rows = connection.execute(_PHASES, of_campaign).all()
    milestone_rows = connection.execute(_MILESTONES, of_campaign).all()
    shop_ids = connection.scalars(_SHOP_IDS, of_campaign).all()
    return CampaignCard(
        id=campaign.id,
        version=campaign.version,
        name=campaign.name,
        sale=campaign.sale,
        sale_day=campaign.sale_day,
        planning_day=campaign.planning_day,
        last_day=max(phase.last_day for phase in phases),
        time_zone=campaign.time_zone,
        language=campaign.language,
        now=wall_clock(now, campaign.time_zone),
        today=today_in(now, campaign.time_zone),
        archived=campaign.archived_at is not None,
        target_fen=campaign.target_fen,
        measure=Measure(campaign.target_measure),
        shop_ids=tuple(shop_ids),
        phases=tuple(phases),
        milestones=tuple(load_milestones(session, campaign_id)),
        shares_bp={row.id: row.target_share_bp for row in phase_rows},
        versions={("phase", row.id): row.version for row in phase_rows}
        | {("milestone", row.id): row.version for row in milestone_rows},
    )


@reads("tasks", "campaigns", "people", "promotions", "products")
def readiness(
    session: Session, /, *, actor: Actor, now: datetime, campaign_id: int
) -> pd.DataFrame:
    """One row is a phase × team of a campaign with tasks: phase_id, phase, opens_at, team_id,
    team, team_key, done, total, must_done, must_total, late, stuck, unclaimed, ready_bp, rules.

    ``late``, ``stuck`` and ``unclaimed`` count open tasks; ``ready_bp`` is done over total.
    ``rules`` says how far the phase's promotion rules, a must-have of no team, are signed for; None
    where it has none.
    """
    actor.require(Right.SEE_PLAN)
    connection = session.connection()
    zone = connection.scalar(_ZONE, {"campaign_id": campaign_id})
    today = today_in(now, zone or "UTC")
    found = rows_at_once(connection, _READINESS, {"campaign_id": campaign_id, "today": today})
    frame = pd.DataFrame(found, columns=_READINESS.selected_columns.keys())
    frame["ready_bp"] = [
        Readiness(done, total, 0, 0).share_bp
        for done, total in zip(frame["done"], frame["total"], strict=True)
    ]
    phases = [session.get_one(rows.Phase, int(key)) for key in frame["phase_id"].unique()]
    signed = rules_signed(session, phases)
    frame["rules"] = pd.Series([signed.get(key) for key in frame["phase_id"]], dtype=object)
    return frame


@reads("campaigns")
def binned(session: Session, /, *, actor: Actor, now: datetime) -> pd.DataFrame:  # noqa: ARG001 -- every report gets the moment
    """One row is a campaign in the recycle bin: id, name, sale_day, deleted_at."""
    actor.require(Right.PLAN)
    found = session.execute(
        select(
            col(rows.Campaign.id),
            col(rows.Campaign.name),
            col(rows.Campaign.sale_day),
            col(rows.Campaign.deleted_at),
        )
        .where(col(rows.Campaign.deleted_at).is_not(None))
        .order_by(col(rows.Campaign.deleted_at).desc())
    ).all()
    return pd.DataFrame(
        [tuple(row) for row in found], columns=["id", "name", "sale_day", "deleted_at"]
    )
