"""Prices of one piece: against its own past, between shops, and what is shown struck through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.rules.promotions.certificates import taken
from planner.rules.promotions.checks.grounds import Grounds, Rules, in_phases, not_checked
from planner.rules.promotions.checks.working import said_list
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.plans import Product
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.ruleset import Layer
from planner.words import Bp, Fen, Sentence


def find(grounds: Grounds) -> Iterator[Finding]:
    """Struck-through prices, own shops apart, and activity prices that drop too far."""
    yield from _struck(grounds)
    for product in grounds.products:
        yield from _apart(grounds, product)
    for phases, rules in grounds.rule_sets():
        items = tuple(rule for rule in rules if rule.layer <= Layer.ITEM and not rule.as_payment)
        for product in grounds.products:
            for finding in _dropped(grounds, product, items):
                yield from in_phases(phases, finding)


def _struck(grounds: Grounds) -> Iterator[Finding]:
    """A price shown struck through was a real one: the lowest deal of the seven days before."""
    unknown = []
    for product in grounds.products:
        struck, lowest = product.struck_fen, product.lowest_week_fen
        if struck is None:
            continue
        if lowest is None:
            unknown.append(product.sku)
        elif struck > lowest:
            yield Finding(
                Code.REFERENCE_PRICE,
                Level.P1,
                Sentence(
                    "“{sku}” shows {struck} struck through, and was sold for {lowest} in the"
                    " seven days before.",
                    sku=product.sku,
                    struck=Fen(struck),
                    lowest=Fen(lowest),
                ),
                sku=product.sku,
                working=(
                    Sentence(
                        "{struck} − {lowest} = {more}",
                        struck=Fen(struck),
                        lowest=Fen(lowest),
                        more=Fen(struck - lowest),
                    ),
                ),
                fix=Sentence("Show {lowest}, or say what the price refers to.", lowest=Fen(lowest)),
            )
    if unknown:
        yield not_checked(
            Code.REFERENCE_PRICE,
            Sentence(
                "the lowest deal of the last seven days is not known for {n} product: {skus}.",
                "the lowest deal of the last seven days is not known for {n} products: {skus}.",
                n=len(unknown),
                skus=said_list(unknown),
            ),
            Sentence("Write the lowest price at which each was sold in the seven days before."),
        )


def _apart(grounds: Grounds, product: Product) -> Iterator[Finding]:
    """How far the price lies under the dearest of the company's other shops."""
    others = grounds.plan.elsewhere.get(product.sku) or {}
    if not others:
        return
    limits, own = grounds.plan.limits, product.list_fen
    shop, price = max(others.items(), key=lambda one: (one[1], one[0]))
    gap = (price - own) * WHOLE_BP
    if gap <= limits.gap_warn_bp * price:
        return
    yield Finding(
        Code.CROSS_SHOP_PRICE_GAP,
        Level.P0 if gap > limits.gap_stop_bp * price else Level.P1,
        Sentence(
            "“{sku}” costs {own} here and {price} at {shop}: {gap} less.",
            sku=product.sku,
            own=Fen(own),
            price=Fen(price),
            shop=shop,
            gap=Bp(gap // price),
        ),
        sku=product.sku,
        working=(
            Sentence(
                "({price} − {own}) ÷ {price} = {gap}, at most {limit}",
                price=Fen(price),
                own=Fen(own),
                gap=Bp(gap // price),
                limit=Bp(limits.gap_warn_bp),
            ),
        ),
        loss_fen=price - own,
        loss_at_stock_fen=grounds.at_stock(product.sku, price - own),
        fix=Sentence(
            "Ask {least} or more here.",
            least=Fen(-(-price * (WHOLE_BP - limits.gap_warn_bp) // WHOLE_BP)),
        ),
    )


def _dropped(grounds: Grounds, product: Product, items: Rules) -> Iterator[Finding]:
    """The activity price after the rules on single items, against the list and the last price.

    Where no last price is known, the cost stands for it: nothing was sold below that.
    """
    past = product.last_fen or product.cost_fen or 0
    usual, limit = max(product.list_fen, past), grounds.plan.limits.drop_bp
    if _stays_above(grounds, product, items, usual * limit):
        return
    quoted = grounds.alone(product, items)
    if quoted is None or not usual:
        return
    price = quoted.goods_fen
    if price * WHOLE_BP >= usual * limit:
        return
    names = [step.rule.key for step in quoted.steps]
    least = -(-usual * limit // WHOLE_BP)
    yield Finding(
        Code.PRICE_DROP_OVER_LIMIT,
        Level.P1,
        Sentence(
            "“{sku}” is to cost {price}: {share} of {usual}, the limit is {limit}.",
            sku=product.sku,
            price=Fen(price),
            share=Bp(price * WHOLE_BP // usual),
            usual=Fen(usual),
            limit=Bp(limit),
        ),
        tuple(names),
        product.sku,
        working=(
            *(
                Sentence(
                    "− {off}  {rule}: {how}",
                    off=Fen(step.off_fen),
                    rule=step.rule.name,
                    how=step.how,
                )
                for step in quoted.steps
            ),
            Sentence(
                "{price} ÷ {usual} = {share}",
                price=Fen(price),
                usual=Fen(usual),
                share=Bp(price * WHOLE_BP // usual),
            ),
        ),
        loss_fen=least - price,
        loss_at_stock_fen=grounds.at_stock(product.sku, least - price),
        fix=Sentence("Let it cost {least} or more, or confirm the price.", least=Fen(least)),
    )


def _stays_above(grounds: Grounds, product: Product, items: Rules, least: int) -> bool:
    """Whether rules on single items can't take it below, by their shares alone."""
    if not product.list_fen:
        return True
    goods, policy = replace(grounds.goods[product.sku], cost_fen=0), grounds.plan.policy
    found = taken(goods, items, Costs(), grounds.prices, policy)
    steps = sum(rule.rounding.step_fen for rule in items)
    return found is not None and (
        (product.list_fen * (1 - found.takes) - steps) * WHOLE_BP >= least
    )
