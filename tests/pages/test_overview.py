"""How do all our sales stand?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from planner.actions import campaigns, tasks
from tests.pages.acting import HOSTILE, element, retitle, unpacked
from tests.pages.conftest import Visit, shown
from tests.support.cast import (
    BANNER,
    CAMPAIGN,
    COPY,
    PICTURES,
    PRICES,
    REPLIES,
    STOCK,
    WARM_PAGE,
    Cast,
    build_without_sale,
)


def figures(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def open_points(app: AppTest) -> dict[str, list[int]]:
    return {
        group["id"].removeprefix("open-points-"): [task["id"] for task in unpacked(group["tasks"])]
        for group in element(app)["groups"]
    }


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["Overdue", "Stuck", "Unclaimed"]),
        ("zh", ["已逾期", "卡住", "待认领"]),
    ],
)
def test_the_key_figures_count_open_points(
    cast: Cast, visit: Visit, language: str, labels: list[str]
) -> None:
    cast.do(cast.laoku, tasks.say_stuck, task_id=STOCK, reason="等车")
    cast.do(cast.xiaowen, tasks.complete, task_id=WARM_PAGE)
    cast.do(cast.xiaowen, tasks.complete, task_id=PICTURES)

    app = visit(cast.damao, "overview", language)

    # Of the six that the burst needs one is done.
    assert [metric.value for metric in app.metric][:4] == ["16.7%", "0", "1", "6"]
    assert [metric.label for metric in app.metric][1:4] == labels


def test_open_points_are_shown_where_they_hurt(cast: Cast, visit: Visit) -> None:
    cast.do(cast.laoku, tasks.say_stuck, task_id=STOCK, reason="等车")
    cast.do(cast.xiaowen, tasks.complete, task_id=PICTURES)
    cast.do(cast.xiaowen, tasks.complete, task_id=BANNER)

    assert open_points(visit(cast.damao, "overview")) == {
        "stuck": [STOCK],
        "overdue": [WARM_PAGE],
        "review": [BANNER],
        "unclaimed": [COPY, REPLIES, PRICES],
    }


def test_five_of_a_kind_are_shown_and_the_rest_when_asked_for(cast: Cast, visit: Visit) -> None:
    cast.clock.now = datetime(2026, 11, 20, 2, tzinfo=UTC)

    app = visit(cast.damao, "overview")

    (overdue,) = element(app)["groups"]
    assert (overdue["shown"], overdue["count"]) == (5, 8)
    app.session_state["_more"] = {overdue["id"]: 400}
    (overdue,) = element(app.run())["groups"]
    assert (overdue["shown"], overdue["count"]) == (8, 8)


@pytest.mark.parametrize(
    ("day", "badge"),
    [(4, "7 days to"), (10, "1 day to"), (11, "Sale day is today"), (12, "1 day since")],
)
def test_the_countdown_runs_to_the_sale_day_and_on(
    cast: Cast, visit: Visit, day: int, badge: str
) -> None:
    cast.clock.now = datetime(2026, 11, day, 2, tzinfo=UTC)

    assert badge in shown(visit(cast.damao, "overview"))


def test_when_all_phases_have_opened_none_is_next(cast: Cast, visit: Visit) -> None:
    cast.clock.now = datetime(2026, 11, 13, 2, tzinfo=UTC)

    assert figures(visit(cast.damao, "overview"))["Next phase"] == "None"


def test_archived_sales_leave_the_overview(cast: Cast, visit: Visit) -> None:
    cast.do(cast.zhou, campaigns.archive, campaign_id=CAMPAIGN)

    assert "No sale planned yet" in shown(visit(cast.damao, "overview"))


def test_a_task_opens_in_a_drawer(cast: Cast, visit: Visit) -> None:
    retitle(cast, PICTURES, HOSTILE)
    app = visit(cast.damao, "overview")

    app.session_state["_asked"] = ("open", PICTURES)
    app.run()

    assert len(app.get("dialog")) == 1
    assert HOSTILE not in shown(app)
    assert not app.exception


@pytest.mark.parametrize("cast", [build_without_sale], indirect=True)
def test_without_a_sale_planners_are_led_to_planning_one(cast: Cast, visit: Visit) -> None:
    planner, teammate = visit(cast.zhou, "overview"), visit(cast.xiaowen, "overview")

    assert [len(app.get("page_link")) for app in (planner, teammate)] == [1, 0]
