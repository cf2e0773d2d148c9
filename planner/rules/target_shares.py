"""The target split by shop and channel, and what it takes: visitors, conversion, value, spend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.rules.money import ratio_bp
from planner.words import Bp, Refusal, Sentence

_WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    """A channel's share of its shop's target and how it is to come; what is not said is None.

    Raises Refusal for rates that no plan can have.
    """

    share_bp: int
    conversion_bp: int | None = None
    buyer_fen: int | None = None
    click_fen: int | None = None
    budget_fen: int | None = None
    gross_margin_bp: int | None = None
    refund_bp: int | None = None

    def __post_init__(self) -> None:
        for name, field in (
            ("share_bp", Sentence("Part of the target")),
            ("conversion_bp", Sentence("Conversion")),
            ("gross_margin_bp", Sentence("Gross margin")),
            ("refund_bp", Sentence("Refund rate")),
        ):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= _WHOLE:
                raise Refusal("{field}: write a rate from 0% to 100%.", field=field)

    def visitors(self, target_fen: int) -> int | None:
        """How many visitors the channel's part of the target takes, rounded up."""
        if self.conversion_bp is None or self.buyer_fen is None:
            return None
        return visitors_for(target_fen, self.conversion_bp, self.buyer_fen)

    def spend_fen(self, target_fen: int) -> int | None:
        """What those visitors cost if each is a click that is paid for."""
        visitors = self.visitors(target_fen)
        if visitors is None or self.click_fen is None:
            return None
        return visitors * self.click_fen

    def return_bp(self, target_fen: int) -> int | None:
        """What a yuan spent brings: by the budget, or where none is set by what clicks cost."""
        spend = self.budget_fen if self.budget_fen is not None else self.spend_fen(target_fen)
        return ratio_bp(target_fen, spend) if spend else None

    @property
    def break_even_bp(self) -> int | None:
        """What a yuan spent has to bring so that nothing is lost."""
        if self.gross_margin_bp is None:
            return None
        return break_even_return_bp(self.gross_margin_bp, self.refund_bp or 0)


@dataclass(frozen=True, slots=True)
class Solved:
    """An amount with the visitors, the conversion and the value per buyer that make it."""

    amount_fen: int
    visitors: int
    conversion_bp: int
    buyer_fen: int


def require_whole(shares_bp: Sequence[int], what: Sentence) -> None:
    """Refuse shares that do not add up to the whole, or are below zero; ``what`` names them."""
    if any(share < 0 for share in shares_bp):
        raise Refusal("{field}: a share cannot be below 0%.", field=what)
    if sum(shares_bp) != _WHOLE:
        raise Refusal(
            "{field}: the shares add up to {sum}. Make them add up to 100%.",
            field=what,
            sum=Bp(sum(shares_bp)),
        )


def visitors_for(amount_fen: int, conversion_bp: int, buyer_fen: int) -> int | None:
    """How many visitors an amount takes, rounded up; None where nobody would buy."""
    each = conversion_bp * buyer_fen
    return -(-amount_fen * _WHOLE // each) if each > 0 else None


def solve(
    amount_fen: int,
    *,
    visitors: int | None = None,
    conversion_bp: int | None = None,
    buyer_fen: int | None = None,
) -> Solved:
    """The third of visitors, conversion and value per buyer, from two of them and the amount.

    Visitors are rounded up and rates half up. Raises Refusal unless exactly two are given, both
    above zero, for a conversion of more than 100 %, and where the third would round to nothing.
    """
    given = (visitors, conversion_bp, buyer_fen)
    if sum(one is not None for one in given) != 2:
        raise Refusal(
            "Fill in two of visitors, conversion and paid per buyer, and leave the third empty."
        )
    if any(one is not None and one <= 0 for one in given):
        raise Refusal("Visitors, conversion and paid per buyer have to be above 0.")
    if visitors is None and conversion_bp is not None and buyer_fen is not None:
        visitors = visitors_for(amount_fen, conversion_bp, buyer_fen)
    elif conversion_bp is None and visitors is not None and buyer_fen is not None:
        conversion_bp = ratio_bp(amount_fen, visitors * buyer_fen)
    elif buyer_fen is None and visitors is not None and conversion_bp is not None:
        buyer_fen = ratio_bp(amount_fen, visitors * conversion_bp)
    if conversion_bp is not None and conversion_bp > _WHOLE:
        raise Refusal(
            "Conversion: that would be {rate}. Give more visitors, or a higher amount per buyer.",
            rate=Bp(conversion_bp),
        )
    if not visitors or not conversion_bp or not buyer_fen:
        raise Refusal("Visitors: with so many, the third would be next to nothing. Give fewer.")
    return Solved(amount_fen, visitors, conversion_bp, buyer_fen)


def break_even_return_bp(gross_margin_bp: int, refund_bp: int) -> int | None:
    """1 / (gross margin × (1 − refund rate)), rounded up; None where nothing is left."""
    kept = gross_margin_bp * (_WHOLE - refund_bp)
    return -(-(_WHOLE**3) // kept) if kept > 0 else None
