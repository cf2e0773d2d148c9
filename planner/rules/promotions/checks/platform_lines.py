"""The lines under which a platform wants prices, and whether they are known and fresh."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from planner.rules.promotions.amount_rules import AmountOff, Measure, RateOff
from planner.rules.promotions.checks.grounds import Grounds, Rules, in_phases, not_checked
from planner.rules.promotions.checks.working import said_list
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.piece_rules import PieceOff, PiecePrice
from planner.rules.promotions.plans import Product
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.ruleset import Base, Layer, Rule
from planner.words import Fen, Sentence


def find(grounds: Grounds) -> Iterator[Finding]:
    """Prices over the platform's lines, compared without rounding, and lines nobody knows."""
    if grounds.plan.limits.platform_lines:
        yield from _missing(grounds)
    for product in grounds.products:
        line = product.list_line_fen
        if line is not None and product.list_fen > line:
            yield _over(grounds, product, Fraction(product.list_fen), line, ())
    for phases, rules in grounds.rule_sets():
        everybody = tuple(rule for rule in rules if rule.automatic and not rule.as_payment)
        for product in grounds.products:
            line = product.coupon_line_fen
            if line is None:
                continue
            own = grounds.about(product, everybody)
            price = unrounded(product.list_fen, own, grounds.plan.policy.base)
            if price > line:
                yield from in_phases(phases, _over(grounds, product, price, line, own))


def unrounded(list_fen: int, rules: Rules, base: Base | None) -> Fraction:
    """What one piece costs under rules that everybody gets, without any rounding."""
    left = item = Fraction(list_fen)
    for rule in sorted(rules, key=lambda one: (one.layer, -one.priority)):
        if rule.layer <= Layer.ITEM:
            item = left
        reads = {Base.LIST: Fraction(list_fen), Base.ITEM: item, Base.RUNNING: left}[
            base or rule.base
        ]
        left -= min(_off(rule, reads, left), left)
        if rule.layer <= Layer.ITEM:
            item = left
    return left


def _off(rule: Rule, reads: Fraction, left: Fraction) -> Fraction:
    match rule.gives:
        case RateOff() as gives:
            counted = 1 if gives.measure is Measure.PIECES else reads
            rate = max((off for least, off in gives.tiers if counted >= least), default=0)
            off = reads * rate / WHOLE_BP
            return off if gives.most_fen is None else min(off, Fraction(gives.most_fen))
        case AmountOff() as gives:
            counted = 1 if gives.measure is Measure.PIECES else reads
            reached = [(least, off) for least, off in gives.tiers if counted >= least]
            if not reached:
                return Fraction(0)
            least, amount = reached[-1]
            times = counted // least if gives.repeat and least else 1
            off = Fraction(amount * times)
            return off if gives.most_fen is None else min(off, Fraction(gives.most_fen))
        case PieceOff() as gives:
            return Fraction(gives.off_fen)
        case PiecePrice() as gives:
            return max(left - gives.price_fen, Fraction(0))
    return Fraction(0)


def _over(grounds: Grounds, product: Product, price: Fraction, line: int, rules: Rules) -> Finding:
    over = -((line - price) // 1)
    return Finding(
        Code.OVER_PLATFORM_LINE,
        Level.P0,
        Sentence(
            "“{sku}” costs {price}, the platform's line is {line}: {over} too much.",
            sku=product.sku,
            price=_said(price),
            line=Fen(line),
            over=Fen(over),
        ),
        tuple(rule.key for rule in rules),
        product.sku,
        working=(
            Sentence("list price {price}", price=Fen(product.list_fen)),
            *(Sentence("− {rule}", rule=rule.name) for rule in rules),
            Sentence("= {price}, not rounded", price=_said(price)),
            Sentence("line {line}", line=Fen(line)),
        ),
        loss_fen=over,
        loss_at_stock_fen=grounds.at_stock(product.sku, over),
        fix=Sentence("Take {over} more off, for every variant of the item.", over=Fen(over)),
    )


def _said(price: Fraction) -> str:
    """An amount with the parts of a fen that count here: ¥50.0984."""
    whole, parts = divmod(price * WHOLE_BP / 100, WHOLE_BP)
    return f"¥{whole:,}.{int(parts):04d}".removesuffix("00")


def _missing(grounds: Grounds) -> Iterator[Finding]:
    """Lines that were never read, or too long ago; one finding for all."""
    now, hours = grounds.plan.now, grounds.plan.limits.lines_hours
    old, undated = [], []
    for product in grounds.products:
        read_at = product.lines_read_at
        if (product.list_line_fen is None and product.coupon_line_fen is None) or read_at is None:
            old.append(product.sku)
        elif now is None:
            undated.append(product.sku)
        elif now - read_at > timedelta(hours=hours):
            old.append(product.sku)
    if undated:
        yield not_checked(
            Code.MISSING_FLOOR_EVIDENCE,
            Sentence(
                "how old the platform's line is can't be said for {n} product.",
                "how old the platform's lines are can't be said for {n} products.",
                n=len(undated),
            ),
            Sentence("Look at the audit at a known time."),
        )
    if old:
        yield Finding(
            Code.MISSING_FLOOR_EVIDENCE,
            Level.P0,
            Sentence(
                "The platform's line for {n} product is not known, or older than {hours} hours:"
                " {skus}.",
                "The platform's lines for {n} products are not known, or older than {hours} hours:"
                " {skus}.",
                n=len(old),
                hours=hours,
                skus=said_list(old),
            ),
            sku=old[0] if len(old) == 1 else None,
            working=tuple(Sentence("no fresh line for {sku}", sku=sku) for sku in old[:20]),
            fix=Sentence("Import the export of the activity's products again."),
        )
