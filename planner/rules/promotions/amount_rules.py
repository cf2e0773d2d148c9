"""Rules about an amount: 满减, 满折, 满件减, 满件折, coupons and plain rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.rules.promotions.lines import Line, Offer, Terms, base_of, pieces_of, spread
from planner.rules.promotions.rounding import Each
from planner.words import Bp, Fen, Refusal, Sentence


class Measure(StrEnum):
    """What a threshold counts: yuan, or pieces."""

    AMOUNT = "amount"
    PIECES = "pieces"


@dataclass(frozen=True, slots=True)
class AmountOff:
    """So much off from a threshold on: once, for every full threshold, or by a ladder.

    ``tiers`` are (threshold, fen off), thresholds in fen or pieces and rising; the highest that is
    reached counts. A ``repeat``ing one has one tier above zero. At most ``most_fen`` come off.
    Raises Refusal for tiers that can't be.
    """

    tiers: tuple[tuple[int, int], ...]
    measure: Measure = Measure.AMOUNT
    repeat: bool = False
    most_fen: int | None = None
    elsewhere: int = 0

    def __post_init__(self) -> None:
        _check(self.tiers)
        if self.repeat and (len(self.tiers) > 1 or self.tiers[0][0] == 0):
            raise Refusal("Every full threshold: write one threshold above 0.")

    def offer(self, lines: Sequence[Line], terms: Terms) -> Offer | Sentence:
        """What comes off, or why nothing does."""
        counted = _counted(lines, self.measure, self.elsewhere)
        reached = _reached(self.tiers, counted)
        if reached is None:
            return _short_by(self.tiers[0][0] - counted, self.measure)
        threshold, off = reached
        times = counted // threshold if self.repeat else 1
        off *= times
        capped = off if self.most_fen is None else min(off, self.most_fen)
        said = _said(counted, self.measure)
        if self.repeat:
            how = Sentence(
                "{threshold} reached {n} time with {counted}: {off} off",
                "{threshold} reached {n} times with {counted}: {off} off",
                n=times,
                counted=said,
                threshold=_said(threshold, self.measure),
                off=Fen(capped),
            )
        elif threshold:
            how = Sentence(
                "{threshold} reached with {counted}: {off} off",
                counted=said,
                threshold=_said(threshold, self.measure),
                off=Fen(capped),
            )
        else:
            how = Sentence("{off} off", off=Fen(capped))
        return Offer(spread(lines, capped, terms), how)


@dataclass(frozen=True, slots=True)
class RateOff:
    """A rate off, plain or from a threshold on, by a ladder; at most ``most_fen`` come off.

    ``tiers`` are (threshold, basis points off); a rate without a threshold has threshold 0. With
    pieces, ``elsewhere`` is how many pieces in other baskets count towards the threshold.
    """

    tiers: tuple[tuple[int, int], ...]
    measure: Measure = Measure.AMOUNT
    most_fen: int | None = None
    elsewhere: int = 0

    def __post_init__(self) -> None:
        _check(self.tiers)

    def offer(self, lines: Sequence[Line], terms: Terms) -> Offer | Sentence:
        """What comes off, or why nothing does."""
        counted = _counted(lines, self.measure, self.elsewhere)
        reached = _reached(self.tiers, counted)
        if reached is None:
            return _short_by(self.tiers[0][0] - counted, self.measure)
        threshold, off_bp = reached
        rounding = terms.rounding
        if rounding.each is Each.RULE:
            shares: tuple[int, ...] | None = None
            off = rounding.off(base_of(lines), off_bp)
        else:
            shares = tuple(
                min(
                    rounding.off(line.base_fen, off_bp)
                    if rounding.each is Each.LINE
                    else sum(rounding.off(base, off_bp) for base in line.bases),
                    line.room_fen,
                )
                for line in lines
            )
            off = sum(shares)
        if self.most_fen is not None and off > self.most_fen:
            shares, off = None, self.most_fen
        how = (
            Sentence(
                "{threshold} reached with {counted}: {rate} off, {off}",
                counted=_said(counted, self.measure),
                threshold=_said(threshold, self.measure),
                rate=Bp(off_bp),
                off=Fen(off),
            )
            if threshold
            else Sentence(
                "{rate} off {base}: {off}",
                rate=Bp(off_bp),
                base=Fen(base_of(lines)),
                off=Fen(off),
            )
        )
        return Offer(spread(lines, off, terms) if shares is None else shares, how)


def _check(tiers: tuple[tuple[int, int], ...]) -> None:
    if not tiers:
        raise Refusal("Thresholds: write at least one.")
    if any(isinstance(value, float) for tier in tiers for value in tier):
        raise Refusal("Thresholds: write whole fen and basis points, without decimals.")
    thresholds = [threshold for threshold, _ in tiers]
    if thresholds != sorted(set(thresholds)) or thresholds[0] < 0:
        raise Refusal("Thresholds: write them rising, each once.")
    if any(off <= 0 for _, off in tiers):
        raise Refusal("Off: write more than 0.")


def _counted(lines: Sequence[Line], measure: Measure, elsewhere: int) -> int:
    here = base_of(lines) if measure is Measure.AMOUNT else pieces_of(lines)
    return here + elsewhere


def _reached(tiers: tuple[tuple[int, int], ...], counted: int) -> tuple[int, int] | None:
    return max((tier for tier in tiers if counted >= tier[0]), default=None)


def _short_by(short: int, measure: Measure) -> Sentence:
    if measure is Measure.AMOUNT:
        return Sentence("{short} short of the threshold", short=Fen(short))
    return Sentence(
        "{n} piece short of the threshold", "{n} pieces short of the threshold", n=short
    )


def _said(counted: int, measure: Measure) -> Sentence | Fen:
    if measure is Measure.AMOUNT:
        return Fen(counted)
    return Sentence("{n} piece", "{n} pieces", n=counted)
