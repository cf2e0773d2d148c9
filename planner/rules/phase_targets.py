"""What a phase is judged by: its own figures beside the amount that its target means.

A warm-up is there to fill carts and to win members, a burst to be paid, for which customers need an
answer and products in stock, a wrap-up to dispatch in time and to keep what was sold. A deposit
leads to sales but is none until its balance is paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planner.rules.campaign_sales import CampaignSales, totals
from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.figures import NOT_ADDED, Source
from planner.rules.key_figures import rate
from planner.rules.money import parse_bp, parse_fen, ratio_bp
from planner.words import Refusal, Sentence

_MOST_COUNT = 10**12
_WHOLE = 10_000


class PhaseFigure(StrEnum):
    """A figure that a phase may be judged by, or that says how its amount is to come about."""

    CART_PIECES = "cart_pieces"
    CART_PEOPLE = "cart_people"
    FAVOURITES = "favourites"
    COUPONS_CLAIMED = "coupons_claimed"
    DEPOSIT_ORDERS = "deposit_orders"
    DEPOSIT_FEN = "deposit_fen"
    MEMBERS_GAINED = "members_gained"
    REPLY_RATE = "reply_rate"
    STOCK_RATE = "stock_rate"
    DISPATCH_RATE = "dispatch_rate"
    REFUND_RATE = "refund_rate"
    CONVERSION = "conversion"
    BUYER_FEN = "buyer_fen"


class Unit(StrEnum):
    """What a figure is written in."""

    COUNT = "count"
    FEN = "fen"
    RATE = "rate"


PHASE_FIGURE_NAMES: dict[PhaseFigure, Sentence] = {
    PhaseFigure.CART_PIECES: Sentence("Pieces added to cart"),
    PhaseFigure.CART_PEOPLE: Sentence("People adding to cart"),
    PhaseFigure.FAVOURITES: Sentence("People adding favourites"),
    PhaseFigure.COUPONS_CLAIMED: Sentence("Coupons claimed"),
    PhaseFigure.DEPOSIT_ORDERS: Sentence("Deposit orders"),
    PhaseFigure.DEPOSIT_FEN: Sentence("Deposit amount"),
    PhaseFigure.MEMBERS_GAINED: Sentence("Members gained"),
    PhaseFigure.REPLY_RATE: Sentence("Replies in time"),
    PhaseFigure.STOCK_RATE: Sentence("Products in stock"),
    PhaseFigure.DISPATCH_RATE: Sentence("Dispatched on time"),
    PhaseFigure.REFUND_RATE: Sentence("Refund rate"),
    PhaseFigure.CONVERSION: Sentence("Conversion"),
    PhaseFigure.BUYER_FEN: Sentence("Paid per buyer"),
}
_RATES = {
    PhaseFigure.REPLY_RATE: ("replied_in_time", "chats"),
    PhaseFigure.STOCK_RATE: ("products_in_stock", "products_on_sale"),
    PhaseFigure.DISPATCH_RATE: ("dispatched_on_time", "dispatch_due"),
    PhaseFigure.REFUND_RATE: ("refunded_fen", "paid_fen"),
}
_OF_THE_WHOLE_SALE = (PhaseFigure.DISPATCH_RATE, PhaseFigure.REFUND_RATE)
UNITS: dict[PhaseFigure, Unit] = {
    figure: Unit.FEN
    if figure in (PhaseFigure.DEPOSIT_FEN, PhaseFigure.BUYER_FEN)
    else Unit.RATE
    if figure in (*_RATES, PhaseFigure.CONVERSION)
    else Unit.COUNT
    for figure in PhaseFigure
}
WAYS: tuple[PhaseFigure, ...] = (PhaseFigure.CONVERSION, PhaseFigure.BUYER_FEN)
"""How the amount of any phase is to come about: with it they say how many visitors a day needs."""

JUDGED_BY: Mapping[PhaseKind, tuple[PhaseFigure, ...]] = {
    PhaseKind.WARM_UP: (
        *(PhaseFigure.CART_PIECES, PhaseFigure.CART_PEOPLE, PhaseFigure.FAVOURITES),
        *(PhaseFigure.COUPONS_CLAIMED, PhaseFigure.DEPOSIT_ORDERS, PhaseFigure.DEPOSIT_FEN),
        PhaseFigure.MEMBERS_GAINED,
    ),
    PhaseKind.BURST: (PhaseFigure.REPLY_RATE, PhaseFigure.STOCK_RATE),
    PhaseKind.WRAP_UP: (PhaseFigure.DISPATCH_RATE, PhaseFigure.REFUND_RATE),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What a phase reached of one of its figures; ``wanted`` is None where nobody has said.

    ``daily_sum`` says that people were counted day by day: who came on two days counts twice.
    ``whole_sale`` says that all of the sale is meant, because a wrap-up looks after all of it.
    """

    phase: Phase[int]
    figure: PhaseFigure
    wanted: int | None
    reached: int | None
    moment: datetime | None
    sources: tuple[Source, ...]
    daily_sum: bool = False
    whole_sale: bool = False

    @property
    def share_bp(self) -> int | None:
        """What was reached of what is wanted; None where one of them is not known."""
        if self.wanted is None or self.reached is None:
            return None
        return ratio_bp(self.reached, self.wanted)

    @property
    def met(self) -> bool | None:
        """Whether it is as good as wanted: a refund rate by being low; None if not known."""
        if self.wanted is None or self.reached is None:
            return None
        if self.figure is PhaseFigure.REFUND_RATE:
            return self.reached <= self.wanted
        return self.reached >= self.wanted


