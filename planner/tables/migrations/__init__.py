"""Brings a database up to this release's schema, keeping every row."""

from __future__ import annotations

from importlib import import_module

from sqlalchemy import Engine, inspect, text

# Of the last file under versions.
LATEST = "0008"


def migrate(engine: Engine) -> None:
    """Run the migrations that this database lacks, in one transaction.

    Raises a Refusal for a database that a newer release has written.
    """
    with engine.connect() as connection:
        known = inspect(connection).has_table("alembic_version")
        current = (
            connection.scalar(text("select version_num from alembic_version")) if known else None
        )
    if current != LATEST:
        # Loaded only where it is needed: it takes a tenth of the time to the first page.
        import_module("planner.tables.migrations.steps").bring_up(engine, current)
