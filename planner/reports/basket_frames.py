"""The sum of a basket as tables: its steps, the share of each line, and what did not count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.margins import Costs, Margin, margin
from planner.rules.promotions.quotes import Quote
from planner.rules.promotions.ruleset import Layer, Rule
from planner.words import Sentence


@dataclass(frozen=True)
class PricedBasket:
    """The sum of a basket under some rules, in fen.

    A row of ``steps`` is a rule that counted: rule, layer, claimed, group, before_fen, base_fen,
    how (Sentence), off_fen, after_fen, shop_bp. A row of ``lines`` is a product: sku, name, pieces,
    list_fen, off_fen, paid_fen, piece_fen (what a piece gets back at least). A row of
    ``skipped`` is a rule that did not count: rule, claimed, why (Sentence). A row of ``presents``
    is a gift: gift (its name), pieces. ``margin`` is None where not known, or not for the reader.
    ``every_way`` says whether all ways in which rules combine were compared for it.
    """

    list_fen: int
    paid_fen: int
    freight_fen: int
    shop_fen: int
    freight_free: Sentence | None
    steps: pd.DataFrame
    lines: pd.DataFrame
    skipped: pd.DataFrame
    presents: pd.DataFrame
    margin: Margin | None
    every_way: bool


def priced(
    quoted: Quote, costs: Costs | None, names: dict[str, str], rules: Sequence[Rule]
) -> PricedBasket:
    """The sum of a quote in tables; without costs it has no margin.

    ``rules`` are those that could have counted: what is not in the quote is said not to count.
    """
    return PricedBasket(
        list_fen=quoted.list_fen,
        paid_fen=quoted.payable_fen,
        freight_fen=quoted.freight_fen,
        shop_fen=quoted.shop_fen,
        freight_free=quoted.freight_free,
        steps=_steps(quoted),
        lines=_lines(quoted, names),
        skipped=_skipped(quoted, rules),
        presents=pd.DataFrame(
            [(names.get(one.sku, one.sku), one.pieces) for one in quoted.presents],
            columns=["gift", "pieces"],
        ),
        margin=None if costs is None else margin(quoted, costs),
        every_way=quoted.every_way,
    )


def _steps(quoted: Quote) -> pd.DataFrame:
    columns = [
        *("rule", "layer", "claimed", "group", "before_fen", "base_fen", "how", "off_fen"),
        *("after_fen", "shop_bp"),
    ]
    rows = [
        (
            step.rule.name,
            step.rule.layer,
            not step.rule.automatic,
            step.rule.group,
            step.before_fen,
            step.base_fen,
            step.how,
            step.off_fen,
            step.before_fen - step.off_fen,
            step.rule.shop_bp,
        )
        for step in quoted.steps
    ]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _lines(quoted: Quote, names: dict[str, str]) -> pd.DataFrame:
    columns = ["sku", "name", "pieces", "list_fen", "off_fen", "paid_fen", "piece_fen"]
    rows = [
        (
            goods.sku,
            names[goods.sku],
            goods.pieces,
            goods.amount_fen,
            off,
            paid,
            paid // goods.pieces,
        )
        for goods, off, paid in zip(quoted.basket, quoted.lines_off, quoted.lines_paid, strict=True)
        if goods.pieces
    ]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _skipped(quoted: Quote, rules: Sequence[Rule]) -> pd.DataFrame:
    """The rules that were tried in vain, and those that the customer did better without."""
    rows = [(one.rule.name, not one.rule.automatic, one.why) for one in quoted.skipped]
    told = {step.rule.key for step in quoted.steps} | {one.rule.key for one in quoted.skipped}
    taken = {step.rule.group for step in quoted.steps if step.rule.group}
    for rule in rules:
        if rule.key in told or (rule.layer is Layer.FREIGHT and quoted.freight_free is not None):
            continue
        if rule.layer is Layer.FREIGHT:
            why = Sentence("the threshold for free freight is not reached")
        elif rule.group in taken:
            why = Sentence("only one of its group counts, and another one takes more off")
        else:
            why = Sentence("the order would not get cheaper with it")
        rows.append((rule.name, not rule.automatic, why))
    return pd.DataFrame(rows, columns=["rule", "claimed", "why"], dtype=object)


def without_cost_of(
    basket: tuple[Goods, ...], likely: Quote, worst: Quote | None, names: dict[str, str]
) -> tuple[str, ...]:
    """The products and gifts whose cost nobody has said."""
    gifts = [*likely.presents, *(worst.presents if worst else ())]
    found = [names[goods.sku] for goods in basket if goods.pieces and goods.cost_fen is None]
    found += [names.get(gift.sku, gift.sku) for gift in gifts if gift.cost_fen is None]
    return tuple(dict.fromkeys(found))
