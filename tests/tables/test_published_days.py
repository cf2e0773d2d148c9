"""What the packages know, against the notices themselves."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from planner.rules.calendars import CalendarDay, Standing
from planner.tables.published_days import known_countries, published_days

# 国办发明电〔2023〕7号 for 2024, 〔2024〕12号 for 2025, 〔2025〕7号 for 2026.
OFF = {
    2024: [
        ("01-01", "01-01"),
        ("02-10", "02-17"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("06-10", "06-10"),
        ("09-15", "09-17"),
        ("10-01", "10-07"),
    ],
    2025: [
        ("01-01", "01-01"),
        ("01-28", "02-04"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("05-31", "06-02"),
        ("10-01", "10-08"),
    ],
    2026: [
        ("01-01", "01-03"),
        ("02-15", "02-23"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("06-19", "06-21"),
        ("09-25", "09-27"),
        ("10-01", "10-07"),
    ],
}
MAKE_UP = {
    2024: ["02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"],
    2025: ["01-26", "02-08", "04-27", "09-28", "10-11"],
    2026: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
}


@pytest.mark.parametrize("year", OFF)
def test_every_day_of_a_published_chinese_year_is_as_the_notice_says(year: int) -> None:
    off = {
        date.fromisoformat(f"{year}-{first}") + timedelta(days=after)
        for first, last in OFF[year]
        for after in range(
            (date.fromisoformat(f"{year}-{last}") - date.fromisoformat(f"{year}-{first}")).days + 1
        )
    }
    make_up = {date.fromisoformat(f"{year}-{day}") for day in MAKE_UP[year]}

    found = published_days("CN", year)

    assert found is not None
    assert {one.day for one in found if not one.works} == off
    assert {one.day for one in found if one.works} == make_up
    assert {one.standing for one in found} == {Standing.OFFICIAL}


def test_a_day_says_which_holiday_it_belongs_to() -> None:
    by_day = {one.day: one for one in published_days("CN", 2026) or ()}

    assert by_day[date(2026, 2, 17)].name == "Spring Festival"
    assert by_day[date(2026, 2, 28)].name == "Spring Festival"
    assert by_day[date(2026, 9, 20)].name == "National Day"


@pytest.mark.parametrize("year", [1990, 2003, 2027, 2028, 2050, 2100])
def test_a_chinese_year_that_nobody_published_is_not_known(year: int) -> None:
    assert published_days("CN", year) is None


def test_another_country_has_its_holidays_and_their_names() -> None:
    by_day = {one.day: one for one in published_days("US", 2026) or ()}

    assert by_day[date(2026, 11, 26)] == CalendarDay(
        date(2026, 11, 26), False, "Thanksgiving Day", Standing.OFFICIAL
    )
    assert by_day[date(2026, 7, 3)].works is False  # the 4th is a Saturday
    assert date(2026, 11, 27) not in by_day


def test_a_day_that_hangs_on_the_moon_is_estimated_and_its_name_does_not_say_so() -> None:
    by_day = {one.day: one for one in published_days("NG", 2026) or ()}

    assert by_day[date(2026, 8, 26)] == CalendarDay(
        date(2026, 8, 26), False, "Prophet's Birthday", Standing.ESTIMATED
    )
    assert by_day[date(2026, 10, 1)].standing == Standing.OFFICIAL


def test_years_that_no_notice_covers_yet_are_estimated() -> None:
    assert {one.standing for one in published_days("US", 2027) or ()} == {Standing.ESTIMATED}


def test_a_country_that_rests_on_friday_and_saturday_says_so_day_by_day() -> None:
    by_day = {one.day: one for one in published_days("SA", 2026) or ()}

    assert by_day[date(2026, 11, 13)].works is False  # Friday
    assert date(2026, 11, 14) not in by_day  # Saturday
    assert by_day[date(2026, 11, 15)].works is True  # Sunday


def test_where_the_law_knows_one_day_of_rest_the_plan_has_two() -> None:
    by_day = {one.day: one for one in published_days("HK", 2026) or ()}

    assert date(2026, 11, 14) not in by_day


@pytest.mark.parametrize("country", ["XX", "", "../CN", "cn"])
def test_a_country_that_is_none_is_not_known(country: str) -> None:
    assert published_days(country, 2026) is None


def test_china_leads_the_countries_to_choose_from() -> None:
    countries = known_countries()

    assert countries[0] == "CN"
    assert {"JP", "SG", "TH", "US"} < set(countries)
    assert len(countries) == len(set(countries))


def test_a_shop_in_china_does_not_wait_for_the_package_of_other_countries() -> None:
    code = (
        "import sys; from planner.tables import published_days as known;"
        " known.published_days('CN', 2026); print('holidays' in sys.modules)"
    )

    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert answer.stdout.strip() == "False"
