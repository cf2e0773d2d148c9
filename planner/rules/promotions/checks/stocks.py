"""How many there are: gifts, pieces, limits for a buyer, and coupons against their budget."""

from __future__ import annotations

from collections.abc import Iterator

from planner.rules.promotions.amount_rules import AmountOff, Measure, RateOff
from planner.rules.promotions.checks.amounts import rate_of
from planner.rules.promotions.checks.grounds import Grounds, borne, not_checked, phase_of
from planner.rules.promotions.checks.working import said_list
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.piece_rules import PieceOff, PiecePrice
from planner.rules.promotions.plans import PlannedRule, Product
from planner.rules.promotions.rounding import WHOLE_BP
from planner.words import Bp, Fen, Sentence


def find(grounds: Grounds) -> Iterator[Finding]:
    """What would run out, or cost more than it may."""
    yield from _pieces(grounds)
    for planned in grounds.plan.rules:
        if isinstance(planned.rule.gives, Gift):
            yield from _gifts(grounds, planned, planned.rule.gives)
        elif borne(planned.rule):
            yield from _unlimited(grounds, planned)
            yield from _budget(planned)


def _pieces(grounds: Grounds) -> Iterator[Finding]:
    unknown = []
    for product in grounds.products:
        planned, stock = product.planned_pieces, product.stock
        if planned is None or stock is None:
            unknown.append(product.sku)
        elif planned > stock:
            yield Finding(
                Code.STOCK_SHORT,
                Level.P1,
                Sentence(
                    "“{sku}” is planned to sell {planned} pieces, {stock} are in stock.",
                    sku=product.sku,
                    planned=planned,
                    stock=stock,
                ),
                sku=product.sku,
                working=(
                    Sentence(
                        "{planned} − {stock} = {short} pieces short",
                        planned=planned,
                        stock=stock,
                        short=planned - stock,
                    ),
                ),
                loss_fen=product.list_fen,
                loss_at_stock_fen=product.list_fen * (planned - stock),
                fix=Sentence(
                    "Order {short} more, or plan for {stock}.", short=planned - stock, stock=stock
                ),
            )
    if unknown:
        yield not_checked(
            Code.STOCK_SHORT,
            Sentence(
                "the stock or the planned pieces of {n} product are not known: {skus}.",
                "the stock or the planned pieces of {n} products are not known: {skus}.",
                n=len(unknown),
                skus=said_list(unknown),
            ),
            Sentence("Write the stock, and how many pieces the sale should sell."),
        )


def _gifts(grounds: Grounds, planned: PlannedRule, gives: Gift) -> Iterator[Finding]:
    present, name, phase = gives.present, planned.rule.name, phase_of(planned)
    if present.cost_fen is None:
        yield not_checked(
            Code.GIFT_COST,
            Sentence("nobody has said what the gift of “{rule}” costs.", rule=name),
            Sentence("Write the cost of the gift."),
            planned,
        )
    gift = grounds.of_sku.get(present.sku)
    orders = planned.issued if planned.issued is not None else _orders(grounds, planned, gives)
    if gift is None or gift.stock is None or orders is None:
        yield not_checked(
            Code.GIFT_STOCK,
            Sentence(
                "the stock of the gift of “{rule}”, or how many are given, is not known.", rule=name
            ),
            Sentence("Add the gift as a product with its stock, and write how many are given."),
            planned,
        )
        return
    needed = orders * present.pieces
    if needed <= gift.stock:
        return
    yield Finding(
        Code.GIFT_STOCK,
        Level.P1,
        Sentence(
            "“{rule}” may need {needed} gifts, {stock} are in stock.",
            rule=name,
            needed=needed,
            stock=gift.stock,
        ),
        (planned.rule.key,),
        present.sku,
        phase,
        working=(
            Sentence(
                "{orders} × {pieces} = {needed}",
                orders=orders,
                pieces=present.pieces,
                needed=needed,
            ),
            Sentence(
                "{needed} − {stock} = {short} pieces short",
                needed=needed,
                stock=gift.stock,
                short=needed - gift.stock,
            ),
        ),
        loss_fen=present.cost_fen,
        loss_at_stock_fen=(present.cost_fen or 0) * (needed - gift.stock),
        fix=Sentence(
            "Order {short} more, or give out at most {most}.",
            short=needed - gift.stock,
            most=gift.stock // max(present.pieces, 1),
        ),
    )


