"""What is said of a basket that leaves too little, and one way out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from planner.rules.promotions.checks.grounds import Grounds
from planner.rules.promotions.checks.working import names, pieces_in, taking, working
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.plans import Product
from planner.rules.promotions.rounding import WHOLE_BP, rounded_down
from planner.rules.promotions.worst_cases import Basket
from planner.words import Bp, Fen, Sentence


def losing(
    grounds: Grounds, product: Product, basket: Basket, stands: Fraction | None
) -> Iterator[Finding]:
    """What is said of a basket that leaves too little."""
    left, target = basket.margin, grounds.plan.costs.target_bp
    below = left.margin_fen < 0
    wanted = 0 if below else -(-left.paid_fen * target // WHOLE_BP)
    loss = wanted - left.margin_fen
    if below:
        said = Sentence("An order of “{sku}” can lose {loss}.", sku=product.sku, loss=Fen(loss))
    else:
        said = Sentence(
            "An order of “{sku}” can leave {margin}, wanted are {target}.",
            sku=product.sku,
            margin=Bp(left.margin_bp or 0),
            target=Bp(target),
        )
    code = Code.BELOW_COST if below else Code.BELOW_TARGET_MARGIN
    level = Level.P0 if below else Level.P1
    at_stock = grounds.at_stock(product.sku, loss, pieces_in(basket, product.sku))
    lines, rules = working(basket), taking(basket)
    fix = _fix(product, basket, stands, grounds)
    yield Finding(code, level, said, rules, product.sku, None, basket, lines, loss, at_stock, fix)
    gifts = [step.rule for step in basket.quote.steps if isinstance(step.rule.gives, Gift)]
    if gifts and left.margin_fen + left.gifts_fen >= wanted:
        yield Finding(
            Code.GIFT_COST,
            Level.P1,
            Sentence(
                "Without the gift, for {cost}, the order of “{sku}” would leave enough.",
                sku=product.sku,
                cost=Fen(left.gifts_fen),
            ),
            tuple(rule.key for rule in gifts),
            product.sku,
            None,
            basket,
            lines,
            loss,
            at_stock,
            Sentence("Give a cheaper gift, or give it from a higher amount on."),
        )


def _fix(product: Product, basket: Basket, stands: Fraction | None, grounds: Grounds) -> Sentence:
    """One way out: other rules, or another price."""
    taken_by = names(basket)
    if not taken_by or stands is None or stands <= 0:
        return Sentence(
            "Sell it for {price} or more, or check its cost.",
            price=Fen(_enough(product, grounds)),
        )
    if len(taken_by) == 1:
        return Sentence(
            "Let “{rule}” take at most {stands}.", rule=taken_by[0], stands=rounded_down(stands)
        )
    return Sentence(
        "Put {rules} into one group, or let them take at most {stands} together.",
        rules=taken_by,
        stands=rounded_down(stands),
    )


def _enough(product: Product, grounds: Grounds) -> int:
    """The lowest price that covers a piece of an order, without any rule."""
    costs = grounds.plan.costs
    kept = WHOLE_BP - costs.fee_bp - costs.target_bp
    return -(-((product.cost_fen or 0) + costs.order_fen) * WHOLE_BP // kept)