def judged(sales: CampaignSales, wanted: Mapping[tuple[int, PhaseFigure], int]) -> list[Judged]:
    """Every phase by its own figures, in order; those neither wanted nor known are left out."""
    found = [
        _judged(sales, phase, figure, wanted.get((phase.key, figure)))
        for phase in sales.phases
        for figure in JUDGED_BY[phase.kind]
    ]
    return [one for one in found if one.wanted is not None or one.reached is not None]


def read_wanted(figure: PhaseFigure, text: str | None) -> int | None:
    """What is wanted of a figure as typed; None where nothing is. Raises Refusal naming it."""
    if not text or not text.strip():
        return None
    try:
        match UNITS[figure]:
            case Unit.FEN:
                value = parse_fen(text)
            case Unit.RATE:
                value = parse_bp(text)
            case Unit.COUNT:
                value = _count(text)
    except Refusal as refusal:
        raise Refusal(
            "{field}: {problem}", field=PHASE_FIGURE_NAMES[figure], problem=refusal.sentence
        ) from refusal
    return require_wanted(figure, value)


def require_wanted(figure: PhaseFigure, value: int) -> int:
    """The value if it can be wanted of the figure; raises Refusal naming it otherwise."""
    name = PHASE_FIGURE_NAMES[figure]
    if UNITS[figure] is Unit.RATE and not 0 <= value <= _WHOLE:
        raise Refusal("{field}: write a rate from 0% to 100%.", field=name)
    if not 0 <= value <= 10**15:
        raise Refusal("{field}: write 0 or more, or leave it empty.", field=name)
    return value


def _count(text: str) -> int:
    fen = parse_fen(text)
    if fen % 100 or fen > _MOST_COUNT * 100:
        raise Refusal("“{text}” is not a whole number.", text=text)
    return fen // 100


def _judged(
    sales: CampaignSales, phase: Phase[int], figure: PhaseFigure, wanted: int | None
) -> Judged:
    if figure in _RATES:
        whole = figure in _OF_THE_WHOLE_SALE
        counted = [
            one for one in sales.counted.figures if whole or _is_of(sales.phase_of(one.day), phase)
        ]
        working = rate(counted, *_RATES[figure])
        if working is None:
            return Judged(phase, figure, wanted, None, None, (), whole_sale=whole)
        return Judged(
            *(phase, figure, wanted, working.bp, working.moment, working.sources),
            whole_sale=whole,
        )
    name = str(figure)
    claims = [
        one.claim
        for one in sales.counted.figures
        if one.figure == name and _is_of(sales.phase_of(one.day), phase)
    ]
    moment = max((claim.covers_to for claim in claims), default=None)
    sources = tuple(sorted({claim.source for claim in claims}))
    by_people = name in NOT_ADDED
    reached = (
        _sum(claim.value for claim in claims)
        if by_people
        else getattr(totals(one for one in sales.sold if one.phase_key == phase.key), name)
    )
    return Judged(phase, figure, wanted, reached, moment, sources, daily_sum=by_people)


def _is_of(found: Phase[int] | None, phase: Phase[int]) -> bool:
    return found is not None and found.key == phase.key


def _sum(values: Iterable[int]) -> int | None:
    known = list(values)
    return sum(known) if known else None