def _orders(grounds: Grounds, planned: PlannedRule, gives: Gift) -> int | None:
    """How often the gift is given at most, if what is planned is sold; None where nobody knows."""
    sold = [(one.planned_pieces, one.list_fen) for one in grounds.covered(planned.rule)]
    if not sold or any(pieces is None for pieces, _ in sold):
        return None
    pieces = sum(count or 0 for count, _ in sold)
    if gives.measure is Measure.AMOUNT and gives.threshold:
        return sum((count or 0) * price for count, price in sold) // gives.threshold
    return pieces // max(gives.threshold, 1)


def _unlimited(grounds: Grounds, planned: PlannedRule) -> Iterator[Finding]:
    """A deep discount that one buyer may have without end."""
    if planned.issued is not None or planned.per_buyer is not None:
        return
    limit = grounds.plan.limits.rate_bp
    found = [
        (rate, product)
        for product in grounds.covered(planned.rule)
        if product.limit_per_buyer is None
        and product.list_fen
        and (rate := _deep(planned, product)) >= limit
    ]
    if not found:
        return
    rate, product = max(found, key=lambda one: (one[0], one[1].sku))
    off = product.list_fen * min(rate, WHOLE_BP) // WHOLE_BP
    yield Finding(
        Code.LIMIT_MISSING,
        Level.P1,
        Sentence(
            "“{rule}” takes {rate} off “{sku}”, and a buyer may have any number.",
            "“{rule}” takes {rate} off “{sku}” and much off {n} products, and a buyer may have any"
            " number.",
            n=len(found),
            rule=planned.rule.name,
            rate=Bp(rate),
            sku=product.sku,
        ),
        (planned.rule.key,),
        product.sku,
        phase_of(planned),
        working=(
            Sentence(
                "{rate} of {price} = {off} a piece",
                rate=Bp(rate),
                price=Fen(product.list_fen),
                off=Fen(off),
            ),
        ),
        loss_fen=off,
        loss_at_stock_fen=grounds.at_stock(product.sku, off),
        fix=Sentence("Set a limit for a buyer, or how many there are in all."),
    )


def _deep(planned: PlannedRule, product: Product) -> int:
    """The rate that a rule takes off one piece of a product, in basis points."""
    match planned.rule.gives:
        case PieceOff() as gives:
            return gives.off_fen * WHOLE_BP // product.list_fen
        case PiecePrice() as gives:
            return (product.list_fen - gives.price_fen) * WHOLE_BP // product.list_fen
    rate = rate_of(planned.rule)
    return 0 if rate is None else int(rate * WHOLE_BP)


def _budget(planned: PlannedRule) -> Iterator[Finding]:
    budget, issued = planned.budget_fen, planned.issued
    if budget is None:
        return
    value = _value(planned)
    if issued is None or value is None:
        yield not_checked(
            Code.COUPON_BUDGET,
            Sentence(
                "nobody has said how many of “{rule}” there are, or what one takes off"
                " an order at most.",
                rule=planned.rule.name,
            ),
            Sentence("Write how many are issued, and the most that one takes off an order."),
            planned,
        )
    elif issued * value > budget:
        yield Finding(
            Code.COUPON_BUDGET,
            Level.P1,
            Sentence(
                "“{rule}” may cost {cost}, its budget is {budget}.",
                rule=planned.rule.name,
                cost=Fen(issued * value),
                budget=Fen(budget),
            ),
            (planned.rule.key,),
            phase=phase_of(planned),
            working=(
                Sentence(
                    "{issued} × {value} = {cost}",
                    issued=issued,
                    value=Fen(value),
                    cost=Fen(issued * value),
                ),
            ),
            loss_fen=value,
            loss_at_stock_fen=issued * value - budget,
            fix=Sentence("Issue at most {most}.", most=budget // value),
        )


def _value(planned: PlannedRule) -> int | None:
    """What one costs the shop at most; None where there is no most."""
    off: int | None = None
    match planned.rule.gives:
        case AmountOff() as gives:
            off = max(amount for _, amount in gives.tiers)
            off = gives.most_fen if gives.repeat else off
        case RateOff() as gives:
            off = gives.most_of_order
        case PieceOff() as gives:
            off = gives.off_fen
    return None if off is None else off * planned.rule.shop_bp // WHOLE_BP
