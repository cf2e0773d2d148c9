"""Values about ten or a hundred times what they were: of a product's last price, or a last rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.checks.grounds import Grounds, not_checked, phase_of
from planner.rules.promotions.extra_rules import DepositWorth, Gift
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.group_rules import PiecesForPrice, SetForPrice
from planner.rules.promotions.piece_rules import PieceOff, PiecePrice
from planner.rules.promotions.plans import PlannedRule, Product
from planner.rules.promotions.ruleset import Rule
from planner.words import Bp, Fen, Sentence

_BANDS = ((8, 12), (80, 120))
Values = dict[str, list[int]]


def find(grounds: Grounds) -> Iterator[Finding]:
    """Prices and rules of which a digit too many or too few was typed."""
    plan = grounds.plan
    if plan.products and not plan.last_rules and all(one.last_fen is None for one in plan.products):
        yield not_checked(
            Code.TEN_TIMES_USUAL,
            Sentence("nothing is known of the last sale."),
            Sentence("Write what each product cost in the last sale."),
        )
    for product in grounds.products:
        if product.last_fen:
            yield from _price(product, product.list_fen, product.last_fen)
    for planned in plan.rules:
        yield from _rule_price(grounds, planned)
        yield from _rule(planned, plan.last_rules)


def _price(
    product: Product, price: int, usual: int, planned: PlannedRule | None = None
) -> Iterator[Finding]:
    """A price of a product against what it cost in the last sale."""
    code = _slipped(price, usual)
    if code is None:
        return
    yield Finding(
        code,
        Level.P0,
        Sentence(
            "“{sku}” is to cost {price}, in the last sale it cost {usual}.",
            sku=product.sku,
            price=Fen(price),
            usual=Fen(usual),
        ),
        (planned.rule.key,) if planned else (),
        product.sku,
        phase_of(planned) if planned else None,
        working=(_times(Fen(price), Fen(usual), price, usual),),
        loss_fen=usual - price if price < usual else None,
        loss_at_stock_fen=_at_stock(product, usual - price),
        fix=Sentence("Was {price} meant?", price=Fen(_nearest(price, usual))),
    )


def _rule_price(grounds: Grounds, planned: PlannedRule) -> Iterator[Finding]:
    if isinstance(planned.rule.gives, PiecePrice):
        for product in grounds.covered(planned.rule):
            if product.last_fen:
                yield from _price(product, planned.rule.gives.price_fen, product.last_fen, planned)


def _rule(planned: PlannedRule, last: Sequence[PlannedRule]) -> Iterator[Finding]:
    """A rule against the rules of its kind in the last sale: the nearest of their values."""
    like = [one.rule for one in last if _alike(one, planned)]
    found: list[tuple[Code, int, int, bool]] = []
    for name, values in _values(planned.rule).items():
        usual = [value for rule in like for value in _values(rule).get(name, [])]
        for value in values:
            if usual and value:
                nearest = min(
                    usual, key=lambda one: max(Fraction(one, value), Fraction(value, one))
                )
                code = _slipped(value, nearest)
                if code is not None:
                    found.append((code, value, nearest, name == "rate"))
    if not found:
        return
    code, value, nearest, rate = found[0]
    unit = Bp if rate else Fen
    yield Finding(
        code,
        Level.P0,
        Sentence(
            "“{rule}” says {value}, in the last sale such a rule said {usual}.",
            rule=planned.rule.name,
            value=unit(value),
            usual=unit(nearest),
        ),
        (planned.rule.key,),
        phase=phase_of(planned),
        working=tuple(
            _times((Bp if is_rate else Fen)(one), (Bp if is_rate else Fen)(usual), one, usual)
            for _, one, usual, is_rate in found
        ),
        loss_fen=None if rate else max(value - nearest, 0),
        fix=Sentence("Was {value} meant?", value=unit(_nearest(value, nearest))),
    )


def _slipped(value: int, usual: int) -> Code | None:
    """Ten or a hundred times as much, or as little; None where neither."""
    for least, most in _BANDS:
        if least * usual <= value <= most * usual:
            return Code.TEN_TIMES_USUAL
        if value and least * value <= usual <= most * value:
            return Code.DECIMAL_SLIP_SUSPECTED
    return None


def _nearest(value: int, usual: int) -> int:
    """The value with its point moved to where it is nearest to the usual one."""
    tried = [value * 100, value * 10, value // 10, value // 100]
    return min(tried, key=lambda one: abs(one - usual))


def _times(said: Fen | Bp, usual_said: Fen | Bp, value: int, usual: int) -> Sentence:
    if value >= usual:
        times = str(-(-value // usual) if value % usual else value // usual)
        return Sentence(
            "{value} is about {times} times {usual}", value=said, times=times, usual=usual_said
        )
    return Sentence(
        "{usual} is about {times} times {value}",
        value=said,
        times=str(round(Fraction(usual, value))),
        usual=usual_said,
    )


def _alike(one: PlannedRule, other: PlannedRule) -> bool:
    return (
        type(one.rule.gives) is type(other.rule.gives)
        and one.rule.layer is other.rule.layer
        and one.preset == other.preset
    )


def _values(rule: Rule) -> Values:
    """What a rule says, by what it means; zeros say nothing."""
    match rule.gives:
        case AmountOff() as gives:
            return {
                "threshold": [least for least, _ in gives.tiers if least],
                "off": [off for _, off in gives.tiers],
            }
        case RateOff() as gives:
            return {"rate": [off for _, off in gives.tiers]}
        case PieceOff() as gives:
            return {"off": [gives.off_fen]}
        case PiecePrice() | PiecesForPrice() | SetForPrice() as gives:
            return {"price": [gives.price_fen]} if gives.price_fen else {}
        case DepositWorth() as gives:
            return {"deposit": [gives.deposit_fen], "worth": [gives.worth_fen]}
        case Gift() as gives:
            return {"threshold": [gives.threshold]} if gives.threshold else {}
    return {}


def _at_stock(product: Product, loss: int) -> int | None:
    known = [n for n in (product.planned_pieces, product.stock) if n is not None]
    return loss * min(known) if known and loss > 0 else None
