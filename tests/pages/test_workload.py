"""The workload page: where it is too much, what is behind a day, and what helps."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from planner import actions, reports
from planner.rules.tasks import TaskField
from tests.pages.acting import HOSTILE, HOSTILE_IN_MARKDOWN, element, labels, press, retitle
from tests.pages.conftest import Visit, shown
from tests.support.cast import CAMPAIGN, COPY, STOCK, Cast


@pytest.fixture
def overloaded(cast: Cast) -> Cast:
    """The copy takes design 90 hours until the freeze on Sunday the 8th, the stock 4."""
    for task_id, hours in ((COPY, 90), (STOCK, 4)):
        changes = {TaskField.EFFORT_HOURS: hours, TaskField.PEOPLE_AT_ONCE: 4}
        version = cast.task(task_id).version
        cast.do(cast.zhou, actions.plans.edit, task_id=task_id, version=version, changes=changes)
    return cast


def red_days(cast: Cast) -> list[tuple[int, date]]:
    frame = cast.ask(cast.zhou, reports.workload.by_day)
    over = frame[frame["over"] > 0]
    return list(zip(over["team_id"].astype(int), over["day"], strict=True))


def too_much(cast: Cast) -> int:
    """The minutes that all teams have too much, on all days."""
    return int(cast.ask(cast.zhou, reports.workload.by_day)["over"].sum())


def open_red(visit: Visit, cast: Cast, language: str = "en") -> AppTest:
    team_id, day = next(one for one in red_days(cast) if one[0] == cast.team_id("design"))
    return visit(cast.zhou, "workload", language, cell=f"{team_id}:{day}")


@pytest.mark.parametrize(
    ("language", "said", "team"),
    [("en", "most of all Design", "Design"), ("zh", "最紧的是设计", "设计")],
)
def test_the_page_says_who_has_too_much(
    overloaded: Cast, visit: Visit, language: str, said: str, team: str
) -> None:
    app = visit(overloaded.zhou, "workload", language)

    assert said in shown(app)
    assert team in str(element(app))


def test_a_red_day_opens_its_tasks_and_what_helps(overloaded: Cast, visit: Visit) -> None:
    retitle(overloaded, COPY, HOSTILE)

    app = open_red(visit, overloaded)

    assert HOSTILE_IN_MARKDOWN in labels(app)
    assert "What helps" in shown(app)
    assert any(label == "Do it" for label in labels(app))


def test_what_helps_is_taken_and_the_plan_fitted_to_it(overloaded: Cast, visit: Visit) -> None:
    before = too_much(overloaded)
    app = open_red(visit, overloaded)

    first = next(one for one in app.button if one.label in ("Do it", "Look at it"))
    first.click().run()
    press(app, "Move them so")

    assert too_much(overloaded) < before


def test_a_teammate_sees_the_map_and_the_tasks_but_no_levers(
    overloaded: Cast, visit: Visit
) -> None:
    team_id, day = next(
        one for one in red_days(overloaded) if one[0] == overloaded.team_id("design")
    )

    app = visit(overloaded.xiaowen, "workload", cell=f"{team_id}:{day}")

    assert overloaded.task(COPY).title in shown(app)
    assert "What helps" not in shown(app)
    assert not {"Do it", "Look at it"} & set(labels(app))


@pytest.mark.parametrize("cell", ["", "x", "99:2026-11-05", "3:never", "3:2026-13-01"])
def test_a_day_that_is_none_opens_nothing(overloaded: Cast, visit: Visit, cell: str) -> None:
    app = visit(overloaded.zhou, "workload", cell=cell)

    assert "What helps" not in shown(app)
    assert not app.exception


def test_where_nobody_has_too_much_the_page_says_so(cast: Cast, visit: Visit) -> None:
    cast.do(cast.zhou, actions.campaigns.archive, campaign_id=CAMPAIGN)

    app = visit(cast.zhou, "workload")

    assert not app.exception
    assert "What helps" not in shown(app)
