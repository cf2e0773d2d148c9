"""Key figures of a shop's days, worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from planner.rules.figures import Figures, Source, Span
from planner.rules.key_figures import (
    amount,
    buyer_value,
    conversion,
    order_value,
    pace,
    reached,
)
from planner.rules.sales import Counted, Said, counted_once
from planner.rules.targets import Measure, Plan, PlannedHour

NOV_10, NOV_11 = date(2026, 11, 10), date(2026, 11, 11)
NOON = datetime(2026, 11, 11, 12)


def told(source: Source, day: date, hour: int | None = None, shop: int = 1, **figures: int) -> Said:
    return Said(
        shop,
        source,
        Span(day, hour, Figures(**figures)),
        datetime(2026, 11, 12),
        datetime(2026, 11, 12, tzinfo=UTC),
    )


def counted(*said: Said) -> tuple[Counted, ...]:
    return counted_once(said).figures


def test_conversion_and_value_per_buyer_of_the_back_office_sample_row() -> None:
    # 生意参谋: 877 visitors, 2 buyers, 10,095.00 paid gives 0.23 % and 5,047.50 a buyer.
    day = counted(
        told(Source.DAILY_SHEET, NOV_11, paid_fen=1_009_500, paid_count=3, buyers=2, visitors=877)
    )

    rate, per_buyer, per_order = conversion(day), buyer_value(day), order_value(day)

    assert rate is not None
    assert (rate.numerator, rate.denominator, rate.bp) == (2, 877, 23)
    assert per_buyer is not None
    assert per_buyer.fen == 504_750
    assert per_order is not None
    assert per_order.fen == 336_500
    assert per_order.sources == (Source.DAILY_SHEET,)
    assert per_order.moment == datetime(2026, 11, 12)


def test_people_of_two_days_or_two_shops_give_no_rate() -> None:
    two_days = counted(
        told(Source.DAILY_SHEET, NOV_10, paid_fen=100, buyers=1, visitors=9),
        told(Source.DAILY_SHEET, NOV_11, paid_fen=100, buyers=1, visitors=9),
    )
    two_shops = counted(
        told(Source.DAILY_SHEET, NOV_11, paid_fen=100, buyers=1, visitors=9),
        told(Source.DAILY_SHEET, NOV_11, shop=2, paid_fen=100, buyers=1, visitors=9),
    )

    assert conversion(two_days) is None
    assert buyer_value(two_shops) is None
    with pytest.raises(ValueError, match="do not add up"):
        amount(two_days, "buyers")


def test_order_value_takes_both_sides_from_one_source_and_counts_the_days_left_out() -> None:
    days = counted_once(
        [
            told(Source.TAOBAO_ORDERS, NOV_10, 9, paid_fen=30_000, paid_count=4),
            told(Source.DAILY_SHEET, NOV_10, paid_count=900),
            told(Source.TYPED, NOV_11, paid_fen=99_900),
        ],
        {(1, NOV_10, "paid_count"): Source.DAILY_SHEET},
    ).figures

    value = order_value(days)

    assert value is not None
    assert (value.numerator, value.denominator, value.left_out) == (30_000, 4, 1)
    assert value.fen == 7_500


def test_rates_of_nothing_are_unknown() -> None:
    day = counted(told(Source.DAILY_SHEET, NOV_11, paid_fen=0, paid_count=0, buyers=0, visitors=0))

    assert order_value(day) is None
    assert conversion(day) is None
    assert amount((), "paid_fen") is None


def test_net_is_paid_minus_refunded_and_unknown_where_a_days_refunds_are() -> None:
    known = told(Source.TAOBAO_ORDERS, NOV_10, 9, ordered_fen=500, paid_fen=400, refunded_fen=150)
    unknown = told(Source.TYPED, NOV_11, paid_fen=100)

    net = reached(counted(known), Measure.NET)

    assert net is not None
    assert net.value == 250
    assert reached(counted(known, unknown), Measure.NET) is None
    paid = reached(counted(known, unknown), Measure.PAID)
    assert paid is not None
    assert paid.value == 500
    assert paid.sources == (Source.TAOBAO_ORDERS, Source.TYPED)


TWO_HALVES = Plan(
    (
        PlannedHour("burst", datetime(2026, 11, 11, 11), datetime(2026, 11, 11, 12), 60_000),
        PlannedHour("burst", datetime(2026, 11, 11, 12), datetime(2026, 11, 11, 13), 40_000),
    )
)


def test_pace_compares_attainment_and_time_share_at_the_moment_covered() -> None:
    so_far = reached(
        counted_once(
            [
                Said(
                    1,
                    Source.TYPED,
                    Span(NOV_11, None, Figures(paid_fen=45_000), partial=True),
                    NOON,
                    datetime(2026, 11, 11, 5, tzinfo=UTC),
                )
            ]
        ).figures,
        Measure.PAID,
    )
    assert so_far is not None

    found = pace(so_far, TWO_HALVES)

    assert found is not None
    assert (found.attainment.bp, found.time_share.bp, found.ahead_bp) == (4_500, 6_000, -1_500)
    assert found.against_plan is not None
    assert found.against_plan.bp == 7_500
    assert found.attainment.moment == NOON


def test_pace_without_a_target_is_unknown() -> None:
    so_far = amount(counted(told(Source.TYPED, NOV_11, paid_fen=1)), "paid_fen")
    assert so_far is not None
    nothing: Plan[str] = Plan(())

    assert pace(so_far, nothing) is None
