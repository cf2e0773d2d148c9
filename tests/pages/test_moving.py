"""Moving things in their dialogs: what is shown before, what is refused, and the way back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from planner import actions, reports
from planner.rules.moving_plans import Rest
from planner.rules.tasks import TaskField
from tests.pages.acting import press, refusals
from tests.pages.conftest import Visit, shown
from tests.pages.test_campaign import card
from tests.support.cast import BANNER, BURST, CAMPAIGN, FREEZE, STOCK, Cast

FORM = f"campaign-typed-move-{CAMPAIGN}"
A_WEEK_LATER = date(2026, 11, 18)


def key(app: AppTest, key: str) -> AppTest:
    """Press the button of this key."""
    return app.button(key=key).click().run()


def looked_at(
    visit: Visit, cast: Cast, language: str = "en", *, rest: Rest = Rest.KEEP_GAPS
) -> AppTest:
    """The operator looks at the sale day a week later."""
    app = visit(cast.zhou, "campaign", language)
    key(app, "move-campaign")
    app.date_input(key=f"{FORM}-day").set_value(A_WEEK_LATER)
    app.radio(key=f"{FORM}-rest").set_value(rest)
    return key(app, f"{FORM}-see")


@pytest.mark.parametrize(("language", "said"), [("en", "8 tasks move"), ("zh", "8 个任务")])
def test_old_and_new_days_are_shown_in_the_readers_language(
    cast: Cast, visit: Visit, language: str, said: str
) -> None:
    app = looked_at(visit, cast, language)

    rows = app.dataframe[0].value.set_index("title")
    stock = rows.loc[cast.task(STOCK).title]
    assert said in shown(app)
    assert "8" in stock["old"]
    assert "15" in stock["new"]
    assert stock["days"] == 7


def test_where_the_rest_is_left_alone_nothing_moves_but_the_day(cast: Cast, visit: Visit) -> None:
    before = cast.task(STOCK).due_on
    app = looked_at(visit, cast, rest=Rest.LEAVE)

    key(app, f"{FORM}-asked-accept")

    assert card(cast).sale_day == A_WEEK_LATER
    assert cast.task(STOCK).due_on == before


def test_a_plan_that_changed_since_the_look_is_not_moved_and_says_by_whom(
    cast: Cast, visit: Visit
) -> None:
    app = looked_at(visit, cast)
    changes = {TaskField.DUE: date(2026, 11, 7)}
    version = cast.task(STOCK).version
    cast.do(cast.damao, actions.plans.edit, task_id=STOCK, version=version, changes=changes)

    key(app, f"{FORM}-asked-accept")

    (told,) = refusals(app)
    assert "The plan has changed while you looked at it" in told
    assert "大毛" in told
    assert cast.task(STOCK).due_on == date(2026, 11, 7)
    assert card(cast).sale_day == date(2026, 11, 11)
    key(app, f"{FORM}-asked-accept")
    assert card(cast).sale_day == A_WEEK_LATER


def test_a_phase_is_moved_from_its_own_form(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "campaign")
    key(app, f"change-phase-{BURST}")

    key(app, f"move-phase-{BURST}")

    assert app.selectbox(key=f"{FORM}-what").value == ("phase", BURST)
    assert app.datetime_input(key=f"{FORM}-{BURST}-opens").value == datetime(2026, 11, 10, 20)


def test_whoever_goes_back_finds_what_was_chosen(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "campaign")
    key(app, f"change-milestone-{FREEZE}")
    key(app, f"move-milestone-{FREEZE}")

    key(app, f"{FORM}-see")
    told = [one.value for one in app.info]
    key(app, f"{FORM}-asked-back")

    assert told == ["It is there already. Choose another day."]
    assert app.selectbox(key=f"{FORM}-what").value == ("milestone", FREEZE)


def test_whoever_goes_back_and_looks_again_looks_at_the_same(cast: Cast, visit: Visit) -> None:
    app = looked_at(visit, cast, rest=Rest.LEAVE)

    key(app, f"{FORM}-asked-back")
    day, rest = app.date_input(key=f"{FORM}-day").value, app.radio(key=f"{FORM}-rest").value

    assert (day, rest) == (A_WEEK_LATER, Rest.LEAVE)


def test_a_task_is_moved_from_its_details_and_undone(cast: Cast, visit: Visit) -> None:
    was = cast.task(BANNER).due_on
    app = visit(cast.zhou, "timeline")
    app.session_state["_asked"] = ("open", BANNER)
    press(app.run(), "Move it")
    form = f"edit-task-move-{BANNER}"
    app.date_input(key=f"{form}-day").set_value(was + timedelta(days=1))

    key(app, f"{form}-see")
    rows = app.dataframe[0].value
    key(app, f"{form}-asked-accept")

    assert cast.task(BANNER).due_on == was + timedelta(days=1)
    assert cast.task(BANNER).title in set(rows["title"])
    events = cast.ask(cast.zhou, reports.history.events)
    cast.do(cast.zhou, actions.history.undo, event_id=int(events["id"].iloc[0]))
    assert cast.task(BANNER).due_on == was


def test_a_teammate_is_offered_no_moves(cast: Cast, visit: Visit) -> None:
    app = visit(cast.xiaowen, "campaign")

    keys = {one.key for one in app.button}
    assert "move-campaign" not in keys
    assert not any(one.startswith("change-") for one in keys if one)
