"""Key figures of a sale: order value, conversion, attainment and pace, each with its working."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from planner.rules.figures import NOT_ADDED, Source
from planner.rules.money import half_up, ratio_bp
from planner.rules.sales import Claim, Counted
from planner.rules.targets import Measure, Plan
from planner.words import Bp, Fen


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of one figure that counts: fen or a number, its sources, the last moment covered."""

    value: int
    moment: datetime
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Working:
    """A quotient with what it was worked out from; the denominator is above zero.

    ``left_out`` counts the days of a shop that are not in it because no single source knows both
    sides of them.
    """

    numerator: int
    denominator: int
    moment: datetime
    sources: tuple[Source, ...]
    left_out: int = 0

    @property
    def bp(self) -> Bp:
        """The quotient as a rate, rounded half up."""
        return Bp(ratio_bp(self.numerator, self.denominator) or 0)

    @property
    def fen(self) -> Fen:
        """The quotient as fen a piece, rounded half up."""
        return Fen(half_up(self.numerator, self.denominator))


@dataclass(frozen=True, slots=True)
class Pace:
    """What was reached of the target beside what should be by then, both at the same moment."""

    attainment: Working
    time_share: Working

    @property
    def ahead_bp(self) -> Bp:
        """How far attainment is ahead of (below zero: behind) the time share."""
        return Bp(self.attainment.bp - self.time_share.bp)

    @property
    def against_plan(self) -> Working | None:
        """What was reached of what was planned by then; None while nothing was planned yet."""
        if not self.time_share.numerator:
            return None
        return Working(
            self.attainment.numerator,
            self.time_share.numerator,
            self.attainment.moment,
            self.attainment.sources,
        )


def amount(figures: Iterable[Counted], figure: str) -> Amount | None:
    """The sum of an amount or a number of orders, or None where nobody knows it.

    Raises ValueError for people, such as visitors and buyers, who do not add up.
    """
    if figure in NOT_ADDED:
        raise ValueError(f"{figure} do not add up over days or shops")
    return _sum([one.claim for one in figures if one.figure == figure])


def reached(figures: Sequence[Counted], measure: Measure) -> Amount | None:
    """The amount a target means; net is None while the refunds of a paid day are unknown."""
    match measure:
        case Measure.ORDERED:
            return amount(figures, "ordered_fen")
        case Measure.PAID:
            return amount(figures, "paid_fen")
        case Measure.NET:
            return _net(figures)


def order_value(figures: Sequence[Counted]) -> Working | None:
    """笔单价, paid per order, over the days one source knows both of; None without orders."""
    return rate(figures, "paid_fen", "paid_count")


def rate(figures: Sequence[Counted], upper: str, lower: str) -> Working | None:
    """One figure of another that both add up, over the days one source knows both of.

    Raises ValueError for people, who do not add up over days.
    """
    if NOT_ADDED & {upper, lower}:
        raise ValueError(f"{upper} or {lower} do not add up over days or shops")
    pairs, left_out = _pairs(figures, upper, lower)
    return _quotient(pairs, left_out)


def buyer_value(figures: Sequence[Counted]) -> Working | None:
    """客单价, paid per buyer, of a single day of one shop: over more, buyers do not add up."""
    return _of_one_day(figures, "paid_fen", "buyers")


def conversion(figures: Sequence[Counted]) -> Working | None:
    """支付转化率, buyers per visitor, of a single day of one shop; None for more days or shops."""
    return _of_one_day(figures, "buyers", "visitors")


def pace(so_far: Amount, plan: Plan[str] | Plan[int]) -> Pace | None:
    """Attainment against time share at the last moment covered; None where nothing is planned."""
    total = plan.total_fen
    if total <= 0:
        return None
    planned = plan.cumulative_at(so_far.moment)
    return Pace(
        attainment=Working(so_far.value, total, so_far.moment, so_far.sources),
        time_share=Working(planned, total, so_far.moment, so_far.sources),
    )


def _net(figures: Sequence[Counted]) -> Amount | None:
    pairs, left_out = _pairs(figures, "paid_fen", "refunded_fen")
    if left_out or not pairs:
        return None
    paid = _sum([first for first, _ in pairs])
    refunded = _sum([second for _, second in pairs])
    if paid is None or refunded is None:
        return None
    return Amount(paid.value - refunded.value, paid.moment, paid.sources)


def _of_one_day(figures: Sequence[Counted], upper: str, lower: str) -> Working | None:
    if len({(one.shop_id, one.day) for one in figures}) != 1:
        return None
    pairs, left_out = _pairs(figures, upper, lower)
    return _quotient(pairs, left_out)


def _pairs(
    figures: Sequence[Counted], upper: str, lower: str
) -> tuple[list[tuple[Claim, Claim]], int]:
    """The two figures of each day as one source says them, and how many days have no such pair.

    Where the sources that count differ, the other side is what the source of ``upper`` says.
    """
    below = {(one.shop_id, one.day): one for one in figures if one.figure == lower}
    pairs: list[tuple[Claim, Claim]] = []
    left_out = 0
    for one in figures:
        if one.figure != upper:
            continue
        partner = below.get((one.shop_id, one.day))
        said = (partner.claim, *partner.others) if partner else ()
        same = next((claim for claim in said if _told_by(claim) == _told_by(one.claim)), None)
        if same is None:
            left_out += 1
        else:
            pairs.append((one.claim, same))
    return pairs, left_out


def _told_by(claim: Claim) -> tuple[Source, bool]:
    return claim.source, claim.hourly


def _quotient(pairs: Sequence[tuple[Claim, Claim]], left_out: int) -> Working | None:
    upper, lower = _sum([first for first, _ in pairs]), _sum([second for _, second in pairs])
    if upper is None or lower is None or lower.value <= 0:
        return None
    return Working(upper.value, lower.value, upper.moment, upper.sources, left_out)


def _sum(claims: Sequence[Claim]) -> Amount | None:
    if not claims:
        return None
    return Amount(
        value=sum(claim.value for claim in claims),
        moment=max(claim.covers_to for claim in claims),
        sources=tuple(sorted({claim.source for claim in claims})),
    )
