"""What people ask about a sale's worst orders: which product can lose in which phase, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlmodel import Session

from planner.reports.reading import reads
from planner.rules.people import Actor, Right
from planner.rules.promotions.checks.working import working
from planner.rules.promotions.safety import Place, Safety, places
from planner.tables.loading import kept_campaign
from planner.tables.promotion_plans import load_sale_plan
from planner.tables.promotion_rows import product_rows
from planner.words import Sentence

_COLUMNS = [
    *("product_id", "sku", "name", "phase_id", "phase", "verdict", "margin_bp", "margin_fen"),
    *("said", "basket", "n_rules", "target_bp"),
]


@dataclass(frozen=True)
class PlaceShown:
    """A product in a phase with the sum behind it.

    ``said`` is the proof, or what is bought and what that leaves, or why nobody knows. ``working``
    is the sum of the worst basket found, line by line, and ``rules`` the promotions in it by id;
    both are empty where there is none. ``target_bp`` is the margin that is wanted.
    """

    name: str
    phase: str
    verdict: Safety
    said: Sentence
    margin_bp: int | None
    margin_fen: int | None
    target_bp: int
    working: tuple[Sentence, ...]
    rules: tuple[tuple[int, str], ...]


@reads("products", "promotions", "live_prices", "campaigns")
def safety(
    session: Session, /, *, actor: Actor, now: datetime, campaign_id: int, shop_id: int
) -> pd.DataFrame:
    """One row is a product of a shop in a phase: product_id, sku, name, phase_id, phase, verdict
    (of ``Safety``), margin_bp, margin_fen, said, basket,
    n_rules (promotions that count in the phase), target_bp (the margin that is wanted).

    The margins are those of the worst order found, None where there is none; ``margin_bp`` is None
    too of an order that pays nothing. ``said`` is the Sentence of the proof, of the order, or of
    why nobody knows, ``basket`` the order itself. Phases come as they open, products by code.
    """
    actor.require(Right.SEE_COSTS)
    plan = load_sale_plan(session, kept_campaign(session, campaign_id), shop_id, now)
    names = {phase.key: phase.name for phase in plan.phases}
    ids = {row.sku: row.id for row in product_rows(session, campaign_id, shop_id)}
    n_rules = {phase.key: len(plan.rules_in(phase.key)) for phase in plan.phases}
    turn = {phase.key: number for number, phase in enumerate(plan.phases)}
    found = sorted(places(plan), key=lambda one: turn[one[0]])
    records = [
        (
            ids[of_phase.product.sku],
            of_phase.product.sku,
            of_phase.product.name,
            phase_id,
            names[phase_id],
            of_phase.safety,
            *_margins(of_phase),
            of_phase.said,
            of_phase.basket,
            n_rules[phase_id],
            plan.costs.target_bp,
        )
        for phase_id, of_phase in found
    ]
    return pd.DataFrame(records, columns=_COLUMNS, dtype=object)


def cell(frame: pd.DataFrame, phase_id: int, product_id: int) -> PlaceShown | None:
    """A row of ``safety`` with the sum behind it; None where it has no such row."""
    of_place = (frame["phase_id"] == phase_id) & (frame["product_id"] == product_id)
    row: Any = next(frame[of_place].itertuples(), None)
    if row is None:
        return None
    steps = () if row.basket is None else row.basket.quote.steps
    return PlaceShown(
        name=row.name,
        phase=row.phase,
        verdict=row.verdict,
        said=row.said,
        margin_bp=row.margin_bp,
        margin_fen=row.margin_fen,
        target_bp=row.target_bp,
        working=() if row.basket is None else working(row.basket),
        rules=tuple((int(step.rule.key), step.rule.name) for step in steps),
    )


def _margins(found: Place) -> tuple[int | None, int | None]:
    if found.basket is None:
        return None, None
    return found.basket.margin.margin_bp, found.basket.margin.margin_fen
