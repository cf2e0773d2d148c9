"""What a rule sees of a basket: its lines, what they count and what is left of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.rounding import PAID_HALF_UP, Rounding
from planner.rules.promotions.sharing import Sharing, share, split_evenly
from planner.words import Sentence


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the basket that a rule covers.

    ``base_fen`` is what its pieces count for thresholds and rates, ``left_fen`` what is still to be
    paid of them, ``room_fen`` how much may still come off. ``free`` is how many of its pieces no
    earlier rule has used up; ``free_base_fen`` and ``free_room_fen`` are the same amounts of those.
    """

    goods: Goods
    base_fen: int
    left_fen: int
    room_fen: int
    free: int
    free_base_fen: int
    free_room_fen: int

    @property
    def bases(self) -> list[int]:
        """What each piece counts, in fen; the earlier pieces a fen more where it doesn't divide."""
        return split_evenly(self.base_fen, self.goods.pieces)

    @property
    def rooms(self) -> list[int]:
        """How much may still come off each piece."""
        return split_evenly(self.room_fen, self.goods.pieces)


class Pick(StrEnum):
    """Which pieces a rule takes when it does not take all."""

    CHEAPEST = "cheapest"
    DEAREST = "dearest"
    IN_ORDER = "in_order"


@dataclass(frozen=True, slots=True)
class Terms:
    """How a rule's fen are rounded and shared, and which pieces it picks where it may choose."""

    rounding: Rounding = PAID_HALF_UP
    sharing: Sharing = Sharing.LARGEST_REMAINDER
    pick: Pick | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """A gift: what, how many pieces, what they cost the shop and what they are worth, in fen."""

    sku: str
    pieces: int
    cost_fen: int | None = None
    worth_fen: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """What a rule gives: fen off each of its lines, how so, gifts, and pieces used up."""

    shares: tuple[int, ...]
    how: Sentence
    presents: tuple[Present, ...] = ()
    used: Mapping[int, int] = field(default_factory=dict)

    @property
    def worth_fen(self) -> int:
        """What the customer gains by it."""
        return sum(self.shares) + sum(one.worth_fen for one in self.presents)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a line: the line's place in its rule's lines, what it counts, its room."""

    line: int
    base_fen: int
    room_fen: int


def base_of(lines: Sequence[Line]) -> int:
    """What lines count together, in fen."""
    return sum(line.base_fen for line in lines)


def pieces_of(lines: Sequence[Line]) -> int:
    """How many pieces lines have together."""
    return sum(line.goods.pieces for line in lines)


def spread(lines: Sequence[Line], total_fen: int, terms: Terms) -> tuple[int, ...]:
    """An amount taken off lines by what is left of them, none beyond its room."""
    return tuple(
        share(
            total_fen,
            [line.left_fen for line in lines],
            [line.room_fen for line in lines],
            terms.sharing,
        )
    )


def in_order(lines: Sequence[Line], pick: Pick) -> list[Piece]:
    """The free pieces of lines, those that a rule takes first in front."""
    pieces = [
        Piece(number, base, room)
        for number, line in enumerate(lines)
        if line.free
        for base, room in zip(
            split_evenly(line.free_base_fen, line.free),
            split_evenly(line.free_room_fen, line.free),
            strict=True,
        )
    ]
    if pick is Pick.CHEAPEST:
        pieces.sort(key=lambda piece: piece.base_fen)
    elif pick is Pick.DEAREST:
        pieces.sort(key=lambda piece: -piece.base_fen)
    return pieces


def counted(pieces: Sequence[Piece]) -> dict[int, int]:
    """How many pieces of each line there are."""
    count: dict[int, int] = {}
    for piece in pieces:
        count[piece.line] = count.get(piece.line, 0) + 1
    return count
