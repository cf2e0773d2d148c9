"""The tea shop's products, and exports of the back office about them."""

from __future__ import annotations

from planner.actions import products
from planner.rules.promotions.product_fields import ProductField
from tests.files.making import csv_file
from tests.support.cast import CAMPAIGN, build, opened

SHOP = 1

TEA_ITEM, TEA_SKU = "610000000001", "4900000000000000001"
CUP_ITEM, CUP_SKU = "610000000002", "4900000000000000002"
_HEADERS = (
    *("商品ID", "SKU ID", "商品名称", "一口价", "标价", "预估最低到手价", "活动名称"),
    *("优惠层级", "工具名称", "优惠信息", "优惠金额", "活动时间"),
)


def price_check(tea: str = "128.00", cup: str | None = "39.00") -> bytes:
    """价格查询 with what customers will pay for the tea and, unless None, the cup."""
    rows = [(TEA_ITEM, TEA_SKU, "茉莉花茶", "128.00", tea)]
    if cup is not None:
        rows.append((CUP_ITEM, CUP_SKU, "玻璃杯", "39.00", cup))
    return csv_file(
        list(_HEADERS),
        *((*row[:4], row[3], row[4], "双11", "单品级", "单品立减", "", "", "") for row in rows),
    )


PRODUCTS = (
    ("TEA", "茉莉花茶", 12_800, TEA_ITEM, TEA_SKU),
    ("CUP", "玻璃杯", 3_900, CUP_ITEM, CUP_SKU),
)


def build_with_products(url: str) -> None:
    """The tea shop with a tea and a cup in its sale."""
    build(url)
    for cast in opened(url):
        for sku, name, list_fen, item, variant in PRODUCTS:
            fields = {
                ProductField.SKU: sku,
                ProductField.NAME: name,
                ProductField.LIST: list_fen,
                ProductField.COST: list_fen * 6 // 10,
                ProductField.ITEM_ID: item,
                ProductField.SKU_ID: variant,
            }
            cast.do(cast.zhou, products.add, campaign_id=CAMPAIGN, shop_id=SHOP, fields=fields)
