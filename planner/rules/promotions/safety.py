"""How safe each product of a plan is in each phase: proved, thin, losing, or not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.rules.promotions.certificates import Certificate
from planner.rules.promotions.checks.grounds import Grounds
from planner.rules.promotions.checks.working import names
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.plans import Product, SalePlan
from planner.rules.promotions.ruleset import Policy, Rule
from planner.rules.promotions.worst_cases import (
    Basket,
    LosingBasket,
    Verdict,
    lowest,
    worst,
)
from planner.words import Fen, Refusal, Sentence

# In larger catalogues a product is looked at with the others of the lowest margins only.
_ALL_PAIRS = 60
_PARTNERS = 8


class Safety(StrEnum):
    """What is known of the worst order of a product."""

    LOSES = "loses"
    THIN = "thin"
    UNPROVEN = "unproven"
    SAFE = "safe"
    UNKNOWN = "unknown"


SAFETY_NAMES: dict[Safety, Sentence] = {
    Safety.LOSES: Sentence("Loses money"),
    Safety.THIN: Sentence("Under the wanted margin"),
    Safety.UNPROVEN: Sentence("Not proved"),
    Safety.SAFE: Sentence("Safe"),
    Safety.UNKNOWN: Sentence("Not known"),
}
COST_NOT_SAID = Sentence("What a piece costs is not said.")


@dataclass(frozen=True, slots=True)
class Place:
    """A product in a phase: how safe it is, why in a sentence, and the worst basket found."""

    product: Product
    safety: Safety
    said: Sentence
    basket: Basket | None = None


def places(plan: SalePlan) -> Iterator[tuple[int, Place]]:
    """Every product in every phase; phases with the same rules are worked out once."""
    known: dict[tuple[str, ...], tuple[Place, ...]] = {}
    for phase in plan.phases:
        rules = plan.rules_in(phase.key)
        keys = tuple(rule.key for rule in rules)
        if keys not in known:
            known[keys] = tuple(_Phase(plan, rules).places())
        yield from ((phase.key, place) for place in known[keys])


class _Phase:
    """The products of a plan under the rules of a phase."""

    def __init__(self, plan: SalePlan, rules: tuple[Rule, ...]) -> None:
        self.plan, self.rules = plan, rules
        self.grounds = Grounds(plan)
        self.doubted = [rule for rule in rules if _gift_of_unknown_cost(rule)]

    def places(self) -> Iterator[Place]:
        """Every product."""
        plan = self.plan
        try:
            found = worst(
                self.grounds.products,
                *self._asked,
                most_partners=None if len(plan.products) <= _ALL_PAIRS else _PARTNERS,
            )
        except Refusal as refusal:
            for product in plan.products:
                yield Place(product, Safety.UNPROVEN, refusal.sentence)
            return
        proved = [one for one in plan.products if isinstance(found.get(one.sku), Certificate)]
        alone = lowest(proved, *self._asked)
        for product in plan.products:
            yield self._place(product, found.get(product.sku), alone.get(product.sku))

    @property
    def _asked(self) -> tuple[tuple[Rule, ...], Policy, Costs, int]:
        plan = self.plan
        return self.rules, plan.policy, plan.costs, plan.limits.most_pieces

    def _place(self, product: Product, verdict: Verdict | None, alone: Basket | None) -> Place:
        if verdict is None:
            return Place(product, Safety.UNKNOWN, self._why_unknown(product))
        if isinstance(verdict, LosingBasket):
            loses = verdict.basket.margin.margin_fen < 0
            safety = Safety.LOSES if loses else Safety.THIN
            return Place(product, safety, _shown(verdict.basket), verdict.basket)
        if isinstance(verdict, Certificate):
            return Place(product, Safety.SAFE, verdict.said, alone)
        said = Sentence(
            "No order was found that leaves too little, with up to {most} pieces of it alone and"
            " with {n} other product; there is no proof that none does.",
            "No order was found that leaves too little, with up to {most} pieces of it alone and"
            " with any of {n} other products; there is no proof that none does.",
            n=verdict.with_others,
            most=verdict.most,
        )
        return Place(product, Safety.UNPROVEN, said, verdict.basket)

    def _why_unknown(self, product: Product) -> Sentence:
        if product.cost_fen is None:
            return COST_NOT_SAID
        if product not in self.grounds.products:
            return Sentence("It is a gift and not sold.")
        goods = self.grounds.goods[product.sku]
        for rule in self.doubted:
            if rule.scope.covers(goods):
                return Sentence("What the gift of “{rule}” costs is not said.", rule=rule.name)
        return Sentence("Its price is too high to be looked at.")


def _gift_of_unknown_cost(rule: Rule) -> bool:
    return isinstance(rule.gives, Gift) and rule.gives.present.cost_fen is None


def _shown(basket: Basket) -> Sentence:
    """What is bought, under which rules, and what that leaves."""
    goods = [f"{one.sku} × {one.pieces}" for one in basket.quote.basket]
    under = names(basket)
    if not under:
        return Sentence(
            "{goods} without any rule: pays {paid}, leaves {left}.",
            goods=goods,
            paid=Fen(basket.quote.payable_fen),
            left=Fen(basket.margin.margin_fen),
        )
    return Sentence(
        "{goods} under {rules}: pays {paid}, leaves {left}.",
        goods=goods,
        rules=under,
        paid=Fen(basket.quote.payable_fen),
        left=Fen(basket.margin.margin_fen),
    )
