"""What a campaign sold and should sell, and the past sales it is held against, for every report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from planner.files import curves
from planner.reports.kept import Kept
from planner.rules.campaign_sales import CampaignSales
from planner.rules.forecasts import PastSale
from planner.rules.forecasts.campaigns import past_sale
from planner.rules.kept_curves import read_curve
from planner.tables.campaign_sales import load_campaign_sales, load_channel_sales
from planner.tables.campaigns import Campaign
from planner.tables.history import Revision
from planner.tables.targets import KeptCurve
from planner.words import Refusal

T = TypeVar("T")
NOUNS = ("sales", "campaigns", "shops", "curves")
_kept: WeakKeyDictionary[Engine, Kept] = WeakKeyDictionary()
_REVISIONS = (
    select(col(Revision.noun), col(Revision.campaign_id), col(Revision.value))
    .where(col(Revision.noun).in_(NOUNS))
    .order_by(col(Revision.campaign_id), col(Revision.noun))
)


def load_sales(
    session: Session, campaign_id: int, only_day: date | None = None, *, hourly: bool = False
) -> CampaignSales:
    """A campaign's sales, or those of one day hour by hour; raises a Refusal if it is gone.

    All of its days come hour by hour if ``hourly``. Reports that ask alike share one answer.
    """
    question = ("campaign", campaign_id, only_day, hourly)
    return _once(
        session,
        question,
        lambda: load_campaign_sales(
            session, campaign_id, curves.shipped(), only_day=only_day, hourly=hourly
        ),
    )


def load_channels(
    session: Session, campaign_id: int
) -> tuple[list[tuple[int, str]], CampaignSales]:
    """A campaign's sales by channel, as ``load_channel_sales`` explains them."""
    return _once(
        session,
        ("channels", campaign_id),
        lambda: load_channel_sales(session, load_sales(session, campaign_id)),
    )


def load_past(session: Session, campaign_id: int) -> list[tuple[str, CampaignSales]]:
    """The sales of the same kind that are over and known to their end, the last one at the end.

    Each has its name, and means the amount that this campaign's target means.
    """
    return _once(session, ("past", campaign_id), lambda: _past(session, campaign_id))


def past_curves(session: Session, campaign_id: int) -> list[PastSale]:
    """The curves of those sales, and before them kept curves of sales that are not there."""
    return _once(session, ("curves", campaign_id), lambda: _curves(session, campaign_id))


def _past(session: Session, campaign_id: int) -> list[tuple[str, CampaignSales]]:
    this = session.get_one(Campaign, campaign_id)
    earlier = session.execute(
        select(col(Campaign.id), col(Campaign.name))
        .where(
            col(Campaign.sale) == this.sale,
            col(Campaign.sale_day) < this.sale_day,
            col(Campaign.deleted_at).is_(None),
        )
        .order_by(col(Campaign.sale_day))
    )
    measure = load_sales(session, campaign_id).measure
    found = []
    for row in earlier:
        sales = load_sales(session, row.id, hourly=True)
        if sales.known_to_its_end:
            found.append((row.name, replace(sales, measure=measure)))
    return found


def _curves(session: Session, campaign_id: int) -> list[PastSale]:
    this = session.get_one(Campaign, campaign_id)
    still_there = select(col(Campaign.id)).where(col(Campaign.deleted_at).is_(None))
    kept = session.scalars(
        select(KeptCurve)
        .where(
            col(KeptCurve.sale) == this.sale,
            col(KeptCurve.archived_at).is_(None),
            col(KeptCurve.from_campaign_id).is_not(None),
            col(KeptCurve.from_campaign_id).not_in(still_there),
        )
        .order_by(col(KeptCurve.made_at))
    )
    found = [read_curve(row.name, row.shares) for row in kept]
    for name, sales in load_past(session, campaign_id):
        try:
            found.append(past_sale(name, sales))
        except Refusal:
            continue  # it sold nothing of this amount
    return found


def _once(session: Session, question: tuple[object, ...], make: Callable[[], T]) -> T:
    """An answer as of now, made once for everyone who asks before something of it changes."""
    bind = session.get_bind()
    if not isinstance(bind, Engine):
        return make()
    found = session.connection().execute(_REVISIONS).all()
    # Every revision counts, because one campaign's answer may speak of another's figures.
    as_of = (sum(row.value for row in found),)
    return _kept.setdefault(bind, Kept(32)).get(question, as_of, make)
