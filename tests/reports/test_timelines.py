"""What lies around the tasks of a timeline, and which of them leave no room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from planner.actions import campaigns, plans, tasks
from planner.reports.critical_chain import critical
from planner.reports.tasks import Filters
from planner.reports.timelines import Timeline, timeline
from planner.rules.links import Link
from planner.rules.people import NOBODY
from planner.rules.tasks import TaskField
from planner.words import Refusal
from tests.support.cast import (
    BANNER,
    CAMPAIGN,
    COPY,
    PICTURES,
    PRICES,
    REPLIES,
    STOCK,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases
from tests.support.moving import pin


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def shown(cast: Cast, filters: Filters = Filters()) -> Timeline:  # noqa: B008 -- it is frozen
    return cast.ask(cast.xiaowen, timeline, campaign_id=CAMPAIGN, filters=filters)


def chain(cast: Cast) -> frozenset[int]:
    return cast.ask(cast.xiaowen, critical, campaign_id=CAMPAIGN)


def test_a_timeline_knows_what_waits_for_what(cast: Cast) -> None:
    assert shown(cast).links == {BANNER: (Link(PICTURES),), PRICES: (Link(COPY),)}


def test_days_off_are_the_working_calendars(cast: Cast) -> None:
    working = shown(cast).working

    # Saturday 10 October 2026 is worked for National Day, whose last day off is the 7th.
    assert working.works(date(2026, 10, 10))
    assert not working.works(date(2026, 10, 7))
    assert not working.works(date(2026, 11, 8))


def test_a_pinned_task_is_marked(cast: Cast) -> None:
    pin(cast, STOCK)

    assert shown(cast).pinned == {STOCK}


def test_filters_narrow_the_tasks_and_not_what_is_known_of_them(cast: Cast) -> None:
    found = shown(cast, Filters(search="海报"))

    assert list(found.tasks["id"]) == [BANNER]
    assert found.links[BANNER] == (Link(PICTURES),)


def test_a_campaign_in_the_bin_has_no_timeline(cast: Cast) -> None:
    cast.do(cast.zhou, campaigns.remove, campaign_id=CAMPAIGN)

    with pytest.raises(Refusal, match="not there any more"):
        shown(cast)


@pytest.mark.parametrize("report", [timeline, critical])
def test_strangers_see_no_plan(cast: Cast, report: object) -> None:
    given = {"filters": Filters()} if report is timeline else {}

    with pytest.raises(Refusal):
        cast.desk.read(report, actor=NOBODY, campaign_id=CAMPAIGN, **given)  # type: ignore[arg-type]  # either of the two


def test_the_critical_chain_is_what_has_least_room_before_its_gate(cast: Cast) -> None:
    # Before the burst: banner waits for pictures, prices for copy; the others need half a day each.
    assert chain(cast) & {PICTURES, BANNER, STOCK, REPLIES, PRICES} == {PICTURES, BANNER, PRICES}


def test_what_is_done_leaves_the_chain(cast: Cast) -> None:
    cast.do(cast.xiaowen, tasks.complete, task_id=PICTURES)

    # Done in the morning: the banner begins in the afternoon, with no more room than before.
    assert chain(cast) & {PICTURES, BANNER, STOCK, PRICES} == {BANNER, PRICES}


def test_more_work_makes_another_task_critical(cast: Cast) -> None:
    version = cast.task(STOCK).version
    changes = {TaskField.EFFORT_HOURS: 40}
    cast.do(cast.zhou, plans.edit, task_id=STOCK, version=version, changes=changes)

    assert chain(cast) & {PICTURES, BANNER, STOCK, REPLIES, PRICES} == {STOCK}
