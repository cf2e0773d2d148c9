"""Hours that come added up count the same as hours one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert
from sqlmodel import Session

from planner.rules.figures import Source
from planner.rules.sales import counted_once
from planner.tables.engine import connect, for_writing
from planner.tables.said import WHOLE_DAY, load_said
from planner.tables.sales import SalesFigure
from planner.tables.shops import Shop

FIRST = date(2026, 11, 10)
DAYS = [FIRST + timedelta(days=ahead) for ahead in range(3)]
NOW = datetime(2026, 11, 20, tzinfo=UTC)

counts = st.none() | st.integers(0, 10**10)
rows: st.SearchStrategy[dict[str, Any]] = st.builds(
    lambda **row: row,
    shop_id=st.integers(1, 2),
    day=st.sampled_from(DAYS),
    hour=st.sampled_from([WHOLE_DAY, 0, 9, 20, 23]),
    channel=st.sampled_from(["", "", "", "live", "search"]),
    source=st.sampled_from([str(source) for source in Source]),
    partial=st.booleans(),
    paid_fen=counts,
    refunded_fen=counts,
    covers_to=st.datetimes(datetime(2026, 11, 10), datetime(2026, 11, 14)),
).filter(lambda row: not row["channel"] or row["paid_fen"] is not None)


@pytest.fixture
def session(sqlite_url: str) -> Iterator[Session]:
    engine = for_writing(connect(sqlite_url))
    with Session(engine) as opened:
        opened.add_all([Shop(id=n, name=f"{n}", created_at=NOW) for n in (1, 2)])
        opened.flush()
        yield opened
    engine.dispose()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_rows=st.lists(rows, max_size=12))
def test_added_up_hours_count_the_same(session: Session, given_rows: list[dict[str, Any]]) -> None:
    session.execute(delete(SalesFigure))
    unique = {
        tuple(row[name] for name in ("shop_id", "day", "hour", "channel", "source")): row
        for row in given_rows
    }
    if unique:
        session.execute(
            insert(SalesFigure),
            [row | {"version": 1, "updated_at": NOW} for row in unique.values()],
        )

    added = counted_once(load_said(session, [1, 2], DAYS[0], DAYS[-1]))
    singly = counted_once(load_said(session, [1, 2], DAYS[0], DAYS[-1], by_hour=DAYS))

    assert added.figures == singly.figures
    assert added.covered_to == singly.covered_to
