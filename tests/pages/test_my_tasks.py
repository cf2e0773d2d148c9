"""What is on somebody's plate, and ticking it off."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.actions import sign_ins, tasks
from tests.pages.acting import HOSTILE, element, press, refusals, retitle, unpacked
from tests.pages.conftest import Visit, shown
from tests.support.cast import (
    AZHE,
    BANNER,
    COPY,
    PICTURES,
    STOCK,
    WARM_PAGE,
    XIAOKE,
    Cast,
    build_without_sale,
)


def groups(app: AppTest) -> list[tuple[str, list[int]]]:
    return [
        (group["title"], [task["id"] for task in unpacked(group["tasks"])])
        for group in element(app)["groups"]
    ]


def task(app: AppTest, task_id: int) -> dict[str, Any]:
    (found,) = [
        one
        for group in element(app)["groups"]
        for one in unpacked(group["tasks"])
        if one["id"] == task_id
    ]
    return found


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ["Overdue", "Due today", "This week", "Unclaimed in my team"]),
        ("zh", ["已逾期", "今天截止", "本周", "本团队待认领"]),
    ],
)
def test_a_designer_sees_what_to_do_when(
    cast: Cast, visit: Visit, language: str, titles: list[str]
) -> None:
    for task_id in (PICTURES, BANNER, COPY):
        cast.do(cast.xiaowen, tasks.claim, task_id=task_id)

    app = visit(cast.xiaowen, "my_tasks", language)

    assert [ids for _, ids in groups(app)] == [[PICTURES], [BANNER], [COPY], [WARM_PAGE]]
    assert [title for title, _ in groups(app)] == titles


def test_what_came_since_the_last_visit_stands_first(cast: Cast, visit: Visit) -> None:
    cast.do(cast.xiaowen, tasks.claim, task_id=PICTURES)
    cast.do(cast.xiaowen, sign_ins.note_visit)
    cast.clock.wait(hours=2)
    cast.do(cast.zhou, tasks.hand_over, task_id=COPY, to=3)
    cast.do(cast.xiaowen, sign_ins.note_visit)

    app = visit(cast.xiaowen, "my_tasks")

    assert groups(app)[0] == ("New for you since your last visit", [COPY])
    assert all(COPY not in ids for _, ids in groups(app)[1:])


def test_a_task_says_what_its_reader_may_do(cast: Cast, visit: Visit) -> None:
    app = visit(cast.xiaowen, "my_tasks")

    assert task(app, PICTURES)["can"] == ["complete", "claim", "start", "hand_over", "stuck"]
    assert task(app, BANNER)["can"][0] == "submit"
    assert (task(app, BANNER)["blocked"], task(app, BANNER)["blocked_by"]) == (True, "主图")
    assert task(app, PICTURES)["due_note"] == "1 day late"


def test_who_has_nothing_to_do_is_shown_where_to_look(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "my_tasks")

    assert "Nothing to do right now" in shown(app)


@pytest.mark.parametrize("cast", [build_without_sale], indirect=True)
def test_without_a_sale_nobody_has_anything_to_do(cast: Cast, visit: Visit) -> None:
    assert "Nothing to do right now" in shown(visit(cast.xiaowen, "my_tasks"))


def test_saying_stuck_keeps_the_form_until_there_is_a_reason(cast: Cast, visit: Visit) -> None:
    app = visit(cast.laoku, "my_tasks")
    app.session_state["_asked"] = ("stuck", STOCK)
    app.run()

    press(app, "Say that I'm stuck")

    assert "Reason: write what holds it up" in refusals(app)[0]
    app.text_area(key=f"stuck-reason-{STOCK}").set_value(HOSTILE)
    press(app, "Say that I'm stuck")
    assert cast.task(STOCK).stuck_reason == HOSTILE
    assert not app.get("dialog")


def test_handing_over_gives_a_task_to_a_colleague(cast: Cast, visit: Visit) -> None:
    app = visit(cast.xiaowen, "my_tasks")
    app.session_state["_asked"] = ("hand_over", PICTURES)
    app.run()

    app.selectbox(key=f"hand-over-to-{PICTURES}").set_value(AZHE)
    app.text_area(key=f"hand-over-note-{PICTURES}").set_value("明天要")
    press(app, "Hand over")

    assert cast.task(PICTURES).owner_id == AZHE
    assert cast.remarks(PICTURES)[0][1] == "明天要"


def test_a_blocked_task_asks_why_it_can_be_done_now(cast: Cast, visit: Visit) -> None:
    app = visit(cast.damao, "my_tasks")
    app.session_state["_asked"] = ("reason", BANNER)
    app.run()

    press(app, "Tick it all the same")
    refused = refusals(app)
    app.text_area(key=f"reason-text-{BANNER}").set_value("已上线")
    press(app, "Tick it all the same")

    assert "Write why it can be done now" in refused[0]
    assert cast.task(BANNER).done_at is not None


def test_another_teams_task_is_not_done_by_forging_its_form(cast: Cast, visit: Visit) -> None:
    app = visit(cast.xiaoke, "my_tasks")
    app.session_state["_asked"] = ("stuck", STOCK)
    app.run()

    app.text_area(key=f"stuck-reason-{STOCK}").set_value("我不是仓库的")
    press(app, "Say that I'm stuck")

    assert "belongs to another team" in refusals(app)[0]
    assert cast.task(STOCK).stuck_at is None
    assert cast.actor(XIAOKE).name == "小客"


def test_a_campaign_elsewhere_has_its_own_today(cast: Cast, visit: Visit) -> None:
    cast.do(cast.xiaowen, tasks.claim, task_id=BANNER)
    cast.clock.now = datetime(2026, 11, 4, 16, 0, tzinfo=UTC)

    app = visit(cast.xiaowen, "my_tasks")

    assert task(app, BANNER)["late"] == 1


def test_titles_reach_the_list_letter_by_letter(cast: Cast, visit: Visit) -> None:
    retitle(cast, PICTURES, HOSTILE)

    assert task(visit(cast.xiaowen, "my_tasks"), PICTURES)["title"] == HOSTILE
