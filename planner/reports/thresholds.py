"""What people ask before they choose a 满T减D: where to start, and what each would have done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from sqlmodel import Session

from planner.reports.reading import reads
from planner.rules.money import ratio_bp
from planner.rules.people import Actor, Right
from planner.rules.promotions.amount_rules import AmountOff
from planner.rules.promotions.assumptions import Assumed
from planner.rules.promotions.certificates import certify
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.plans import SalePlan
from planner.rules.promotions.rounding import rounded_up
from planner.rules.promotions.ruleset import Layer, Rule
from planner.rules.promotions.thresholds import ThresholdChoice, choose_threshold
from planner.tables.loading import kept_campaign
from planner.tables.promotion_plans import load_sale_plan, shops_of
from planner.tables.promotion_rows import load_setting


@dataclass(frozen=True)
class StartingPoint:
    """What a campaign says of what a threshold needs.

    ``prices_fen`` are the list prices of its products, of all shops. ``gross_margin_bp`` is what
    those with a known cost leave of their list prices together; None where no cost is known.
    ``others_bp`` is the most that its rules can take off a product, 店铺满减 left aside.
    """

    costs: Costs
    prices_fen: tuple[int, ...]
    gross_margin_bp: int | None
    others_bp: int


@reads("promotions", "products", "campaigns")
def starting_point(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
) -> StartingPoint:
    """What a campaign's products, rules and settings say."""
    actor.require(Right.SEE_COSTS)
    campaign = kept_campaign(session, campaign_id)
    plans = [
        load_sale_plan(session, campaign, shop_id, now)
        for shop_id in shops_of(session, campaign_id)
    ]
    products = [product for plan in plans for product in plan.products]
    known = [(one.list_fen, one.cost_fen) for one in products if one.cost_fen is not None]
    listed = sum(list_fen for list_fen, _ in known)
    return StartingPoint(
        costs=load_setting(session, campaign_id)[0],
        prices_fen=tuple(product.list_fen for product in products),
        gross_margin_bp=ratio_bp(listed - sum(cost for _, cost in known), listed),
        others_bp=max((_others_bp(plan) for plan in plans), default=0),
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


def _others_bp(plan: SalePlan) -> int:
    """The most that rules can take off a product in any phase; what has no bound is left aside."""
    prices = {product.sku: product.list_fen for product in plan.products}
    takes = [Fraction(0)]
    for phase in plan.phases:
        rules = [rule for rule in plan.rules_in(phase.key) if not _is_threshold(rule)]
        for product in plan.products:
            # A product that costs nothing can stand everything, so the proof says what is taken.
            goods = replace(product.pieces(1), cost_fen=0)
            proof = certify(goods, rules, Costs(), prices, plan.policy)
            takes.append(Fraction(0) if proof is None else proof.takes)
    return rounded_up(max(takes))


def _is_threshold(rule: Rule) -> bool:
    return rule.layer is Layer.SHOP and rule.automatic and isinstance(rule.gives, AmountOff)
