"""What the war room asks: the hours of the burst beside the last sale's, and open must-haves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from planner.actions import campaigns, evidence, gates, tasks
from planner.reports import war_room as reports
from planner.reports.war_room import BurstHours
from planner.rules.people import NOBODY
from planner.rules.targets import Measure
from planner.words import Refusal
from tests.support.cast import (
    BANNER,
    BURST,
    CAMPAIGN,
    COPY,
    PICTURES,
    PRICES,
    STOCK,
    Cast,
    build,
    opened,
    plan,
)
from tests.support.databases import Databases
from tests.support.selling import sell

OPENS = datetime(2026, 11, 10, 20)


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def burst(cast: Cast) -> BurstHours:
    found = cast.ask(cast.xiaowen, reports.burst, campaign_id=CAMPAIGN)
    assert found is not None
    return found


def titles(cast: Cast) -> list[str]:
    return list(cast.ask(cast.xiaowen, reports.open_must_haves, campaign_id=CAMPAIGN)["title"])


def test_the_hours_of_the_burst_stand_beside_their_plan(cast: Cast) -> None:
    cast.clock.now = datetime.fromisoformat("2026-11-10T22:30:00+08:00")
    sell(cast, OPENS, [50_000, 0])

    found = burst(cast)

    first, second, third = found.hours[:3]
    assert (found.phase.key, first.begins, first.reached_fen) == (BURST, OPENS, 50_000)
    assert (second.reached_fen, third.reached_fen) == (0, None)
    assert first.planned_fen
    assert (first.partial, third.partial) == (False, True)
    assert (first.last_fen, found.last_sale) == (None, None)


def test_the_last_sale_stands_behind_as_long_after_its_own_opening(cast: Cast) -> None:
    last_year(cast)
    cast.clock.now = datetime.fromisoformat("2026-11-10T21:30:00+08:00")

    found = burst(cast)

    assert found.last_sale == "双11 2025"
    assert [one.last_fen for one in found.hours[:2]] == [70_000, 30_000]
    assert not found.last_spread


def test_each_hour_to_come_has_to_bring_its_part(cast: Cast) -> None:
    cast.clock.now = datetime.fromisoformat("2026-11-10T22:30:00+08:00")
    sell(cast, OPENS, [50_000, 40_000])

    needed = burst(cast).needed

    assert needed is not None
    assert needed.left_fen == 9_000_000 - 90_000
    assert needed.an_hour_fen == pytest.approx(needed.left_fen / 26, rel=0.001)


def test_must_haves_that_are_done_or_waived_are_not_open(cast: Cast) -> None:
    every = titles(cast)
    cast.do(cast.damao, tasks.complete, task_id=PICTURES)
    cast.do(cast.damao, evidence.add_link, task_id=PICTURES, url="https://example.com/a")
    cast.do(cast.damao, gates.waive, phase_id=BURST, task_ids=(STOCK,), reason="够卖")

    left = titles(cast)

    assert set(every) - set(left) == {
        cast.task(PICTURES).title,
        cast.task(STOCK).title,
    }
    assert {cast.task(one).title for one in (BANNER, COPY, PRICES)} <= set(left)


def test_must_haves_of_a_phase_that_has_closed_press_nobody(cast: Cast) -> None:
    cast.clock.now = datetime.fromisoformat("2026-11-12T09:00:00+08:00")

    assert titles(cast) == []


@pytest.mark.parametrize("report", [reports.burst, reports.open_must_haves])
def test_who_is_not_signed_in_sees_nothing(cast: Cast, report: object) -> None:
    with pytest.raises(Refusal, match="Sign in"):
        cast.ask(NOBODY, report, campaign_id=CAMPAIGN)  # type: ignore[arg-type]  # one of two reports


def last_year(cast: Cast) -> None:
    """The same sale on the same days of 2025, known by the hour to its end."""
    this = plan()
    year = timedelta(days=365)
    phases = tuple(
        replace(one, opens=one.opens - year, closes=one.closes - year) for one in this.phases
    )
    cast.do(
        cast.zhou,
        campaigns.create,
        name="双11 2025",
        sale="double11",
        sale_day=date(2025, 11, 11),
        shop_ids=[1],
        plan=replace(this, sale_day=date(2025, 11, 11), phases=phases, milestones=(), tasks=()),
        shares_bp={"warm": 0, "burst": 9000, "wrap": 1000},
        target_fen=8_000_000,
        measure=Measure.PAID,
        time_zone="Asia/Shanghai",
        language="zh",
    )
    quiet = [0] * (24 * 5 + 2)
    sell(cast, OPENS - year, [70_000, 30_000, *quiet])
