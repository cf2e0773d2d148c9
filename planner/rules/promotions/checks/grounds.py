"""What several checks read of a plan, worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from math import isqrt

from planner.rules.promotions.certificates import Certificate, certify
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.plans import PlannedRule, Product, SalePlan
from planner.rules.promotions.quotes import Quote
from planner.rules.promotions.quoting import price, quote
from planner.rules.promotions.rounding import OFF_UP_TO_WHOLE_YUAN
from planner.rules.promotions.ruleset import Freight, Rule
from planner.rules.promotions.stacking import every_set
from planner.words import Refusal, Sentence

Rules = tuple[Rule, ...]

# How many sums are worth the wait; each prices all quantities of one product, or of two, at once.
_MOST_SUMS = 80_000
_LEAST_ALONE = 30
_MOST_PAIR_SUMS = 4_000
_MOST_TOGETHER = 8


class Grounds:
    """A plan with its rules by phase, its products as goods, and the proofs about them.

    ``products`` are those that are sold: what costs nothing and is given along is a gift.
    """

    def __init__(self, plan: SalePlan) -> None:
        self.plan = plan
        given = {
            planned.rule.gives.present.sku
            for planned in plan.rules
            if isinstance(planned.rule.gives, Gift)
        }
        self.of_sku = {product.sku: product for product in plan.products}
        self.products = [
            product
            for product in self.of_sku.values()
            if product.list_fen or product.sku not in given
        ]
        self.goods = {product.sku: product.pieces(1) for product in self.products}
        self.prices = {product.sku: product.list_fen for product in self.products}
        self._covered: dict[int, tuple[Product, ...]] = {}
        self._proofs: dict[tuple[int, ...], dict[str, Certificate | None]] = {}

    def rule_sets(self) -> list[tuple[tuple[int | None, ...], Rules]]:
        """The rules that change a price, by the phases in which exactly they count."""
        found: dict[tuple[int, ...], tuple[list[int | None], Rules]] = {}
        for phase in self.plan.phases:
            rules = priced(self.plan.rules_in(phase.key))
            found.setdefault(_ids(rules), ([], rules))[0].append(phase.key)
        if not found:
            return [((None,), ())]
        return [(tuple(phases), rules) for phases, rules in found.values()]

    def covered(self, rule: Rule) -> tuple[Product, ...]:
        """The products that a rule is about."""
        if id(rule) not in self._covered:
            self._covered[id(rule)] = tuple(
                product for product in self.products if rule.scope.covers(self.goods[product.sku])
            )
        return self._covered[id(rule)]

    def about(self, product: Product, rules: Iterable[Rule]) -> Rules:
        """The rules that are about a product."""
        goods = self.goods[product.sku]
        return tuple(rule for rule in rules if rule.scope.covers(goods))

    def certificate(self, product: Product, rules: Rules) -> Certificate | None:
        """The proof that the rules leave a product the wanted margin."""
        proofs = self._proofs.setdefault(_ids(rules), {})
        if product.sku not in proofs:
            plan, goods = self.plan, self.goods[product.sku]
            proofs[product.sku] = certify(goods, rules, plan.costs, self.prices, plan.policy)
        return proofs[product.sku]

    def alone(self, product: Product, rules: Iterable[Rule]) -> Quote | None:
        """What one piece costs everybody: under rules that need not be claimed, the best of each
        group; None where they combine in too many ways."""
        goods = self.goods[product.sku]
        automatic = [
            rule
            for rule in rules
            if rule.automatic and not rule.as_payment
            if rule.scope.covers(goods)
        ]
        policy = self.plan.policy
        if not any(rule.group or rule.exclusive for rule in automatic) and not policy.best_only:
            return price([goods], automatic, policy)
        try:
            return quote([goods], automatic, policy)
        except Refusal:
            return None

    def at_stock(self, sku: str, loss_fen: int, pieces: int = 1) -> int | None:
        """What orders of so many pieces lose until what is planned, or in stock, is sold."""
        product = self.of_sku[sku]
        known = [n for n in (product.planned_pieces, product.stock) if n is not None]
        return loss_fen * (min(known) // max(pieces, 1)) if known else None


def priced(rules: Iterable[Rule]) -> Rules:
    """The rules that change what goods leave: none about freight, no gift of unknown cost."""
    return tuple(
        rule
        for rule in rules
        if not isinstance(rule.gives, Freight)
        and not (isinstance(rule.gives, Gift) and rule.gives.present.cost_fen is None)
    )


def phase_of(planned: PlannedRule) -> int | None:
    """The phase of a rule that has one; None where it has several."""
    return next(iter(planned.phases)) if len(planned.phases) == 1 else None


def worth_looking(rules: Rules) -> tuple[int, int]:
    """Of how many products without a proof orders are looked at: of one alone, and of two of them.

    Fewer, the more ways there are to combine the rules. Raises Refusal where there are too many.
    """
    ways = sum(1 for _ in every_set(rules))
    alone = max(_MOST_SUMS // ways, _LEAST_ALONE)
    together = min(isqrt(_MOST_PAIR_SUMS // ways), _MOST_TOGETHER)
    return alone, together if together > 1 else 0


def borne(rule: Rule) -> bool:
    """Whether what a rule takes off costs the shop anything."""
    return rule.shop_bp > 0 and not rule.as_payment


def signs_up(planned: PlannedRule) -> bool:
    """Whether a rule is one that whole items are signed up for, such as 官方立减."""
    return planned.preset.startswith("official") or planned.rule.rounding == OFF_UP_TO_WHOLE_YUAN


def overlap(one: PlannedRule, other: PlannedRule) -> bool:
    """Whether two rules run at the same time."""
    return one.opens < other.closes and other.opens < one.closes


def not_checked(
    code: Code,
    because: Sentence,
    provide: Sentence,
    planned: PlannedRule | None = None,
) -> Finding:
    """What could not be checked, why, and what has to be said for it."""
    said = Sentence("Not checked because {why}", why=because)
    if planned is None:
        return Finding(code, Level.NOT_CHECKED, said, fix=provide)
    rules, phase = (planned.rule.key,), phase_of(planned)
    return Finding(code, Level.NOT_CHECKED, said, rules, phase=phase, fix=provide)


def in_phases(phases: Iterable[int | None], finding: Finding) -> Iterator[Finding]:
    """A finding, in each phase in which the same rules count."""
    for phase in phases:
        yield replace(finding, phase=phase)


def _ids(rules: Iterable[Rule]) -> tuple[int, ...]:
    return tuple(id(rule) for rule in rules)


Check = Callable[[Grounds], Iterator[Finding]]
