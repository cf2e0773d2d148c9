"""Holiday files in and out: what they say, and what is wrong with those that say nothing."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.files.holiday_notices import LARGEST, read, write
from planner.rules.calendars import CalendarDay, Standing
from planner.rules.holiday_notices import HolidayNotice
from planner.words import Refusal

PAPER = "https://www.gov.cn/zhengce/content/202611/content_1.htm"
DAY = {"name": "元旦", "date": "2027-01-01", "isOffDay": True}
FILE: dict[str, Any] = {
    "$schema": "https://raw.githubusercontent.com/NateScarlet/holiday-cn/master/schema.json",
    "$id": "https://raw.githubusercontent.com/NateScarlet/holiday-cn/master/2027.json",
    "year": 2027,
    "papers": [PAPER],
    "days": [
        {"name": "元旦", "date": "2026-12-31", "isOffDay": True},
        DAY,
        {"name": "春节", "date": "2027-02-14", "isOffDay": False},
        {"name": "国庆节、中秋节", "date": "2027-10-01", "isOffDay": True},
        {"name": "店庆", "date": "2027-06-01", "isOffDay": True},
    ],
}


def as_bytes(**changed: Any) -> bytes:
    return json.dumps({**FILE, **changed}, ensure_ascii=False).encode()


def test_a_notice_says_its_year_its_papers_and_its_days() -> None:
    official = Standing.OFFICIAL

    assert read(as_bytes()) == HolidayNotice(
        2027,
        (
            CalendarDay(date(2026, 12, 31), False, "New Year's Day", official),
            CalendarDay(date(2027, 1, 1), False, "New Year's Day", official),
            CalendarDay(date(2027, 2, 14), True, "Spring Festival", official),
            CalendarDay(date(2027, 10, 1), False, "National Day; Mid-autumn Festival", official),
            CalendarDay(date(2027, 6, 1), False, "店庆", official),
        ),
        (PAPER,),
    )


def test_a_file_that_names_no_paper_is_estimated() -> None:
    days = read(as_bytes(papers=[])).days

    assert {one.standing for one in days} == {Standing.ESTIMATED}


def test_a_file_saved_by_an_editor_with_a_byte_order_mark_is_read() -> None:
    assert read(b"\xef\xbb\xbf" + as_bytes()).year == 2027


def test_what_is_written_has_the_shape_and_the_names_other_programs_know() -> None:
    written = json.loads(write(read(as_bytes())))

    by_day = sorted(FILE["days"], key=lambda day: day["date"])
    assert written == {**FILE, "days": by_day}


NAMES = st.sampled_from(["", "店庆", "Spring Festival", "National Day; Mid-autumn Festival"])
NOTICES = st.dictionaries(
    st.dates(date(2026, 12, 1), date(2027, 12, 31)),
    st.tuples(st.booleans(), NAMES),
    min_size=1,
    max_size=30,
).map(
    lambda days: HolidayNotice(
        2027,
        tuple(
            CalendarDay(day, works, name, Standing.OFFICIAL)
            for day, (works, name) in sorted(days.items())
        ),
        (PAPER,),
    )
)


@given(NOTICES)
def test_every_notice_reads_back_as_it_was_written(notice: HolidayNotice) -> None:
    assert read(write(notice)) == notice


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it is not JSON"),
        (b"BEGIN:VCALENDAR", "it is not JSON"),
        (b"\xff\xfe{}", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"[]", "it has no year and days"),
        (b"2027", "it has no year and days"),
        (b" " * (LARGEST + 1), "it is larger than 1 MB"),
        (b"{}", "year must be a year such as 2027"),
        (as_bytes(year="2027"), "year must be a year such as 2027"),
        (as_bytes(year=True), "year must be a year such as 2027"),
        (as_bytes(year=2028), "2026-12-31 is no day of 2028"),
        (as_bytes(year=10**30, days=[DAY]), "the year must be one from 2000 to 2100"),
        (as_bytes(papers="https://www.gov.cn"), "papers must be a list of addresses"),
        (as_bytes(papers=[1]), "papers must be a list of addresses"),
        (as_bytes(papers=["javascript:alert(1)"]), "papers must be a list of addresses"),
        (as_bytes(papers=["ftp://www.gov.cn/a"]), "papers must be a list of addresses"),
        (as_bytes(papers=["https://"]), "papers must be a list of addresses"),
        (as_bytes(papers=["https://[::1/a"]), "papers must be a list of addresses"),
        (as_bytes(papers=["https://www.gov.cn/a b"]), "papers must be a list of addresses"),
        (as_bytes(papers=[PAPER] * 21), "papers must be a list of addresses"),
        (as_bytes(days={"2027-01-01": "元旦"}), "days must be a list of days"),
        (as_bytes(days=None), "days must be a list of days"),
        (as_bytes(days=[]), "2027 is not published"),
        (as_bytes(days=[DAY, "2027-01-02"]), "day 2 of its list: days must be a name, a date and"),
        (as_bytes(days=[{**DAY, "name": None}]), "day 1 of its list: name must be a text"),
        (as_bytes(days=[{**DAY, "name": "节" * 61}]), "the name of 2027-01-01 is longer than 60"),
        (as_bytes(days=[{**DAY, "isOffDay": 1}]), "day 1 of its list: isOffDay must be true or"),
        (as_bytes(days=[{**DAY, "isOffDay": "true"}]), "isOffDay must be true or false"),
        (as_bytes(days=[{**DAY, "date": "2027-02-30"}]), "date must be a day such as 2027-02-06"),
        (as_bytes(days=[{**DAY, "date": "20270101"}]), "date must be a day such as"),
        (as_bytes(days=[{**DAY, "date": 20270101}]), "date must be a day such as"),
        (as_bytes(days=[{"name": "元旦"}]), "day 1 of its list: isOffDay must be true or false"),
        (as_bytes(days=[{**DAY, "date": "2028-01-01"}]), "2028-01-01 is no day of 2027"),
        (as_bytes(days=[DAY, DAY]), "2027-01-01 stands in it twice"),
    ],
)
def test_a_file_of_another_shape_says_what_is_wrong_and_where(
    content: bytes, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        read(content)
