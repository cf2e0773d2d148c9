"""Prices that are live: three exports of the back office, as strict as the money they decide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import dropwhile
from typing import Any

from planner.files import cells, ids
from planner.files.guard import unguard
from planner.files.live_headers import Export, FoundExport, Numbered, find_export
from planner.files.sheets import Cell
from planner.rules.figures import Skipped
from planner.rules.promotions.live_sources import LiveSource
from planner.rules.promotions.plans import LivePrice
from planner.words import Refusal, Sentence


@dataclass(frozen=True, slots=True)
class LiveFile:
    """What an export says: its kind, one price a variant, the rows left out and why."""

    kind: LiveSource
    prices: tuple[LivePrice, ...]
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[Sentence, ...] = ()


EXPORTS = (
    Export(
        LiveSource.PRICE_CHECK,
        height=1,
        columns={
            "item_id": ("商品ID", "宝贝ID"),
            "sku_id": ("SKU ID",),
            "list_fen": ("一口价",),
            "marked": ("标价",),
            "price_fen": ("预估最低到手价",),
            "name": ("商品名称", "商品标题", "宝贝标题"),
            "activity": ("活动名称",),
            "level": ("优惠层级",),
            "tool": ("工具名称",),
        },
        needed=(
            *("item_id", "sku_id", "list_fen", "marked", "price_fen"),
            *("activity", "level", "tool"),
        ),
    ),
    Export(
        LiveSource.ACTIVITY_ITEMS,
        height=3,
        columns={
            "item_id": ("商品ID", "宝贝ID"),
            "state": ("状态",),
            "sku_id": ("SKUID",),
            "list_fen": ("一口价",),
            "list_line_fen": ("最低标价",),
            "coupon_line_fen": ("最低普惠券后价要求",),
            "price_fen": ("活动普惠券后价",),
            "activity_fen": ("活动价",),
            "rate": ("官方立减报名折扣",),
            "official_off_fen": ("官方立减金额",),
            "name": ("商品名称", "商品标题", "宝贝标题"),
        },
        needed=(
            *("item_id", "state", "sku_id", "list_fen", "list_line_fen", "coupon_line_fen"),
            *("price_fen", "activity_fen", "rate", "official_off_fen"),
        ),
    ),
    Export(
        LiveSource.PIECE_CUTS,
        height=1,
        columns={
            "activity_id": ("活动ID",),
            "activity": ("名称", "活动名称"),
            "level": ("级别", "优惠级别", "活动级别"),
            "opens": ("起", "开始时间", "活动开始时间"),
            "closes": ("止", "结束时间", "活动结束时间"),
            "state": ("状态", "活动状态"),
            "item_id": ("商品ID", "宝贝ID"),
            "sku_id": ("SKU ID",),
            "list_fen": ("一口价",),
            "piece_off_fen": ("优惠值",),
            "name": ("商品名称", "商品标题", "宝贝标题"),
        },
        needed=(
            *("activity_id", "activity", "level", "opens", "closes", "state"),
            *("item_id", "sku_id", "list_fen", "piece_off_fen"),
        ),
    ),
)


def read(content: bytes, file_name: str, read_at: datetime) -> LiveFile:
    """Read an export; of several rows for one variant the strictest figures stay.

    ``read_at`` is the wall-clock moment of the export: what ended before it is left out. Raises
    Refusal where the file is no such export, its header has changed, or no row can be used.
    """
    found = find_export(content, file_name, EXPORTS)
    prices: dict[tuple[str, str], LivePrice] = {}
    skipped: list[Skipped] = []
    repeated = 0
    for number, told in _told(found):
        try:
            price = _price(told, found, read_at)
        except Refusal as refusal:
            skipped.append(Skipped(number, refusal.sentence))
            continue
        key = price.item_id, price.sku_id
        repeated += key in prices
        prices[key] = _strictest(prices[key], price) if key in prices else price
    if not prices:
        raise _nothing(skipped, file_name)
    return LiveFile(
        found.export.source, tuple(prices.values()), tuple(skipped), tuple(_notes(repeated))
    )


_RATE = re.compile(r"0?\.[0-9]{1,4}|[0-9]{1,2}(?:\.[0-9]{1,2})?%")
_OVER = re.compile("已结束|已失效|已过期|已取消|已撤销|已删除|已暂停|未通过|已驳回")
_MERGED = ("item_id", "state", "rate")
_HIGHEST = ("piece_off_fen", "official_off_fen")
_AMOUNTS = tuple(one.name for one in fields(LivePrice) if one.name.endswith("_fen"))


def _told(found: FoundExport) -> Iterator[tuple[int, dict[str, Cell]]]:
    """Each row's cells by column; below a merged cell the row above speaks for it."""
    above: dict[str, Cell] = {}
    for number, row in dropwhile(lambda numbered: _is_heading(numbered, found), found.rows):
        said = {column: _plain(found.cell(row, column), found) for column in found.places}
        if found.export.height > 1:
            if cells.is_missing(said["item_id"]):
                said |= {
                    column: above.get(column, "")
                    for column in _MERGED
                    if cells.is_missing(said[column])
                }
            above = said
        yield number, said


