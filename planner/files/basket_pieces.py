"""What the rules of a basket file give on pieces and groups of pieces."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.files.basket_fields import Fields
from planner.files.basket_terms import at_most, picked, rate_of, scope_of, times
from planner.rules.promotions.group_rules import DifferentTogether, PiecesForPrice, SetForPrice
from planner.rules.promotions.lines import Pick
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
from planner.rules.promotions.ruleset import Giving
from planner.words import Refusal


def some_at_rate(entry: Fields) -> NthPieceOff | None:
    """A rate off so many pieces only, of each line or of all; None where all pieces have it."""
    for name, mixed in (("max_units_per_line", False), ("max_units", True)):
        if entry.has(name):
            pick = picked(entry, Pick.CHEAPEST if mixed else Pick.IN_ORDER)
            return NthPieceOff(1, rate_of(entry), at_most(entry, name), pick, mixed)
    return None


def _off_each(entry: Fields) -> PieceOff | FirstThenEachOff:
    off = entry.number("amount", least=1)
    if entry.has("max_units"):
        pick = picked(entry, Pick.CHEAPEST)
        return FirstThenEachOff(off, off, at_most(entry, "max_units"), pick)
    return PieceOff(off, at_most(entry, "max_units_per_line"))


def _price(entry: Fields) -> PiecePrice:
    return PiecePrice(entry.number("price"))


def _nth(entry: Fields) -> NthPieceOff:
    once = not entry.yes("repeat")
    return NthPieceOff(
        entry.number("n", least=1),
        rate_of(entry),
        times=times(entry) or (1 if once else None),
        pick=picked(entry, Pick.IN_ORDER),
    )


def _nth_free(entry: Fields) -> NthPieceOff:
    return NthPieceOff(entry.number("n", least=1), WHOLE_BP, times(entry))


def _buy_get(entry: Fields) -> BuyGet:
    return BuyGet(
        scope_of(entry, "buy"),
        entry.number("buy_qty", least=1),
        scope_of(entry, "get"),
        entry.number("get_qty", least=1),
        times=times(entry) or (None if entry.yes("repeat") else 1),
        pick=picked(entry, Pick.CHEAPEST),
    )


def _set_or_pieces(entry: Fields) -> SetForPrice | PiecesForPrice:
    price, most = entry.number("price"), times(entry)
    if not entry.has("skus"):
        return PiecesForPrice(entry.number("qty", least=1), price, most)
    if not isinstance(entry.told["skus"], Mapping):
        return SetForPrice(dict.fromkeys(entry.texts("skus"), 1), price, most)
    told = Fields(entry.where, dict(entry.told["skus"]))
    return SetForPrice({sku: told.number(sku, least=1) for sku in told.told}, price, most)


def _together(entry: Fields) -> DifferentTogether:
    told = entry.take("percent")
    if not isinstance(told, Mapping) or not told or not all(str(size).isdecimal() for size in told):
        raise Refusal(
            "“{field}” in {where}: write how many different ones, and the percent off.",
            field="percent",
            where=entry.where,
        )
    rates = {int(size): entry.rate_of(rate, "percent") for size, rate in told.items()}
    return DifferentTogether(rates)


PIECE_GIVES: Mapping[str, Callable[[Fields], Giving]] = {
    "line_fixed_off": lambda entry: PieceOff(entry.number("amount", least=1), 1),
    "unit_fixed_off": _off_each,
    "bargain": _price,
    "group_buy": _price,
    "flash_price": _price,
    "member_price": _price,
    "unit_fixed_price": _price,
    "nth_unit_percent_off": _nth,
    "nth_free_cheapest": _nth_free,
    "group_unit_off": lambda entry: GroupPieceOff(
        entry.number("group", least=1), entry.number("amount_each", least=1)
    ),
    "first_then_each_off": lambda entry: FirstThenEachOff(
        entry.number("first"), entry.number("each"), at_most(entry, "max_units")
    ),
    "cheapest_unit_fixed_off": lambda entry: OnePieceOff(entry.number("amount", least=1)),
    "cheapest_unit_percent_off": lambda entry: NthPieceOff(1, rate_of(entry), 1),
    "cheapest_unit_free": lambda _: NthPieceOff(1, WHOLE_BP, 1),
    "buy_x_get_y_free": _buy_get,
    "multi_price": _set_or_pieces,
    "bundle_price": _set_or_pieces,
    "distinct_set_percent": _together,
}
