"""Rules that were entered twice, and rules of one group that overlap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.checks.grounds import Grounds, overlap, phase_of, signs_up
from planner.rules.promotions.checks.working import said_list
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.piece_rules import PieceOff, PiecePrice
from planner.rules.promotions.plans import PlannedRule
from planner.rules.promotions.ruleset import Freight, Layer
from planner.words import Fen, Sentence

# Ways to another price of a single item; a platform lets one of them count.
_ITEM_PRICES = (RateOff, PieceOff, PiecePrice)


def find(grounds: Grounds) -> Iterator[Finding]:
    """Pairs of rules that run at the same time in a common phase."""
    for one, other in combinations(grounds.plan.rules, 2):
        if not (one.phases & other.phases and overlap(one, other)):
            continue
        if _same(one, other):
            yield _twice(one, other)
            continue
        shared = _shared(grounds, one, other)
        if not shared:
            continue
        if one.rule.group and one.rule.group == other.rule.group:
            if _same_place(one, other):
                yield _overlapping(one, other, shared)
        elif _both_on_items(one, other):
            yield _overlapping(one, other, shared)


def _same(one: PlannedRule, other: PlannedRule) -> bool:
    mine, theirs = one.rule, other.rule
    return (mine.gives, mine.layer, mine.scope) == (theirs.gives, theirs.layer, theirs.scope)


def _twice(one: PlannedRule, other: PlannedRule) -> Finding:
    """The same type, scope, values and time; where both can't count it costs nothing yet."""
    both = not one.rule.group or one.rule.group != other.rule.group
    loss = _off_once(one) if both else None
    said = {"one": one.rule.name, "other": other.rule.name}
    return Finding(
        Code.DUPLICATE_RULE,
        Level.P0 if both and not isinstance(one.rule.gives, Freight) else Level.P1,
        Sentence("“{one}” and “{other}” are the same rule, and run together.", **said),
        (one.rule.key, other.rule.key),
        phase=_phase(one, other),
        working=(
            Sentence(
                "both run from {opens} to {closes}",
                opens=max(one.opens, other.opens),
                closes=min(one.closes, other.closes),
            ),
            *((Sentence("{off} come off twice", off=Fen(loss)),) if loss else ()),
        ),
        loss_fen=loss,
        loss_at_stock_fen=None if not loss or other.issued is None else loss * other.issued,
        fix=Sentence("Cancel “{other}”.", **said),
    )


def _overlapping(one: PlannedRule, other: PlannedRule, shared: list[str]) -> Finding:
    said = {"one": one.rule.name, "other": other.rule.name, "skus": said_list(shared, 3)}
    grouped = one.rule.group and one.rule.group == other.rule.group
    return Finding(
        Code.OVERLAPPING_RULE,
        Level.P1,
        Sentence("Of “{one}” and “{other}” only one can count, and both cover {skus}.", **said)
        if grouped
        else Sentence("“{one}” and “{other}” both count on single items: {skus}.", **said),
        (one.rule.key, other.rule.key),
        shared[0] if len(shared) == 1 else None,
        _phase(one, other),
        working=(
            Sentence(
                "both run from {opens} to {closes}",
                opens=max(one.opens, other.opens),
                closes=min(one.closes, other.closes),
            ),
            Sentence("both belong to the group “{group}”", group=one.rule.group)
            if grouped
            else Sentence(
                "both set the price of single items, and a platform lets one of them count"
            ),
        ),
        fix=Sentence("Leave these products out of one of them, or move its window."),
    )


def _shared(grounds: Grounds, one: PlannedRule, other: PlannedRule) -> list[str]:
    own = {product.sku for product in grounds.covered(one.rule)}
    return [product.sku for product in grounds.covered(other.rule) if product.sku in own]


def _same_place(one: PlannedRule, other: PlannedRule) -> bool:
    """Whether both want the same place: on single items, or from the same threshold on. Coupons of
    one group with rising thresholds are a ladder."""
    if one.rule.layer <= Layer.ITEM:
        return True
    mine, theirs = one.rule.gives, other.rule.gives
    if isinstance(mine, AmountOff | RateOff) and isinstance(theirs, AmountOff | RateOff):
        return mine.measure is theirs.measure and bool(
            {least for least, _ in mine.tiers} & {least for least, _ in theirs.tiers}
        )
    return type(mine) is type(theirs)


def _both_on_items(one: PlannedRule, other: PlannedRule) -> bool:
    """Whether both change the price of single items in ways of which a platform lets one count,
    where 官方立减 beside another is as it should be."""
    return (
        one.rule.layer is other.rule.layer is Layer.ITEM
        and (
            type(one.rule.gives) is type(other.rule.gives)
            or all(isinstance(planned.rule.gives, _ITEM_PRICES) for planned in (one, other))
        )
        and not signs_up(one)
        and not signs_up(other)
    )


def _off_once(planned: PlannedRule) -> int | None:
    gives = planned.rule.gives
    return max(off for _, off in gives.tiers) if isinstance(gives, AmountOff) else None


def _phase(one: PlannedRule, other: PlannedRule) -> int | None:
    common = one.phases & other.phases
    return next(iter(common)) if len(common) == 1 else phase_of(one)
