"""Whether the name and the copy of a promotion say what its fields say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planner.rules.promotions.amount_rules import AmountOff, Measure, RateOff
from planner.rules.promotions.checks import mentions
from planner.rules.promotions.checks.grounds import Grounds, phase_of
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.group_rules import PiecesForPrice
from planner.rules.promotions.piece_rules import NthPieceOff, PieceOff
from planner.rules.promotions.plans import PlannedRule
from planner.rules.promotions.telling import terms
from planner.words import Bp, Fen, Sentence

Said = Sentence | Fen | Bp


def find(grounds: Grounds) -> Iterator[Finding]:
    """Names and copies that promise something else."""
    everywhere = [own for planned in grounds.plan.rules for own in _tiers(planned)]
    for planned in grounds.plan.rules:
        said = [
            *_wrong(planned, mentions.plain(planned.rule.name), _tiers(planned)),
            *_wrong(planned, mentions.plain(planned.copy), everywhere),
            *_wrong_days(planned),
        ]
        lines = [line for place, line in enumerate(said) if line not in said[:place]]
        if lines:
            yield Finding(
                Code.NAME_DISAGREES_WITH_VALUES,
                Level.P0,
                Sentence(
                    "What customers read of “{rule}” is not what it does: {first}; it gives:"
                    " {terms}.",
                    rule=planned.rule.name,
                    first=lines[0],
                    terms=terms(planned.rule.gives),
                ),
                (planned.rule.key,),
                phase=phase_of(planned),
                working=(
                    *lines,
                    Sentence("its fields give: {terms}", terms=terms(planned.rule.gives)),
                ),
                fix=Sentence("Correct the name or the copy, or the fields: one of them is wrong."),
            )


def _wrong(planned: PlannedRule, text: str, tiers: list[tuple[int, int]]) -> Iterator[Sentence]:
    """What a text says that the fields don't. A copy may name thresholds of other rules too."""
    gives = planned.rule.gives
    if isinstance(gives, AmountOff) and gives.measure is Measure.AMOUNT:
        for least, off in mentions.thresholds(text):
            if (least, off) not in tiers:
                yield Sentence(
                    "it says {off} off from {threshold} on", off=Fen(off), threshold=Fen(least)
                )
        for off in mentions.coupons(text):
            if off not in [own for _, own in tiers]:
                yield Sentence("it says a coupon of {off}", off=Fen(off))
    if isinstance(gives, RateOff):
        own = [off for _, off in gives.tiers]
        for off in mentions.rates(text):
            if off not in own:
                yield Sentence("it says {rate} off", rate=Bp(off))
        for pieces, off in mentions.piece_rates(text):
            if gives.measure is not Measure.PIECES or pieces not in [n for n, _ in gives.tiers]:
                yield Sentence(
                    "it says {rate} off from {n} piece on",
                    "it says {rate} off from {n} pieces on",
                    n=pieces,
                    rate=Bp(off),
                )
    if isinstance(gives, NthPieceOff):
        for off in mentions.rates(text):
            if off != gives.off_bp:
                yield Sentence("it says {rate} off", rate=Bp(off))
        for nth in mentions.nth_pieces(text):
            if nth != gives.nth:
                yield Sentence("it says piece number {nth}", nth=nth)
    if isinstance(gives, PieceOff):
        for off in mentions.each_off(text):
            if off != gives.off_fen:
                yield Sentence("it says {off} off each piece", off=Fen(off))
    if isinstance(gives, PiecesForPrice):
        for pieces, price in mentions.for_price(text):
            if (pieces, price) != (gives.pieces, gives.price_fen):
                yield Sentence("it says {n} for {price}", n=pieces, price=Fen(price))


def _wrong_days(planned: PlannedRule) -> Iterator[Sentence]:
    """Days, where none of those named lies in the window."""
    first = planned.opens.date()
    last = (planned.closes - timedelta(microseconds=1)).date()
    text = mentions.plain(f"{planned.rule.name} {planned.copy}")
    named = list(mentions.days(text, first))
    if named and first <= last and not any(first <= day <= last for day in named):
        yield Sentence(
            "it names {day}, and runs from {first} to {last}", day=named[0], first=first, last=last
        )


def _tiers(planned: PlannedRule) -> list[tuple[int, int]]:
    gives = planned.rule.gives
    if isinstance(gives, AmountOff) and gives.measure is Measure.AMOUNT:
        return list(gives.tiers)
    return []
