"""What a person means by an edited cell of the grid of products."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from planner.rules.promotions.product_fields import ProductField
from planner.ui.product_columns import cells, changed_fields, filled
from planner.words import Refusal

TEA: dict[str, Any] = {
    "sku": "TEA",
    "name": "茶",
    "category": "",
    "list_fen": 12_800,
    "cost_fen": None,
    "stock": 0,
    "item_id": "",
}


@pytest.mark.parametrize(
    ("edits", "meant"),
    [
        ({"list_fen": 118.1}, {ProductField.LIST: 11_810}),
        ({"list_fen": 1.1}, {ProductField.LIST: 110}),
        ({"list_fen": 128.0}, {}),
        ({"list_fen": 128}, {}),
        ({"cost_fen": 0}, {ProductField.COST: 0}),
        ({"cost_fen": None}, {}),
        ({"stock": None}, {ProductField.STOCK: None}),
        ({"stock": 0}, {}),
        ({"stock": 12}, {ProductField.STOCK: 12}),
        ({"category": None}, {}),
        ({"item_id": "610000000001"}, {ProductField.ITEM_ID: "610000000001"}),
        ({"name": None}, {ProductField.NAME: ""}),
        ({"name": "新茶", "stock": 1.0}, {ProductField.NAME: "新茶", ProductField.STOCK: 1}),
    ],
)
def test_an_edited_cell_says_fen_pieces_or_text(
    edits: dict[str, Any], meant: dict[ProductField, Any]
) -> None:
    assert changed_fields(TEA, edits) == meant


@pytest.mark.parametrize(
    ("edits", "why"),
    [
        ({"list_fen": 1.234}, "List price: write an amount of 0 or more"),
        ({"list_fen": -1.0}, "List price: write an amount of 0 or more"),
        ({"cost_fen": 1e30}, "Cost with packing: write an amount of 0 or more"),
        ({"stock": 1.5}, "Stock: write a whole number"),
    ],
)
def test_a_cell_that_cannot_be_right_is_refused(edits: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        changed_fields(TEA, edits)


def test_money_is_shown_in_yuan_and_empty_columns_are_left_out_of_the_list() -> None:
    products = pd.DataFrame([TEA | {"margin_bp": 6_758}], dtype=object)

    shown = cells(products)

    assert shown[["list_fen", "margin_bp", "stock"]].to_numpy().tolist() == [[128.0, 67.58, 0]]
    assert filled(products) == ["sku", "name", "list_fen", "margin_bp", "stock"]
