"""What each kind of rule gives many baskets at once, fen by fen as its ``offer`` gives each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.rules.promotions.amount_rules import AmountOff, Measure, RateOff
from planner.rules.promotions.extra_rules import DepositWorth, Gift, OrderAlone
from planner.rules.promotions.grid_groups import (
    buy_get,
    pieces_for_price,
    set_for_price,
    two_together,
)
from planner.rules.promotions.grid_pieces import first_then_each, group_piece, nth_piece, one_piece
from planner.rules.promotions.grid_sharing import (
    Fens,
    Mask,
    added,
    over_pieces,
    rounded_off,
    share_between,
)
from planner.rules.promotions.grid_views import Given, View
from planner.rules.promotions.group_rules import DifferentTogether, PiecesForPrice, SetForPrice
from planner.rules.promotions.lines import Line, Offer
from planner.rules.promotions.piece_rules import (
    BuyGet,
    FirstThenEachOff,
    GroupPieceOff,
    NthPieceOff,
    OnePieceOff,
    PieceOff,
    PiecePrice,
)
from planner.rules.promotions.rounding import WHOLE_BP, Each, Rounding
from planner.rules.promotions.ruleset import Giving

_HOPELESS = 2**45


def give(gives: Giving, view: View) -> Given:
    """What a rule gives each basket, all that it needs being there."""
    match gives:
        case AmountOff():
            return _amount(gives, view)
        case RateOff():
            return _rate(gives, view)
        case PieceOff():
            return _each(gives.off_fen, gives.most, view)
        case DepositWorth():
            return _each(gives.worth_fen - gives.deposit_fen, None, view)
        case PiecePrice():
            return _price(gives, view)
        case Gift():
            return _gift(gives, view)
        case NthPieceOff():
            return nth_piece(gives, view)
        case GroupPieceOff():
            return group_piece(gives, view)
        case FirstThenEachOff():
            return first_then_each(gives, view)
        case OnePieceOff():
            return one_piece(gives, view)
        case BuyGet():
            return buy_get(gives, view)
        case PiecesForPrice():
            return pieces_for_price(gives, view)
        case SetForPrice():
            return set_for_price(gives, view)
        case OrderAlone():
            return Given(view.none(), view.there)
        case DifferentTogether() if len(view.left) <= 2 and not gives.off_bp.get(1):
            return two_together(gives, view)
        case DifferentTogether():
            return _one_by_one(gives, view)


def _counted(measure: Measure, view: View) -> Fens:
    return added(view.base if measure is Measure.AMOUNT else view.pieces)


def _amount(gives: AmountOff, view: View) -> Given:
    counted = _counted(gives.measure, view) + gives.elsewhere
    off = np.zeros_like(counted)
    for threshold, fen in gives.tiers:
        own = counted // threshold * fen if gives.repeat else fen
        off = np.where(counted >= threshold, own, off)
    if gives.most_fen is not None:
        off = np.minimum(off, gives.most_fen)
    offered = view.there & (counted >= gives.tiers[0][0])
    off = np.where(offered, off, 0)
    return Given(share_between(off, view.left, view.rooms, view.terms.sharing), offered)


def _rate(gives: RateOff, view: View) -> Given:
    rounding = view.terms.rounding
    counted = _counted(gives.measure, view) + gives.elsewhere
    rate = np.zeros_like(counted)
    for threshold, off_bp in gives.tiers:
        rate = np.where(counted >= threshold, min(off_bp, WHOLE_BP), rate)
    offered = view.there & (counted >= gives.tiers[0][0])
    rate = np.where(offered, rate, 0)
    each = gives.each(rounding)
    if each is Each.RULE:
        off = np.where(offered, rounded_off(rounding, added(view.base), rate), 0)
        if gives.most_of_order is not None:
            off = np.minimum(off, gives.most_of_order)
        return Given(share_between(off, view.left, view.rooms, view.terms.sharing), offered)
    shares = []
    for own, n, room in zip(view.base, view.pieces, view.rooms, strict=True):
        off = (
            rounded_off(rounding, own, rate)
            if each is Each.LINE
            else over_pieces(own, n, lambda piece: _rate_off_piece(gives, rounding, piece, rate))
        )
        shares.append(np.where(offered, np.minimum(off, room), 0))
    if gives.most_of_order is None:
        return Given(shares, offered)
    whole = added(shares)
    most = np.minimum(whole, gives.most_of_order)
    capped = share_between(most, view.left, view.rooms, view.terms.sharing)
    over = whole > gives.most_of_order
    shares = [np.where(over, cut, own) for cut, own in zip(capped, shares, strict=True)]
    return Given(shares, offered)


def _rate_off_piece(gives: RateOff, rounding: Rounding, piece: Fens, rate: Fens) -> Fens:
    off = rounded_off(rounding, piece, rate)
    return off if gives.most_of_piece is None else np.minimum(off, gives.most_of_piece)


def _each(off_fen: int, most: int | None, view: View) -> Given:
    """So much off every piece, or off the first ones of each line; no piece below its room."""
    shares = []
    for room, n in zip(view.rooms, view.pieces, strict=True):
        each, roomier = np.divmod(room, np.maximum(n, 1))
        count = n if most is None else np.minimum(n, most)
        roomy = np.minimum(count, roomier)
        shares.append(
            roomy * np.minimum(each + 1, off_fen) + (count - roomy) * np.minimum(each, off_fen)
        )
    return Given(shares, view.there)


def _price(gives: PiecePrice, view: View) -> Given:
    shares = [
        np.minimum(np.maximum(left - n * gives.price_fen, 0), room)
        for left, n, room in zip(view.left, view.pieces, view.rooms, strict=True)
    ]
    return Given(shares, added(shares) > 0)


def cost_of(gives: Gift, times: Fens | int) -> Fens | int:
    """What so many lots of a gift cost, exactly up to what no order can bear: sums have to fit."""
    cost = min(gives.present.pieces * (gives.present.cost_fen or 0), _HOPELESS)
    found: Fens | int = np.minimum(times, _HOPELESS // max(cost, 1) + 1) * cost
    return found


def _gift(gives: Gift, view: View) -> Given:
    counted = _counted(gives.measure, view)
    offered = view.there & (counted >= gives.threshold)
    times = counted // gives.threshold if gives.repeat else 1
    return Given(view.none(), offered, gifts=np.where(offered, cost_of(gives, times), 0))


def _one_by_one(gives: DifferentTogether, view: View) -> Given:
    """Basket by basket, each kind of basket once."""
    shares = view.none()
    offered: Mask = np.zeros_like(view.there)
    known: dict[tuple[tuple[int, ...], ...], Sequence[int] | None] = {}
    for place in np.flatnonzero(view.there):
        lines = [_line(view, line, int(place)) for line in range(len(view.left))]
        seen = [line for line, one in enumerate(lines) if one.goods.pieces]
        key = tuple(
            (line, one.goods.pieces, one.base_fen, one.room_fen, one.free)
            for line, one in enumerate(lines)
        )
        if key not in known:
            offer = gives.offer([lines[line] for line in seen], view.terms)
            known[key] = offer.shares if isinstance(offer, Offer) else None
        own = known[key]
        if own is None:
            continue
        offered[place] = True
        for line, off in zip(seen, own, strict=True):
            shares[line][place] = off
    return Given(shares, offered)


def _line(view: View, line: int, place: int) -> Line:
    goods = replace(view.goods[line], pieces=int(view.pieces[line][place]))
    return Line(
        goods,
        int(view.base[line][place]),
        int(view.left[line][place]),
        int(view.rooms[line][place]),
        int(view.free[line][place]),
        int(view.free_base[line][place]),
        int(view.free_room[line][place]),
    )
