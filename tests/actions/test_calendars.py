"""Changing which days are worked, and what that makes of the plans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from planner.actions import calendars, campaigns, copies, history
from planner.reports import calendars as reports
from planner.reports import holiday_notices
from planner.rules.calendars import Standing
from planner.rules.holiday_notices import HolidayNotice
from planner.rules.people import NOBODY
from planner.words import Refusal
from tests.support.cast import CAMPAIGN, Cast, build, opened
from tests.support.databases import Databases
from tests.support.moving import move_sale_day
from tests.support.notices import PAPER, holiday, notice

THURSDAY, SATURDAY = date(2026, 11, 5), date(2026, 11, 7)
NATIONAL_DAY = date(2026, 10, 1)


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def day(cast: Cast, wanted: date) -> tuple[Any, ...]:
    """A day as the calendar shows it: whether it is worked, its name and its standing."""
    days = cast.ask(cast.zhou, reports.days, year=wanted.year).set_index("day")
    row = days.loc[wanted]
    return bool(row["works"]), row["name"], row["standing"]


def set_day(cast: Cast, wanted: date, *, works: bool, **given: Any) -> int | None:
    return cast.do(cast.zhou, calendars.set_day, day=wanted, works=works, **given).event_id


def take_in(cast: Cast, given: HolidayNotice) -> int | None:
    seen = cast.ask(cast.zhou, holiday_notices.preview, notice=given)
    return cast.do(cast.zhou, calendars.take_in, notice=given, digest=seen.digest).event_id


def changed(cast: Cast, campaign_id: int = CAMPAIGN) -> tuple[date, ...]:
    return cast.ask(cast.zhou, reports.changed_since, campaign_id=campaign_id)


def test_a_day_set_by_hand_stands_over_the_calendar_until_it_is_cleared(cast: Cast) -> None:
    set_day(cast, NATIONAL_DAY, works=True, name=" 盘点 ")
    by_hand = day(cast, NATIONAL_DAY)

    cast.do(cast.zhou, calendars.clear_day, day=NATIONAL_DAY, version=1)

    assert by_hand == (True, "盘点", Standing.MANUAL)
    assert day(cast, NATIONAL_DAY) == (False, "National Day", Standing.OFFICIAL)


def test_clearing_a_day_shows_the_notice_that_came_in_meanwhile(cast: Cast) -> None:
    set_day(cast, date(2027, 10, 1), works=True)
    take_in(cast, notice())
    by_hand = day(cast, date(2027, 10, 1))

    cast.do(cast.zhou, calendars.clear_day, day=date(2027, 10, 1), version=1)

    assert by_hand == (True, "", Standing.MANUAL)
    assert day(cast, date(2027, 10, 1)) == (False, "National Day", Standing.OFFICIAL)


def test_a_day_that_somebody_changed_meanwhile_is_not_overwritten(cast: Cast) -> None:
    set_day(cast, THURSDAY, works=False, name="店庆")
    set_day(cast, THURSDAY, works=False, name="团建", version=1)

    with cast.refused("name “店庆” → “团建”"):
        set_day(cast, THURSDAY, works=True, version=1)
    with cast.refused("changed this"):
        set_day(cast, THURSDAY, works=True)
    with cast.refused("changed this"):
        cast.do(cast.zhou, calendars.clear_day, day=THURSDAY, version=1)


def test_a_day_that_is_not_set_by_hand_cannot_be_cleared(cast: Cast) -> None:
    with cast.refused("2026-11-05 is not set by hand"):
        cast.do(cast.zhou, calendars.clear_day, day=THURSDAY, version=1)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"day": date(1999, 12, 31)}, "Day: choose one from 2000 to 2100"),
        ({"day": date(2101, 1, 1)}, "Day: choose one from 2000 to 2100"),
        ({"day": THURSDAY, "name": "x" * 61}, "Name: write at most 60"),
    ],
)
def test_a_day_out_of_reach_or_with_a_long_name_is_refused(
    cast: Cast, given: dict[str, Any], sentence: str
) -> None:
    with cast.refused(sentence):
        cast.do(cast.zhou, calendars.set_day, works=False, **given)


def test_a_provisional_year_is_published_when_its_notice_is_taken_in(cast: Cast) -> None:
    before = cast.ask(cast.zhou, reports.year, year=2027)

    take_in(cast, notice())

    after = cast.ask(cast.zhou, reports.year, year=2027)
    assert (before.provisional, before.standing) == (True, None)
    assert (after.provisional, after.standing) == (False, Standing.OFFICIAL)
    assert (after.papers, after.taken_by) == ((PAPER,), "周妍")
    assert day(cast, date(2027, 10, 9)) == (True, "National Day", Standing.OFFICIAL)
    assert day(cast, date(2026, 12, 31)) == (False, "New Year's Day", Standing.OFFICIAL)
    assert day(cast, NATIONAL_DAY) == (False, "National Day", Standing.OFFICIAL)


def test_a_newer_notice_of_the_year_replaces_the_first(cast: Cast) -> None:
    take_in(cast, notice(holiday(date(2027, 5, 3), "Labour Day")))

    take_in(cast, notice(holiday(date(2027, 5, 4), "Labour Day")))

    assert day(cast, date(2027, 5, 3)) == (True, "", None)
    assert day(cast, date(2027, 5, 4)) == (False, "Labour Day", Standing.OFFICIAL)
    assert cast.ask(cast.zhou, holiday_notices.preview, notice=notice()).changes


def test_the_notice_of_a_year_leaves_december_to_the_next_years(cast: Cast) -> None:
    take_in(cast, notice())

    take_in(cast, HolidayNotice(2026, (holiday(NATIONAL_DAY, "National Day"),), (PAPER,)))

    assert day(cast, date(2026, 12, 31)) == (False, "New Year's Day", Standing.OFFICIAL)
    assert day(cast, date(2026, 10, 2)) == (True, "", None)


def test_a_notice_that_is_known_already_changes_nothing(cast: Cast) -> None:
    take_in(cast, notice())

    seen = cast.ask(cast.zhou, holiday_notices.preview, notice=notice())

    assert seen.changes_nothing
    assert seen.changes == ()


def test_a_preview_gone_stale_is_not_taken_in(cast: Cast) -> None:
    seen = cast.ask(cast.zhou, holiday_notices.preview, notice=notice())
    set_day(cast, date(2027, 10, 1), works=True)

    with cast.refused("The calendar changed since the preview"):
        cast.do(cast.zhou, calendars.take_in, notice=notice(), digest=seen.digest)


def test_the_country_decides_which_days_are_off(cast: Cast) -> None:
    cast.do(cast.zhou, calendars.choose_country, country="US", before="CN")

    assert day(cast, NATIONAL_DAY) == (True, "", None)
    assert day(cast, date(2026, 11, 26)) == (False, "Thanksgiving Day", Standing.OFFICIAL)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"country": "XX", "before": "CN"}, "Country: choose one from the list"),
        ({"country": "JP", "before": "US"}, "somebody chose another one meanwhile"),
    ],
)
def test_a_country_that_is_none_or_was_chosen_by_another_is_refused(
    cast: Cast, given: dict[str, str], sentence: str
) -> None:
    with cast.refused(sentence):
        cast.do(cast.zhou, calendars.choose_country, **given)


def test_a_plan_knows_which_days_changed_since_it_was_made_until_it_is_kept(cast: Cast) -> None:
    fresh = changed(cast)
    set_day(cast, THURSDAY, works=False)
    set_day(cast, SATURDAY, works=True)
    set_day(cast, date(2026, 12, 1), works=False)  # after the campaign
    touched = changed(cast)

    cast.do(cast.zhou, calendars.keep_plan, campaign_id=CAMPAIGN)

    assert fresh == ()
    assert touched == (THURSDAY, SATURDAY)
    assert changed(cast) == ()


def test_a_copy_into_a_provisional_year_hears_of_the_notice_when_it_arrives(cast: Cast) -> None:
    made = cast.do(
        cast.zhou,
        copies.duplicate,
        campaign_id=CAMPAIGN,
        name="双11 2027",
        sale_day=date(2027, 10, 11),
    ).value

    take_in(cast, notice())

    # 1, 4 and 5 October are off, Saturday the 9th is worked; the 2nd and 3rd are a weekend.
    assert changed(cast, made) == tuple(date(2027, 10, day) for day in (1, 4, 5, 9))
    assert changed(cast) == ()


def test_days_that_are_past_and_campaigns_that_are_over_are_not_asked_about(cast: Cast) -> None:
    set_day(cast, date(2026, 11, 3), works=False)
    set_day(cast, THURSDAY, works=False)
    on_the_4th = changed(cast)
    cast.clock.wait(days=1)
    on_the_5th = changed(cast)

    cast.clock.wait(days=60)

    assert on_the_4th == (THURSDAY,)
    assert on_the_5th == (THURSDAY,)
    assert changed(cast) == ()
    assert list(cast.ask(cast.zhou, reports.campaigns)["changed"]) == [0]


def test_a_moved_plan_knows_the_days_it_came_to_and_no_more_of_those_it_left(cast: Cast) -> None:
    move_sale_day(cast, date(2026, 11, 18))
    fresh = changed(cast)

    # The plan now runs from 6 to 22 November.
    for wanted in (THURSDAY, date(2026, 11, 6), date(2026, 11, 20)):
        set_day(cast, wanted, works=False)

    assert fresh == ()
    assert changed(cast) == (date(2026, 11, 6), date(2026, 11, 20))


def test_a_plan_that_moves_does_not_forget_which_of_its_days_changed(cast: Cast) -> None:
    set_day(cast, THURSDAY, works=False)

    move_sale_day(cast, date(2026, 11, 12))

    assert changed(cast) == (THURSDAY,)


def test_a_campaign_in_the_archive_is_not_looked_over(cast: Cast) -> None:
    cast.do(cast.zhou, campaigns.archive, campaign_id=CAMPAIGN)

    with cast.refused("is archived"):
        cast.do(cast.zhou, calendars.keep_plan, campaign_id=CAMPAIGN)


def test_every_change_of_the_calendar_can_be_undone_and_done_again(cast: Cast) -> None:
    take_in(cast, notice(holiday(date(2027, 5, 3), "Labour Day")))
    set_day(cast, THURSDAY, works=False, name="店庆")
    kept = ("calendar_day", "calendar_year", "installation", "campaign")

    def rows() -> dict[str, list[tuple[Any, ...]]]:
        found = cast.rows()
        return {name: [row[1:] for row in found[name]] for name in kept}

    for act, given in (
        (calendars.set_day, {"day": SATURDAY, "works": True}),
        (calendars.set_day, {"day": THURSDAY, "works": True, "version": 1}),
        (calendars.clear_day, {"day": THURSDAY, "version": 5}),
        (
            calendars.take_in,
            {
                "notice": notice(),
                "digest": cast.ask(cast.zhou, holiday_notices.preview, notice=notice()).digest,
            },
        ),
        (calendars.choose_country, {"country": "JP", "before": "CN"}),
        (calendars.keep_plan, {"campaign_id": CAMPAIGN}),
    ):
        before = rows()
        receipt = cast.do(cast.zhou, act, **given)
        after = rows()
        undone = cast.do(cast.zhou, history.undo, event_id=receipt.event_id)
        assert rows() == before, act
        again = cast.do(cast.zhou, history.undo, event_id=undone.event_id)
        assert rows() == after, act
        assert after != before, act
        cast.do(cast.zhou, history.undo, event_id=again.event_id)


@pytest.mark.parametrize("who", ["nobody", "xiaowen", "zhou", "damao"])
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_only_operators_and_leads_change_the_calendar(cast: Cast, who: str) -> None:
    actor = NOBODY if who == "nobody" else getattr(cast, who)
    digest = cast.ask(cast.zhou, holiday_notices.preview, notice=notice()).digest
    calls: list[tuple[Any, dict[str, Any]]] = [
        (calendars.take_in, {"notice": notice(), "digest": digest}),
        (calendars.set_day, {"day": THURSDAY, "works": False}),
        (calendars.clear_day, {"day": THURSDAY, "version": 1}),
        (calendars.keep_plan, {"campaign_id": CAMPAIGN}),
        (calendars.choose_country, {"country": "JP", "before": "CN"}),
    ]

    for action, given in calls:
        if who in ("zhou", "damao"):
            cast.do(actor, action, **given)
        else:
            with pytest.raises(Refusal, match="Only operators and leads"):
                cast.do(actor, action, **given)
