"""Bundles: too cheap, or dearer than what is in them."""

from __future__ import annotations

from collections.abc import Iterator

from planner.rules.promotions.checks.grounds import Grounds, borne, not_checked, phase_of
from planner.rules.promotions.checks.working import said_list
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.group_rules import PiecesForPrice, SetForPrice
from planner.rules.promotions.plans import PlannedRule
from planner.rules.promotions.rounding import WHOLE_BP
from planner.words import Bp, Fen, Sentence


def find(grounds: Grounds) -> Iterator[Finding]:
    """Sets and N件M元 against what their parts cost."""
    for planned in grounds.plan.rules:
        if not borne(planned.rule):
            continue
        match planned.rule.gives:
            case SetForPrice() as gives:
                missing = sorted(sku for sku in gives.pieces if sku not in grounds.prices)
                if missing:
                    yield _unknown(planned, missing)
                    continue
                parts = [(sku, grounds.prices[sku], n) for sku, n in gives.pieces.items()]
                yield from _compared(grounds, planned, parts, gives.price_fen)
            case PiecesForPrice() as gives:
                covered = grounds.covered(planned.rule)
                if not covered:
                    continue
                dearest = max(covered, key=lambda one: (one.list_fen, one.sku))
                parts = [(dearest.sku, dearest.list_fen, gives.pieces)]
                yield from _compared(grounds, planned, parts, gives.price_fen)


def _compared(
    grounds: Grounds, planned: PlannedRule, parts: list[tuple[str, int, int]], price: int
) -> Iterator[Finding]:
    whole, limit = sum(each * n for _, each, n in parts), grounds.plan.limits.bundle_bp
    if not whole:
        return
    off, sku = whole - price, parts[0][0] if len(parts) == 1 else None
    said = {"rule": planned.rule.name, "price": Fen(price), "whole": Fen(whole)}
    working = (
        *(
            Sentence(
                "{sku}: {n} × {price} = {amount}",
                sku=name,
                n=n,
                price=Fen(each),
                amount=Fen(each * n),
            )
            for name, each, n in parts
        ),
        Sentence("together {whole}, as a bundle {price}", whole=Fen(whole), price=Fen(price)),
    )
    if off < 0:
        yield Finding(
            Code.BUNDLE_DEARER,
            Level.P1,
            Sentence("“{rule}” asks {price} for what costs {whole} apart.", **said),
            (planned.rule.key,),
            sku,
            phase_of(planned),
            working=working,
            fix=Sentence("Ask less than {whole}.", whole=Fen(whole)),
        )
    elif off * WHOLE_BP > whole * limit:
        least = Fen(-(-whole * (WHOLE_BP - limit) // WHOLE_BP))
        yield Finding(
            Code.BUNDLE_RATE_OVER_LIMIT,
            Level.P0,
            Sentence(
                "“{rule}” asks {price} for what costs {whole}: {rate} off, the limit is {limit}.",
                **said,
                rate=Bp(off * WHOLE_BP // whole),
                limit=Bp(limit),
            ),
            (planned.rule.key,),
            sku,
            phase_of(planned),
            working=working,
            loss_fen=off,
            loss_at_stock_fen=_at_stock(grounds, parts, off),
            fix=Sentence("Ask {least} or more, or raise the limit.", least=least),
        )


def _at_stock(grounds: Grounds, parts: list[tuple[str, int, int]], off: int) -> int | None:
    """What all sets lose: as many as the scarcest part allows."""
    sets = [grounds.at_stock(sku, 1, n) for sku, _, n in parts]
    known = [count for count in sets if count is not None]
    return min(known) * off if len(known) == len(sets) else None


def _unknown(planned: PlannedRule, missing: list[str]) -> Finding:
    return not_checked(
        Code.BUNDLE_RATE_OVER_LIMIT,
        Sentence(
            "“{rule}” has products that this sale doesn't know: {skus}.",
            rule=planned.rule.name,
            skus=said_list(missing),
        ),
        Sentence("Add these products to the sale."),
        planned,
    )
