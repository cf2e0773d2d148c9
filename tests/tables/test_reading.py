"""Many rows at a time are the same rows, whatever the columns hold and on either database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection, bindparam, select
from sqlmodel import Session, col

from planner.desk import Desk
from planner.tables.campaigns import Campaign
from planner.tables.engine import connect
from planner.tables.reading import rows_at_once

NAMES = ("双11 “爆发”", 'a "quote", \\ and\ttab', "[1, null]", "😀", "=1+1")
_ALL = select(
    col(Campaign.id),
    col(Campaign.name),
    col(Campaign.name),
    col(Campaign.sale_day),
    col(Campaign.created_at),
    col(Campaign.deleted_at),
    col(Campaign.target_fen),
    (col(Campaign.id) > 2).label("late"),
)
IN_ORDER = _ALL.where(col(Campaign.id) >= bindparam("least")).order_by(col(Campaign.id).desc())
AMONG = _ALL.where(col(Campaign.id).in_(bindparam("ids", expanding=True))).order_by(
    col(Campaign.name)
)


@pytest.fixture
def five(database_url: str) -> Iterator[Connection]:
    """A connection to five campaigns, the third in the recycle bin."""
    Desk(database_url).close()  # makes the tables
    engine = connect(database_url)
    with Session(engine) as session:
        session.add_all(_campaigns())
        session.flush()
        yield session.connection()
    engine.dispose()


def test_the_rows_are_those_that_were_written_in_the_order_asked_for(five: Connection) -> None:
    found = rows_at_once(five, IN_ORDER, {"least": 2})

    made = datetime(2026, 10, 1, 2, 0, 0, 250_000, tzinfo=UTC)
    assert found == [
        (5, NAMES[4], NAMES[4], date(2026, 11, 5), made, None, 2**40 + 5, True),
        (4, NAMES[3], NAMES[3], date(2026, 11, 4), made, None, 2**40 + 4, True),
        (3, NAMES[2], NAMES[2], date(2026, 11, 3), made, made, 2**40 + 3, True),
        (2, NAMES[1], NAMES[1], date(2026, 11, 2), made, None, None, False),
    ]
    assert {type(row) for row in found} == {tuple}


@pytest.mark.parametrize("ids", [[], [99], [4], [1, 2, 3, 4, 5]])
def test_a_list_of_any_length_can_be_asked_for_again(five: Connection, ids: list[int]) -> None:
    for _ in range(2):
        found = rows_at_once(five, AMONG, {"ids": ids})

        assert sorted(row[0] for row in found) == [one for one in ids if one <= 5]


def _campaigns() -> list[Campaign]:
    made = datetime(2026, 10, 1, 2, 0, 0, 250_000, tzinfo=UTC)
    return [
        Campaign(
            id=number,
            code=f"C{number}",
            name=name,
            sale="double11",
            sale_day=date(2026, 11, number),
            planning_day=date(2026, 10, 1),
            time_zone="Asia/Shanghai",
            language="zh",
            created_at=made,
            deleted_at=made if number == 3 else None,
            target_fen=2**40 + number if number > 2 else None,
        )
        for number, name in enumerate(NAMES, 1)
    ]
