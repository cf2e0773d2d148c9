"""Taking in many products at once: from a sheet that was looked over, or from another sale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, select

from planner.actions.product_rows import added, require_planning, set_fields, standing
from planner.rules.people import Actor
from planner.rules.promotions import plans
from planner.rules.promotions.plans import SalePlan
from planner.rules.promotions.product_fields import ProductField
from planner.rules.promotions.product_sheets import ProductFile, compare
from planner.rules.promotions.quoting import quote
from planner.tables.loading import kept_campaign
from planner.tables.product_sheets import load_known
from planner.tables.products import Product
from planner.tables.promotion_plans import load_sale_plan
from planner.words import Did, Refusal, Sentence

_COPIED = (
    *("name", "category", "list_fen", "cost_fen", "floor_fen", "limit_per_buyer"),
    *("struck_fen", "item_id", "sku_id", "link"),
)


def take_in(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    shop_id: int,
    file: ProductFile,
    digest: str,
) -> Did:
    """Add and change what the preview with this digest showed, all in one; refused rows are left
    out. Refused if the products have changed since, so that nobody is surprised."""
    require_planning(session, actor, campaign_id, shop_id)
    known = load_known(session, campaign_id, shop_id)
    diff = compare(file.rows, known, (campaign_id, shop_id))
    if diff.digest != digest:
        raise Refusal("The products have changed since this preview. Look at the new one below.")
    for one in diff.new:
        fields = {field: getattr(one.product, field) for field in ProductField}
        added(session, actor, now, campaign_id, shop_id, fields)
    for change in diff.changed:
        row = standing(session, change.id)
        set_fields(session, row, {cell.field: cell.new for cell in change.changes})
    n = len(diff.new) + len(diff.changed)
    return Did(
        Sentence(
            "took in {n} product from a spreadsheet", "took in {n} products from a spreadsheet", n=n
        ),
        campaign_id,
        n,
    )


def take_from_campaign(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    shop_id: int,
    from_campaign_id: int,
) -> Did:
    """Copy a shop's products from another sale, each with what a piece cost customers there.

    Stock and planned pieces are left to be said anew. A code that is here already stays as it is,
    and only learns its price in the last sale where nobody has said one.
    """
    require_planning(session, actor, campaign_id, shop_id)
    last = kept_campaign(session, from_campaign_id)
    plan = load_sale_plan(session, last, shop_id, now)
    if not plan.products:
        raise Refusal("“{campaign}” has no products of this shop.", campaign=last.name)
    here = {known.sku: known for known in _rows(session, campaign_id, shop_id)}
    for product in plan.products:
        paid = _likely_fen(plan, product)
        row = here.get(product.sku)
        if row is None or row.removed_at is not None:
            fields = {ProductField(name): getattr(product, name) for name in _COPIED}
            fields |= {ProductField.SKU: product.sku, ProductField.LAST: paid}
            added(session, actor, now, campaign_id, shop_id, fields)
        elif row.last_fen is None:
            row.last_fen = paid
    return Did(
        Sentence(
            "took {n} product over from “{campaign}”",
            "took {n} products over from “{campaign}”",
            n=len(plan.products),
            campaign=last.name,
        ),
        campaign_id,
        len(plan.products),
    )


def _rows(session: Session, campaign_id: int, shop_id: int) -> Sequence[Product]:
    return session.exec(
        select(Product).where(Product.campaign_id == campaign_id, Product.shop_id == shop_id)
    ).all()


def _likely_fen(plan: SalePlan, product: plans.Product) -> int:
    """What a piece cost at its cheapest, when customers did what was best for them."""
    basket = [product.pieces(1)]
    prices = [
        quote(basket, plan.rules_in(phase.key), plan.policy).goods_fen for phase in plan.phases
    ]
    return min(prices, default=product.list_fen)
