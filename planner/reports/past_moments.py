"""What the last sale had reached when it was as far as this one is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from planner.reports.campaign_sales import load_past, load_sales
from planner.reports.reading import reads
from planner.rules.campaign_sales import CampaignSales
from planner.rules.figures import Figures
from planner.rules.forecasts.campaigns import sold_until
from planner.rules.money import half_up, ratio_bp
from planner.rules.people import Actor, Right
from planner.rules.same_moment import same_moment
from planner.rules.targets import Measure
from planner.words import Bp

ORDERS = "orders"
ORDER_VALUE = "order_value"
_FIGURES: Mapping[str, Callable[[Figures], int | None]] = {
    **{str(measure): measure.of for measure in Measure},
    ORDERS: lambda figures: figures.paid_count,
}


@dataclass(frozen=True)
class Change:
    """A figure now and in the last sale, each at its own moment."""

    now: int
    then: int

    @property
    def bp(self) -> Bp | None:
        """By how much it is more (below zero: less); None where there was nothing then."""
        change = ratio_bp(self.now - self.then, self.then)
        return None if change is None else Bp(change)


@dataclass(frozen=True)
class SameMoment:
    """The last sale at the same moment.

    ``moment`` is the last one that all shops with figures cover, ``then`` its twin. ``changes``
    are by the names of measures, ORDERS and ORDER_VALUE; what one of the two does not know is not
    there.
    """

    sale: str
    moment: datetime
    then: datetime
    changes: Mapping[str, Change]


@reads("sales", "campaigns", "shops", "curves", across=True)
def last_sale(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> SameMoment | None:
    """The key figures beside the last sale's, as far into the same phase; None without one."""
    actor.require(Right.SEE_PLAN)
    sales = load_sales(session, campaign_id, hourly=True)
    past = load_past(session, campaign_id)
    moment = sales.covered_by_all
    if not past or moment is None:
        return None
    name, last = past[-1]
    then = same_moment(sales.phases, moment, last.phases)
    if then is None:
        return None
    changes: dict[str, Change] = {}
    for figure, known_of in _FIGURES.items():
        reached, before = _until(sales, moment, known_of), _until(last, then, known_of)
        if reached is not None and before is not None:
            changes[figure] = Change(reached, before)
    paid, orders = changes.get(str(Measure.PAID)), changes.get(ORDERS)
    if paid and orders and orders.now and orders.then:
        changes[ORDER_VALUE] = Change(
            half_up(paid.now, orders.now), half_up(paid.then, orders.then)
        )
    return SameMoment(name, moment, then, changes)


def _until(
    sales: CampaignSales, moment: datetime, known_of: Callable[[Figures], int | None]
) -> int | None:
    """What was reached by a moment; None where a span before it does not say.

    Of net sales each span with payments has to know its refunds, of orders each has to know them.
    """
    for one in sales.sold:
        paid = one.span.figures.paid_fen
        if paid and known_of(one.span.figures) is None:
            return None
    return sold_until(sales, moment, known_of)
