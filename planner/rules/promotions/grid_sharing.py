"""Rounding and sharing of many amounts at once, fen by fen as ``rounding`` and ``sharing`` do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from planner.rules.promotions.rounding import WHOLE_BP, Rounded, Rounding, Way
from planner.rules.promotions.sharing import Sharing

Fens = NDArray[np.int64]
Mask = NDArray[np.bool_]


def rounded_off(rounding: Rounding, amount: Fens, off_bp: Fens | int) -> Fens:
    """``Rounding.off`` of many amounts, each at its own rate of at most all."""
    if rounding.what is Rounded.OFF:
        off = _whole(rounding, amount * off_bp)
    else:
        off = amount - _whole(rounding, amount * (WHOLE_BP - off_bp))
    return np.minimum(np.maximum(off, 0), amount)


def over_pieces(total: Fens, pieces: Fens, of: Callable[[Fens], Fens]) -> Fens:
    """The sum of something of each piece, where totals are split evenly over their pieces."""
    each, spare = np.divmod(total, np.maximum(pieces, 1))
    found: Fens = np.where(pieces > 0, spare * of(each + 1) + (pieces - spare) * of(each), 0)
    return found


def added(amounts: Sequence[Fens]) -> Fens:
    """The sum of several lines."""
    found = amounts[0]
    for amount in amounts[1:]:
        found = found + amount
    return found


def share_between(
    total: Fens,
    weights: Sequence[Fens],
    rooms: Sequence[Fens],
    sharing: Sharing = Sharing.LARGEST_REMAINDER,
) -> list[Fens]:
    """``sharing.share`` of many totals; a line without room has no part in it."""
    if len(weights) == 1:
        return [np.minimum(total, rooms[0])]
    left = np.minimum(total, added(rooms))
    shares = [np.zeros_like(left) for _ in rooms]
    takes: list[Mask] = [room > 0 for room in rooms]
    while True:
        own = _own(weights, takes)
        whole = np.maximum(added(own), 1)
        full = [
            one & (left * weight > room * whole)
            for one, weight, room in zip(takes, own, rooms, strict=True)
        ]
        if not any(one.any() for one in full):
            break
        shares = [
            np.where(one, room, was) for one, room, was in zip(full, rooms, shares, strict=True)
        ]
        left = left - added([np.where(one, room, 0) for one, room in zip(full, rooms, strict=True)])
        takes = [one & ~done for one, done in zip(takes, full, strict=True)]
    parts = _parts(left, own, whole, takes, sharing)
    return [was + part for was, part in zip(shares, parts, strict=True)]


def _own(weights: Sequence[Fens], takes: Sequence[Mask]) -> list[Fens]:
    """The weights of lines that take a part; equal ones where all are zero."""
    own = [np.where(one, weight, 0) for one, weight in zip(takes, weights, strict=True)]
    none = added(own) == 0
    if not none.any():
        return own
    return [np.where(none & one, 1, weight) for one, weight in zip(takes, own, strict=True)]


def _parts(
    left: Fens, own: Sequence[Fens], whole: Fens, takes: Sequence[Mask], sharing: Sharing
) -> list[Fens]:
    divided = [np.divmod(left * weight, whole) for weight in own]
    parts = [part for part, _ in divided]
    spare = np.where(takes[0] if len(takes) == 1 else np.any(takes, axis=0), left - added(parts), 0)
    if sharing is Sharing.LAST_TAKES_REST:
        for place in reversed(range(len(parts))):
            parts[place] = parts[place] + np.where(takes[place], spare, 0)
            spare = np.where(takes[place], 0, spare)
        return parts
    if not spare.any():
        return parts
    claims = [claim for _, claim in divided]
    for place, claim in enumerate(claims):
        ahead = np.zeros_like(left)
        for other, rival in enumerate(claims):
            if other == place:
                continue
            even = own[other] >= own[place] if other < place else own[other] > own[place]
            ahead = ahead + ((rival > claim) | ((rival == claim) & even))
        parts[place] = parts[place] + (ahead < spare)
    return parts


def _whole(rounding: Rounding, ten_thousandths: Fens) -> Fens:
    step = WHOLE_BP * rounding.step_fen
    if rounding.way is Way.DOWN:
        return ten_thousandths // step * rounding.step_fen
    if rounding.way is Way.UP:
        return -(-ten_thousandths // step) * rounding.step_fen
    return (2 * ten_thousandths + step) // (2 * step) * rounding.step_fen
