"""Rules about groups of pieces: N件M元, 搭配套餐 and sets of different products."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from planner.rules.promotions.lines import Line, Offer, Pick, Piece, Terms, counted, in_order
from planner.rules.promotions.sharing import share
from planner.words import Bp, Fen, Refusal, Sentence

_MOST_WAYS = 200_000


@dataclass(frozen=True, slots=True)
class PiecesForPrice:
    """So many pieces for one price (N件M元), as often as there are enough or ``times``.

    The dearest pieces are put together first, which is best for the customer; a group that would
    cost no less is left apart, so it never makes a basket dearer.
    """

    pieces: int
    price_fen: int
    times: int | None = None

    def __post_init__(self) -> None:
        if self.pieces < 1 or self.price_fen < 0:
            raise Refusal("Pieces for a price: write at least 1 piece and a price of 0 or more.")

    def offer(self, lines: Sequence[Line], terms: Terms) -> Offer | Sentence:
        """What comes off all groups together."""
        free = in_order(lines, Pick.DEAREST)
        grouped: list[Piece] = []
        off = 0
        for start in range(0, len(free) - self.pieces + 1, self.pieces):
            group = free[start : start + self.pieces]
            saved = sum(piece.base_fen for piece in group) - self.price_fen
            if saved <= 0 or len(grouped) == (self.times or len(free)) * self.pieces:
                break
            off += saved
            grouped += group
        if not grouped:
            return Sentence("no group of {n} that gets cheaper", n=self.pieces)
        how = Sentence(
            "{pieces} for {price}, {n} time",
            "{pieces} for {price}, {n} times",
            n=len(grouped) // self.pieces,
            pieces=self.pieces,
            price=Fen(self.price_fen),
        )
        return Offer(_over(lines, grouped, off, terms), how)


@dataclass(frozen=True, slots=True)
class SetForPrice:
    """Certain products together for one price (搭配套餐), at most ``times``."""

    pieces: Mapping[str, int]
    price_fen: int
    times: int | None = None

    def __post_init__(self) -> None:
        if sum(self.pieces.values()) < 2 or min(self.pieces.values()) < 1:
            raise Refusal("Set: choose at least two pieces.")

    def offer(self, lines: Sequence[Line], terms: Terms) -> Offer | Sentence:
        """What comes off all sets together; a set that costs no less is left apart."""
        of_sku: dict[str, list[Piece]] = {sku: [] for sku in self.pieces}
        for piece in in_order(lines, Pick.DEAREST):
            of_sku.get(lines[piece.line].goods.sku, []).append(piece)
        times = min(len(of_sku[sku]) // n for sku, n in self.pieces.items())
        times = times if self.times is None else min(times, self.times)
        grouped = [piece for sku, n in self.pieces.items() for piece in of_sku[sku][: n * times]]
        off = sum(piece.base_fen for piece in grouped) - times * self.price_fen
        if off <= 0:
            return Sentence("no set that gets cheaper")
        how = Sentence(
            "the set for {price}, {n} time",
            "the set for {price}, {n} times",
            n=times,
            price=Fen(self.price_fen),
        )
        return Offer(_over(lines, grouped, off, terms), how)


@dataclass(frozen=True, slots=True)
class DifferentTogether:
    """The more different products together, the higher the rate off them.

    ``off_bp`` maps how many different ones to basis points off. Pieces are put together in the way
    that takes most off, which is not always the largest sets first. Raises Refusal where a basket
    has more ways to be put together than can be looked through.
    """

    off_bp: Mapping[int, int]

    def offer(self, lines: Sequence[Line], terms: Terms) -> Offer | Sentence:
        """What comes off the best sets."""
        prices = [line.base_fen // line.goods.pieces if line.free else 0 for line in lines]
        sets = self._best(tuple(line.free for line in lines), prices)
        if not sets:
            return Sentence("too few different products for it")
        shares = [0] * len(lines)
        for members in sets:
            whole = sum(prices[n] for n in members)
            off = terms.rounding.off(whole, self.off_bp[len(members)])
            own = [prices[n] for n in members]
            for n, part in zip(members, share(off, own, own, terms.sharing), strict=True):
                shares[n] += part
        how = Sentence(
            "a set of different products, up to {rate} off",
            "{n} sets of different products, up to {rate} off",
            n=len(sets),
            rate=Bp(max(self.off_bp[len(members)] for members in sets)),
        )
        capped = (min(one, line.room_fen) for one, line in zip(shares, lines, strict=True))
        return Offer(tuple(capped), how)

    def _best(self, free: tuple[int, ...], prices: Sequence[int]) -> list[tuple[int, ...]]:
        """The sets, as lines, that take most off together.

        Lines of one price and as many pieces stand for each other, so of those only the earlier
        ones are tried; each round puts the line with most pieces into a set or leaves it apart.
        """
        rates = {size: rate for size, rate in self.off_bp.items() if rate > 0}

        @cache
        def best(left: tuple[int, ...]) -> tuple[int, tuple[tuple[int, ...], ...]]:
            if best.cache_info().currsize > _MOST_WAYS:
                raise Refusal("There are too many ways to put this basket together.")
            here = sorted(
                (n for n, pieces in enumerate(left) if pieces), key=lambda n: (-left[n], prices[n])
            )
            if not here:
                return 0, ()
            first, others = here[0], here[1:]
            most, chosen = best(_without(left, (first,)))
            tried: set[tuple[tuple[int, int], ...]] = set()
            for size, rate in rates.items():
                for rest in combinations(others, size - 1):
                    alike = tuple((left[n], prices[n]) for n in rest)
                    if alike in tried:
                        continue
                    tried.add(alike)
                    members = (first, *rest)
                    further, sets = best(_without(left, members))
                    off = rate * sum(prices[n] for n in members) + further
                    if off > most:
                        most, chosen = off, (members, *sets)
            return most, chosen

        return list(best(free)[1])


def _without(left: tuple[int, ...], members: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(pieces - (n in members) for n, pieces in enumerate(left))


def _over(
    lines: Sequence[Line], pieces: Sequence[Piece], off_fen: int, terms: Terms
) -> tuple[int, ...]:
    """An amount over the lines that pieces came from, by what those pieces count."""
    weights = [0] * len(lines)
    for piece in pieces:
        weights[piece.line] += piece.base_fen
    rooms = [line.room_fen if n in counted(pieces) else 0 for n, line in enumerate(lines)]
    return tuple(share(off_fen, weights, rooms, terms.sharing))
