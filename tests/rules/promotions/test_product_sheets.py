"""A sheet of products is compared with what is known before anything changes."""

from __future__ import annotations

from typing import Any

from planner.rules.promotions.plans import Product
from planner.rules.promotions.product_fields import ProductField
from planner.rules.promotions.product_sheets import (
    FieldChange,
    KnownProduct,
    NewProduct,
    ProductDiff,
    ProductRow,
    compare,
)

SOFA = Product("SOFA-1", "Sofa", 299_900, cost_fen=145_000, stock=120)


def compared(*rows: tuple[str, dict[ProductField, Any]], version: int = 3) -> ProductDiff:
    known = {"SOFA-1": KnownProduct(7, version, SOFA)}
    return compare((ProductRow(n, sku, said) for n, (sku, said) in enumerate(rows, 2)), known)


def test_a_row_changes_only_what_it_says_anew() -> None:
    diff = compared(("SOFA-1", {ProductField.LIST: 279_900, ProductField.STOCK: 120}))

    assert [(one.row, one.id, one.version, one.name) for one in diff.changed] == [(2, 7, 3, "Sofa")]
    assert diff.changed[0].changes == (FieldChange(ProductField.LIST, 299_900, 279_900),)
    assert (diff.new, diff.same, diff.refused) == ((), 0, ())


def test_a_row_that_says_what_is_known_changes_nothing() -> None:
    diff = compared(("SOFA-1", {ProductField.COST: 145_000}), ("SOFA-1", {}))

    assert (diff.new, diff.changed, diff.same) == ((), (), 2)


def test_a_code_that_is_not_known_adds_a_product() -> None:
    diff = compared(("LAMP", {ProductField.NAME: "Lamp", ProductField.LIST: 100}))

    assert diff.new == (NewProduct(2, Product("LAMP", "Lamp", 100)),)


def test_a_new_product_needs_a_name_and_a_price() -> None:
    diff = compared(("A", {ProductField.LIST: 100}), ("B", {ProductField.NAME: "Lamp"}))

    assert diff.new == ()
    assert [(one.row, str(one.why)) for one in diff.refused] == [
        (2, "Product name is missing."),
        (3, "List price is missing."),
    ]


def test_what_is_taken_away_is_a_change_and_on_a_new_product_nothing() -> None:
    limited = {"A": KnownProduct(1, 1, Product("A", "Lamp", 100, limit_per_buyer=2))}
    row = ProductRow(2, "A", {ProductField.LIMIT: None})
    added = ProductRow(
        3, "B", {ProductField.NAME: "B", ProductField.LIST: 5, ProductField.LIMIT: None}
    )

    diff = compare([row, added], limited)

    assert diff.changed[0].changes == (FieldChange(ProductField.LIMIT, 2, None),)
    assert diff.new[0].product == Product("B", "B", 5)


def test_the_digest_tells_apart_what_would_not_do_the_same() -> None:
    row = ("SOFA-1", {ProductField.LIST: 279_900})

    assert compared(row).digest == compared(row).digest
    assert compared(row).digest != compared(row, version=4).digest
    assert compared(row).digest != compared(("SOFA-1", {ProductField.LIST: 279_901})).digest
