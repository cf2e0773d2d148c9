"""What people ask about a sale's worst orders: which product can lose in which phase, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlmodel import Session

from planner.reports.reading import reads
from planner.rules.people import Actor, Right
from planner.rules.promotions.checks.working import working
from planner.rules.promotions.safety import Place, Safety, place, places
from planner.tables.campaigns import Campaign
from planner.tables.promotion_plans import load_sale_plan
from planner.tables.promotion_rows import product_rows
from planner.words import Refusal, Sentence

_COLUMNS = [
    *("product_id", "sku", "name", "phase_id", "phase", "verdict", "margin_bp", "margin_fen"),
    *("said", "n_rules"),
]


@dataclass(frozen=True)
class PlaceShown:
    """A product in a phase with the sum behind it.

    ``said`` is the proof, or what is bought and what that leaves, or why nobody knows. ``working``
    is the sum of the worst basket found, line by line, and ``rules`` the promotions in it by id;
    both are empty where there is none. ``target_bp`` is the margin that is wanted.
    """

    sku: str
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
    (of ``Safety``), margin_bp, margin_fen, said, n_rules (promotions that count in the phase).

    The margins are those of the worst order found, None where there is none; ``margin_bp`` is None
    too of an order that pays nothing. ``said`` is the Sentence of the proof, of the order, or of
    why nobody knows. Phases come as they open, products by code.
    """
    actor.require(Right.SEE_COSTS)
    plan = load_sale_plan(session, _campaign(session, campaign_id), shop_id, now)
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
            n_rules[phase_id],
        )
        for phase_id, of_phase in found
    ]
    return pd.DataFrame(records, columns=_COLUMNS, dtype=object)


@reads("products", "promotions", "live_prices", "campaigns")
def cell(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    shop_id: int,
    phase_id: int,
    sku: str,
) -> PlaceShown:
    """A product in a phase with its proof or its worst basket; a Refusal where either is gone."""
    actor.require(Right.SEE_COSTS)
    plan = load_sale_plan(session, _campaign(session, campaign_id), shop_id, now)
    names = {phase.key: phase.name for phase in plan.phases}
    found = place(plan, phase_id, sku) if phase_id in names else None
    if found is None:
        raise Refusal("This product or phase is not in the sale any more. Look at the map again.")
    margin_bp, margin_fen = _margins(found)
    steps = () if found.basket is None else found.basket.quote.steps
    return PlaceShown(
        sku=sku,
        name=found.product.name,
        phase=names[phase_id],
        verdict=found.safety,
        said=found.said,
        margin_bp=margin_bp,
        margin_fen=margin_fen,
        target_bp=plan.costs.target_bp,
        working=() if found.basket is None else working(found.basket),
        rules=tuple((int(step.rule.key), step.rule.name) for step in steps),
    )


def _campaign(session: Session, campaign_id: int) -> Campaign:
    campaign = session.get(Campaign, campaign_id)
    if campaign is None or campaign.deleted_at is not None:
        raise Refusal("This campaign is not there any more. It may be in the recycle bin.")
    return campaign


def _margins(found: Place) -> tuple[int | None, int | None]:
    if found.basket is None:
        return None, None
    return found.basket.margin.margin_bp, found.basket.margin.margin_fen
