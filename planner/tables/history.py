"""What happened: one event per action, with before and after of each changed row."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from planner.tables.base import Base
from planner.words import Bp, Fen, Sentence, Who


class Event(Base, table=True):
    """One action someone took; ``sentence`` is kept as msgid, plural and values."""

    __tablename__ = "event"

    id: int = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    actor_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    action: str
    sentence: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    campaign_id: int | None = Field(default=None, index=True)
    undoes_id: int | None = Field(default=None, foreign_key="event.id", index=True)
    undone_by_id: int | None = Field(default=None, foreign_key="event.id")


class Change(Base, table=True):
    """One row before and after one event; None before is a row made, None after a row gone."""

    __tablename__ = "change"

    id: int = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    table: str
    row_id: int
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class Revision(Base, table=True):
    """How often a noun of a campaign (0: what all share) has changed; caches are keyed by it."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("campaign_id", "noun"),)

    id: int = Field(default=None, primary_key=True)
    campaign_id: int
    noun: str
    value: int = 0


def keep_sentence(sentence: Sentence) -> dict[str, Any]:
    """A sentence as JSON: msgid, plural and typed values."""
    return {
        "msgid": sentence.msgid,
        "plural": sentence.plural,
        "values": {name: _kept(value) for name, value in sentence.values.items()},
    }


def said_sentence(kept: dict[str, Any]) -> Sentence:
    """The sentence that :func:`keep_sentence` kept."""
    values = {name: _said(value) for name, value in kept["values"].items()}
    return Sentence(kept["msgid"], kept["plural"], **values)


_TYPES: dict[str, Any] = {
    "who": Who,
    "fen": Fen,
    "bp": Bp,
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "sentence": said_sentence,
}


def _kept(value: Any) -> Any:
    match value:
        case Who() | Fen() | Bp():
            return {"is": type(value).__name__.lower(), "value": int(value)}
        case datetime():
            return {"is": "moment", "value": value.isoformat()}
        case date():
            return {"is": "day", "value": value.isoformat()}
        case Sentence():
            return {"is": "sentence", "value": keep_sentence(value)}
        case _:
            return value


def _said(value: Any) -> Any:
    return _TYPES[value["is"]](value["value"]) if isinstance(value, dict) else value
