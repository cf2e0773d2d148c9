"""Exports of the back office become one live price a variant, or stop with a reason."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
import xlsxwriter

from planner.files import live_prices
from planner.files.live_prices import LiveFile
from planner.rules.promotions.live_sources import LiveSource
from planner.rules.promotions.plans import LivePrice
from planner.words import Refusal
from tests.files.compound import old_workbook
from tests.files.making import csv_file, xlsx_file

NOW = datetime(2026, 10, 31, 12)
ITEM, RED, BLUE = "610000000001", "4900000000000000001", "4900000000000000002"

PRICE_CHECK = (
    *("商品ID", "SKU ID", "一口价", "标价", "预估最低到手价", "活动名称"),
    *("优惠层级", "工具名称", "优惠信息", "优惠金额", "活动时间"),
)
PIECE_CUTS = (
    *("活动ID", "名称", "级别", "起", "止", "状态"),
    *("商品ID", "SKU ID", "一口价", "优惠值"),
)
ACTIVITY = (
    *("商品ID", "商品名称", "类目", "状态", "图片", "SKUID", "一口价", "最低标价"),
    *("最低普惠券后价要求", "活动普惠券后价", "库存", "K", "L", "M", "N"),
    *("活动价", "Q", "R", "官方立减报名折扣", "官方立减金额"),
)


def checked(sku: str = RED, price: object = "199.00", item: object = ITEM) -> tuple[object, ...]:
    return (
        item,
        sku,
        "299",
        "289",
        price,
        "双11",
        "单品级",
        "单品立减",
        "减90",
        "90",
        "10.21-11.11",
    )


def cut(
    off: object, closes: object = "2026-11-12 00:00:00", state: str = "进行中"
) -> tuple[object, ...]:
    return ("88000001", "预热", "SKU", "2026-10-20 20:00:00", closes, state, ITEM, RED, "299", off)


def signed_up(
    item: str, sku: str, *, rate: object = "10%", line: str = "280"
) -> tuple[object, ...]:
    row: list[object] = [""] * len(ACTIVITY)
    row[0], row[1], row[3], row[5] = (
        item,
        "三人沙发" if item else "",
        "报名成功" if item else "",
        sku,
    )
    row[6:10] = "299", line, "250.00", "249.90"
    row[15], row[18], row[19] = "279", rate if item else "", "28"
    return tuple(row)


def activity_file(*rows: tuple[object, ...]) -> bytes:
    headings = ("商品信息", *[""] * 4, "SKU信息", *[""] * 9, "报价", *[""] * 4)
    return xlsx_file(headings, ACTIVITY, ("", "", "", "", "", "", "元"), *rows)


def read(content: bytes, read_at: datetime = NOW) -> LiveFile:
    return live_prices.read(content, "export", read_at)


def reasons(file: LiveFile) -> list[tuple[int, str]]:
    return [(one.row, str(one.why)) for one in file.skipped]


@pytest.mark.parametrize(
    "content",
    [
        csv_file(PRICE_CHECK, checked()),
        csv_file(PRICE_CHECK, checked(item=f"\t{ITEM}"), encoding="gb18030"),
        xlsx_file(("价格查询",), PRICE_CHECK, checked(price=199.0, item=610000000001)),
        old_workbook([PRICE_CHECK, tuple(str(cell) for cell in checked())]),
    ],
    ids=["utf-8", "gb18030", "xlsx", "xls"],
)
def test_a_price_check_says_what_customers_will_pay(content: bytes) -> None:
    file = read(content)

    assert file.kind is LiveSource.PRICE_CHECK
    assert file.prices == (
        LivePrice(ITEM, RED, "price_check", NOW, list_fen=29_900, price_fen=19_900),
    )
    assert file.skipped == ()


def test_cuts_on_single_products_are_read_with_what_has_ended_left_out() -> None:
    rows = (
        *(cut("20.00"), cut("30"), cut("99", closes="2026-10-31 11:59:59")),
        *(cut("99", state="已结束"), cut("9折"), cut("40", closes="2026-10-31")),
    )

    file = read(csv_file(PIECE_CUTS, *rows))

    assert file.kind is LiveSource.PIECE_CUTS
    assert [(price.list_fen, price.piece_off_fen) for price in file.prices] == [(29_900, 4_000)]
    assert reasons(file) == [
        (4, "It ended before the export was read, on 2026-10-31."),
        (5, "It is not live: 状态 says 已结束."),
        (6, "优惠值: write an amount of 0 or more like 1,234.50, with at most two decimals."),
    ]
    assert str(file.notes[0]).startswith("2 rows are about variants that stand above them")


def test_a_merged_item_speaks_for_the_rows_below_it() -> None:
    content = activity_file(
        signed_up(ITEM, RED), signed_up("", BLUE), signed_up("610000000009", "4900000000000000003")
    )

    file = read(content)

    assert file.kind is LiveSource.ACTIVITY_ITEMS
    assert [(price.item_id, price.sku_id) for price in file.prices] == [
        (ITEM, RED),
        (ITEM, BLUE),
        ("610000000009", "4900000000000000003"),
    ]
    assert file.prices[0] == LivePrice(
        *(ITEM, RED, "activity_items", NOW, 29_900, 24_990, 27_900, None, 2_800, 28_000, 25_000),
        name="三人沙发",
    )


def test_cells_that_are_really_merged_are_read_too() -> None:
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = workbook.add_worksheet()
    sheet.merge_range("A1:E1", "商品信息")
    sheet.merge_range("P1:T1", "活动价")
    for place, header in enumerate(ACTIVITY):
        sheet.merge_range(1, place, 2, place, header)
    for row, sku in enumerate((RED, BLUE), start=3):
        for place, cell in enumerate(signed_up(ITEM, sku)):
            if place not in (0, 3, 18):
                sheet.write_string(row, place, str(cell))
    sheet.merge_range("A4:A5", ITEM)
    sheet.merge_range("D4:D5", "报名成功")
    sheet.merge_range("S4:S5", "0.10")
    workbook.close()

    file = read(buffer.getvalue())

    assert [(price.item_id, price.sku_id) for price in file.prices] == [(ITEM, RED), (ITEM, BLUE)]
    assert {price.activity_fen for price in file.prices} == {27_900}


def test_below_a_rounded_item_no_row_counts_for_the_item_before_it() -> None:
    content = activity_file(
        signed_up(ITEM, RED), signed_up("6.1E+17", BLUE), signed_up("", "4900000000000000003")
    )

    file = read(content)

    assert [price.sku_id for price in file.prices] == [RED]
    assert [(row, why[:40]) for row, why in reasons(file)] == [
        (5, "商品ID: a spreadsheet has rounded this num"),
        (6, "商品ID: a spreadsheet has rounded this num"),
    ]


@pytest.mark.parametrize("rate", ["0.10", "10%", "15.5%", 0.1, "", "-"])
def test_a_rate_with_its_unit_is_read(rate: object) -> None:
    assert len(read(activity_file(signed_up(ITEM, RED, rate=rate))).prices) == 1


@pytest.mark.parametrize("rate", ["10", 10, "1", "8.5", "9折", 0, "x"])
def test_a_rate_that_may_mean_two_things_is_refused(rate: object) -> None:
    file = read(activity_file(signed_up(ITEM, BLUE), signed_up(ITEM, RED, rate=rate)))

    assert reasons(file) == [
        (5, "官方立减报名折扣: write a rate like 0.10 or 10%; 10 alone may mean either.")
    ]


def test_of_two_rows_for_a_variant_the_lowest_line_counts() -> None:
    file = read(activity_file(signed_up(ITEM, RED, line="280"), signed_up(ITEM, RED, line="270")))

    assert [price.list_line_fen for price in file.prices] == [27_000]
    assert str(file.notes[0]).startswith("1 row is about a variant that stands above it")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (checked(price="199.999"), "预估最低到手价: write an amount of 0 or more"),
        (checked(price="约199"), "预估最低到手价: write an amount of 0 or more"),
        (checked(item=""), "商品ID is missing."),
        (checked(item="1234567"), "商品ID: write a number of 8 to 20 digits."),
        (checked(item="1" * 21), "商品ID: write a number of 8 to 20 digits."),
        (checked(sku="4.9E+18"), "SKU ID: a spreadsheet has rounded this number."),
        ((ITEM, RED, "", "", "", "", "", "", "", "", ""), "The row has no price."),
    ],
)
def test_a_row_that_cannot_be_right_is_left_out(row: tuple[object, ...], why: str) -> None:
    file = read(csv_file(PRICE_CHECK, checked(sku=BLUE), row))

    assert [price.sku_id for price in file.prices] == [BLUE]
    assert reasons(file)[0][1].startswith(why)


@pytest.mark.parametrize("header", ["预估最低到手价", "商品ID", "标价"])
def test_a_changed_header_stops_the_import(header: str) -> None:
    changed = tuple("到手价格" if name == header else name for name in PRICE_CHECK)

    with pytest.raises(Refusal, match=rf"looks like “Price check”.*\['{header}'\] is missing"):
        read(csv_file(changed, checked()))


def test_a_column_that_stands_twice_stops_the_import() -> None:
    with pytest.raises(Refusal, match="The column 一口价 appears twice"):
        read(csv_file((*PIECE_CUTS, "一口价"), (*cut("20"), "1")))


def test_another_file_and_one_without_a_usable_row_are_refused() -> None:
    with pytest.raises(Refusal, match="is none of the exports that are known"):
        read(csv_file(("编码", "名称", "标价"), ("A", "甲", "8")))
    with pytest.raises(Refusal, match="export has the right header but no rows below it"):
        read(csv_file(PRICE_CHECK))
    with pytest.raises(Refusal, match=r"No row of export can be used. Row 2: 商品ID is missing"):
        read(csv_file(PRICE_CHECK, checked(item="")))
