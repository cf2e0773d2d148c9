"""A basket's sum, written line by line as an operator would."""

from __future__ import annotations

from collections.abc import Iterable

from planner.rules.promotions.worst_cases import Basket
from planner.words import Fen, Sentence


def working(basket: Basket) -> tuple[Sentence, ...]:
    """From what is bought to what is left."""
    quote, left = basket.quote, basket.margin
    lines = [
        Sentence(
            "{sku}: {n} × {price} = {amount}",
            n=goods.pieces,
            sku=goods.sku,
            price=Fen(goods.price_fen),
            amount=Fen(goods.amount_fen),
        )
        for goods in quote.basket
    ]
    lines += [
        Sentence("− {off}  {rule}: {how}", off=Fen(step.off_fen), rule=step.rule.name, how=step.how)
        if step.off_fen
        else Sentence("+ {rule}: {how}", rule=step.rule.name, how=step.how)
        for step in quote.steps
    ]
    lines.append(Sentence("To pay: {amount}", amount=Fen(quote.payable_fen)))
    if left.received_fen != quote.payable_fen:
        lines.append(Sentence("The shop gets: {amount}", amount=Fen(left.received_fen)))
    lines += [
        Sentence("− {amount}  {what}", amount=Fen(amount), what=what)
        for what, amount in (
            (Sentence("fee"), left.fee_fen),
            (Sentence("cost of the goods"), left.goods_fen),
            (Sentence("gifts"), left.gifts_fen),
            (Sentence("sending"), left.order_fen),
        )
        if amount
    ]
    lines.append(Sentence("Left: {amount}", amount=Fen(left.margin_fen)))
    return tuple(lines)


def taking(basket: Basket) -> tuple[str, ...]:
    """The keys of the rules that took something off or gave something along."""
    return tuple(step.rule.key for step in basket.quote.steps)


def names(basket: Basket) -> list[str]:
    """The names of those rules."""
    return list(dict.fromkeys(step.rule.name for step in basket.quote.steps))


def pieces_in(basket: Basket, sku: str) -> int:
    """How many pieces of a product are in it."""
    return sum(goods.pieces for goods in basket.quote.basket if goods.sku == sku)


def said_list(values: Iterable[str], most: int = 5) -> str:
    """The first few of many, with dots for the rest."""
    listed = list(values)
    return ", ".join(listed[:most]) + (", …" if len(listed) > most else "")
