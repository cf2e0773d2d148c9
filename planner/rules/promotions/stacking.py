"""Which rules may count together: one of each group, claimed ones or not, exclusive ones alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod

from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.extra_rules import DepositWorth
from planner.rules.promotions.piece_rules import BuyGet
from planner.rules.promotions.ruleset import Base, Layer, Policy, Rule
from planner.words import Refusal

MOST_SETS = 20_000


def in_turn(rules: Iterable[Rule]) -> list[Rule]:
    """Rules in the order in which they count: by layer, then priority, then as listed."""
    return sorted(rules, key=lambda rule: (rule.layer, -rule.priority))


def every_set(
    rules: Sequence[Rule], basket: Sequence[Goods] | None = None
) -> Iterator[tuple[Rule, ...]]:
    """Every set of rules that one order may have.

    Of each group one rule, or none where all of it are claimed; outside groups every automatic
    rule, and claimed ones or not; each exclusive rule alone, and the others as if it gave nothing.
    Of sets that are alike to a ``basket`` one is enough. Raises Refusal where there are more than
    can be gone through.
    """
    together = [rule for rule in rules if not rule.exclusive]
    yield from ((rule,) for rule in rules if rule.exclusive)
    claimed = frozenset(id(rule) for rule in together if not rule.automatic)
    yield from _sets(together, claimed, basket)


def allowed_ways(
    rules: Sequence[Rule], policy: Policy, basket: Sequence[Goods] | None = None
) -> list[list[tuple[Rule, ...]]]:
    """For each group, and each rule outside groups, the ways to take part: one of each makes a set.

    Together they make the sets among which the best for the customer is: as ``every_set``, less
    those that leave out a claimed rule which can't make another one smaller, as none after it reads
    what it leaves. What counts first stands first, and the fullest way. Of ways that are alike to a
    ``basket`` the first is enough.
    """
    turn = in_turn(rules)
    doubtful = frozenset(
        id(rule)
        for place, rule in enumerate(turn)
        if not rule.automatic and any(_reads(later, rule, policy) for later in turn[place + 1 :])
    )
    return _ways(turn, doubtful, basket)


def counts_for(rule: Rule, basket: Iterable[Goods]) -> bool:
    """Whether a rule is about anything in a basket, or about its freight."""
    return rule.layer is Layer.FREIGHT or any(rule.scope.covers(goods) for goods in basket)


def _reads(later: Rule, earlier: Rule, policy: Policy) -> bool:
    """Whether a rule's base, needs or pieces see what an earlier one has taken off."""
    if later.needs.undiscounted or later.needs.least_price_fen or earlier.closes:
        return True
    if later.layer is Layer.FREIGHT or isinstance(earlier.gives, (BuyGet, DepositWorth)):
        return True
    base = policy.base or later.base
    return base is Base.RUNNING or (base is Base.ITEM and earlier.layer <= Layer.ITEM)


def _sets(
    rules: Sequence[Rule], may_be_left_out: frozenset[int], basket: Sequence[Goods] | None
) -> Iterator[tuple[Rule, ...]]:
    options = _ways(rules, may_be_left_out, basket)
    if prod(len(ways) for ways in options) > MOST_SETS:
        raise Refusal(
            "These rules can be combined in more than {most} ways. Put rules that exclude each"
            " other into one group.",
            most=MOST_SETS,
        )
    places = {id(rule): place for place, rule in enumerate(rules)}
    for chosen in product(*options):
        yield tuple(sorted((r for way in chosen for r in way), key=lambda r: places[id(r)]))


def _ways(
    rules: Sequence[Rule], may_be_left_out: frozenset[int], basket: Sequence[Goods] | None
) -> list[list[tuple[Rule, ...]]]:
    groups: dict[str, list[Rule]] = {}
    for place, rule in enumerate(rules):
        groups.setdefault(f"group {rule.group}" if rule.group else f"rule {place}", []).append(rule)
    options = []
    for members in groups.values():
        ways: list[tuple[Rule, ...]] = [(rule,) for rule in members]
        if all(id(rule) in may_be_left_out for rule in members):
            ways.append(())
        options.append(ways if basket is None else _not_alike(ways, basket))
    return options


def _not_alike(ways: Sequence[tuple[Rule, ...]], basket: Sequence[Goods]) -> list[tuple[Rule, ...]]:
    """The first of the ways that are alike to a basket, because what differs is not about it."""
    found: dict[tuple[int, ...], tuple[Rule, ...]] = {}
    for way in ways:
        found.setdefault(tuple(id(rule) for rule in way if counts_for(rule, basket)), way)
    return list(found.values())
