"""Turns the rows of a campaign's products and promotions into the plans that rules think in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from planner.rules.campaigns import Phase
from planner.rules.clock import wall_clock
from planner.rules.promotions import plans
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.plans import PlannedRule, SalePlan
from planner.rules.promotions.written_rules import fingerprint
from planner.tables.campaigns import Campaign, CampaignShop
from planner.tables.live_prices import load_live
from planner.tables.loading import load_phases
from planner.tables.products import Product
from planner.tables.promotion_rows import load_setting, planned_rule, product_of, product_rows
from planner.tables.promotions import Promotion, PromotionPhase
from planner.tables.shops import Shop

# Of several exports that name a platform's line the one that was read last is asked.
_LINES = ("list_line_fen", "coupon_line_fen")


def load_sale_plan(session: Session, campaign: Campaign, shop_id: int, now: datetime) -> SalePlan:
    """What a shop sells in a campaign and under which rules; what is cancelled or out is left out.

    ``now`` is the aware moment of looking.
    """
    live = load_live(session, campaign, shop_id)
    plan = _priced(session, campaign.id, shop_id)
    return replace(
        plan,
        products=tuple(_with_lines(plan.products, live)),
        now=wall_clock(now, campaign.time_zone),
        sale_day=campaign.sale_day,
        live=live,
        last_rules=_last_rules(session, campaign, shop_id),
        elsewhere=_elsewhere(session, campaign.id, shop_id),
    )


def shops_of(session: Session, campaign_id: int) -> list[int]:
    """The ids of the shops that take part in a campaign."""
    return list(
        session.exec(
            select(CampaignShop.shop_id)
            .where(CampaignShop.campaign_id == campaign_id)
            .order_by(col(CampaignShop.shop_id))
        )
    )


def rules_fingerprints(
    session: Session, campaign: Campaign, phase_ids: Sequence[int]
) -> dict[int, str]:
    """What all that decides the prices and margins of phases is known by, in all their shops."""
    if not phase_ids:
        return {}
    plans_of_shops = [
        _priced(session, campaign.id, shop_id) for shop_id in shops_of(session, campaign.id)
    ]
    return {phase_id: fingerprint(plans_of_shops, phase_id) for phase_id in phase_ids}


def has_rules(session: Session, phase_id: int) -> bool:
    """Whether any promotion counts in a phase."""
    return (
        session.exec(
            select(PromotionPhase.id)
            .join(Promotion, col(Promotion.id) == col(PromotionPhase.promotion_id))
            .where(PromotionPhase.phase_id == phase_id, col(Promotion.cancelled_at).is_(None))
            .limit(1)
        ).first()
        is not None
    )


def _priced(session: Session, campaign_id: int, shop_id: int) -> SalePlan:
    """What decides the prices and margins of a shop, and no more: gates ask for it often."""
    phases = tuple(
        phase
        for phase in load_phases(session, campaign_id)
        if not phase.shops or shop_id in phase.shops
    )
    costs, limits = load_setting(session, campaign_id)
    products = tuple(product_of(row) for row in product_rows(session, campaign_id, shop_id))
    cost_of = {product.sku: product.cost_fen for product in products}
    rules = _rules(session, campaign_id, shop_id, phases)
    return SalePlan(
        products=products,
        rules=tuple(_with_gift_cost(planned, cost_of) for planned in rules),
        phases=phases,
        costs=costs,
        limits=limits,
    )


def _with_gift_cost(planned: PlannedRule, cost_of: Mapping[str, int | None]) -> PlannedRule:
    """A gift whose own cost nobody has typed costs what the product of its code costs."""
    gives = planned.rule.gives
    if not isinstance(gives, Gift) or gives.present.cost_fen is not None:
        return planned
    present = replace(gives.present, cost_fen=cost_of.get(gives.present.sku))
    return replace(planned, rule=replace(planned.rule, gives=replace(gives, present=present)))


def _with_lines(
    products: Iterable[plans.Product], live: Sequence[plans.LivePrice]
) -> Iterable[plans.Product]:
    lines = {
        one.sku_id or one.item_id: one
        for one in sorted(live, key=lambda one: one.read_at)
        if any(getattr(one, name) is not None for name in _LINES)
    }
    for product in products:
        number = product.sku_id or product.item_id
        asked = lines.get(number) if number else None
        yield product if asked is None else _under_lines(product, asked)


def _under_lines(product: plans.Product, asked: plans.LivePrice) -> plans.Product:
    return replace(
        product,
        list_line_fen=asked.list_line_fen,
        coupon_line_fen=asked.coupon_line_fen,
        lines_read_at=asked.read_at,
    )


def _rules(
    session: Session, campaign_id: int, shop_id: int, phases: Sequence[Phase[int]]
) -> Iterable[PlannedRule]:
    of_promotion: dict[int, set[int]] = {}
    for link in session.exec(
        select(PromotionPhase).where(PromotionPhase.campaign_id == campaign_id)
    ):
        of_promotion.setdefault(link.promotion_id, set()).add(link.phase_id)
    rows = session.exec(
        select(Promotion)
        .where(
            Promotion.campaign_id == campaign_id,
            col(Promotion.cancelled_at).is_(None),
            (col(Promotion.shop_id) == shop_id) | col(Promotion.shop_id).is_(None),
        )
        .order_by(col(Promotion.layer), col(Promotion.id))
    )
    for row in rows:
        own = [phase for phase in phases if phase.key in of_promotion.get(row.id, ())]
        if own:
            yield planned_rule(row, own)


def _last_rules(session: Session, campaign: Campaign, shop_id: int) -> tuple[PlannedRule, ...]:
    last = session.exec(
        select(Campaign)
        .join(Promotion, col(Promotion.campaign_id) == col(Campaign.id))
        .where(
            col(Campaign.sale_day) < campaign.sale_day,
            col(Campaign.deleted_at).is_(None),
            col(Promotion.cancelled_at).is_(None),
        )
        .order_by(col(Campaign.sale_day).desc())
        .limit(1)
    ).first()
    if last is None:
        return ()
    return tuple(_rules(session, last.id, shop_id, load_phases(session, last.id)))


def _elsewhere(session: Session, campaign_id: int, shop_id: int) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row, name in session.exec(
        select(Product, Shop.name)
        .join(Shop, col(Shop.id) == col(Product.shop_id))
        .where(
            Product.campaign_id == campaign_id,
            Product.shop_id != shop_id,
            col(Product.removed_at).is_(None),
        )
    ):
        found.setdefault(row.sku, {})[name] = row.list_fen
    return found
