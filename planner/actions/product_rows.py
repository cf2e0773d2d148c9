"""The row of a product: who may touch it, how it comes to be, what it may say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from planner.actions.finding import open_campaign
from planner.rules.people import Actor, Right
from planner.rules.promotions.product_fields import FIELD_NAMES, ProductField, fitting
from planner.tables.products import Product
from planner.tables.promotion_plans import shops_of
from planner.words import Refusal

Fields = Mapping[ProductField, Any]


def require_rights(actor: Actor) -> None:
    """Refuse whoever may not plan with costs in sight."""
    actor.require(Right.PLAN)
    actor.require(Right.SEE_COSTS)


def require_planning(session: Session, actor: Actor, campaign_id: int, shop_id: int) -> None:
    """Refuse unless the actor may plan this shop's products in a campaign that is open."""
    require_rights(actor)
    open_campaign(session, campaign_id)
    if shop_id not in shops_of(session, campaign_id):
        raise Refusal("Shop: choose one that takes part in the campaign.")


def standing(session: Session, product_id: int) -> Product:
    """A product that is in its sale, in a campaign that can be changed."""
    row = session.get(Product, product_id)
    if row is None or row.removed_at is not None:
        raise Refusal("This product is not in the sale any more. Look at the list again.")
    open_campaign(session, row.campaign_id)
    return row


def added(
    session: Session, actor: Actor, now: datetime, campaign_id: int, shop_id: int, fields: Fields
) -> Product:
    """A new row, or the one of the same code that was taken out, made to say only these fields."""
    values = {
        field: fitting(field, fields.get(field), FIELD_NAMES[field]) for field in ProductField
    }
    row = _of_code(session, campaign_id, shop_id, values[ProductField.SKU])
    if row is None:
        row = Product(campaign_id=campaign_id, shop_id=shop_id, added_at=now, **values)
    elif row.removed_at is None:
        raise Refusal(
            "{column}: “{code}” is in the sale already.",
            column=FIELD_NAMES[ProductField.SKU],
            code=row.sku,
        )
    row.removed_at = row.removed_by = None
    row.added_at, row.added_by = now, actor.person_id
    for field, value in values.items():
        setattr(row, field, value)
    session.add(row)
    session.flush()
    return row


def _of_code(session: Session, campaign_id: int, shop_id: int, sku: str) -> Product | None:
    return session.exec(
        select(Product).where(
            Product.campaign_id == campaign_id, Product.shop_id == shop_id, col(Product.sku) == sku
        )
    ).first()


def set_fields(session: Session, row: Product, fields: Fields) -> None:
    """Change fields of a product; a code stays one product's."""
    for field, said in fields.items():
        value = fitting(field, said, FIELD_NAMES[field])
        if field is ProductField.SKU and value != row.sku:
            _require_free(session, row, value)
        setattr(row, field, value)


def _require_free(session: Session, row: Product, sku: str) -> None:
    other = _of_code(session, row.campaign_id, row.shop_id, sku)
    if other is None:
        return
    column = FIELD_NAMES[ProductField.SKU]
    if other.removed_at is not None:
        raise Refusal("{column}: “{code}” lies in the recycle bin.", column=column, code=sku)
    raise Refusal("{column}: “{code}” is in the sale already.", column=column, code=sku)
