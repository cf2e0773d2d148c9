"""What a promotion gives, from the texts that people typed, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.rules.names import tidy
from planner.rules.promotions.amount_rules import AmountOff, Measure, MostFor, RateOff
from planner.rules.promotions.baskets import EVERYTHING, Scope
from planner.rules.promotions.draft_fields import DRAFT_LABELS as LABELS
from planner.rules.promotions.draft_fields import DraftField, TypedDraft
from planner.rules.promotions.extra_rules import DepositWorth, FreeFreight, Gift
from planner.rules.promotions.group_rules import PiecesForPrice, SetForPrice
from planner.rules.promotions.lines import Present
from planner.rules.promotions.piece_rules import BuyGet, NthPieceOff, PieceOff, PiecePrice
from planner.rules.promotions.presets import GivingKind
from planner.rules.promotions.rates import parse_off
from planner.rules.promotions.ruleset import Freight, Giving
from planner.rules.promotions.typed_values import (
    count_text,
    named,
    rate_text,
    whole,
    whole_or_none,
    written,
    yuan,
    yuan_or_none,
    yuan_text,
)
from planner.words import Refusal, Sentence

_OFF = Sentence("Off")
_LONGEST_GIFT = 80


def read_giving(kind: GivingKind, typed: TypedDraft, scope: Scope) -> Giving | Freight:
    """What is given; raises Refusal naming the field that can't be read."""
    field = DraftField
    times = whole_or_none(LABELS[field.TIMES], typed.get(field.TIMES))
    match kind:
        case GivingKind.AMOUNT_OFF:
            tiers = _tiers(typed, rates=False)
            most = yuan_or_none(LABELS[field.MOST], typed.get(field.MOST))
            return AmountOff(tiers, _measure(typed), bool(typed.get(field.REPEAT)), most)
        case GivingKind.RATE_OFF:
            tiers = _tiers(typed, rates=True)
            most = yuan_or_none(LABELS[field.MOST], typed.get(field.MOST))
            most_for = MostFor(typed.get(field.MOST_FOR) or MostFor.ORDER)
            return RateOff(tiers, _measure(typed), most, most_for=most_for)
        case GivingKind.PIECE_OFF:
            return PieceOff(_above_none(field.OFF, typed))
        case GivingKind.PIECE_PRICE:
            return PiecePrice(_above_none(field.PRICE, typed))
        case GivingKind.NTH_PIECE_OFF:
            nth = whole(LABELS[field.NTH], typed.get(field.NTH))
            off = named(LABELS[field.RATE], parse_off, typed.get(field.RATE) or "")
            return NthPieceOff(nth, off, times)
        case GivingKind.BUY_GET:
            free = frozenset(typed.get(field.GET_SKUS) or ())
            return BuyGet(
                buy=scope if free else EVERYTHING,
                buy_pieces=whole(LABELS[field.BUY], typed.get(field.BUY)),
                get=Scope(skus=free) if free else EVERYTHING,
                get_pieces=whole(LABELS[field.GET], typed.get(field.GET)),
                times=times,
            )
        case GivingKind.PIECES_FOR_PRICE:
            pieces = whole(LABELS[field.PIECES], typed.get(field.PIECES))
            return PiecesForPrice(pieces, _above_none(field.PRICE, typed), times)
        case GivingKind.SET_FOR_PRICE:
            return SetForPrice(_set(typed), _above_none(field.PRICE, typed), times)
        case GivingKind.DEPOSIT_WORTH:
            return DepositWorth(_above_none(field.DEPOSIT, typed), _above_none(field.WORTH, typed))
        case GivingKind.GIFT:
            return Gift(
                _present(typed),
                _threshold(LABELS[field.THRESHOLD], typed.get(field.THRESHOLD), _measure(typed)),
                _measure(typed),
                bool(typed.get(field.REPEAT)),
            )
        case GivingKind.FREE_FREIGHT:
            text = typed.get(field.THRESHOLD)
            return FreeFreight(_threshold(LABELS[field.THRESHOLD], text, Measure.AMOUNT))


