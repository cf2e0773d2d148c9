"""People and hours of a team, and its leave and shifts, in the dialog of a team."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from planner import actions, reports
from tests.pages.acting import HOSTILE, HOSTILE_IN_MARKDOWN, press, refusals
from tests.pages.conftest import Visit, shown
from tests.support.cast import Cast

SATURDAY, SUNDAY = date(2026, 11, 7), date(2026, 11, 8)


@pytest.fixture
def warehouse(cast: Cast) -> int:
    return cast.team_id("warehouse")


def opened(visit: Visit, cast: Cast, team_id: int, language: str = "en") -> AppTest:
    view = {"en": "Teams", "zh": "团队"}[language]
    app = visit(cast.zhou, "people", language, **{"people-view": view})
    return app.button(key=f"change-team-{team_id}").click().run()


@pytest.mark.parametrize(
    ("language", "before", "save", "after"),
    [
        (
            "en",
            "1 person · 8 h a day · in a burst 10 h every day",
            "Save hours",
            "12 people · 7.5 h a day · every day",
        ),
        (
            "zh",
            "1 人 · 每天 8 小时 · 爆发期每天 10 小时",
            "保存工时",
            "12 人 · 每天 7.5 小时 · 每天上班",
        ),
    ],
)
def test_people_and_hours_are_shown_and_changed(
    cast: Cast, visit: Visit, warehouse: int, language: str, before: str, save: str, after: str
) -> None:
    app = opened(visit, cast, warehouse, language)
    seen = shown(app)
    key = f"people-typed-hours-{warehouse}"
    app.number_input(key=f"{key}-people").set_value(12)
    app.number_input(key=f"{key}-day").set_value(7.5)
    app.number_input(key=f"{key}-burst").set_value(None)
    app.checkbox(key=f"{key}-off").check()

    app = press(app, save)

    assert before in seen
    assert after in shown(app)


def test_hours_that_somebody_changed_meanwhile_are_refused_and_kept(
    cast: Cast, visit: Visit, warehouse: int
) -> None:
    app = opened(visit, cast, warehouse)
    app.number_input(key=f"people-typed-hours-{warehouse}-people").set_value(12)
    cast.do(
        cast.damao,
        actions.team_hours.set_hours,
        team_id=warehouse,
        version=1,
        people=20,
        hours_per_day=8,
        burst_hours=10,
        works_days_off=False,
    )

    app = press(app, "Save hours")

    (refusal,) = refusals(app)
    assert "changed this" in refusal
    assert app.number_input(key=f"people-typed-hours-{warehouse}-people").value == 12


def test_a_weekend_shift_is_added_changed_and_removed(
    cast: Cast, visit: Visit, warehouse: int
) -> None:
    app = opened(visit, cast, warehouse)
    key = f"people-typed-time-{warehouse}-0"
    app.date_input(key=f"{key}-first").set_value(SATURDAY)
    app.date_input(key=f"{key}-last").set_value(SUNDAY)
    app.number_input(key=f"{key}-people").set_value(3)
    app.selectbox(key=f"{key}-works").set_value("shift")
    app.text_input(key=f"{key}-note").input(HOSTILE)
    app = press(app, "Add these days")
    added = shown(app)
    (time,) = cast.ask(cast.zhou, reports.team_hours.times).to_dict("records")
    app.button(key=f"change-time-{time['id']}").click().run()
    app.number_input(key=f"people-typed-time-{warehouse}-{time['id']}-hours").set_value(4.5)
    app = press(app, "Save these days")
    changed = shown(app)

    app.button(key=f"remove-time-{time['id']}").click().run()

    assert "**Sat 7 Nov to Sun 8 Nov** · \\+3 people, On days off too\\: an extra shift" in added
    assert HOSTILE_IN_MARKDOWN in added
    assert (time["first_day"], time["works"]) == (SATURDAY, True)
    assert "4\\.5 h a day" in changed
    assert len(cast.ask(cast.zhou, reports.team_hours.times)) == 0


def test_days_in_the_wrong_order_are_refused_and_stay_typed(
    cast: Cast, visit: Visit, warehouse: int
) -> None:
    app = opened(visit, cast, warehouse)
    key = f"people-typed-time-{warehouse}-0"
    app.date_input(key=f"{key}-first").set_value(SUNDAY)
    app.date_input(key=f"{key}-last").set_value(SATURDAY)
    app.number_input(key=f"{key}-people").set_value(-1)

    app = press(app, "Add these days")

    (refusal,) = refusals(app)
    assert "Last day" in refusal
    assert app.number_input(key=f"{key}-people").value == -1


def test_days_without_a_date_are_asked_for(cast: Cast, visit: Visit, warehouse: int) -> None:
    app = opened(visit, cast, warehouse)
    app.date_input(key=f"people-typed-time-{warehouse}-0-first").set_value(None)

    app = press(app, "Add these days")

    assert "Days: choose the first and the last" in refusals(app)[0]


def test_a_team_in_the_archive_shows_only_its_name(cast: Cast, visit: Visit) -> None:
    tech = cast.team_id("tech")
    cast.do(cast.zhou, actions.teams.archive_team, team_id=tech)

    app = opened(visit, cast, tech)

    assert [one.label for one in app.number_input] == []
    assert "Take out of the archive" in [one.label for one in app.button]
