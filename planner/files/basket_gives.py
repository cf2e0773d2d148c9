"""What the rules of a basket file give: each type of entry into its own terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from planner.files.basket_fields import Fields
from planner.rules.promotions.amount_rules import AmountOff, Measure, MostFor, RateOff
from planner.rules.promotions.baskets import EVERYTHING, Scope
from planner.rules.promotions.extra_rules import (
    DepositWorth,
    FreeFreight,
    FreightByCount,
    Gift,
    OrderAlone,
)
from planner.rules.promotions.group_rules import DifferentTogether, PiecesForPrice, SetForPrice
from planner.rules.promotions.lines import Pick, Present
from planner.rules.promotions.piece_rules import (
    BuyGet,
    FirstThenEachOff,
    GroupPieceOff,
    NthPieceOff,
    OnePieceOff,
    PieceOff,
    PiecePrice,
)
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.ruleset import Freight, Giving
from planner.words import Refusal

_ZHE = re.compile(r"[1-9](\.\d{1,2})?")
_PICKS = {"cheapest": Pick.CHEAPEST, "dearest": Pick.DEAREST, "cart_order": Pick.IN_ORDER}
_CAPS = {"order": MostFor.ORDER, "piece": MostFor.PIECE}
_OWN_SCOPE = {"multi_price": "sku", "gift": "trigger"}


def _amount(entry: Fields) -> AmountOff:
    threshold = _first(entry, "threshold", "min_spend")
    return AmountOff(
        ((threshold, entry.number("amount", least=1)),),
        repeat=entry.yes("repeat"),
        most_fen=_cap(entry),
    )


def _amount_by_pieces(entry: Fields) -> AmountOff:
    tier = (entry.number("min_qty"), entry.number("amount", least=1))
    return AmountOff((tier,), Measure.PIECES, repeat=entry.yes("repeat"), most_fen=_cap(entry))


def _rate(entry: Fields) -> RateOff:
    threshold = _first(entry, "threshold", "min_spend")
    tier = (threshold, entry.rate("percent"))
    return RateOff((tier,), most_fen=_cap(entry), most_for=_cap_per(entry))


def _rate_by_pieces(entry: Fields) -> RateOff:
    tier = (entry.number("min_qty"), entry.rate("percent"))
    return RateOff((tier,), Measure.PIECES, most_fen=_cap(entry), most_for=_cap_per(entry))


def _rate_ladder(entry: Fields, measure: Measure = Measure.AMOUNT) -> RateOff:
    tiers = entry.pairs("tiers", rates=True)
    if entry.has("base") and not isinstance(entry.told["base"], str):
        tiers = ((0, entry.rate("base")), *tiers)
    others = "other_pieces_in_scope"
    return RateOff(
        tiers,
        measure,
        most_fen=_cap(entry),
        elsewhere=entry.number(others) if entry.has(others) else 0,
        most_for=_cap_per(entry),
    )


def _nth(entry: Fields) -> NthPieceOff:
    once = not entry.yes("repeat")
    return NthPieceOff(
        entry.number("n", least=1),
        entry.rate("percent"),
        times=_times(entry) or (1 if once else None),
        pick=_pick(entry, Pick.IN_ORDER),
    )


def _buy_get(entry: Fields) -> BuyGet:
    return BuyGet(
        scope_of(entry, "buy"),
        entry.number("buy_qty", least=1),
        scope_of(entry, "get"),
        entry.number("get_qty", least=1),
        times=_times(entry) or (None if entry.yes("repeat") else 1),
        pick=_pick(entry, Pick.CHEAPEST),
    )


def _gift(entry: Fields) -> Gift:
    each = entry.yes("per_unit")
    worth = entry.number("gift_value") if entry.has("gift_value") else 0
    cost = entry.number("gift_cost") if entry.has("gift_cost") else None
    present = Present(entry.told.get("gift_sku") or "gift", 1, cost, worth)
    threshold = 1 if each else _first(entry, "threshold", "min_spend")
    return Gift(present, threshold, Measure.PIECES if each else Measure.AMOUNT, repeat=each)


def _points(entry: Fields) -> AmountOff:
    if not entry.has("points"):
        return _amount(entry)
    points = entry.number("points")
    if entry.has("max_points"):
        points = min(points, entry.number("max_points"))
    return AmountOff(((0, points * entry.number("value_each")),))


def _freight(entry: Fields, *, by_weight: bool = False) -> FreightByCount:
    return FreightByCount(
        first=entry.number("first"),
        first_fen=entry.number("first_fee"),
        step=entry.number("step"),
        step_fen=entry.number("step_fee"),
        by_weight=by_weight,
    )


def _zhe(entry: Fields) -> int:
    """The rate off of a price written in 折, such as "8.5", in basis points."""
    written = entry.text("zhe")
    if not _ZHE.fullmatch(written):
        raise Refusal(
            "“{field}” in {where}: write 折 as a text like “8.5”.", field="zhe", where=entry.where
        )
    return WHOLE_BP - int(Decimal(written) * 1000)


def _set_or_pieces(entry: Fields) -> SetForPrice | PiecesForPrice:
    price, times = entry.number("price"), _times(entry)
    if entry.has("skus"):
        told = Fields(entry.where, dict(entry.take("skus")))
        return SetForPrice({sku: told.number(sku, least=1) for sku in told.told}, price, times)
    return PiecesForPrice(entry.number("qty", least=1), price, times)


def _together(entry: Fields) -> DifferentTogether:
    told = entry.take("percent")
    if not isinstance(told, Mapping) or not all(str(size).isdecimal() for size in told):
        raise Refusal(
            "“{field}” in {where}: write how many different ones, and the percent off.",
            field="percent",
            where=entry.where,
        )
    rates = {int(size): entry.rate_of(rate, "percent") for size, rate in told.items()}
    return DifferentTogether(rates)


def scope_of(entry: Fields, name: str) -> Scope:
    """Which products: all where nothing or “all” is said, else a list; a single sku counts too."""
    own = (
        {"multi_price": "sku", "gift": "trigger"}.get(entry.text("type"))
        if name == "scope"
        else None
    )
    if own is not None and entry.has(own):
        return Scope(frozenset({entry.text(own)}))
    if not entry.has(name) or entry.told[name] == "all":
        return EVERYTHING
    return Scope(frozenset(entry.texts(name)))


def _pick(entry: Fields, otherwise: Pick) -> Pick:
    return entry.one_of("choose", _PICKS) if entry.has("choose") else otherwise


def _times(entry: Fields) -> int | None:
    return _most(entry, "max_times")


def _cap(entry: Fields) -> int | None:
    return _most(entry, "cap")


def _cap_per(entry: Fields) -> MostFor:
    """What a rate's cap counts for: an order, or each piece."""
    return entry.one_of("cap_per", _CAPS) if entry.has("cap_per") else MostFor.ORDER


