"""What a notice changes in a calendar, day by day."""

from __future__ import annotations

from datetime import date

import pytest

from planner.rules.calendars import CalendarDay, Standing
from planner.rules.holiday_notices import DayChange, HolidayNotice, compare, digest
from planner.words import Refusal

PAPER = "https://www.gov.cn/2027.htm"


def off(
    day: date, name: str = "Spring Festival", standing: Standing = Standing.OFFICIAL
) -> CalendarDay:
    return CalendarDay(day, False, name, standing)


def worked(day: date, name: str = "Spring Festival") -> CalendarDay:
    return CalendarDay(day, True, name, Standing.OFFICIAL)


# 2027: Saturday, 6 February to Monday the 8th off, Sunday the 14th worked.
NOTICE = HolidayNotice(
    2027,
    (
        off(date(2027, 2, 6)),
        off(date(2027, 2, 7)),
        off(date(2027, 2, 8)),
        worked(date(2027, 2, 14)),
    ),
    (PAPER,),
)


def test_a_notice_changes_work_and_names_of_its_days() -> None:
    comparison = compare(NOTICE, {}, next_year_taken=False)

    assert comparison.changes == (
        DayChange(date(2027, 2, 6), False, False, "Spring Festival"),
        DayChange(date(2027, 2, 7), False, False, "Spring Festival"),
        DayChange(date(2027, 2, 8), True, False, "Spring Festival"),
        DayChange(date(2027, 2, 14), False, True, "Spring Festival"),
    )
    assert comparison.by_hand == ()


def test_a_notice_that_is_known_changes_nothing() -> None:
    known = {one.day: one for one in NOTICE.days}

    assert compare(NOTICE, known, next_year_taken=False).changes == ()


def test_what_an_earlier_notice_said_of_the_year_goes_with_it() -> None:
    before = {date(2027, 5, 3): off(date(2027, 5, 3), "Labour Day")}

    changes = compare(NOTICE, before, next_year_taken=False).changes

    assert changes[-1] == DayChange(date(2027, 5, 3), False, True, "")


def test_a_day_set_by_hand_stands_over_the_notice_and_is_named() -> None:
    by_hand = CalendarDay(date(2027, 2, 8), True, "stocktaking", Standing.MANUAL)
    agrees = CalendarDay(date(2027, 2, 7), False, "", Standing.MANUAL)
    before = {by_hand.day: by_hand, agrees.day: agrees}

    comparison = compare(NOTICE, before, next_year_taken=False)

    assert [change.day for change in comparison.changes] == [date(2027, 2, 6), date(2027, 2, 14)]
    assert comparison.by_hand == (date(2027, 2, 8),)


def test_december_of_the_year_before_changes_only_where_the_notice_speaks_of_it() -> None:
    new_years_eve, other = date(2026, 12, 31), date(2026, 12, 25)
    before = {other: off(other, "")}
    notice = HolidayNotice(2027, (*NOTICE.days, off(new_years_eve, "New Year's Day")), (PAPER,))

    changes = compare(notice, before, next_year_taken=False).changes

    assert changes[0] == DayChange(new_years_eve, True, False, "New Year's Day")
    assert other not in {change.day for change in changes}


@pytest.mark.parametrize("next_year_taken", [True, False])
def test_december_stays_as_the_notice_of_the_next_year_set_it(next_year_taken: bool) -> None:
    new_years_eve = date(2027, 12, 31)
    before = {new_years_eve: off(new_years_eve, "New Year's Day")}

    changes = compare(NOTICE, before, next_year_taken=next_year_taken).changes

    assert (new_years_eve in {change.day for change in changes}) is not next_year_taken


def test_a_notice_without_papers_is_estimated() -> None:
    assert NOTICE.standing is Standing.OFFICIAL
    assert HolidayNotice(2027, NOTICE.days).standing is Standing.ESTIMATED


@pytest.mark.parametrize(
    ("year", "days", "sentence"),
    [
        (1999, (off(date(1999, 1, 1)),), "the year must be one from 2000 to 2100"),
        (2101, (off(date(2101, 1, 1)),), "the year must be one from 2000 to 2100"),
        (2027, (), "2027 is not published"),
        (2027, (off(date(2028, 1, 1)),), "2028-01-01 is no day of 2027"),
        (2027, (off(date(2026, 11, 30)),), "2026-11-30 is no day of 2027"),
        (2027, (off(date(2027, 1, 1)), worked(date(2027, 1, 1))), "2027-01-01 stands in it twice"),
        (2027, (off(date(2027, 1, 1), "x" * 61),), "the name of 2027-01-01 is longer than 60"),
    ],
)
def test_a_notice_that_cannot_be_is_refused(
    year: int, days: tuple[CalendarDay, ...], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        HolidayNotice(year, days)


def test_the_digest_notices_another_country_another_notice_and_another_calendar() -> None:
    before = {date(2027, 5, 3): off(date(2027, 5, 3), "Labour Day")}
    nothing, something = (compare(NOTICE, known, next_year_taken=False) for known in ({}, before))
    other = HolidayNotice(2027, NOTICE.days[:-1], (PAPER,))

    digests = {
        digest("CN", NOTICE, nothing),
        digest("US", NOTICE, nothing),
        digest("CN", NOTICE, something),
        digest("CN", other, nothing),
    }

    assert len(digests) == 4
    assert digest("CN", NOTICE, compare(NOTICE, {}, next_year_taken=False)) in digests
