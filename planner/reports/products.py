"""What people ask about products: what a shop sells in a sale, and what a sheet would change."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pandas as pd
from sqlalchemy import func, select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.rules.money import ratio_bp
from planner.rules.people import Actor, Right
from planner.rules.promotions import plans
from planner.rules.promotions.product_fields import COST_FIELDS, ProductField
from planner.rules.promotions.product_sheets import ProductDiff, ProductFile, compare
from planner.tables.campaigns import Campaign
from planner.tables.people import Person
from planner.tables.product_sheets import load_known
from planner.tables.products import Product
from planner.tables.promotion_rows import product_of, product_rows

_PLAIN = tuple(field for field in ProductField if field not in COST_FIELDS)


@reads("products")
def products(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
    shop_id: int,
) -> pd.DataFrame:
    """One row is a product of a shop's sale by code: id, version, sku, name, category, list_fen,
    stock, planned_pieces, limit_per_buyer, last_fen, struck_fen, lowest_week_fen, item_id, sku_id,
    link; for who may see costs also cost_fen, floor_fen and margin_bp, the share of the list price
    that the cost leaves. What nobody has said is None.
    """
    actor.require(Right.SEE_PLAN)
    fields = list(ProductField) if actor.may(Right.SEE_COSTS) else list(_PLAIN)
    columns = ["id", "version", *(str(field) for field in fields)]
    found = product_rows(session, campaign_id, shop_id)
    records = [[getattr(row, name) for name in columns] for row in found]
    frame = pd.DataFrame(records, columns=columns, dtype=object)
    if actor.may(Right.SEE_COSTS):
        frame["margin_bp"] = pd.Series([_margin_bp(row) for row in found], dtype=object)
    return frame


def sheet(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
    shop_id: int,
    costs: bool = False,
) -> tuple[plans.Product, ...]:
    """The products of a shop's sale for a spreadsheet, costs and floors only if asked for."""
    actor.require(Right.PLAN)
    if costs:
        actor.require(Right.SEE_COSTS)
    found = (product_of(row) for row in product_rows(session, campaign_id, shop_id))
    return tuple(one if costs else replace(one, cost_fen=None, floor_fen=None) for one in found)


def preview(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
    shop_id: int,
    file: ProductFile,
) -> ProductDiff:
    """What a file would add and change, row by row, and every row that can't be taken and why."""
    actor.require(Right.PLAN)
    actor.require(Right.SEE_COSTS)
    known = load_known(session, campaign_id, shop_id)
    diff = compare(file.rows, known, (campaign_id, shop_id))
    refused = sorted((*file.refused, *diff.refused), key=lambda one: one.row)
    return replace(diff, refused=tuple(refused))


@reads("products", "campaigns", across=True)
def other_sales(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
    shop_id: int,
) -> pd.DataFrame:
    """One row is another sale with products of the shop, the latest first: id, name, sale_day, n
    (how many products)."""
    actor.require(Right.PLAN)
    n = func.count(col(Product.id))
    found = session.execute(
        select(col(Campaign.id), col(Campaign.name), col(Campaign.sale_day), n)
        .join(Product, col(Product.campaign_id) == col(Campaign.id))
        .where(
            col(Campaign.id) != campaign_id,
            col(Campaign.deleted_at).is_(None),
            col(Product.shop_id) == shop_id,
            col(Product.removed_at).is_(None),
        )
        .group_by(col(Campaign.id), col(Campaign.name), col(Campaign.sale_day))
        .order_by(col(Campaign.sale_day).desc(), col(Campaign.id).desc())
    )
    return pd.DataFrame([tuple(row) for row in found], columns=["id", "name", "sale_day", "n"])


@reads("products", "campaigns", "people")
def binned(session: Session, /, *, actor: Actor, now: datetime) -> pd.DataFrame:  # noqa: ARG001 -- every report gets the moment
    """One row is a product in the recycle bin, the last thrown away first: id, sku, name, campaign,
    removed_at, removed_by (a name, None if unknown)."""
    actor.require(Right.PLAN)
    found = session.execute(
        select(
            col(Product.id),
            col(Product.sku),
            col(Product.name),
            col(Campaign.name),
            col(Product.removed_at),
            col(Person.name),
        )
        .join(Campaign, col(Campaign.id) == col(Product.campaign_id))
        .outerjoin(Person, col(Person.id) == col(Product.removed_by))
        .where(col(Product.removed_at).is_not(None), col(Campaign.deleted_at).is_(None))
        .order_by(col(Product.removed_at).desc(), col(Product.id).desc())
    )
    columns = ["id", "sku", "name", "campaign", "removed_at", "removed_by"]
    return pd.DataFrame([tuple(row) for row in found], columns=columns)


def _margin_bp(row: Product) -> int | None:
    if row.cost_fen is None:
        return None
    return ratio_bp(row.list_fen - row.cost_fen, row.list_fen)
