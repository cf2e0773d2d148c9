"""The worst that an order may leave the shop: proved that it can't be bad, or shown how bad it is.

Of every product first the proof is tried. Where it fails, baskets with it are looked at under every
set of rules that an order may have. What is shown is always priced once more, rule by rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.rules.promotions.baskets_looked_at import BasketsLookedAt, can_be_looked_at
from planner.rules.promotions.certificates import Certificate, certify
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.margins import Costs, Margin, margin
from planner.rules.promotions.plans import Product
from planner.rules.promotions.quotes import Quote
from planner.rules.promotions.quoting import price
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.ruleset import Freight, Policy, Rule


@dataclass(frozen=True, slots=True)
class Basket:
    """A basket that an order may have, its sum under the rules that make it worst, and what it
    leaves."""

    quote: Quote
    margin: Margin
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class LosingBasket:
    """A basket that leaves less than the shop wants: less than its cost where below zero."""

    sku: str
    basket: Basket


@dataclass(frozen=True, slots=True)
class Unproven:
    """No basket was found that leaves too little, and there is no proof that none does.

    Looked at were baskets of the product alone and with each of ``with_others`` other products, out
    of ``others`` that share a rule with it, up to ``most`` pieces of each, and sets of more than
    two products with what belongs to them; larger baskets were not. ``every_way`` says whether all
    sets of rules were gone through. ``basket`` is the worst that was found.
    """

    sku: str
    with_others: int
    others: int
    most: int
    basket: Basket
    every_way: bool = True


Verdict = Certificate | LosingBasket | Unproven


def worst(
    products: Sequence[Product],
    rules: Sequence[Rule],
    policy: Policy,
    costs: Costs,
    most_pieces: int = 50,
    most_partners: int | None = None,
) -> dict[str, Verdict]:
    """What the rules can do to each product with a known cost, by sku.

    At most ``most_pieces`` of a product are looked at, fewer where a buyer gets fewer. With
    ``most_partners`` a product is looked at with only so many others, those of the lowest margins
    at list price first; none looks at products alone, which a catalogue of any size stands.

    No verdict has a product whose cost is not known, one of more than ten million yuan, and one
    that neither loses nor is proved while the cost of a gift that may come with it is not known.
    """
    counting = _counting(rules)
    prices = {product.sku: product.list_fen for product in products}
    proofs = {
        product.sku: certify(product.pieces(1), counting, costs, prices, policy)
        for product in products
        if can_be_looked_at(product)
    }
    looked = BasketsLookedAt(products, _gifts_for_nothing(counting), policy, costs, most_pieces)
    looked.open({sku for sku, proof in proofs.items() if proof is None})
    looked.alone()
    looked.with_others(most_partners)
    looked.whole_sets()
    verdicts: dict[str, Verdict] = {}
    for sku, proof in proofs.items():
        verdict = proof or _searched(sku, looked, counting, policy, costs)
        if verdict is not None:
            verdicts[sku] = verdict
    return verdicts


def lowest(
    products: Sequence[Product],
    rules: Sequence[Rule],
    policy: Policy,
    costs: Costs,
    most_pieces: int = 50,
) -> dict[str, Basket]:
    """Of each product with a known cost the order of it alone that leaves the lowest margin."""
    counting = _gifts_for_nothing(_counting(rules))
    looked = BasketsLookedAt(products, counting, policy, costs, most_pieces)
    looked.open(looked.place_of.keys())
    looked.alone()
    return {sku: _shown(sku, looked, policy, costs) for sku in looked.place_of}


def _searched(
    sku: str, looked: BasketsLookedAt, rules: Sequence[Rule], policy: Policy, costs: Costs
) -> Verdict | None:
    """A basket that leaves too little, or the worst that was found; None where a gift of unknown
    cost may come with it."""
    basket = _shown(sku, looked, policy, costs)
    left = basket.margin
    if left.margin_fen * WHOLE_BP < left.paid_fen * costs.target_bp:
        return LosingBasket(sku, basket)
    place = looked.place_of[sku]
    covering = [rule for rule in rules if rule.scope.covers(looked.goods[place])]
    if any(_gift_of_unknown_cost(rule) for rule in covering):
        return None
    return Unproven(
        sku,
        len(looked.together[place]),
        len(looked.partners(place)),
        looked.most(place),
        basket,
        not looked.search.cut,
    )


def _shown(sku: str, looked: BasketsLookedAt, policy: Policy, costs: Costs) -> Basket:
    """The worst order that was found of a product, priced rule by rule."""
    found = looked.search.found[looked.place_of[sku]]
    if found is None:
        raise ValueError(f"{sku} has no order")
    basket = [
        replace(looked.goods[place], pieces=n)
        for place, n in zip(found.products, found.pieces, strict=True)
    ]
    quoted = price(basket, found.rules, policy)
    left = margin(quoted, costs)
    if left is None:
        raise ValueError("an order without a cost was looked at")
    return Basket(quoted, left, found.rules)


def _counting(rules: Sequence[Rule]) -> list[Rule]:
    return [rule for rule in rules if not isinstance(rule.gives, Freight)]


def _gift_of_unknown_cost(rule: Rule) -> bool:
    return isinstance(rule.gives, Gift) and rule.gives.present.cost_fen is None


def _gifts_for_nothing(rules: Sequence[Rule]) -> list[Rule]:
    """The rules, gifts costing nothing where nobody knows what they cost."""
    return [
        replace(rule, gives=replace(rule.gives, present=replace(rule.gives.present, cost_fen=0)))
        if isinstance(rule.gives, Gift) and _gift_of_unknown_cost(rule)
        else rule
        for rule in rules
    ]
