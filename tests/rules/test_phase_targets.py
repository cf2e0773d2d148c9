"""What a phase is judged by: read as typed, and judged by what was reached."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import pytest

from planner.rules.campaign_sales import CampaignSales
from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.figures import Figures, Source, Span
from planner.rules.phase_targets import Judged, PhaseFigure, judged, read_wanted
from planner.rules.sales import Said, counted_once
from planner.rules.targets import Measure
from planner.words import Refusal

END = datetime(2026, 11, 15)
PHASES = (
    Phase(1, "预热", PhaseKind.WARM_UP, datetime(2026, 11, 8), datetime(2026, 11, 10)),
    Phase(2, "爆发", PhaseKind.BURST, datetime(2026, 11, 10), datetime(2026, 11, 12)),
    Phase(3, "收尾", PhaseKind.WRAP_UP, datetime(2026, 11, 12), END),
)


def judge(
    days: Iterable[tuple[int, Figures]], wanted: dict[tuple[int, PhaseFigure], int]
) -> dict[tuple[int, PhaseFigure], Judged]:
    said = [
        Said(1, Source.DAILY_SHEET, Span(date(2026, 11, day), None, figures), END, END)
        for day, figures in days
    ]
    sales = CampaignSales({1: "店"}, PHASES, Measure.PAID, None, None, counted_once(said), [1] * 24)
    return {(one.phase.key, one.figure): one for one in judged(sales, wanted)}


@pytest.mark.parametrize(
    ("figure", "text", "value"),
    [
        (PhaseFigure.CART_PIECES, "1.2万", 12_000),
        (PhaseFigure.DEPOSIT_FEN, "¥1,234.50", 123_450),
        (PhaseFigure.REFUND_RATE, "6.5%", 650),
        (PhaseFigure.MEMBERS_GAINED, "  ", None),
    ],
)
def test_each_figure_is_read_in_its_unit(figure: PhaseFigure, text: str, value: int | None) -> None:
    assert read_wanted(figure, text) == value


@pytest.mark.parametrize(
    ("figure", "text", "said"),
    [
        (PhaseFigure.CART_PIECES, "1.5", "Pieces added to cart: .*not a whole number"),
        (PhaseFigure.COUPONS_CLAIMED, "many", "Coupons claimed: "),
        (PhaseFigure.DISPATCH_RATE, "101%", "Dispatched on time: write a rate from 0% to 100%"),
    ],
)
def test_what_cannot_be_wanted_is_refused_by_name(
    figure: PhaseFigure, text: str, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        read_wanted(figure, text)


def test_a_warm_up_counts_its_own_days_only_and_says_where_people_are_summed() -> None:
    days = [
        (8, Figures(cart_pieces=30, cart_people=20)),
        (9, Figures(cart_pieces=50, cart_people=30)),
        (10, Figures(cart_pieces=900, cart_people=600)),
    ]

    found = judge(days, {(1, PhaseFigure.CART_PIECES): 100})

    pieces, people = found[1, PhaseFigure.CART_PIECES], found[1, PhaseFigure.CART_PEOPLE]
    assert (pieces.reached, pieces.share_bp, pieces.met, pieces.daily_sum) == (
        *(80, 8_000, False),
        False,
    )
    assert (people.reached, people.wanted, people.met, people.daily_sum) == (50, None, None, True)
    assert pieces.sources == (Source.DAILY_SHEET,)


def test_a_deposit_leads_and_is_no_sale() -> None:
    found = judge([(8, Figures(deposit_fen=5_000, deposit_orders=2))], {})

    assert found[1, PhaseFigure.DEPOSIT_FEN].reached == 5_000
    assert found[1, PhaseFigure.DEPOSIT_ORDERS].reached == 2


def test_a_wrap_up_looks_after_the_whole_sale_and_a_low_refund_rate_is_good() -> None:
    days = [
        (9, Figures(paid_fen=6_000, refunded_fen=100, dispatch_due=60, dispatched_on_time=60)),
        (10, Figures(paid_fen=4_000, refunded_fen=400, dispatch_due=40, dispatched_on_time=35)),
    ]
    wanted = {(3, PhaseFigure.DISPATCH_RATE): 9_800, (3, PhaseFigure.REFUND_RATE): 600}

    found = judge(days, wanted)

    dispatch, refunds = found[3, PhaseFigure.DISPATCH_RATE], found[3, PhaseFigure.REFUND_RATE]
    # 95 of 100 orders; 500 of 10,000 fen.
    assert (dispatch.reached, dispatch.met, dispatch.whole_sale) == (9_500, False, True)
    assert (refunds.reached, refunds.met) == (500, True)


def test_what_is_wanted_and_not_known_is_shown_and_not_zero() -> None:
    found = judge([(8, Figures(paid_fen=1))], {(1, PhaseFigure.MEMBERS_GAINED): 300})

    (one,) = found.values()
    assert (one.figure, one.reached, one.met) == (PhaseFigure.MEMBERS_GAINED, None, None)
