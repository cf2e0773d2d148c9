"""What rules of a basket file have in common: products, rates, caps, thresholds and picks."""

from __future__ import annotations

import re
from decimal import Decimal

from planner.files.basket_fields import Fields
from planner.rules.promotions.amount_rules import MostFor
from planner.rules.promotions.baskets import EVERYTHING, Scope
from planner.rules.promotions.lines import Pick
from planner.rules.promotions.rounding import WHOLE_BP
from planner.words import Refusal

_ZHE = re.compile(r"[1-9](\.\d{1,2})?")
_PICKS = {"cheapest": Pick.CHEAPEST, "dearest": Pick.DEAREST, "cart_order": Pick.IN_ORDER}
_CAPS = {"order": MostFor.ORDER, "piece": MostFor.PIECE}
_OWN_SCOPE = {"multi_price": "sku", "gift": "trigger"}


def scope_of(entry: Fields, name: str = "scope") -> Scope:
    """Which products: all where nothing or “all” is said, else a list; a single sku counts too."""
    own = _OWN_SCOPE.get(entry.text("type")) if name == "scope" else None
    if own is not None and entry.has(own):
        return Scope(frozenset({entry.text(own)}))
    listed = name in entry.told and entry.told[name] != "all"
    skus = frozenset(entry.texts(name)) if listed else frozenset[str]()
    if name != "scope":
        return Scope(skus)
    categories = {entry.text("category")} if entry.has("category") else set[str]()
    scope = Scope(skus, frozenset(categories), frozenset(entry.texts("exclude")))
    return EVERYTHING if scope == EVERYTHING else scope


def rate_of(entry: Fields) -> int:
    """The rate off in basis points, written as percent, as basis points or in 折."""
    if entry.has("zhe"):
        return _zhe(entry)
    if entry.has("basis_points"):
        return entry.number("basis_points", most=WHOLE_BP)
    return entry.rate("percent")


def picked(entry: Fields, otherwise: Pick) -> Pick:
    """Which pieces a rule takes where it does not take all."""
    return entry.one_of("choose", _PICKS) if entry.has("choose") else otherwise


def times(entry: Fields) -> int | None:
    """How often a rule counts at most, None where it says nothing."""
    return at_most(entry, "max_times")


def cap(entry: Fields) -> int | None:
    """How much comes off at most, None where a rule says nothing."""
    return at_most(entry, "cap")


def cap_per(entry: Fields) -> MostFor:
    """What a rate's cap counts for: an order, or each piece."""
    return entry.one_of("cap_per", _CAPS) if entry.has("cap_per") else MostFor.ORDER


def at_most(entry: Fields, name: str) -> int | None:
    """A limit of at least 1, None where it is not written."""
    return entry.number(name, least=1) if entry.has(name) else None


def first_of(entry: Fields, *names: str) -> int:
    """The first of these amounts that is written, 0 where none is."""
    return next((entry.number(name) for name in names if entry.has(name)), 0)


def _zhe(entry: Fields) -> int:
    """The rate off of a price written in 折, such as "8.5", in basis points."""
    written = entry.text("zhe")
    if not _ZHE.fullmatch(written):
        raise Refusal(
            "“{field}” in {where}: write 折 as a text like “8.5”.", field="zhe", where=entry.where
        )
    return WHOLE_BP - int(Decimal(written) * 1000)
