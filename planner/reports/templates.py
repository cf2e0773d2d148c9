"""What people ask about templates: which there are, what is inside, what a file would bring."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd
from sqlmodel import Session, col, select

from planner.files.own_templates import read_template
from planner.files.templates import shipped
from planner.reports.reading import reads
from planner.rules.people import Actor, Right
from planner.rules.template_teams import digest, unknown_teams
from planner.rules.templates import SaleTemplate
from planner.tables.own_templates import latest_versions, version_of, versions_of
from planner.tables.people import Person
from planner.tables.plans import load_team_ids
from planner.tables.templates import OwnTemplate

_COLUMNS = ("number", "saved_at", "saved_by", "note", "archived")


@dataclass(frozen=True)
class TemplateCard:
    """One version of a template; a shipped one is version 0 and nobody's.

    ``newest`` is the number of its newest version.
    """

    template: SaleTemplate
    number: int = 0
    newest: int = 0
    archived: bool = False
    note: str = ""
    saved_at: datetime | None = None
    saved_by: int | None = None

    @property
    def own(self) -> bool:
        """Whether the shop saved it itself."""
        return self.number > 0


@dataclass(frozen=True)
class TemplatePreview:
    """What a file would bring: ``unknown`` holds the teams that are not here, with their tasks."""

    template: SaleTemplate
    digest: str
    unknown: dict[str, int] = field(hash=False)


@reads("templates", "people")
def catalogue(session: Session, /, *, actor: Actor, now: datetime) -> pd.DataFrame:  # noqa: ARG001 -- every report gets the moment
    """One row is a template in its newest version: own ones, the last saved first, then shipped.

    Columns: key, name (Bilingual), own, phases and tasks (numbers of them), number (of the
    version), saved_at (UTC), saved_by (id of a person or None), note, archived.
    """
    actor.require(Right.PLAN)
    own = [_card(row) for row in latest_versions(session)]
    cards = [*own, *(TemplateCard(template) for template in shipped().values())]
    return pd.DataFrame(
        {
            "key": [card.template.key for card in cards],
            "name": [card.template.name for card in cards],
            "own": [card.own for card in cards],
            "phases": [len(card.template.phases) for card in cards],
            "tasks": [len(card.template.tasks) for card in cards],
            **{
                name: pd.Series([getattr(card, name) for card in cards], dtype=object)
                for name in _COLUMNS
            },
        }
    )


@reads("templates")
def usable(session: Session, /, *, actor: Actor, now: datetime) -> dict[str, SaleTemplate]:  # noqa: ARG001 -- every report gets the moment
    """The templates that a campaign can be made from, by key: own ones first, then shipped."""
    actor.require(Right.PLAN)
    own = {
        row.key: read_template(row.content.encode(), row.key)
        for row in latest_versions(session)
        if row.archived_at is None
    }
    return own | dict(shipped())


@reads("templates")
def card(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    key: str,
    number: int | None = None,
) -> TemplateCard:
    """One template, in its newest version unless another is asked for; a Refusal if gone."""
    actor.require(Right.PLAN)
    if key in shipped():
        return TemplateCard(shipped()[key])
    newest = versions_of(session, key)[0]
    row = newest if number is None else version_of(session, key, number)
    return _card(row, newest)


@reads("templates", "people")
def versions(session: Session, /, *, actor: Actor, now: datetime, key: str) -> pd.DataFrame:  # noqa: ARG001 -- every report gets the moment
    """One row is a version of a template, the newest first.

    Columns: number, name, note, saved_at (UTC), who (the name of whoever saved it, or None).
    """
    actor.require(Right.PLAN)
    found = session.exec(
        select(OwnTemplate, Person.name)
        .outerjoin(Person, col(Person.id) == col(OwnTemplate.saved_by))
        .where(OwnTemplate.key == key)
        .order_by(col(OwnTemplate.number).desc())
    ).all()
    return pd.DataFrame(
        [(row.number, row.name, row.note, row.saved_at, who) for row, who in found],
        columns=["number", "name", "note", "saved_at", "who"],
    )


@reads("people")
def known_teams(session: Session, /, *, actor: Actor, now: datetime) -> dict[str, int]:  # noqa: ARG001 -- every report gets the moment
    """The ids of the teams that can be given work, by all that a template may call them by."""
    actor.require(Right.PLAN)
    return load_team_ids(session)


def preview(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    content: bytes,
    file_name: str,
) -> TemplatePreview:
    """What taking in a file would bring; raises a Refusal naming what is wrong in it."""
    actor.require(Right.PLAN)
    template = read_template(content, "", file_name)
    unknown = unknown_teams(template, load_team_ids(session))
    return TemplatePreview(template, digest(content, unknown), unknown)


def _card(row: OwnTemplate, newest: OwnTemplate | None = None) -> TemplateCard:
    newest = newest or row
    return TemplateCard(
        template=read_template(row.content.encode(), row.key),
        number=row.number,
        newest=newest.number,
        archived=newest.archived_at is not None,
        note=row.note,
        saved_at=row.saved_at,
        saved_by=row.saved_by,
    )
