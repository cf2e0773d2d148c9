"""Forecasts of small sales, worked out by hand, and what holds for any sale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.campaign_sales import CampaignSales
from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.figures import Figures, Source, Span
from planner.rules.forecasts import Forecast, Goals, Method, PastSale, forecast
from planner.rules.forecasts.campaigns import forecast_campaign, hours_sold, past_sale
from planner.rules.forecasts.curves import Sold, into_hours
from planner.rules.forecasts.goals import Goal
from planner.rules.forecasts.spreads import Band
from planner.rules.sales import Said, counted_once
from planner.rules.targets import HourlyCurves, Measure, plan
from planner.words import Refusal

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OPENS = datetime(2026, 11, 1)
LAST_YEAR = datetime(2025, 11, 3)


def phase(opens: datetime, days: float, kind: PhaseKind = PhaseKind.BURST) -> Phase[str]:
    return Phase("sale", "Sale", kind, opens, opens + days * DAY)


def sold(opens: datetime, *fens: int, each: timedelta = DAY) -> list[Sold]:
    return [Sold(opens + at * each, opens + (at + 1) * each, fen) for at, fen in enumerate(fens)]


def past(*fens: int, opens: datetime = LAST_YEAR, name: str = "双11 2025") -> PastSale:
    return PastSale(name, (phase(opens, len(fens)),), tuple(sold(opens, *fens)))


def told(
    days: int,
    so_far: Sequence[int],
    *earlier: PastSale,
    planned: int = 0,
    goals: Goals | None = None,
) -> Forecast:
    """A sale of so many days forecast after those of ``so_far``; a plan is spread evenly."""
    return forecast(
        [phase(OPENS, days)],
        sold(OPENS, *so_far),
        OPENS + len(so_far) * DAY,
        planned=[Sold(OPENS, OPENS + days * DAY, planned)] if planned else [],
        past=earlier,
        goals=goals,
        every=DAY,
    )


BEFORE_LAST, LAST = past(100, 200, 500, 200, name="双11 2024"), past(400, 400, 800, 400)


def test_every_method_side_by_side_worked_out_by_hand() -> None:
    known = told(4, [300, 300], BEFORE_LAST, LAST, planned=1_200)

    totals = {method: outlook.total_fen for method, outlook in known.outlooks.items()}
    # 600 is 30 % of what 2024 had by then and 40 % of 2025; together they had 1,100 of 3,000.
    assert totals == {
        Method.LAST_SALE: 1_500,
        Method.MEAN_CURVE: 1_714,
        Method.CHAIN_LADDER: 1_636,
        # The spread ln(4/3)/√2 = 0.2034 against 0.15 weighs the curve 0.352: 1200 · 1.25^0.352.
        Method.BLEND: 1_298,
        Method.RUN_RATE: 1_200,
        Method.PLANNED_CURVE: 1_200,
    }
    assert known.so_far_fen == 600
    assert known.outlook.path_fen == (600, 1_200, 1_500)
    assert known.moments == (OPENS + 2 * DAY, OPENS + 3 * DAY, OPENS + 4 * DAY)


def test_the_band_is_the_spread_of_past_sales() -> None:
    outlook = told(4, [300, 300], BEFORE_LAST, LAST).outlook

    # 1500 · exp(±1.2816 · 0.2034), and as much of the way there as the curve makes.
    assert (outlook.band.low_fen, outlook.band.high_fen) == (1_156, 1_947)
    assert outlook.low_fen == (600, 971, 1_156)
    assert outlook.high_fen == (600, 1_498, 1_947)
    assert outlook.conformal is None


def test_with_one_past_sale_the_band_is_the_rule_of_thumb() -> None:
    outlook = told(4, [300, 300], LAST).outlook

    # 0.15 of the 60 % to come, times 1.2816: 1500 · exp(±0.1153).
    assert (outlook.band.low_fen, outlook.band.high_fen) == (1_337, 1_683)


def test_what_was_reached_is_the_lowest_end_of_the_band() -> None:
    outlook = told(2, [95], past(95, 5)).outlook

    assert outlook.band.low_fen >= 95


def test_from_four_past_sales_up_the_misses_of_past_sales_give_a_second_band() -> None:
    four = [past(20, 80), past(25, 75), past(40, 60), past(50, 50)]

    three = told(2, [100], *four[1:]).outlook
    outlook = told(2, [100], *four).outlook

    # Each missed by the one before, the first by the next: 1.25, 1.25, 1.6 and 1.25 times.
    assert three.conformal is None
    assert outlook.conformal is not None
    assert (outlook.conformal.low_fen, outlook.conformal.high_fen) == (125, 320)


def test_the_chosen_method_says_why_it_is_chosen() -> None:
    by_past = told(4, [300, 300], BEFORE_LAST, LAST, planned=1_200)
    by_plan = told(4, [300, 300], planned=2_000)
    before = told(4, [], LAST, planned=2_000)
    bare = told(4, [300, 300])

    assert by_past.chosen is Method.LAST_SALE
    assert by_past.why.values == {"sale": "双11 2025", "share": 4_000}
    assert by_plan.chosen is Method.PLANNED_CURVE
    assert by_plan.outlook.total_fen == 1_200
    assert "planned one" in str(by_plan.why)
    assert (before.chosen, before.outlook.total_fen) == (Method.BLEND, 2_000)
    assert "plan stands" in str(before.why)
    assert (bare.chosen, bare.outlook.total_fen) == (Method.RUN_RATE, 1_200)
    assert str(bare.unknown[Method.LAST_SALE]) == "There is no past sale to compare with."
    with pytest.raises(Refusal, match="nothing to go by"):
        told(4, [])


def test_a_plan_between_a_near_floor_and_stretch_counts_more() -> None:
    sure = Goals(target_fen=1_200, floor_fen=1_150, stretch_fen=1_250)
    unsure = Goals(target_fen=1_200, floor_fen=600, stretch_fen=2_400)

    near = told(4, [300, 300], LAST, planned=1_200, goals=sure).outlooks[Method.BLEND]
    far = told(4, [300, 300], LAST, planned=1_200, goals=unsure).outlooks[Method.BLEND]

    assert 1_200 < near.total_fen < 1_300 < far.total_fen < 1_500


def test_how_likely_goals_are_and_what_they_ask_from_now_on() -> None:
    goals = Goals(target_fen=1_200, floor_fen=500, stretch_fen=3_000)

    floor, target, stretch = told(4, [300, 300], BEFORE_LAST, LAST, goals=goals).chances

    assert (floor.goal, floor.chance, floor.required) == (Goal.FLOOR, 10_000, None)
    # ln(1500 / 1200) is 1.097 deviations: 86.4 %.
    assert (target.fen, target.chance) == (1_200, 8_637)
    assert target.required is not None
    assert (target.required.left_fen, target.required.a_day_fen) == (600, 300)
    # The third day brings two thirds of what is left; 900 more are forecast.
    assert (target.required.next_day_fen, target.required.catch_up) == (400, 6_667)
    assert stretch.chance < 10
    assert stretch.required is not None
    assert stretch.required.catch_up == 26_667


def test_goals_out_of_order_or_of_nothing_are_refused() -> None:
    with pytest.raises(Refusal, match="floor lies at or below"):
        Goals(target_fen=100, floor_fen=200)
    with pytest.raises(Refusal, match="above 0"):
        Goals(target_fen=0)


def test_when_time_is_up_the_forecast_is_what_was_reached() -> None:
    goals = Goals(target_fen=2_000)

    known = told(4, [300, 300, 600, 300], LAST, planned=2_000, goals=goals)

    assert {outlook.total_fen for outlook in known.outlooks.values()} == {1_500}
    assert (known.outlook.band.low_fen, known.outlook.band.high_fen) == (1_500, 1_500)
    assert known.moments == (OPENS + 4 * DAY,)
    assert [(one.chance, one.required) for one in known.chances] == [(0, None)]


def test_a_sale_that_is_over_and_sold_nothing_is_not_expected_to_reach_its_plan() -> None:
    known = told(4, [0, 0, 0, 0], LAST, planned=2_000, goals=Goals(target_fen=2_000))

    assert (known.outlook.total_fen, known.outlook.band) == (0, Band(0, 0))
    assert [one.chance for one in known.chances] == [0]


def test_a_band_holds_its_total_where_more_is_refunded_than_paid() -> None:
    outlook = told(4, [-100, -100]).outlook

    assert outlook.total_fen == -400
    assert outlook.band.low_fen <= -400 <= outlook.band.high_fen


def test_a_new_early_burst_warns_and_shows_a_second_method() -> None:
    last = past(10, 20, 30, 40, 100, 50)

    known = told(6, [10, 200], last)

    # The curve made 20 of the second day; there are ten times as many.
    assert known.warning is not None
    assert known.warning.values == {"hours": 24, "share": 100_000, "sale": "双11 2025"}
    assert known.shown == (Method.LAST_SALE, Method.RUN_RATE)


def test_a_larger_sale_of_the_same_shape_does_not_warn() -> None:
    known = told(6, [30, 61], past(10, 20, 30, 40, 100, 50))

    assert known.warning is None
    assert known.shown == (Method.LAST_SALE,)


def test_past_sales_that_agree_on_a_day_make_the_warning_stricter() -> None:
    last = past(10, 20, 30, 40, 100, 50)

    one_sale, two_sales = told(6, [10, 28], last), told(6, [10, 28], last, last)

    assert one_sale.warning is None
    assert two_sales.warning is not None


def test_a_figure_of_an_hour_that_still_goes_on_counts_by_now() -> None:
    hours = sold(OPENS, *[10] * 15, each=HOUR)

    known = forecast([phase(OPENS, 1)], hours, OPENS + 14.5 * HOUR, past=[LAST])

    assert known.moment == OPENS + 14.5 * HOUR
    assert known.so_far_fen == 150


WARM_UP, BURST = PhaseKind.WARM_UP, PhaseKind.BURST


def shares_by_day(sale: PastSale, *phases: Phase[str], planned: Sequence[Sold] = ()) -> list[int]:
    """What a sale in these phases would have by each evening, in thousandths, if it sold alike."""
    opens, closes = phases[0].opens, phases[-1].closes
    days = range(1, (closes - opens) // DAY + 1)
    small = [Sold(opens, opens + HOUR, 1)]
    path = forecast(phases, small, opens + HOUR, past=[sale], planned=planned, every=HOUR)
    outlook = path.outlooks[Method.LAST_SALE]
    at = dict(zip(path.moments, outlook.path_fen, strict=True))
    return [round(1_000 * at[opens + day * DAY] / outlook.total_fen) for day in days]


def test_a_longer_warm_up_is_aligned_first_day_on_first_and_last_on_last() -> None:
    then = (phase(LAST_YEAR, 2, WARM_UP), phase(LAST_YEAR + 2 * DAY, 1, BURST))
    sale = PastSale("双11 2025", then, tuple(sold(LAST_YEAR, 10_000, 30_000, 60_000)))

    shares = shares_by_day(sale, phase(OPENS, 3, WARM_UP), phase(OPENS + 3 * DAY, 1, BURST))

    # The day between is half of each: 10, 20 and 30 parts of the warm-up's 40 %.
    assert shares == [67, 200, 400, 1_000]


def test_a_phase_of_its_own_has_the_plans_share_and_one_of_the_past_is_left_out() -> None:
    then = (phase(LAST_YEAR, 1, BURST), phase(LAST_YEAR + DAY, 1, PhaseKind.WRAP_UP))
    sale = PastSale("双11 2025", then, tuple(sold(LAST_YEAR, 70_000, 30_000)))
    now = (phase(OPENS, 2, WARM_UP), phase(OPENS + 2 * DAY, 1, BURST))

    shares = shares_by_day(sale, *now, planned=sold(OPENS, 100, 300, 600))

    assert shares == [100, 400, 1_000]


def test_a_burst_is_aligned_by_the_hours_since_it_opened() -> None:
    evening = datetime(2025, 11, 10, 20)
    spike = [5_000, *[1_000] * 3, *[100] * 24]
    sale = PastSale(
        "双11 2025", (phase(evening, 28 / 24),), tuple(sold(evening, *spike, each=HOUR))
    )

    known = forecast(
        [phase(OPENS, 28 / 24)], sold(OPENS, 10_000, each=HOUR), OPENS + HOUR, past=[sale]
    )

    assert known.outlook.total_fen == 2 * sum(spike)
    assert known.outlook.path_fen == tuple(2 * fen for fen in accumulate(spike))


def test_a_past_sale_without_sales_in_its_phases_is_refused() -> None:
    with pytest.raises(Refusal, match="nothing sold in its phases"):
        PastSale("双11 2025", (phase(LAST_YEAR, 2),), tuple(sold(OPENS, 100)))


def test_days_become_hours_by_the_shape_of_the_day_to_the_fen() -> None:
    shape = [0] * 12 + [1] * 12

    hours = into_hours([Sold(OPENS, OPENS + DAY, 1_000)], lambda _: shape)

    assert [hour.fen for hour in hours] == [0] * 12 + [84] * 4 + [83] * 8


fens = st.integers(1, 10**9)
sales_of_days = st.lists(fens, min_size=2, max_size=12)


@given(sales_of_days, st.integers(1, 50), st.data())
def test_a_sale_that_follows_the_last_one_exactly_is_forecast_exactly(
    days: list[int], times: int, data: st.DataObject
) -> None:
    known_days = data.draw(st.integers(1, len(days)))
    # Below a basis point of its total a sale has no share yet to go by.
    if sum(days[:known_days]) * 5_000 < sum(days):
        return
    now = [times * fen for fen in days]

    known = told(len(days), now[:known_days], past(*days))

    assert known.chosen is Method.LAST_SALE
    assert known.outlook.total_fen == sum(now)
    assert known.outlook.path_fen == tuple(accumulate(now))[known_days - 1 :]
    assert known.warning is None


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[int], list[PastSale], int]:
    days = draw(st.integers(2, 8))
    same = st.lists(st.integers(1, 10**6), min_size=days, max_size=days)
    others = [past(*draw(same)) for _ in range(draw(st.integers(0, 5)))]
    return draw(same), others, draw(st.integers(1, 10**7))


@given(cases())
def test_bands_hold_their_point_paths_rise_and_higher_goals_are_less_likely(
    case: tuple[list[int], list[PastSale], int],
) -> None:
    now, others, planned = case
    goals = Goals(target_fen=planned, floor_fen=max(1, planned // 2), stretch_fen=2 * planned)

    for day in range(1, len(now) + 1):
        known = told(len(now), now[:day], *others, planned=planned, goals=goals)
        for outlook in known.outlooks.values():
            assert outlook.band.low_fen <= outlook.total_fen <= outlook.band.high_fen
            assert outlook.band.low_fen >= known.so_far_fen
            assert outlook.path_fen[0] == outlook.low_fen[0] == known.so_far_fen
            assert outlook.path_fen[-1] == outlook.total_fen
            assert all(one <= other for one, other in pairwise(outlook.path_fen))
            for low, point, high in zip(
                outlook.low_fen, outlook.path_fen, outlook.high_fen, strict=True
            ):
                assert low <= point <= high
        chances = [one.chance for one in known.chances]
        assert chances == sorted(chances, reverse=True)


@given(cases())
def test_who_knows_less_is_not_surer(case: tuple[list[int], list[PastSale], int]) -> None:
    now, others, _ = case

    widths = []
    for day in range(1, len(now) + 1):
        outlook = told(len(now), [10**6 * fen for fen in now[:day]], *others).outlook
        if outlook.method is Method.LAST_SALE:
            widths.append(outlook.band.high_fen / outlook.total_fen)

    assert all(one >= other * (1 - 1e-5) for one, other in pairwise(widths))


CURVES = HourlyCurves(
    ordinary=(1,) * 24,
    midnight=(4_000, 2_000, 1_000, 900) + (105,) * 20,
    evening=(2_000, 1_000, 500, 500) + (250,) * 24,
    later_days_bp=(5_000, 2_400),
)


def campaign(opens: datetime, covers_to: datetime, *said: Span) -> CampaignSales:
    """One burst of 28 hours from 20:00, with a target of 10,000 fen."""
    burst = Phase(1, "Burst", BURST, opens, opens + 28 * HOUR)
    taken = datetime(2026, 12, 1, tzinfo=UTC)
    return CampaignSales(
        shops={1: "Shop"},
        phases=(burst,),
        measure=Measure.PAID,
        target_fen=10_000,
        plan=plan([(burst, 10_000)], 10_000, CURVES),
        counted=counted_once([Said(1, Source.TYPED, span, covers_to, taken) for span in said]),
        ordinary=CURVES.ordinary,
    )


def test_a_campaign_is_forecast_from_its_counted_sales() -> None:
    opens = datetime(2026, 11, 10, 20)
    hours = [Span(opens.date(), 20, Figures(paid_fen=3_000))]

    known = forecast_campaign(campaign(opens, opens + HOUR, *hours))

    # The opening hour is planned to bring 20 %.
    assert known is not None
    assert (known.chosen, known.outlook.total_fen) == (Method.PLANNED_CURVE, 15_000)
    assert [(one.goal, one.fen) for one in known.chances] == [(Goal.TARGET, 10_000)]
    assert forecast_campaign(campaign(opens, opens)) is None


def test_a_campaign_that_is_over_is_what_the_next_one_is_compared_with() -> None:
    then, now = datetime(2025, 11, 10, 20), datetime(2026, 11, 10, 20)
    day_figures = (
        Span(then.date(), None, Figures(paid_fen=5_000)),
        Span(then.date() + DAY, None, Figures(paid_fen=5_000)),
    )
    over = campaign(then, then + 2 * DAY, *day_figures)
    hours = [Span(now.date(), hour, Figures(paid_fen=fen)) for hour, fen in ((20, 900), (21, 100))]

    sale = past_sale("双11 2025", over)
    known = forecast_campaign(campaign(now, now + 2 * HOUR, *hours), [sale])

    # The eve's 5,000 lie in its four hours as planned: 20, 10, 5 and 5 of 40 parts.
    assert [one.fen for one in hours_sold(over)[:4]] == [2_500, 1_250, 625, 625]
    assert known is not None
    assert known.outlook.total_fen == round(1_000 / 0.375)
