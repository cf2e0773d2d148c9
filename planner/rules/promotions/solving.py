"""Sums the other way round: which amount to type so that a wanted price comes out."""

from __future__ import annotations

from planner.rules.promotions.rounding import WHOLE_BP
from planner.words import Fen, Refusal


def piece_off_for(price_fen: int, target_fen: int) -> int:
    """What has to come off a piece beside all other rules, so that it costs ``target_fen``.

    Raises Refusal where the other rules already take more off.
    """
    if target_fen > price_fen:
        raise Refusal(
            "Wanted price: the other rules already bring it to {price}.", price=Fen(price_fen)
        )
    return price_fen - target_fen


def signup_price(line_fen: int, off_bp: int, step_fen: int = 100) -> int:
    """The highest activity price, in steps, that is at or under a platform's line after its rate.

    Compared without rounding, as platforms do. Raises Refusal for a rate of all or a step of none.
    """
    if not 0 <= off_bp < WHOLE_BP or step_fen < 1:
        raise Refusal("Rate: write one under 100%.")
    return line_fen * WHOLE_BP // (WHOLE_BP - off_bp) // step_fen * step_fen


def least_mid_price(big_fen: int, big_bp: int, mid_bp: int) -> int:
    """The lowest price of a smaller event that one sign-up price allows, where the large event
    with the higher rate is to cost ``big_fen``.

    Raises Refusal for rates of all.
    """
    if max(big_bp, mid_bp) >= WHOLE_BP:
        raise Refusal("Rate: write one under 100%.")
    return -(-big_fen * (WHOLE_BP - mid_bp) // (WHOLE_BP - big_bp))