def _first(entry: Fields, *names: str) -> int:
    """The first of these amounts that is written, 0 where none is."""
    return next((entry.number(name) for name in names if entry.has(name)), 0)


def _most(entry: Fields, name: str) -> int | None:
    return entry.number(name, least=1) if entry.has(name) else None


GIVES: Mapping[str, Callable[[Fields], Giving | Freight]] = {
    "order_fixed_off": _amount,
    "coupon_fixed_off": _amount,
    "line_fixed_off": lambda entry: PieceOff(entry.number("amount", least=1), 1),
    "member_fixed_off": _amount,
    "payment_off": _amount,
    "spend_and_save": _amount,
    "spend_and_save_ladder": lambda entry: AmountOff(entry.pairs("tiers"), most_fen=_cap(entry)),
    "qty_fixed_off": _amount_by_pieces,
    "percent_off": _rate,
    "order_percent_off": _rate,
    "member_percent_off": _rate,
    "official_percent_off": _rate,
    "spend_percent_off": _rate,
    "qty_percent_off": _rate_by_pieces,
    "tiered_percent_off": _rate_ladder,
    "tiered_percent_by_qty": lambda entry: _rate_ladder(entry, Measure.PIECES),
    "zhe": lambda entry: RateOff(((0, _zhe(entry)),)),
    "unit_fixed_off": lambda entry: PieceOff(
        entry.number("amount", least=1), _most(entry, "max_units_per_line")
    ),
    "bargain": lambda entry: PiecePrice(entry.number("price")),
    "group_buy": lambda entry: PiecePrice(entry.number("price")),
    "flash_price": lambda entry: PiecePrice(entry.number("price")),
    "nth_unit_percent_off": _nth,
    "nth_free_cheapest": lambda entry: NthPieceOff(
        entry.number("n", least=1), WHOLE_BP, _times(entry)
    ),
    "group_unit_off": lambda entry: GroupPieceOff(
        entry.number("group", least=1), entry.number("amount_each", least=1)
    ),
    "first_then_each_off": lambda entry: FirstThenEachOff(
        entry.number("first"), entry.number("each"), _most(entry, "max_units")
    ),
    "cheapest_unit_fixed_off": lambda entry: OnePieceOff(entry.number("amount", least=1)),
    "buy_x_get_y_free": _buy_get,
    "deposit_expansion": lambda entry: DepositWorth(entry.number("deposit"), entry.number("worth")),
    "multi_price": _set_or_pieces,
    "bundle_price": _set_or_pieces,
    "distinct_set_percent": _together,
    "gift": _gift,
    "points": _points,
    "flash_sale_order": lambda _: OrderAlone(),
    "freight_flat": lambda entry: FreightByCount(first_fen=entry.number("fee")),
    "freight_by_count": _freight,
    "freight_by_weight": lambda entry: _freight(entry, by_weight=True),
    "free_shipping": lambda entry: FreeFreight(
        _first(entry, "min_amount", "threshold"),
        entry.number("min_count") if entry.has("min_count") else 0,
    ),
}
