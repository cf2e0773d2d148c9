"""What an order brings in: nothing, almost nothing, or less than the floor price.

What counts is what the shop gets: points of the buyer are money, and others bear their own share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.rules.promotions.certificates import certify
from planner.rules.promotions.checks.grounds import (
    Grounds,
    Rules,
    in_phases,
    not_checked,
    worth_looking,
)
from planner.rules.promotions.checks.working import names, pieces_in, said_list, taking, working
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.margins import Costs, margin
from planner.rules.promotions.plans import Product
from planner.rules.promotions.quoting import price
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.worst_cases import Basket, LosingBasket, Verdict, worst
from planner.words import Fen, Refusal, Sentence

_FREE = Costs()


def find(grounds: Grounds) -> Iterator[Finding]:
    """Orders that bring in too little, whatever the goods cost."""
    floorless = [product.sku for product in grounds.products if product.floor_fen is None]
    if floorless:
        yield not_checked(
            Code.BELOW_FLOOR,
            Sentence(
                "{n} product has no floor price: {skus}.",
                "{n} products have no floor price: {skus}.",
                n=len(floorless),
                skus=said_list(floorless),
            ),
            Sentence("Write the lowest price that each product may be sold for."),
        )
    for phases, rules in grounds.rule_sets():
        for finding in _too_little(grounds, rules):
            yield from in_phases(phases, finding)


def _too_little(grounds: Grounds, rules: Rules) -> Iterator[Finding]:
    taking_off = tuple(
        rule for rule in rules if not isinstance(rule.gives, Gift) and not rule.as_payment
    )
    tight = [
        product for product in grounds.products if not _proved(grounds, product, rules, taking_off)
    ]
    if not tight:
        return
    unseen, why = len(tight), Sentence("there are too many of them.")
    try:
        found = _looked_at(grounds, tight, taking_off)
    except Refusal as refusal:
        found, why = {}, refusal.sentence
    for product in tight:
        verdict = found.get(product.sku)
        unseen -= verdict is not None
        if isinstance(verdict, LosingBasket):
            yield from _said(grounds, product, _own(grounds, product, verdict.basket))
    if unseen:
        yield not_checked(
            Code.PAYABLE_ZERO,
            Sentence(
                "the baskets of {n} product without a proof can't be looked at: {why}",
                "the baskets of {n} products without a proof can't be looked at: {why}",
                n=unseen,
                why=why,
            ),
            Sentence("Put rules that exclude each other into one group."),
        )


def _proved(grounds: Grounds, product: Product, rules: Rules, taking_off: Rules) -> bool:
    """Whether no basket brings less than the floor, a tenth of the cost, or next to nothing."""
    bound = _bound(grounds, product)
    proof = grounds.certificate(product, rules)
    if proof is not None:
        left = product.list_fen * (1 - proof.takes)
        steps = 1 + sum(rule.rounding.step_fen for rule, _ in proof.parts)
        if left - steps >= bound:
            return True
    goods, policy = replace(grounds.goods[product.sku], cost_fen=bound), grounds.plan.policy
    return certify(goods, taking_off, _FREE, grounds.prices, policy) is not None


def _bound(grounds: Grounds, product: Product) -> int:
    limits = grounds.plan.limits
    worth = product.list_fen if product.cost_fen is None else product.cost_fen
    near = max(limits.near_zero_fen, worth * limits.near_zero_cost_bp // WHOLE_BP)
    return max(near, product.floor_fen or 0)


def _looked_at(grounds: Grounds, tight: Sequence[Product], taking_off: Rules) -> dict[str, Verdict]:
    """The orders of one product that bring least for a piece, of as many as are worth the wait."""
    plan = grounds.plan
    asked = [replace(one, cost_fen=_bound(grounds, one)) for one in tight]
    alone = asked[: worth_looking(taking_off)[0]]
    most = plan.limits.most_pieces
    return worst(alone, taking_off, plan.policy, _FREE, most, most_partners=0)


def _own(grounds: Grounds, product: Product, found: Basket) -> Basket:
    """A basket with the product's own cost, nothing where that is not known."""
    basket = [replace(goods, cost_fen=product.cost_fen or 0) for goods in found.quote.basket]
    quoted = price(basket, found.rules, grounds.plan.policy)
    left = margin(quoted, grounds.plan.costs)
    if left is None:
        raise ValueError("goods with costs have a margin")
    return Basket(quoted, left, found.rules)


def _said(grounds: Grounds, product: Product, basket: Basket) -> Iterator[Finding]:
    limits, quote = grounds.plan.limits, basket.quote
    pieces, gets = pieces_in(basket, product.sku), basket.quote.shop_fen
    cost = (product.cost_fen or 0) * pieces
    least = max(limits.near_zero_fen, cost * limits.near_zero_cost_bp // WHOLE_BP)
    if gets <= 0:
        said = Sentence("An order of “{sku}” can cost nothing.", sku=product.sku)
        yield _finding(grounds, Code.PAYABLE_ZERO, said, product, basket, cost or quote.list_fen)
    elif gets < least and quote.off_fen:
        said = Sentence(
            "An order of “{sku}” can cost as little as {paid}.", sku=product.sku, paid=Fen(gets)
        )
        yield _finding(
            grounds, Code.PAYABLE_NEAR_ZERO, said, product, basket, max(cost, least) - gets
        )
    if product.cost_fen is None and gets * WHOLE_BP < quote.list_fen * limits.near_zero_cost_bp:
        said = Sentence(
            "An order of “{sku}” can bring {paid} for goods of {listed}: under any likely cost.",
            sku=product.sku,
            paid=Fen(gets),
            listed=Fen(quote.list_fen),
        )
        yield _finding(grounds, Code.BELOW_COST, said, product, basket, None)
    if product.floor_fen and 0 < gets < product.floor_fen * pieces:
        said = Sentence(
            "A piece of “{sku}” can go for {paid}, its floor price is {floor}.",
            sku=product.sku,
            paid=Fen(gets // pieces),
            floor=Fen(product.floor_fen),
        )
        short = product.floor_fen * pieces - gets
        yield _finding(grounds, Code.BELOW_FLOOR, said, product, basket, short)


def _finding(
    grounds: Grounds,
    code: Code,
    said: Sentence,
    product: Product,
    basket: Basket,
    loss: int | None,
) -> Finding:
    lines = working(basket)
    if product.cost_fen is None:
        lines = (*lines, Sentence("What the goods cost is not known; nothing is counted for it."))
    level = Level.P1 if code is Code.BELOW_FLOOR else Level.P0
    pieces, taken_by = pieces_in(basket, product.sku), names(basket)
    at_stock = None if loss is None else grounds.at_stock(product.sku, loss, pieces)
    fix = (
        Sentence("Lower what {rules} take off, or put them into one group.", rules=taken_by)
        if taken_by
        else Sentence("Correct the price of “{sku}”.", sku=product.sku)
    )
    return Finding(
        code, level, said, taking(basket), product.sku, None, basket, lines, loss, at_stock, fix
    )
