"""Taking sales in: after a preview, once, a fuller file before a partial one; typed days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from planner.actions import history, sales
from planner.desk import Desk
from planner.reports import imports
from planner.rules.figures import Figures, SalesFile, Source, Span
from planner.tables.sales import SalesFigure, SalesImport
from planner.words import Refusal
from tests.support.databases import Databases
from tests.support.real_shop import Clock, RealShop
from tests.support.small_sale import (
    AFTER,
    FLAGSHIP,
    SECOND,
    at,
    build,
    daily,
    hours,
    orders,
    seen,
    take,
)

NOV_11 = date(2026, 11, 11)


@pytest.fixture
def shop(databases: Databases) -> Iterator[RealShop]:
    clock = Clock(AFTER)
    opened = RealShop(Desk(databases.copy_of(build), clock=clock), clock)
    yield opened
    opened.desk.close()


def test_a_preview_says_what_is_new_and_what_the_file_adds_up_to(shop: RealShop) -> None:
    file = orders(hours(11, [(0, 5000), (1, 300)]), at(11), at(11, 1))

    shown = seen(shop, file)

    assert (shown.new, shown.changed, shown.unchanged, shown.days) == (2, 0, 0, 1)
    assert shown.sums == Figures(5300, 2, 5300, 2, 530)
    assert shown.net_fen == 4770
    assert shown.counts_on == {Source.TAOBAO_ORDERS: 1}
    assert figures(shop) == []


def test_days_that_have_not_begun_are_left_out_and_mentioned(shop: RealShop) -> None:
    file = daily({19: Figures(paid_fen=500), 21: Figures(paid_fen=700)})

    shown = seen(shop, file)
    take(shop, file)

    assert [str(note) for note in shown.notes] == [
        "1 day that has not begun yet was left out. Check the year of its date."
    ]
    assert (shown.days, shown.sums.paid_fen) == (1, 500)
    assert shown.covers_to == datetime(2026, 11, 19, 23, 59, 59)
    assert [row.day for row in figures(shop)] == [date(2026, 11, 19)]


def test_a_file_of_days_to_come_is_refused(shop: RealShop) -> None:
    with pytest.raises(Refusal, match="No day of the file has begun yet"):
        seen(shop, daily({21: Figures(paid_fen=700)}))


def test_an_import_keeps_every_hour_and_says_so_in_the_history(shop: RealShop) -> None:
    receipt = take(shop, orders(hours(11, [(0, 5000), (1, 300)]), at(11), at(11, 1)))

    assert [(row.hour, row.paid_fen) for row in figures(shop)] == [(0, 5000), (1, 300)]
    assert receipt.event_id is not None
    assert str(receipt.sentence) == (
        "took in “export.csv” for “山岚旗舰店”: 1 day from 2026-11-11 to 2026-11-11"
    )


def test_the_same_file_again_changes_nothing_and_leaves_no_trace(shop: RealShop) -> None:
    file = orders(hours(11, [(0, 5000), (1, 300)]), at(11), at(11, 1))
    take(shop, file)
    before = rows(shop, SalesImport)

    again = take(shop, file)

    assert again.event_id is None
    assert again.value is None
    assert str(again.sentence) == "“export.csv” brings nothing new for “山岚旗舰店”."
    assert rows(shop, SalesImport) == before


def test_a_lower_figure_is_flagged_before_it_replaces_a_higher_one(shop: RealShop) -> None:
    take(shop, orders(hours(11, [(0, 5000), (1, 300)]), at(11), at(11, 1)))

    shown = seen(shop, orders(hours(11, [(0, 4000), (1, 900)]), at(11), at(11, 1)))

    paid = [change for change in shown.changes if change.figure == "paid_fen"]
    assert [(c.place.hour, c.before, c.after, c.lower) for c in paid] == [
        (0, 5000, 4000, True),
        (1, 300, 900, False),
    ]
    assert (shown.new, shown.changed, shown.unchanged) == (0, 2, 0)


def test_an_hour_known_in_part_never_overwrites_a_whole_one(shop: RealShop) -> None:
    take(shop, orders(hours(11, [(0, 5000), (1, 300)]), at(11), at(11, 2)))
    cut = replace(hours(11, [(1, 20)])[0], partial=True)

    shown = seen(shop, orders([cut], at(11, 1), at(11, 1).replace(minute=10)))

    assert (shown.fuller, shown.changed, shown.changes_nothing) == (1, 0, True)


def test_of_two_parts_of_an_hour_the_longer_one_stays(shop: RealShop) -> None:
    part = replace(hours(11, [(9, 100)])[0], partial=True)
    longer = replace(hours(11, [(9, 250)])[0], partial=True)
    till_half_past = orders([part], at(11, 9), at(11, 9).replace(minute=30))
    till_a_quarter_to = orders([longer], at(11, 9), at(11, 9).replace(minute=45))

    take(shop, till_half_past)
    take(shop, till_a_quarter_to)
    take(shop, till_half_past)

    assert [row.paid_fen for row in figures(shop)] == [250]


def test_a_whole_hour_replaces_a_part_with_all_that_was_said_of_it(shop: RealShop) -> None:
    part = replace(hours(11, [(9, 100)])[0], partial=True)
    take(shop, orders([part], at(11, 9), at(11, 9).replace(minute=30)))
    whole = Span(NOV_11, 9, Figures(900, 3, 900, 3, None))

    take(shop, orders([whole], at(11, 8), at(11, 11)))

    (row,) = figures(shop)
    assert (row.paid_fen, row.refunded_fen, row.partial) == (900, None, False)


def test_a_sheet_without_a_column_leaves_what_another_sheet_said(shop: RealShop) -> None:
    take(shop, daily({11: Figures(paid_fen=88_000, paid_count=10)}))

    take(shop, daily({11: Figures(visitors=400, buyers=9)}))

    (row,) = figures(shop)
    assert (row.paid_fen, row.paid_count, row.visitors, row.buyers) == (88_000, 10, 400, 9)


def test_days_that_a_sheet_does_not_mention_stay(shop: RealShop) -> None:
    take(shop, daily({10: Figures(paid_fen=100), 11: Figures(paid_fen=200)}))

    take(shop, daily({9: Figures(paid_fen=50), 11: Figures(paid_fen=300)}))

    assert [(row.day.day, row.paid_fen) for row in figures(shop)] == [(9, 50), (10, 100), (11, 300)]


def test_a_preview_names_other_sources_and_which_one_will_count(shop: RealShop) -> None:
    take(shop, orders(hours(11, [(h, 100) for h in range(24)]), at(11), at(12)))

    shown = seen(shop, daily({11: Figures(paid_fen=9999), 12: Figures(paid_fen=5)}))

    assert shown.other_sources == (Source.TAOBAO_ORDERS,)
    assert shown.counts_on == {Source.TAOBAO_ORDERS: 1, Source.DAILY_SHEET: 1}


def test_figures_that_changed_since_the_preview_are_not_taken_in(shop: RealShop) -> None:
    file = orders(hours(11, [(0, 5000)]), at(11), at(11, 1))
    agreed = seen(shop, file).digest
    take(shop, orders(hours(11, [(0, 4000)]), at(11), at(11, 1)))

    with pytest.raises(Refusal, match="changed since the preview"):
        take_with(shop, file, agreed)

    assert [row.paid_fen for row in figures(shop)] == [4000]


def test_another_file_than_the_one_shown_is_not_taken_in(shop: RealShop) -> None:
    agreed = seen(shop, orders(hours(11, [(0, 5000)]), at(11), at(11, 1))).digest

    with pytest.raises(Refusal, match="changed since the preview"):
        take_with(shop, orders(hours(11, [(0, 6000)]), at(11), at(11, 1)), agreed)


def test_the_same_figures_of_two_shops_stay_apart(shop: RealShop) -> None:
    file = orders(hours(11, [(0, 5000)]), at(11), at(11, 1))

    take(shop, file, FLAGSHIP)
    take(shop, file, SECOND)

    assert [(row.shop_id, row.paid_fen) for row in figures(shop)] == [(1, 5000), (2, 5000)]


def test_a_teammate_neither_previews_nor_takes_in_nor_types(shop: RealShop) -> None:
    file = orders(hours(11, [(0, 5000)]), at(11), at(11, 1))

    with pytest.raises(Refusal, match="Only operators and leads can add sales figures"):
        shop.desk.read(imports.preview, actor=shop.teammate, shop_id=1, sales_file=file)
    with pytest.raises(Refusal, match="Only operators and leads can add sales figures"):
        take_with(shop, file, "", actor=shop.teammate)
    with pytest.raises(Refusal, match="Only operators and leads can add sales figures"):
        type_in(shop, Figures(paid_fen=1), actor=shop.teammate)


def test_an_amount_beyond_21_million_yuan_is_kept(shop: RealShop) -> None:
    take(shop, daily({11: Figures(ordered_fen=5_000_000_000, paid_fen=4_900_000_000)}))

    assert [(r.ordered_fen, r.paid_fen) for r in figures(shop)] == [(5_000_000_000, 4_900_000_000)]


def test_an_import_is_undone_as_a_whole(shop: RealShop) -> None:
    take(shop, daily({10: Figures(paid_fen=100), 11: Figures(paid_fen=200)}))
    second = take(shop, daily({11: Figures(paid_fen=250), 12: Figures(paid_fen=300)}))

    shop.desk.perform(history.undo, actor=shop.operator, event_id=second.event_id)

    assert [(row.day.day, row.paid_fen) for row in figures(shop)] == [(10, 100), (11, 200)]
    assert len(rows(shop, SalesImport)) == 1


def test_a_typed_day_is_kept_corrected_and_taken_away(shop: RealShop) -> None:
    type_in(shop, Figures(paid_fen=100_00, paid_count=2, visitors=40))
    known = shop.desk.read(imports.typed_day, actor=shop.operator, shop_id=FLAGSHIP, day=NOV_11)
    assert known is not None
    type_in(shop, Figures(paid_fen=120_00, visitors=40), version=known.version)

    (row,) = figures(shop)
    assert (row.source, row.paid_fen, row.paid_count, row.visitors) == ("typed", 120_00, None, 40)
    type_in(shop, Figures(), version=row.version)
    assert figures(shop) == []


def test_a_day_that_someone_else_typed_meanwhile_is_not_overwritten(shop: RealShop) -> None:
    type_in(shop, Figures(paid_fen=100_00))

    with pytest.raises(Refusal, match="while you were editing"):
        type_in(shop, Figures(paid_fen=90_00))

    assert [row.paid_fen for row in figures(shop)] == [100_00]


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        (Figures(), "Figures: write at least one"),
        (Figures(paid_fen=-1), "Paid amount: write 0 or more"),
        (Figures(visitors=-3), "Visitors: write 0 or more"),
        (Figures(paid_count=3_000_000_000), "Paid orders: this is too large"),
    ],
)
def test_typed_figures_that_cannot_be_are_refused_by_name(
    shop: RealShop, typed: Figures, refused: str
) -> None:
    with pytest.raises(Refusal, match=refused):
        type_in(shop, typed)

    assert figures(shop) == []


def test_a_day_to_come_cannot_be_typed(shop: RealShop) -> None:
    with pytest.raises(Refusal, match="2026-11-21 has not begun yet"):
        type_in(shop, Figures(paid_fen=1), day=date(2026, 11, 21))


def test_figures_typed_during_a_day_count_up_to_now(shop: RealShop) -> None:
    shop.clock.now = datetime(2026, 11, 11, 6, 30, tzinfo=UTC)

    type_in(shop, Figures(paid_fen=500))

    (row,) = figures(shop)
    assert (row.partial, row.covers_to) == (True, at(11, 14).replace(minute=30))


amounts = st.dictionaries(st.integers(8, 14), st.integers(0, 10**12), min_size=1)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(first=amounts, second=amounts)
def test_whatever_is_taken_in_can_be_undone_to_the_fen(
    shop: RealShop, first: dict[int, int], second: dict[int, int]
) -> None:
    take(shop, daily({day: Figures(paid_fen=fen) for day, fen in first.items()}))
    before = [(row.day, row.paid_fen) for row in figures(shop)]

    receipt = take(shop, daily({day: Figures(paid_fen=fen) for day, fen in second.items()}))
    if receipt.event_id is not None:
        shop.desk.perform(history.undo, actor=shop.operator, event_id=receipt.event_id)

    assert [(row.day, row.paid_fen) for row in figures(shop)] == before


def take_with(shop: RealShop, file: SalesFile, digest: str, actor: Any = None) -> None:
    shop.desk.perform(
        sales.take_in,
        actor=actor or shop.operator,
        shop_id=FLAGSHIP,
        sales_file=file,
        file_name="export.csv",
        sha256="0" * 64,
        digest=digest,
    )


def type_in(shop: RealShop, typed: Figures, actor: Any = None, **given: Any) -> None:
    shop.desk.perform(
        sales.type_in,
        actor=actor or shop.operator,
        shop_id=FLAGSHIP,
        figures=typed,
        **({"day": NOV_11} | given),
    )


def figures(shop: RealShop) -> list[SalesFigure]:
    found = rows(shop, SalesFigure)
    return sorted(found, key=lambda row: (row.shop_id, row.day, row.hour))


def rows(shop: RealShop, kind: Any) -> list[Any]:
    def every(session: Session, **_: object) -> list[Any]:
        return list(session.exec(select(kind)))

    return shop.desk.read(every)


def test_a_day_that_is_not_over_is_known_in_part_and_yields_to_the_whole_day(
    shop: RealShop,
) -> None:
    shop.clock.now = datetime(2026, 11, 11, 6, 30, tzinfo=UTC)
    running = daily({10: Figures(paid_fen=900), 11: Figures(paid_fen=500)})
    take(shop, running)
    at_half_past_two = [(row.day.day, row.partial, row.covers_to) for row in figures(shop)]
    shop.clock.now = AFTER

    take(shop, daily({11: Figures(paid_fen=700)}))

    half_past_two = at(11, 14).replace(minute=30)
    assert at_half_past_two == [(10, False, half_past_two), (11, True, half_past_two)]
    assert [(row.paid_fen, row.partial) for row in figures(shop)] == [(900, False), (700, False)]


def test_what_was_seen_a_minute_ago_can_still_be_taken_in(shop: RealShop) -> None:
    shop.clock.now = datetime(2026, 11, 11, 6, 30, tzinfo=UTC)
    file = daily({11: Figures(paid_fen=500)})
    agreed = seen(shop, file).digest
    shop.clock.now = datetime(2026, 11, 11, 6, 31, tzinfo=UTC)

    take_with(shop, file, agreed)

    assert [row.paid_fen for row in figures(shop)] == [500]
