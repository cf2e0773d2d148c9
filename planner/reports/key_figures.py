"""The key figures of a campaign's sales, each with its working, its moment and its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from planner.reports.campaign_sales import load_sales
from planner.reports.reading import reads
from planner.rules import key_figures as rules
from planner.rules.figures import Source
from planner.rules.key_figures import Amount, Pace, Working
from planner.rules.missing_days import Stretch, missing_days
from planner.rules.people import Actor, Right
from planner.rules.sales import Counted
from planner.rules.targets import Measure
from planner.words import Bp


@dataclass(frozen=True)
class KeyFigures:
    """A campaign's figures up to the last moment covered; None where nobody knows them.

    ``reached`` is the amount the target means. ``order_value`` is 笔单价, paid per order;
    ``buyer_value`` 客单价 and ``conversion`` 支付转化率 exist for a single day of one shop only.
    ``daily_visitors`` adds up the visitors of each day and shop: who came twice counts twice.
    ``covers_to`` is a wall-clock moment; ``behind`` names the shops whose figures end before it,
    with the moment where they end; ``missing`` those without figures for some days before, by the
    first and last of each stretch.
    """

    measure: Measure
    target_fen: int | None
    reached: Amount | None
    ordered: Amount | None
    paid: Amount | None
    refunded: Amount | None
    net: Amount | None
    orders: Amount | None
    order_value: Working | None
    buyer_value: Working | None
    conversion: Working | None
    daily_visitors: Amount | None
    pace: Pace | None
    covers_to: datetime | None
    behind: tuple[tuple[str, datetime | None], ...]
    sources: tuple[Source, ...]
    missing: tuple[tuple[str, tuple[Stretch, ...]], ...] = ()

    @property
    def attainment_bp(self) -> Bp | None:
        """What was reached of the target."""
        return None if self.pace is None else self.pace.attainment.bp

    @property
    def time_share_bp(self) -> Bp | None:
        """What should have been reached of the target by then."""
        return None if self.pace is None else self.pace.time_share.bp


@reads("sales", "campaigns", "shops")
def key_figures(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
    day: date | None = None,
) -> KeyFigures:
    """A campaign's key figures, each with its working; of one ``day`` if given.

    Attainment and time share always speak of the whole campaign.
    """
    actor.require(Right.SEE_PLAN)
    sales = load_sales(session, campaign_id)
    every = sales.counted.figures
    reached = rules.reached(every, sales.measure)
    chosen = every if day is None else tuple(one for one in every if one.day == day)
    covered = sales.counted.covered_to
    return KeyFigures(
        measure=sales.measure,
        target_fen=sales.target_fen,
        reached=rules.reached(chosen, sales.measure),
        ordered=rules.reached(chosen, Measure.ORDERED),
        paid=rules.reached(chosen, Measure.PAID),
        refunded=rules.amount(chosen, "refunded_fen"),
        net=rules.reached(chosen, Measure.NET),
        orders=rules.amount(chosen, "paid_count"),
        order_value=rules.order_value(chosen),
        buyer_value=rules.buyer_value(chosen),
        conversion=rules.conversion(chosen),
        daily_visitors=_day_by_day(chosen, "visitors"),
        pace=rules.pace(reached, sales.plan) if reached and sales.plan else None,
        covers_to=sales.covers_to,
        behind=tuple(
            (name, covered.get(shop_id))
            for shop_id, name in sales.shops.items()
            if covered and (shop_id not in covered or covered[shop_id] < max(covered.values()))
        ),
        sources=tuple(sorted({one.claim.source for one in chosen})),
        missing=tuple((sales.shops[one], days) for one, days in missing_days(sales).items()),
    )


def _day_by_day(figures: Sequence[Counted], figure: str) -> Amount | None:
    claims = [one.claim for one in figures if one.figure == figure]
    if not claims:
        return None
    return Amount(
        value=sum(claim.value for claim in claims),
        moment=max(claim.covers_to for claim in claims),
        sources=tuple(sorted({claim.source for claim in claims})),
    )
