"""Loads what each source says of a shop's sales, for the rules that count them once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, case, func, select
from sqlmodel import Session, col

from planner.rules.clock import USUAL_ZONE, wall_clock
from planner.rules.figures import FIGURE_NAMES, Figures, SalesFile, Source, Span
from planner.rules.imports import Comparison, Known, Place, compare, reach
from planner.rules.sales import Said
from planner.tables.reading import rows_at_once
from planner.tables.sales import SalesFigure, SalesImport
from planner.tables.shops import Installation

WHOLE_DAY = -1

_KEY = (col(SalesFigure.shop_id), col(SalesFigure.source), col(SalesFigure.day))
_FIGURES: tuple[Any, ...] = tuple(col(getattr(SalesFigure, name)) for name in FIGURE_NAMES)
_PLACE = case((col(SalesFigure.hour) == WHOLE_DAY, WHOLE_DAY), else_=0)
_WITHIN = (
    col(SalesFigure.shop_id).in_(bindparam("shop_ids", expanding=True)),
    col(SalesFigure.day).between(bindparam("first_day"), bindparam("last_day")),
)
# Built once: making these statements takes longer than asking them.
_ADDED = (
    select(
        *(*_KEY, _PLACE, col(SalesFigure.channel)),
        func.max(case((col(SalesFigure.partial), 1), else_=0)),
        *(func.sum(figure) for figure in _FIGURES),
        *(func.max(col(SalesFigure.covers_to)), func.max(col(SalesFigure.updated_at))),
    )
    .where(*_WITHIN, col(SalesFigure.day).not_in(bindparam("by_hour", expanding=True)))
    .group_by(*_KEY, _PLACE, col(SalesFigure.channel))
)
_SINGLY = select(
    *(*_KEY, col(SalesFigure.hour), col(SalesFigure.channel), col(SalesFigure.partial)),
    *_FIGURES,
    *(col(SalesFigure.covers_to), col(SalesFigure.updated_at)),
).where(*_WITHIN, col(SalesFigure.day).in_(bindparam("days", expanding=True)))


def load_said(
    session: Session,
    shop_ids: Collection[int],
    first_day: date,
    last_day: date,
    by_hour: Collection[date] = (),
) -> list[Said]:
    """What is said of these shops from the first to the last day.

    The days ``by_hour`` come hour by hour. Of the others a source's hours come added up as one
    span at hour 0, which counts the same and is ten times faster to load.
    """
    about = _about(shop_ids, first_day, last_day)
    asked = about | {"by_hour": sorted(by_hour)}
    connection = session.connection()
    found = [_said(row) for row in rows_at_once(connection, _ADDED, asked)]
    # Channels fill single hours, so a sum over hours would not count the same.
    by_channel = {one.span.day for one in found if one.span.channel}
    singly = sorted(by_channel | {day for day in by_hour if first_day <= day <= last_day})
    if not singly:
        return found
    one_by_one = rows_at_once(connection, _SINGLY, about | {"days": singly})
    return [one for one in found if one.span.day not in by_channel] + [
        _said(row) for row in one_by_one
    ]


def load_comparison(
    session: Session, shop_id: int, file: SalesFile
) -> tuple[Comparison, dict[Place, SalesFigure]]:
    """A file beside what its source said before, and the rows that stand there by their place."""
    days = {span.day for span in file.spans}
    rows = session.execute(
        select(SalesFigure, col(SalesImport.covers_from), col(SalesImport.covers_to))
        .outerjoin(SalesImport, col(SalesImport.id) == col(SalesFigure.import_id))
        .where(*_WITHIN, col(SalesFigure.source) == file.source),
        _about([shop_id], min(days), max(days)),
    )
    known: dict[Place, Known] = {}
    standing: dict[Place, SalesFigure] = {}
    for row, covers_from, covers_to in rows:
        span = span_of(row)
        place = Place(span.day, span.hour, span.channel)
        covered = reach(span, covers_from or row.covers_to, covers_to or row.covers_to)
        known[place] = Known(span.figures, row.partial, covered)
        standing[place] = row
    return compare(file, known), standing


def shop_clock(session: Session, now: datetime) -> datetime:
    """The moment on the wall clock of the shops, to the second."""
    installation = session.get(Installation, 1)
    zone = USUAL_ZONE if installation is None else installation.time_zone
    return wall_clock(now, zone).replace(microsecond=0)


def days_of_others(session: Session, shop_id: int, file: SalesFile) -> dict[Source, int]:
    """For how many of a file's days each other source speaks of the shop."""
    days = {span.day for span in file.spans}
    found = session.execute(
        select(col(SalesFigure.source), func.count(col(SalesFigure.day).distinct()))
        .where(*_WITHIN, col(SalesFigure.source) != file.source)
        .where(col(SalesFigure.day).in_(sorted(days)))
        .group_by(col(SalesFigure.source)),
        _about([shop_id], min(days), max(days)),
    )
    return {Source(source): count for source, count in found}


def span_of(row: SalesFigure) -> Span:
    """A row as the span that rules think in."""
    return Span(
        day=row.day,
        hour=None if row.hour == WHOLE_DAY else row.hour,
        figures=Figures(**{name: getattr(row, name) for name in FIGURE_NAMES}),
        channel=row.channel,
        partial=row.partial,
    )


def _about(shop_ids: Iterable[int], first_day: date, last_day: date) -> dict[str, Any]:
    """The values for the parameters of ``_WITHIN``."""
    return {"shop_ids": sorted(shop_ids), "first_day": first_day, "last_day": last_day}


def _said(row: Any) -> Said:
    shop_id, source, day, hour, channel, partial, *figures, covers_to, said_at = row
    span = Span(
        day=day,
        hour=None if hour == WHOLE_DAY else hour,
        figures=Figures(*(None if figure is None else int(figure) for figure in figures)),
        channel=channel,
        partial=bool(partial),
    )
    return Said(shop_id, Source(source), span, covers_to, said_at)
