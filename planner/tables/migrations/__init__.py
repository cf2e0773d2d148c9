"""Brings a database up to this release's schema, keeping every row."""

from __future__ import annotations

from pathlib import Path

from alembic.command import upgrade
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from planner.tables.engine import for_writing
from planner.words import Refusal

_HERE = Path(__file__).parent
_LOCK = 618_1111_1212


def migrate(engine: Engine) -> None:
    """Run the migrations that this database lacks, in one transaction.

    Raises a Refusal for a database that a newer release has written.
    """
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {
        known.revision for known in scripts.walk_revisions()
    }:
        raise Refusal(
            "This data was written by a newer release of the planner. Update the planner, "
            "or restore a backup made with this release."
        )
    with for_writing(engine).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        upgrade(config, "head")
