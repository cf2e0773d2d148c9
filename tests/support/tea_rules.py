"""The tea shop's products and rules for tests of what is asked about promotions."""

from __future__ import annotations

from typing import Any

from planner.actions import products, promotions
from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.drafts import Draft
from planner.rules.promotions.extra_rules import FreeFreight, Gift
from planner.rules.promotions.lines import Present
from planner.rules.promotions.margins import Costs, FeeBase
from planner.rules.promotions.plans import Limits
from planner.rules.promotions.product_fields import ProductField
from planner.rules.promotions.ruleset import Base, Layer
from tests.support.cast import BURST, CAMPAIGN, WARM, Cast

SHOP = 1
POT, CUP = "POT", "CUP"


def stock_up(cast: Cast) -> None:
    """A pot for 200 that costs 80, and a cup for 50 that costs 12."""
    for sku, name, price, cost in ((POT, "茶壶", 20_000, 8_000), (CUP, "茶杯", 5_000, 1_200)):
        fields = {
            ProductField.SKU: sku,
            ProductField.NAME: name,
            ProductField.CATEGORY: "茶具",
            ProductField.LIST: price,
            ProductField.COST: cost,
        }
        cast.do(cast.zhou, products.add, campaign_id=CAMPAIGN, shop_id=SHOP, fields=fields)


def set_costs(cast: Cast) -> None:
    """The platform takes 5% of what is paid, an order costs 6 yuan, 10% should be left."""
    cast.do(
        cast.zhou,
        promotions.set_costs,
        campaign_id=CAMPAIGN,
        version=None,
        costs=Costs(fee_bp=500, fee_base=FeeBase.PAID, order_fen=600, target_bp=1_000),
        limits=Limits(),
    )


def write(cast: Cast, name: str, gives: Any, layer: Layer, **given: Any) -> int:
    """Add a rule to the burst; its id."""
    values = {
        "preset": "spend_save",
        "base": Base.ITEM,
        "phases": frozenset({BURST}),
    } | given
    draft = Draft(name=name, gives=gives, layer=layer, **values)
    return int(cast.do(cast.zhou, promotions.add, campaign_id=CAMPAIGN, draft=draft).value)


def write_all(cast: Cast) -> dict[str, int]:
    """What the burst has: 15% off each item, 30 off from 200, a coupon, a gift, no freight."""
    return {
        "official": write(
            *(cast, "官方立减", RateOff(((0, 1_500),)), Layer.ITEM),
            base=Base.LIST,
            rounding="whole_yuan_up",
            preset="official_off",
        ),
        "spend": write(
            *(cast, "满200减30", AmountOff(((20_000, 3_000),)), Layer.SHOP), group="shop rule"
        ),
        "coupon": write(
            *(cast, "店铺券", AmountOff(((10_000, 1_000),)), Layer.SHOP),
            claimed=True,
            preset="shop_coupon",
            group="shop coupon",
        ),
        "gift": write(
            *(cast, "满赠", Gift(Present("茶巾", 1, 500), 15_000), Layer.SHOP), preset="gift"
        ),
        "freight": write(
            *(cast, "包邮", FreeFreight(9_900), Layer.FREIGHT),
            base=Base.RUNNING,
            preset="free_freight",
            phases=frozenset({WARM, BURST}),
        ),
    }
