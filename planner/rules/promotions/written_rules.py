"""What a rule gives and whom it covers as plain values, for those who keep it, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from planner.rules.promotions.amount_rules import AmountOff, Measure, MostFor, RateOff
from planner.rules.promotions.baskets import Scope
from planner.rules.promotions.extra_rules import DepositWorth, FreeFreight, Gift
from planner.rules.promotions.group_rules import PiecesForPrice, SetForPrice
from planner.rules.promotions.lines import Pick, Present
from planner.rules.promotions.piece_rules import BuyGet, NthPieceOff, PieceOff, PiecePrice
from planner.rules.promotions.plans import SalePlan
from planner.rules.promotions.presets import GivingKind
from planner.rules.promotions.ruleset import Freight, Giving

_KINDS: Mapping[GivingKind, type[Any]] = {
    GivingKind.AMOUNT_OFF: AmountOff,
    GivingKind.RATE_OFF: RateOff,
    GivingKind.PIECE_OFF: PieceOff,
    GivingKind.PIECE_PRICE: PiecePrice,
    GivingKind.NTH_PIECE_OFF: NthPieceOff,
    GivingKind.BUY_GET: BuyGet,
    GivingKind.PIECES_FOR_PRICE: PiecesForPrice,
    GivingKind.SET_FOR_PRICE: SetForPrice,
    GivingKind.DEPOSIT_WORTH: DepositWorth,
    GivingKind.GIFT: Gift,
    GivingKind.FREE_FREIGHT: FreeFreight,
}
_NAMES = {made: kind for kind, made in _KINDS.items()}
# What changes by the hour of a sale, or decides no price, makes no sign-off stale.
PRODUCT_FIELDS = (
    "sku",
    "list_fen",
    "cost_fen",
    "floor_fen",
    "limit_per_buyer",
    "category",
    "item_id",
)
# Fields that came later: told only where they say something new, so that what was signed for before
# stays signed for.
_LATER = frozenset({"most_for"})


def write_gives(gives: Giving | Freight) -> dict[str, Any]:
    """What a rule gives as JSON values with its ``kind``; ``read_gives`` reads it back."""
    return {"kind": str(kind_of(gives)), **_plain(gives)}


def kind_of(gives: Giving | Freight) -> GivingKind:
    """The kind of what a rule gives, of those that forms can write."""
    return _NAMES[type(gives)]


def read_gives(told: Mapping[str, Any]) -> Giving | Freight:
    """What a rule gives, from what ``write_gives`` wrote."""
    made = _KINDS[GivingKind(told["kind"])]
    values = {name: _value(name, value) for name, value in told.items() if name != "kind"}
    found: Giving | Freight = made(**values)
    return found


def write_scope(scope: Scope) -> dict[str, Any]:
    """Whom a rule covers as JSON values."""
    found: dict[str, Any] = _plain(scope)
    return found


def read_scope(told: Mapping[str, Any]) -> Scope:
    """Whom a rule covers, from what ``write_scope`` wrote."""
    return Scope(**{name: frozenset(values) for name, values in told.items()})


def fingerprint(plans: Sequence[SalePlan], phase: int) -> str:
    """The SHA-256 of all that decides prices and margins in a phase, the same on every machine.

    Prices, costs, limits and categories of products count, their stock and names don't; of rules
    everything counts, and so do the phase's hours, the fees and the limits.
    """
    told = [
        {
            "phase": [_plain(one) for one in plan.phases if one.key == phase],
            "rules": sorted(
                (_plain(planned) for planned in plan.rules if phase in planned.phases),
                key=lambda rule: str(rule["rule"]["key"]),
            ),
            "products": sorted(
                [_plain(getattr(product, name)) for name in PRODUCT_FIELDS]
                for product in plan.products
            ),
            "costs": _plain(plan.costs),
            "limits": _plain(plan.limits),
            "policy": _plain(plan.policy),
        }
        for plan in plans
    ]
    written = json.dumps(told, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: _plain(getattr(value, one.name))
            for one in fields(value)
            if one.name not in _LATER or getattr(value, one.name) != one.default
        }
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


def _value(name: str, value: Any) -> Any:
    """A field of what a rule gives, as its dataclass wants it."""
    match name:
        case "tiers":
            return tuple((threshold, off) for threshold, off in value)
        case "measure":
            return Measure(value)
        case "most_for":
            return MostFor(value)
        case "pick":
            return Pick(value)
        case "buy" | "get":
            return read_scope(value)
        case "present":
            return Present(**value)
        case _:
            return value
