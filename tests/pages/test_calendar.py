"""The calendar's page, as a teammate, an operator and a lead see it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from planner import actions, reports
from planner.files.holiday_notices import write
from planner.rules.calendars import Standing
from planner.ui.campaign_acts import Asked
from tests.pages.acting import (
    HOSTILE,
    HOSTILE_IN_MARKDOWN,
    element,
    labels,
    press,
    refusals,
    unpacked,
)
from tests.pages.conftest import Visit, shown
from tests.support.cast import CAMPAIGN, Cast
from tests.support.notices import PAPER, notice

THURSDAY = date(2026, 11, 5)
PLANNERS = {
    "en": ["Take in a year", "Country: China"],
    "zh": ["导入一年", "国家或地区：中国"],
}


def days(app: AppTest) -> dict[str, dict[str, Any]]:
    """The days of the year on screen, by their ISO form."""
    return {day["day"]: day for day in unpacked(element(app)["days"])}


def asked(app: AppTest, what: str, key: str | int = 0) -> AppTest:
    """The page with a dialog open, as a click on a day or a button leaves it."""
    app.session_state["_campaign_asked"] = Asked("calendar", what, key)
    return app.run()


def set_day(cast: Cast, day: date = THURSDAY, *, works: bool = False, name: str = "") -> None:
    cast.do(cast.zhou, actions.calendars.set_day, day=day, works=works, name=name)


def protos_of(app: AppTest, kind: str) -> list[Any]:
    return [one.proto for one in app.get(kind) if isinstance(one, Element)]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("who", ["xiaowen", "zhou", "damao"])
def test_everyone_sees_the_year_and_planners_can_change_it(
    cast: Cast, visit: Visit, who: str, language: str
) -> None:
    app = visit(getattr(cast, who), "calendar", language)

    plans = who != "xiaowen"
    assert not app.exception
    assert element(app)["can_change"] is plans
    assert labels(app) == (PLANNERS[language] if plans else [])
    assert len(app.get("download_button")) == 1


@pytest.mark.parametrize(
    ("language", "off", "make_up", "national_day"),
    [
        ("en", "off", "work", "Thu 1 Oct 2026: day off, National Day, Official"),
        ("zh", "休", "班", "2026年10月1日 周四: 休息日、国庆节、官方"),
    ],
)
def test_each_day_says_in_colour_and_words_what_it_is(
    visit: Visit, cast: Cast, language: str, off: str, make_up: str, national_day: str
) -> None:
    set_day(cast, name="店庆")

    app = visit(cast.xiaowen, "calendar", language)

    found = days(app)
    assert len(found) == 365
    assert (found["2026-10-01"]["kind"], found["2026-10-01"]["mark"]) == ("off", off)
    assert found["2026-10-01"]["label"] == national_day
    assert (found["2026-10-10"]["kind"], found["2026-10-10"]["mark"]) == ("make_up", make_up)
    assert found["2026-11-07"]["kind"] == "rest"
    assert found["2026-11-06"]["kind"] == "work"
    assert (found["2026-11-05"]["kind"], found["2026-11-05"]["standing"]) == ("off", "manual")
    assert [day["day"] for day in found.values() if day.get("today")] == ["2026-11-04"]
    # January 2026 begins on a Thursday, three days into the week.
    assert [month["lead"] for month in element(app)["months"][:2]] == [3, 6]


@pytest.mark.parametrize(
    ("language", "said", "planned"),
    [
        ("en", "2027 is not published yet: Monday to Friday is assumed.", "年货节"),
        ("zh", "2027 年的安排尚未公布，暂按周一到周五上班。", "计划排到这一年的活动：年货节"),
    ],
)
def test_a_provisional_year_says_so_and_whose_plans_it_touches(
    cast: Cast, visit: Visit, language: str, said: str, planned: str
) -> None:
    given = {"campaign_id": CAMPAIGN, "name": "年货节", "sale_day": date(2027, 1, 5)}
    cast.do(cast.zhou, actions.copies.duplicate, **given)

    app = visit(cast.xiaowen, "calendar", language, year="2027")

    (warning,) = [one.value for one in app.warning]
    assert said in warning
    assert planned in warning
    assert "双11" not in warning
    assert {day["standing"] for day in days(app).values()} == {"provisional"}


def test_days_out_of_the_ordinary_stand_in_a_list_a_stretch_a_line(
    cast: Cast, visit: Visit
) -> None:
    set_day(cast, name=HOSTILE)

    (table,) = visit(cast.xiaowen, "calendar").table

    lines = [tuple(line) for line in table.value.itertuples(index=False)]
    assert lines[0] == (r"Thu 1 Jan to Sat 3 Jan", "New Year's Day", "off", "Official")
    assert lines[1] == ("Sun 4 Jan", "New Year's Day", "worked", "Official")
    assert lines[-1] == ("Thu 5 Nov", HOSTILE_IN_MARKDOWN, "off", "By hand")


def test_a_day_is_set_by_hand_and_let_go_again(cast: Cast, visit: Visit) -> None:
    app = asked(visit(cast.zhou, "calendar"), "day", str(THURSDAY))
    app.radio[0].set_value(False)
    app.text_input[0].input("店庆")
    app = press(app, "Set by hand")
    by_hand = days(app)["2026-11-05"]
    app = asked(app, "day", str(THURSDAY))
    kept = (app.radio[0].value, app.text_input[0].value)

    app = press(app, "Follow the calendar again")

    assert by_hand["label"] == "Thu 5 Nov 2026: day off, 店庆, By hand"
    assert kept == (False, "店庆")
    assert days(app)["2026-11-05"]["kind"] == "work"


def test_a_day_that_somebody_changed_meanwhile_keeps_what_was_typed(
    cast: Cast, visit: Visit
) -> None:
    app = asked(visit(cast.zhou, "calendar"), "day", str(THURSDAY))
    app.text_input[0].input("盘点")
    cast.do(cast.damao, actions.calendars.set_day, day=THURSDAY, works=False, name="店庆")

    app = press(app, "Set by hand")

    (refusal,) = refusals(app)
    assert "changed this" in refusal
    assert app.text_input[0].value == "盘点"


@pytest.mark.parametrize(
    ("language", "take_in", "said"),
    [
        ("en", "Take in 2027", "5 days become free, 1 day becomes a working day"),
        ("zh", "导入 2027 年", "5 天改为放假、1 天改为上班"),
    ],
)
def test_a_year_is_previewed_and_taken_in(
    cast: Cast, visit: Visit, language: str, take_in: str, said: str
) -> None:
    app = asked(visit(cast.zhou, "calendar", language, year="2027"), "file", 2027)
    app.file_uploader[0].set_value(("2027.json", write(notice()), "application/json"))
    app.run()
    before = shown(app)

    app = press(app, take_in)

    assert said in before
    assert not app.warning
    assert days(app)["2027-10-09"]["kind"] == "make_up"
    (link,) = protos_of(app, "link_button")
    assert link.url == PAPER
    year = cast.ask(cast.zhou, reports.calendars.year, year=2027)
    assert year.standing is Standing.OFFICIAL


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "it is not JSON"), ("zh", "不是 JSON 文件")],
)
def test_a_file_of_another_shape_says_why_and_changes_nothing(
    cast: Cast, visit: Visit, language: str, said: str
) -> None:
    before = cast.rows()["calendar_day"]
    app = asked(visit(cast.zhou, "calendar", language), "file", 2026)
    app.file_uploader[0].set_value(("a.json", b"BEGIN:VCALENDAR", "application/json"))

    app.run()

    (refusal,) = refusals(app)
    assert said in refusal
    assert cast.rows()["calendar_day"] == before


def test_a_file_that_brings_nothing_new_cannot_be_taken_in(cast: Cast, visit: Visit) -> None:
    seen = cast.ask(cast.zhou, reports.holiday_notices.preview, notice=notice())
    cast.do(cast.zhou, actions.calendars.take_in, notice=notice(), digest=seen.digest)
    app = asked(visit(cast.zhou, "calendar"), "file", 2026)
    app.file_uploader[0].set_value(("2027.json", write(notice()), "application/json"))

    app.run()

    assert "would change nothing" in shown(app)
    assert "Take in 2027" not in labels(app)


def test_another_country_brings_its_own_holidays(cast: Cast, visit: Visit) -> None:
    app = asked(visit(cast.zhou, "calendar"), "country", 2026)
    app.selectbox(key="campaign-typed-country-code").set_value("US")

    app = press(app, "Follow this country")

    assert "Country: United States" in labels(app)
    assert (
        days(app)["2026-11-26"]["label"] == "Thu 26 Nov 2026: day off, Thanksgiving Day, Official"
    )
    assert days(app)["2026-10-01"]["kind"] == "work"


@pytest.mark.parametrize("page", ["calendar", "campaign", "timeline"])
@pytest.mark.parametrize(
    ("language", "said", "keep"),
    [
        ("en", "was laid out: 1 day", "Keep the plan"),
        ("zh", "排好计划之后日历变了 1 天", "计划不变"),
    ],
)
def test_a_plan_whose_calendar_changed_says_so_until_it_is_kept(
    cast: Cast, visit: Visit, page: str, language: str, said: str, keep: str
) -> None:
    set_day(cast)
    app = visit(cast.zhou, page, language)
    before = shown(app)

    app = press(app, keep)

    assert said in before
    assert said not in shown(app)
    assert cast.ask(cast.zhou, reports.calendars.changed_since, campaign_id=CAMPAIGN) == ()


@pytest.mark.parametrize("page", ["calendar", "campaign", "timeline"])
def test_a_teammate_reads_that_the_calendar_changed_and_has_nothing_to_press(
    cast: Cast, visit: Visit, page: str
) -> None:
    set_day(cast)

    app = visit(cast.xiaowen, page)

    assert "was laid out: 1 day" in shown(app)
    assert "Keep the plan" not in labels(app)


def test_a_plan_in_the_archive_is_not_asked_about(cast: Cast, visit: Visit) -> None:
    set_day(cast)
    cast.do(cast.zhou, actions.campaigns.archive, campaign_id=CAMPAIGN)

    assert "was laid out" not in shown(visit(cast.zhou, "campaign"))
    assert "was laid out" not in shown(visit(cast.zhou, "calendar"))
