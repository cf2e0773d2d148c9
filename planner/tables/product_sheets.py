"""The products of a shop's sale as a spreadsheet is compared with them."""

from __future__ import annotations

from sqlmodel import Session

from planner.rules.promotions.product_sheets import KnownProduct
from planner.tables.promotion_rows import product_of, product_rows


def load_known(session: Session, campaign_id: int, shop_id: int) -> dict[str, KnownProduct]:
    """What a shop sells in a campaign, by code, with the ids and versions of the rows."""
    return {
        row.sku: KnownProduct(row.id, row.version, product_of(row))
        for row in product_rows(session, campaign_id, shop_id)
    }
