"""How numbers were typed: 折 or percent, yuan or fen, and prices that a “discount” raises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from unicodedata import normalize

from planner.rules.promotions.amount_rules import AmountOff, Measure
from planner.rules.promotions.checks.amounts import rate_of
from planner.rules.promotions.checks.grounds import Grounds, phase_of
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.piece_rules import PiecePrice
from planner.rules.promotions.plans import PlannedRule
from planner.rules.promotions.rounding import WHOLE_BP
from planner.words import Bp, Fen, Sentence

_BARE = re.compile(r"\d+(?:\.\d+)?")
_HALF = WHOLE_BP // 2
# A threshold that is so small beside every price is likely in the wrong unit.
_SMALL_FEN = 1_000
_BESIDE = 10
_NO_PRODUCT = 10**12


def find(grounds: Grounds) -> Iterator[Finding]:
    """Rates without a unit, thresholds in the wrong one, and prices that rise."""
    for planned in grounds.plan.rules:
        yield from _bare(grounds, planned)
        yield from _small(grounds, planned)
        yield from _dearer(grounds, planned)
    yield from _scales(grounds)


def _bare(grounds: Grounds, planned: PlannedRule) -> Iterator[Finding]:
    """A bare number could be 折 or percent off, and was once used as a factor."""
    typed, rate = _number(planned), rate_of(planned.rule)
    if typed is None or rate is None:
        return
    price = max((product.list_fen for product in grounds.covered(planned.rule)), default=10_000)
    if 1 < typed < 10:
        yield Finding(
            Code.PRICE_RISES,
            Level.P0,
            Sentence(
                "“{rule}” was typed as {typed}: used as a factor, {price} becomes {dearer}.",
                rule=planned.rule.name,
                typed=planned.typed,
                price=Fen(price),
                dearer=Fen(int(price * typed)),
            ),
            (planned.rule.key,),
            phase=phase_of(planned),
            working=(
                Sentence(
                    "{price} × {typed} = {dearer}",
                    price=Fen(price),
                    typed=planned.typed,
                    dearer=Fen(int(price * typed)),
                ),
            ),
            loss_fen=int(price * rate),
            fix=Sentence("Write it with its unit, such as {typed}折.", typed=planned.typed),
        )
    elif rate * WHOLE_BP >= _HALF:
        left = int(price * (1 - min(rate, Fraction(1))))
        other = int(price * min(rate, Fraction(1)))
        yield Finding(
            Code.ZHE_VS_OFF_AMBIGUOUS,
            Level.P1,
            Sentence(
                "“{rule}” was typed as {typed}: is it {rate} off, or {rate} to pay?",
                rule=planned.rule.name,
                typed=planned.typed,
                rate=Bp(int(rate * WHOLE_BP)),
            ),
            (planned.rule.key,),
            phase=phase_of(planned),
            working=(
                Sentence("{price} becomes {left}", price=Fen(price), left=Fen(left)),
                Sentence(
                    "the other way, {price} becomes {left}", price=Fen(price), left=Fen(other)
                ),
            ),
            loss_fen=max(other - left, 0),
            fix=Sentence("Confirm that {price} becomes {left}.", price=Fen(price), left=Fen(left)),
        )


def _small(grounds: Grounds, planned: PlannedRule) -> Iterator[Finding]:
    """A threshold far below every price, as if it had been written in another unit."""
    gives = planned.rule.gives
    if not isinstance(gives, AmountOff) or gives.measure is not Measure.AMOUNT:
        return
    cheapest = min((one.list_fen for one in grounds.covered(planned.rule)), default=_NO_PRODUCT)
    least, off = gives.tiers[0]
    if not 0 < least < _SMALL_FEN or least * _BESIDE >= cheapest:
        return
    yield Finding(
        Code.UNIT_SUSPECTED,
        Level.P1,
        Sentence(
            "“{rule}”: a threshold of {threshold} is reached by anything. Yuan typed as fen?",
            rule=planned.rule.name,
            threshold=Fen(least),
        ),
        (planned.rule.key,),
        phase=phase_of(planned),
        working=(Sentence("from {threshold} on {off} off", threshold=Fen(least), off=Fen(off)),),
        loss_fen=off,
        fix=Sentence(
            "Was from {threshold} on {off} off meant?",
            threshold=Fen(least * 100),
            off=Fen(off * 100),
        ),
    )


def _dearer(grounds: Grounds, planned: PlannedRule) -> Iterator[Finding]:
    """A new price above the old one; the rule then never counts, but customers see it."""
    gives = planned.rule.gives
    if not isinstance(gives, PiecePrice):
        return
    dearer = [one for one in grounds.covered(planned.rule) if gives.price_fen > one.list_fen]
    if not dearer:
        return
    product = min(dearer, key=lambda one: (one.list_fen, one.sku))
    asked, listed = Fen(gives.price_fen), Fen(product.list_fen)
    more = Fen(gives.price_fen - product.list_fen)
    yield Finding(
        Code.PRICE_RISES,
        Level.P0,
        Sentence(
            "“{rule}” asks {price} for “{sku}”, more than its {listed}.",
            "“{rule}” asks {price} for “{sku}”, more than its {listed}; it does for {n} products.",
            n=len(dearer),
            rule=planned.rule.name,
            price=asked,
            sku=product.sku,
            listed=listed,
        ),
        (planned.rule.key,),
        product.sku,
        phase_of(planned),
        working=(Sentence("{price} − {listed} = {more}", price=asked, listed=listed, more=more),),
        fix=Sentence("Set a price under {listed}.", listed=listed),
    )


def _scales(grounds: Grounds) -> Iterator[Finding]:
    """Rates typed on two scales, such as 80 and 8000."""
    rates = [(planned, number) for planned in grounds.plan.rules if (number := _number(planned))]
    small = [planned for planned, number in rates if number <= 100]
    large = [planned for planned, number in rates if number > 100]
    if not small or not large:
        return
    one, other = small[0], large[0]
    yield Finding(
        Code.UNIT_SUSPECTED,
        Level.P1,
        Sentence(
            "“{one}” was typed as {small} and “{other}” as {large}: two scales of percent.",
            one=one.rule.name,
            small=one.typed,
            other=other.rule.name,
            large=other.typed,
        ),
        (one.rule.key, other.rule.key),
        working=tuple(
            Sentence(
                "{typed} was read as {rate} off",
                typed=planned.typed,
                rate=Bp(int((rate_of(planned.rule) or 0) * WHOLE_BP)),
            )
            for planned in (one, other)
        ),
        fix=Sentence("Write both with %, or both with 折."),
    )


def _number(planned: PlannedRule) -> Fraction | None:
    typed = normalize("NFKC", planned.typed).strip()
    return Fraction(typed) if _BARE.fullmatch(typed) else None
