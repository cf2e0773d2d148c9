"""Every kept release comes up to this one with all its rows, and the models are what it makes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.command import upgrade
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Engine,
    MetaData,
    Table,
    inspect,
    make_url,
    text,
)
from sqlalchemy.types import TypeEngine

from planner.desk import Desk
from planner.reports import campaigns, key_figures
from planner.rules.people import Actor, Role
from planner.tables import Base, migrations
from planner.tables.engine import connect, for_writing
from planner.words import Refusal
from tests.support.databases import Databases
from tests.support.small_sale import CAMPAIGN
from tests.tables.keeping import KEPT

RELEASED = sorted(KEPT.glob("*.sql"))
LEAD = Actor(1, "Lin An", frozenset({Role.LEAD}))
Rows = dict[str, list[dict[str, Any]]]


def test_the_migrations_make_what_the_models_say(database_url: str) -> None:
    with opened(database_url) as engine, engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_the_migrations_make_every_check_of_the_models(
    database_url: str, databases: Databases
) -> None:
    with opened(databases.bare()) as engine:
        Base.metadata.create_all(engine)
        wanted = checks(engine)

    with opened(database_url) as engine:
        made = checks(engine)

    assert made == wanted
    assert "ck_phase_closes_after_opening" in made


def test_a_file_of_every_release_is_kept() -> None:
    revisions = {script.revision for script in scripts().walk_revisions()}

    assert {file.stem for file in RELEASED} == revisions


def test_the_latest_revision_is_known_without_loading_them_all() -> None:
    assert scripts().get_current_head() == migrations.LATEST


def test_the_latest_kept_release_has_rows_in_every_table() -> None:
    kept = rows_of(RELEASED[-1])

    assert [name for name, rows in kept.items() if not rows] == []
    assert set(kept) == set(Base.metadata.tables)


@pytest.mark.parametrize("released", RELEASED, ids=lambda file: file.stem)
def test_an_older_database_comes_up_with_every_row(released: Path, bare_database_url: str) -> None:
    kept = rows_of(released)
    restore(released, kept, bare_database_url)

    desk = Desk(bare_database_url)
    card = desk.read(campaigns.card, actor=LEAD, campaign_id=CAMPAIGN)
    paid = desk.read(key_figures.key_figures, actor=LEAD, campaign_id=CAMPAIGN).paid
    desk.close()

    assert card.name == "双11 2026"
    assert paid is not None
    assert paid.value == 9_900_000_000
    with opened(bare_database_url) as engine:
        now = MetaData()
        now.reflect(engine)
        with engine.connect() as connection:
            for name, rows in kept.items():
                table = now.tables[name]
                found = connection.execute(table.select().order_by(*table.primary_key)).mappings()
                before = [
                    {column: plain(value) for column, value in typed(table, row).items()}
                    for row in rows
                ]
                after = [
                    {column: plain(row[column]) for column in kept_row}
                    for row, kept_row in zip(found, before, strict=True)
                ]
                assert after == before


def test_a_first_release_learns_who_works_on_in_a_burst_and_how_many_share_a_task(
    bare_database_url: str,
) -> None:
    first = KEPT / "0001.sql"
    restore(first, rows_of(first), bare_database_url)
    with opened(bare_database_url) as engine, for_writing(engine).begin() as connection:
        for task_id, hours in ((1, 20), (2, 16)):
            connection.execute(
                text("update task set effort_hours = :hours, duration_days = 2 where id = :id"),
                {"hours": hours, "id": task_id},
            )

    Desk(bare_database_url).close()

    with opened(bare_database_url) as engine, engine.connect() as connection:
        burst_hours = {
            row.key: row.burst_hours
            for row in connection.execute(text("select key, burst_hours from team"))
        }
        together = connection.scalars(
            text("select people_at_once from task where id < 3 order by id")
        ).all()
        frozen = connection.scalars(text("select name from milestone where freezes")).all()
    assert burst_hours["warehouse"] == burst_hours["customer_service"] == 10
    assert burst_hours["design"] is None
    assert together == [2, 1]
    assert frozen == ["页面冻结"]


def test_a_database_of_a_newer_release_is_refused_and_stays_as_it_is(database_url: str) -> None:
    with opened(database_url) as engine, engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))

    with pytest.raises(Refusal, match="newer release of the planner"):
        Desk(database_url)

    with opened(database_url) as engine, engine.connect() as connection:
        assert connection.scalar(text("select version_num from alembic_version")) == "9999"


def test_opening_a_database_twice_leaves_it_alone(database_url: str) -> None:
    Desk(database_url).close()

    Desk(database_url).close()

    with opened(database_url) as engine, engine.connect() as connection:
        assert connection.scalars(text("select version_num from alembic_version")).all() == [
            scripts().get_current_head()
        ]


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = connect(url)
    try:
        yield engine
    finally:
        engine.dispose()


def scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(configured())


def configured() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return config


def checks(engine: Engine) -> set[str]:
    inspector = inspect(engine)
    return {
        str(check["name"])
        for table in Base.metadata.tables
        for check in inspector.get_check_constraints(table)
    }


def rows_of(released: Path) -> Rows:
    """What a kept file holds, by table."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(released.read_text("utf-8"))
        connection.row_factory = sqlite3.Row
        names = connection.execute(
            "select name from sqlite_master where type = 'table' and name <> 'alembic_version'"
        )
        return {
            name: [dict(row) for row in connection.execute(f'select * from "{name}" ')]
            for (name,) in names.fetchall()
        }


def restore(released: Path, kept: Rows, url: str) -> None:
    """The database as it was when that release wrote it."""
    if make_url(url).get_backend_name() == "sqlite":
        with closing(sqlite3.connect(make_url(url).database or "")) as connection:
            connection.executescript(released.read_text("utf-8"))
        return
    config = configured()
    with opened(url) as engine, for_writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        upgrade(config, released.stem)
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            if kept.get(table.name):
                connection.execute(table.insert(), [typed(table, row) for row in kept[table.name]])


def typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row of a kept file with the values that its columns take."""
    return {name: _value(table.c[name].type, value) for name, value in row.items()}


def _value(kind: TypeEngine[Any], value: Any) -> Any:
    match kind:
        case _ if value is None:
            return None
        case Boolean():
            return bool(value)
        case JSON():
            return json.loads(value)
        case DateTime():
            moment = datetime.fromisoformat(value)
            return moment.replace(tzinfo=UTC) if kind.timezone else moment
        case Date():
            return date.fromisoformat(value)
        case _:
            return value


def plain(value: Any) -> Any:
    """A moment without its time zone, which SQLite does not keep."""
    aware = isinstance(value, datetime) and value.tzinfo is not None
    return value.astimezone(UTC).replace(tzinfo=None) if aware else value
