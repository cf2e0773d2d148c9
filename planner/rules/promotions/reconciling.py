"""What a sale's plan says of prices against what the back office says, fen by fen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from planner.rules.campaigns import Phase
from planner.rules.promotions.amount_rules import RateOff
from planner.rules.promotions.piece_rules import PieceOff
from planner.rules.promotions.plans import LivePrice, PlannedRule, Product, SalePlan
from planner.rules.promotions.quoting import quote
from planner.rules.promotions.rounding import OFF_UP_TO_WHOLE_YUAN
from planner.rules.promotions.ruleset import Layer, Policy
from planner.words import Sentence

_OFFICIAL = "official_off"
# What exports write where an item has no variants.
_NO_VARIANT = frozenset({"", "0"})


class Compared(StrEnum):
    """What of a product was compared; the last two are products that only one side knows."""

    LIST = "list"
    ACTIVITY = "activity"
    PIECE_OFF = "piece_off"
    OFFICIAL_OFF = "official_off"
    PRICE = "price"
    MISSING = "missing"
    UNPLANNED = "unplanned"


COMPARED_NAMES: dict[Compared, Sentence] = {
    Compared.LIST: Sentence("List price"),
    Compared.ACTIVITY: Sentence("Activity price"),
    Compared.PIECE_OFF: Sentence("Off each piece"),
    Compared.OFFICIAL_OFF: Sentence("Official rate off"),
    Compared.PRICE: Sentence("What customers pay"),
    Compared.MISSING: Sentence("Not in the exports"),
    Compared.UNPLANNED: Sentence("Not in the plan"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which plan and back office differ, in fen; None where a side doesn't know it.

    ``product`` is None for a variant that the plan lacks, ``live`` for a product that no export
    has. ``phase`` is the key of the phase whose rules were read, None where a plan has no phase.
    """

    product: Product | None
    field: Compared
    planned_fen: int | None
    live_fen: int | None
    phase: int | None
    live: LivePrice | None

    @property
    def difference_fen(self) -> int | None:
        """How much more the back office says than the plan."""
        if self.planned_fen is None or self.live_fen is None:
            return None
        return self.live_fen - self.planned_fen

    @property
    def cheaper(self) -> bool:
        """Whether customers pay less than planned by it."""
        more = self.difference_fen or 0
        takes_off = self.field in (Compared.PIECE_OFF, Compared.OFFICIAL_OFF)
        return more > 0 if takes_off else more < 0


def reconcile(plan: SalePlan, live: Sequence[LivePrice]) -> list[Difference]:
    """Every field of every product in which plan and back office differ by a fen or more.

    Of each source the newest row of a variant counts. The customer's price, 单品立减 and 官方立减
    are those of one piece under the automatic rules of the phase that is open, or opens next. The
    list price of a plan is the price before any rule: 活动价 where an export has it, and then a
    一口价 above it is as it should be. Products come in the plan's order, variants that it lacks
    last. No rows, no differences.
    """
    if not live:
        return []
    rows = _newest(live)
    phase = phase_at(plan.phases, plan.now)
    key = None if phase is None else phase.key
    rules = () if phase is None else tuple(_automatic(plan, phase))
    everything = any(map(_has_prices, rows))
    known: set[tuple[str, str]] = set()
    found: list[Difference] = []
    for product, own in _matched(plan.products, rows):
        planned = _planned(product, rules, plan.policy)
        known |= {(row.item_id, row.sku_id) for row in own}
        found += _compared(product, planned, own, key)
        if not own and (everything or planned[Compared.PIECE_OFF]):
            price = planned[Compared.PRICE]
            found.append(Difference(product, Compared.MISSING, price, None, key, None))
    return found + list(_unplanned(plan, rows, known, key))


def phase_at(phases: Iterable[Phase[int]], now: datetime | None) -> Phase[int] | None:
    """The phase that is open, of several the one that opened last; else the next, else the last.

    Without a moment the first phase to open.
    """
    ordered = sorted(phases, key=lambda phase: phase.opens)
    if not ordered or now is None:
        return ordered[0] if ordered else None
    open_now = [phase for phase in ordered if phase.covers(now)]
    ahead = [phase for phase in ordered if phase.opens > now]
    return open_now[-1] if open_now else (ahead or ordered[-1:])[0]


def _newest(live: Sequence[LivePrice]) -> list[LivePrice]:
    """The newest row of each source and variant, in the order of their first rows."""
    rows: dict[tuple[str, str, str], LivePrice] = {}
    for row in live:
        key = (row.source, row.item_id, row.sku_id)
        if key not in rows or rows[key].read_at <= row.read_at:
            rows[key] = row
    return list(rows.values())


