"""The columns of the list of products, and what a person means by an edited cell."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from planner.rules.money import parse_fen
from planner.rules.promotions.product_fields import (
    COUNT_FIELDS,
    FIELD_NAMES,
    MONEY_FIELDS,
    NEEDED,
    ProductField,
)
from planner.ui.saying import say
from planner.words import Refusal

MARGIN = "margin_bp"
_MONEY_FORMAT = "accounting"
_USUAL_WIDTH = 94
_PENCIL = 22
_WIDTHS = {
    ProductField.SKU: 110,
    ProductField.NAME: 205,
    ProductField.LINK: 80,
    ProductField.COST: 126,
    ProductField.PLANNED: 112,
    ProductField.LIMIT: 112,
    ProductField.LAST: 140,
    ProductField.STRUCK: 140,
    ProductField.LOWEST_WEEK: 155,
    ProductField.ITEM_ID: 140,
    ProductField.SKU_ID: 160,
}
_ORDER = (
    *(ProductField.SKU, ProductField.NAME, ProductField.LIST, ProductField.COST),
    *(MARGIN, ProductField.FLOOR, ProductField.STOCK, ProductField.PLANNED, ProductField.LIMIT),
    *(ProductField.LAST, ProductField.STRUCK, ProductField.LOWEST_WEEK, ProductField.CATEGORY),
    *(ProductField.ITEM_ID, ProductField.SKU_ID, ProductField.LINK),
)


def cells(products: pd.DataFrame) -> pd.DataFrame:
    """A row for each product as it is shown: money in yuan, the margin in percent."""
    shown = products.copy()
    for name in shown.columns.intersection([*MONEY_FIELDS, MARGIN]):
        shown[name] = pd.to_numeric(shown[name]) / 100
    for name in shown.columns.intersection([*COUNT_FIELDS]):
        shown[name] = pd.to_numeric(shown[name]).astype("Int64")
    return shown


def order(products: pd.DataFrame) -> list[str]:
    """The columns that the reader may see, in order."""
    return [name for name in _ORDER if name in products.columns]


def filled(products: pd.DataFrame) -> list[str]:
    """The columns in order, without those that are empty in every row."""
    return [
        name
        for name in order(products)
        if products[name].map(lambda value: pd.notna(value) and value != "").any()
    ]


def columns(*, editing: bool) -> dict[str, Any]:
    """How each column is called, shown and edited."""
    column = st.column_config
    found: dict[str, Any] = {
        MARGIN: column.NumberColumn(
            say("Margin"),
            help=say("What the cost leaves of the list price, before any promotion."),
            format="%.1f%%",
            width=80,
        )
    }
    for field, name in FIELD_NAMES.items():
        width = _WIDTHS.get(field, _USUAL_WIDTH) + (_PENCIL if editing else 0)
        about: dict[str, Any] = {"required": field in NEEDED, "width": width}
        if field in MONEY_FIELDS:
            found[field] = column.NumberColumn(
                say(name), format=_MONEY_FORMAT, min_value=0, step=0.01, **about
            )
        elif field in COUNT_FIELDS:
            found[field] = column.NumberColumn(
                say(name), format="localized", min_value=0, step=1, **about
            )
        elif field is ProductField.LINK and not editing:
            found[field] = column.LinkColumn(say(name), display_text=say("Open"), **about)
        else:
            found[field] = column.TextColumn(say(name), **about)
    return found


def changed_fields(row: Mapping[str, Any], edits: Mapping[str, Any]) -> dict[ProductField, Any]:
    """The fields that an edited row says otherwise than the product does."""
    said = {ProductField(name): _meant(ProductField(name), value) for name, value in edits.items()}
    return {field: value for field, value in said.items() if value != row[field]}


def _meant(field: ProductField, value: Any) -> Any:
    """What an edited cell says: fen, pieces or text; None or "" where it was emptied."""
    if field not in MONEY_FIELDS | COUNT_FIELDS:
        return value or ""
    if value is None:
        return None
    return _fen(value, field) if field in MONEY_FIELDS else _pieces(value, field)


def _fen(value: Any, field: ProductField) -> int:
    try:
        return parse_fen(f"{Decimal(repr(value)):f}")
    except Refusal as refusal:
        raise Refusal(
            "{column}: write an amount of 0 or more like 1,234.50, with at most two decimals.",
            column=FIELD_NAMES[field],
        ) from refusal


def _pieces(value: Any, field: ProductField) -> int:
    if int(value) != value:
        raise Refusal("{column}: write a whole number.", column=FIELD_NAMES[field])
    return int(value)
