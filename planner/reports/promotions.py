"""What people ask about a sale's promotions: which there are, one as it is written, the costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from sqlmodel import Session, col, func, select

from planner.reports.reading import reads
from planner.rules.people import Actor, Right
from planner.rules.promotions.drafts import Draft
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.plans import Limits
from planner.rules.promotions.ruleset import Base, Layer
from planner.rules.promotions.telling import covers, terms
from planner.rules.promotions.written_rules import read_gives, read_scope
from planner.tables.campaigns import Phase
from planner.tables.products import Product
from planner.tables.promotion_rows import load_setting, setting_row
from planner.tables.promotions import Promotion, PromotionPhase, PromotionTask
from planner.tables.shops import Shop
from planner.tables.tasks import Task
from planner.words import Refusal

_COLUMNS = (
    *("id", "name", "preset", "layer", "terms", "covers", "phase_ids", "phases", "claimed"),
    *("group", "shop_id", "shop", "shop_bp", "opens_at", "closes_at", "issued", "per_buyer"),
    *("wording", "cancelled", "tasks_open", "tasks"),
)


@dataclass(frozen=True)
class PromotionCard:
    """A promotion as its form shows it; ``version`` is what an edit carries."""

    id: int
    version: int
    campaign_id: int
    draft: Draft


@dataclass(frozen=True)
class CostCard:
    """What selling costs in a campaign; ``version`` is None where nobody has said so far."""

    version: int | None
    costs: Costs
    limits: Limits
    source: str
    checked_on: date | None


@reads("promotions", "campaigns", "shops", "tasks", "products")
def listing(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a promotion, cancelled ones too, in the order in which they count.

    Columns: id, name, preset (its key), layer (of ``Layer``), terms and covers (Sentences),
    phase_ids and phases (names, by opening), claimed, group, shop_id and shop (None where it counts
    in all), shop_bp, opens_at and closes_at (wall clock, None as its phases), issued, per_buyer,
    wording, cancelled, tasks_open and tasks (how many of its tasks).
    """
    actor.require(Right.SEE_PLAN)
    rows = session.exec(
        select(Promotion)
        .where(Promotion.campaign_id == campaign_id)
        .order_by(col(Promotion.layer), col(Promotion.priority).desc(), col(Promotion.id))
    ).all()
    phases = _phases(session, campaign_id)
    shops = {shop.id: shop.name for shop in session.exec(select(Shop))}
    tasks = _tasks(session, campaign_id)
    names = _product_names(session, campaign_id)
    records = [
        (
            row.id,
            row.name,
            row.preset,
            Layer(row.layer),
            terms(read_gives(row.gives), names),
            covers(read_scope(row.scope)),
            tuple(phase.id for phase in phases.get(row.id, ())),
            tuple(phase.name for phase in phases.get(row.id, ())),
            row.claimed,
            row.mutex_group,
            row.shop_id,
            None if row.shop_id is None else shops.get(row.shop_id),
            row.shop_bp,
            row.opens_at,
            row.closes_at,
            row.issued,
            row.per_buyer,
            row.wording,
            row.cancelled_at is not None,
            *tasks.get(row.id, (0, 0)),
        )
        for row in rows
    ]
    return pd.DataFrame(records, columns=list(_COLUMNS), dtype=object)


@reads("promotions")
def card(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    promotion_id: int,
) -> PromotionCard:
    """One promotion that stands, as it is written; raises Refusal where it is gone."""
    actor.require(Right.PLAN)
    row = session.get(Promotion, promotion_id)
    if row is None or row.cancelled_at is not None:
        raise Refusal("This promotion is not in the sale any more. Look at the list again.")
    phases = session.exec(
        select(PromotionPhase.phase_id).where(PromotionPhase.promotion_id == row.id)
    )
    draft = Draft(
        name=row.name,
        preset=row.preset,
        gives=read_gives(row.gives),
        layer=Layer(row.layer),
        base=Base(row.base),
        phases=frozenset(phases),
        scope=read_scope(row.scope),
        group=row.mutex_group,
        claimed=row.claimed,
        priority=row.priority,
        rounding=row.rounding,
        shop_bp=row.shop_bp,
        shuts=frozenset(Layer(layer) for layer in row.shuts),
        shop=row.shop_id,
        opens=row.opens_at,
        closes=row.closes_at,
        issued=row.issued,
        per_buyer=row.per_buyer,
        budget_fen=row.budget_fen,
        wording=row.wording,
        typed=row.typed,
    )
    return PromotionCard(row.id, row.version, row.campaign_id, draft)


@reads("products", "shops")
def goods(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a product that a shop sells in a campaign, by shop and code: shop_id, sku, name,
    category, list_fen, limit_per_buyer."""
    actor.require(Right.SEE_PLAN)
    names = ["shop_id", "sku", "name", "category", "list_fen", "limit_per_buyer"]
    found = session.exec(
        select(Product)
        .where(Product.campaign_id == campaign_id, col(Product.removed_at).is_(None))
        .order_by(col(Product.shop_id), col(Product.sku))
    )
    return pd.DataFrame(
        [tuple(getattr(row, name) for name in names) for row in found], columns=names, dtype=object
    )


@reads("promotions")
def costs(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> CostCard:
    """What selling costs in a campaign, what its shops allow themselves, and who says so."""
    actor.require(Right.SEE_COSTS)
    known, limits = load_setting(session, campaign_id)
    row = setting_row(session, campaign_id)
    if row is None:
        return CostCard(None, known, limits, "", None)
    return CostCard(row.version, known, limits, row.source, row.checked_on)


def _phases(session: Session, campaign_id: int) -> dict[int, list[Phase]]:
    found: dict[int, list[Phase]] = {}
    for promotion_id, phase in session.exec(
        select(PromotionPhase.promotion_id, Phase)
        .join(Phase, col(Phase.id) == col(PromotionPhase.phase_id))
        .where(PromotionPhase.campaign_id == campaign_id)
        .order_by(col(Phase.opens_at), col(Phase.id))
    ):
        found.setdefault(promotion_id, []).append(phase)
    return found


def _product_names(session: Session, campaign_id: int) -> dict[str, str]:
    """What products are called, by code."""
    return dict(
        session.exec(
            select(Product.sku, Product.name).where(
                Product.campaign_id == campaign_id, col(Product.removed_at).is_(None)
            )
        ).all()
    )


def _tasks(session: Session, campaign_id: int) -> dict[int, tuple[int, int]]:
    """How many tasks of each promotion are open, and how many there are."""
    counted = session.exec(
        select(
            PromotionTask.promotion_id,
            func.count().filter(col(Task.done_at).is_(None)),
            func.count(),
        )
        .join(Task, col(Task.id) == col(PromotionTask.task_id))
        .where(PromotionTask.campaign_id == campaign_id, col(Task.deleted_at).is_(None))
        .group_by(col(PromotionTask.promotion_id))
    )
    return {promotion_id: (is_open, known) for promotion_id, is_open, known in counted}
