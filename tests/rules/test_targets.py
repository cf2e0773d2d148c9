"""A target of a sale with a warm-up, a burst opening at 20:00 and a wrap-up."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.files import curves
from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.figures import Figures
from planner.rules.targets import (
    HourlyCurves,
    Measure,
    Plan,
    plan,
    read_target,
    require_target,
    split_by_phase,
)
from planner.words import Refusal

FLAT = HourlyCurves(
    ordinary=(1,) * 24,
    midnight=(4_000, 2_000, 1_000, 900) + (105,) * 20,
    evening=(2_000, 1_000, 500, 500) + (250,) * 24,
    later_days_bp=(5_000, 2_400),
)
WARM_UP = Phase(
    "warm", "Warm-up", PhaseKind.WARM_UP, datetime(2026, 11, 9), datetime(2026, 11, 10, 20)
)
BURST = Phase("burst", "Burst", PhaseKind.BURST, datetime(2026, 11, 10, 20), datetime(2026, 11, 12))
WRAP_UP = Phase(
    "wrap", "Wrap-up", PhaseKind.WRAP_UP, datetime(2026, 11, 13), datetime(2026, 11, 14)
)


@pytest.mark.parametrize("text", ["0", "-5", "many", "", "0.00"])
def test_a_target_of_zero_less_or_letters_is_refused_by_name(text: str) -> None:
    with pytest.raises(Refusal, match=r"^Target: "):
        read_target(text)


def test_a_target_is_read_as_people_write_it() -> None:
    assert read_target("500万") == 500_000_000
    assert require_target(1) == 1


def test_a_phase_share_below_zero_or_a_sum_other_than_the_whole_is_refused() -> None:
    with pytest.raises(Refusal, match="Make them add up to 100%"):
        split_by_phase(100, [5_000, 4_999])
    with pytest.raises(Refusal, match="less than 0%"):
        split_by_phase(100, [11_000, -1_000])


def test_a_target_splits_to_the_fen() -> None:
    assert split_by_phase(100_001, [3_333, 3_333, 3_334]) == [33_330, 33_330, 33_341]


def test_what_a_target_means_decides_which_amount_counts() -> None:
    figures = Figures(ordered_fen=900, paid_fen=700, refunded_fen=50)

    assert [measure.of(figures) for measure in Measure] == [900, 700, 650]
    assert Measure.NET.of(Figures(paid_fen=700)) is None


def test_days_and_phases_carry_their_part_and_gaps_are_days_with_nothing() -> None:
    spread = plan([(WARM_UP, 4_400), (BURST, 5_000), (WRAP_UP, 600)], 1_000_000, FLAT)

    # 44 warm-up hours of 10,000 each; the burst brings 40 % on its eve and 60 % on the day.
    assert spread.by_day() == [
        (date(2026, 11, 9), 240_000),
        (date(2026, 11, 10), 200_000 + 200_000),
        (date(2026, 11, 11), 300_000),
        (date(2026, 11, 12), 0),
        (date(2026, 11, 13), 60_000),
    ]
    assert spread.by_phase() == {"warm": 440_000, "burst": 500_000, "wrap": 60_000}


def test_a_burst_opens_with_a_spike_and_later_days_fall_to_their_level() -> None:
    long_burst = Phase(
        "burst", "Burst", PhaseKind.BURST, datetime(2026, 11, 1), datetime(2026, 11, 5)
    )

    # Levels 100 %, 50 %, 24 %, 24 % of the opening day.
    spread = plan([(long_burst, 10_000)], 198_000, FLAT)

    assert spread.by_day() == [
        (date(2026, 11, 1), 100_000),
        (date(2026, 11, 2), 50_000),
        (date(2026, 11, 3), 24_000),
        (date(2026, 11, 4), 24_000),
    ]
    assert [hour.fen for hour in spread.hours[:4]] == [40_000, 20_000, 10_000, 9_000]


def test_a_sale_day_later_in_a_burst_sells_like_an_opening() -> None:
    long_burst = Phase(
        "burst", "Burst", PhaseKind.BURST, datetime(2026, 11, 1), datetime(2026, 11, 5)
    )

    spread = plan([(long_burst, 10_000)], 274_000, FLAT, sale_day=date(2026, 11, 3))

    assert dict(spread.by_day())[date(2026, 11, 3)] == 100_000


def test_a_phase_opening_within_an_hour_gets_that_part_of_it() -> None:
    half_past = Phase(
        "warm",
        "Warm-up",
        PhaseKind.WARM_UP,
        datetime(2026, 11, 9, 8, 30),
        datetime(2026, 11, 9, 10),
    )

    spread = plan([(half_past, 10_000)], 900, FLAT)

    assert [(hour.starts.hour, hour.fen) for hour in spread.hours] == [(8, 300), (9, 600)]


def test_the_planned_amount_rises_evenly_within_an_hour() -> None:
    spread = plan([(BURST, 10_000)], 1_000_000, FLAT)

    assert spread.cumulative_at(BURST.opens) == 0
    assert spread.cumulative_at(BURST.opens + timedelta(minutes=15)) == 50_000
    assert spread.cumulative_at(BURST.opens + timedelta(hours=1)) == 200_000
    assert spread.cumulative_at(BURST.opens + timedelta(hours=4)) == 400_000
    assert spread.cumulative_at(BURST.closes) == 1_000_000


def test_an_empty_plan_has_no_days_and_plans_nothing() -> None:
    nothing: Plan[str] = Plan(())

    assert nothing.by_day() == []
    assert nothing.cumulative_at(datetime(2026, 11, 11)) == 0


@given(
    total=st.integers(1, 10**14),
    cuts=st.lists(st.integers(0, 10_000), min_size=2, max_size=2).map(sorted),
    opens=st.integers(0, 23),
    length=st.integers(1, 200),
    moments=st.lists(st.integers(-10, 20_000), min_size=2, max_size=2).map(sorted),
)
def test_hours_add_up_to_the_fen_and_the_plan_never_falls(
    total: int, cuts: list[int], opens: int, length: int, moments: list[int]
) -> None:
    start = datetime(2026, 11, 1, opens)
    burst = Phase("b", "Burst", PhaseKind.BURST, start, start + timedelta(hours=length, minutes=20))
    shares = [cuts[0], cuts[1] - cuts[0], 10_000 - cuts[1]]

    spread = plan(
        list(zip([WARM_UP, burst, WRAP_UP], shares, strict=True)), total, curves.shipped()
    )

    assert sum(hour.fen for hour in spread.hours) == total
    assert sum(fen for _, fen in spread.by_day()) == total
    first, second = (
        spread.cumulative_at(datetime(2026, 11, 1) + timedelta(minutes=at)) for at in moments
    )
    assert 0 <= first <= second <= total


def test_curves_of_the_wrong_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="24, 24 and 28"):
        HourlyCurves((1,) * 23, FLAT.midnight, FLAT.evening, (1,))
    with pytest.raises(ValueError, match="add up"):
        HourlyCurves(FLAT.ordinary, (1,) * 24, FLAT.evening, (1,))
    with pytest.raises(ValueError, match="at least one"):
        HourlyCurves(FLAT.ordinary, FLAT.midnight, FLAT.evening, ())
    with pytest.raises(ValueError, match="only zeros"):
        HourlyCurves((0,) * 24, FLAT.midnight, FLAT.evening, (1,))
