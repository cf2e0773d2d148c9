"""A spreadsheet of products: in with Chinese or English headers, out with those of the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from planner.files import cells, ids, tables_out
from planner.files.guard import unguard
from planner.files.headers import Found, Layout, find, require_even
from planner.files.sheets import Cell
from planner.files.tables_out import Column, Kind
from planner.rules.figures import Skipped
from planner.rules.promotions.plans import Product
from planner.rules.promotions.product_fields import (
    COUNT_FIELDS,
    MONEY_FIELDS,
    ProductField,
    fitting,
    missing,
)
from planner.rules.promotions.product_sheets import ProductFile, ProductRow
from planner.words import Refusal, Sentence

LAYOUT = Layout(
    columns={
        ProductField.SKU: (
            *("商家编码", "商品编码", "SKU编码", "规格编码", "外部编码", "货号", "编码", "款号"),
            *("code", "sku", "sku code", "product code", "merchant code"),
        ),
        ProductField.NAME: (
            *("商品名称", "商品标题", "宝贝名称", "宝贝标题", "名称", "品名", "商品"),
            *("name", "product", "product name", "title"),
        ),
        ProductField.CATEGORY: ("类目", "品类", "分类", "商品类目", "category"),
        ProductField.LIST: (
            *("活动价", "标价", "一口价", "售价", "单价", "价格"),
            *("list price", "activity price", "price"),
        ),
        ProductField.COST: (
            *("成本(含包装)", "含包装成本", "成本", "成本价", "单件成本"),
            *("cost with packing", "cost incl. packing", "cost"),
        ),
        ProductField.FLOOR: ("底价", "最低售价", "控价", "floor price", "floor"),
        ProductField.STOCK: ("库存", "可用库存", "库存数量", "可售库存", "stock"),
        ProductField.PLANNED: ("计划销量", "预计销量", "目标销量", "planned pieces", "planned"),
        ProductField.LIMIT: ("每人限购", "限购", "限购数量", "limit per buyer", "limit"),
        ProductField.LAST: (
            *("上次到手价", "上次大促到手价", "上期到手价"),
            *("price in the last sale", "last price"),
        ),
        ProductField.STRUCK: ("划线价", "吊牌价", "struck-through price", "struck price"),
        ProductField.LOWEST_WEEK: (
            *("近7天最低价", "近七天最低价", "7天最低价", "前7天最低价"),
            *("lowest price of 7 days", "7-day lowest"),
        ),
        ProductField.ITEM_ID: ("商品ID", "宝贝ID", "item id", "item"),
        ProductField.SKU_ID: ("SKU ID", "规格ID"),
        ProductField.LINK: ("链接", "商品链接", "宝贝链接", "link", "url"),
    },
    suits=lambda columns: ProductField.SKU in columns and len(columns) > 1,
    looked_for="编码 (code), 名称 (product), 标价 (list price), 成本 (cost with packing), "
    "底价 (floor price), 库存 (stock)",
)

_NO_LIMIT = frozenset({"不限", "不限购", "无限制", "无", "no limit", "none"})
_WIDTHS = {ProductField.NAME: 40, ProductField.LINK: 40, ProductField.ITEM_ID: 20}
_USUAL_WIDTH = 14


def read(content: bytes, file_name: str) -> ProductFile:
    """Read an .xlsx, .xls or CSV list of products, columns in any order.

    A row with a cell that cannot be read is refused with the first such cell; a code that stands
    twice, in all its rows. Raises Refusal where the file is no list of products or has no rows.
    """
    found = find(content, file_name, [LAYOUT])
    rows: list[ProductRow] = []
    refused: list[Skipped] = []
    rows_of: dict[str, list[int]] = {}
    for number, raw in found.rows:
        try:
            row = _row(number, raw, found)
        except Refusal as refusal:
            refused.append(Skipped(number, refusal.sentence))
            continue
        rows_of.setdefault(row.sku, []).append(number)
        rows.append(row)
    if not rows and not refused:
        raise Refusal(
            "{file} has the header of a list of products but no rows below it.", file=file_name
        )
    refused += (
        Skipped(row.row, _twice(row, rows_of[row.sku], found))
        for row in rows
        if len(rows_of[row.sku]) > 1
    )
    return ProductFile(
        rows=tuple(row for row in rows if len(rows_of[row.sku]) == 1),
        refused=tuple(sorted(refused, key=lambda one: one.row)),
        notes=tuple(_notes(found)),
    )


def write_xlsx(
    products: Iterable[Product], headers: Mapping[ProductField, str], *, title: str
) -> bytes:
    """A workbook with the columns of ``headers``, in their order and under their names.

    Money is in yuan, codes and numbers of the platform are text; ``read`` takes it back.
    """
    columns = [
        Column(header, _kind(name), _WIDTHS.get(name, _USUAL_WIDTH))
        for name, header in headers.items()
    ]
    rows = ([getattr(product, name) for name in headers] for product in products)
    return tables_out.write_xlsx(columns, rows, title=title)


def _row(number: int, raw: Sequence[Cell], found: Found) -> ProductRow:
    require_even(raw, found)
    values: dict[ProductField, Any] = {}
    for name in ProductField:
        if name not in found.places:
            continue
        cell, column = found.cell(raw, name), found.names[name]
        if found.guarded and isinstance(cell, str):
            cell = unguard(cell)
        if name is ProductField.LIMIT and str(cell).strip().casefold() in _NO_LIMIT:
            values[name] = None
        elif not cells.is_missing(cell):
            values[name] = fitting(name, _reader(name)(cell, column), column)
    sku = values.pop(ProductField.SKU, "")
    if not sku:
        raise missing(found.names[ProductField.SKU])
    return ProductRow(number, sku, values)


def _reader(name: ProductField) -> Callable[[Cell, str], Any]:
    if name in MONEY_FIELDS:
        return cells.money
    if name in COUNT_FIELDS:
        return cells.whole
    if name in (ProductField.SKU, ProductField.ITEM_ID, ProductField.SKU_ID):
        return ids.unrounded
    return _text


def _text(cell: Cell, _: str) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _twice(row: ProductRow, numbers: Sequence[int], found: Found) -> Sentence:
    other = next(number for number in numbers if number != row.row)
    return Sentence(
        "{column}: {code} stands in row {other} too. Keep one of the two.",
        column=found.names[ProductField.SKU],
        code=row.sku,
        other=other,
    )


def _notes(found: Found) -> Iterable[Sentence]:
    if found.unread:
        yield Sentence(
            "Not read, because no such column is known: {columns}", columns=list(found.unread)
        )
    if ProductField.LIST in found.names:
        yield Sentence(
            "The list price is read from {column}.", column=found.names[ProductField.LIST]
        )


def _kind(name: ProductField) -> Kind:
    if name in MONEY_FIELDS:
        return Kind.MONEY
    return Kind.WHOLE if name in COUNT_FIELDS else Kind.TEXT
