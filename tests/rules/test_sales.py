"""A shop's figures come from an order export, a daily sheet and people who type them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.attribution import attribute
from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.figures import ADDED, NOT_ADDED, Figures, Source, Span
from planner.rules.sales import (
    EVERY_DAY,
    EVERY_FIGURE,
    CountedSales,
    Said,
    ShopSpan,
    counted_once,
)
from planner.rules.sources import SOURCE_NAMES

ORDERS, SHEET, TYPED = Source.TAOBAO_ORDERS, Source.DAILY_SHEET, Source.TYPED
NOV_10, NOV_11 = date(2026, 11, 10), date(2026, 11, 11)
AFTERWARDS = datetime(2026, 11, 12)
FLAGSHIP, OUTLET = 1, 2


def said(
    source: Source,
    hour: int | None,
    *,
    day: date = NOV_11,
    shop: int = FLAGSHIP,
    channel: str = "",
    partial: bool = False,
    covers_to: datetime = AFTERWARDS,
    taken_in: int = 12,
    **figures: int,
) -> Said:
    """One source's word, taken in on that day of November."""
    span = Span(day, hour, Figures(**figures), channel, partial)
    return Said(shop, source, span, covers_to, datetime(2026, 11, taken_in, tzinfo=UTC))


def said_only(source: Source, hour: int | None, figure: str, value: int, channel: str = "") -> Said:
    """One source's word about one figure."""
    span = Span(NOV_11, hour, Figures(**{figure: value}), channel)
    return Said(FLAGSHIP, source, span, AFTERWARDS, datetime(2026, 11, 12, tzinfo=UTC))


def value_of(counted: CountedSales, figure: str) -> int:
    (one,) = [found for found in counted.figures if found.figure == figure]
    return one.value


def source_of(counted: CountedSales, figure: str) -> Source:
    (one,) = [found for found in counted.figures if found.figure == figure]
    return one.claim.source


def test_ads_and_visitors_known_up_to_later_do_not_say_that_sales_are() -> None:
    eight, ten = datetime(2026, 11, 11, 20), datetime(2026, 11, 11, 22)
    orders = said(ORDERS, 19, paid_fen=30_000, covers_to=eight)
    ads = said(Source.ALIMAMA_PLANS, None, ad_spend_fen=900, partial=True, covers_to=ten)
    visitors = said(SHEET, None, visitors=500, partial=True, covers_to=ten)
    live = said(Source.DOUYIN_LIVE, None, paid_fen=50, partial=True, covers_to=ten)

    counted = counted_once([orders, ads, visitors, live])
    without_sales = counted_once([ads, visitors])

    assert counted.covered_to == {FLAGSHIP: eight}
    assert without_sales.covered_to == {FLAGSHIP: ten}


def test_an_order_export_beside_a_daily_total_does_not_double_the_day() -> None:
    day = [
        said(ORDERS, 9, paid_fen=30_000),
        said(ORDERS, 10, paid_fen=12_050),
        said(SHEET, None, paid_fen=42_500),
    ]

    counted = counted_once(day)

    assert value_of(counted, "paid_fen") == 42_050
    assert [one.value for one in counted.figures[0].others] == [42_500]
    assert sum(one.span.figures.paid_fen or 0 for one in counted.spans) == 42_050


def test_hours_that_cover_a_part_of_the_day_lose_against_a_whole_day() -> None:
    day = [
        said(ORDERS, 14, paid_fen=30_000),
        said(ORDERS, 15, paid_fen=1_000, partial=True),
        said(SHEET, None, paid_fen=88_000, taken_in=11),
    ]

    counted = counted_once(day)

    assert value_of(counted, "paid_fen") == 88_000
    assert [one.span.hour for one in counted.spans] == [None]


def test_hours_that_end_before_the_last_hour_of_the_day_are_a_part_of_it() -> None:
    noon = datetime(2026, 11, 11, 12)

    counted = counted_once([said(ORDERS, 9, paid_fen=700, covers_to=noon)])

    assert counted.figures[0].claim.partial
    assert counted.covered_to == {FLAGSHIP: noon}


def test_of_two_that_know_a_part_of_the_day_the_one_reaching_further_counts() -> None:
    day = [
        said(ORDERS, 9, paid_fen=700, covers_to=datetime(2026, 11, 11, 12)),
        said(TYPED, None, paid_fen=900, partial=True, covers_to=datetime(2026, 11, 11, 18)),
    ]

    assert source_of(counted_once(day), "paid_fen") is TYPED


def test_of_a_typed_and_a_sheet_figure_the_newer_counts() -> None:
    older_sheet = said(SHEET, None, paid_fen=100, taken_in=12)
    newer_typed = said(TYPED, None, paid_fen=200, taken_in=13)

    counted = counted_once([newer_typed, older_sheet])

    assert value_of(counted, "paid_fen") == 200


