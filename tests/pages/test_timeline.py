"""When does what happen, and what is late?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.actions import tasks
from tests.pages.acting import HOSTILE, element, retitle, unpacked
from tests.pages.conftest import Visit, shown
from tests.support.cast import (
    BANNER,
    PICTURES,
    RETURNS,
    STOCK,
    WARM_PAGE,
    Cast,
    build_without_sale,
)


def bars(app: AppTest) -> dict[int, dict[str, Any]]:
    """The tasks' bars by id."""
    rows = unpacked(element(app)["rows"])
    return {row["id"]: row for row in rows if row["kind"] == "task"}


def heads(app: AppTest) -> list[tuple[str, int]]:
    """The groups of rows: title and how many tasks."""
    rows = unpacked(element(app)["rows"])
    return [(row["title"], row["count"]) for row in rows if row["kind"] == "group"]


def test_phases_milestones_and_today_stand_where_the_calendar_has_them(
    cast: Cast, visit: Visit
) -> None:
    drawn = element(visit(cast.damao, "timeline"))

    # The first column is 29 October, the day before the first work begins.
    assert len(drawn["days"]) == 19
    assert [(band["name"], band["from"], band["to"]) for band in drawn["phases"]] == [
        ("预热", 3, pytest.approx(12 + 20 / 24)),
        ("爆发", pytest.approx(12 + 20 / 24), 14),
        ("收尾", 14, 18),
    ]
    assert [(one["name"], one["at"]) for one in drawn["milestones"]] == [("页面冻结", 10.5)]
    # Ten in the morning of the 4th.
    assert drawn["today"] == pytest.approx(6 + 10 / 24)
    assert [day["rest"] for day in drawn["days"][:6]] == [*(False, False, True, True), False, False]


def test_a_bar_runs_through_its_due_day(cast: Cast, visit: Visit) -> None:
    cast.do(cast.laoku, tasks.say_stuck, task_id=STOCK, reason="等车")
    cast.do(cast.xiaowen, tasks.complete, task_id=WARM_PAGE)

    found = bars(visit(cast.damao, "timeline"))

    # Two days up to and with the 3rd, which is the sixth column from 29 October.
    assert (found[PICTURES]["from"], found[PICTURES]["to"]) == (4, 6)
    assert [bool(found[PICTURES][name]) for name in ("late", "blocked", "stuck")] == [
        *(True, False, False)
    ]
    assert bool(found[BANNER]["blocked"])
    assert bool(found[STOCK]["stuck"])
    assert (found[WARM_PAGE]["state"], bool(found[WARM_PAGE]["late"])) == ("done", False)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("By phase", [("预热", 1), ("爆发", 6), ("收尾", 1)]),
        (
            "By team",
            [("Design", 4), ("Warehouse", 2), ("Customer service", 1), ("Operations", 1)],
        ),
        ("By owner", [("Unclaimed", 7), ("老库", 1)]),
    ],
)
def test_rows_are_grouped_as_asked(
    cast: Cast, visit: Visit, rows: str, expected: list[tuple[str, int]]
) -> None:
    cast.do(cast.laoku, tasks.claim, task_id=STOCK)

    assert heads(visit(cast.damao, "timeline", rows=rows)) == expected


def test_the_filters_of_the_list_are_the_timelines(cast: Cast, visit: Visit) -> None:
    app = visit(cast.damao, "timeline", search="退货")

    assert set(bars(app)) == {RETURNS}
    assert element(app)["count"] == 1


def test_today_is_left_out_once_the_sale_is_long_over(cast: Cast, visit: Visit) -> None:
    cast.clock.now = datetime(2027, 3, 1, tzinfo=UTC)

    assert element(visit(cast.damao, "timeline"))["today"] is None


def test_titles_reach_the_timeline_letter_by_letter(cast: Cast, visit: Visit) -> None:
    retitle(cast, PICTURES, HOSTILE)

    assert bars(visit(cast.xiaowen, "timeline"))[PICTURES]["title"] == HOSTILE


@pytest.mark.parametrize("cast", [build_without_sale], indirect=True)
def test_without_a_sale_the_timeline_says_how_to_begin(cast: Cast, visit: Visit) -> None:
    assert "No sale planned yet" in shown(visit(cast.damao, "timeline"))
