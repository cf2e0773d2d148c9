"""The steps from one release's schema to the next, which Alembic knows and takes."""

from __future__ import annotations

from pathlib import Path

from alembic.command import upgrade
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from planner.tables.engine import for_writing
from planner.words import Refusal

_LOCK = 618_1111_1212


def known_revisions() -> set[str]:
    """Every revision that this release knows."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def bring_up(engine: Engine, current: str | None) -> None:
    """Take a database from its current revision to the latest; raises a Refusal if it is newer."""
    if current is not None and current not in known_revisions():
        raise Refusal(
            "This data was written by a newer release of the planner. Update the planner, "
            "or restore a backup made with this release."
        )
    config = _config()
    with for_writing(engine).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config
