"""Connections that behave: SQLite's safety settings, locks, private files; versions on both."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, select

from planner.tables.engine import connect, for_writing
from planner.tables.people import Membership, Team
from planner.tables.shops import Shop

_INSERT = text("insert into team (name, colour, position, version) values (:name, '#000000', 0, 1)")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Engine]:
    engine = connect(sqlite_url)
    yield engine
    engine.dispose()


def add_team(engine: Engine, name: str = "设计") -> int:
    with Session(for_writing(engine)) as session:
        made = Team(name=name, colour="#8A63D2")
        session.add(made)
        session.commit()
        return made.id


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 15_000)],
)
def test_sqlite_is_safe_and_patient(sqlite: Engine, pragma: str, value: Any) -> None:
    with sqlite.connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_the_file_and_its_folder_belong_to_their_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "home" / "deep" / "planner.sqlite"

    with connect(f"sqlite:///{file}").connect() as connection:
        connection.execute(text("create table x (id integer)"))

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_row_that_belongs_to_nothing_is_refused(engine: Engine) -> None:
    with Session(for_writing(engine)) as session:
        session.add(Membership(person_id=99, team_id=99))

        with pytest.raises(IntegrityError):
            session.commit()


def test_a_row_that_breaks_its_rules_is_refused(engine: Engine) -> None:
    with Session(for_writing(engine)) as session:
        session.add(Team(name="", colour="#000000"))

        with pytest.raises(IntegrityError):
            session.commit()


def test_of_two_who_change_one_row_the_second_notices(engine: Engine) -> None:
    team_id = add_team(engine)
    with Session(engine) as first, Session(engine) as second:
        mine, theirs = first.get(Team, team_id), second.get(Team, team_id)
        assert mine is not None
        assert theirs is not None
        second.expunge(theirs)
        second.rollback()
        mine.name = "视觉"
        first.commit()

        second.add(theirs)
        theirs.name = "美术"
        with pytest.raises(StaleDataError):
            second.commit()

    with Session(engine) as session:
        assert session.exec(select(Team.name)).all() == ["视觉"]


def test_a_writer_takes_the_lock_at_once_and_readers_go_on(sqlite: Engine) -> None:
    add_team(sqlite)
    with for_writing(sqlite).begin() as writer, sqlite.connect() as impatient:
        impatient.execute(text("PRAGMA busy_timeout=1"))
        impatient.rollback()

        with pytest.raises(OperationalError, match="locked"):
            impatient.exec_driver_sql("BEGIN IMMEDIATE")

        writer.execute(text("update team set name = '视觉'"))
        with sqlite.connect() as reader:
            assert reader.execute(text("select name from team")).scalar() == "设计"


def test_the_second_writer_waits_for_the_first(sqlite: Engine) -> None:
    order: list[str] = []
    writing = for_writing(sqlite)

    def second() -> None:
        with writing.begin() as connection:
            connection.execute(_INSERT, {"name": "二"})
            order.append("second")

    with writing.begin() as connection:
        other = threading.Thread(target=second)
        other.start()
        connection.execute(
            text(
                "insert into team (name, colour, position, version) values ('一', '#000000', 0, 1)"
            )
        )
        other.join(0.2)
        order.append("first")
    other.join(10)

    assert order == ["first", "second"]
    with Session(sqlite) as session:
        assert sorted(session.exec(select(Team.name)).all()) == ["一", "二"]


def test_a_transaction_that_fails_leaves_nothing(engine: Engine) -> None:
    def fail_halfway() -> None:
        with Session(for_writing(engine)) as session, session.begin():
            session.add(Team(name="一", colour="#000000"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()

    with Session(engine) as session:
        assert session.exec(select(Team)).all() == []


def test_moments_come_back_in_utc(engine: Engine) -> None:
    moment = datetime(2026, 11, 4, 2, 0, 0, 123456, tzinfo=UTC)
    with Session(for_writing(engine)) as session:
        session.add(Shop(name="小山", platform="tmall", created_at=moment))
        session.commit()

    with Session(engine) as session:
        found = session.exec(select(Shop.created_at)).one()

    assert (found, found.tzname()) == (moment, "UTC")
