"""When does what happen, and what is late?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.actions import baselines, campaigns, due_days, phases, tasks
from planner.charts import pictures
from tests.pages.acting import HOSTILE, element, press, retitle, unpacked
from tests.pages.conftest import Visit, shown
from tests.support.cast import (
    BANNER,
    CAMPAIGN,
    COPY,
    PICTURES,
    PRICES,
    RETURNS,
    STOCK,
    WARM_PAGE,
    Cast,
    build_without_sale,
)
from tests.support.moving import move_sale_day, pin

DOWNLOADS = {
    "en": [
        "Picture (PNG)",
        "Spreadsheet (.xlsx)",
        "Calendar (iCalendar)",
        "Microsoft Project (XML)",
    ],
    "zh": ["图片（PNG）", "表格（.xlsx）", "日历（iCalendar）", "Microsoft Project（XML）"],
}


def bars(app: AppTest) -> dict[int, dict[str, Any]]:
    """The tasks' bars by id."""
    rows = unpacked(element(app)["rows"])
    return {row["id"]: row for row in rows if row["kind"] == "task"}


def heads(app: AppTest) -> list[tuple[str, int]]:
    """The groups of rows: title and how many tasks."""
    rows = unpacked(element(app)["rows"])
    return [(row["title"], row["count"]) for row in rows if row["kind"] == "group"]


def menu(app: AppTest) -> AppTest:
    """Open the menu."""
    app.session_state["timeline-menu"] = True
    return app.run()


def files(app: AppTest) -> list[str]:
    """The labels of the downloads."""
    return [getattr(one, "label", "") for one in app.get("download_button")]


def move(cast: Cast, task_id: int, days: int) -> None:
    version = cast.task(task_id).version
    cast.do(cast.zhou, due_days.shift, task_id=task_id, version=version, days=days)


def test_phases_milestones_and_today_stand_where_the_calendar_has_them(
    cast: Cast, visit: Visit
) -> None:
    drawn = element(visit(cast.damao, "timeline"))

    # The first column is 29 October, the day before the first work begins.
    assert len(drawn["days"]) == 19
    assert [(band["name"], band["from"], band["to"]) for band in drawn["phases"]] == [
        ("预热", 3, pytest.approx(12 + 20 / 24)),
        ("爆发", pytest.approx(12 + 20 / 24), 14),
        ("收尾", 14, 18),
    ]
    assert [(one["name"], one["at"]) for one in drawn["milestones"]] == [("页面冻结", 10.5)]
    # Ten in the morning of the 4th.
    assert drawn["today"] == pytest.approx(6 + 10 / 24)
    assert [day["rest"] for day in drawn["days"][:6]] == [*(False, False, True, True), False, False]


def test_a_bar_runs_through_its_due_day(cast: Cast, visit: Visit) -> None:
    cast.do(cast.laoku, tasks.say_stuck, task_id=STOCK, reason="等车")
    cast.do(cast.xiaowen, tasks.complete, task_id=WARM_PAGE)

    found = bars(visit(cast.damao, "timeline"))

    # Two days up to and with the 3rd, which is the sixth column from 29 October.
    assert (found[PICTURES]["from"], found[PICTURES]["to"]) == (4, 6)
    assert [bool(found[PICTURES][name]) for name in ("late", "blocked", "stuck")] == [
        *(True, False, False)
    ]
    assert bool(found[BANNER]["blocked"])
    assert bool(found[STOCK]["stuck"])
    assert (found[WARM_PAGE]["state"], bool(found[WARM_PAGE]["late"])) == ("done", False)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("By phase", [("预热", 1), ("爆发", 6), ("收尾", 1)]),
        (
            "By team",
            [("Design", 4), ("Warehouse", 2), ("Customer service", 1), ("Operations", 1)],
        ),
        ("By owner", [("Unclaimed", 7), ("老库", 1)]),
    ],
)
def test_rows_are_grouped_as_asked(
    cast: Cast, visit: Visit, rows: str, expected: list[tuple[str, int]]
) -> None:
    cast.do(cast.laoku, tasks.claim, task_id=STOCK)

    assert heads(visit(cast.damao, "timeline", rows=rows)) == expected


