"""The history, as a teammate and a lead see it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from planner import actions
from tests.pages.acting import HOSTILE, HOSTILE_IN_MARKDOWN, labels, retitle
from tests.pages.conftest import Visit, shown
from tests.support.cast import COPY, PICTURES, STOCK, XIAOWEN, Cast


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "10:00 · **小文** ticked “主图” · 双11 2026"),
        ("zh", "10:00 · **小文** 完成了“主图” · 双11 2026"),
    ],
)
def test_the_newest_change_comes_first_and_says_who_and_when(
    cast: Cast, visit: Visit, language: str, line: str
) -> None:
    app = visit(cast.damao, "history", language)
    cast.do(cast.xiaowen, actions.tasks.complete, task_id=PICTURES)

    app.run()

    assert app.expander[0].label == line


def test_an_event_opens_to_what_was_there_before(cast: Cast, visit: Visit) -> None:
    event = retitle(cast, STOCK, "备货到仓")
    app = visit(cast.damao, "history", **{"history-of": "双11 2026"})

    _open(app, event)

    said = shown(app)
    assert "<del>备货入仓</del> → <ins>备货到仓</ins>" in said


def test_a_teammate_undoes_their_own_tick_and_nobody_elses_change(cast: Cast, visit: Visit) -> None:
    cast.do(cast.zhou, actions.plans.remove, task_ids=[STOCK])
    tick = cast.do(cast.xiaowen, actions.tasks.complete, task_id=PICTURES).event_id
    app = visit(cast.xiaowen, "history")
    offered = [one.key for one in app.button if one.label == "Undo"]

    app.button(key=f"undo-{tick}").click().run()

    assert offered == [f"undo-{tick}"]
    assert cast.task(PICTURES).done_at is None
    assert [one.label for one in app.expander if ":gray-badge[Undone]" in one.label] == [
        "10:00 · **小文** ticked “主图” · 双11 2026 :gray-badge[Undone]"
    ]


def test_a_lead_undoes_what_an_operator_did_and_does_it_again(cast: Cast, visit: Visit) -> None:
    event = cast.do(cast.zhou, actions.plans.remove, task_ids=[STOCK]).event_id
    app = visit(cast.damao, "history")

    app.button(key=f"undo-{event}").click().run()
    undone = cast.task(STOCK).deleted_at
    (again,) = [one for one in app.button if one.label == "Do it again"]
    again.click().run()

    assert undone is None
    assert cast.task(STOCK).deleted_at is not None


def test_a_teammate_does_not_see_what_was_done_to_accounts(cast: Cast, visit: Visit) -> None:
    app = visit(cast.xiaowen, "history")

    assert "invited" not in shown(app)
    assert "People and teams" not in app.selectbox(key="history-kind").options


def test_history_is_filtered_by_person_and_kind(cast: Cast, visit: Visit) -> None:
    cast.do(cast.xiaowen, actions.tasks.complete, task_id=PICTURES)
    cast.do(cast.zhou, actions.teams.add_team, name="直播")
    app = visit(cast.damao, "history")

    app.selectbox(key="history-by").set_value(XIAOWEN)
    app.selectbox(key="history-kind").set_value("tasks").run()

    assert [one.label for one in app.expander] == ["10:00 · **小文** ticked “主图” · 双11 2026"]
    app.selectbox(key="history-kind").set_value("shops").run()
    assert "No change fits" in app.info[0].value


def test_more_is_shown_when_asked_for(cast: Cast, visit: Visit) -> None:
    for _ in range(22):
        cast.do(cast.xiaowen, actions.tasks.start, task_id=PICTURES)
        cast.do(cast.xiaowen, actions.tasks.move, task_id=PICTURES, to="todo")
    app = visit(cast.damao, "history", **{"history-of": "双11 2026"})
    first = len(app.expander)

    app.button(key="history-more").click().run()

    assert first == 40
    assert len(app.expander) == 45
    assert "Show more" not in labels(app)


def test_titles_that_look_like_markup_stay_text(cast: Cast, visit: Visit) -> None:
    event = retitle(cast, COPY, HOSTILE)
    app = visit(cast.damao, "history", **{"history-of": "双11 2026"})

    _open(app, event)

    assert HOSTILE_IN_MARKDOWN in app.expander[0].label
    details = shown(app).partition('<div class="changed">')[2]
    assert "<b>x</b>" not in details
    assert "&lt;b&gt;x&lt;/b&gt;" in details


def _open(app: AppTest, event_id: int | None) -> None:
    app.session_state[f"event-{event_id}"] = True
    app.run()
