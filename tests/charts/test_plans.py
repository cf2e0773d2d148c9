"""A plan as a picture, checked in the specification that is drawn."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest
import vl_convert

from planner.charts import plans
from planner.charts.plans import CHAIN, GHOST, LATE, ROW

LABELS = {
    **{key: str(sentence) for key, sentence in plans.WORDS.items()},
    "language": "en",
    "title": "Double 11",
    "measure": "2 tasks",
}
TASK = {
    "title": "Pictures",
    "begins": datetime(2026, 11, 2),
    "ends": datetime(2026, 11, 4),
    "team": "Design",
    "colour": "#8a5cd0",
    "note": "Wen · 3 Nov",
    "done": False,
    "late": False,
    "critical": False,
    "was_begins": None,
    "was_ends": None,
}
HEADING = {**dict.fromkeys(TASK), "title": "Warm-up"}
PHASES = pd.DataFrame(
    [("warm_up", datetime(2026, 11, 1), datetime(2026, 11, 10, 20))],
    columns=["kind", "begins", "ends"],
)
MOMENTS = pd.DataFrame(
    [
        (datetime(2026, 11, 8, 12), "Freeze"),
        (datetime(2026, 11, 8, 20), "Wave 1"),
        (datetime(2026, 11, 9), "Wave 2"),
    ],
    columns=["at", "name"],
)


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(rows, dtype=object)


def spec(*rows: dict[str, Any], now: datetime = datetime(2026, 11, 4, 10)) -> dict[str, Any]:
    days = (date(2026, 11, 1), date(2026, 11, 15))
    drawn: dict[str, Any] = plans.gantt(table(*rows), PHASES, MOMENTS, days, now, LABELS).to_dict()
    return drawn


def values(drawn: dict[str, Any], mark: str, field: str) -> list[Any]:
    """What the layers of a mark hold in a field."""
    return [
        row[field]
        for layer in drawn["layer"]
        if layer["mark"]["type"] == mark and "name" in layer["data"]
        for row in drawn["datasets"][layer["data"]["name"]]
        if field in row
    ]


def test_a_bar_runs_through_its_last_day() -> None:
    drawn = spec(HEADING, TASK)

    assert values(drawn, "bar", "begins") == ["2026-11-02T00:00:00"]
    assert values(drawn, "bar", "ends") == ["2026-11-04T00:00:00"]
    assert values(drawn, "bar", "row") == [1]
    assert drawn["height"] == 2 * ROW


def test_what_is_late_or_critical_has_an_edge_and_what_is_done_is_faint() -> None:
    drawn = spec(
        {**TASK, "late": True},
        {**TASK, "critical": True},
        {**TASK, "late": True, "critical": True},
        TASK,
        {**TASK, "done": True},
    )

    bars = [layer for layer in drawn["layer"] if layer["mark"]["type"] == "bar"]
    # What is done comes first, below the others.
    assert values(drawn, "bar", "edge") == ["transparent", LATE, CHAIN, LATE, "transparent"]
    assert bars[0]["mark"]["opacity"] < bars[1]["mark"]["opacity"]


def test_a_moved_bar_has_its_ghost() -> None:
    moved = {**TASK, "was_begins": datetime(2026, 11, 5), "was_ends": datetime(2026, 11, 7)}

    drawn = spec(TASK, moved)

    (ghost,) = [one for one in drawn["layer"] if one["mark"].get("color") == GHOST]
    assert drawn["datasets"][ghost["data"]["name"]] == [
        {"row": 1, "begins": "2026-11-05T00:00:00", "ends": "2026-11-07T00:00:00"}
    ]


def test_moments_of_one_day_share_a_label() -> None:
    assert "Freeze · Wave 1" in values(spec(TASK), "text", "name")
    assert "Wave 2" in values(spec(TASK), "text", "name")


@pytest.mark.parametrize(
    ("now", "said"), [(datetime(2026, 11, 4), True), (datetime(2027, 1, 1), False)]
)
def test_today_is_drawn_while_it_lies_in_the_plan(now: datetime, said: bool) -> None:
    assert ("Today" in values(spec(TASK, now=now), "text", "name")) == said


def test_the_picture_says_its_tasks_in_words() -> None:
    assert "Pictures: Wen · 3 Nov" in spec(HEADING, TASK)["description"]


def test_a_plan_can_be_drawn() -> None:
    picture = vl_convert.vegalite_to_png({**spec(HEADING, TASK), "width": 400})

    assert picture.startswith(b"\x89PNG")


def titles(*rows: dict[str, Any], most: int) -> list[list[str]]:
    return [list(page["title"]) for page in plans.pages(table(*rows), most)]


def test_a_long_plan_goes_on_under_its_heading() -> None:
    tasks = [{**TASK, "title": name} for name in "abcd"]

    assert titles(HEADING, *tasks, most=3) == [
        ["Warm-up", "a", "b"],
        ["Warm-up", "c", "d"],
    ]


def test_a_heading_is_not_left_behind_by_its_tasks() -> None:
    other = {**HEADING, "title": "Burst"}

    assert titles(HEADING, TASK, other, TASK, most=3) == [
        ["Warm-up", "Pictures"],
        ["Burst", "Pictures"],
    ]


def test_a_short_plan_is_one_picture() -> None:
    assert titles(HEADING, TASK, most=3) == [["Warm-up", "Pictures"]]
