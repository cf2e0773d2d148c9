"""What the tea shop sells in its 双11, and under which promotions; sums are easy to check by hand.

A teapot set for ¥400 costs ¥200, a cup for ¥100 costs ¥70, and what the caddy for ¥60 costs nobody
has said. The platform keeps 5%, the shop wants 10%. Every ¥300 take ¥50 off in burst and wrap-up;
in the burst there is a coupon of ¥30 from ¥299 too, which reads what is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from planner.actions import products, promotions
from planner.desk import Receipt
from planner.reports.products import products as products_report
from planner.rules.people import Actor
from planner.rules.promotions.amount_rules import AmountOff
from planner.rules.promotions.drafts import Draft
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.plans import Limits
from planner.rules.promotions.product_fields import ProductField
from planner.rules.promotions.ruleset import Base, Layer
from tests.support.cast import BURST, CAMPAIGN, WRAP, Cast

SHOP = 1
SET, CUP, CADDY = "T1", "C1", "B1"
NAMES = {SET: "盖碗套装", CUP: "品茗杯", CADDY: "茶叶罐"}
EVERY_300 = Draft(
    name="每满300减50",
    preset="full_reduction",
    gives=AmountOff(((30_000, 5_000),), repeat=True),
    layer=Layer.SHOP,
    base=Base.LIST,
    phases=frozenset({BURST, WRAP}),
)
COUPON = Draft(
    name="满299减30券",
    preset="shop_coupon",
    gives=AmountOff(((29_900, 3_000),)),
    layer=Layer.SHOP,
    base=Base.RUNNING,
    phases=frozenset({BURST}),
    claimed=True,
)
TOO_DEEP = replace(COUPON, name="满299减130券", gives=AmountOff(((29_900, 13_000),)))
_PRICES = {SET: (40_000, 20_000), CUP: (10_000, 7_000), CADDY: (6_000, None)}

Act = Callable[..., Any]


def sell(act: Act, actor: Actor, shop_id: int = SHOP, campaign_id: int = CAMPAIGN) -> None:
    """Enter the three products and what selling costs."""
    for sku, (list_fen, cost_fen) in _PRICES.items():
        fields = {
            ProductField.SKU: sku,
            ProductField.NAME: NAMES[sku],
            ProductField.LIST: list_fen,
            ProductField.COST: cost_fen,
        }
        act(actor, products.add, campaign_id=campaign_id, shop_id=shop_id, fields=fields)
    act(
        actor,
        promotions.set_costs,
        campaign_id=campaign_id,
        version=None,
        costs=Costs(fee_bp=500, target_bp=1_000),
        limits=Limits(),
    )


def promote(cast: Cast, *drafts: Draft) -> list[int]:
    """Let 周妍 write promotions; their ids."""
    return [
        cast.do(cast.zhou, promotions.add, campaign_id=CAMPAIGN, draft=draft).value
        for draft in drafts
    ]


def reprice(cast: Cast, sku: str, **amounts: int) -> Receipt:
    """Let 周妍 change amounts of a product."""
    row = product(cast, sku)
    fields = {ProductField(name): amount for name, amount in amounts.items()}
    return cast.do(
        cast.zhou, products.edit, product_id=row["id"], version=row["version"], fields=fields
    )


def rename(cast: Cast, sku: str, name: str) -> None:
    """Let 周妍 call a product something else."""
    row = product(cast, sku)
    fields = {ProductField.NAME: name}
    cast.do(cast.zhou, products.edit, product_id=row["id"], version=row["version"], fields=fields)


def product(cast: Cast, sku: str) -> Any:
    """A product as the list shows it."""
    frame = cast.ask(cast.zhou, products_report, campaign_id=CAMPAIGN, shop_id=SHOP)
    return frame.set_index("sku", drop=False).loc[sku]
