"""Rules about groups of pieces for many baskets at once: N件M元, 搭配套餐 and 买N送M."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.rules.promotions.baskets import Scope
from planner.rules.promotions.grid_pieces import first_pieces, stretches
from planner.rules.promotions.grid_sharing import Fens, Mask, added, rounded_off, share_between
from planner.rules.promotions.grid_views import Given, View
from planner.rules.promotions.group_rules import DifferentTogether, PiecesForPrice, SetForPrice
from planner.rules.promotions.lines import Pick
from planner.rules.promotions.piece_rules import BuyGet
from planner.rules.promotions.rounding import WHOLE_BP


def pieces_for_price(gives: PiecesForPrice, view: View) -> Given:
    """``PiecesForPrice`` of many baskets."""
    in_order = stretches(view, Pick.DEAREST)

    def worth(groups: Fens) -> Fens:
        pieces = groups * gives.pieces
        return added([one.among_first(pieces) * one.base for one in in_order])

    # Later groups are worth less: halve the range until the last group that saves is found.
    good = np.zeros_like(view.left[0])
    bad = added(view.free) // gives.pieces + 1
    if gives.times:
        bad = np.minimum(bad, gives.times + 1)
    while (bad - good > 1).any():
        middle = (good + bad) // 2
        saves = (worth(middle) - worth(middle - 1) > gives.price_fen) & (bad - good > 1)
        good, bad = (
            np.where(saves, middle, good),
            np.where(saves, bad, np.maximum(middle, good + 1)),
        )
    taken = [np.zeros_like(one) for one in view.left]
    for one in in_order:
        taken[one.line] = taken[one.line] + one.among_first(good * gives.pieces)
    weights = first_pieces(view, in_order, good * gives.pieces, lambda stretch: stretch.base)
    return _over(view, weights, taken, added(weights) - good * gives.price_fen)


def set_for_price(gives: SetForPrice, view: View) -> Given:
    """``SetForPrice`` of many baskets, each product on one line."""
    line_of = {one.sku: line for line, one in enumerate(view.goods)}
    taken, weights = view.none(), view.none()
    if not gives.pieces.keys() <= line_of.keys():
        return Given(taken, np.zeros_like(view.there))
    counts = [view.free[line_of[sku]] // n for sku, n in gives.pieces.items()]
    times: Fens = np.min(counts, axis=0)
    if gives.times is not None:
        times = np.minimum(times, gives.times)
    for sku, n in gives.pieces.items():
        line = line_of[sku]
        taken[line] = n * times
        each, dearer = np.divmod(view.free_base[line], np.maximum(view.free[line], 1))
        weights[line] = taken[line] * each + np.minimum(taken[line], dearer)
    return _over(view, weights, taken, added(weights) - times * gives.price_fen)


def buy_get(gives: BuyGet, view: View) -> Given:
    """``BuyGet`` of many baskets: taken turn by turn, all baskets at once."""
    pick = view.terms.pick or gives.pick
    left = list(view.free)
    getting = _Queue(view, gives.get, pick)
    buying = _Queue(view, gives.buy, Pick.DEAREST)
    got, used = view.none(), view.none()
    goes: Mask = view.there
    turns = 0
    while goes.any() and (gives.times is None or turns < gives.times):
        turns += 1
        free_now, left, goes = getting.take(got, left, gives.get_pieces, goes)
        paid_now, left, goes = buying.take(buying.taken, left, gives.buy_pieces, goes)
        done = [np.where(goes, one, 0) for one in free_now]
        paid = [np.where(goes, one, 0) for one in paid_now]
        got = [was + one for was, one in zip(got, done, strict=True)]
        buying.taken = [was + one for was, one in zip(buying.taken, paid, strict=True)]
        used = [was + a + b for was, a, b in zip(used, done, paid, strict=True)]
    shares = view.none()
    for line, count in enumerate(got):
        own = stretches(view, pick, [line])
        off = first_pieces(view, own, count, lambda one: np.minimum(one.base, one.room))
        shares[line] = off[line]
    return Given(shares, added(got) > 0, used=used)


def two_together(gives: DifferentTogether, view: View) -> Given:
    """``DifferentTogether`` of baskets of at most two products, where single ones get nothing."""
    off_bp = min(max(gives.off_bp.get(2, 0), 0), WHOLE_BP)
    if len(view.left) < 2 or not off_bp:
        return Given(view.none(), np.zeros_like(view.there))
    prices = [
        np.where(free > 0, base // np.maximum(pieces, 1), 0)
        for free, base, pieces in zip(view.free, view.base, view.pieces, strict=True)
    ]
    whole = added(prices)
    times = np.where(whole > 0, np.minimum(*view.free), 0)
    off = rounded_off(view.terms.rounding, whole, off_bp)
    parts = share_between(off, prices, prices, view.terms.sharing)
    backwards = share_between(off, prices[::-1], prices[::-1], view.terms.sharing)[::-1]
    # The cheaper product comes first in every set.
    other_way = prices[1] < prices[0]
    shares = [
        np.minimum(times * np.where(other_way, back, part), room)
        for part, back, room in zip(parts, backwards, view.rooms, strict=True)
    ]
    return Given(shares, times > 0)


@dataclass(slots=True)
class _Queue:
    """The pieces that a rule may take, in its order; ``taken`` counts them by line."""

    view: View
    lines: list[int]
    pick: Pick
    taken: list[Fens]
    levels: dict[int, tuple[Fens, Fens]]

    def __init__(self, view: View, scope: Scope, pick: Pick) -> None:
        self.view, self.pick, self.taken = view, pick, view.none()
        self.lines = [line for line, goods in enumerate(view.goods) if scope.covers(goods)]
        self.levels = {
            line: np.divmod(view.free_base[line], np.maximum(view.free[line], 1))
            for line in self.lines
        }

    def take(
        self, before: list[Fens], left: list[Fens], wanted: int, goes: Mask
    ) -> tuple[list[Fens], list[Fens], Mask]:
        """So many of the next pieces that are still there: how many by line, what is then left, and
        in which baskets there were enough."""
        now, left = self.view.none(), list(left)
        for _ in range(wanted):
            if not goes.any():
                break
            chosen = np.full_like(left[0], -1)
            best = np.zeros_like(left[0])
            for line in self.lines:
                head = self._head(line, before[line] + now[line])
                better = goes & (left[line] > 0) & ((chosen < 0) | (head < best))
                chosen, best = np.where(better, line, chosen), np.where(better, head, best)
            goes = goes & (chosen >= 0)
            for line in self.lines:
                one = goes & (chosen == line)
                now[line] = now[line] + one
                left[line] = left[line] - one
        return now, left, goes

    def _head(self, line: int, taken: Fens) -> Fens:
        """What the next piece of a line counts, so that the first to be taken is the smallest."""
        each, dearer = self.levels[line]
        if self.pick is Pick.IN_ORDER:
            return np.zeros_like(each)
        if self.pick is Pick.DEAREST:
            return -(each + (taken < dearer))
        return each + (taken >= self.view.free[line] - dearer)


def _over(view: View, weights: list[Fens], taken: list[Fens], off: Fens) -> Given:
    """An amount over the lines that pieces came from, by what those pieces count."""
    off = np.maximum(off, 0)
    rooms = [np.where(n > 0, room, 0) for n, room in zip(taken, view.rooms, strict=True)]
    shares = share_between(off, weights, rooms, view.terms.sharing)
    return Given(shares, off > 0)
