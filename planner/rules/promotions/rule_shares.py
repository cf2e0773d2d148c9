"""What one rule takes off a product at most in any basket, as a share of its list price."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from planner.rules.promotions.amount_rules import AmountOff, Measure, RateOff
from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.extra_rules import DepositWorth, Gift, OrderAlone
from planner.rules.promotions.group_rules import DifferentTogether, PiecesForPrice, SetForPrice
from planner.rules.promotions.lines import Pick
from planner.rules.promotions.piece_rules import (
    BuyGet,
    FirstThenEachOff,
    GroupPieceOff,
    NthPieceOff,
    OnePieceOff,
    PieceOff,
    PiecePrice,
)
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.ruleset import Giving, Policy

_ALL = Fraction(1)
_NONE = Fraction(0)


def share_off(
    gives: Giving, goods: Goods, prices: Mapping[str, int], policy: Policy
) -> Fraction | None:
    """The share of the list price that comes off at most: of any basket, what comes off is at most
    the sum of this share of each product's list amount."""
    price = goods.price_fen
    match gives:
        case AmountOff():
            return max(
                _amount_share(gives, threshold, off, price) for threshold, off in gives.tiers
            )
        case RateOff():
            rate = min(Fraction(max(off for _, off in gives.tiers), WHOLE_BP), _ALL)
            most = gives.most_of_piece
            return rate if most is None else min(rate, Fraction(most, price))
        case PieceOff() | GroupPieceOff() | OnePieceOff():
            return min(Fraction(gives.off_fen, price), _ALL)
        case FirstThenEachOff():
            return min(Fraction(max(gives.first_fen, gives.each_fen), price), _ALL)
        case DepositWorth():
            return min(Fraction(gives.worth_fen - gives.deposit_fen, price), _ALL)
        case PiecePrice():
            return max(1 - Fraction(gives.price_fen, price), _NONE)
        case NthPieceOff():
            cheapest = (policy.pick or gives.pick) is Pick.CHEAPEST
            return Fraction(gives.off_bp, WHOLE_BP * (gives.nth if cheapest else 1))
        case PiecesForPrice():
            return max(1 - Fraction(gives.price_fen, gives.pieces * price), _NONE)
        case SetForPrice():
            return _set_share(gives, goods, prices)
        case DifferentTogether():
            return min(Fraction(max(gives.off_bp.values()), WHOLE_BP), _ALL)
        case BuyGet():
            return _free_share(gives, goods, policy)
        case OrderAlone():
            return _NONE
        case _:
            return None


def gift_share(gives: Gift, price: int) -> Fraction | None:
    """What a gift costs the shop as a share of what it is given for."""
    cost = gives.present.cost_fen
    if cost is None:
        return None
    whole = cost * gives.present.pieces
    if gives.measure is Measure.AMOUNT and gives.threshold:
        return Fraction(whole, gives.threshold)
    return Fraction(whole, max(gives.threshold, 1) * price)


def _amount_share(gives: AmountOff, threshold: int, off: int, price: int) -> Fraction:
    """Of 满T减D at most D/T of any amount; of a threshold in pieces D/n of every piece; without a
    threshold D of every piece, as an order has one at least."""
    if gives.measure is Measure.AMOUNT and not gives.elsewhere and threshold:
        return min(Fraction(off, threshold), _ALL)
    least = max(threshold - gives.elsewhere, 1) if gives.measure is Measure.PIECES else 1
    return Fraction(off, least * price)


def _free_share(gives: BuyGet, goods: Goods, policy: Policy) -> Fraction:
    """Of pieces that are bought and free alike at most the free part; else all of what is free."""
    if not gives.get.covers(goods):
        return _NONE
    if gives.buy == gives.get and (policy.pick or gives.pick) is Pick.CHEAPEST:
        return Fraction(gives.get_pieces, gives.buy_pieces + gives.get_pieces)
    return _ALL


def _set_share(gives: SetForPrice, goods: Goods, prices: Mapping[str, int]) -> Fraction | None:
    if goods.sku not in gives.pieces:
        return _NONE
    if not gives.pieces.keys() <= prices.keys():
        return None
    whole = sum(prices[sku] * pieces for sku, pieces in gives.pieces.items())
    return max(1 - Fraction(gives.price_fen, whole), _NONE) if whole else None
