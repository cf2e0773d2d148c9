"""What people ask before they choose a 满T减D: where to start, and what each would have done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from planner.reports.reading import reads
from planner.rules.money import ratio_bp
from planner.rules.people import Actor, Right
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.thresholds import Assumed, ThresholdChoice, choose_threshold
from planner.tables.promotion_plans import shops_of
from planner.tables.promotion_rows import load_setting, product_rows


@dataclass(frozen=True)
class StartingPoint:
    """What a campaign says of what a threshold needs.

    ``prices_fen`` are the list prices of its products, of all shops. ``gross_margin_bp`` is what
    those with a known cost leave of their list prices together; None where no cost is known.
    """

    costs: Costs
    prices_fen: tuple[int, ...]
    gross_margin_bp: int | None


@reads("promotions", "products", "campaigns")
def starting_point(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> StartingPoint:
    """The costs, prices and margin that a campaign knows."""
    actor.require(Right.SEE_COSTS)
    products = [
        row
        for shop_id in shops_of(session, campaign_id)
        for row in product_rows(session, campaign_id, shop_id)
    ]
    known = [(row.list_fen, row.cost_fen) for row in products if row.cost_fen is not None]
    listed = sum(list_fen for list_fen, _ in known)
    return StartingPoint(
        costs=load_setting(session, campaign_id)[0],
        prices_fen=tuple(row.list_fen for row in products),
        gross_margin_bp=ratio_bp(listed - sum(cost for _, cost in known), listed),
    )


@reads()
def tried(
    session: Session,  # noqa: ARG001 -- every report gets it; orders stay with who brought them
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    orders: tuple[int, ...],
    thresholds: tuple[int, ...],
    discounts: tuple[int, ...],
    assumed: Assumed,
) -> ThresholdChoice:
    """What each threshold with each discount would have done to these orders, amounts in fen."""
    actor.require(Right.SEE_COSTS)
    return choose_threshold(orders, thresholds, discounts, assumed)
