"""The board, the list and the spreadsheet of a campaign's tasks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.actions import campaigns, plans, tasks
from planner.files import tasks as files
from planner.files.tasks import HEADERS, TaskColumn, TaskRow
from planner.rules.tasks import TaskField
from tests.pages.acting import HOSTILE, element, press, refusals, retitle, unpacked
from tests.pages.conftest import Visit, shown
from tests.support.cast import (
    BANNER,
    CAMPAIGN,
    COPY,
    DAMAO,
    PICTURES,
    REPLIES,
    RETURNS,
    STOCK,
    WARM_PAGE,
    XIAOWEN,
    Cast,
    build_without_sale,
)


def columns(app: AppTest) -> dict[str, list[dict[str, Any]]]:
    return {column["title"]: unpacked(column["tasks"]) for column in element(app)["columns"]}


def ids(cards: list[dict[str, Any]]) -> list[int]:
    return [card["id"] for card in cards]


def select(app: AppTest, *rows: int) -> AppTest:
    app.session_state[f"grid-{CAMPAIGN}"] = {"selection": {"rows": list(rows), "columns": []}}
    return app.run()


def send(app: AppTest, form: str) -> AppTest:
    """Press the button of a form."""
    (found,) = [one for one in app.button if one.form_id == form]
    return found.click().run()


def test_the_board_has_a_column_for_each_state(cast: Cast, visit: Visit) -> None:
    cast.do(cast.laoku, tasks.start, task_id=STOCK)
    cast.do(cast.xiaowen, tasks.complete, task_id=PICTURES)
    cast.do(cast.xiaowen, tasks.complete, task_id=BANNER)

    board = columns(visit(cast.xiaowen, "tasks"))

    assert [(title, len(cards)) for title, cards in board.items()] == [
        ("To do", 5),
        ("Doing", 1),
        ("For review", 1),
        ("Done", 1),
    ]
    assert (ids(board["Doing"]), ids(board["For review"])) == ([STOCK], [BANNER])


def test_cards_move_only_where_their_reader_may_carry_them(cast: Cast, visit: Visit) -> None:
    cast.do(cast.damao, tasks.complete, task_id=PICTURES)

    board = columns(visit(cast.xiaowen, "tasks"))

    moves = {card["id"]: card["moves"] for cards in board.values() for card in cards}
    assert moves[COPY] == ["doing", "done"]
    assert moves[BANNER] == ["doing", "review"]
    assert moves[PICTURES] == ["doing", "todo"]
    assert moves[STOCK] == []


def test_the_search_and_the_filters_come_from_the_address(cast: Cast, visit: Visit) -> None:
    cast.do(cast.xiaowen, tasks.complete, task_id=WARM_PAGE)

    app = visit(cast.xiaowen, "tasks", search="页", state="To do")

    assert {title: ids(cards) for title, cards in columns(app).items() if cards} == {
        "To do": [BANNER, COPY]
    }
    app.multiselect(key="state").set_value(["done"]).run()
    assert {title: ids(cards) for title, cards in columns(app).items() if cards} == {
        "Done": [WARM_PAGE]
    }


def test_the_list_says_when_nothing_fits(cast: Cast, visit: Visit) -> None:
    app = visit(cast.xiaowen, "tasks", view="List", search="没有这样的任务")

    assert "No task fits" in app.info[0].value


def test_the_list_shows_a_row_for_each_task(cast: Cast, visit: Visit) -> None:
    retitle(cast, PICTURES, HOSTILE)

    app = visit(cast.xiaowen, "tasks", view="List")

    assert "8 tasks" in shown(app)
    assert HOSTILE in app.dataframe[0].value["title"].tolist()


def test_many_tasks_are_changed_after_their_count_is_shown(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "tasks", view="List")
    # By due day: the warm-up page, the pictures, the banner.
    select(app, 1, 2)
    assert "This changes 2 tasks." in shown(app)

    app.selectbox(key="bulk-field").set_value(TaskField.OWNER).run()
    app.selectbox(key="bulk-owner").set_value(XIAOWEN)
    press(app, "Change them")

    assert [cast.task(task_id).owner_id for task_id in (PICTURES, BANNER)] == [XIAOWEN] * 2
    assert cast.task(COPY).owner_id is None


def test_a_teammate_selects_rows_only_to_look(cast: Cast, visit: Visit) -> None:
    app = select(visit(cast.xiaowen, "tasks", view="List"), 1)

    assert [button.key for button in app.button] == ["grid-open"]


def test_selected_tasks_go_into_the_bin(cast: Cast, visit: Visit) -> None:
    app = select(visit(cast.zhou, "tasks", view="List"), 1, 2)

    app.button(key="grid-remove").click().run()

    assert cast.task(PICTURES).deleted_at is not None
    assert cast.task(BANNER).deleted_at is not None
    assert "6 tasks" in shown(app)


def test_the_form_keeps_what_was_typed_when_it_is_refused(cast: Cast, visit: Visit) -> None:
    # In Chinese: outside a run, Streamlit's tests read our options in the browser's language.
    app = visit(cast.zhou, "tasks", "zh")
    form = f"edit-task-new-{CAMPAIGN}"
    app.button(key="add-task").click().run()
    app.date_input(key=f"{form}-due").set_value(date(2026, 11, 6))
    send(app, form)
    refused = refusals(app)

    app.text_input(key=f"{form}-title").set_value(HOSTILE)
    send(app, form)

    assert refused == ["标题：请写明要做什么。"]
    assert (cast.task(9).title, cast.task(9).due_on) == (HOSTILE, date(2026, 11, 6))


def test_an_archived_campaign_is_only_looked_at(cast: Cast, visit: Visit) -> None:
    cast.do(cast.zhou, campaigns.archive, campaign_id=CAMPAIGN)

    app = visit(cast.zhou, "tasks", view="List")

    assert [button.key for button in app.button] == []
    assert "8 tasks" in shown(app)


@pytest.mark.parametrize("cast", [build_without_sale], indirect=True)
def test_without_a_sale_the_board_says_how_to_begin(cast: Cast, visit: Visit) -> None:
    assert "No sale planned yet" in shown(visit(cast.zhou, "tasks"))
    assert "No sale planned yet" in shown(visit(cast.xiaowen, "tasks"))


def test_an_edited_spreadsheet_is_looked_over_and_taken_in(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "tasks", view="Excel")
    code = cast.campaign_code()
    content = files.write_xlsx(
        [
            TaskRow(2, f"{code}-{PICTURES}", {TaskColumn.TITLE: "新主图"}),
            TaskRow(3, f"{code}-{REPLIES}", {TaskColumn.TITLE: "快捷回复"}),
            TaskRow(4, "ZZ-1", {TaskColumn.TITLE: HOSTILE}),
        ],
        {TaskColumn.KEY: str(HEADERS[TaskColumn.KEY]), TaskColumn.TITLE: "任务"},
        title="x",
    )

    app.file_uploader[0].set_value(("任务.xlsx", content, "application/octet-stream")).run()
    assert "1 row would change, 1 stay as they are, 1 can't be taken." in shown(app)
    assert "this campaign has no task" in app.warning[0].value
    app.button(key="tasks-take-in").click().run()

    assert cast.task(PICTURES).title == "新主图"
    assert "tasks-take-in" not in [button.key for button in app.button]


def test_a_file_that_is_no_list_is_refused_in_place(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "tasks", view="Excel")

    app.file_uploader[0].set_value(("x.xlsx", b"not a workbook", "application/x")).run()

    assert len(app.error) == 1
    assert not app.exception


def test_a_teammate_takes_the_list_out_but_brings_nothing_back(cast: Cast, visit: Visit) -> None:
    app = visit(cast.laoku, "tasks", view="Excel")

    assert len(app.get("download_button")) == 2
    assert not app.get("file_uploader")


def test_binned_tasks_leave_the_board(cast: Cast, visit: Visit) -> None:
    cast.do(cast.zhou, plans.remove, task_ids=[RETURNS])

    board = columns(visit(cast.damao, "tasks"))

    assert RETURNS not in [card["id"] for cards in board.values() for card in cards]
    assert cast.actor(DAMAO).name == "大毛"
