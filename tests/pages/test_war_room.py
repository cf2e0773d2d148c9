"""The war room: every number with its moment, loud where figures are old."""

from __future__ import annotations

from datetime import datetime

import pytest

from planner.actions import tasks
from tests.actions.test_playbooks import OPENS, write
from tests.pages.acting import element
from tests.pages.conftest import Visit
from tests.support.cast import STOCK, Cast
from tests.support.selling import sell

DURING = datetime.fromisoformat("2026-11-10T22:10:00+08:00")


@pytest.fixture
def selling(cast: Cast) -> Cast:
    """Two hours of the burst are known, ten minutes ago."""
    cast.clock.now = DURING
    sell(cast, OPENS, [900_000, 800_000])
    return cast


@pytest.mark.parametrize(
    ("who", "language", "labels"),
    [
        ("damao", "en", ["Reached", "Of target", "Pace", "Forecast", "Needed per hour"]),
        ("zhou", "zh", ["已达成", "目标完成率", "达成进度", "预测", "每小时需要"]),
        ("xiaowen", "en", ["Reached", "Of target", "Pace", "Forecast", "Needed per hour"]),
    ],
)
def test_everyone_sees_the_numbers_with_their_moment(
    selling: Cast, visit: Visit, who: str, language: str, labels: list[str]
) -> None:
    seen = element(visit(getattr(selling, who), "war_room", language))

    numbers = {one["key"]: one for one in seen["numbers"]}
    assert [one["label"] for one in seen["numbers"]] == labels
    assert numbers["reached"]["note"] == "¥17,000.00"
    assert numbers["of_target"]["value"] == "17%"
    assert all("21:59" in one["foot"] for one in seen["numbers"])
    assert seen["clock"] == "22:10"
    assert seen["alarm"] == ""


def test_the_hours_stand_beside_their_plan(selling: Cast, visit: Visit) -> None:
    bars = element(visit(selling.damao, "war_room"))["bars"]

    assert [hour["reached"] for hour in bars["hours"][:3]] == [900_000, 800_000, None]
    assert bars["hours"][0]["text"].startswith("Tue 10 Nov 20:00: ¥9,000.00 of ¥")
    assert bars["ghost"] == ""


@pytest.mark.parametrize(
    ("clock", "tone", "said"),
    [
        ("2026-11-10T23:20:00+08:00", "late", "The figures end 80 minutes ago."),
        (
            "2026-11-11T03:00:00+08:00",
            "old",
            "OLD DATA: the figures end 5 hours ago. Take in a new export.",
        ),
    ],
)
def test_old_figures_are_said_loudly(
    selling: Cast, visit: Visit, clock: str, tone: str, said: str
) -> None:
    selling.clock.now = datetime.fromisoformat(clock)

    seen = element(visit(selling.damao, "war_room"))

    assert (seen["alarm"], seen["tone"]) == (said, tone)


def test_a_burst_without_figures_is_said_loudly_too(cast: Cast, visit: Visit) -> None:
    cast.clock.now = DURING

    seen = element(visit(cast.damao, "war_room"))

    assert (seen["alarm"], seen["tone"]) == ("No figures yet. Take in an export.", "old")
    assert {one["value"] for one in seen["numbers"]} == {"–"}


def test_what_is_open_stuck_armed_and_done_last_stands_below(selling: Cast, visit: Visit) -> None:
    selling.do(selling.laoku, tasks.start, task_id=STOCK)
    selling.do(selling.laoku, tasks.say_stuck, task_id=STOCK, reason="等车")
    write(selling)

    lists = {one["key"]: one for one in element(visit(selling.damao, "war_room"))["lists"]}

    assert lists["stuck"]["items"][0]["text"] == "备货入仓"
    assert "等车" in lists["stuck"]["items"][0]["note"]
    assert (lists["playbooks"]["count"], lists["playbooks"]["items"][0]["text"]) == (
        "1",
        "开场慢了",
    )
    assert int(lists["must"]["count"]) > len(lists["must"]["items"]) == 4
    assert lists["latest"]["items"][0]["text"].startswith("armed the playbook")


def test_a_new_figure_is_there_in_the_next_refresh(selling: Cast, visit: Visit) -> None:
    app = visit(selling.damao, "war_room")
    before = element(app)["numbers"][0]["note"]
    sell(selling, OPENS, [900_000, 900_000])

    after = element(app.run())["numbers"][0]["note"]

    assert (before, after) == ("¥17,000.00", "¥18,000.00")


def test_what_is_reached_is_the_plan_of_all_sales_until_the_burst_closes(
    cast: Cast, visit: Visit
) -> None:
    cast.clock.now = DURING
    sell(cast, OPENS, [9_500_000])

    numbers = {one["key"]: one for one in element(visit(cast.damao, "war_room"))["numbers"]}

    assert numbers["needed"]["note"].startswith("The plan for all sales until ")
    assert numbers["needed"]["note"].endswith(" closes is reached.")
