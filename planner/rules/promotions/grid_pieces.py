"""Rules about pieces for many baskets at once, piece by piece as ``piece_rules`` has them.

The pieces of a line count the same but for a fen, and so do their rooms: in whatever order a rule
takes them, they come in at most three stretches of pieces that are alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from planner.rules.promotions.grid_sharing import Fens, Mask, added, rounded_off
from planner.rules.promotions.grid_views import Given, View
from planner.rules.promotions.lines import Pick
from planner.rules.promotions.piece_rules import (
    FirstThenEachOff,
    GroupPieceOff,
    NthPieceOff,
    OnePieceOff,
)
from planner.rules.promotions.rounding import WHOLE_BP


@dataclass(frozen=True, slots=True)
class Stretch:
    """Free pieces of one line that are alike: how many, after how many others, what each counts and
    how much may come off it."""

    line: int
    base: Fens
    room: Fens
    count: Fens
    before: Fens

    def among_first(self, pieces: Fens | int) -> Fens:
        """How many of them are among so many pieces from the front."""
        found: Fens = np.minimum(self.before + self.count, pieces)
        return found - np.minimum(self.before, pieces)

    def of_every(self, nth: int, times: Fens) -> Fens:
        """How many of them are an ``nth`` one, of the first so many of those."""
        end = nth * times
        reached = np.minimum(self.before + self.count, end) // nth
        found: Fens = reached - np.minimum(self.before, end) // nth
        return found


def stretches(view: View, pick: Pick, lines: Iterable[int] | None = None) -> list[Stretch]:
    """The free pieces of these lines, or of all, in the order in which a rule takes them."""
    chosen = list(range(len(view.free)) if lines is None else lines)
    levels = {}
    for line in chosen:
        levels[line] = np.divmod(view.free_base[line], np.maximum(view.free[line], 1))
    found = []
    for line in chosen:
        each, dearer = levels[line]
        room, roomier = np.divmod(view.free_room[line], np.maximum(view.free[line], 1))
        first, last = np.minimum(dearer, roomier), np.maximum(dearer, roomier)
        middle_dear = dearer > roomier
        ends = (np.zeros_like(first), first, last, view.free[line])
        kinds = (
            (each + 1, room + 1),
            (each + middle_dear, room + (roomier > dearer)),
            (each, room),
        )
        for place, (base, own_room) in enumerate(kinds):
            start, count = ends[place], ends[place + 1] - ends[place]
            before = _before_in_line(pick, start, base > each, view.free[line], dearer)
            for other in chosen:
                if other != line:
                    before = before + _ahead(pick, base, line, other, levels[other], view)
            found.append(Stretch(line, base, own_room, count, before))
    return found


def nth_piece(gives: NthPieceOff, view: View) -> Given:
    """``NthPieceOff`` of many baskets."""
    pick = view.terms.pick or gives.pick
    every_line = range(len(view.free))
    groups = [list(every_line)] if gives.mixed else [[line] for line in every_line]
    off_bp = min(max(gives.off_bp, 0), WHOLE_BP)
    shares, taken = view.none(), np.zeros_like(view.left[0])
    for group in groups:
        times = added([view.free[line] for line in group]) // gives.nth
        if gives.times is not None:
            times = np.minimum(times, gives.times)
        for stretch in stretches(view, pick, group):
            count = (
                stretch.of_every(gives.nth, times)
                if pick is Pick.IN_ORDER
                else stretch.among_first(times)
            )
            off = rounded_off(view.terms.rounding, stretch.base, off_bp)
            shares[stretch.line] = shares[stretch.line] + count * np.minimum(off, stretch.room)
            taken = taken + count
    return Given(shares, taken > 0)


def group_piece(gives: GroupPieceOff, view: View) -> Given:
    """``GroupPieceOff`` of many baskets."""
    whole = added(view.free) // gives.group * gives.group
    in_order = stretches(view, view.terms.pick or Pick.IN_ORDER)
    return Given(first_pieces(view, in_order, whole, _at_most(gives.off_fen)), whole > 0)


def one_piece(gives: OnePieceOff, view: View) -> Given:
    """``OnePieceOff`` of many baskets."""
    in_order = stretches(view, view.terms.pick or gives.pick)
    return Given(first_pieces(view, in_order, 1, _at_most(gives.off_fen)), view.there)


def first_then_each(gives: FirstThenEachOff, view: View) -> Given:
    """``FirstThenEachOff`` of many baskets."""
    in_order = stretches(view, view.terms.pick or gives.pick)
    most = added(view.free) if gives.most is None else gives.most
    each = first_pieces(view, in_order, most, _at_most(gives.each_fen))
    if gives.most == 0:
        return Given(each, view.there)
    less = first_pieces(view, in_order, 1, _at_most(gives.each_fen))
    first = first_pieces(view, in_order, 1, _at_most(gives.first_fen))
    shares = [a - b + c for a, b, c in zip(each, less, first, strict=True)]
    return Given(shares, view.there)


def first_pieces(
    view: View, in_order: Sequence[Stretch], pieces: Fens | int, of: Callable[[Stretch], Fens]
) -> list[Fens]:
    """The sum of something of each of so many pieces from the front, by line."""
    shares = view.none()
    for stretch in in_order:
        own = stretch.among_first(pieces) * of(stretch)
        shares[stretch.line] = shares[stretch.line] + own
    return shares


def _at_most(off_fen: int) -> Callable[[Stretch], Fens]:
    return lambda stretch: np.minimum(stretch.room, off_fen)


def _before_in_line(pick: Pick, start: Fens, dear: Mask, free: Fens, dearer: Fens) -> Fens:
    """How many pieces of the same line come before one: dear pieces stand first in a line, and last
    where the cheapest are taken first."""
    if pick is not Pick.CHEAPEST:
        return start
    found: Fens = np.where(dear, free - dearer + start, start - dearer)
    return found


def _ahead(
    pick: Pick, base: Fens, line: int, other: int, levels: tuple[Fens, Fens], view: View
) -> Fens:
    """How many pieces of another line come before pieces that count so much."""
    free = view.free[other]
    if pick is Pick.IN_ORDER:
        return free if other < line else np.zeros_like(free)
    each, dearer = levels
    if pick is Pick.CHEAPEST:
        reach = base if other < line else base - 1
        return np.where(each <= reach, free - dearer, 0) + np.where(each < reach, dearer, 0)
    reach = base if other < line else base + 1
    return np.where(each >= reach, free - dearer, 0) + np.where(each + 1 >= reach, dearer, 0)
