"""A promotion as people write it down, before it is one of a sale's rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from planner.rules.names import tidy
from planner.rules.promotions.baskets import EVERYTHING, Scope
from planner.rules.promotions.presets import ROUNDINGS
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.ruleset import Base, Freight, Giving, Layer, Rule
from planner.words import Refusal

LONGEST_NAME = 80
LONGEST_WORDING = 1000
_MOST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Draft:
    """What a promotion is to be, with the ids of its phases and, unless it counts in all, its shop.

    ``rounding`` is a key of ``ROUNDINGS``; ``opens`` and ``closes`` are wall-clock times, None for
    those of its phases; ``wording`` is the text that customers read and ``typed`` a rate as it was
    typed. Raises Refusal for what can't be.
    """

    name: str
    preset: str
    gives: Giving | Freight
    layer: Layer
    base: Base
    phases: frozenset[int]
    scope: Scope = EVERYTHING
    group: str = ""
    claimed: bool = False
    priority: int = 0
    rounding: str = "paid_half_up"
    shop_bp: int = WHOLE_BP
    shuts: frozenset[Layer] = frozenset()
    shop: int | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    issued: int | None = None
    per_buyer: int | None = None
    budget_fen: int | None = None
    wording: str = ""
    typed: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(tidy(self.name)) <= LONGEST_NAME:
            raise Refusal("Name: write 1 to {most} characters.", most=LONGEST_NAME)
        if not self.phases:
            raise Refusal("Phases: choose at least one in which it counts.")
        if self.rounding not in ROUNDINGS:
            raise Refusal("Rounding: choose one of the list.")
        if self.closes is not None and self.opens is not None and self.closes <= self.opens:
            raise Refusal("Window: it ends at or before it begins. Set a later end.")
        if (self.opens is None) != (self.closes is None):
            raise Refusal("Window: set both its beginning and its end, or neither.")
        for count in (self.issued, self.per_buyer):
            if count is not None and not 1 <= count <= _MOST:
                raise Refusal("How many there are: write 1 or more, or leave it empty.")
        if self.budget_fen is not None and self.budget_fen < 0:
            raise Refusal("Budget: write 0 or more, or leave it empty.")
        if len(self.wording) > LONGEST_WORDING:
            raise Refusal("Wording: write at most {most} characters.", most=LONGEST_WORDING)
        self.rule("")

    def rule(self, key: str) -> Rule:
        """The rule that it makes, under a key."""
        return Rule(
            key=key,
            name=tidy(self.name),
            gives=self.gives,
            layer=self.layer,
            scope=self.scope,
            base=self.base,
            group=tidy(self.group),
            automatic=not self.claimed,
            priority=self.priority,
            rounding=ROUNDINGS[self.rounding][0],
            shop_bp=self.shop_bp,
            closes=self.shuts,
        )
