"""Baskets of one or two products, all quantities at once, while rules count one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.rules.promotions.amount_rules import AmountOff, Measure, RateOff
from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.extra_rules import DepositWorth, Gift
from planner.rules.promotions.grid_sharing import over_pieces, rounded_off, share_between
from planner.rules.promotions.piece_rules import PieceOff, PiecePrice
from planner.rules.promotions.rounding import Each
from planner.rules.promotions.ruleset import Base, Layer, Policy, Rule

Fens = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Priced:
    """All baskets under one set of rules: what each costs, what the shop gets, gifts' cost."""

    rules: tuple[Rule, ...]
    payable: Fens
    received: Fens
    gifts: Fens


class Baskets:
    """Baskets while rules are taken one after another."""

    def __init__(self, goods: Sequence[Goods], pieces: Sequence[Fens], policy: Policy) -> None:
        self.goods, self.pieces, self.policy = goods, pieces, policy
        self.left = [n * one.price_fen for one, n in zip(goods, pieces, strict=True)]
        self.room = [
            n * (max(one.price_fen - one.floor_fen, 0) if one.discountable else 0)
            for one, n in zip(goods, pieces, strict=True)
        ]
        self.listed = self.amounts = list(self.left)
        self.after_items: list[Fens] | None = None
        zero = np.zeros_like(pieces[0])
        self.borne, self.kept, self.gifts = zero, zero, zero
        self.closed: dict[Layer, list[Mask]] = {}

    def after(self, rule: Rule) -> Baskets:
        """The baskets once a rule has counted where it does."""
        then = object.__new__(Baskets)
        then.__dict__.update(self.__dict__)
        if rule.layer > Layer.ITEM and then.after_items is None:
            then.after_items = list(then.left)
        base, covered = then._base(rule), then._covered(rule)
        held = then._held(rule, base, covered)
        lines = [mask & held for mask in covered]
        shares = then._shares(rule, base, lines)
        then.left = [left - off for left, off in zip(then.left, shares, strict=True)]
        then.room = [room - off for room, off in zip(then.room, shares, strict=True)]
        if isinstance(rule.gives, DepositWorth):
            then.listed = [was - off for was, off in zip(then.listed, shares, strict=True)]
        off = np.sum(shares, axis=0)
        if rule.as_payment:
            then.kept = then.kept + off
        else:
            then.borne = then.borne + off * rule.shop_bp // 10_000
        if rule.closes:
            then._close(rule, lines)
        return then

    def priced(self, rules: tuple[Rule, ...]) -> Priced:
        """The baskets as they are priced after all rules."""
        whole = np.sum(self.amounts, axis=0)
        return Priced(rules, np.sum(self.left, axis=0), whole - self.borne, self.gifts)

    def _close(self, rule: Rule, lines: list[Mask]) -> None:
        self.closed = dict(self.closed)
        for layer in rule.closes:
            before = self.closed.get(layer, [np.zeros_like(mask) for mask in lines])
            self.closed[layer] = [was | now for was, now in zip(before, lines, strict=True)]

    def _base(self, rule: Rule) -> list[Fens]:
        base = self.policy.base or rule.base
        if base is Base.LIST:
            return self.listed
        if base is Base.ITEM:
            return self.listed if self.after_items is None else self.after_items
        return self.left

    def _covered(self, rule: Rule) -> list[Mask]:
        """Where a rule covers each product."""
        needs, masks = rule.needs, []
        closed = self.closed.get(rule.layer)
        for place, (goods, pieces) in enumerate(zip(self.goods, self.pieces, strict=True)):
            left = self.left[place]
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

    def _held(self, rule: Rule, base: list[Fens], covered: list[Mask]) -> Mask:
        """Where all that a rule needs is there."""
        needs = rule.needs
        held: Mask = np.any(covered, axis=0)
        if needs.amount_fen:
            held = held & (_sum(base, covered) >= needs.amount_fen)
        if needs.list_fen:
            held = held & (np.sum(self.amounts, axis=0) >= needs.list_fen)
        if needs.pieces:
            held = held & (_sum(self.pieces, covered) >= needs.pieces)
        if needs.line_pieces:
            enough = [
                mask & (n >= needs.line_pieces)
                for mask, n in zip(covered, self.pieces, strict=True)
            ]
            held = held & np.any(enough, axis=0)
        for sku in needs.with_skus:
            there = [
                n > 0 for one, n in zip(self.goods, self.pieces, strict=True) if one.sku == sku
            ]
            held = held & (np.any(there, axis=0) if there else False)
        return held

    def _shares(self, rule: Rule, base: list[Fens], lines: list[Mask]) -> list[Fens]:
        """What comes off each product."""
        gives = rule.gives
        rooms = [
            np.where(mask, left if rule.as_payment else np.maximum(room, 0), 0)
            for mask, left, room in zip(lines, self.left, self.room, strict=True)
        ]
        match gives:
            case AmountOff():
                return share_between(self._amount(gives, base, lines), self.left, rooms, lines)
            case RateOff():
                return self._rate(rule, gives, base, lines, rooms)
            case PieceOff():
                return self._each(gives.off_fen, rooms)
            case DepositWorth():
                return self._each(gives.worth_fen - gives.deposit_fen, rooms)
            case PiecePrice():
                return [
                    np.minimum(np.maximum(left - n * gives.price_fen, 0), room)
                    for left, n, room in zip(self.left, self.pieces, rooms, strict=True)
                ]
            case Gift():
                self._give(gives, base, lines)
        return [np.zeros_like(room) for room in rooms]

    def _counted(self, measure: Measure, base: list[Fens], lines: list[Mask]) -> Fens:
        return _sum(base if measure is Measure.AMOUNT else self.pieces, lines)

    def _amount(self, gives: AmountOff, base: list[Fens], lines: list[Mask]) -> Fens:
        counted = self._counted(gives.measure, base, lines) + gives.elsewhere
        there = np.any(lines, axis=0)
        off = np.zeros_like(counted)
        for threshold, fen in gives.tiers:
            own = counted // threshold * fen if gives.repeat else fen
            off = np.where(counted >= threshold, own, off)
        if gives.most_fen is not None:
            off = np.minimum(off, gives.most_fen)
        return np.where(there, off, 0)

    def _rate(
        self,
        rule: Rule,
        gives: RateOff,
        base: list[Fens],
        lines: list[Mask],
        rooms: list[Fens],
    ) -> list[Fens]:
        rounding = self.policy.rounding or rule.rounding
        counted = self._counted(gives.measure, base, lines) + gives.elsewhere
        rate = np.zeros_like(counted)
        for threshold, off_bp in gives.tiers:
            rate = np.where(counted >= threshold, min(off_bp, 10_000), rate)
        rate = np.where(np.any(lines, axis=0), rate, 0)
        if rounding.each is Each.RULE:
            off = rounded_off(rounding, _sum(base, lines), rate)
            if gives.most_fen is not None:
                off = np.minimum(off, gives.most_fen)
            return share_between(off, self.left, rooms, lines)
        shares = []
        for own, n, mask, room in zip(base, self.pieces, lines, rooms, strict=True):
            off = (
                rounded_off(rounding, own, rate)
                if rounding.each is Each.LINE
                else over_pieces(own, n, lambda piece: rounded_off(rounding, piece, rate))
            )
            shares.append(np.where(mask, np.minimum(off, room), 0))
        if gives.most_fen is None:
            return shares
        whole = np.sum(shares, axis=0)
        capped = share_between(np.minimum(whole, gives.most_fen), self.left, rooms, lines)
        over = whole > gives.most_fen
        return [np.where(over, cut, own) for cut, own in zip(capped, shares, strict=True)]

    def _each(self, off_fen: int, rooms: list[Fens]) -> list[Fens]:
        return [
            over_pieces(room, n, lambda piece: np.minimum(piece, off_fen))
            for room, n in zip(rooms, self.pieces, strict=True)
        ]

    def _give(self, gives: Gift, base: list[Fens], lines: list[Mask]) -> None:
        counted = self._counted(gives.measure, base, lines)
        times = counted // gives.threshold if gives.repeat else 1
        lots = np.where((counted >= gives.threshold) & np.any(lines, axis=0), times, 0)
        self.gifts = self.gifts + lots * gives.present.pieces * (gives.present.cost_fen or 0)


def _sum(amounts: Sequence[Fens], masks: Sequence[Mask]) -> Fens:
    found: Fens = np.sum(
        [np.where(mask, amount, 0) for amount, mask in zip(amounts, masks, strict=True)], axis=0
    )
    return found
