"""Columns of an unknown sheet, mapped by hand once and remembered by the sheet's header."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from planner.actions import history, mappings
from planner.desk import Desk, Receipt
from planner.files import sales as sales_files
from planner.files.headers import Unrecognised
from planner.reports import exports
from planner.rules.exports import HandMapping
from planner.rules.figures import Figures, SalesFile, Source, Span
from planner.words import Refusal
from tests.files.making import csv_file
from tests.support.databases import Databases
from tests.support.real_shop import Clock, RealShop
from tests.support.small_sale import AFTER, FLAGSHIP, SECOND, build

HEADERS = ("统计日", "入会", "领取", "备注")
SHEET = csv_file(HEADERS, ("2026-11-08", "120", "1.2万", "x"), ("2026-11-09", "-", "900", "y"))
MEMBERS = HandMapping(HEADERS, {"members_gained": "入会", "coupons_claimed": "领取"}, "统计日")


@pytest.fixture
def shop(databases: Databases) -> Iterator[RealShop]:
    clock = Clock(AFTER)
    opened = RealShop(Desk(databases.copy_of(build), clock=clock), clock)
    yield opened
    opened.desk.close()


def test_an_unknown_sheet_shows_its_columns_and_is_read_once_they_are_mapped(
    shop: RealShop,
) -> None:
    with pytest.raises(Unrecognised) as unknown:
        read(shop, SHEET)
    assert unknown.value.headers == HEADERS

    map_columns(shop, MEMBERS)
    file = read(shop, SHEET)

    assert file.source is Source.MAPPED_SHEET
    assert file.spans == (
        Span(date(2026, 11, 8), None, Figures(members_gained=120, coupons_claimed=12_000)),
        Span(date(2026, 11, 9), None, Figures(coupons_claimed=900)),
    )


def test_a_mapping_is_found_by_the_header_wherever_it_stands(shop: RealShop) -> None:
    map_columns(shop, MEMBERS)
    below = csv_file(
        ("会员中心",), (), ("统计日 ", "入会", " 领取", "备注"), ("2026-11-08", 5, 6, "")
    )

    assert read(shop, below).spans[0].figures == Figures(members_gained=5, coupons_claimed=6)


def test_a_mapping_belongs_to_one_shop(shop: RealShop) -> None:
    map_columns(shop, MEMBERS)

    with pytest.raises(Unrecognised):
        read(shop, SHEET, SECOND)


def test_a_column_that_a_known_export_does_not_read_is_mapped_beside_the_others(
    shop: RealShop,
) -> None:
    headers = ("日期", "支付金额", "新会员")
    sheet = csv_file(headers, ("2026-11-08", "10", "7"))
    assert read(shop, sheet).spans[0].figures == Figures(paid_fen=1_000)

    map_columns(shop, HandMapping(headers, {"members_gained": "新会员"}))
    file = read(shop, sheet)

    assert file.source is Source.DAILY_SHEET
    assert file.spans[0].figures == Figures(paid_fen=1_000, members_gained=7)


def test_hours_are_mapped_with_their_days(shop: RealShop) -> None:
    headers = ("那天", "几点", "卖了")
    map_columns(shop, HandMapping(headers, {"paid_fen": "卖了"}, "那天", "几点"))

    file = read(shop, csv_file(headers, ("2026-11-08", "20", "5"), ("2026-11-08", "21", "6")))

    assert [(span.hour, span.figures.paid_fen) for span in file.spans] == [(20, 500), (21, 600)]


def test_mapping_again_replaces_and_forgetting_forgets(shop: RealShop) -> None:
    first = map_columns(shop, MEMBERS)
    again = map_columns(shop, HandMapping(HEADERS, {"members_gained": "领取"}, "统计日"))
    assert again.value == first.value
    assert read(shop, SHEET).spans[0].figures == Figures(members_gained=12_000)

    shop.desk.perform(mappings.forget_mapping, actor=shop.operator, mapping_id=first.value)

    with pytest.raises(Unrecognised):
        read(shop, SHEET)
    with pytest.raises(Refusal, match="was forgotten already"):
        shop.desk.perform(mappings.forget_mapping, actor=shop.operator, mapping_id=first.value)


def test_a_mapping_can_be_undone(shop: RealShop) -> None:
    receipt = map_columns(shop, MEMBERS)

    shop.desk.perform(history.undo, actor=shop.operator, event_id=receipt.event_id)

    assert remembered(shop) == {}


@pytest.mark.parametrize(
    ("mapping", "refused"),
    [
        (HandMapping(HEADERS, {}, "统计日"), "choose at least one figure"),
        (HandMapping(HEADERS, {"gmv": "入会"}, "统计日"), "“gmv” is not a figure"),
        (HandMapping(HEADERS, {"paid_fen": "金额"}, "统计日"), "the sheet has no column “金额”"),
        (HandMapping(HEADERS, {"paid_fen": "统计日"}, "统计日"), "“统计日” is chosen twice"),
        (HandMapping(HEADERS, {"paid_fen": "入会"}, "", "备注"), "hours need a column of days"),
        (HandMapping(("a", "b", "b"), {"paid_fen": "b"}, "a"), "The column b appears twice"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(
    shop: RealShop, mapping: HandMapping, refused: str
) -> None:
    with pytest.raises(Refusal, match=refused):
        map_columns(shop, mapping)

    assert remembered(shop) == {}


def test_a_teammate_neither_maps_nor_sees_mappings(shop: RealShop) -> None:
    with pytest.raises(Refusal, match="Only operators and leads"):
        shop.desk.perform(
            mappings.map_columns, actor=shop.teammate, shop_id=FLAGSHIP, mapping=MEMBERS
        )
    with pytest.raises(Refusal, match="Only operators and leads"):
        shop.desk.read(exports.mappings, actor=shop.teammate, shop_id=FLAGSHIP)


def map_columns(shop: RealShop, mapping: HandMapping) -> Receipt:
    return shop.desk.perform(
        mappings.map_columns, actor=shop.operator, shop_id=FLAGSHIP, mapping=mapping
    )


def remembered(shop: RealShop, shop_id: int = FLAGSHIP) -> dict[str, HandMapping]:
    found = shop.desk.read(exports.mappings, actor=shop.operator, shop_id=shop_id)
    return {one.mapping.fingerprint: one.mapping for one in found}


def read(shop: RealShop, content: bytes, shop_id: int = FLAGSHIP) -> SalesFile:
    return sales_files.read(content, "sheet.csv", mappings=remembered(shop, shop_id))
