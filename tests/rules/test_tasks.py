"""How a task stands: states, stretches of time, readiness, circles of predecessors."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.tasks import (
    Bucket,
    Readiness,
    TaskState,
    bucket_of,
    find_cycle,
    is_late,
    readiness,
    require_no_cycle,
    state_of,
    written,
)
from planner.words import Refusal

MOMENT = datetime(2026, 11, 4, 2, tzinfo=UTC)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
GRAPHS = st.integers(1, 5).flatmap(
    lambda n: st.dictionaries(
        st.integers(1, n), st.lists(st.integers(1, n), max_size=n, unique=True), max_size=n
    )
)


@pytest.mark.parametrize(
    ("started", "submitted", "done", "state"),
    [
        (None, None, None, "todo"),
        (MOMENT, None, None, "doing"),
        (MOMENT, MOMENT, None, "review"),
        (None, MOMENT, None, "review"),
        (MOMENT, MOMENT, MOMENT, "done"),
        (None, None, MOMENT, "done"),
    ],
)
def test_the_latest_step_reached_is_the_state(
    started: datetime | None, submitted: datetime | None, done: datetime | None, state: str
) -> None:
    assert state_of(started, submitted, done) == TaskState(state)


@pytest.mark.parametrize(
    ("due", "done", "late"),
    [
        (date(2026, 11, 3), None, True),
        (date(2026, 11, 4), None, False),
        (date(2026, 11, 5), None, False),
        (date(2026, 11, 3), MOMENT, False),
    ],
)
def test_an_open_task_is_late_the_day_after_it_was_due(
    due: date, done: datetime | None, late: bool
) -> None:
    assert is_late(due, done, date(2026, 11, 4)) is late


# The 2nd of November 2026 is a Monday, the 8th a Sunday.
@pytest.mark.parametrize(
    ("today", "due", "bucket"),
    [
        (4, 3, "overdue"),
        (4, 4, "today"),
        (4, 5, "this_week"),
        (4, 8, "this_week"),
        (4, 9, "later"),
        (2, 8, "this_week"),
        (8, 8, "today"),
        (8, 9, "later"),
        (8, 7, "overdue"),
        (7, 8, "this_week"),
    ],
)
def test_this_week_runs_through_the_coming_sunday(today: int, due: int, bucket: str) -> None:
    assert bucket_of(date(2026, 11, due), date(2026, 11, today)) == Bucket(bucket)


@given(due=DAYS, today=DAYS)
def test_every_day_is_in_the_stretch_that_a_calendar_shows(due: date, today: date) -> None:
    sunday = next(day for n in range(7) if (day := today + timedelta(n)).isoweekday() == 7)

    bucket = bucket_of(due, today)

    assert (bucket == Bucket.OVERDUE) == (due < today)
    assert (bucket == Bucket.TODAY) == (due == today)
    assert (bucket == Bucket.THIS_WEEK) == (today < due <= sunday)
    assert (bucket == Bucket.LATER) == (due > sunday)


def test_readiness_counts_must_haves_apart() -> None:
    ready = readiness([(True, True), (False, True), (True, False), (False, False), (True, True)])

    assert ready == Readiness(done=3, total=5, must_done=2, must_total=3)
    assert ready.share_bp == 6000


@pytest.mark.parametrize(
    ("done", "total", "share"), [(0, 0, None), (0, 7, 0), (2, 3, 6666), (9999, 10_000, 9999)]
)
def test_readiness_is_rounded_down(done: int, total: int, share: int | None) -> None:
    assert Readiness(done, total, 0, 0).share_bp == share


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=300))
def test_only_all_done_reads_as_ready(tasks: list[tuple[bool, bool]]) -> None:
    ready = readiness(tasks)

    assert ready.share_bp is not None
    assert 0 <= ready.share_bp <= 10_000
    assert (ready.share_bp == 10_000) == all(done for done, _ in tasks)
    assert ready.must_done <= min(ready.done, ready.must_total)
    assert ready.total == len(tasks)


@given(GRAPHS)
def test_a_circle_is_found_exactly_where_some_order_of_tasks_goes_round(
    before: dict[int, list[int]],
) -> None:
    found = find_cycle(before)

    assert bool(found) == _goes_round(before)
    if found:
        assert found[0] == found[-1]
        assert len(set(found)) == len(found) - 1
        assert all(earlier in before[task] for task, earlier in pairwise(found))


def test_a_chain_of_ten_thousand_tasks_is_no_trouble() -> None:
    chain = {task: [task + 1] for task in range(10_000)}

    assert find_cycle(chain) == []
    assert len(find_cycle({**chain, 10_000: [0]})) == 10_002


def test_a_refused_circle_is_told_by_titles() -> None:
    with pytest.raises(Refusal, match="主图 → 海报 → 主图"):
        require_no_cycle({1: [2], 2: [1]}, {1: "主图", 2: "海报"})


def test_tasks_in_a_row_are_not_refused() -> None:
    require_no_cycle({1: [2, 3], 2: [3]}, {})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  两行\r\n文字\r ", "两行\n文字"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("半个\ud83d字", "半个字"),
        ("👨‍👩‍👧 ok", "👨‍👩‍👧 ok"),
        ("\x00 ", ""),
        ("a\tb", "a\tb"),
    ],
)
def test_what_a_person_wrote_loses_only_what_cannot_be_kept(typed: str, kept: str) -> None:
    assert written(typed) == kept


def _goes_round(before: dict[int, list[int]]) -> bool:
    tasks = sorted({*before, *(earlier for some in before.values() for earlier in some)})
    return any(
        all(
            earlier in before.get(task, ())
            for task, earlier in zip(ring, (*ring[1:], ring[0]), strict=True)
        )
        for size in range(1, len(tasks) + 1)
        for ring in permutations(tasks, size)
    )
