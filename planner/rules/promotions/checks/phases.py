"""What a piece costs in one phase and the next: who bought before may claim the difference."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.promotions.checks.grounds import Grounds, Rules, not_checked, priced
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.plans import Product
from planner.words import Fen, Sentence


def find(grounds: Grounds) -> Iterator[Finding]:
    """Products that get cheaper from one selling phase to a later one, or than they just were."""
    selling = [one for one in grounds.plan.phases if one.kind is not PhaseKind.WARM_UP]
    selling.sort(key=lambda phase: phase.opens)
    prices = _Prices(grounds)
    yield from _protected(grounds, selling[0].key if selling else None, prices)
    days = timedelta(days=grounds.plan.limits.protection_days)
    for place, later in enumerate(selling):
        for earlier in selling[:place]:
            if later.opens < earlier.closes + days and prices.differ(earlier.key, later.key):
                for product in grounds.products:
                    yield from _cheaper(grounds, product, earlier, later, prices)
                break


class _Prices:
    """What one piece costs everybody in a phase, each worked out once."""

    def __init__(self, grounds: Grounds) -> None:
        self.grounds = grounds
        self.rules: dict[int | None, Rules] = {
            phase.key: tuple(r for r in priced(grounds.plan.rules_in(phase.key)) if r.automatic)
            for phase in grounds.plan.phases
        }
        self.rules[None] = ()
        self._known: dict[tuple[str, tuple[int, ...]], int | None] = {}

    def differ(self, one: int, other: int) -> bool:
        """Whether two phases have different rules for everybody."""
        return self.rules[one] != self.rules[other]

    def of(self, product: Product, phase: int | None) -> int | None:
        """What a piece costs; None where that can't be said."""
        own = self.grounds.about(product, self.rules[phase])
        key = product.sku, tuple(id(rule) for rule in own)
        if key not in self._known:
            quoted = self.grounds.alone(product, own)
            self._known[key] = None if quoted is None else quoted.goods_fen
        return self._known[key]


def _cheaper(
    grounds: Grounds, product: Product, earlier: Phase[int], later: Phase[int], prices: _Prices
) -> Iterator[Finding]:
    before, after = prices.of(product, earlier.key), prices.of(product, later.key)
    if before is None or after is None or after >= before:
        return
    had = {rule.key for rule in prices.rules[earlier.key]}
    own = grounds.about(product, prices.rules[later.key])
    yield Finding(
        Code.PHASE_PRICES_INCONSISTENT,
        Level.P1,
        Sentence(
            "“{sku}” costs {before} in “{earlier}” and {after} in “{later}”: who bought early may"
            " claim {difference}.",
            sku=product.sku,
            before=Fen(before),
            after=Fen(after),
            earlier=earlier.name,
            later=later.name,
            difference=Fen(before - after),
        ),
        tuple(rule.key for rule in own if rule.key not in had),
        product.sku,
        later.key,
        working=(
            Sentence(
                "{before} − {after} = {difference}",
                before=Fen(before),
                after=Fen(after),
                difference=Fen(before - after),
            ),
        ),
        loss_fen=before - after,
        loss_at_stock_fen=grounds.at_stock(product.sku, before - after),
        fix=Sentence("Ask at least {before} in “{later}”.", before=Fen(before), later=later.name),
    )


def _protected(grounds: Grounds, phase: int | None, prices: _Prices) -> Iterator[Finding]:
    """One finding for all that were dearer in the week before the first selling phase."""
    known = [one for one in grounds.products if one.lowest_week_fen is not None]
    if grounds.products and not known:
        yield not_checked(
            Code.PRICE_PROTECTION_RISK,
            Sentence("nobody has said what was asked in the week before the sale."),
            Sentence("Write the lowest price at which each was sold in the seven days before."),
        )
    found = []
    for product in known:
        after = prices.of(product, phase)
        if after is not None and after < (product.lowest_week_fen or 0):
            found.append(((product.lowest_week_fen or 0) - after, product, after))
    if not found:
        return
    difference, product, after = max(found, key=lambda one: (one[0], one[1].sku))
    before = product.lowest_week_fen or 0
    yield Finding(
        Code.PRICE_PROTECTION_RISK,
        Level.P2,
        Sentence(
            "“{sku}” drops from {before} to {after}: buyers of the last {days} days may claim the"
            " difference.",
            "“{sku}” drops from {before} to {after}, and {n} products drop in all: buyers of the"
            " last {days} days may claim the difference.",
            n=len(found),
            sku=product.sku,
            before=Fen(before),
            after=Fen(after),
            days=grounds.plan.limits.protection_days,
        ),
        sku=product.sku,
        phase=phase,
        working=(
            Sentence(
                "{before} − {after} = {difference}",
                before=Fen(before),
                after=Fen(after),
                difference=Fen(difference),
            ),
        ),
        loss_fen=difference,
        fix=Sentence("Expect so many claims, or ask {before} again.", before=Fen(before)),
    )
