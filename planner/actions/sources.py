"""Choosing which source counts for a shop's figures, against the usual rule."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, select

from planner.actions.finding import shop
from planner.rules.figures import FIGURE_TITLES, Source
from planner.rules.people import Actor, Right
from planner.rules.sales import EVERY_DAY, EVERY_FIGURE
from planner.rules.sources import SOURCE_NAMES
from planner.tables.sales import SourceChoice
from planner.words import Did, Refusal, Sentence


def choose_source(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    shop_id: int,
    source: Source,
    figure: str = EVERY_FIGURE,
    day: date = EVERY_DAY,
) -> Did:
    """Let a source count for a shop's figure on a day, or for every one, where it knows them."""
    actor.require(Right.IMPORT_SALES)
    place = shop(session, shop_id)
    if figure != EVERY_FIGURE and figure not in FIGURE_TITLES:
        raise Refusal("Figure: choose one of the list.")
    row = session.exec(
        select(SourceChoice).where(
            SourceChoice.shop_id == shop_id,
            SourceChoice.day == day,
            SourceChoice.figure == figure,
        )
    ).first()
    if row is None:
        row = SourceChoice(shop_id=shop_id, day=day, figure=figure, source=source, chosen_at=now)
    row.source, row.chosen_at, row.chosen_by = source, now, actor.person_id
    session.add(row)
    session.flush()
    return Did(_said(place.name, source, figure, day), value=row.id)


def forget_choice(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    choice_id: int,
) -> Did:
    """Let the usual rule decide again."""
    actor.require(Right.IMPORT_SALES)
    row = session.get(SourceChoice, choice_id)
    if row is None:
        raise Refusal("This choice was taken back already.")
    place = shop(session, row.shop_id)
    session.delete(row)
    return Did(Sentence("let the usual rule choose the source for “{shop}” again", shop=place.name))


def _said(shop_name: str, source: Source, figure: str, day: date) -> Sentence:
    name = SOURCE_NAMES[source]
    if figure == EVERY_FIGURE and day == EVERY_DAY:
        return Sentence("let “{source}” count for “{shop}”", source=name, shop=shop_name)
    if day == EVERY_DAY:
        return Sentence(
            "let “{source}” count for “{shop}”: {figure}",
            source=name,
            shop=shop_name,
            figure=FIGURE_TITLES[figure],
        )
    if figure == EVERY_FIGURE:
        return Sentence(
            "let “{source}” count for “{shop}” on {day}", source=name, shop=shop_name, day=day
        )
    return Sentence(
        "let “{source}” count for “{shop}” on {day}: {figure}",
        source=name,
        shop=shop_name,
        day=day,
        figure=FIGURE_TITLES[figure],
    )
