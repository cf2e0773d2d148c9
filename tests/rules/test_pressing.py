"""What presses in burst hours: the burst that is watched, its hours, and figures that are old."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.pressing import Freshness, freshness, needed_an_hour, shown_burst, shown_hours
from tests.rules.test_playbooks import BY_TEN, OPENS, PHASE, PLAN, WARM, hourly, sales

ENCORE = Phase(3, "返场", PhaseKind.BURST, datetime(2026, 11, 12), datetime(2026, 11, 20))


@pytest.mark.parametrize(
    ("now", "name"),
    [
        (datetime(2026, 11, 1), "爆发"),
        (OPENS, "爆发"),
        (datetime(2026, 11, 12), "返场"),
        (datetime(2026, 12, 1), "返场"),
    ],
)
def test_the_burst_under_way_is_watched_else_the_nearest(now: datetime, name: str) -> None:
    phase = shown_burst([WARM, PHASE, ENCORE], now)

    assert phase is not None
    assert phase.name == name


def test_a_sale_without_a_burst_has_none_to_watch() -> None:
    assert shown_burst([WARM], OPENS) is None


@pytest.mark.parametrize(
    ("known_to", "first"),
    [
        (OPENS - timedelta(days=2), OPENS),
        (OPENS + timedelta(hours=2), OPENS),
        (OPENS + timedelta(hours=15), OPENS + timedelta(hours=3)),
        (PHASE.closes, PHASE.closes - timedelta(hours=18)),
    ],
)
def test_eighteen_hours_around_what_is_known_are_shown(known_to: datetime, first: datetime) -> None:
    shown = shown_hours(PHASE, known_to)

    assert (shown[0], len(shown)) == (first, 18)


def test_a_short_burst_is_shown_whole() -> None:
    short = Phase(4, "限时", PhaseKind.BURST, OPENS, OPENS + timedelta(hours=3, minutes=30))

    assert shown_hours(short, OPENS) == [OPENS + timedelta(hours=ahead) for ahead in range(4)]


def test_each_hour_needs_an_even_part_of_what_is_left_of_the_phase() -> None:
    needed = needed_an_hour(sales(hourly(BY_TEN)), PHASE)

    assert needed is not None
    assert needed.left_fen == PLAN.total_fen - BY_TEN
    hours = (PHASE.closes - needed.since) / timedelta(hours=1)
    assert needed.an_hour_fen == pytest.approx(needed.left_fen / hours, abs=1)


def test_once_the_plan_is_reached_nothing_is_needed() -> None:
    needed = needed_an_hour(sales(hourly(PLAN.total_fen + 5)), PHASE)

    assert needed is not None
    assert (needed.left_fen, needed.an_hour_fen) == (-5, 0)


def test_without_figures_or_time_nothing_can_be_said() -> None:
    assert needed_an_hour(sales([]), PHASE) is None
    assert needed_an_hour(sales(hourly(5)), WARM) is None


@pytest.mark.parametrize(
    ("minutes", "state"),
    [(0, Freshness.FRESH), (75, Freshness.FRESH), (76, Freshness.LATE), (121, Freshness.OLD)],
)
def test_figures_grow_old(minutes: int, state: Freshness) -> None:
    assert freshness(OPENS, OPENS + timedelta(minutes=minutes), ENCORE.closes) is state


def test_after_the_closing_figures_need_not_go_further() -> None:
    assert freshness(PHASE.closes, datetime(2027, 1, 1), PHASE.closes) is Freshness.FRESH
