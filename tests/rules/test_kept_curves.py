"""Curves that are kept, drawn by hand, and followed by a plan."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from planner.files import curves
from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.forecasts import PastSale
from planner.rules.forecasts.curves import Sold
from planner.rules.kept_curves import (
    days_of,
    drawn,
    plan_like,
    read_curve,
    shares_like,
    write_curve,
)
from planner.rules.targets import plan
from planner.words import Refusal

SALE_DAY = date(2026, 11, 11)
HOURLY = curves.shipped()


def at(day: int, hour: int = 0, year: int = 2026) -> datetime:
    return datetime(year, 11, day, hour)


def phases(year: int = 2026) -> tuple[Phase[int], ...]:
    return (
        Phase(1, "预热", PhaseKind.WARM_UP, at(8, 0, year), at(10, 0, year)),
        Phase(2, "爆发", PhaseKind.BURST, at(10, 0, year), at(12, 0, year)),
    )


LAST = PastSale(
    "去年",
    phases(2025),
    (
        Sold(at(8, 0, 2025), at(8, 1, 2025), 100),
        Sold(at(10, 0, 2025), at(10, 1, 2025), 600),
        Sold(at(11, 0, 2025), at(11, 1, 2025), 300),
    ),
)
SHARED = tuple(zip(phases(), (2_000, 8_000), strict=True))


def test_a_curve_comes_back_as_it_was_written() -> None:
    written = json.loads(json.dumps(write_curve(LAST)))

    again = read_curve("去年", written)

    assert [(one.starts, one.fen) for one in again.sold] == [
        (at(8, 0, 2025), 100_000),
        (at(10, 0, 2025), 600_000),
        (at(11, 0, 2025), 300_000),
    ]
    assert [(one.kind, one.opens) for one in again.phases] == [
        (one.kind, one.opens) for one in LAST.phases
    ]


def test_a_plan_follows_the_curve_within_its_phases_to_the_fen() -> None:
    planned = plan_like(SHARED, 1_000_003, HOURLY, SALE_DAY, LAST)

    assert planned.total_fen == 1_000_003
    assert planned.by_phase() == plan(SHARED, 1_000_003, HOURLY, SALE_DAY).by_phase()
    # Within the burst two thirds on the 10th and one on the 11th, all in the first hour.
    days = dict(planned.by_day())
    assert days[date(2026, 11, 10)] == 533_335
    assert planned.clock_hours[date(2026, 11, 10)][0] == days[date(2026, 11, 10)]


def test_without_a_curve_the_plan_is_the_usual_one() -> None:
    assert plan_like(SHARED, 1_000, HOURLY, SALE_DAY, None) == plan(SHARED, 1_000, HOURLY, SALE_DAY)


def test_a_curve_says_what_each_phase_has() -> None:
    assert shares_like(phases(), LAST) == {1: 1_000, 2: 9_000}
    alone = Phase(5, "收尾", PhaseKind.WRAP_UP, at(12), at(14))
    assert shares_like([alone], LAST) is None


def test_the_days_of_a_plan_make_the_whole() -> None:
    days = days_of(plan(SHARED, 1_000_000, HOURLY, SALE_DAY))

    assert sum(days.values()) == 10_000
    assert [day.day for _, day in days] == [8, 9, 10, 11]


def test_a_drawn_curve_has_the_shares_that_were_drawn() -> None:
    planned = plan(SHARED, 1_000_000, HOURLY, SALE_DAY)
    days = dict(zip(days_of(planned), (500, 1_500, 7_000, 1_000), strict=True))

    curve = drawn("手绘", phases(), days, planned)

    assert shares_like(phases(), curve) == {1: 2_000, 2: 8_000}
    following = dict(plan_like(SHARED, 1_000_000, HOURLY, SALE_DAY, curve).by_day())
    assert [following[date(2026, 11, day)] for day in (8, 9, 10, 11)] == [
        50_000,
        150_000,
        700_000,
        100_000,
    ]


def test_a_drawn_curve_that_is_not_whole_is_refused() -> None:
    planned = plan(SHARED, 1_000_000, HOURLY, SALE_DAY)

    with pytest.raises(Refusal, match="Curve: the shares add up to 9000"):
        drawn("手绘", phases(), dict.fromkeys(list(days_of(planned))[:1], 9_000), planned)
