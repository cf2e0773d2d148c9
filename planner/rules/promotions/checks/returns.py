"""What a buyer keeps who reaches a threshold with fillers and sends them back (凑单)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.rules.promotions.amount_rules import AmountOff, Measure, RateOff
from planner.rules.promotions.baskets import MOST_PIECES
from planner.rules.promotions.checks.grounds import Grounds, borne, phase_of
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.plans import PlannedRule, Product
from planner.rules.promotions.quotes import refund
from planner.rules.promotions.quoting import price
from planner.rules.promotions.rounding import WHOLE_BP
from planner.words import Fen, Sentence


def find(grounds: Grounds) -> Iterator[Finding]:
    """Of each threshold the product on which a returned filler keeps most off."""
    for planned in grounds.plan.rules:
        if not borne(planned.rule):
            continue
        least = _threshold(planned)
        short = [
            product
            for product in grounds.covered(planned.rule)
            if least and 0 < _counts(planned, product) < least
        ]
        if short:
            dearest = max(short, key=lambda one: (one.list_fen, one.sku))
            yield from _kept(grounds, planned, dearest, least)


def _kept(
    grounds: Grounds, planned: PlannedRule, product: Product, least: int
) -> Iterator[Finding]:
    """One piece of it is kept, so many more that reach the threshold go back."""
    pieces = -(-least // _counts(planned, product))
    if pieces > MOST_PIECES:
        return
    basket = [replace(grounds.goods[product.sku], pieces=pieces)]
    quoted = price(basket, [planned.rule], grounds.plan.policy)
    back = refund(quoted, {product.sku: pieces - 1})
    kept = quoted.goods_fen - back
    loss = (product.list_fen - kept) * planned.rule.shop_bp // WHOLE_BP
    if loss <= 0:
        return
    yield Finding(
        Code.REFUND_DROPS_BELOW_THRESHOLD,
        Level.P2,
        Sentence(
            "Who reaches the threshold of “{rule}” with fillers and returns them keeps {loss} off"
            " “{sku}”.",
            rule=planned.rule.name,
            loss=Fen(loss),
            sku=product.sku,
        ),
        (planned.rule.key,),
        product.sku,
        phase_of(planned),
        working=(
            Sentence(
                "{n} × {price} − {off} = {paid}",
                n=pieces,
                price=Fen(product.list_fen),
                off=Fen(quoted.off_fen),
                paid=Fen(quoted.goods_fen),
            ),
            Sentence(
                "{n} piece back: {back}", "{n} pieces back: {back}", n=pieces - 1, back=Fen(back)
            ),
            Sentence(
                "the piece that stays costs {kept} instead of {price}",
                kept=Fen(kept),
                price=Fen(product.list_fen),
            ),
        ),
        loss_fen=loss,
        loss_at_stock_fen=grounds.at_stock(product.sku, loss),
        fix=Sentence("Watch returns of this rule, or lower what it takes off."),
    )


def _threshold(planned: PlannedRule) -> int:
    """The lowest threshold of a rule, in fen or pieces; 0 where it has none."""
    gives = planned.rule.gives
    if isinstance(gives, AmountOff | RateOff) and not gives.elsewhere:
        return gives.tiers[0][0]
    return 0


def _counts(planned: PlannedRule, product: Product) -> int:
    """What a piece counts towards the threshold."""
    gives = planned.rule.gives
    by_pieces = isinstance(gives, AmountOff | RateOff) and gives.measure is Measure.PIECES
    return 1 if by_pieces else product.list_fen
