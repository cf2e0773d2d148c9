"""A clean 双11 of one shop: sensible rules on products with healthy margins, everything known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.baskets import EVERYTHING, Scope
from planner.rules.promotions.extra_rules import FreeFreight, Gift
from planner.rules.promotions.lines import Present
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.plans import LivePrice, PlannedRule, Product, SalePlan
from planner.rules.promotions.rounding import OFF_UP_TO_WHOLE_YUAN
from planner.rules.promotions.ruleset import Base, Freight, Giving, Layer, Rule

WARM_UP, BURST, WRAP_UP = 1, 2, 3
NOW = datetime(2026, 11, 1, 10)
PHASES: tuple[Phase[int], ...] = (
    Phase(WARM_UP, "预热", PhaseKind.WARM_UP, datetime(2026, 10, 24), datetime(2026, 10, 31, 20)),
    Phase(BURST, "爆发", PhaseKind.BURST, datetime(2026, 10, 31, 20), datetime(2026, 11, 12)),
    Phase(WRAP_UP, "返场", PhaseKind.WRAP_UP, datetime(2026, 11, 12), datetime(2026, 11, 15)),
)
SELLING = frozenset({BURST, WRAP_UP})
# Both dataclasses have a field of the name “closes”; here it is the end of a window.
_OF_RULE = frozenset(Rule.__slots__) - {"closes"}
_PRICES = {
    "茶-红": (12_900, 3_200),
    "茶-绿": (12_900, 3_400),
    "壶": (39_900, 9_900),
    "杯": (5_900, 1_300),
    "盘": (19_900, 5_200),
}


def product(sku: str, list_fen: int, cost_fen: int, item: int, variant: int) -> Product:
    """A product of which everything is known."""
    item_id = f"{600_000_000_000 + item}"
    return Product(
        sku,
        sku,
        list_fen,
        cost_fen,
        floor_fen=cost_fen + cost_fen // 10,
        stock=900,
        item_id=item_id,
        link=f"https://detail.tmall.com/item.htm?id={item_id}",
        limit_per_buyer=10,
        category="茶具",
        last_fen=list_fen * 8 // 10,
        sku_id=f"{5_000_000_000 + variant}",
        planned_pieces=600,
        struck_fen=list_fen,
        lowest_week_fen=list_fen,
    )


def planned(
    key: str,
    name: str,
    gives: Giving | Freight,
    layer: Layer,
    *,
    phases: frozenset[int] = SELLING,
    **more: object,
) -> PlannedRule:
    """A rule in its phases, through the whole of them; ``more`` fields of either dataclass."""
    own = [phase for phase in PHASES if phase.key in phases]
    of_rule = {name: value for name, value in more.items() if name in _OF_RULE}
    of_plan = {name: value for name, value in more.items() if name not in _OF_RULE}
    rule = replace(Rule(key, name, gives, layer), **of_rule)  # type: ignore[arg-type]  # named
    opens, closes = min(one.opens for one in own), max(one.closes for one in own)
    found = PlannedRule(rule, phases, opens, closes)
    return replace(found, **of_plan)  # type: ignore[arg-type]  # fields by their names


def rules() -> tuple[PlannedRule, ...]:
    """官方立减, 满减, a claimed shop coupon, 88VIP coupons, a gift with stock, and 包邮."""
    return (
        planned(
            "official",
            "官方立减 15%",
            RateOff(((0, 1_500),)),
            Layer.ITEM,
            base=Base.LIST,
            rounding=OFF_UP_TO_WHOLE_YUAN,
            preset="official_off",
        ),
        planned(
            "save",
            "每满300减50",
            AmountOff(((30_000, 5_000),), repeat=True),
            Layer.PLATFORM,
            base=Base.ITEM,
            group="cross-shop",
            preset="cross_shop",
        ),
        planned(
            "coupon",
            "店铺券 满299减30",
            AmountOff(((29_900, 3_000),)),
            Layer.SHOP,
            base=Base.ITEM,
            group="shop coupon",
            automatic=False,
            issued=2_000,
            per_buyer=1,
            budget_fen=6_000_000,
            copy="满299元减30元，可与每满300减50叠加",
            preset="shop_coupon",
        ),
        planned(
            "vip",
            "88VIP券 500-50",
            AmountOff(((50_000, 5_000),)),
            Layer.PLATFORM,
            base=Base.ITEM,
            group="platform coupon",
            automatic=False,
            shop_bp=5_000,
            preset="vip_coupon",
        ),
        planned(
            "gift",
            "满399送杯垫",
            Gift(Present("杯垫", 1, 300, 990), 39_900),
            Layer.SHOP,
            base=Base.ITEM,
            issued=500,
            preset="gift",
        ),
        planned("freight", "满59包邮", FreeFreight(5_900), Layer.FREIGHT, preset="free_freight"),
    )


def clean() -> SalePlan:
    """The sale as it should be."""
    goods = tuple(
        product(sku, price, cost, 1 if sku.startswith("茶") else 10 + place, place)
        for place, (sku, (price, cost)) in enumerate(_PRICES.items())
    )
    gift = Product("杯垫", "杯垫", 0, 300, stock=800)
    plan = SalePlan(
        products=(*goods, gift),
        rules=rules(),
        phases=PHASES,
        costs=Costs(fee_bp=500, order_fen=400, target_bp=1_000),
        now=NOW,
        sale_day=date(2026, 11, 11),
        last_rules=rules(),
        elsewhere={sku: {"京东店": price} for sku, (price, _) in _PRICES.items()},
    )
    return replace(plan, live=tuple(_live(one) for one in goods))


def with_rule(plan: SalePlan, added: PlannedRule) -> SalePlan:
    """The plan with one rule more."""
    return replace(plan, rules=(*plan.rules, added))


def changed(plan: SalePlan, key: str, **fields: object) -> SalePlan:
    """The plan with fields of a rule changed, of the rule itself or of how it is planned."""
    of_rule = {name: value for name, value in fields.items() if name in _OF_RULE}
    of_plan = {name: value for name, value in fields.items() if name not in _OF_RULE}

    def as_told(one: PlannedRule) -> PlannedRule:
        rule = replace(one.rule, **of_rule)  # type: ignore[arg-type]  # fields by their names
        return replace(one, rule=rule, **of_plan)  # type: ignore[arg-type]  # the same

    return replace(
        plan, rules=tuple(as_told(one) if one.rule.key == key else one for one in plan.rules)
    )


def with_product(plan: SalePlan, sku: str, **fields: object) -> SalePlan:
    """The plan with fields of a product changed."""
    return replace(
        plan,
        products=tuple(
            replace(one, **fields) if one.sku == sku else one  # type: ignore[arg-type]  # named
            for one in plan.products
        ),
    )


def only(*skus: str) -> Scope:
    """Some products, or all."""
    return Scope(frozenset(skus)) if skus else EVERYTHING


def _live(one: Product) -> LivePrice:
    """What the back office says of a product: 官方立减 15 %, up to whole yuan."""
    off = -(-one.list_fen * 1_500 // 1_000_000) * 100
    return LivePrice(
        one.item_id,
        one.sku_id,
        "prices",
        NOW,
        list_fen=one.list_fen,
        official_off_fen=off,
        name=one.name,
    )
