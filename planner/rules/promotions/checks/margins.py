"""What orders leave the shop: nothing proved is looked at again, the rest is shown as baskets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from planner.rules.promotions.certificates import Taken, taken
from planner.rules.promotions.checks.grounds import Grounds, Rules, in_phases, not_checked
from planner.rules.promotions.checks.working import names, pieces_in, said_list, taking, working
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.plans import Product
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.worst_cases import Basket, LosingBasket, Unproven, lowest, worst
from planner.words import Bp, Fen, Refusal, Sentence

# Of products without a proof, how many of the tightest are looked at alone, and together.
MOST_ALONE = 100
MOST_TOGETHER = 8
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
    for sku, refusal in grounds.impossible.items():
        yield not_checked(
            Code.BELOW_COST,
            Sentence("the amounts of {sku} can't be: {why}", sku=sku, why=refusal.sentence),
            Sentence("Correct the amounts of the product."),
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
            takes=_up(stack.takes),
            stands=_down(stack.stands),
            sku=product.sku,
        ),
        tuple(rule.key for rule, _ in stack.parts),
        product.sku,
        working=(
            *(
                Sentence("{rule} ({share})", rule=rule.name, share=_up(share))
                for rule, share in stack.parts
            ),
            Sentence(
                "1 − cost {cost} ÷ what is kept of {price} after fee and wanted margin = {stands}",
                cost=Fen(product.cost_fen or 0),
                price=Fen(product.list_fen),
                stands=_down(stack.stands),
            ),
        ),
        fix=Sentence(
            "Let some of them exclude each other, so that they take at most {stands} together.",
            stands=_down(stack.stands),
        ),
    )


def _looked_at(
    grounds: Grounds, rules: Rules, tight: Sequence[Product], stands: dict[str, Fraction]
) -> Iterator[Finding]:
    """The worst baskets of products without a proof: alone, then the tightest together."""
    plan, fine = grounds.plan, []
    for product in tight[:MOST_ALONE]:
        own = grounds.about(product, rules)
        basket = lowest(product, own, plan.policy, plan.costs, plan.limits.most_pieces)
        if basket is None or not _short(basket, plan.costs.target_bp):
            fine.append(product)
        else:
            yield from _losing(grounds, product, basket, stands)
    unseen = len(tight[MOST_ALONE:]) + len(fine[MOST_TOGETHER:])
    fine = fine[:MOST_TOGETHER]
    together = [*fine, *_fillers(grounds, fine, rules)] if fine else []
    found = worst(together, rules, plan.policy, plan.costs, plan.limits.most_pieces)
    others = 0
    for product in fine:
        verdict = found[product.sku]
        if isinstance(verdict, LosingBasket):
            yield from _losing(grounds, product, verdict.basket, stands)
        elif isinstance(verdict, Unproven):
            unseen += 1
            others = max(others, verdict.with_others)
    if unseen:
        yield not_checked(
            Code.BELOW_COST,
            Sentence(
                "{n} product has no proof, though no basket was found that loses: only baskets of"
                " one product, and of two among the tightest {most}, were looked at.",
                "{n} products have no proof, though no basket was found that loses: only baskets"
                " of one product, and of two among the tightest {most}, were looked at.",
                n=unseen,
                most=MOST_TOGETHER,
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


def _losing(
    grounds: Grounds, product: Product, basket: Basket, stands: dict[str, Fraction]
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
    fix = _fix(product, basket, stands.get(product.sku), grounds)
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
            "Let “{rule}” take at most {stands}.", rule=taken_by[0], stands=_down(stands)
        )
    return Sentence(
        "Put {rules} into one group, or let them take at most {stands} together.",
        rules=taken_by,
        stands=_down(stands),
    )


def _enough(product: Product, grounds: Grounds) -> int:
    """The lowest price that covers a piece of an order, without any rule."""
    costs = grounds.plan.costs
    kept = WHOLE_BP - costs.fee_bp - costs.target_bp
    return -(-((product.cost_fen or 0) + costs.order_fen) * WHOLE_BP // kept)


def _short(basket: Basket, target_bp: int) -> bool:
    return basket.margin.margin_fen * WHOLE_BP < basket.margin.paid_fen * target_bp


def _up(share: Fraction) -> Bp:
    return Bp(-(-share.numerator * WHOLE_BP // share.denominator))


def _down(share: Fraction) -> Bp:
    return Bp(share.numerator * WHOLE_BP // share.denominator)
