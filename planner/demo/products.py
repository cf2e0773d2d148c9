"""What the demo's shops sell: twelve things for the home and a gift, the same in both shops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from planner.actions.product_intake import take_from_campaign, take_in
from planner.demo.names import Both
from planner.demo.story import Moment, Sale
from planner.desk import Desk
from planner.reports.products import preview
from planner.rules.people import Actor
from planner.rules.promotions.product_fields import ProductField
from planner.rules.promotions.product_sheets import ProductFile, ProductRow

SCENTS = Both("香氛", "Scents")
GIFT = "GIFT-TOWEL"
_TEA = Both("茶具", "Tea ware")
_BED = Both("家纺", "Bedding")
_TABLE = Both("餐厨", "Kitchen")

# Code, name, category, list price, cost with packing, floor price in fen, stock, planned pieces.
_GOODS: tuple[tuple[str, Both, Both, int, int, int, int, int], ...] = (
    (
        "TEA-POT",
        Both("柴烧茶壶 220ml", "Wood-fired teapot 220 ml"),
        _TEA,
        26800,
        7800,
        13800,
        2600,
        1800,
    ),
    (
        "TEA-CUP4",
        Both("素胎茶杯 4 只装", "Raw clay cups, set of 4"),
        _TEA,
        15800,
        4300,
        8200,
        4200,
        3000,
    ),
    ("TEA-TRAY", Both("竹制茶盘", "Bamboo tea tray"), _TEA, 19900, 5900, 10400, 1900, 1200),
    ("TEA-GIFT", Both("功夫茶礼盒", "Gongfu tea gift box"), _TEA, 45900, 13800, 24000, 1500, 900),
    (
        "BED-SET4",
        Both("水洗棉四件套 1.8m", "Washed cotton bedding, 1.8 m"),
        _BED,
        49900,
        15600,
        26500,
        3200,
        2400,
    ),
    (
        "BED-QUILT",
        Both("大豆纤维被 200×230", "Soy fibre quilt 200 × 230"),
        _BED,
        39900,
        12600,
        21500,
        2800,
        2000,
    ),
    (
        "BED-PILLOW",
        Both("记忆棉枕 一对", "Memory foam pillows, pair"),
        _BED,
        23900,
        7200,
        12500,
        3600,
        2600,
    ),
    (
        "SCENT-LAMP",
        Both("香薰机 300ml", "Scent diffuser 300 ml"),
        SCENTS,
        19900,
        3700,
        8800,
        3000,
        2200,
    ),
    (
        "SCENT-OIL",
        Both("白茶精油 30ml", "White tea oil 30 ml"),
        SCENTS,
        8900,
        1100,
        3600,
        8000,
        6000,
    ),
    (
        "SCENT-CANDLE",
        Both("大豆蜡烛 雪松", "Soy candle, cedar"),
        SCENTS,
        9900,
        1250,
        4100,
        6500,
        4800,
    ),
    (
        "BOWL-SET",
        Both("釉下彩餐具 18 件", "Underglaze dinner set, 18 pieces"),
        _TABLE,
        32900,
        9900,
        17200,
        1800,
        1300,
    ),
    (
        "PAN-28",
        Both("麦饭石炒锅 28cm", "Stone-coated wok 28 cm"),
        _TABLE,
        25900,
        7900,
        13600,
        2400,
        1700,
    ),
    (
        GIFT,
        Both("茶巾（赠品）", "Tea towel (gift)"),
        _TEA,
        2900,
        480,
        1500,
        60000,
        2000,
    ),
)
_ITEM_NUMBERS = (680_410_027_300, 3_680_410_027_300_100_000)
_LINKS = (
    "https://tmall.example.com/item.htm?id={item}",
    "https://douyin.example.com/item?id={item}",
)


def brought_in(sale: Sale, days_before: int, last: Sale | None = None) -> Iterator[Moment]:
    """Both shops' products: copied from the last sale where there is one, then from a sheet."""
    operator = sale.cast.operator
    for shop in range(len(_LINKS)):
        at = sale.calendar.at(-days_before, 14, 10 + 20 * shop)
        about: dict[str, Any] = {"campaign_id": sale.id, "shop_id": shop + 1}
        if last is not None:
            copied = about | {"from_campaign_id": last.id}
            yield Moment(at, operator, take_from_campaign, copied)
        file = _sheet(sale.language, shop)
        later = sale.calendar.at(-days_before, 15, 10 + 20 * shop)
        asked = partial(_previewed, actor=operator, **about, file=file)
        yield Moment(later, operator, take_in, about | {"file": file}, asked)


def _sheet(language: str, shop: int) -> ProductFile:
    rows = []
    for place, (sku, name, category, price, cost, floor, stock, planned) in enumerate(_GOODS):
        item = str(_ITEM_NUMBERS[shop] + 37 * place)
        cells: dict[ProductField, Any] = {
            ProductField.NAME: name.of(language),
            ProductField.CATEGORY: category.of(language),
            ProductField.LIST: price,
            ProductField.COST: cost,
            ProductField.FLOOR: floor,
            ProductField.STOCK: stock // (shop + 1),
            ProductField.PLANNED: planned // (shop + 1),
            ProductField.ITEM_ID: item,
            ProductField.LINK: _LINKS[shop].format(item=item),
            ProductField.LIMIT: 10,
        }
        rows.append(ProductRow(place + 2, sku, cells))
    return ProductFile(tuple(rows))


def _previewed(
    desk: Desk, *, actor: Actor, campaign_id: int, shop_id: int, file: ProductFile
) -> Mapping[str, Any]:
    seen = desk.read(preview, actor=actor, campaign_id=campaign_id, shop_id=shop_id, file=file)
    return {"digest": seen.digest}
