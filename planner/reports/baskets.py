"""What people ask about one basket: the price customers pay, step by step, and the worst allowed.

Costs and margins, and with them the worst price, are left out for who may not see them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from planner.reports.basket_frames import PricedBasket, priced, without_cost_of
from planner.reports.reading import reads
from planner.rules.people import Actor, Right
from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.margins import margin
from planner.rules.promotions.plans import SalePlan
from planner.rules.promotions.quotes import Quote
from planner.rules.promotions.quoting import price
from planner.rules.promotions.quoting import quote as quote_basket
from planner.rules.promotions.returns import Return, give_back, margin_after
from planner.rules.promotions.ruleset import Rule
from planner.rules.promotions.stacking import every_set
from planner.tables.loading import kept_campaign
from planner.tables.promotion_plans import load_sale_plan
from planner.words import Refusal, Sentence

Pieces = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class TriedBasket:
    """A basket at its likely price, the customer's best, and at the worst that rules allow.

    ``worst`` is None for who may not see margins, and where ``no_worst`` says why nobody knows it.
    ``without_cost`` names the products and gifts
    whose cost nobody has said; ``target_bp`` is the wanted margin, None where it is not for the
    reader. ``claimable`` are the rules that customers claim, by key and name.
    """

    likely: PricedBasket
    worst: PricedBasket | None
    no_worst: Sentence | None
    without_cost: tuple[str, ...]
    target_bp: int | None
    claimable: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TriedReturn:
    """What happens when pieces of a tried basket go back; margins None where not for the reader.

    ``margin_before`` is what the whole order leaves, ``margin_after`` what the rest does.
    """

    back: Return
    margin_before: int | None
    margin_after: int | None


@reads("promotions", "products", "campaigns")
def tried(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    shop_id: int,
    phase_id: int,
    pieces: Pieces,
    unclaimed: tuple[str, ...] = (),
) -> TriedBasket:
    """A basket of pieces by product in a shop and phase; who does not claim leaves rules out.

    ``unclaimed`` has the keys of rules that this customer does not claim. Raises Refusal for an
    empty basket and for products that the shop does not sell.
    """
    actor.require(Right.SEE_PLAN)
    plan = _plan(session, campaign_id, shop_id, now)
    sees_costs = actor.may(Right.SEE_COSTS)
    basket = _basket(plan, pieces, sees_costs=sees_costs)
    rules = plan.rules_in(phase_id)
    claimed = [rule for rule in rules if rule.automatic or rule.key not in unclaimed]
    likely = quote_basket(basket, claimed, plan.policy)
    names = {product.sku: product.name for product in plan.products}
    found = _worst(basket, rules, plan) if sees_costs else None
    worst = found if isinstance(found, Quote) else None
    costs = plan.costs if sees_costs else None
    return TriedBasket(
        likely=priced(likely, costs, names, claimed),
        worst=None if worst is None else priced(worst, costs, names, ()),
        no_worst=found if isinstance(found, Sentence) else None,
        without_cost=without_cost_of(basket, likely, worst, names) if sees_costs else (),
        target_bp=plan.costs.target_bp if sees_costs else None,
        claimable=tuple((rule.key, rule.name) for rule in rules if not rule.automatic),
    )


@reads("promotions", "products", "campaigns")
def returned(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    shop_id: int,
    phase_id: int,
    pieces: Pieces,
    back: Pieces,
    unclaimed: tuple[str, ...] = (),
) -> TriedReturn:
    """What is refunded when some of a tried basket goes back, and what the shop loses by it."""
    actor.require(Right.SEE_PLAN)
    plan = _plan(session, campaign_id, shop_id, now)
    sees_costs = actor.may(Right.SEE_COSTS)
    basket = _basket(plan, pieces, sees_costs=sees_costs)
    rules = [
        rule for rule in plan.rules_in(phase_id) if rule.automatic or rule.key not in unclaimed
    ]
    quoted = quote_basket(basket, rules, plan.policy)
    found = give_back(quoted, rules, dict(back), plan.policy)
    before = margin(quoted, plan.costs) if sees_costs else None
    after = margin_after(quoted, dict(back), plan.costs) if sees_costs else None
    if before is None or after is None:
        return TriedReturn(found, None, None)
    return TriedReturn(found, before.margin_fen, after.margin_fen)


def _plan(session: Session, campaign_id: int, shop_id: int, now: datetime) -> SalePlan:
    return load_sale_plan(session, kept_campaign(session, campaign_id), shop_id, now)


def _basket(plan: SalePlan, pieces: Pieces, *, sees_costs: bool) -> tuple[Goods, ...]:
    known = {product.sku: product for product in plan.products}
    found = []
    for sku, count in pieces:
        if sku not in known:
            raise Refusal("“{sku}” is not sold in this shop. Choose another product.", sku=sku)
        goods = known[sku].pieces(count)
        found.append(goods if sees_costs else replace(goods, cost_fen=None))
    if not any(goods.pieces for goods in found):
        raise Refusal("Products: choose at least one and how many pieces of it.")
    return tuple(found)


def _worst(basket: tuple[Goods, ...], rules: Sequence[Rule], plan: SalePlan) -> Quote | Sentence:
    """The basket under the allowed rules that leave the shop least; without costs, that pay it
    least. Why nobody knows, where they combine in too many ways."""

    def left(quoted: Quote) -> tuple[int, int]:
        known = margin(quoted, plan.costs)
        leaves = quoted.shop_fen if known is None else known.margin_fen
        return leaves, -len(quoted.steps)

    try:
        sets = every_set(rules, basket)
        return min((price(basket, chosen, plan.policy) for chosen in sets), key=left)
    except Refusal as refusal:
        return refusal.sentence
