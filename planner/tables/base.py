"""What all tables share: one registry, kept rows with versions, stable names of constraints."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import declared_attr, registry
from sqlmodel import Field, Session, SQLModel

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(SQLModel, registry=registry(metadata=MetaData(naming_convention=_NAMES))):
    """The root of every table; a registry of its own survives a hot reload."""


class Kept(Base):
    """A row whose every change history keeps, guarded by a version.

    ``noun`` names what the row belongs to on screen and in the revisions that caches watch.
    """

    noun: ClassVar[str]
    unwatched: ClassVar[frozenset[str]] = frozenset()

    version: int = Field(default=None, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 -- a class-level directive of SQLAlchemy
        table = getattr(cls, "__table__", None)
        return {} if table is None else {"version_id_col": table.c.version}

    def campaign_of(self, session: Session) -> int | None:  # noqa: ARG002 -- some rows must look it up
        """The campaign this row belongs to, or None for what all campaigns share."""
        return getattr(self, "campaign_id", None)