def _matched(
    products: Sequence[Product], rows: Sequence[LivePrice]
) -> Iterator[tuple[Product, list[LivePrice]]]:
    """Each product with the rows about it."""
    of_variant: defaultdict[str, list[LivePrice]] = defaultdict(list)
    of_item: defaultdict[str, list[LivePrice]] = defaultdict(list)
    for row in rows:
        of_variant[row.sku_id].append(row)
        of_item[row.item_id].append(row)
    siblings = Counter(product.item_id for product in products)
    for product in products:
        own = [] if product.sku_id in _NO_VARIANT else of_variant[product.sku_id]
        around = of_item[product.item_id] if product.item_id else []
        yield product, own + _of_item(product, own, around, siblings[product.item_id] == 1)


def _of_item(
    product: Product, own: Sequence[LivePrice], rows: Sequence[LivePrice], alone: bool
) -> list[LivePrice]:
    """The rows about a product that name its item: those without a variant, and those of an
    item's only variant where the plan doesn't say which it is.

    A row about an item of several variants says what comes off each, not what each costs.
    """
    whole = [row for row in rows if row.sku_id in _NO_VARIANT]
    variants = {row.sku_id for row in rows} - _NO_VARIANT
    if not alone:
        return [replace(row, list_fen=None, price_fen=None, activity_fen=None) for row in whole]
    if not own and len(variants) == 1 and product.sku_id in _NO_VARIANT:
        return list(rows)
    return whole


def _planned(product: Product, rules: Sequence[PlannedRule], policy: Policy) -> dict[Compared, int]:
    """What the plan says of one piece of a product."""
    told = quote([product.pieces(1)], [planned.rule for planned in rules], policy)
    official = {planned.rule.key for planned in rules if _is_official(planned)}
    return {
        Compared.LIST: product.list_fen,
        Compared.ACTIVITY: product.list_fen,
        Compared.PIECE_OFF: sum(
            step.off_fen for step in told.steps if isinstance(step.rule.gives, PieceOff)
        ),
        Compared.OFFICIAL_OFF: sum(
            step.off_fen for step in told.steps if step.rule.key in official
        ),
        Compared.PRICE: told.goods_fen,
    }


def _automatic(plan: SalePlan, phase: Phase[int]) -> Iterator[PlannedRule]:
    """The rules of a phase that count without being claimed, now or when it opens."""
    at = phase.opens
    if plan.now is not None and phase.covers(plan.now):
        at = plan.now
    for planned in plan.rules:
        if (
            phase.key in planned.phases
            and planned.rule.automatic
            and planned.rule.layer is not Layer.FREIGHT
            and planned.opens <= at < planned.closes
        ):
            yield planned


def _is_official(planned: PlannedRule) -> bool:
    rule = planned.rule
    return planned.preset == _OFFICIAL or (
        isinstance(rule.gives, RateOff)
        and rule.layer is Layer.ITEM
        and rule.rounding == OFF_UP_TO_WHOLE_YUAN
    )


def _compared(
    product: Product,
    planned: dict[Compared, int],
    rows: Sequence[LivePrice],
    phase: int | None,
) -> Iterator[Difference]:
    """What of a product differs, each value once: from the newest row that says it."""
    by_activity = any(row.activity_fen is not None for row in rows)
    said: set[tuple[Compared, int]] = set()
    for row in sorted(rows, key=lambda row: row.read_at, reverse=True):
        for field, live_fen in _fields(row):
            wanted = planned[field]
            if live_fen is None or live_fen == wanted or (field, live_fen) in said:
                continue
            if field is Compared.LIST and by_activity and live_fen > wanted:
                continue
            said.add((field, live_fen))
            yield Difference(product, field, wanted, live_fen, phase, row)


def _fields(row: LivePrice) -> tuple[tuple[Compared, int | None], ...]:
    return (
        (Compared.LIST, row.list_fen),
        (Compared.ACTIVITY, row.activity_fen),
        (Compared.PIECE_OFF, row.piece_off_fen),
        (Compared.OFFICIAL_OFF, row.official_off_fen),
        (Compared.PRICE, row.price_fen),
    )


def _has_prices(row: LivePrice) -> bool:
    """Whether it comes from an export that lists what is sold, not only what comes off."""
    return row.price_fen is not None or row.activity_fen is not None


def _unplanned(
    plan: SalePlan, rows: Sequence[LivePrice], known: set[tuple[str, str]], phase: int | None
) -> Iterator[Difference]:
    """Variants that an item of the plan has and the plan doesn't, each once."""
    items = {product.item_id for product in plan.products} - {""}
    for row in sorted(rows, key=lambda row: row.read_at, reverse=True):
        variant = (row.item_id, row.sku_id)
        if row.item_id in items and row.sku_id not in _NO_VARIANT and variant not in known:
            known.add(variant)
            live_fen = next((fen for fen in (row.price_fen, row.list_fen) if fen is not None), None)
            yield Difference(None, Compared.UNPLANNED, None, live_fen, phase, row)