def giving_texts(gives: Giving | Freight) -> dict[DraftField, Any]:
    """What is given as it would be typed."""
    field = DraftField
    match gives:
        case AmountOff():
            tiers = [(_counted(at, gives.measure), yuan_text(off)) for at, off in gives.tiers]
            most = yuan_text(gives.most_fen)
            return {field.TIERS: tiers, field.MEASURE: gives.measure, field.MOST: most} | {
                field.REPEAT: gives.repeat
            }
        case RateOff():
            tiers = [(_counted(at, gives.measure), rate_text(off)) for at, off in gives.tiers]
            most = yuan_text(gives.most_fen)
            return {field.TIERS: tiers, field.MEASURE: gives.measure, field.MOST: most} | {
                field.MOST_FOR: gives.most_for
            }
        case PieceOff():
            return {field.OFF: yuan_text(gives.off_fen)}
        case PiecePrice():
            return {field.PRICE: yuan_text(gives.price_fen)}
        case NthPieceOff():
            return {
                field.NTH: count_text(gives.nth),
                field.RATE: rate_text(gives.off_bp),
                field.TIMES: count_text(gives.times),
            }
        case BuyGet():
            return {
                field.BUY: count_text(gives.buy_pieces),
                field.GET: count_text(gives.get_pieces),
                field.GET_SKUS: sorted(gives.get.skus),
                field.TIMES: count_text(gives.times),
            }
        case PiecesForPrice():
            return {
                field.PIECES: count_text(gives.pieces),
                field.PRICE: yuan_text(gives.price_fen),
                field.TIMES: count_text(gives.times),
            }
        case SetForPrice():
            return {
                field.SET: [(sku, count_text(n)) for sku, n in gives.pieces.items()],
                field.PRICE: yuan_text(gives.price_fen),
                field.TIMES: count_text(gives.times),
            }
        case DepositWorth():
            return {
                field.DEPOSIT: yuan_text(gives.deposit_fen),
                field.WORTH: yuan_text(gives.worth_fen),
            }
        case Gift():
            return {
                field.GIFT: gives.present.sku,
                field.GIFT_PIECES: count_text(gives.present.pieces),
                field.GIFT_COST: yuan_text(gives.present.cost_fen),
                field.MEASURE: gives.measure,
                field.THRESHOLD: _counted(gives.threshold, gives.measure),
                field.REPEAT: gives.repeat,
            }
        case FreeFreight():
            return {field.THRESHOLD: yuan_text(gives.threshold_fen or None)}
        case _:
            raise TypeError(f"{type(gives).__name__} is not written in a form")


def _tiers(typed: TypedDraft, *, rates: bool) -> tuple[tuple[int, int], ...]:
    rows: Sequence[tuple[str, str]] = [
        row for row in typed.get(DraftField.TIERS) or () if any(map(written, row))
    ]
    if not rows:
        raise Refusal("Off: write how much comes off.")
    label, measure = LABELS[DraftField.TIERS], _measure(typed)
    return tuple(
        (
            _threshold(label, threshold, measure),
            named(_OFF, parse_off, off or "") if rates else yuan(_OFF, off),
        )
        for threshold, off in rows
    )


def _threshold(label: Sentence, text: str | None, measure: Measure) -> int:
    """A threshold in fen or pieces; 0 where nothing is typed."""
    if not written(text):
        return 0
    if measure is Measure.PIECES:
        return whole(label, text)
    found = yuan(label, text)
    if found == 0:
        raise Refusal(
            "{field}: 0 is no threshold. Write an amount, or leave it empty.", field=label
        )
    return found


def _measure(typed: TypedDraft) -> Measure:
    return Measure(typed.get(DraftField.MEASURE) or Measure.AMOUNT)


def _above_none(field: DraftField, typed: TypedDraft) -> int:
    found = yuan(LABELS[field], typed.get(field))
    if found == 0:
        raise Refusal("{field}: write an amount above 0.", field=LABELS[field])
    return found


def _set(typed: TypedDraft) -> dict[str, int]:
    chosen = typed.get(DraftField.SET) or ()
    if not chosen:
        raise Refusal("{field}: choose at least two products.", field=LABELS[DraftField.SET])
    return {
        sku: whole(Sentence("Pieces of “{product}”", product=sku), text) for sku, text in chosen
    }


def _present(typed: TypedDraft) -> Present:
    gift = tidy(typed.get(DraftField.GIFT) or "")
    if not 1 <= len(gift) <= _LONGEST_GIFT:
        raise Refusal(
            "{field}: write its code or name, 1 to {most} characters.",
            field=LABELS[DraftField.GIFT],
            most=_LONGEST_GIFT,
        )
    return Present(
        sku=gift,
        pieces=whole(LABELS[DraftField.GIFT_PIECES], typed.get(DraftField.GIFT_PIECES)),
        cost_fen=yuan_or_none(LABELS[DraftField.GIFT_COST], typed.get(DraftField.GIFT_COST)),
    )


def _counted(threshold: int, measure: Measure) -> str:
    if not threshold:
        return ""
    return yuan_text(threshold) if measure is Measure.AMOUNT else str(threshold)
