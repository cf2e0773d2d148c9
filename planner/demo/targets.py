"""How the demo's target is split, and the sheets of days that its phases are judged by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from random import Random

from planner.actions.campaigns import set_target
from planner.actions.targets import set_channels, set_phase_targets, set_shop_shares
from planner.demo.figures import THIS_YEAR, daily_sheet, sold_by_hour
from planner.demo.intake import taking_in
from planner.demo.names import DAILY_FILE, Both
from planner.demo.story import Moment, Sale
from planner.desk import Desk
from planner.reports.campaigns import card
from planner.rules.figures import Figures, SalesFile, Span
from planner.rules.people import Actor
from planner.rules.phase_targets import PhaseFigure
from planner.rules.target_shares import ChannelPlan
from planner.rules.targets import Measure

_WHOLE = 10_000
_SHARES = {1: 7_400, 2: 2_600}
_CHANNELS: tuple[tuple[int, Both, ChannelPlan], ...] = (
    (1, Both("搜索", "Search"), ChannelPlan(4_000, 560, 18_800, 160, None, 4_200, 900)),
    (1, Both("推荐", "Recommended"), ChannelPlan(2_300, 430, 18_400, None, None, 4_200, 900)),
    (1, Both("直播", "Livestream"), ChannelPlan(2_200, 620, 18_000, 210, 24_000_000, 3_900, 1_400)),
    (1, Both("站外推广", "Outside ads"), ChannelPlan(1_500, 380, 18_200, 140, 17_500_000, 4_000)),
    (2, Both("直播", "Livestream"), ChannelPlan(6_000, 540, 10_300, 120, 26_000_000, 3_600, 1_800)),
    (2, Both("商城", "Storefront"), ChannelPlan(4_000, 470, 10_200, None, None, 3_700, 1_200)),
)
_BURST = {
    PhaseFigure.CONVERSION: 450,
    PhaseFigure.BUYER_FEN: 16_400,
    PhaseFigure.REPLY_RATE: 9_000,
    PhaseFigure.STOCK_RATE: 9_500,
}
_WRAP_UP = {PhaseFigure.DISPATCH_RATE: 9_800, PhaseFigure.REFUND_RATE: 600}
_QUIET = {PhaseFigure.CONVERSION: 470, PhaseFigure.BUYER_FEN: 15_500}
_WANTED: dict[str, dict[PhaseFigure, int]] = {
    "wave_1": _BURST,
    "warm_up_2": _QUIET
    | {
        PhaseFigure.CART_PIECES: 16_500,
        PhaseFigure.COUPONS_CLAIMED: 9_000,
        PhaseFigure.MEMBERS_GAINED: 950,
    },
    "wave_2": _BURST,
    "wrap_up": _WRAP_UP,
}


def splitting(sale: Sale) -> Iterator[Moment]:
    """The operator sets floor and stretch, and splits the target by phase, shop and channel."""
    given = {"campaign_id": sale.id}
    at, operator = sale.calendar.at(-44, 14), sale.cast.operator
    goals = {
        "target_fen": sale.target_fen,
        "measure": Measure.PAID,
        "shares_bp": {
            sale.phase_ids[key]: share for key, share in sale.layout.target_shares_bp.items()
        },
        "floor_fen": sale.target_fen * 9 // 10,
        "stretch_fen": sale.target_fen * 23 // 20,
    }
    seen = partial(_version, actor=operator, campaign_id=sale.id)
    yield Moment(at, operator, set_target, given | goals, seen)
    yield Moment(at, operator, set_shop_shares, given | {"shares_bp": _SHARES, "seen": {}})
    channels = {name.of(sale.language): plan for shop, name, plan in _CHANNELS if shop == 1}
    planned = given | {"shop_id": 1, "channels": channels, "seen": {}}
    yield Moment(at, operator, set_channels, planned)
    for key, figures in _WANTED.items():
        wanted = {"wanted": figures, "seen": {}}
        phase_id = {"phase_id": sale.phase_ids[key]}
        yield Moment(at, operator, set_phase_targets, given | phase_id | wanted)


def days_so_far(sale: Sale) -> Iterator[Moment]:
    """Both shops' sheets of the days up to yesterday, by channel too, brought this morning."""
    calendar = sale.calendar
    midnight = datetime.combine(calendar.day(0), time.min)
    brought_at = min(calendar.at(0, 9, 20), calendar.now - timedelta(minutes=1))
    for shop, trade in enumerate(THIS_YEAR):
        seed = f"orders {sale.layout.sale_day.year} {shop}"
        hours = sold_by_hour(sale.layout, sale.target_fen, trade, seed, midnight)
        file = _with_channels(daily_sheet(hours, seed), shop + 1, sale)
        name = DAILY_FILE[shop].of(sale.language).format(year=sale.layout.sale_day.year)
        yield taking_in(sale, shop, file, name, brought_at + timedelta(seconds=shop))


def _version(desk: Desk, *, actor: Actor, campaign_id: int) -> dict[str, int]:
    found = desk.read(card, actor=actor, campaign_id=campaign_id)
    return {"version": found.version}


def _with_channels(file: SalesFile, shop_id: int, sale: Sale) -> SalesFile:
    chance = Random(f"channels {shop_id}")  # noqa: S311 -- a story, not a secret
    spans: list[Span] = []
    for span in file.spans:
        spans.append(span)
        spans += _channels(span, shop_id, sale.language, chance)
    return replace(file, spans=tuple(spans), rows_read=len(spans))


def _channels(span: Span, shop_id: int, language: str, chance: Random) -> Sequence[Span]:
    found = []
    whole = span.figures
    for of_shop, name, plan in _CHANNELS:
        if of_shop != shop_id:
            continue
        share = plan.share_bp * chance.randint(9_300, 10_500) // _WHOLE
        paid = (whole.paid_fen or 0) * share // _WHOLE
        buyers = max(1, paid // (plan.buyer_fen or 1))
        visitors = (
            buyers * _WHOLE * chance.randint(9_000, 12_500) // ((plan.conversion_bp or 1) * _WHOLE)
        )
        figures = Figures(paid_fen=paid, paid_count=buyers, visitors=visitors, buyers=buyers)
        found.append(Span(span.day, None, figures, name.of(language)))
    return found
