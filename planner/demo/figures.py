"""The demo's sales, invented from a seed around what the plan expects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from planner.files import curves
from planner.rules.campaigns import PhaseKind, phase_at
from planner.rules.figures import Figures, SalesFile, Source, Span
from planner.rules.layouts import LaidOutPlan
from planner.rules.targets import plan

_WHOLE = 10_000
_HOUR = timedelta(hours=1)
_SECOND = timedelta(seconds=1)
# What a day without any offer brings, in basis points of the target.
_QUIET_DAY_BP = 30
# Of a hundred visitors six ask something; the more of them, the longer each one waits.
_ASK_BP = 600
_MOST_CHATS_IN_TIME = 1_000
_PRODUCTS = 12
# So many orders a day leave one product sold out by the evening.
_SELLS_OUT = 4_000


@dataclass(frozen=True, slots=True)
class Trade:
    """How a shop sells: its share of the target, how it does in bursts and between them (basis
    points of what is planned), and what an order brings in fen."""

    share_bp: int
    burst_bp: int
    between_bp: int
    order_fen: int


THIS_YEAR = (Trade(7_400, 10_150, 9_700, 16_800), Trade(2_600, 9_050, 10_300, 9_400))
LAST_YEAR = (Trade(8_300, 10_200, 9_900, 15_900), Trade(1_700, 9_700, 9_200, 8_800))


def sold_by_hour(
    layout: LaidOutPlan, target_fen: int, trade: Trade, seed: str, until: datetime
) -> list[Span]:
    """Every hour of a shop from the first opening up to ``until``, a full hour on the wall.

    The same seed gives the same hours, however far they go.
    """
    shares = [(phase, layout.target_shares_bp[phase.key]) for phase in layout.phases]
    shipped = curves.shipped()
    planned: dict[datetime, int] = defaultdict(int)
    for hour in plan(shares, target_fen, shipped, layout.sale_day).hours:
        planned[hour.starts] += hour.fen
    quiet_day = target_fen * _QUIET_DAY_BP // _WHOLE
    chance = Random(seed)  # noqa: S311 -- a story, not a secret
    spans = []
    for starts in _hours(min(phase.opens for phase in layout.phases), until):
        expected = planned[starts] or (
            quiet_day * shipped.ordinary[starts.hour] // sum(shipped.ordinary)
        )
        phase = phase_at(layout.phases, starts)
        burst = phase is not None and phase.kind is PhaseKind.BURST
        share = trade.share_bp * (trade.burst_bp if burst else trade.between_bp) // _WHOLE
        paid = expected * share // _WHOLE * chance.randint(9_200, 10_800) // _WHOLE
        figures = _figures(paid, trade, chance)
        spans.append(Span(starts.date(), starts.hour, figures))
    return spans


def order_export(spans: Sequence[Span]) -> SalesFile:
    """These hours as an export of their orders, of which some were never paid."""
    return SalesFile(
        source=Source.TAOBAO_ORDERS,
        spans=tuple(spans),
        rows_read=sum(span.figures.ordered_count or 0 for span in spans),
        covers_from=_begins(spans[0]),
        covers_to=_begins(spans[-1]) + _HOUR - _SECOND,
    )


def daily_sheet(spans: Sequence[Span], seed: str) -> SalesFile:
    """These hours as a sheet of days, which knows people, chats, stock and dispatch too."""
    days: dict[date, list[Figures]] = defaultdict(list)
    for span in spans:
        days[span.day].append(span.figures)
    chance = Random(seed)  # noqa: S311 -- a story, not a secret
    return SalesFile(
        source=Source.DAILY_SHEET,
        spans=tuple(Span(day, None, _day(hours, chance)) for day, hours in days.items()),
        rows_read=len(days),
        covers_from=datetime.combine(min(days), time.min),
        covers_to=datetime.combine(max(days), time(23, 59, 59)),
    )


def _hours(first: datetime, until: datetime) -> Iterator[datetime]:
    starts = first
    while starts + _HOUR <= until:
        yield starts
        starts += _HOUR


def _begins(span: Span) -> datetime:
    return datetime.combine(span.day, time(span.hour or 0))


def _figures(paid_fen: int, trade: Trade, chance: Random) -> Figures:
    orders = -(-paid_fen * _WHOLE // (trade.order_fen * chance.randint(9_300, 10_700)))
    kept_bp = chance.randint(8_600, 9_300)
    return Figures(
        ordered_fen=paid_fen * _WHOLE // kept_bp,
        ordered_count=orders * _WHOLE // kept_bp,
        paid_fen=paid_fen,
        paid_count=orders,
        refunded_fen=paid_fen * chance.randint(200, 700) // _WHOLE,
    )


def _day(hours: Sequence[Figures], chance: Random) -> Figures:
    orders = sum(hour.paid_count or 0 for hour in hours)
    buyers = orders * chance.randint(8_700, 9_200) // _WHOLE
    visitors = buyers * _WHOLE // chance.randint(380, 560)
    returning = buyers * chance.randint(2_400, 3_100) // _WHOLE
    paid = sum(hour.paid_fen or 0 for hour in hours)
    chats = visitors * _ASK_BP // _WHOLE
    return Figures(
        ordered_fen=sum(hour.ordered_fen or 0 for hour in hours),
        ordered_count=sum(hour.ordered_count or 0 for hour in hours),
        paid_fen=paid,
        paid_count=orders,
        refunded_fen=sum(hour.refunded_fen or 0 for hour in hours),
        visitors=visitors,
        buyers=buyers,
        cart_people=visitors * chance.randint(900, 1_200) // _WHOLE,
        cart_pieces=visitors * chance.randint(1_300, 1_700) // _WHOLE,
        favourites=visitors * chance.randint(400, 600) // _WHOLE,
        coupons_claimed=visitors * chance.randint(600, 900) // _WHOLE,
        members_gained=visitors * chance.randint(60, 110) // _WHOLE,
        new_buyers=buyers - returning,
        returning_buyers=returning,
        returning_paid_fen=paid * chance.randint(2_800, 3_400) // _WHOLE,
        dispatch_due=orders,
        dispatched_on_time=orders * chance.randint(9_620, 9_930) // _WHOLE,
        chats=chats,
        replied_in_time=chats * (9_700 - min(chats, _MOST_CHATS_IN_TIME)) // _WHOLE,
        products_on_sale=_PRODUCTS,
        products_in_stock=_PRODUCTS - (orders > _SELLS_OUT),
    )
