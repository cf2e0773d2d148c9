"""What people ask about exports: remembered mappings, which source counts, and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from sqlalchemy import func, select
from sqlmodel import Session, col

from planner.reports.reading import reads
from planner.rules.exports import HandMapping
from planner.rules.figures import FIGURE_NAMES
from planner.rules.people import Actor, Right
from planner.rules.sales import EVERY_DAY, counted_once
from planner.tables.decided import load_choices, mapping_of
from planner.tables.people import Person
from planner.tables.said import load_said
from planner.tables.sales import ExportMapping, SalesFigure, SourceChoice

_MOST_DAYS = 60


@dataclass(frozen=True)
class Remembered:
    """A mapping that a shop remembers, who made it and when."""

    id: int
    mapping: HandMapping
    made_at: datetime
    by: str | None


@reads("sales", "shops", "people")
def mappings(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    shop_id: int,
) -> tuple[Remembered, ...]:
    """The mappings of a shop, the newest first."""
    actor.require(Right.IMPORT_SALES)
    found = session.execute(
        select(ExportMapping, col(Person.name))
        .outerjoin(Person, col(Person.id) == col(ExportMapping.made_by))
        .where(col(ExportMapping.shop_id) == shop_id)
        .order_by(col(ExportMapping.made_at).desc(), col(ExportMapping.id).desc())
    )
    return tuple(Remembered(row.id, mapping_of(row), row.made_at, by) for row, by in found)


@reads("sales", "shops")
def who_counts(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    shop_id: int,
) -> pd.DataFrame:
    """One row is a figure of a day of which more than one source speaks, the newest day first:
    day, figure, source (the one that counts), value, chosen, others (a tuple of source and value).

    At most the sixty newest such days.
    """
    actor.require(Right.IMPORT_SALES)
    days = session.scalars(
        select(col(SalesFigure.day))
        .where(col(SalesFigure.shop_id) == shop_id)
        .group_by(col(SalesFigure.day))
        .having(func.count(col(SalesFigure.source).distinct()) > 1)
        .order_by(col(SalesFigure.day).desc())
        .limit(_MOST_DAYS)
    ).all()
    records = []
    if days:
        said = load_said(session, [shop_id], min(days), max(days))
        for one in counted_once(said, load_choices(session, [shop_id])).figures:
            others = tuple(
                (claim.source, claim.value)
                for claim in one.others
                if claim.source != one.claim.source
            )
            if others:
                records.append(
                    (one.day, one.figure, one.claim.source, one.value, one.chosen, others)
                )
    records.sort(key=lambda record: (-record[0].toordinal(), FIGURE_NAMES.index(record[1])))
    return pd.DataFrame(
        records, columns=["day", "figure", "source", "value", "chosen", "others"]
    ).astype({"value": "Int64"})


@reads("sales", "shops", "people")
def choices(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    shop_id: int,
) -> pd.DataFrame:
    """One row is a choice of a source for a shop, the newest first: id, day (None: every day),
    figure ("" every figure), source, chosen_at, by (name).
    """
    actor.require(Right.IMPORT_SALES)
    found = session.execute(
        select(SourceChoice, col(Person.name))
        .outerjoin(Person, col(Person.id) == col(SourceChoice.chosen_by))
        .where(col(SourceChoice.shop_id) == shop_id)
        .order_by(col(SourceChoice.chosen_at).desc(), col(SourceChoice.id).desc())
    )
    return pd.DataFrame(
        [(row.id, _day(row.day), row.figure, row.source, row.chosen_at, by) for row, by in found],
        columns=["id", "day", "figure", "source", "chosen_at", "by"],
    ).astype({"day": object})


def _day(day: date) -> date | None:
    return None if day == EVERY_DAY else day