def _is_heading(numbered: Numbered, found: FoundExport) -> bool:
    numbers = (str(found.cell(numbered[1], column)) for column in ("item_id", "sku_id"))
    return not any(letter.isdigit() for number in numbers for letter in number)


def _plain(cell: Cell, found: FoundExport) -> Cell:
    return unguard(cell) if found.guarded and isinstance(cell, str) else cell


def _price(said: dict[str, Cell], found: FoundExport, read_at: datetime) -> LivePrice:
    item = ids.platform_id(said["item_id"], found.name("item_id"))
    if not item:
        raise Refusal("{column} is missing.", column=found.name("item_id"))
    _require_running(said, found, read_at)
    if "rate" in said:
        _require_rate(said["rate"], found.name("rate"))
    amounts: dict[str, Any] = {
        column: cells.money(said[column], found.name(column))
        for column in _AMOUNTS
        if column in said
    }
    if not any(amount is not None for amount in amounts.values()):
        raise Refusal("The row has no price.")
    return LivePrice(
        item_id=item,
        sku_id=ids.platform_id(said["sku_id"], found.name("sku_id")),
        source=found.export.source,
        read_at=read_at,
        name=str(said.get("name", "")).strip()[:200],
        **amounts,
    )


def _require_running(said: dict[str, Cell], found: FoundExport, read_at: datetime) -> None:
    state = str(said.get("state", "")).strip()
    if _OVER.search(state):
        raise Refusal(
            "It is not live: {column} says {state}.", column=found.name("state"), state=state[:20]
        )
    closes = cells.moment(said["closes"], found.name("closes")) if "closes" in said else None
    if closes is not None and _end_of(closes) < read_at:
        raise Refusal("It ended before the export was read, on {day}.", day=closes.date())


def _end_of(closes: datetime) -> datetime:
    """The moment, or the end of the day where only a day was said."""
    return closes if closes.time() != time.min else closes + timedelta(days=1)


def _require_rate(cell: Cell, column: str) -> None:
    """Refuse 10, which may be 10% off or 10 yuan; 0.10 and 10% say it."""
    if cells.is_missing(cell):
        return
    number = cells.number(cell) if not isinstance(cell, str) else None
    text = unicodedata.normalize("NFKC", cell).strip() if isinstance(cell, str) else ""
    if not (_RATE.fullmatch(text) or (number is not None and 0 < number < Decimal(1))):
        raise Refusal(
            "{column}: write a rate like 0.10 or 10%; 10 alone may mean either.", column=column
        )


def _strictest(one: LivePrice, other: LivePrice) -> LivePrice:
    """The lowest prices and lines of two rows for one variant, and the highest cuts."""
    merged: dict[str, Any] = {}
    for name in _AMOUNTS:
        said = [amount for row in (one, other) if (amount := getattr(row, name)) is not None]
        if said:
            merged[name] = max(said) if name in _HIGHEST else min(said)
    return replace(one, name=one.name or other.name, **merged)


def _nothing(skipped: Sequence[Skipped], file_name: str) -> Refusal:
    if not skipped:
        return Refusal("{file} has the right header but no rows below it.", file=file_name)
    return Refusal(
        "No row of {file} can be used. Row {row}: {why}",
        file=file_name,
        row=skipped[0].row,
        why=skipped[0].why,
    )


def _notes(repeated: int) -> Iterator[Sentence]:
    if repeated:
        yield Sentence(
            "{n} row is about a variant that stands above it; of the two the stricter figures "
            "count.",
            "{n} rows are about variants that stand above them; of each the strictest figures "
            "count.",
            n=repeated,
        )
