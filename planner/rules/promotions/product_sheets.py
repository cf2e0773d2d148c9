"""What a spreadsheet of products would change: each row against the product of its code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.rules.figures import Skipped
from planner.rules.promotions.plans import Product
from planner.rules.promotions.product_fields import FIELD_NAMES, NEEDED, ProductField, missing
from planner.words import Refusal, Sentence


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One row of a sheet: its number in the file, the code, and what it says of the product.

    A cell that the file lacks or leaves empty is absent from ``cells``; None takes away what is
    known.
    """

    row: int
    sku: str
    cells: Mapping[ProductField, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProductFile:
    """The rows of a sheet that can be read, why the others can't, and what else to know of it."""

    rows: tuple[ProductRow, ...]
    refused: tuple[Skipped, ...] = ()
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownProduct:
    """A product of the campaign with its row's id and version."""

    id: int
    version: int
    product: Product


@dataclass(frozen=True, slots=True)
class NewProduct:
    """A row that would add a product."""

    row: int
    product: Product


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a product, as it is known and as the row says it."""

    field: ProductField
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class ChangedProduct:
    """A row that would change the product ``id``, known in ``version``."""

    row: int
    id: int
    version: int
    sku: str
    name: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ProductDiff:
    """What a sheet would add and change, how many rows are as known, and which can't be taken.

    ``digest`` tells two previews apart that would not do the same.
    """

    new: tuple[NewProduct, ...]
    changed: tuple[ChangedProduct, ...]
    same: int
    refused: tuple[Skipped, ...]
    digest: str


def compare(
    rows: Iterable[ProductRow],
    known: Mapping[str, KnownProduct],
    sale: tuple[int, int] = (0, 0),
) -> ProductDiff:
    """Each row against the product of its code; what a row does not say stays as it is known.

    ``sale`` is the campaign and the shop: what was looked at for one is not taken in for another.
    """
    new: list[NewProduct] = []
    changed: list[ChangedProduct] = []
    refused: list[Skipped] = []
    same = 0
    for row in rows:
        found = known.get(row.sku)
        if found is None:
            try:
                new.append(NewProduct(row.row, _product(row)))
            except Refusal as refusal:
                refused.append(Skipped(row.row, refusal.sentence))
        elif changes := tuple(_changes(row, found.product)):
            name = str(row.cells.get(ProductField.NAME) or found.product.name)
            changed.append(ChangedProduct(row.row, found.id, found.version, row.sku, name, changes))
        else:
            same += 1
    digest = _digest_of(sale, new, changed)
    return ProductDiff(tuple(new), tuple(changed), same, tuple(refused), digest)


def _product(row: ProductRow) -> Product:
    said = {name: value for name, value in row.cells.items() if value is not None}
    for needed in NEEDED:
        if needed is not ProductField.SKU and needed not in said:
            raise missing(FIELD_NAMES[needed])
    return Product(sku=row.sku, **{str(name): value for name, value in said.items()})


def _changes(row: ProductRow, product: Product) -> Iterable[FieldChange]:
    for name, value in row.cells.items():
        old = getattr(product, name)
        if value != old:
            yield FieldChange(name, old, value)


def _digest_of(
    sale: tuple[int, int], new: Iterable[NewProduct], changed: Iterable[ChangedProduct]
) -> str:
    spelled = repr(
        (
            sale,
            [one.product for one in new],
            [(one.id, one.version, one.changes) for one in changed],
        )
    )
    return hashlib.sha256(spelled.encode()).hexdigest()
