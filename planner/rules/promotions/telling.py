"""What a rule says, in one line as an operator would write it."""

from __future__ import annotations

from collections.abc import Mapping

from planner.rules.promotions.amount_rules import AmountOff, Measure, MostFor, RateOff, at_most
from planner.rules.promotions.baskets import Scope
from planner.rules.promotions.extra_rules import DepositWorth, FreeFreight, Gift
from planner.rules.promotions.group_rules import PiecesForPrice, SetForPrice
from planner.rules.promotions.piece_rules import BuyGet, NthPieceOff, PieceOff, PiecePrice
from planner.rules.promotions.ruleset import Base, Freight, Giving
from planner.words import Bp, Fen, Sentence

_UNNAMED: Mapping[str, str] = {}

BASE_NAMES: dict[Base, Sentence] = {
    Base.LIST: Sentence("List price"),
    Base.ITEM: Sentence("Price after item rules"),
    Base.RUNNING: Sentence("What is left by then"),
}


def terms(gives: Giving | Freight, names: Mapping[str, str] = _UNNAMED) -> Sentence:
    """What a rule gives; products are called by their code unless ``names`` has their name."""
    match gives:
        case AmountOff():
            return at_most(_in_all(_amounts(gives)), gives.most_fen, MostFor.ORDER)
        case RateOff():
            return at_most(_in_all(_rates(gives)), gives.most_fen, gives.most_for)
        case PieceOff():
            return Sentence("{off} off each piece", off=Fen(gives.off_fen))
        case PiecePrice():
            return Sentence("{price} a piece", price=Fen(gives.price_fen))
        case NthPieceOff():
            return Sentence(
                "{rate} off one of every {n} piece",
                "{rate} off one of every {n} pieces",
                n=gives.nth,
                rate=Bp(gives.off_bp),
            )
        case BuyGet():
            return Sentence("Buy {buy}, get {n} free", buy=gives.buy_pieces, n=gives.get_pieces)
        case PiecesForPrice():
            return Sentence(
                "{n} piece for {price}",
                "{n} pieces for {price}",
                n=gives.pieces,
                price=Fen(gives.price_fen),
            )
        case SetForPrice():
            return Sentence(
                "{products} together for {price}",
                products=[f"{names.get(sku, sku)} × {n}" for sku, n in gives.pieces.items()],
                price=Fen(gives.price_fen),
            )
        case DepositWorth():
            return Sentence(
                "Deposit of {deposit} counts for {worth}",
                deposit=Fen(gives.deposit_fen),
                worth=Fen(gives.worth_fen),
            )
        case Gift():
            return _gift(gives, names)
        case FreeFreight():
            if not gives.threshold_fen:
                return Sentence("Free of freight, from any amount")
            return Sentence("Free of freight from {threshold}", threshold=Fen(gives.threshold_fen))
        case _:
            return Sentence("An order of its own")


def covers(scope: Scope) -> Sentence:
    """Which products a rule is about."""
    parts: list[Sentence] = []
    if scope.skus:
        parts.append(Sentence("{n} product", "{n} products", n=len(scope.skus)))
    if scope.categories:
        parts.append(Sentence("categories {names}", names=sorted(scope.categories)))
    if not parts:
        parts.append(Sentence("All products"))
    if scope.except_skus:
        parts.append(
            Sentence("without {n} product", "without {n} products", n=len(scope.except_skus))
        )
    return parts[0] if len(parts) == 1 else Sentence("{parts}", parts=parts)


def _amounts(gives: AmountOff) -> list[Sentence]:
    told = []
    for threshold, off in gives.tiers:
        if not threshold:
            told.append(Sentence("{off} off", off=Fen(off)))
        elif gives.repeat:
            told.append(
                Sentence(
                    "{off} off for every {threshold}",
                    off=Fen(off),
                    threshold=_threshold(threshold, gives.measure),
                )
            )
        else:
            told.append(
                Sentence(
                    "{off} off from {threshold}",
                    off=Fen(off),
                    threshold=_threshold(threshold, gives.measure),
                )
            )
    return told


def _rates(gives: RateOff) -> list[Sentence]:
    return [
        Sentence(
            "{rate} off from {threshold}",
            rate=Bp(off),
            threshold=_threshold(threshold, gives.measure),
        )
        if threshold
        else Sentence("{rate} off", rate=Bp(off))
        for threshold, off in gives.tiers
    ]


def _gift(gives: Gift, names: Mapping[str, str]) -> Sentence:
    gift = gives.present.sku
    given = Sentence("{sku} × {n}", sku=names.get(gift, gift), n=gives.present.pieces)
    if not gives.threshold:
        return Sentence("Gift {gift}", gift=given)
    threshold = _threshold(gives.threshold, gives.measure)
    if gives.repeat:
        return Sentence("Gift {gift} for every {threshold}", gift=given, threshold=threshold)
    return Sentence("Gift {gift} from {threshold}", gift=given, threshold=threshold)


def _threshold(threshold: int, measure: Measure) -> Sentence | Fen:
    if measure is Measure.AMOUNT:
        return Fen(threshold)
    return Sentence("{n} piece", "{n} pieces", n=threshold)


def _in_all(told: list[Sentence]) -> Sentence:
    return told[0] if len(told) == 1 else Sentence("{parts}", parts=told)
