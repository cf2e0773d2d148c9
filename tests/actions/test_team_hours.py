"""How long teams work, changed and taken back."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from planner.actions import history, team_hours, teams
from planner.reports import team_hours as reports
from planner.rules.people import NOBODY
from planner.words import Refusal
from tests.support.cast import Cast, build, opened
from tests.support.databases import Databases

SATURDAY, SUNDAY = date(2026, 11, 7), date(2026, 11, 8)
HOURS: dict[str, Any] = {
    "version": 1,
    "people": 12,
    "hours_per_day": 7.5,
    "burst_hours": 11,
    "works_days_off": True,
}
SHIFT: dict[str, Any] = {
    "first_day": SATURDAY,
    "last_day": SUNDAY,
    "people_change": 3,
    "works": True,
    "hours": 6,
    "note": " 周末加班 ",
}


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


@pytest.fixture
def warehouse(cast: Cast) -> int:
    return cast.team_id("warehouse")


def hours(cast: Cast, team_id: int) -> dict[str, Any]:
    """A team as the form shows it."""
    found = cast.ask(cast.xiaowen, reports.hours).set_index("id")
    return {str(name): value for name, value in found.loc[team_id].items()}


def times(cast: Cast) -> list[dict[str, Any]]:
    """All days on which teams are not as usual."""
    return [
        {str(name): value for name, value in row.items()}
        for row in cast.ask(cast.xiaowen, reports.times).to_dict("records")
    ]


def test_a_new_shops_warehouse_works_every_day_of_a_burst(cast: Cast, warehouse: int) -> None:
    assert hours(cast, warehouse) == {
        "version": 1,
        "people": None,
        "hours_per_day": 8,
        "burst_hours": 10,
        "works_days_off": False,
    }


def test_people_and_hours_of_a_team_are_set_and_taken_back(cast: Cast, warehouse: int) -> None:
    receipt = cast.do(cast.zhou, team_hours.set_hours, team_id=warehouse, **HOURS)
    changed = hours(cast, warehouse)

    cast.do(cast.zhou, history.undo, event_id=receipt.event_id)

    assert changed == {**HOURS, "version": 2}
    assert hours(cast, warehouse)["people"] is None
    assert hours(cast, warehouse)["hours_per_day"] == 8


def test_a_team_may_be_empty_or_as_many_as_its_members(cast: Cast, warehouse: int) -> None:
    cast.do(cast.zhou, team_hours.set_hours, team_id=warehouse, **{**HOURS, "people": 0})
    empty = hours(cast, warehouse)["people"]

    given = {**HOURS, "people": None, "burst_hours": None, "version": 2}
    cast.do(cast.zhou, team_hours.set_hours, team_id=warehouse, **given)

    assert empty == 0
    assert hours(cast, warehouse)["people"] is None
    assert hours(cast, warehouse)["burst_hours"] is None


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"people": -1}, "People: write 0 to 1000"),
        ({"people": 1001}, "People: write 0 to 1000"),
        ({"hours_per_day": 0}, "Hours a day: write a number from 0.5 to 24"),
        ({"hours_per_day": 0.49}, "Hours a day: write a number from 0.5"),
        ({"hours_per_day": 24.5}, "Hours a day: write a number from 0.5"),
        ({"hours_per_day": math.nan}, "Hours a day: write a number from 0.5"),
        ({"burst_hours": 0}, "Hours a day in a burst: write a number from 0.5"),
        ({"burst_hours": math.inf}, "Hours a day in a burst: write a number from 0.5"),
        ({"team_id": 999}, "Team: choose one of your teams"),
    ],
)
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_hours_that_cannot_be_are_refused(
    cast: Cast, warehouse: int, given: dict[str, Any], sentence: str
) -> None:
    with cast.refused(sentence):
        cast.do(cast.zhou, team_hours.set_hours, **{"team_id": warehouse, **HOURS, **given})


def test_a_stale_edit_of_hours_is_refused(cast: Cast, warehouse: int) -> None:
    cast.do(cast.zhou, team_hours.set_hours, team_id=warehouse, **HOURS)

    with cast.refused("people “nothing” → “12”"):
        cast.do(cast.damao, team_hours.set_hours, team_id=warehouse, **HOURS)


def test_days_out_of_the_ordinary_are_added_changed_and_removed(cast: Cast, warehouse: int) -> None:
    time_id = cast.do(cast.zhou, team_hours.add_time, team_id=warehouse, **SHIFT).value
    added = times(cast)
    leave = {"first_day": SATURDAY, "last_day": SATURDAY, "works": False}
    cast.do(cast.zhou, team_hours.change_time, time_id=time_id, version=1, **leave)
    changed = times(cast)

    cast.do(cast.zhou, team_hours.remove_time, time_id=time_id, version=2)

    known = {"id": time_id, "team_id": warehouse}
    assert added == [{**known, **SHIFT, "version": 1, "note": "周末加班"}]
    assert changed == [
        {**known, **leave, "version": 2, "people_change": 0, "hours": None, "note": ""}
    ]
    assert times(cast) == []


def test_each_change_of_days_can_be_undone(cast: Cast, warehouse: int) -> None:
    added = cast.do(cast.zhou, team_hours.add_time, team_id=warehouse, **SHIFT)
    kept = times(cast)
    for act, given in (
        (team_hours.change_time, {**SHIFT, "hours": 4, "version": 1}),
        (team_hours.remove_time, {"version": 3}),
    ):
        receipt = cast.do(cast.zhou, act, time_id=added.value, **given)
        cast.do(cast.zhou, history.undo, event_id=receipt.event_id)
        assert [{**time, "version": 1} for time in times(cast)] == kept

    cast.do(cast.zhou, history.undo, event_id=added.event_id)

    assert times(cast) == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"last_day": date(2026, 11, 6)}, "Last day: choose the first day or a later one"),
        ({"last_day": date(2027, 11, 8)}, "Days: at most a year at once"),
        ({"first_day": date(1999, 1, 1)}, "Days: choose them from 2000 to 2100"),
        ({"people_change": 1001}, "People more or fewer: at most 1000"),
        ({"people_change": -1001}, "People more or fewer: at most 1000"),
        ({"people_change": 0, "works": None, "hours": None}, "Say what is different"),
        ({"hours": 0}, "Hours a day: write a number from 0.5"),
        ({"note": "x" * 201}, "Note: write at most 200"),
    ],
)
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_days_that_cannot_be_are_refused(
    cast: Cast, warehouse: int, given: dict[str, Any], sentence: str
) -> None:
    with cast.refused(sentence):
        cast.do(cast.zhou, team_hours.add_time, **{"team_id": warehouse, **SHIFT, **given})


def test_days_that_somebody_changed_or_removed_meanwhile_are_refused(
    cast: Cast, warehouse: int
) -> None:
    time_id = cast.do(cast.zhou, team_hours.add_time, team_id=warehouse, **SHIFT).value
    given = {"time_id": time_id, "version": 1}
    cast.do(cast.zhou, team_hours.change_time, **given, **{**SHIFT, "people_change": 5})

    with cast.refused("people more or fewer “3” → “5”"):
        cast.do(cast.damao, team_hours.change_time, **given, **SHIFT)
    cast.do(cast.zhou, team_hours.remove_time, time_id=time_id, version=2)
    with cast.refused("These days are not there any more"):
        cast.do(cast.damao, team_hours.remove_time, **given)


def test_a_team_in_the_archive_keeps_its_hours(cast: Cast) -> None:
    tech = cast.team_id("tech")
    cast.do(cast.zhou, teams.archive_team, team_id=tech)

    with cast.refused("Team: choose one of your teams"):
        cast.do(cast.zhou, team_hours.add_time, team_id=tech, **SHIFT)


@pytest.mark.parametrize("who", ["nobody", "laoku", "zhou", "damao"])
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_only_operators_and_leads_change_hours(cast: Cast, warehouse: int, who: str) -> None:
    actor = NOBODY if who == "nobody" else getattr(cast, who)
    time_id = cast.do(cast.zhou, team_hours.add_time, team_id=warehouse, **SHIFT).value
    calls: list[tuple[Any, dict[str, Any]]] = [
        (team_hours.set_hours, {"team_id": warehouse, **HOURS}),
        (team_hours.add_time, {"team_id": warehouse, **SHIFT}),
        (team_hours.change_time, {"time_id": time_id, "version": 1, **SHIFT, "hours": 5}),
        (team_hours.remove_time, {"time_id": time_id, "version": 2}),
    ]

    for action, given in calls:
        if who in ("zhou", "damao"):
            cast.do(actor, action, **given)
        else:
            with pytest.raises(Refusal, match="Only operators and leads"):
                cast.do(actor, action, **given)
