"""Taking an amount off several lines: exact shares, none above the room of its line."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from planner.rules.money import apportion


class Sharing(StrEnum):
    """Who takes the fen that don't divide: the largest remainders, or the last line."""

    LARGEST_REMAINDER = "largest_remainder"
    LAST_TAKES_REST = "last_takes_rest"


def share(
    total: int,
    weights: Sequence[int],
    rooms: Sequence[int],
    sharing: Sharing = Sharing.LARGEST_REMAINDER,
) -> list[int]:
    """Fen off each line: ``total`` by weight, each at most its room, less where rooms are small.

    A line that can't take its share passes the rest to the others, by their weights. Spare fen go
    to the largest remainder, then to the larger weight, then to the earlier line. Weights that are
    all zero share equally. Ends after at most as many rounds as there are lines.
    """
    shares = [0] * len(weights)
    left = min(total, sum(rooms))
    open_lines = [line for line, room in enumerate(rooms) if room > 0]
    while left > 0 and open_lines:
        own = [weights[line] for line in open_lines]
        if not any(own):
            own = [1] * len(own)
        whole = sum(own)
        full = [
            line
            for line, weight in zip(open_lines, own, strict=True)
            if left * weight > rooms[line] * whole
        ]
        if not full:
            for line, part in zip(open_lines, _parts(left, own, sharing), strict=True):
                shares[line] = part
            return shares
        for line in full:
            shares[line] = rooms[line]
            left -= rooms[line]
        open_lines = [line for line in open_lines if line not in full]
    return shares


def split_evenly(total: int, parts: int) -> list[int]:
    """A total in that many whole parts, the earlier ones a fen larger where it doesn't divide."""
    each, spare = divmod(total, parts)
    return [each + (part < spare) for part in range(parts)]


def _parts(total: int, weights: Sequence[int], sharing: Sharing) -> list[int]:
    if sharing is Sharing.LARGEST_REMAINDER:
        return apportion(total, weights)
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    parts[-1] += total - sum(parts)
    return parts
