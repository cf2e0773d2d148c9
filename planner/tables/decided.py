"""Loads what people decided about exports: columns mapped by hand, and sources that count."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session, col, select

from planner.rules.exports import HandMapping
from planner.rules.figures import Source
from planner.rules.sales import Choices
from planner.tables.sales import ExportMapping, SourceChoice


def load_choices(session: Session, shop_ids: Collection[int]) -> Choices:
    """Which source was chosen, by shop, day and figure."""
    found = session.exec(select(SourceChoice).where(col(SourceChoice.shop_id).in_(list(shop_ids))))
    return {(row.shop_id, row.day, row.figure): Source(row.source) for row in found}


def mapping_of(row: ExportMapping) -> HandMapping:
    """A row as the mapping that readers take."""
    return HandMapping(tuple(row.headers), row.columns, row.day_column, row.hour_column)
