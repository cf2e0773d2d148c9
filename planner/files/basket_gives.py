"""What the rules of a basket file give: each type of entry into its own terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.files.basket_fields import Fields
from planner.files.basket_pieces import PIECE_GIVES, some_at_rate
from planner.files.basket_terms import cap, cap_per, first_of, rate_of
from planner.rules.promotions.amount_rules import AmountOff, Measure, RateOff
from planner.rules.promotions.extra_rules import (
    DepositWorth,
    FreeFreight,
    FreightByCount,
    FreightOff,
    Gift,
    OrderAlone,
)
from planner.rules.promotions.lines import Present
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.ruleset import Freight, Giving

# Whose reductions are written alike: “coupon_fixed_off” and “coupon_percent_off”.
_OF_AN_AMOUNT = (
    *("order", "coupon", "member", "official", "spend", "payment"),
    *("shop", "platform", "cross"),
)


def _amount(entry: Fields) -> AmountOff:
    threshold = first_of(entry, "threshold", "min_spend")
    return AmountOff(
        ((threshold, entry.number("amount", least=1)),),
        repeat=entry.yes("repeat"),
        most_fen=cap(entry),
    )


def _amount_by_pieces(entry: Fields) -> AmountOff:
    tier = (entry.number("min_qty"), entry.number("amount", least=1))
    return AmountOff((tier,), Measure.PIECES, repeat=entry.yes("repeat"), most_fen=cap(entry))


def _amount_ladder(entry: Fields, measure: Measure = Measure.AMOUNT) -> AmountOff:
    tiers = entry.pairs("tiers")
    if entry.has("base") and not isinstance(entry.told["base"], str):
        tiers = ((0, entry.number("base")), *tiers)
    return AmountOff(tuple(tier for tier in tiers if tier[1]), measure, most_fen=cap(entry))


def _rate(entry: Fields) -> Giving:
    threshold = first_of(entry, "threshold", "min_spend")
    return some_at_rate(entry) or RateOff(
        ((threshold, rate_of(entry)),), most_fen=cap(entry), most_for=cap_per(entry)
    )


def _rate_by_pieces(entry: Fields) -> RateOff:
    tier = (entry.number("min_qty"), rate_of(entry))
    return RateOff((tier,), Measure.PIECES, most_fen=cap(entry), most_for=cap_per(entry))


def _rate_ladder(entry: Fields, measure: Measure = Measure.AMOUNT) -> RateOff:
    tiers = entry.pairs("tiers", rates=True)
    if entry.has("base") and not isinstance(entry.told["base"], str):
        tiers = ((0, entry.rate("base")), *tiers)
    others = "other_pieces_in_scope"
    return RateOff(
        tuple(tier for tier in tiers if tier[1]),
        measure,
        most_fen=cap(entry),
        elsewhere=entry.number(others) if entry.has(others) else 0,
        most_for=cap_per(entry),
    )


def _gift(entry: Fields) -> Gift:
    each = entry.yes("per_unit")
    worth = entry.number("gift_value") if entry.has("gift_value") else 0
    cost = entry.number("gift_cost") if entry.has("gift_cost") else None
    present = Present(entry.told.get("gift_sku") or "gift", 1, cost, worth)
    threshold = 1 if each else first_of(entry, "threshold", "min_spend")
    return Gift(present, threshold, Measure.PIECES if each else Measure.AMOUNT, repeat=each)


def _points(entry: Fields) -> AmountOff | RateOff:
    """Points as money; “max_percent” is how much of the amount they may pay."""
    if not entry.has("points"):
        return _amount(entry)
    points = entry.number("points")
    if entry.has("max_points"):
        points = min(points, entry.number("max_points"))
    worth = points * entry.number("value_each")
    if entry.has("max_percent"):
        return RateOff(((0, entry.rate("max_percent")),), most_fen=worth)
    return AmountOff(((0, worth),))


def _freight(entry: Fields, *, by_weight: bool = False) -> FreightByCount:
    return FreightByCount(
        first=entry.number("first"),
        first_fen=entry.number("first_fee"),
        step=entry.number("step"),
        step_fen=entry.number("step_fee"),
        by_weight=by_weight,
    )


def _free_freight(entry: Fields) -> FreeFreight:
    return FreeFreight(_reached(entry), entry.number("min_count") if entry.has("min_count") else 0)


def _freight_rate(entry: Fields) -> FreightOff:
    return FreightOff(off_bp=min(rate_of(entry), WHOLE_BP), threshold_fen=_reached(entry))


def _freight_amount(entry: Fields) -> FreightOff:
    return FreightOff(off_fen=entry.number("amount"), threshold_fen=_reached(entry))


def _reached(entry: Fields) -> int:
    return first_of(entry, "min_amount", "min_spend", "threshold")


GIVES: Mapping[str, Callable[[Fields], Giving | Freight]] = {
    **{f"{whose}_fixed_off": _amount for whose in _OF_AN_AMOUNT},
    **{f"{whose}_percent_off": _rate for whose in _OF_AN_AMOUNT},
    **PIECE_GIVES,
    "percent_off": _rate,
    "unit_percent_off": _rate,
    "zhe": _rate,
    "spend_and_save": _amount,
    "spend_and_save_ladder": _amount_ladder,
    "spend_percent_ladder": _rate_ladder,
    "qty_fixed_off": _amount_by_pieces,
    "qty_percent_off": _rate_by_pieces,
    "tiered_fixed_off": _amount_ladder,
    "tiered_fixed_by_qty": lambda entry: _amount_ladder(entry, Measure.PIECES),
    "tiered_percent_off": _rate_ladder,
    "tiered_percent_by_qty": lambda entry: _rate_ladder(entry, Measure.PIECES),
    "deposit_expansion": lambda entry: DepositWorth(entry.number("deposit"), entry.number("worth")),
    "gift": _gift,
    "points": _points,
    "payment_off": _amount,
    "flash_sale_order": lambda _: OrderAlone(),
    "freight_flat": lambda entry: FreightByCount(first_fen=entry.number("fee")),
    "freight_by_count": _freight,
    "freight_by_weight": lambda entry: _freight(entry, by_weight=True),
    "free_shipping": _free_freight,
    "freight_percent_off": _freight_rate,
    "shipping_percent_off": _freight_rate,
    "freight_fixed_off": _freight_amount,
    "shipping_fixed_off": _freight_amount,
}
