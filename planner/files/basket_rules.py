"""The rules of a basket file: where each stands, what it needs and how it is counted."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from planner.files.basket_fields import Fields
from planner.files.basket_gives import GIVES
from planner.files.basket_terms import first_of, scope_of
from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.extra_rules import FreeFreight, Gift, OrderAlone
from planner.rules.promotions.rounding import (
    OFF_UP_TO_WHOLE_YUAN,
    PAID_HALF_UP,
    WHOLE_BP,
    Rounded,
    Rounding,
    Way,
)
from planner.rules.promotions.ruleset import Base, Freight, Giving, Layer, Needs, Rule
from planner.words import Refusal

_LAYERS = {
    "order": Layer.ORDER,
    "item": Layer.ITEM,
    "shop": Layer.SHOP,
    "coupon": Layer.SHOP,
    "platform": Layer.PLATFORM,
    "cross": Layer.PLATFORM,
    "member": Layer.ASSETS,
    "points": Layer.ASSETS,
    "assets": Layer.ASSETS,
    "payment": Layer.PAYMENT,
    0: Layer.ORDER,
    1: Layer.ITEM,
    2: Layer.SHOP,
    3: Layer.PLATFORM,
    4: Layer.ASSETS,
    5: Layer.PAYMENT,
}
_BASES = {
    "list": Base.LIST,
    "activity_price": Base.LIST,
    "item_price": Base.ITEM,
    "after_layer_1": Base.ITEM,
    "after_layer_2": Base.RUNNING,
    "running": Base.RUNNING,
    "sequential": Base.RUNNING,
    "parallel": Base.LIST,
    "before_discounts": Base.LIST,
}
_ROUNDINGS = {
    "down": Rounding(Rounded.OFF, Way.DOWN),
    "up": Rounding(Rounded.OFF, Way.UP),
    "half_up": Rounding(Rounded.OFF, Way.HALF_UP),
    "up_to_whole_yuan": OFF_UP_TO_WHOLE_YUAN,
}
_SHARES = {"merchant": WHOLE_BP, "platform": 0, "bank": 0, "government": 0, "buyer": WHOLE_BP}
# A rule with nothing in one of these takes nothing off.
_WORTHS = ("amount", "percent", "basis_points", "points", "amount_each")
# Fewer percent are never 折: nobody sells at a tenth.
_LEAST_ZHE = 10
_GROUPS = ("mutex", "mutex_group")
_WHEN = re.compile(r"order\s*>=\s*(\d{1,12})(?: before discounts)?")

# Entries that ask about a price or limit it, rather than change it.
OTHERS = frozenset(
    {
        *("apportion", "platform_fee", "solve_unit_fixed_off", "solve_signup_price"),
        *("cross_shop_gap", "margin_red_line", "price_protection", "percent_scale"),
        *("platform_line", "signup_sheet", "two_event_prices"),
    }
)


def is_rule(entry: Fields) -> bool:
    """Whether an entry is a rule of the price, not a question or a limit about it."""
    kind = entry.text("type")
    if kind not in GIVES and kind not in OTHERS:
        raise Refusal("“type” in {where}: “{kind}” is not known.", where=entry.where, kind=kind)
    return kind in GIVES


def gives_nothing(entry: Fields) -> bool:
    """Whether an entry is a rule of 0 fen or 0 percent, which some tables carry as a boundary."""
    return any(
        name in _WORTHS and type(worth) is int and not worth for name, worth in entry.told.items()
    )


def rule_of(entry: Fields, key: str, layer: Layer) -> Rule:
    """The rule of an entry; it stands on ``layer`` where it does not say on which."""
    kind = entry.text("type")
    gives = GIVES[kind](entry)
    alone = isinstance(gives, OrderAlone)
    if isinstance(gives, Freight):
        layer = Layer.FREIGHT
    elif alone:
        layer = Layer.ORDER
    elif entry.has("layer"):
        layer = entry.one_of("layer", _LAYERS)
    return Rule(
        key=entry.text("id") if entry.has("id") else key,
        name=entry.text("name") if entry.has("name") else kind,
        gives=gives,
        layer=layer,
        scope=scope_of(entry, "scope"),
        base=_base(entry),
        group=next((entry.text(name) for name in _GROUPS if entry.has(name)), ""),
        automatic=not entry.yes("claimed"),
        priority=entry.number("priority", least=-1000) if entry.has("priority") else 0,
        exclusive=entry.yes("exclusive"),
        needs=_needs(entry, kind, gives),
        rounding=_rounding(entry),
        shop_bp=_shop_share(entry),
        as_payment=entry.told.get("funder") == "buyer",
        closes=frozenset({Layer.ITEM, Layer.SHOP, Layer.PLATFORM}) if alone else frozenset(),
    )


def freed_by(entry: Fields, rule: Rule) -> list[Rule]:
    """The rule that frees from freight beside a ladder, where one of its tiers does."""
    if entry.text("type") != "spend_and_save_ladder" or not entry.has("free_shipping"):
        return []
    frees = entry.take("free_shipping")
    if not isinstance(frees, list):
        raise Refusal(
            "“{field}” in {where}: write true or false.", field="free_shipping", where=entry.where
        )
    tiers = zip(entry.pairs("tiers"), frees, strict=False)
    thresholds = [threshold for (threshold, _), frees in tiers if frees is True]
    return [
        replace(rule, key=f"{rule.key}-freight", gives=gives, layer=Layer.FREIGHT, base=Base.LIST)
        for gives in [FreeFreight(threshold) for threshold in thresholds[:1]]
    ]


def points_of(entry: Fields, rule: Rule) -> dict[str, tuple[tuple[int, int], ...]]:
    """The points that a ladder's tiers win, as (threshold, points) by the rule's key."""
    if entry.text("type") != "spend_and_save_ladder" or not entry.has("points"):
        return {}
    tiers = zip(entry.pairs("tiers"), entry.numbers("points"), strict=False)
    return {rule.key: tuple((threshold, points) for (threshold, _), points in tiers)}


def typed_of(entry: Fields) -> str:
    """A rate as it was typed where it could be 折 or percent off; "" where it has none."""
    if entry.has("zhe"):
        return entry.text("zhe")
    typed = entry.told.get("percent")
    return str(typed) if isinstance(typed, int | Decimal) and typed >= _LEAST_ZHE else ""


def _needs(entry: Fields, kind: str, gives: Giving | Freight) -> Needs:
    """What an entry asks for beside its own threshold."""
    least, most = _prices(entry)
    own = kind in ("qty_fixed_off", "qty_percent_off")
    thresholds = isinstance(gives, AmountOff | RateOff | Gift | Freight) and kind != "points"
    return Needs(
        amount_fen=0 if thresholds else first_of(entry, "threshold", "min_spend"),
        pieces=entry.number("min_qty") if entry.has("min_qty") and not own else 0,
        line_pieces=entry.number("min_line_qty") if entry.has("min_line_qty") else 0,
        list_fen=_listed(entry),
        with_skus=frozenset(entry.texts("requires")),
        least_price_fen=least,
        most_price_fen=most,
        undiscounted=entry.yes("skip_discounted"),
    )


def _prices(entry: Fields) -> tuple[int, int | None]:
    """The lowest and the highest price of a piece that a rule is about; null leaves an end open."""
    if not entry.has("price_between"):
        return 0, None
    between = entry.take("price_between")
    if not isinstance(between, list) or len(between) != 2:
        raise Refusal(
            "“{field}” in {where}: write a list of pairs.", field="price_between", where=entry.where
        )
    ends = Fields(entry.where, dict(zip(("from", "to"), between, strict=True)))
    least, most = (ends.number(end) if ends.has(end) else None for end in ("from", "to"))
    return least or 0, most


def _shop_share(entry: Fields) -> int:
    """The part of what comes off that the shop bears, in basis points."""
    if entry.has("merchant_share_bp"):
        return entry.number("merchant_share_bp", most=WHOLE_BP)
    return entry.one_of("funder", _SHARES) if entry.has("funder") else WHOLE_BP


def _listed(entry: Fields) -> int:
    if not entry.has("when"):
        return 0
    found = _WHEN.fullmatch(entry.text("when"))
    if found is None:
        raise Refusal("“when” in {where}: write order>= and an amount in fen.", where=entry.where)
    return int(found[1])


def _base(entry: Fields) -> Base:
    for name in ("threshold_base", "base"):
        if isinstance(entry.told.get(name), str):
            return entry.one_of(name, _BASES)
    return Base.RUNNING


def _rounding(entry: Fields) -> Rounding:
    for name in ("rounding", "round_discount"):
        if entry.has(name):
            return entry.one_of(name, _ROUNDINGS)
    return PAID_HALF_UP
