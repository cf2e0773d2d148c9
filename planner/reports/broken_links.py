"""Which link is broken: the gap to plan, or to the last sale, by phase and by channel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from planner.reports.campaign_sales import load_channels, load_past, load_sales
from planner.reports.reading import reads
from planner.rules.broken_links import Compared, Funnel, NotComputable, Payer, Place, like_with_like
from planner.rules.campaign_sales import CampaignSales
from planner.rules.daily_gaps import together
from planner.rules.link_findings import Cause, Findings, Sign, broken_links
from planner.rules.money import split
from planner.rules.people import Actor, Right
from planner.rules.phase_targets import PhaseFigure, judged
from planner.rules.sales import Claim, Counted
from planner.rules.same_moment import same_moment
from planner.rules.target_shares import ChannelPlan, visitors_for
from planner.rules.targets import Measure
from planner.tables.target_rows import load_channel_plans, load_phase_targets

_NOON = time(12)
_DAY = timedelta(days=1)
Seller = tuple[int, str]
_CAUSES = {
    PhaseFigure.REPLY_RATE: Cause.REPLIES,
    PhaseFigure.STOCK_RATE: Cause.STOCK,
    PhaseFigure.DISPATCH_RATE: Cause.SHIPPING,
}


@dataclass(frozen=True)
class BrokenLinks:
    """What is broken by phase and by channel, and what the phases are called by their ids.

    ``moment`` is the last one covered. ``last_sale`` is the name of the one that is compared with
    where the plan is silent.
    """

    by_phase: Findings
    by_channel: Findings
    phases: Mapping[int, str]
    moment: datetime | None
    last_sale: str | None


@reads("sales", "campaigns", "shops", "curves", across=True)
def findings(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> BrokenLinks:
    """The links that cost sales, day by day and shop by shop put together by phase and channel."""
    actor.require(Right.SEE_PLAN)
    sales = load_sales(session, campaign_id)
    wanted = load_phase_targets(session, campaign_id)
    plans = load_channel_plans(session, campaign_id)
    past = load_past(session, campaign_id)
    name, last = past[-1] if past else (None, None)
    places, channels = load_channels(session, campaign_id)
    asked = _Asked(sales, wanted, plans, last)
    of_channels = _days(channels, dict(enumerate(places)))
    return BrokenLinks(
        by_phase=broken_links(
            together(_by_phase(asked, _days(sales, _themselves(sales)))), _signs(sales, wanted)
        ),
        by_channel=broken_links(together(_by_channel(asked, of_channels))),
        phases={phase.key: phase.name for phase in sales.phases},
        moment=sales.covers_to,
        last_sale=name,
    )


@dataclass(frozen=True)
class _Day:
    """What a shop, or one of its channels, brought on a day, and how far its data goes."""

    seller: Seller
    day: date
    funnel: Funnel
    partial: bool
    covers_to: datetime


@dataclass(frozen=True)
class _Asked:
    sales: CampaignSales
    wanted: Mapping[tuple[int, PhaseFigure], int]
    plans: Mapping[Seller, ChannelPlan]
    last: CampaignSales | None

    def planned(self, one: _Day) -> Funnel | None:
        """What the plan expects of a day up to where its data goes; None where it is silent."""
        if self.sales.measure is not Measure.PAID:
            return None
        phase = self.sales.phase_of(one.day)
        fen = self._planned_fen(one)
        if phase is None or not fen:
            return None
        plan = self.plans.get(one.seller)
        conversion = plan.conversion_bp if plan else None
        buyer_fen = plan.buyer_fen if plan else None
        if not one.seller[1]:
            conversion = self.wanted.get((phase.key, PhaseFigure.CONVERSION))
            buyer_fen = self.wanted.get((phase.key, PhaseFigure.BUYER_FEN))
        if not conversion or not buyer_fen:
            return None
        return Funnel(visitors_for(fen, conversion, buyer_fen), max(1, round(fen / buyer_fen)), fen)

    def _planned_fen(self, one: _Day) -> int | None:
        begins = datetime.combine(one.day, time.min)
        ends = one.covers_to if one.partial else begins + _DAY
        until, before = self.sales.planned_until(ends), self.sales.planned_until(begins)
        if until is None or before is None:
            return None
        fen = self.sales.split_by_shop(until - before).get(one.seller[0])
        if fen is None or not one.seller[1]:
            return fen
        shares = {
            seller: plan.share_bp
            for seller, plan in self.plans.items()
            if seller[0] == one.seller[0]
        }
        if one.seller not in shares:
            return None
        return split(fen, shares)[one.seller]

    def before(self, one: _Day, days: Mapping[tuple[Seller, date], _Day]) -> Funnel | None:
        """The same day of the last sale; None where it isn't known, or today is not over."""
        if self.last is None or one.partial:
            return None
        noon = datetime.combine(one.day, _NOON)
        then = same_moment(self.sales.phases, noon, self.last.phases)
        twin = None if then is None else days.get((one.seller, then.date()))
        return twin.funnel if twin is not None and not twin.partial else None


