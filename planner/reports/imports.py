"""What people ask before and after taking sales figures in: previews, imports, typed days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.rules.figures import Figures, SalesFile, Skipped, Source
from planner.rules.imports import FigureChange, digest, sums, up_to
from planner.rules.people import Actor, Right
from planner.rules.sales import Said, counted_once
from planner.rules.targets import Measure
from planner.tables.decided import load_choices
from planner.tables.people import Person
from planner.tables.said import (
    WHOLE_DAY,
    days_of_others,
    load_comparison,
    load_said,
    shop_clock,
    span_of,
)
from planner.tables.sales import SalesFigure, SalesImport
from planner.tables.shops import Shop
from planner.words import Refusal, Sentence


@dataclass(frozen=True)
class SalesPreview:
    """What taking a file in would do; ``sums`` has None where the file does not know a figure.

    ``new``, ``changed``, ``unchanged`` and ``fuller`` count spans (hours or days); fuller ones stay
    because an earlier file covers more of them. ``changes`` are their figures, old and new.
    ``counts_on`` says on how many of the days each source would decide the paid amount, and
    ``digest`` is what ``take_in`` wants back.
    """

    shop_id: int
    shop: str
    source: Source
    rows_read: int
    covers_from: datetime
    covers_to: datetime
    days: int
    new: int
    changed: int
    unchanged: int
    fuller: int
    changes: tuple[FigureChange, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[Sentence, ...]
    sums: Figures
    other_sources: tuple[Source, ...]
    counts_on: dict[Source, int]
    digest: str

    @property
    def net_fen(self) -> int | None:
        """What stays of the paid amount after refunds."""
        return Measure.NET.of(self.sums)

    @property
    def lower(self) -> int:
        """How many figures would fall or get lost."""
        return sum(change.lower for change in self.changes)

    @property
    def changes_nothing(self) -> bool:
        """Whether everything in the file is known already."""
        return not self.new and not self.changed


@dataclass(frozen=True)
class TypedDay:
    """The figures someone typed in for a day, and the version to hand back with an edit."""

    version: int
    figures: Figures


@reads("sales", "shops")
def preview(
    session: Session, /, *, actor: Actor, now: datetime, shop_id: int, sales_file: SalesFile
) -> SalesPreview:
    """What taking this file in for a shop would add and change, before anybody agrees to it."""
    actor.require(Right.IMPORT_SALES)
    shop = session.get(Shop, shop_id)
    if shop is None or shop.archived_at is not None:
        raise Refusal("Shop: choose one of your shops.")
    known = up_to(sales_file, shop_clock(session, now))
    comparison, _ = load_comparison(session, shop_id, known)
    others = days_of_others(session, shop_id, known)
    return SalesPreview(
        shop_id=shop_id,
        shop=shop.name,
        source=sales_file.source,
        rows_read=sales_file.rows_read,
        covers_from=known.covers_from,
        covers_to=known.covers_to,
        days=len({span.day for span in known.spans}),
        new=len(comparison.new),
        changed=len(comparison.changed),
        unchanged=comparison.unchanged,
        fuller=comparison.fuller,
        changes=tuple(comparison.figure_changes()),
        skipped=sales_file.skipped,
        notes=known.notes,
        sums=sums(known.spans),
        other_sources=tuple(sorted(others)),
        counts_on=_counts_on(session, shop_id, known, now),
        digest=digest(shop_id, sales_file, comparison, others),
    )


@reads("sales", "shops", "people")
def latest_imports(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    shop_id: int | None = None,
    limit: int = 20,
) -> pd.DataFrame:
    """One row is an import, the newest first: id, imported_at, by (name), shop, source, file_name,
    covers_from, covers_to (wall clock), rows_read, rows_skipped.
    """
    actor.require(Right.SEE_PLAN)
    query = (
        select(*_IMPORT)
        .join(Shop, col(Shop.id) == col(SalesImport.shop_id))
        .outerjoin(Person, col(Person.id) == col(SalesImport.imported_by))
        .order_by(col(SalesImport.id).desc())
        .limit(limit)
    )
    if shop_id is not None:
        query = query.where(col(SalesImport.shop_id) == shop_id)
    found = session.execute(query)
    return pd.DataFrame([tuple(row) for row in found], columns=list(found.keys()))


@reads("sales", "shops")
def typed_day(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    shop_id: int,
    day: date,
) -> TypedDay | None:
    """The figures typed in for a shop's day, or None."""
    actor.require(Right.SEE_PLAN)
    row = session.scalar(
        select(SalesFigure).where(
            col(SalesFigure.shop_id) == shop_id,
            col(SalesFigure.day) == day,
            col(SalesFigure.hour) == WHOLE_DAY,
            col(SalesFigure.channel) == "",
            col(SalesFigure.source) == Source.TYPED,
        )
    )
    return None if row is None else TypedDay(row.version, span_of(row).figures)


_IMPORT: tuple[Any, ...] = (
    *(col(SalesImport.id), col(SalesImport.imported_at), col(Person.name).label("by")),
    *(col(Shop.name).label("shop"), col(SalesImport.source), col(SalesImport.file_name)),
    *(col(SalesImport.covers_from), col(SalesImport.covers_to)),
    *(col(SalesImport.rows_read), col(SalesImport.rows_skipped)),
)


def _counts_on(session: Session, shop_id: int, file: SalesFile, now: datetime) -> dict[Source, int]:
    days = {span.day for span in file.spans}
    standing = load_said(session, [shop_id], min(days), max(days), by_hour=days, apart=True)
    replaced = {(file.source, span.day, span.hour, span.channel) for span in file.spans}
    kept = [
        one
        for one in standing
        if (one.source, one.span.day, one.span.hour, one.span.channel) not in replaced
    ]
    after = kept + [Said(shop_id, file.source, span, file.covers_to, now) for span in file.spans]
    found: dict[Source, int] = {}
    for one in counted_once(after, load_choices(session, [shop_id])).figures:
        if one.figure == "paid_fen" and one.day in days:
            found[one.claim.source] = found.get(one.claim.source, 0) + 1
    return found
