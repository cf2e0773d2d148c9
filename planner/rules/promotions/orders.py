"""An order while its rules are taken one after another."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.extra_rules import (
    DepositWorth,
    FreeFreight,
    FreightByCount,
    FreightOff,
)
from planner.rules.promotions.lines import Line, Offer, Terms, base_of, pieces_of
from planner.rules.promotions.quotes import Quote, Skipped, Step
from planner.rules.promotions.ruleset import Base, Freight, Layer, Policy, Rule
from planner.rules.promotions.sharing import share
from planner.words import Fen, Sentence


@dataclass(slots=True)
class Order:
    """An order while its rules are taken one after another."""

    basket: tuple[Goods, ...]
    policy: Policy
    amounts: tuple[int, ...]
    listed: list[int]
    after_items: list[int] | None
    left: list[int]
    room: list[int]
    free: list[int]
    free_left: list[int]
    closed: list[set[Layer]]
    steps: list[Step]
    skipped: list[Skipped]

    def __init__(self, basket: tuple[Goods, ...], policy: Policy) -> None:
        self.basket, self.policy = basket, policy
        self.left = [goods.amount_fen if goods.selected else 0 for goods in basket]
        self.amounts = tuple(self.left)
        self.room = [goods.room_fen if goods.selected else 0 for goods in basket]
        self.free = [goods.pieces if goods.selected else 0 for goods in basket]
        self.free_left = list(self.left)
        self.listed, self.after_items = list(self.left), None
        self.closed = [set() for _ in basket]
        self.steps, self.skipped = [], []

    def after(self, rule: Rule) -> Order:
        """The order once a rule has counted; this one stays as it is."""
        then = copy(self)
        for name in ("left", "room", "free", "free_left", "listed", "steps", "skipped"):
            setattr(then, name, list(getattr(self, name)))
        then.closed = [set(one) for one in self.closed]
        then.take(rule)
        return then

    def take(self, rule: Rule) -> None:
        """Let a rule count, or note why it doesn't."""
        if rule.layer > Layer.ITEM and self.after_items is None:
            self.after_items = list(self.left)
        numbers, lines = self._covered(rule)
        offer = self._offer(rule, lines)
        if isinstance(offer, Sentence):
            self.skipped.append(Skipped(rule, offer))
            return
        shares = [0] * len(self.basket)
        for number, off in zip(numbers, offer.shares, strict=True):
            shares[number] = off
        self.steps.append(
            Step(rule, sum(self.left), base_of(lines), tuple(shares), offer.how, offer.presents)
        )
        for number, off in enumerate(shares):
            self.left[number] -= off
            self.room[number] -= off
            if isinstance(rule.gives, DepositWorth):
                self.listed[number] -= off
            if not offer.used:
                pieces = self.basket[number].pieces
                lost = -(-off * self.free[number] // pieces) if pieces else 0
                self.free_left[number] = max(self.free_left[number] - lost, 0)
        for line, pieces in offer.used.items():
            self._use_up(numbers[line], pieces)
        for number in numbers:
            self.closed[number] |= rule.closes

    def quoted(self, freight: Sequence[Rule]) -> Quote:
        """The sum as it stands, freight added."""
        free, off = None, 0
        shares = [0] * len(self.basket)
        for rule in freight:
            if isinstance(rule.gives, FreightByCount):
                numbers, lines = self._covered(rule)
                own = rule.gives.fee(lines)
                parts = share(own, [self.basket[n].pieces for n in numbers], [own] * len(numbers))
                for number, part in zip(numbers, parts, strict=True):
                    shares[number] += part
        fee = sum(shares)
        for rule in freight:
            if isinstance(rule.gives, FreightByCount):
                continue
            _, lines = self._covered(rule)
            if self._missing(rule, lines) is not None:
                continue
            if isinstance(rule.gives, FreeFreight):
                free = rule.gives.reached(lines) or free
            elif isinstance(rule.gives, FreightOff):
                off += rule.gives.off(fee - off, lines)
        left = 0 if free is not None else fee - off
        shares = share(left, shares, shares)
        return Quote(self.basket, tuple(self.steps), tuple(self.skipped), left, tuple(shares), free)

    def _covered(self, rule: Rule) -> tuple[list[int], list[Line]]:
        """The lines that a rule is about, by their number."""
        needs, base = rule.needs, self._base(rule)
        numbers = [
            number
            for number, goods in enumerate(self.basket)
            if goods.selected
            and goods.pieces
            and (goods.discountable or rule.as_payment or rule.layer is Layer.FREIGHT)
            and rule.scope.covers(goods)
            and rule.layer not in self.closed[number]
            and self.left[number] >= needs.least_price_fen * goods.pieces
            and (
                needs.most_price_fen is None
                or self.left[number] <= needs.most_price_fen * goods.pieces
            )
            and not (needs.undiscounted and self.left[number] < goods.amount_fen)
        ]
        return numbers, [self._line(rule, number, base) for number in numbers]

    def _line(self, rule: Rule, number: int, base: Sequence[int]) -> Line:
        goods, free = self.basket[number], self.free[number]
        free_left = self.free_left[number]
        return Line(
            goods,
            base[number],
            self.left[number],
            self._room(rule, number),
            free,
            free_left if base is self.left else base[number] * free // goods.pieces,
            min(max(free_left - goods.floor_fen * free, 0), self._room(rule, number)),
        )

    def _room(self, rule: Rule, number: int) -> int:
        """How much may come off a line; what is paid with points may go below the floor."""
        return self.left[number] if rule.as_payment else max(self.room[number], 0)

    def _use_up(self, number: int, pieces: int) -> None:
        """Take pieces, and what is left of them, from those that rules may still count."""
        before = self.free[number]
        self.free[number] = before - pieces
        self.free_left[number] = self.free_left[number] * (before - pieces) // before

    def _base(self, rule: Rule) -> Sequence[int]:
        base = self.policy.base or rule.base
        if base is Base.LIST and rule.layer is Layer.ITEM:
            return self.amounts
        if base is Base.LIST:
            return self.listed
        if base is Base.ITEM:
            return self.listed if self.after_items is None else self.after_items
        return self.left

    def _offer(self, rule: Rule, lines: Sequence[Line]) -> Offer | Sentence:
        """What a rule gives, or why nothing."""
        if isinstance(rule.gives, Freight):
            raise TypeError("freight gives no offer")
        if not lines:
            return Sentence("nothing in the basket belongs to it")
        missing = self._missing(rule, lines)
        if missing is not None:
            return missing
        terms = Terms(self.policy.rounding or rule.rounding, self.policy.sharing, self.policy.pick)
        offer = rule.gives.offer(lines, terms)
        if isinstance(offer, Offer) and not (offer.worth_fen or offer.presents or rule.closes):
            return Sentence("nothing is left that could come off")
        return offer

    def _missing(self, rule: Rule, lines: Sequence[Line]) -> Sentence | None:
        """What a rule needs and the order doesn't have."""
        needs = rule.needs
        bought = {goods.sku for goods in self.basket if goods.selected and goods.pieces}
        listed = sum(goods.amount_fen for goods in self.basket if goods.selected)
        short = max(needs.amount_fen - base_of(lines), needs.list_fen - listed)
        if short > 0:
            return Sentence("{short} short of the threshold", short=Fen(short))
        if pieces_of(lines) < needs.pieces or all(
            line.goods.pieces < needs.line_pieces for line in lines
        ):
            return Sentence("too few pieces for it")
        if not needs.with_skus <= bought:
            return Sentence("a product that it needs is not in the basket")
        return None
