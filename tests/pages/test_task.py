"""A single task on its own page, as a shared link opens it."""

from __future__ import annotations

import pytest

from planner import actions
from tests.pages.acting import HOSTILE, HOSTILE_IN_MARKDOWN, labels, press, retitle
from tests.pages.conftest import Visit, shown
from tests.support.cast import BANNER, COPY, PICTURES, STOCK, Cast


@pytest.mark.parametrize(("language", "tick"), [("en", "Mark as done"), ("zh", "标记为完成")])
def test_a_link_to_a_task_opens_it_ready_to_be_ticked(
    cast: Cast, visit: Visit, language: str, tick: str
) -> None:
    app = visit(cast.xiaowen, "task", language, id=str(PICTURES))
    titles = [title.value for title in app.title]

    press(app, tick)

    assert titles == ["主图"]
    assert cast.task(PICTURES).done_at is not None


def test_a_task_of_another_team_can_be_read_but_not_ticked(cast: Cast, visit: Visit) -> None:
    app = visit(cast.xiaowen, "task", id=str(STOCK))

    assert [title.value for title in app.title] == ["备货入仓"]
    assert "Mark as done" not in labels(app)
    assert "Save changes" not in labels(app)


def test_a_neighbour_opens_in_place(cast: Cast, visit: Visit) -> None:
    app = visit(cast.xiaowen, "task", id=str(PICTURES))

    app.button(key=f"neighbour-{PICTURES}-{BANNER}").click().run()

    assert [title.value for title in app.title] == ["首页海报"]
    assert app.query_params["id"] == str(BANNER)


@pytest.mark.parametrize("number", ["", "99", "-1", "7; drop table", "٣", "9" * 30])
def test_an_address_without_a_task_says_so(cast: Cast, visit: Visit, number: str) -> None:
    app = visit(cast.xiaowen, "task", id=number)

    assert "This address names no task." in app.info[0].value
    assert not app.exception


def test_a_task_in_the_recycle_bin_is_not_shown(cast: Cast, visit: Visit) -> None:
    cast.do(cast.zhou, actions.plans.remove, task_ids=[STOCK])

    app = visit(cast.zhou, "task", "zh", id=str(STOCK))

    assert "回收站" in app.info[0].value


def test_a_title_that_looks_like_markup_stays_text(cast: Cast, visit: Visit) -> None:
    retitle(cast, COPY, HOSTILE)

    app = visit(cast.xiaowen, "task", id=str(COPY))

    assert [title.value for title in app.title] == [HOSTILE_IN_MARKDOWN]
    assert "<b>" not in shown(app).replace("\\<b\\>", "")
