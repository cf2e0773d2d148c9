"""Copies a campaign to another sale day, leaving owners, progress and talk behind."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from planner.actions.campaigns import create
from planner.rules.names import tidy
from planner.rules.people import Actor, Right
from planner.rules.targets import Measure
from planner.tables import campaigns as rows
from planner.tables.loading import kept_campaign
from planner.tables.plans import load_plan
from planner.tables.shops import Shop
from planner.words import Did, Refusal, Sentence


def duplicate(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    name: str,
    sale_day: date,
) -> Did:
    """Make the same plan again around another sale day: every task to do, owned by nobody.

    The campaign copied from is not touched. The target's amount is left behind, its shares stay.
    """
    actor.require(Right.PLAN)
    source = kept_campaign(session, campaign_id)
    plan = load_plan(session, source).moved_to(sale_day)
    made = create(
        session,
        actor=actor,
        now=now,
        name=name,
        sale=source.sale,
        sale_day=sale_day,
        shop_ids=_shops_still_selling(session, source),
        plan=plan,
        shares_bp=plan.target_shares_bp,
        target_fen=None,
        measure=Measure(source.target_measure),
        time_zone=source.time_zone,
        language=source.language,
    )
    return Did(
        Sentence("copied “{source}” as “{campaign}”", source=source.name, campaign=tidy(name)),
        made.campaign_id,
        made.value,
    )


def _shops_still_selling(session: Session, source: rows.Campaign) -> list[int]:
    shop_ids = session.exec(
        select(rows.CampaignShop.shop_id)
        .join(Shop, col(Shop.id) == col(rows.CampaignShop.shop_id))
        .where(rows.CampaignShop.campaign_id == source.id, col(Shop.archived_at).is_(None))
    ).all()
    if not shop_ids:
        raise Refusal(
            "All shops of “{campaign}” are archived. Take one out of the archive first.",
            campaign=source.name,
        )
    return list(shop_ids)
