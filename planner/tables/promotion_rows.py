"""Turns single rows of products, promotions and their settings into what rules think in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from planner.rules.campaigns import Phase
from planner.rules.promotions import plans
from planner.rules.promotions.margins import Costs, FeeBase
from planner.rules.promotions.plans import Limits, PlannedRule
from planner.rules.promotions.presets import ROUNDINGS
from planner.rules.promotions.ruleset import Base, Layer, Rule
from planner.rules.promotions.written_rules import read_gives, read_scope
from planner.tables.products import Product
from planner.tables.promotions import Promotion, PromotionSetting

_LIMITS = tuple(Limits.__dataclass_fields__)


def load_setting(session: Session, campaign_id: int) -> tuple[Costs, Limits]:
    """What selling costs in a campaign, and what its shops allow themselves."""
    row = setting_row(session, campaign_id)
    if row is None:
        return Costs(), Limits()
    return (
        Costs(row.fee_bp, FeeBase(row.fee_base), row.order_fen, row.target_bp),
        Limits(**{name: getattr(row, name) for name in _LIMITS}),
    )


def setting_row(session: Session, campaign_id: int) -> PromotionSetting | None:
    """The row behind ``load_setting``; None where nobody has said."""
    return session.exec(
        select(PromotionSetting).where(PromotionSetting.campaign_id == campaign_id)
    ).first()


def product_rows(session: Session, campaign_id: int, shop_id: int) -> Sequence[Product]:
    """The rows of what a shop sells in a campaign, by code."""
    return session.exec(
        select(Product)
        .where(
            Product.campaign_id == campaign_id,
            Product.shop_id == shop_id,
            col(Product.removed_at).is_(None),
        )
        .order_by(col(Product.sku))
    ).all()


def product_of(row: Product) -> plans.Product:
    """The product that a row is, without the platform's lines."""
    return plans.Product(
        sku=row.sku,
        name=row.name,
        list_fen=row.list_fen,
        cost_fen=row.cost_fen,
        floor_fen=row.floor_fen,
        stock=row.stock,
        item_id=row.item_id,
        link=row.link,
        limit_per_buyer=row.limit_per_buyer,
        category=row.category,
        last_fen=row.last_fen,
        sku_id=row.sku_id,
        planned_pieces=row.planned_pieces,
        struck_fen=row.struck_fen,
        lowest_week_fen=row.lowest_week_fen,
    )


def planned_rule(row: Promotion, phases: Sequence[Phase[int]]) -> PlannedRule:
    """A row as it is planned in its phases, of which there is at least one."""
    return PlannedRule(
        rule=rule_of(row),
        phases=frozenset(phase.key for phase in phases),
        opens=row.opens_at or min(phase.opens for phase in phases),
        closes=row.closes_at or max(phase.closes for phase in phases),
        issued=row.issued,
        per_buyer=row.per_buyer,
        budget_fen=row.budget_fen,
        copy=row.wording,
        typed=row.typed,
        preset=row.preset,
    )


def rule_of(row: Promotion) -> Rule:
    """The rule that a row is."""
    return Rule(
        key=str(row.id),
        name=row.name,
        gives=read_gives(row.gives),
        layer=Layer(row.layer),
        scope=read_scope(row.scope),
        base=Base(row.base),
        group=row.mutex_group,
        automatic=not row.claimed,
        priority=row.priority,
        rounding=ROUNDINGS[row.rounding][0],
        shop_bp=row.shop_bp,
        closes=frozenset(Layer(layer) for layer in row.shuts),
    )
