"""What is shown of a year, and whose plans a change touches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from planner.actions import calendars, copies
from planner.reports import calendars as reports
from planner.reports import holiday_notices
from planner.rules.calendars import Standing
from planner.rules.people import NOBODY
from planner.words import Refusal
from tests.support.cast import CAMPAIGN, Cast, build, opened
from tests.support.databases import Databases
from tests.support.notices import notice


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def test_a_published_year_has_every_day_and_says_where_it_comes_from(cast: Cast) -> None:
    days = cast.ask(cast.laoku, reports.days, year=2026).set_index("day")
    year = cast.ask(cast.laoku, reports.year, year=2026)

    assert len(days) == 365
    assert not days["provisional"].any()
    # 248 working days: 261 weekdays, less 19 of them off, and 6 make-up days.
    assert days["works"].sum() == 248
    assert tuple(days.loc[date(2026, 9, 20), ["works", "standing"]]) == (True, Standing.OFFICIAL)
    assert (year.country, year.provisional, year.standing) == ("CN", False, Standing.OFFICIAL)
    assert (year.taken_at, year.taken_by) == (None, None)
    assert cast.ask(cast.laoku, reports.today) == date(2026, 11, 4)


def test_a_year_that_nobody_published_is_provisional_but_for_days_set_by_hand(cast: Cast) -> None:
    cast.do(cast.zhou, calendars.set_day, day=date(2028, 2, 29), works=False, name="店庆")

    days = cast.ask(cast.laoku, reports.days, year=2028).set_index("day")

    assert len(days) == 366
    assert list(days.index[~days["provisional"]]) == [date(2028, 2, 29)]
    by_hand = days.loc[date(2028, 2, 29)]
    assert tuple(by_hand) == (False, "店庆", Standing.MANUAL, False, 1)
    assert cast.ask(cast.laoku, reports.year, year=2028).provisional


def test_every_year_up_to_2100_can_be_looked_at(cast: Cast) -> None:
    for year in (2000, 2003, 2004, 2027, 2100):
        days = cast.ask(cast.laoku, reports.days, year=year)
        assert len(days) in (365, 366)


def test_a_country_with_estimated_days_says_so_of_the_year(cast: Cast) -> None:
    cast.do(cast.zhou, calendars.choose_country, country="US", before="CN")

    assert cast.ask(cast.zhou, reports.year, year=2026).standing is Standing.OFFICIAL
    assert cast.ask(cast.zhou, reports.year, year=2027).standing is Standing.ESTIMATED


def test_campaigns_say_how_many_of_their_days_changed_and_which_years_are_not_published(
    cast: Cast,
) -> None:
    cast.do(
        cast.zhou,
        copies.duplicate,
        campaign_id=CAMPAIGN,
        name="年货节",
        sale_day=date(2027, 1, 5),
    )
    cast.do(cast.zhou, calendars.set_day, day=date(2026, 11, 5), works=False)

    found = cast.ask(cast.laoku, reports.campaigns).set_index("name")

    assert tuple(found.loc["双11 2026"])[1:] == (
        date(2026, 10, 30),
        date(2026, 11, 15),
        1,
        (),
    )
    assert tuple(found.loc["年货节"])[1:] == (
        date(2026, 12, 24),
        date(2027, 1, 9),
        0,
        (2027,),
    )


def test_a_preview_names_the_campaigns_in_whose_time_working_days_change(cast: Cast) -> None:
    cast.do(
        cast.zhou,
        copies.duplicate,
        campaign_id=CAMPAIGN,
        name="年货节",
        sale_day=date(2027, 1, 5),
    )

    seen = cast.ask(cast.zhou, holiday_notices.preview, notice=notice())

    assert seen.campaigns == ("年货节",)
    assert seen.standing is Standing.OFFICIAL
    assert not seen.changes_nothing
    assert len(seen.changes) == 8


def test_a_year_comes_out_as_a_notice_that_changes_nothing_where_it_came_from(cast: Cast) -> None:
    seen = cast.ask(cast.zhou, holiday_notices.preview, notice=notice())
    cast.do(cast.zhou, calendars.take_in, notice=notice(), digest=seen.digest)

    out = cast.ask(cast.laoku, holiday_notices.notice, year=2027)

    assert out is not None
    assert out.papers == notice().papers
    assert out.days == tuple(one for one in notice().days if one.day.year == 2027)
    assert cast.ask(cast.zhou, holiday_notices.preview, notice=out).changes_nothing


def test_nothing_comes_out_of_a_year_of_which_nothing_is_known(cast: Cast) -> None:
    assert cast.ask(cast.laoku, holiday_notices.notice, year=2028) is None


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_everyone_sees_the_calendar_but_only_planners_prepare_its_change(cast: Cast) -> None:
    asked: list[tuple[Any, dict[str, Any]]] = [
        (reports.days, {"year": 2026}),
        (reports.year, {"year": 2026}),
        (reports.today, {}),
        (reports.campaigns, {}),
        (reports.changed_since, {"campaign_id": CAMPAIGN}),
        (holiday_notices.notice, {"year": 2026}),
    ]
    for report, given in asked:
        cast.ask(cast.laoku, report, **given)
        with pytest.raises(Refusal, match="Sign in"):
            cast.ask(NOBODY, report, **given)
    for report, given in ((holiday_notices.preview, {"notice": notice()}), (reports.countries, {})):
        cast.ask(cast.zhou, report, **given)
        with pytest.raises(Refusal, match="Only operators and leads"):
            cast.ask(cast.laoku, report, **given)