def test_the_filters_of_the_list_are_the_timelines(cast: Cast, visit: Visit) -> None:
    app = visit(cast.damao, "timeline", search="退货")

    assert set(bars(app)) == {RETURNS}
    assert element(app)["count"] == 1


def test_the_days_off_are_the_working_calendars(cast: Cast, visit: Visit) -> None:
    move_sale_day(cast, date(2026, 10, 13))

    drawn = element(visit(cast.damao, "timeline"))

    # From Wednesday 30 September on: National Day until the 7th; Saturday the 10th is worked.
    rests = [(day["label"], day["rest"]) for day in drawn["days"]]
    assert rests[:12] == [
        ("30", False),
        *((str(day), True) for day in range(1, 8)),
        ("8", False),
        ("9", False),
        ("10", False),
        ("11", True),
    ]
    assert drawn["monday"] == 5


def test_pages_are_frozen_until_the_next_phase_opens(cast: Cast, visit: Visit) -> None:
    (frozen,) = element(visit(cast.damao, "timeline"))["freezes"]

    # From the 8th at noon to the opening on the 10th at 20:00.
    assert (frozen["name"], frozen["from"]) == ("页面冻结", 10.5)
    assert frozen["to"] == pytest.approx(12 + 20 / 24)


def test_a_milestone_that_freezes_nothing_is_a_moment(cast: Cast, visit: Visit) -> None:
    at = datetime(2026, 11, 9, 12)
    cast.do(cast.zhou, phases.add_milestone, campaign_id=CAMPAIGN, name="彩排", at=at)

    drawn = element(visit(cast.damao, "timeline"))

    assert [one["name"] for one in drawn["freezes"]] == ["页面冻结"]
    assert [one["name"] for one in drawn["milestones"]] == ["页面冻结", "彩排"]


def test_hours_are_drawn_for_the_burst_only(cast: Cast, visit: Visit) -> None:
    drawn = element(visit(cast.damao, "timeline"))

    assert [band["name"] for band in drawn["phases"] if band["hours"]] == ["爆发"]


def test_links_are_there_for_the_arrows_of_the_chosen_task(cast: Cast, visit: Visit) -> None:
    # What waits, what it waits for, and 0 for finish to start.
    assert element(visit(cast.damao, "timeline"))["links"] == [
        *(BANNER, PICTURES, 0),
        *(PRICES, COPY, 0),
    ]


def test_a_link_to_a_task_that_is_filtered_out_is_not_drawn(cast: Cast, visit: Visit) -> None:
    assert element(visit(cast.damao, "timeline", search="海报"))["links"] == []


def test_a_pinned_task_is_marked(cast: Cast, visit: Visit) -> None:
    pin(cast, STOCK)

    found = bars(visit(cast.damao, "timeline"))

    assert [bar["id"] for bar in found.values() if bar["pinned"]] == [STOCK]


def test_the_critical_chain_is_marked_when_asked_for(cast: Cast, visit: Visit) -> None:
    plain = bars(visit(cast.damao, "timeline"))
    marked = bars(visit(cast.damao, "timeline", show="Critical chain"))

    assert not any(bar["critical"] for bar in plain.values())
    assert bool(marked[BANNER]["critical"])
    assert not marked[STOCK]["critical"]


def test_a_moved_bar_shows_where_it_was_when_asked_to(cast: Cast, visit: Visit) -> None:
    move(cast, STOCK, 2)

    plain = bars(visit(cast.damao, "timeline"))
    compared = bars(visit(cast.damao, "timeline", show="Baseline"))

    assert not plain[STOCK]["was"]
    # Two days up to and with the 8th, which is the eleventh column.
    assert compared[STOCK]["was"] == [9, 11]
    assert compared[STOCK]["was_label"] == "Baseline: Sat 7 Nov to Sun 8 Nov"
    assert not compared[PICTURES]["was"]