def _by_phase(asked: _Asked, days: Sequence[_Day]) -> Iterable[Compared | NotComputable]:
    last = _last_days(asked.last)
    for one in days:
        phase = asked.sales.phase_of(one.day)
        if phase is not None:
            yield _compared(asked, one, Place(phase=phase.key), last)


def _by_channel(asked: _Asked, days: Sequence[_Day]) -> Iterable[Compared | NotComputable]:
    for one in days:
        yield _compared(asked, one, Place(channel=one.seller[1]), {})


def _compared(
    asked: _Asked, one: _Day, place: Place, last: Mapping[tuple[Seller, date], _Day]
) -> Compared | NotComputable:
    planned, before = asked.planned(one), asked.before(one, last)
    (found,) = like_with_like(
        {place: one.funnel},
        {} if planned is None else {place: planned},
        {} if before is None else {place: before},
    )
    return found


def _last_days(last: CampaignSales | None) -> dict[tuple[Seller, date], _Day]:
    if last is None:
        return {}
    return {(one.seller, one.day): one for one in _days(last, _themselves(last))}


def _themselves(sales: CampaignSales) -> dict[int, Seller]:
    return {shop_id: (shop_id, "") for shop_id in sales.shops}


def _days(sales: CampaignSales, sellers: Mapping[int, Seller]) -> list[_Day]:
    """Each day that somebody knows visitors of, as the source that counts for them says it."""
    by_day: dict[tuple[int, date], dict[str, Counted]] = defaultdict(dict)
    for figure in sales.counted.figures:
        by_day[figure.shop_id, figure.day][figure.figure] = figure
    found = []
    for (shop_id, day), figures in by_day.items():
        visitors = figures.get("visitors")
        if visitors is None or shop_id not in sellers:
            continue
        claim = visitors.claim
        paid, buyers = _same(figures.get("paid_fen"), claim), _same(figures.get("buyers"), claim)
        orders = _same(figures.get("paid_count"), claim)
        payers = buyers if buyers is not None else orders
        payer = Payer.BUYER if buyers is not None else Payer.ORDER
        funnel = Funnel(visitors.value, payers, paid, payer)
        found.append(_Day(sellers[shop_id], day, funnel, claim.partial, claim.covers_to))
    return found


def _same(figure: Counted | None, claim: Claim) -> int | None:
    """What the source of ``claim`` says of another figure of the same day."""
    said = () if figure is None else (figure.claim, *figure.others)
    told = (claim.source, claim.hourly)
    return next((one.value for one in said if (one.source, one.hourly) == told), None)


def _signs(sales: CampaignSales, wanted: Mapping[tuple[int, PhaseFigure], int]) -> list[Sign]:
    """Replies and stock of each phase; dispatch of the first wrap-up that has not closed."""
    moment = sales.covers_to
    signs = [
        (one.phase, Sign(Place(phase=one.phase.key), _CAUSES[one.figure], one.reached, one.wanted))
        for one in judged(sales, wanted)
        if one.figure in _CAUSES and one.reached is not None and one.wanted is not None
    ]
    dispatch = [
        sign
        for phase, sign in signs
        if sign.cause is Cause.SHIPPING and (moment is None or moment < phase.closes)
    ]
    return [sign for _, sign in signs if sign.cause is not Cause.SHIPPING] + dispatch[:1]
