"""Saying once which column of an unknown sheet holds which figure."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, select

from planner.actions.finding import shop
from planner.rules.exports import HandMapping
from planner.rules.figures import FIGURE_TITLES
from planner.rules.people import Actor, Right
from planner.tables.sales import ExportMapping
from planner.words import Did, Refusal, Sentence

_MOST_COLUMNS = 400


def map_columns(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    shop_id: int,
    mapping: HandMapping,
) -> Did:
    """Remember a mapping for a shop's sheets with this header, in place of an earlier one."""
    actor.require(Right.IMPORT_SALES)
    place = shop(session, shop_id)
    _check(mapping)
    row = session.exec(
        select(ExportMapping).where(
            ExportMapping.shop_id == shop_id, ExportMapping.header == mapping.fingerprint
        )
    ).first()
    if row is None:
        row = ExportMapping(
            shop_id=shop_id,
            header=mapping.fingerprint,
            headers=list(mapping.headers),
            columns={},
            made_at=now,
        )
    row.columns = dict(mapping.columns)
    row.day_column, row.hour_column = mapping.day, mapping.hour
    row.made_at, row.made_by = now, actor.person_id
    session.add(row)
    session.flush()
    return Did(
        Sentence(
            "mapped {n} column of “{shop}” to a figure",
            "mapped {n} columns of “{shop}” to figures",
            n=len(mapping.columns),
            shop=place.name,
        ),
        value=row.id,
    )


def forget_mapping(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    mapping_id: int,
) -> Did:
    """Read sheets with this header as if nobody had mapped them."""
    actor.require(Right.IMPORT_SALES)
    row = session.get(ExportMapping, mapping_id)
    if row is None:
        raise Refusal("This mapping was forgotten already.")
    place = shop(session, row.shop_id)
    session.delete(row)
    return Did(Sentence("forgot mapped columns of “{shop}”", shop=place.name))


def _check(mapping: HandMapping) -> None:
    if not mapping.columns:
        raise Refusal("Columns: choose at least one figure that the sheet holds.")
    if unknown := mapping.columns.keys() - FIGURE_TITLES.keys():
        raise Refusal("Columns: “{figure}” is not a figure.", figure=min(unknown))
    used = [name for name in (*mapping.columns.values(), mapping.day, mapping.hour) if name]
    for name in used:
        if name not in mapping.headers:
            raise Refusal("Columns: the sheet has no column “{column}”.", column=name)
        if used.count(name) > 1:
            raise Refusal("Columns: “{column}” is chosen twice. Choose it once.", column=name)
        if mapping.headers.count(name) > 1:
            raise Refusal(
                "The column {column} appears twice. Delete or rename one of the two.", column=name
            )
    if mapping.hour and not mapping.day:
        raise Refusal("Columns: hours need a column of days too.")
    if len(mapping.headers) > _MOST_COLUMNS:
        raise Refusal("Columns: a sheet may have at most {most} columns.", most=_MOST_COLUMNS)
