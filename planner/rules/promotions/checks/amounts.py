"""What one rule says by itself: amounts against thresholds, rates against the shop's limit."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from planner.rules.promotions.amount_rules import AmountOff, Measure, RateOff
from planner.rules.promotions.checks.grounds import Grounds, borne, phase_of
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.group_rules import DifferentTogether
from planner.rules.promotions.lines import Pick
from planner.rules.promotions.piece_rules import BuyGet, NthPieceOff
from planner.rules.promotions.plans import PlannedRule
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.ruleset import Rule
from planner.words import Bp, Fen, Sentence

# Where as much comes off as the threshold, so many times less is a usual rule.
_TENTH = 10
_MUCH_MORE = 12
_ALL = Fraction(1)


def find(grounds: Grounds) -> Iterator[Finding]:
    """Thresholds and rates that can't be meant."""
    for planned in grounds.plan.rules:
        if not borne(planned.rule):
            continue
        if isinstance(planned.rule.gives, AmountOff):
            yield from _amounts(grounds, planned, planned.rule.gives)
        yield from _rates(grounds, planned)


def rate_of(rule: Rule) -> Fraction | None:
    """The largest share of its lines that a rule takes off by its own words; None where that
    depends on prices."""
    match rule.gives:
        case AmountOff() as gives if gives.measure is Measure.AMOUNT and not gives.elsewhere:
            rates = [Fraction(off, least) for least, off in gives.tiers if least]
            return max(rates, default=None)
        case RateOff() as gives:
            return Fraction(max(off for _, off in gives.tiers), WHOLE_BP)
        case NthPieceOff() as gives:
            return Fraction(gives.off_bp, WHOLE_BP * gives.nth)
        case BuyGet() as gives if gives.buy == gives.get and gives.pick is Pick.CHEAPEST:
            return Fraction(gives.get_pieces, gives.buy_pieces + gives.get_pieces)
        case DifferentTogether() as gives:
            return Fraction(max(gives.off_bp.values(), default=0), WHOLE_BP)
    return None


def _amounts(grounds: Grounds, planned: PlannedRule, gives: AmountOff) -> Iterator[Finding]:
    if gives.measure is not Measure.AMOUNT:
        return
    name, limit = planned.rule.name, grounds.plan.limits.rate_bp
    for least, off in gives.tiers:
        fields = {"rule": name, "threshold": Fen(least), "off": Fen(off)}
        line = Sentence("from {threshold} on {off} off", threshold=Fen(least), off=Fen(off))
        if not least:
            yield _of(
                planned,
                Code.NO_THRESHOLD,
                Level.P1,
                Sentence("“{rule}” takes {off} off any order, however small.", **fields),
                line,
                off,
                Sentence(
                    "Set a threshold of {least} or more.", least=Fen(-(-off * WHOLE_BP // limit))
                ),
            )
        elif off >= least:
            code = Code.AMOUNT_EQUALS_THRESHOLD if off == least else Code.AMOUNT_EXCEEDS_THRESHOLD
            yield _of(
                planned,
                code,
                Level.P0,
                Sentence("“{rule}” takes {off} off orders of {threshold}: all of it.", **fields),
                line,
                least,
                Sentence("Let it take at most {most} off.", most=Fen(least * limit // WHOLE_BP)),
            )
        if 0 < least < off and least * WHOLE_BP <= off * limit:
            yield _of(
                planned,
                Code.FIELDS_SWAPPED_SUSPECTED,
                Level.P0,
                Sentence(
                    "“{rule}”: threshold {threshold} and amount {off} look swapped.", **fields
                ),
                line,
                least,
                Sentence(
                    "Was {off} meant as the threshold, and {threshold} to come off?", **fields
                ),
            )
        elif 0 < least <= off and off * _TENTH <= least * _MUCH_MORE:
            yield _of(
                planned,
                Code.TEN_TIMES_USUAL,
                Level.P0,
                Sentence("“{rule}” takes {off} off {threshold}: a tenth of it is usual.", **fields),
                line,
                least,
                Sentence("Was {off} meant to come off?", off=Fen(off // _TENTH)),
            )


def _rates(grounds: Grounds, planned: PlannedRule) -> Iterator[Finding]:
    rate, limit = rate_of(planned.rule), grounds.plan.limits.rate_bp
    if rate is None:
        return
    said = {"rule": planned.rule.name, "rate": Bp(int(rate * WHOLE_BP)), "limit": Bp(limit)}
    line = Sentence("{rate} of what it covers, the limit is {limit}", **said)
    dearest = max((product.list_fen for product in grounds.covered(planned.rule)), default=None)
    loss = None if dearest is None else int(dearest * min(rate, _ALL))
    if isinstance(planned.rule.gives, RateOff | NthPieceOff) and _percent(planned.rule) > WHOLE_BP:
        yield _of(
            planned,
            Code.PERCENT_OVER_100,
            Level.P0,
            Sentence(
                "“{rule}” takes {rate} off: more than all.",
                rule=said["rule"],
                rate=Bp(_percent(planned.rule)),
            ),
            line,
            loss,
            Sentence("Write a rate under 100%."),
        )
    elif rate * WHOLE_BP > limit:
        yield _of(
            planned,
            Code.DISCOUNT_RATE_OVER_LIMIT,
            Level.P1,
            Sentence("“{rule}” takes {rate} off; the shop allows itself {limit}.", **said),
            line,
            _beyond(planned.rule, rate, limit, dearest),
            Sentence("Let it take at most {limit}, or raise the limit.", **said),
        )


def _beyond(rule: Rule, rate: Fraction, limit_bp: int, dearest: int | None) -> int | None:
    """What comes off an order of the dearest product beyond the limit; of an amount off, off an
    order that just reaches its threshold."""
    over = rate - Fraction(limit_bp, WHOLE_BP)
    if isinstance(rule.gives, AmountOff):
        return max(int(least * over) for least, off in rule.gives.tiers if rate * least == off)
    return None if dearest is None else int(dearest * over)


def _percent(rule: Rule) -> int:
    match rule.gives:
        case RateOff() as gives:
            return max(off for _, off in gives.tiers)
        case NthPieceOff() as gives:
            return gives.off_bp
    return 0


def _of(
    planned: PlannedRule,
    code: Code,
    level: Level,
    said: Sentence,
    line: Sentence,
    loss: int | None,
    fix: Sentence,
) -> Finding:
    return Finding(
        code,
        level,
        said,
        (planned.rule.key,),
        None,
        phase_of(planned),
        None,
        (line,),
        loss,
        None if loss is None or planned.issued is None else loss * planned.issued,
        fix,
    )
