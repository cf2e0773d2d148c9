"""Many baskets at once while rules count one after another, exactly as ``quoting.price`` prices
each alone.

All baskets have lines of the same kind: the products of a line are in the scope of the same rules.
Arrays are int64 of fen, one value for each basket. No basket may come to 2³¹ fen, so that no
product of two amounts overflows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.extra_rules import DepositWorth
from planner.rules.promotions.grid_offers import give
from planner.rules.promotions.grid_sharing import Fens, Mask, added
from planner.rules.promotions.grid_views import Given, View
from planner.rules.promotions.lines import Terms
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.ruleset import Base, Layer, Policy, Rule

MOST_FEN = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Column:
    """One line of every basket: a product of its kind, and the prices, floors and pieces."""

    goods: Goods
    prices: Fens
    floors: Fens
    pieces: Fens

    @classmethod
    def of(cls, goods: Goods, pieces: Fens) -> Column:
        """One product, in that many pieces."""
        prices = np.full_like(pieces, goods.price_fen)
        return cls(goods, prices, np.full_like(pieces, goods.floor_fen), pieces)

    def at(self, places: Mask) -> Column:
        """The column of some of the baskets."""
        return Column(self.goods, self.prices[places], self.floors[places], self.pieces[places])


class Baskets:
    """Baskets while rules are taken one after another."""

    def __init__(self, columns: Sequence[Column], policy: Policy) -> None:
        self.columns, self.policy = list(columns), policy
        self.left = [one.pieces * one.prices for one in columns]
        self.room = [
            one.pieces * np.maximum(one.prices - one.floors, 0) * one.goods.discountable
            for one in columns
        ]
        self.listed = self.amounts = list(self.left)
        self.after_items: list[Fens] | None = None
        self.free = [one.pieces for one in columns]
        self.free_left = list(self.left)
        zero = np.zeros_like(self.left[0])
        self.borne, self.gifts = zero, zero
        self.stepped: Mask = zero > 0
        self.closed: dict[Layer, list[Mask]] = {}

    @property
    def payable(self) -> Fens:
        """What is still to be paid."""
        return added(self.left)

    @property
    def received(self) -> Fens:
        """What the shop gets: the list price less what it bears."""
        return added(self.amounts) - self.borne

    def after(self, rule: Rule) -> Baskets:
        """The baskets once a rule has counted where it does; ``stepped`` says where."""
        then = self._copy()
        if rule.layer > Layer.ITEM and then.after_items is None:
            then.after_items = list(then.left)
        covered = then._covered(rule)
        view = then._view(rule, covered)
        given = give(rule.gives, view)  # type: ignore[arg-type]  # freight is no part of a grid
        then._take(rule, given)
        if rule.closes:
            then._close(rule, [mask & then.stepped for mask in covered])
        return then

    def at(self, places: Mask) -> Baskets:
        """Some of the baskets."""
        then = self._copy()
        then.columns = [one.at(places) for one in self.columns]
        for name in ("left", "room", "listed", "amounts", "free", "free_left", "after_items"):
            own = getattr(self, name)
            setattr(then, name, None if own is None else [one[places] for one in own])
        for name in ("borne", "gifts", "stepped"):
            setattr(then, name, getattr(self, name)[places])
        then.closed = {
            layer: [mask[places] for mask in masks] for layer, masks in self.closed.items()
        }
        return then

    def base(self, rule: Rule) -> list[Fens]:
        """What a rule reads of each line."""
        base = self.policy.base or rule.base
        if base is Base.LIST and rule.layer is Layer.ITEM:
            return self.amounts
        if base is Base.LIST:
            return self.listed
        if base is Base.ITEM:
            return self.listed if self.after_items is None else self.after_items
        return self.left

    def _copy(self) -> Baskets:
        then = object.__new__(Baskets)
        then.__dict__.update(self.__dict__)
        return then

    def _take(self, rule: Rule, given: Given) -> None:
        off = given.off
        self.stepped = given.offered & ((off > 0) | bool(rule.closes) | (given.gifts is not None))
        self.left = [left - one for left, one in zip(self.left, given.shares, strict=True)]
        self.room = [room - one for room, one in zip(self.room, given.shares, strict=True)]
        if isinstance(rule.gives, DepositWorth):
            self.listed = [was - one for was, one in zip(self.listed, given.shares, strict=True)]
        if given.used is None:
            self.free_left = [
                np.maximum(left + (-one * free) // np.maximum(column.pieces, 1), 0)
                for left, one, free, column in zip(
                    self.free_left, given.shares, self.free, self.columns, strict=True
                )
            ]
        else:
            self._use_up([np.where(self.stepped, one, 0) for one in given.used])
        if given.gifts is not None:
            self.gifts = self.gifts + given.gifts
        if not rule.as_payment:
            self.borne = self.borne + off * rule.shop_bp // WHOLE_BP

    def _use_up(self, used: Sequence[Fens]) -> None:
        rest = [free - one for free, one in zip(self.free, used, strict=True)]
        self.free_left = [
            left * own // np.maximum(free, 1)
            for left, own, free in zip(self.free_left, rest, self.free, strict=True)
        ]
        self.free = rest

    def _close(self, rule: Rule, lines: list[Mask]) -> None:
        self.closed = dict(self.closed)
        for layer in rule.closes:
            before = self.closed.get(layer, [np.zeros_like(mask) for mask in lines])
            self.closed[layer] = [was | now for was, now in zip(before, lines, strict=True)]

    def _view(self, rule: Rule, covered: Sequence[Mask]) -> View:
        base = self.base(rule)
        there = self._held(rule, base, covered)
        lines = [mask & there for mask in covered]
        pieces = [np.where(m, one.pieces, 0) for m, one in zip(lines, self.columns, strict=True)]
        free = [np.where(m, one, 0) for m, one in zip(lines, self.free, strict=True)]
        rooms = [
            np.where(m, left if rule.as_payment else np.maximum(room, 0), 0)
            for m, left, room in zip(lines, self.left, self.room, strict=True)
        ]
        base = [np.where(m, one, 0) for m, one in zip(lines, base, strict=True)]
        free_left = [np.where(m, one, 0) for m, one in zip(lines, self.free_left, strict=True)]
        running = (self.policy.base or rule.base) is Base.RUNNING
        floors = [column.floors for column in self.columns]
        policy = self.policy
        return View(
            goods=[column.goods for column in self.columns],
            pieces=pieces,
            base=base,
            left=[np.where(m, one, 0) for m, one in zip(lines, self.left, strict=True)],
            rooms=rooms,
            free=free,
            free_base=free_left
            if running
            else [
                own * n // np.maximum(whole, 1)
                for own, n, whole in zip(base, free, pieces, strict=True)
            ],
            free_room=[
                np.minimum(np.maximum(own - floor * n, 0), room)
                for own, floor, n, room in zip(free_left, floors, free, rooms, strict=True)
            ],
            there=there,
            terms=Terms(policy.rounding or rule.rounding, policy.sharing, policy.pick),
        )

    def _covered(self, rule: Rule) -> list[Mask]:
        """Where a rule covers each line."""
        needs, masks = rule.needs, []
        closed = self.closed.get(rule.layer)
        for place, (column, left) in enumerate(zip(self.columns, self.left, strict=True)):
            goods, pieces = column.goods, column.pieces
            mask = pieces > 0
            if not rule.scope.covers(goods) or not (goods.discountable or rule.as_payment):
                mask = np.zeros_like(mask)
            if closed is not None:
                mask = mask & ~closed[place]
            if needs.least_price_fen:
                mask = mask & (left >= needs.least_price_fen * pieces)
            if needs.most_price_fen is not None:
                mask = mask & (left <= needs.most_price_fen * pieces)
            if needs.undiscounted:
                mask = mask & (left == self.amounts[place])
            masks.append(mask)
        return masks

    def _held(self, rule: Rule, base: list[Fens], covered: Sequence[Mask]) -> Mask:
        """Where all that a rule needs is there."""
        needs, columns = rule.needs, self.columns
        held: Mask = np.any(covered, axis=0)
        if needs.amount_fen:
            held = held & (_sum(base, covered) >= needs.amount_fen)
        if needs.list_fen:
            held = held & (added(self.amounts) >= needs.list_fen)
        if needs.pieces:
            held = held & (_sum([one.pieces for one in columns], covered) >= needs.pieces)
        if needs.line_pieces:
            enough = [
                mask & (one.pieces >= needs.line_pieces)
                for mask, one in zip(covered, columns, strict=True)
            ]
            held = held & np.any(enough, axis=0)
        for sku in needs.with_skus:
            there = [one.pieces > 0 for one in columns if one.goods.sku == sku]
            held = held & (np.any(there, axis=0) if there else False)
        return held


def _sum(amounts: Sequence[Fens], masks: Sequence[Mask]) -> Fens:
    return added([np.where(mask, one, 0) for one, mask in zip(amounts, masks, strict=True)])
