"""What the back office says otherwise than the plan, a finding a product."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from planner.rules.promotions.checks.grounds import Grounds, not_checked
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.reconciling import Compared, Difference, reconcile
from planner.words import Fen, Refusal, Sentence

_NAMES: dict[Compared, Sentence] = {
    Compared.LIST: Sentence("list price"),
    Compared.ACTIVITY: Sentence("activity price"),
    Compared.PIECE_OFF: Sentence("off each piece"),
    Compared.OFFICIAL_OFF: Sentence("official rate off"),
    Compared.PRICE: Sentence("price to pay"),
    Compared.MISSING: Sentence("not in the back office"),
    Compared.UNPLANNED: Sentence("not in the plan"),
}


def find(grounds: Grounds) -> Iterator[Finding]:
    """Every product of which a fen differs."""
    if not grounds.products:
        return
    if not grounds.plan.live:
        yield not_checked(
            Code.LIVE_DIFFERS_FROM_PLAN,
            Sentence("no export of the back office has been read."),
            Sentence("Import the price export of the back office."),
        )
        return
    try:
        differences = reconcile(grounds.plan, grounds.plan.live)
    except Refusal as refusal:
        yield not_checked(
            Code.LIVE_DIFFERS_FROM_PLAN,
            Sentence("a price of the plan can't be worked out: {why}", why=refusal.sentence),
            Sentence("Put rules that exclude each other into one group."),
        )
        return
    of_sku: dict[str, list[Difference]] = defaultdict(list)
    for one in differences:
        if one.product is not None:
            of_sku[one.product.sku].append(one)
    for sku, own in of_sku.items():
        yield _finding(grounds, sku, own)


def _finding(grounds: Grounds, sku: str, differences: Sequence[Difference]) -> Finding:
    first = differences[0]
    losses = [-one.difference_fen for one in differences if one.cheaper and one.difference_fen]
    loss = max((abs(fen) for fen in losses), default=None)
    return Finding(
        Code.LIVE_DIFFERS_FROM_PLAN,
        Level.P0,
        Sentence(
            "“{sku}” is not in the back office as planned: {what}.", sku=sku, what=_told(first)
        ),
        sku=sku,
        phase=first.phase,
        working=tuple(_told(one) for one in differences),
        loss_fen=loss,
        loss_at_stock_fen=None if loss is None else grounds.at_stock(sku, loss),
        fix=Sentence("Correct it in the back office or in the plan, and import the export again."),
    )


def _told(one: Difference) -> Sentence:
    name = _NAMES[one.field]
    if one.planned_fen is None or one.live_fen is None:
        return name
    return Sentence(
        "{what} {planned} planned, {live} in the back office",
        what=name,
        planned=Fen(one.planned_fen),
        live=Fen(one.live_fen),
    )
