"""Taking sales figures in: from a file that someone has agreed to, or typed for a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, select

from planner.actions.finding import shop
from planner.actions.stale import require_version
from planner.rules import imports
from planner.rules.figures import (
    FIGURE_NAMES,
    FIGURE_TITLES,
    Figures,
    SalesFile,
    Source,
    Span,
)
from planner.rules.names import file_title
from planner.rules.people import Actor, Right
from planner.tables.said import WHOLE_DAY, days_of_others, load_comparison, shop_clock
from planner.tables.sales import SalesFigure, SalesImport
from planner.words import Did, Refusal, Sentence

_MOST_FEN = 10**15
_MOST_COUNT = 2**31 - 1
_MOMENT = timedelta(seconds=1)


def take_in(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    shop_id: int,
    sales_file: SalesFile,
    file_name: str,
    sha256: str,
    digest: str,
) -> Did:
    """Keep what a file says of a shop's sales; the value is the import's id, None if all is known.

    ``digest`` is the preview's: refused where anything it showed is different by now.
    """
    actor.require(Right.IMPORT_SALES)
    place = shop(session, shop_id)
    known = imports.up_to(sales_file, shop_clock(session, now))
    comparison, standing = load_comparison(session, shop_id, known)
    others = days_of_others(session, shop_id, known)
    if imports.digest(shop_id, sales_file, comparison, others) != digest:
        raise Refusal("The figures changed since the preview. Look at it again, then take it in.")
    name = file_title(file_name)
    if comparison.changes_nothing:
        return Did(
            Sentence("“{file}” brings nothing new for “{shop}”.", file=name, shop=place.name)
        )
    brought = SalesImport(
        shop_id=shop_id,
        source=sales_file.source,
        file_name=name,
        sha256=sha256,
        rows_read=sales_file.rows_read,
        rows_skipped=len(sales_file.skipped),
        covers_from=known.covers_from,
        covers_to=known.covers_to,
        imported_at=now,
        imported_by=actor.person_id,
    )
    session.add(brought)
    session.flush()
    covers_to = known.covers_to
    session.add_all(
        _row(shop_id, sales_file.source, span, covers_to, now, brought.id)
        for span in comparison.new
    )
    for one in comparison.changed:
        _set(standing[imports.place_of(one.span)], one.span, covers_to, now, brought.id)
    return Did(_said(comparison, name, place.name), value=brought.id)


def type_in(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    shop_id: int,
    day: date,
    figures: Figures,
    version: int | None = None,
) -> Did:
    """Type in the figures of a shop's day, or correct those typed before at ``version``.

    Today's figures count up to now. Figures that are all unknown take the typed day away.
    """
    actor.require(Right.IMPORT_SALES)
    place = shop(session, shop_id)
    covers_to = _covered_until(session, now, day)
    _check(figures)
    row = session.exec(
        select(SalesFigure).where(
            SalesFigure.shop_id == shop_id,
            SalesFigure.day == day,
            SalesFigure.hour == WHOLE_DAY,
            SalesFigure.channel == "",
            SalesFigure.source == Source.TYPED,
        )
    ).first()
    if row is not None:
        require_version(session, row, version or 0)
    ends = datetime.combine(day, time.max).replace(microsecond=0)
    span = Span(day, None, figures, partial=covers_to < ends)
    if figures == Figures():
        if row is None:
            raise Refusal("Figures: write at least one, such as the paid amount.")
        session.delete(row)
        return Did(
            Sentence("removed the typed figures of “{shop}” on {day}", shop=place.name, day=day)
        )
    if row is None:
        row = _row(shop_id, Source.TYPED, span, covers_to, now)
        session.add(row)
        said = Sentence("typed in the figures of “{shop}” on {day}", shop=place.name, day=day)
    else:
        _set(row, span, covers_to, now)
        said = Sentence(
            "corrected the typed figures of “{shop}” on {day}", shop=place.name, day=day
        )
    session.flush()
    return Did(said, value=row.id)


def _said(comparison: imports.Comparison, name: str, shop_name: str) -> Sentence:
    spans = [*comparison.new, *(one.span for one in comparison.changed)]
    return Sentence(
        "took in “{file}” for “{shop}”: {n} day from {first} to {last}",
        "took in “{file}” for “{shop}”: {n} days from {first} to {last}",
        file=name,
        shop=shop_name,
        n=len(_days(spans)),
        first=min(_days(spans)),
        last=max(_days(spans)),
    )


def _days(spans: Iterable[Span]) -> set[date]:
    return {span.day for span in spans}


def _row(
    shop_id: int,
    source: Source,
    span: Span,
    covers_to: datetime,
    updated_at: datetime,
    import_id: int | None = None,
) -> SalesFigure:
    return SalesFigure.at_once(
        shop_id=shop_id,
        day=span.day,
        hour=WHOLE_DAY if span.hour is None else span.hour,
        channel=span.channel,
        source=source,
        partial=span.partial,
        covers_to=covers_to,
        updated_at=updated_at,
        import_id=import_id,
        **{name: getattr(span.figures, name) for name in FIGURE_NAMES},
    )


def _set(
    row: SalesFigure,
    span: Span,
    covers_to: datetime,
    updated_at: datetime,
    import_id: int | None = None,
) -> None:
    for name in FIGURE_NAMES:
        setattr(row, name, getattr(span.figures, name))
    row.partial = span.partial
    row.covers_to, row.updated_at, row.import_id = covers_to, updated_at, import_id


def _covered_until(session: Session, now: datetime, day: date) -> datetime:
    """The last moment a typed day speaks of: its end, or now while it is not over."""
    here = shop_clock(session, now)
    opens = datetime.combine(day, time.min)
    if opens > here:
        raise Refusal("Day: {day} has not begun yet. Choose today or an earlier day.", day=day)
    return min(here, opens + timedelta(days=1) - _MOMENT)


def _check(figures: Figures) -> None:
    for name, field in FIGURE_TITLES.items():
        value = getattr(figures, name)
        if value is None:
            continue
        if value < 0:
            raise Refusal("{field}: write 0 or more, or leave it empty.", field=field)
        if value > (_MOST_FEN if name.endswith("_fen") else _MOST_COUNT):
            raise Refusal("{field}: this is too large. Check the number of zeros.", field=field)
