"""Rules about an amount: 满减, 满折, 满件减, 满件折, coupons and plain rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.rules.promotions.lines import Line, Offer, Terms, base_of, pieces_of, spread
from planner.rules.promotions.rounding import Each, Rounding
from planner.words import Bp, Fen, Refusal, Sentence


class Measure(StrEnum):
    """What a threshold counts: yuan, or pieces."""

    AMOUNT = "amount"
    PIECES = "pieces"


class MostFor(StrEnum):
    """What the most that comes off counts for: a whole order, or each piece."""

    ORDER = "order"
    PIECE = "piece"


@dataclass(frozen=True, slots=True)
class AmountOff:
    """So much off from a threshold on: once, for every full threshold, or by a ladder.

    ``tiers`` are (threshold, fen off), thresholds in fen or pieces and rising; the highest that is
    reached counts. A ``repeat``ing one has one tier above zero. At most ``most_fen`` come off an
    order. Raises Refusal for tiers that can't be.
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
        how = at_most(how, self.most_fen, MostFor.ORDER)
        return Offer(spread(lines, capped, terms), how)


@dataclass(frozen=True, slots=True)
class RateOff:
    """A rate off, plain or from a threshold on, by a ladder; at most ``most_fen`` come off.

    The most counts ``most_for`` an order or each piece. Where for each piece, every piece is
    rounded by itself, and what it can't take no other takes. ``tiers`` are (threshold, basis points
    off); a rate without a threshold has threshold 0. With pieces, ``elsewhere`` is how many pieces
    in other baskets count towards the threshold.
    """

    tiers: tuple[tuple[int, int], ...]
    measure: Measure = Measure.AMOUNT
    most_fen: int | None = None
    elsewhere: int = 0
    most_for: MostFor = MostFor.ORDER

    def __post_init__(self) -> None:
        _check(self.tiers)

    @property
    def most_of_order(self) -> int | None:
        """The most that comes off an order; None where there is none."""
        return self.most_fen if self.most_for is MostFor.ORDER else None

    @property
    def most_of_piece(self) -> int | None:
        """The most that comes off each piece; None where there is none."""
        return self.most_fen if self.most_for is MostFor.PIECE else None

    def each(self, rounding: Rounding) -> Each:
        """How often is rounded: once a piece where each has a most of its own."""
        return rounding.each if self.most_of_piece is None else Each.PIECE

    def offer(self, lines: Sequence[Line], terms: Terms) -> Offer | Sentence:
        """What comes off, or why nothing does."""
        counted = _counted(lines, self.measure, self.elsewhere)
        reached = _reached(self.tiers, counted)
        if reached is None:
            return _short_by(self.tiers[0][0] - counted, self.measure)
        threshold, off_bp = reached
        rounding = terms.rounding
        if self.each(rounding) is Each.RULE:
            shares: tuple[int, ...] | None = None
            off = rounding.off(base_of(lines), off_bp)
        else:
            shares = tuple(
                min(self._off_line(line, off_bp, rounding), line.room_fen) for line in lines
            )
            off = sum(shares)
        if self.most_of_order is not None and off > self.most_of_order:
            shares, off = None, self.most_of_order
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
        how = _in_whole_yuan(at_most(how, self.most_fen, self.most_for), rounding)
        return Offer(spread(lines, off, terms) if shares is None else shares, how)

    def _off_line(self, line: Line, off_bp: int, rounding: Rounding) -> int:
        """What comes off a line by itself, its room aside."""
        if self.each(rounding) is Each.LINE:
            return rounding.off(line.base_fen, off_bp)
        offs = [rounding.off(base, off_bp) for base in line.bases]
        most = self.most_of_piece
        return sum(offs) if most is None else sum(min(off, most) for off in offs)


def at_most(said: Sentence, most_fen: int | None, most_for: MostFor) -> Sentence:
    """What a rule gives, and at most how much of what, where there is a most."""
    if most_fen is None:
        return said
    if most_for is MostFor.PIECE:
        return Sentence("{terms}, at most {most} a piece", terms=said, most=Fen(most_fen))
    return Sentence("{terms}, at most {most} an order", terms=said, most=Fen(most_fen))


def _in_whole_yuan(said: Sentence, rounding: Rounding) -> Sentence:
    """The sum, and that yuan were made whole, without which nobody could do it again."""
    if rounding.step_fen == 1:
        return said
    if rounding.each is Each.PIECE:
        return Sentence("{terms}, each piece in whole yuan", terms=said)
    return Sentence("{terms}, in whole yuan", terms=said)


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
