"""Rounding and sharing of many amounts at once, fen by fen as ``rounding`` and ``sharing`` do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from planner.rules.promotions.rounding import WHOLE_BP, Rounded, Rounding, Way

Fens = NDArray[np.int64]
Mask = NDArray[np.bool_]


def rounded_off(rounding: Rounding, amount: Fens, off_bp: Fens) -> Fens:
    """``Rounding.off`` of many amounts, each at its own rate."""
    if rounding.what is Rounded.OFF:
        off = _whole(rounding, amount * off_bp)
    else:
        off = amount - _whole(rounding, amount * (WHOLE_BP - off_bp))
    return np.minimum(np.maximum(off, 0), amount)


def over_pieces(total: Fens, pieces: Fens, of: Callable[[Fens], Fens]) -> Fens:
    """The sum of something of each piece, where totals are split evenly over their pieces."""
    count = np.maximum(pieces, 1)
    each, spare = np.divmod(total, count)
    found: Fens = np.where(pieces > 0, spare * of(each + 1) + (pieces - spare) * of(each), 0)
    return found


def share_between(
    total: Fens, weights: Sequence[Fens], rooms: Sequence[Fens], masks: Sequence[Mask]
) -> list[Fens]:
    """``sharing.share`` of many totals over one or two lines, where the masks say so."""
    if len(weights) == 1:
        return [np.minimum(total, rooms[0])]
    first_open, second_open = (rooms[n] > 0 for n in (0, 1))
    left = np.minimum(total, rooms[0] + rooms[1])
    first, second = (np.where(mask, one, 0) for mask, one in zip(masks, weights, strict=True))
    both_none = first + second == 0
    first, second = (np.where(both_none, 1, one) for one in (first, second))
    whole = first + second
    part = left * first // whole
    rest = left * second // whole
    spare = left - part - rest
    first_claim, second_claim = left * first % whole, left * second % whole
    to_first = (first_claim > second_claim) | ((first_claim == second_claim) & (first >= second))
    part = part + np.where(to_first, spare, 0)
    part = np.where(left * first > rooms[0] * whole, rooms[0], part)
    part = np.where(left * second > rooms[1] * whole, left - rooms[1], part)
    part = np.where(second_open, part, left)
    part = np.where(first_open, part, 0)
    return [part, left - part]


def _whole(rounding: Rounding, ten_thousandths: Fens) -> Fens:
    step = WHOLE_BP * rounding.step_fen
    if rounding.way is Way.DOWN:
        return ten_thousandths // step * rounding.step_fen
    if rounding.way is Way.UP:
        return -(-ten_thousandths // step) * rounding.step_fen
    return (2 * ten_thousandths + step) // (2 * step) * rounding.step_fen