def test_a_choice_overrules_the_rule_for_that_figure_only() -> None:
    day = [
        said(ORDERS, 9, paid_fen=42_050, ordered_fen=50_000),
        said(SHEET, None, paid_fen=42_500, ordered_fen=50_500),
    ]

    counted = counted_once(day, {(FLAGSHIP, NOV_11, "paid_fen"): SHEET})

    assert value_of(counted, "paid_fen") == 42_500
    assert value_of(counted, "ordered_fen") == 50_000
    by_hour = {one.span.hour: one.span.figures for one in counted.spans}
    assert by_hour == {9: Figures(ordered_fen=50_000), None: Figures(paid_fen=42_500)}


def test_a_choice_of_a_source_that_does_not_know_the_figure_changes_nothing() -> None:
    counted = counted_once(
        [said(SHEET, None, paid_fen=42_500)], {(FLAGSHIP, NOV_11, "paid_fen"): ORDERS}
    )

    assert value_of(counted, "paid_fen") == 42_500
    assert not counted.figures[0].chosen


def test_the_whole_shop_counts_and_its_channels_are_not_added_to_it() -> None:
    day = [
        said(SHEET, None, paid_fen=1_000),
        said(SHEET, None, channel="live", paid_fen=400),
        said(SHEET, None, channel="search", paid_fen=500),
    ]

    assert value_of(counted_once(day), "paid_fen") == 1_000


def test_channels_add_up_where_the_shop_is_unknown_but_their_people_do_not() -> None:
    day = [
        said(SHEET, None, channel="live", paid_fen=400, buyers=3, visitors=70),
        said(SHEET, None, channel="search", paid_fen=500, buyers=4, visitors=90),
    ]

    counted = counted_once(day)

    assert [(one.figure, one.value) for one in counted.figures] == [("paid_fen", 900)]
    assert counted.figures[0].claim.from_channels


def test_a_figure_of_the_whole_shop_goes_before_a_sum_of_channels_by_hour() -> None:
    day = [
        said(ORDERS, 9, channel="live", paid_fen=400),
        said(SHEET, None, paid_fen=900),
    ]

    assert source_of(counted_once(day), "paid_fen") is SHEET


def test_people_are_never_added_up_over_hours() -> None:
    hours = [said(ORDERS, 9, paid_fen=10, buyers=2), said(ORDERS, 10, paid_fen=10, buyers=2)]

    counted = counted_once([*hours, said(SHEET, None, buyers=3)])

    assert value_of(counted, "buyers") == 3
    assert value_of(counted_once([*hours, said(SHEET, None, paid_fen=20)]), "paid_fen") == 20
    assert "buyers" not in {one.figure for one in counted_once(hours).figures}


def test_an_unknown_figure_stays_unknown_and_is_not_zero() -> None:
    counted = counted_once([said(SHEET, None, paid_fen=0)])

    assert [(one.figure, one.value) for one in counted.figures] == [("paid_fen", 0)]


AMOUNTS = st.integers(min_value=0, max_value=10**9)
ROWS = st.lists(
    st.builds(
        lambda source, shop, hour, paid, ordered: (source, shop, hour, paid, ordered),
        st.sampled_from(Source),
        st.sampled_from((FLAGSHIP, OUTLET)),
        st.one_of(st.none(), st.integers(0, 23)),
        AMOUNTS,
        AMOUNTS,
    ),
    unique_by=lambda row: row[:3],
    max_size=40,
)


@given(ROWS)
def test_spans_add_up_to_the_figures_whatever_the_sources(
    rows: list[tuple[Source, int, int | None, int, int]],
) -> None:
    told = [
        said(source, hour, shop=shop, paid_fen=paid, ordered_fen=ordered)
        for source, shop, hour, paid, ordered in rows
    ]

    counted = counted_once(told)

    by_figure: Counter[tuple[int, str]] = Counter()
    for one in counted.spans:
        by_figure[one.shop_id, "paid_fen"] += one.span.figures.paid_fen or 0
        by_figure[one.shop_id, "ordered_fen"] += one.span.figures.ordered_fen or 0
    assert {key: value for key, value in by_figure.items() if value} == {
        (one.shop_id, one.figure): one.value for one in counted.figures if one.value
    }
    places = [(one.shop_id, one.span.day, one.span.hour) for one in counted.spans]
    assert len(places) == len(set(places))


@given(ROWS)
def test_the_order_in_which_sources_are_told_does_not_matter(
    rows: list[tuple[Source, int, int | None, int, int]],
) -> None:
    told = [said(source, hour, shop=shop, paid_fen=paid) for source, shop, hour, paid, _ in rows]

    assert counted_once(told).figures == counted_once(list(reversed(told))).figures


