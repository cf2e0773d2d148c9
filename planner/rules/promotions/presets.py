"""The kinds of promotion that people choose from, and how each counts unless they say otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.rules.promotions.amount_rules import MostFor
from planner.rules.promotions.rounding import (
    OFF_UP_TO_WHOLE_YUAN,
    PAID_HALF_UP,
    WHOLE_BP,
    Rounding,
)
from planner.rules.promotions.ruleset import Base, Layer
from planner.rules.template_parts import Bilingual
from planner.words import Sentence


class GivingKind(StrEnum):
    """What a promotion gives, as people fill it in."""

    AMOUNT_OFF = "amount_off"
    RATE_OFF = "rate_off"
    PIECE_OFF = "piece_off"
    PIECE_PRICE = "piece_price"
    NTH_PIECE_OFF = "nth_piece_off"
    BUY_GET = "buy_get"
    PIECES_FOR_PRICE = "pieces_for_price"
    SET_FOR_PRICE = "set_for_price"
    DEPOSIT_WORTH = "deposit_worth"
    GIFT = "gift"
    FREE_FREIGHT = "free_freight"


ROUNDINGS: dict[str, tuple[Rounding, Sentence]] = {
    "paid_half_up": (PAID_HALF_UP, Sentence("What is paid, to the nearest fen")),
    "whole_yuan_up": (OFF_UP_TO_WHOLE_YUAN, Sentence("What comes off a piece, up to whole yuan")),
}


@dataclass(frozen=True, slots=True)
class Preset:
    """A kind of promotion with its usual terms, whose practice it is and where that was read.

    ``shop_bp`` is the share that the shop bears, in basis points, ``most_for`` what the most that a
    rate takes off counts for.
    """

    key: str
    name: Bilingual
    kind: GivingKind
    layer: Layer
    base: Base
    platform: Bilingual
    year: int
    source: Bilingual
    checked: date
    group: str = ""
    claimed: bool = False
    repeat: bool = False
    most_for: MostFor = MostFor.ORDER
    rounding: str = "paid_half_up"
    shop_bp: int = WHOLE_BP
    closes: frozenset[Layer] = frozenset()
