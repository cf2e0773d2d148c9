"""Rules about pieces: 单品立减, 秒杀价, 拼团价, 砍价, 第N件M折 and 买N送M."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.rules.promotions.baskets import Scope
from planner.rules.promotions.lines import (
    Line,
    Offer,
    Pick,
    Piece,
    Terms,
    counted,
    in_order,
    pieces_of,
)
from planner.words import Bp, Fen, Refusal, Sentence


@dataclass(frozen=True, slots=True)
class PieceOff:
    """So much off every piece, or off the first ``most`` pieces of each line."""

    off_fen: int
    most: int | None = None

    def __post_init__(self) -> None:
        _positive(self.off_fen)

    def offer(self, lines: Sequence[Line], _: Terms) -> Offer | Sentence:
        """What comes off; no piece goes below zero or its floor."""
        shares = tuple(
            sum(min(self.off_fen, room) for room in line.rooms[: self.most]) for line in lines
        )
        return Offer(shares, Sentence("{off} off each piece", off=Fen(self.off_fen)))


@dataclass(frozen=True, slots=True)
class PiecePrice:
    """Another price for every piece (秒杀, 拼团, 会员价, 砍价 at its floor); never a dearer one."""

    price_fen: int

    def offer(self, lines: Sequence[Line], _: Terms) -> Offer | Sentence:
        """What comes off; a price above what is to be paid changes nothing."""
        shares = tuple(
            min(max(line.left_fen - line.goods.pieces * self.price_fen, 0), line.room_fen)
            for line in lines
        )
        if not any(shares):
            return Sentence("the price is no lower than before")
        return Offer(shares, Sentence("{price} a piece", price=Fen(self.price_fen)))


@dataclass(frozen=True, slots=True)
class NthPieceOff:
    """A rate off one of every ``nth`` pieces, the cheapest unless said otherwise (第N件M折)."""

    nth: int
    off_bp: int
    times: int | None = None
    pick: Pick = Pick.CHEAPEST
    mixed: bool = True

    def __post_init__(self) -> None:
        _at_least(self.nth, 1)

    def offer(self, lines: Sequence[Line], terms: Terms) -> Offer | Sentence:
        """What comes off; ``mixed`` pieces count together, otherwise each product by itself."""
        groups = [list(range(len(lines)))] if self.mixed else [[n] for n in range(len(lines))]
        taken: list[Piece] = []
        for group in groups:
            pieces = [
                Piece(group[piece.line], piece.base_fen, piece.room_fen)
                for piece in in_order([lines[n] for n in group], terms.pick or self.pick)
            ]
            times = len(pieces) // self.nth
            times = times if self.times is None else min(times, self.times)
            in_cart = (terms.pick or self.pick) is Pick.IN_ORDER
            taken += (
                pieces[self.nth - 1 : self.nth * times : self.nth] if in_cart else pieces[:times]
            )
        if not taken:
            return _more_pieces(self.nth - pieces_of(lines))
        shares = [0] * len(lines)
        for piece in taken:
            off = terms.rounding.off(piece.base_fen, self.off_bp)
            shares[piece.line] += min(off, piece.room_fen)
        how = Sentence(
            "{rate} off {n} piece", "{rate} off {n} pieces", n=len(taken), rate=Bp(self.off_bp)
        )
        return Offer(tuple(shares), how)


@dataclass(frozen=True, slots=True)
class GroupPieceOff:
    """So much off each piece of every full group of ``group`` pieces."""

    group: int
    off_fen: int

    def __post_init__(self) -> None:
        _at_least(self.group, 1)
        _positive(self.off_fen)

    def offer(self, lines: Sequence[Line], terms: Terms) -> Offer | Sentence:
        """What comes off; pieces beyond the last full group are paid in full."""
        pieces = in_order(lines, terms.pick or Pick.IN_ORDER)
        whole = len(pieces) // self.group * self.group
        if not whole:
            return _more_pieces(self.group - len(pieces))
        shares = [0] * len(lines)
        for piece in pieces[:whole]:
            shares[piece.line] += min(self.off_fen, piece.room_fen)
        how = Sentence(
            "{off} off {n} piece", "{off} off each of {n} pieces", n=whole, off=Fen(self.off_fen)
        )
        return Offer(tuple(shares), how)


@dataclass(frozen=True, slots=True)
class FirstThenEachOff:
    """So much off the first piece and another amount off each further one, up to ``most``."""

    first_fen: int
    each_fen: int
    most: int | None = None
    pick: Pick = Pick.IN_ORDER

    def offer(self, lines: Sequence[Line], terms: Terms) -> Offer | Sentence:
        """What comes off, piece by piece."""
        pieces = in_order(lines, terms.pick or self.pick)[: self.most]
        shares = [0] * len(lines)
        for number, piece in enumerate(pieces):
            shares[piece.line] += min(self.each_fen if number else self.first_fen, piece.room_fen)
        how = Sentence(
            "{first} off the first piece, {each} off each further one",
            first=Fen(self.first_fen),
            each=Fen(self.each_fen),
        )
        return Offer(tuple(shares), how)


@dataclass(frozen=True, slots=True)
class OnePieceOff:
    """So much off one piece of the order, the cheapest unless said otherwise."""

    off_fen: int
    pick: Pick = Pick.CHEAPEST

    def __post_init__(self) -> None:
        _positive(self.off_fen)

    def offer(self, lines: Sequence[Line], terms: Terms) -> Offer | Sentence:
        """What comes off that piece."""
        shares = [0] * len(lines)
        for piece in in_order(lines, terms.pick or self.pick)[:1]:
            shares[piece.line] = min(self.off_fen, piece.room_fen)
        return Offer(tuple(shares), Sentence("{off} off one piece", off=Fen(self.off_fen)))


@dataclass(frozen=True, slots=True)
class BuyGet:
    """Buy some pieces and get others free, once or as often as there are enough (买N送M).

    The free pieces are in the basket too. Whatever this rule counts, bought or free, no other
    ``BuyGet`` counts again.
    """

    buy: Scope
    buy_pieces: int
    get: Scope
    get_pieces: int
    times: int | None = None
    pick: Pick = Pick.CHEAPEST

    def __post_init__(self) -> None:
        _at_least(self.buy_pieces, 1)
        _at_least(self.get_pieces, 1)

    def offer(self, lines: Sequence[Line], terms: Terms) -> Offer | Sentence:
        """What comes off, and which pieces are used up by it."""
        pick = terms.pick or self.pick
        free, paid = self._taken(lines, pick)
        if not free:
            return Sentence("too few pieces for it")
        shares = [0] * len(lines)
        for piece in free:
            shares[piece.line] += min(piece.base_fen, piece.room_fen)
        how = Sentence("{n} piece is free", "{n} pieces are free", n=len(free))
        return Offer(tuple(shares), how, used=counted([*free, *paid]))

    def _taken(self, lines: Sequence[Line], pick: Pick) -> tuple[list[Piece], list[Piece]]:
        """The free pieces and the ones bought for them, as often as both are there."""
        free: list[Piece] = []
        paid: list[Piece] = []
        getting = [p for p in in_order(lines, pick) if self.get.covers(lines[p.line].goods)]
        buying = [p for p in in_order(lines, Pick.DEAREST) if self.buy.covers(lines[p.line].goods)]
        left = {number: line.free for number, line in enumerate(lines)}
        while self.times is None or len(free) < self.times * self.get_pieces:
            got = _take(getting, self.get_pieces, left)
            bought = _take(buying, self.buy_pieces, left) if got else []
            if not bought:
                break
            free += got
            paid += bought
        return free, paid


def _take(pieces: list[Piece], wanted: int, left: dict[int, int]) -> list[Piece]:
    """Take the first pieces of lines that have some left, so many or none; ``left`` counts down."""
    places: list[int] = []
    for place, piece in enumerate(pieces):
        if len(places) == wanted:
            break
        if left[piece.line] > 0:
            left[piece.line] -= 1
            places.append(place)
    if len(places) < wanted:
        return []
    return [pieces.pop(place) for place in reversed(places)][::-1]


def _more_pieces(short: int) -> Sentence:
    return Sentence(
        "{n} piece short of the threshold", "{n} pieces short of the threshold", n=max(short, 1)
    )


def _positive(off_fen: int) -> None:
    if isinstance(off_fen, float):
        raise Refusal("Off: write whole fen, without decimals.")
    if off_fen <= 0:
        raise Refusal("Off: write more than 0.")


def _at_least(pieces: int, least: int) -> None:
    if pieces < least:
        raise Refusal("Pieces: write a number of at least {least}.", least=least)