WARM_UP = Phase(
    "warm", "Warm-up", PhaseKind.WARM_UP, datetime(2026, 11, 6), datetime(2026, 11, 10, 20)
)
BURST = Phase("burst", "Burst", PhaseKind.BURST, datetime(2026, 11, 10, 20), AFTERWARDS)


def counted_span(day: date, hour: int | None, shop: int = FLAGSHIP) -> ShopSpan:
    return ShopSpan(shop, Span(day, hour, Figures(paid_fen=100)))


def test_an_hour_belongs_to_the_phase_that_opened_last_else_between_phases() -> None:
    spans = [
        counted_span(NOV_10, 19),
        counted_span(NOV_10, 20),
        counted_span(date(2026, 11, 5), 23),
    ]

    found = attribute(spans, [WARM_UP, BURST])

    assert [(one.phase_key, one.by_day) for one in found] == [
        ("warm", False),
        ("burst", False),
        (None, False),
    ]


def test_a_day_figure_goes_to_the_phase_that_expects_most_of_the_day_and_says_so() -> None:
    spans = [counted_span(NOV_10, None), counted_span(NOV_11, None)]
    evening_shape = [1] * 20 + [30] * 4

    even = attribute(spans, [WARM_UP, BURST])
    shaped = attribute(spans, [WARM_UP, BURST], evening_shape)

    assert [(one.phase_key, one.by_day) for one in even] == [("warm", True), ("burst", False)]
    assert shaped[0].phase_key == "burst"


def test_a_phase_of_one_shop_takes_no_sales_of_another() -> None:
    flagship_only = Phase(
        "own", "Own sale", PhaseKind.BURST, BURST.opens, BURST.closes, frozenset({FLAGSHIP})
    )
    spans = [counted_span(NOV_11, 9, FLAGSHIP), counted_span(NOV_11, 9, OUTLET)]

    assert [one.phase_key for one in attribute(spans, [flagship_only])] == ["own", None]


@pytest.mark.parametrize("figure", sorted(NOT_ADDED))
def test_people_of_channels_and_hours_never_become_people_of_the_day(figure: str) -> None:
    told = [
        said_only(SHEET, None, figure, 70, "live"),
        said_only(ORDERS, 9, figure, 2),
        said_only(ORDERS, 10, figure, 2),
    ]

    assert counted_once(told).figures == ()


@pytest.mark.parametrize("figure", ADDED)
def test_amounts_and_things_that_happened_add_up_over_hours(figure: str) -> None:
    told = [said_only(ORDERS, 9, figure, 2), said_only(ORDERS, 10, figure, 3)]

    assert value_of(counted_once(told), figure) == 5


def test_livestreams_are_not_the_whole_shop_while_somebody_knows_more() -> None:
    live = said(Source.DOUYIN_LIVE, None, channel="直播", paid_fen=900, taken_in=13)
    until_noon = said(ORDERS, 9, paid_fen=400, covers_to=datetime(2026, 11, 11, 12))

    assert value_of(counted_once([live, until_noon]), "paid_fen") == 400
    assert value_of(counted_once([live]), "paid_fen") == 900


def test_a_newer_sum_of_items_yields_to_the_shops_own_figure() -> None:
    told = [
        said(Source.SYCM_SHOP, None, paid_fen=1_000, taken_in=12),
        said(Source.SYCM_ITEMS, None, paid_fen=990, taken_in=13),
    ]

    assert source_of(counted_once(told), "paid_fen") is Source.SYCM_SHOP


@pytest.mark.parametrize(
    ("choices", "counts"),
    [
        ({(NOV_11, "paid_fen"): ORDERS, (NOV_11, EVERY_FIGURE): SHEET}, ORDERS),
        ({(NOV_11, EVERY_FIGURE): SHEET, (EVERY_DAY, "paid_fen"): ORDERS}, SHEET),
        ({(EVERY_DAY, "paid_fen"): SHEET, (EVERY_DAY, EVERY_FIGURE): ORDERS}, SHEET),
        ({(EVERY_DAY, EVERY_FIGURE): SHEET}, SHEET),
    ],
)
def test_of_two_choices_the_narrower_goes_first(
    choices: dict[tuple[date, str], Source], counts: Source
) -> None:
    told = [said(ORDERS, 9, paid_fen=1), said(SHEET, None, paid_fen=2), said(TYPED, None, buyers=1)]

    counted = counted_once(told, {(FLAGSHIP, *about): one for about, one in choices.items()})

    assert source_of(counted, "paid_fen") is counts


def test_every_source_has_a_name() -> None:
    assert set(SOURCE_NAMES) == set(Source)
