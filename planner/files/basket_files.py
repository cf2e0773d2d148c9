"""A basket and its rules as JSON, as ``quote`` reads them: plain values into rules' own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from planner.files.basket_fields import Fields
from planner.files.basket_rules import (
    freed_by,
    gives_nothing,
    is_rule,
    points_of,
    rule_of,
    typed_of,
)
from planner.rules.promotions.baskets import MOST_PIECES, Goods
from planner.rules.promotions.lines import Pick
from planner.rules.promotions.quotes import Quote
from planner.rules.promotions.rounding import Each, Rounded, Rounding, Way
from planner.rules.promotions.ruleset import Base, Layer, Policy, Rule
from planner.rules.promotions.sharing import Sharing, share
from planner.words import Refusal

_MOST_BYTES = 5_000_000
_MOST_LINES = 1_000
_MOST_RULES = 200
_MOST_CASES = 5_000
_MOST_KG = 10_000
_TAGS: Mapping[str, dict[str, Any]] = {
    "parallel": {"base": Base.LIST},
    "best-only": {"best_only": True},
    "rounding:per-unit": {"rounding": Rounding(each=Each.PIECE)},
    "apportion:last-line-takes-rest": {"sharing": Sharing.LAST_TAKES_REST},
    "rounding:per-line": {"rounding": Rounding(each=Each.LINE)},
    "rounding:down": {"rounding": Rounding(Rounded.OFF, Way.DOWN)},
    "rounding:up": {"rounding": Rounding(Rounded.OFF, Way.UP)},
    "dearest": {"pick": Pick.DEAREST},
}


@dataclass(frozen=True)
class BasketFile:
    """What a file asks: a basket, its rules, how they are counted, and what else it mentions.

    ``others`` are the entries of ``rules`` that are no rules of a price but questions or limits,
    as they stand in the file; ``returned`` is how many pieces of which product go back, ``points``
    which points a reached threshold of a rule wins, by the rule's key. ``lines`` are the lines of
    the basket as they stand, ``typed`` the rates that were written without a unit, by the same key,
    and ``keys`` has the key of every rule of the goods' price in the order of the file. ``entries``
    are the lines and entries that were read.
    """

    basket: tuple[Goods, ...]
    rules: tuple[Rule, ...]
    policy: Policy
    others: tuple[Fields, ...] = ()
    returned: Mapping[str, int] = field(default_factory=dict)
    points: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    lines: tuple[Fields, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    entries: tuple[Fields, ...] = ()

    @property
    def unread(self) -> dict[str, list[str]]:
        """The fields that changed nothing, by where they stand: nobody has looked at them yet."""
        return {one.where: one.unread() for one in self.entries if one.unread()}

    def points_won(self, quoted: Quote) -> list[int]:
        """The points that each line wins, by what it costs before any rule."""
        won = [0] * len(quoted.basket)
        for step in quoted.steps:
            tiers = self.points.get(step.rule.key, ())
            reached = max((points for least, points in tiers if step.base_fen >= least), default=0)
            weights = [
                goods.amount_fen if off else 0
                for goods, off in zip(quoted.basket, step.shares, strict=True)
            ]
            rooms = [reached if weight else 0 for weight in weights]
            own = share(reached, weights, rooms, self.policy.sharing)
            won = [had + more for had, more in zip(won, own, strict=True)]
        return won


def read(content: bytes) -> BasketFile:
    """A basket as JSON: ``basket`` (sku, qty, unit_price in fen), ``rules`` and ``tags``.

    Raises Refusal naming the field for whatever is not as it should be.
    """
    return basket_of(_told(content))


def read_table(content: bytes) -> list[tuple[str, BasketFile | Refusal]]:
    """The baskets of a table of ``cases`` by their ids, each or why it can't be read; none where
    the file is one basket."""
    file = Fields("file", _told(content))
    if not file.has("cases"):
        return []
    cases = file.objects("cases", most=_MOST_CASES)
    return [(str(case.told.get("id") or case.where), _case(case)) for case in cases]


def basket_of(told: Mapping[str, Any]) -> BasketFile:
    """As ``read``, of an object that is read already."""
    file = Fields("file", dict(told))
    lines = file.objects("basket", most=_MOST_LINES)
    entries = file.objects("rules", most=_MOST_RULES)
    weights = [
        entry.number("kg_each", most=_MOST_KG) for entry in entries if "kg_each" in entry.told
    ]
    grams = weights[0] * 1000 if weights else 0
    goods = tuple(replace(_goods(line), weight_grams=grams) for line in lines)
    rules: list[Rule] = []
    points: dict[str, tuple[tuple[int, int], ...]] = {}
    typed: dict[str, str] = {}
    keys: list[str] = []
    layer = Layer.ITEM
    for number, entry in enumerate(entries, start=1):
        if not is_rule(entry):
            continue
        if gives_nothing(entry):
            keys.append(f"{number}")
            continue
        rule = rule_of(entry, f"{number}", layer)
        layer = layer if rule.layer in (Layer.ORDER, Layer.FREIGHT) else rule.layer
        keys += [rule.key] if rule.layer is not Layer.FREIGHT else []
        rules += [rule, *freed_by(entry, rule)]
        points |= points_of(entry, rule)
        typed[rule.key] = typed_of(entry)
    returned = Fields("returned", file.told.get("returned") or {})
    policy: dict[str, Any] = {}
    for tag in file.texts("tags"):
        policy |= _TAGS.get(tag, {})
    others = tuple(entry for entry in entries if not is_rule(entry))
    back = {sku: returned.number(sku) for sku in returned.told}
    counted = Policy(**policy)
    return BasketFile(
        *(goods, tuple(rules), counted, others, back, points, lines, typed),
        keys=tuple(keys),
        entries=tuple(entry for entry in (*lines, *entries) if not gives_nothing(entry)),
    )


def _case(case: Fields) -> BasketFile | Refusal:
    try:
        return basket_of(case.told)
    except Refusal as refusal:
        return refusal


def _told(content: bytes) -> dict[str, Any]:
    if len(content) > _MOST_BYTES:
        raise Refusal("The file is too large for a basket. Keep it under 5 MB.")
    try:
        told = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError):
        raise Refusal("The file is not JSON. Write an object with “basket” and “rules”.") from None
    if not isinstance(told, dict):
        raise Refusal("The file is not a basket. Write an object with “basket” and “rules”.")
    return told


def _goods(line: Fields) -> Goods:
    pieces = line.number("qty", most=MOST_PIECES)
    return Goods(
        sku=line.text("sku"),
        pieces=pieces,
        price_fen=line.number("unit_price"),
        cost_fen=line.number("cost") if line.has("cost") else None,
        floor_fen=line.number("floor_price") if line.has("floor_price") else 0,
        category=line.text("category") if line.has("category") else None,
        selected=line.yes("selected", otherwise=True),
        discountable=line.yes("discountable", otherwise=True),
    )
