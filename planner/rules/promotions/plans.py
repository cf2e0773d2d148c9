"""A sale's promotions as they are planned: products, rules with their windows, and the limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from planner.rules.campaigns import Phase
from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.ruleset import Policy, Rule


@dataclass(frozen=True, slots=True)
class Product:
    """A product that is sold, as one of its variants.

    Amounts are fen: ``list_fen`` is the activity price before any rule, ``cost_fen`` what a piece
    costs with packing. None where nobody has said. ``item_id`` is the platform's number of the item
    that the variant belongs to, ``last_fen`` what a piece cost to the customer in the last sale.
    """

    sku: str
    name: str
    list_fen: int
    cost_fen: int | None = None
    floor_fen: int | None = None
    stock: int | None = None
    item_id: str = ""
    link: str = ""
    limit_per_buyer: int | None = None
    category: str = ""
    last_fen: int | None = None

    def pieces(self, count: int) -> Goods:
        """So many pieces of it in a basket, floors left aside: a plan has to hold without them."""
        return Goods(self.sku, count, self.list_fen, self.cost_fen, category=self.category or None)


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """A rule of a sale with its phases and window (wall clock), and how many there are of it.

    ``issued`` is how many coupons or gifts are given out, ``per_buyer`` how many one buyer gets,
    ``budget_fen`` what it may cost in all. ``copy`` is the text that customers read. ``typed`` is
    how a rate was typed where it had no unit.
    """

    rule: Rule
    phases: frozenset[int]
    opens: datetime
    closes: datetime
    issued: int | None = None
    per_buyer: int | None = None
    budget_fen: int | None = None
    copy: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a shop allows itself: rates in basis points, amounts in fen."""

    rate_bp: int = 5_000
    near_zero_fen: int = 100
    near_zero_cost_bp: int = 1_000
    drop_bp: int = 5_000
    protection_days: int = 30
    gap_warn_bp: int = 1_500
    gap_stop_bp: int = 2_000
    bundle_bp: int = 5_000
    most_pieces: int = 50


@dataclass(frozen=True, slots=True)
class SalePlan:
    """Everything that the proof and the audit of a sale read."""

    products: tuple[Product, ...]
    rules: tuple[PlannedRule, ...]
    phases: tuple[Phase[int], ...]
    costs: Costs = field(default_factory=Costs)
    limits: Limits = field(default_factory=Limits)
    policy: Policy = field(default_factory=Policy)
    expected_pieces: Mapping[str, int] = field(default_factory=dict)

    def rules_in(self, phase: int) -> tuple[Rule, ...]:
        """The rules of a phase, in the order in which they were written."""
        return tuple(planned.rule for planned in self.rules if phase in planned.phases)
