"""What orders leave the shop: nothing proved is looked at again, the rest is shown as baskets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from planner.rules.promotions.certificates import Certificate, Taken, taken
from planner.rules.promotions.checks.grounds import (
    Grounds,
    Rules,
    in_phases,
    not_checked,
    worth_looking,
)
from planner.rules.promotions.checks.losing import losing
from planner.rules.promotions.checks.working import said_list
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.plans import Product
from planner.rules.promotions.rounding import WHOLE_BP, rounded_down, rounded_up
from planner.rules.promotions.worst_cases import LosingBasket, worst
from planner.words import Fen, Refusal, Sentence

_FILLERS = 3


def find(grounds: Grounds) -> Iterator[Finding]:
    """Products below cost or below the wanted margin, and rules that take too much together."""
    yield from _unknown(grounds)
    for phases, rules in grounds.rule_sets():
        for finding in _under(grounds, rules):
            yield from in_phases(phases, finding)


def _unknown(grounds: Grounds) -> Iterator[Finding]:
    lacking = [product.sku for product in grounds.products if product.cost_fen is None]
    codes = [Code.BELOW_COST] * bool(lacking)
    if grounds.plan.costs.target_bp and lacking:
        codes.append(Code.BELOW_TARGET_MARGIN)
    for code in codes:
        yield not_checked(
            code,
            Sentence(
                "nobody has said what {n} product costs: {skus}.",
                "nobody has said what {n} products cost: {skus}.",
                n=len(lacking),
                skus=said_list(lacking),
            ),
            Sentence("Write the cost of each product, packing included."),
        )
    for planned in grounds.plan.rules:
        gives = planned.rule.gives
        if isinstance(gives, Gift) and gives.present.cost_fen is None:
            yield not_checked(
                Code.BELOW_COST,
                Sentence(
                    "orders with the gift of “{rule}” were looked at as if it cost nothing.",
                    rule=planned.rule.name,
                ),
                Sentence("Write the cost of the gift."),
                planned,
            )


def _under(grounds: Grounds, rules: Rules) -> Iterator[Finding]:
    """What rules that count together do to products whose cost is known."""
    stacks: list[tuple[Fraction, Product, Taken | None]] = []
    for product in grounds.products:
        if product.cost_fen is None or grounds.certificate(product, rules) is not None:
            continue
        plan, goods = grounds.plan, grounds.goods[product.sku]
        stack = taken(goods, rules, plan.costs, grounds.prices, plan.policy)
        over = stack.takes - stack.stands if stack else Fraction(WHOLE_BP)
        stacks.append((over, product, stack))
    stacks.sort(key=lambda one: (-one[0], one[1].sku))
    yield from _stacked(stacks)
    tight = [product for _, product, _ in stacks]
    stands = {product.sku: stack.stands for _, product, stack in stacks if stack}
    try:
        yield from _looked_at(grounds, rules, tight, stands)
    except Refusal as refusal:
        yield not_checked(
            Code.BELOW_COST,
            Sentence(
                "{n} product has no proof and its baskets can't be looked at: {why}",
                "{n} products have no proof and their baskets can't be looked at: {why}",
                n=len(tight),
                why=refusal.sentence,
            ),
            Sentence("Put rules that exclude each other into one group."),
        )


def _stacked(stacks: Sequence[tuple[Fraction, Product, Taken | None]]) -> Iterator[Finding]:
    """The rules that take more together than the tightest product can stand."""
    over = [(product, stack) for _, product, stack in stacks if stack and len(stack.parts) > 1]
    if not over:
        return
    product, stack = over[0]
    yield Finding(
        Code.STACK_OVER_LIMIT,
        Level.P1,
        Sentence(
            "Together the rules can take {takes} of “{sku}”, which can stand {stands}.",
            "Together the rules can take {takes} of “{sku}”, which can stand {stands};"
            " {n} products can't stand theirs.",
            n=len(over),
            takes=rounded_up(stack.takes),
            stands=rounded_down(stack.stands),
            sku=product.sku,
        ),
        tuple(rule.key for rule, _ in stack.parts),
        product.sku,
        working=(
            *(
                Sentence("{rule} ({share})", rule=rule.name, share=rounded_up(share))
                for rule, share in stack.parts
            ),
            Sentence(
                "1 − cost {cost} ÷ what is kept of {price} after fee and wanted margin = {stands}",
                cost=Fen(product.cost_fen or 0),
                price=Fen(product.list_fen),
                stands=rounded_down(stack.stands),
            ),
        ),
        fix=Sentence(
            "Let some of them exclude each other, so that they take at most {stands} together.",
            stands=rounded_down(stack.stands),
        ),
    )


def _looked_at(
    grounds: Grounds, rules: Rules, tight: Sequence[Product], stands: dict[str, Fraction]
) -> Iterator[Finding]:
    """The worst baskets of products without a proof: alone, then the tightest together."""
    if not tight:
        return
    plan, most = grounds.plan, grounds.plan.limits.most_pieces
    alone, two = worth_looking(rules)
    found = worst(tight[:alone], rules, plan.policy, plan.costs, most, most_partners=0)
    fine = [one for one in tight[:alone] if not isinstance(found.get(one.sku), LosingBasket)]
    paired, others = fine[:two], _fillers(grounds, fine[:two], rules)
    if paired:
        found |= worst([*paired, *others], rules, plan.policy, plan.costs, most)
    unproven = 0
    for product in tight[:alone]:
        verdict = found.get(product.sku)
        if isinstance(verdict, LosingBasket):
            yield from losing(grounds, product, verdict.basket, stands.get(product.sku))
        else:
            unproven += not isinstance(verdict, Certificate)
    yield from _unseen(len(tight[alone:]), alone)
    if unproven:
        yield not_checked(
            Code.BELOW_COST,
            Sentence(
                "{n} product has no proof, and no basket was found that leaves too little; with"
                " others only the tightest were looked at: {most}.",
                "{n} products have no proof, and no basket was found that leaves too little; with"
                " others only the tightest were looked at: {most}.",
                n=unproven,
                most=len(paired),
            ),
            Sentence("Let rules exclude each other until every product is proved."),
        )


def _unseen(count: int, seen: int) -> Iterator[Finding]:
    if count:
        yield not_checked(
            Code.BELOW_COST,
            Sentence(
                "{n} product has no proof and was not looked at: only the tightest {seen} were.",
                "{n} products have no proof and were not looked at: only the tightest {seen} were.",
                n=count,
                seen=seen,
            ),
            Sentence("Let rules exclude each other until every product is proved."),
        )


def _fillers(grounds: Grounds, fine: Sequence[Product], rules: Rules) -> list[Product]:
    """The cheapest other products that rules bring into one sum with these."""
    known = {product.sku for product in fine}
    shared = [rule for rule in rules if any(product in grounds.covered(rule) for product in fine)]
    others = {
        product.sku: product
        for rule in shared
        for product in grounds.covered(rule)
        if product.sku not in known and product.cost_fen is not None
    }
    return sorted(others.values(), key=lambda one: (one.list_fen, one.sku))[:_FILLERS]
