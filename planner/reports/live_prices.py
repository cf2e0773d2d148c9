"""What people ask about live prices: what an export changes, and where plan and live differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import func, select
from sqlmodel import Session, col

from planner.files.live_prices import LiveFile
from planner.reports.reading import reads
from planner.rules.clock import wall_clock
from planner.rules.figures import Skipped
from planner.rules.people import Actor, Right
from planner.rules.promotions.live_sources import LiveSource
from planner.rules.promotions.live_taking import AmountChange, compare, digest
from planner.rules.promotions.reconciling import Compared, Difference, phase_at, reconcile
from planner.tables.campaigns import Campaign
from planner.tables.loading import kept_campaign
from planner.tables.people import Person
from planner.tables.products import LivePrice
from planner.tables.promotion_plans import load_sale_plan
from planner.words import Sentence

_COLUMNS = [
    *("sku", "name", "field", "planned_fen", "live_fen", "difference_fen", "cheaper"),
    *("item_id", "sku_id", "source", "read_at"),
]


@dataclass(frozen=True)
class LivePreview:
    """What taking an export in would do; all but ``changes`` and what was skipped are counts.

    ``older`` variants stay, because a later export said more. ``lacking`` are known variants that
    the export does not have. ``differing`` products would differ from the plan, ``cheaper`` ones
    would cost customers less than planned. ``digest`` is what ``take_in`` wants back.
    """

    kind: LiveSource
    new: int
    changed: int
    unchanged: int
    older: int
    lacking: int
    changes: tuple[AmountChange, ...]
    products: int
    differing: int
    cheaper: int
    skipped: tuple[Skipped, ...]
    notes: tuple[Sentence, ...]
    digest: str


@dataclass(frozen=True)
class LiveCheck:
    """A shop's plan beside what is live.

    A row of ``differences`` is one thing that differs: sku, name, field (of ``Compared``),
    planned_fen, live_fen, difference_fen (None where a side has none), cheaper (than planned),
    item_id, sku_id, source, read_at (wall clock; None of what no export has). A row of ``sources``
    is a kind of export that was taken in: source, variants, read_at (wall clock), by, file_name.
    ``products`` are planned, ``found`` of them in an export; ``phase`` is the one compared.
    """

    products: int
    found: int
    differing: int
    cheaper: int
    phase: str | None
    differences: pd.DataFrame
    sources: pd.DataFrame


@reads("live_prices", "products", "promotions", "campaigns")
def preview(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    shop_id: int,
    file: LiveFile,
    complete: bool,
) -> LivePreview:
    """What taking an export in for a shop would change, before anybody agrees to it."""
    campaign = _campaign(session, actor, campaign_id)
    plan = load_sale_plan(session, campaign, shop_id, now)
    comparison = compare(file.prices, [one for one in plan.live if one.source == file.kind])
    others = tuple(one for one in plan.live if one.source != file.kind)
    after = replace(plan, live=others + comparison.after(complete=complete))
    differences = reconcile(after, after.live)
    return LivePreview(
        kind=file.kind,
        new=len(comparison.new),
        changed=len(comparison.changed),
        unchanged=len(comparison.unchanged),
        older=len(comparison.older),
        lacking=len(comparison.lacking),
        changes=comparison.changes,
        products=len(plan.products),
        differing=len(_products_of(differences)),
        cheaper=len(_products_of(one for one in differences if one.cheaper)),
        skipped=file.skipped,
        notes=file.notes,
        digest=digest((campaign_id, shop_id), comparison),
    )


@reads("live_prices", "products", "promotions", "campaigns", "people")
def check(
    session: Session, /, *, actor: Actor, now: datetime, campaign_id: int, shop_id: int
) -> LiveCheck:
    """Where a shop's plan and what is live differ by a fen or more, as of now."""
    campaign = _campaign(session, actor, campaign_id)
    plan = load_sale_plan(session, campaign, shop_id, now)
    differences = reconcile(plan, plan.live)
    phase = phase_at(plan.phases, plan.now)
    missing = sum(one.field is Compared.MISSING for one in differences)
    return LiveCheck(
        products=len(plan.products),
        found=len(plan.products) - missing if plan.live else 0,
        differing=len(_products_of(differences)),
        cheaper=len(_products_of(one for one in differences if one.cheaper)),
        phase=None if phase is None else phase.name,
        differences=pd.DataFrame(map(_row, differences), columns=_COLUMNS, dtype=object),
        sources=_sources(session, campaign, shop_id),
    )


def _campaign(session: Session, actor: Actor, campaign_id: int) -> Campaign:
    actor.require(Right.SEE_COSTS)
    return kept_campaign(session, campaign_id)


def _products_of(differences: Any) -> set[tuple[str, str]]:
    return {
        ("", one.product.sku) if one.product else (one.live.item_id, one.live.sku_id)
        for one in differences
    }


def _row(one: Difference) -> tuple[Any, ...]:
    product, live = one.product, one.live
    return (
        product.sku if product else "",
        product.name if product else (live.name if live else ""),
        one.field,
        one.planned_fen,
        one.live_fen,
        one.difference_fen,
        one.cheaper,
        live.item_id if live else (product.item_id if product else ""),
        live.sku_id if live else (product.sku_id if product else ""),
        LiveSource(live.source) if live else None,
        live.read_at if live else None,
    )


def _sources(session: Session, campaign: Campaign, shop_id: int) -> pd.DataFrame:
    newest = (
        select(col(LivePrice.source), func.max(LivePrice.read_at).label("read_at"), func.count())
        .where(col(LivePrice.campaign_id) == campaign.id, col(LivePrice.shop_id) == shop_id)
        .group_by(col(LivePrice.source))
        .order_by(col(LivePrice.source))
    )
    rows = []
    for source, read_at, variants in session.execute(newest):
        name, by = session.execute(
            select(col(LivePrice.file_name), col(Person.name))
            .outerjoin(Person, col(Person.id) == col(LivePrice.read_by))
            .where(
                col(LivePrice.campaign_id) == campaign.id,
                col(LivePrice.shop_id) == shop_id,
                col(LivePrice.source) == source,
                col(LivePrice.read_at) == read_at,
            )
            .limit(1)
        ).one()
        moment = wall_clock(read_at, campaign.time_zone)
        rows.append((LiveSource(source), variants, moment, by, name))
    columns = ["source", "variants", "read_at", "by", "file_name"]
    return pd.DataFrame(rows, columns=columns, dtype=object)
