"""What can be said of a product, and what each of it may say, typed or read from a spreadsheet."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from planner.rules.names import tidy
from planner.words import Refusal, Sentence


class ProductField(StrEnum):
    """A field of ``plans.Product`` that people fill in."""

    SKU = "sku"
    NAME = "name"
    CATEGORY = "category"
    LIST = "list_fen"
    COST = "cost_fen"
    FLOOR = "floor_fen"
    STOCK = "stock"
    PLANNED = "planned_pieces"
    LIMIT = "limit_per_buyer"
    LAST = "last_fen"
    STRUCK = "struck_fen"
    LOWEST_WEEK = "lowest_week_fen"
    ITEM_ID = "item_id"
    SKU_ID = "sku_id"
    LINK = "link"


FIELD_NAMES: dict[ProductField, Sentence] = {
    ProductField.SKU: Sentence("Product code"),
    ProductField.NAME: Sentence("Product name"),
    ProductField.CATEGORY: Sentence("Category"),
    ProductField.LIST: Sentence("List price"),
    ProductField.COST: Sentence("Cost with packing"),
    ProductField.FLOOR: Sentence("Floor price"),
    ProductField.STOCK: Sentence("Stock"),
    ProductField.PLANNED: Sentence("Planned pieces"),
    ProductField.LIMIT: Sentence("Limit per buyer"),
    ProductField.LAST: Sentence("Price in the last sale"),
    ProductField.STRUCK: Sentence("Struck-through price"),
    ProductField.LOWEST_WEEK: Sentence("Lowest price of 7 days"),
    ProductField.ITEM_ID: Sentence("Item ID"),
    ProductField.SKU_ID: Sentence("SKU ID"),
    ProductField.LINK: Sentence("Link"),
}
MONEY_FIELDS = frozenset(field for field in ProductField if field.endswith("_fen"))
COUNT_FIELDS = frozenset({ProductField.STOCK, ProductField.PLANNED, ProductField.LIMIT})
COST_FIELDS = frozenset({ProductField.COST, ProductField.FLOOR})
NEEDED = (ProductField.SKU, ProductField.NAME, ProductField.LIST)

MOST_PIECES = 10**9
MOST_FEN = 10**11
_LONGEST = {
    ProductField.SKU: 80,
    ProductField.NAME: 200,
    ProductField.CATEGORY: 100,
    ProductField.LINK: 1_000,
}
_PLATFORM_NUMBER = re.compile(r"[0-9A-Za-z_-]{1,40}")


def fitting(field: ProductField, value: Any, column: str | Sentence) -> Any:
    """A value as the product keeps it: text without spaces around it, "" for no text.

    Raises Refusal, naming the column as it is called where the value was written.
    """
    if field in MONEY_FIELDS:
        return _amount(field, value, column)
    if field in COUNT_FIELDS:
        return _count(field, value, column)
    text = tidy(str(value or ""))
    if not text and field in NEEDED:
        raise missing(column)
    if len(text) > _LONGEST.get(field, MOST_FEN):
        raise Refusal(
            "{column}: write at most {limit} characters.", column=column, limit=_LONGEST[field]
        )
    if field in (ProductField.ITEM_ID, ProductField.SKU_ID):
        _require_number(text, column)
    if field is ProductField.LINK and text:
        _require_link(text, column)
    return text


def missing(column: str | Sentence) -> Refusal:
    """The refusal of a product without what it cannot do without."""
    return Refusal("{column} is missing.", column=column)


def _amount(field: ProductField, value: int | None, column: str | Sentence) -> int | None:
    if value is None and field in NEEDED:
        raise missing(column)
    if value is not None and not (_is_whole(value) and 0 <= value <= MOST_FEN):
        raise Refusal(
            "{column}: write an amount of 0 or more like 1,234.50, with at most two decimals.",
            column=column,
        )
    if value == 0 and field is ProductField.LIST:
        raise Refusal("{column}: write a price above 0.", column=column)
    return value


def _count(field: ProductField, value: int | None, column: str | Sentence) -> int | None:
    if value is not None and not (_is_whole(value) and 0 <= value <= MOST_PIECES):
        raise Refusal(
            "{column}: the number is below zero or too large. Write one of 0 or more.",
            column=column,
        )
    if value == 0 and field is ProductField.LIMIT:
        raise Refusal("{column}: write 1 or more, or leave it empty.", column=column)
    return value


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _require_number(text: str, column: str | Sentence) -> None:
    if text and not _PLATFORM_NUMBER.fullmatch(text):
        raise Refusal("{column}: write the number as the platform shows it.", column=column)


def _require_link(text: str, column: str | Sentence) -> None:
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text
    except ValueError:
        good = False
    if not good:
        raise Refusal("{column}: write a link that begins with https://.", column=column)