def test_a_bar_that_was_before_the_first_day_makes_the_timeline_longer(
    cast: Cast, visit: Visit
) -> None:
    move_sale_day(cast, date(2026, 11, 18))

    drawn = element(visit(cast.damao, "timeline", show="Baseline"))

    # The warm-up page was to be begun on 30 October, a day after the first column.
    assert drawn["days"][0]["label"] == "29"
    assert {row["id"]: row for row in unpacked(drawn["rows"])}[WARM_PAGE]["was"] == [1, 3]


@pytest.mark.parametrize(
    ("who", "expected"), [("damao", True), ("zhou", True), ("xiaowen", False), ("laoku", False)]
)
def test_only_planners_get_a_toolbar_for_the_chosen_bar(
    cast: Cast, visit: Visit, who: str, expected: bool
) -> None:
    assert element(visit(getattr(cast, who), "timeline"))["may_plan"] == expected


def test_nothing_moves_in_an_archived_campaign(cast: Cast, visit: Visit) -> None:
    cast.do(cast.zhou, campaigns.archive, campaign_id=CAMPAIGN)

    app = menu(visit(cast.damao, "timeline"))

    assert not element(app)["may_plan"]
    assert "Compare with the plan of now" not in shown(app)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("who", ["damao", "zhou", "xiaowen"])
def test_everyone_can_take_the_timeline_along(
    cast: Cast, visit: Visit, who: str, language: str
) -> None:
    app = menu(visit(getattr(cast, who), "timeline", language))

    assert not app.exception
    assert files(app) == DOWNLOADS[language]


def test_without_a_chinese_font_the_picture_is_refused_in_words(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "chinese_font", lambda _folders: None)

    app = menu(visit(cast.xiaowen, "timeline"))

    assert any("This machine has no Chinese font" in one.value for one in app.info)
    assert files(app) == DOWNLOADS["en"][1:]


def test_where_no_task_is_shown_there_is_nothing_to_take_along(cast: Cast, visit: Visit) -> None:
    app = menu(visit(cast.xiaowen, "timeline", search="没有这样的任务"))

    assert files(app) == []
    assert "nothing to take along" in shown(app)


def test_an_operator_sets_the_baseline_anew(cast: Cast, visit: Visit) -> None:
    move(cast, STOCK, 2)
    app = menu(visit(cast.zhou, "timeline", show="Baseline"))
    assert bars(app)[STOCK]["was"]

    press(app, "Compare with the plan of now")

    assert not bars(app)[STOCK]["was"]
    assert "Bars are compared with the plan of 2026-11-04 10:00" in shown(app).replace("\\", "")


def test_an_operator_lets_the_baseline_go(cast: Cast, visit: Visit) -> None:
    app = menu(visit(cast.zhou, "timeline"))

    press(app, "Compare with nothing")

    assert "There is none" in shown(app)
    assert "Compare with nothing" not in shown(app)


def test_a_teammate_is_told_of_the_baseline_and_cannot_set_it(cast: Cast, visit: Visit) -> None:
    cast.do(cast.zhou, baselines.set_baseline, campaign_id=CAMPAIGN)

    said = shown(menu(visit(cast.xiaowen, "timeline")))

    assert "Bars are compared" in said
    assert "Compare with" not in said


def test_today_is_left_out_once_the_sale_is_long_over(cast: Cast, visit: Visit) -> None:
    cast.clock.now = datetime(2027, 3, 1, tzinfo=UTC)

    assert element(visit(cast.damao, "timeline"))["today"] is None


def test_titles_reach_the_timeline_letter_by_letter(cast: Cast, visit: Visit) -> None:
    retitle(cast, PICTURES, HOSTILE)

    assert bars(visit(cast.xiaowen, "timeline"))[PICTURES]["title"] == HOSTILE


@pytest.mark.parametrize("cast", [build_without_sale], indirect=True)
def test_without_a_sale_the_timeline_says_how_to_begin(cast: Cast, visit: Visit) -> None:
    assert "No sale planned yet" in shown(visit(cast.damao, "timeline"))
