"""A Taobao order export becomes hours of ordered, paid and refunded money."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from planner.files import sales
from planner.rules.figures import Figures, SalesFile, Source, Span
from planner.words import Refusal
from tests.files.making import ORDER_HEADERS, csv_file, xlsx_file

# Lan's tea shop on the eve of 11.11. Row 2 was never paid. Row 4 was paid and refunded in full.
# Row 6 was refunded in part. Nothing happens in the hour from 22:00.
TEA_SHOP = (
    (1, "178.8", "0.0", "上海", "2026-11-10 20:00:00", "", "0.0"),
    (2, "21.0", "21.0", "内蒙古自治区", "2026-11-10 20:10:05", "2026-11-10 20:10:09", "0.0"),
    (3, "64.8", "0.0", "江苏省", "2026-11-10 20:59:58", "2026-11-10 21:00:02", "64.8"),
    (4, "37.05", "37.05", "安徽省", "2026-11-10 21:30:00", "2026-11-10 21:30:30", "0.0"),
    (5, "327.7", "148.9", "浙江省", "2026-11-10 23:15:00", "2026-11-10 23:16:00", "178.8"),
)
EVE = date(2026, 11, 10)


def read_orders(*rows: tuple[object, ...], headers: list[str] = ORDER_HEADERS) -> SalesFile:
    return sales.read(csv_file(headers, *rows), "orders.csv")


def total(file: SalesFile, figure: str) -> int:
    return sum(getattr(span.figures, figure) or 0 for span in file.spans)


def test_each_hour_counts_orders_when_created_and_money_when_paid() -> None:
    file = read_orders(*TEA_SHOP)

    assert file.source is Source.TAOBAO_ORDERS
    assert file.rows_read == 5
    assert file.spans == (
        Span(EVE, 20, Figures(26460, 3, 2100, 1, 0, refund_orders=0), partial=True),
        Span(EVE, 21, Figures(3705, 1, 10185, 2, 6480, refund_orders=1)),
        Span(EVE, 22, Figures(0, 0, 0, 0, 0, refund_orders=0)),
        Span(EVE, 23, Figures(32770, 1, 32770, 1, 17880, refund_orders=1), partial=True),
    )


def test_paid_minus_refunded_is_what_buyers_really_paid() -> None:
    file = read_orders(*TEA_SHOP)

    assert total(file, "paid_fen") == 45055
    assert total(file, "refunded_fen") == 24360
    assert total(file, "paid_fen") - total(file, "refunded_fen") == 20695
    assert file.notes == ()


def test_the_file_covers_from_its_first_to_its_last_order() -> None:
    file = read_orders(*reversed(TEA_SHOP))

    assert file.covers_from == datetime(2026, 11, 10, 20, 0, 0)
    assert file.covers_to == datetime(2026, 11, 10, 23, 15, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_same_orders_read_the_same_in_every_encoding(encoding: str, delimiter: str) -> None:
    content = csv_file(ORDER_HEADERS, *TEA_SHOP, encoding=encoding, delimiter=delimiter)

    file = sales.read(content, "orders.csv")

    assert file == read_orders(*TEA_SHOP)


def test_a_workbook_with_numbers_and_dates_reads_like_the_text() -> None:
    rows = [
        (number, float(total_), float(kept), place, moment(created), moment(paid), float(refund))
        for number, total_, kept, place, created, paid, refund in TEA_SHOP
    ]
    content = xlsx_file(("订单报表",), (), ORDER_HEADERS, *rows, sheets_before=1)

    file = sales.read(content, "orders.xlsx")

    assert file == read_orders(*TEA_SHOP)


def moment(text: object) -> datetime | str:
    return datetime.fromisoformat(str(text)) if text else ""


def test_a_payment_after_the_last_order_leaves_the_orders_of_its_hour_unknown() -> None:
    late = (6, "10.0", "10.0", "上海", "2026-11-10 23:20:00", "2026-11-11 02:05:00", "0.0")

    file = read_orders(*TEA_SHOP, late)

    assert file.spans[-1] == Span(
        date(2026, 11, 11), 2, Figures(None, None, 1000, 1, 0, refund_orders=0), partial=True
    )
    assert [span.hour for span in file.spans] == [20, 21, 22, 23, 2]
    assert file.covers_to == datetime(2026, 11, 10, 23, 20, 0)
    assert [str(note) for note in file.notes] == [
        "1 order was paid after the hours in which the file's orders were created; "
        "its hour is marked as partial. Let the next export begin a day earlier, so that it "
        "holds this order too."
    ]


def test_an_order_that_stands_twice_counts_once() -> None:
    again = (2, "21.0", "21.0", "内蒙古自治区", "2026-11-10 20:10:05", "2026-11-10 20:10:09", "0.0")

    file = read_orders(*TEA_SHOP, again)

    assert file.rows_read == 6
    assert total(file, "ordered_count") == 5
    assert [(skipped.row, str(skipped.why)) for skipped in file.skipped] == [
        (7, "The order was already counted in row 3.")
    ]


@pytest.mark.parametrize(
    ("place", "cell", "why"),
    [
        (0, "", "订单编号 is missing."),
        (1, "-", "总金额 is missing."),
        (1, "free", "总金额: write an amount of 0 or more like"),
        (1, "-3.00", "总金额: write an amount of 0 or more like"),
        (1, "3.005", "总金额: write an amount of 0 or more like"),
        (4, "\t", "订单创建时间 is missing."),
        (4, "2026-11-10 20:00+08", "订单创建时间: write a date like 2026-11-11."),
        (4, "yesterday", "订单创建时间: write a date like 2026-11-11."),
        (4, "2026-02-30 10:00:00", "订单创建时间: write a date like 2026-11-11."),
        (5, "1026-11-10 20:00:00", "订单付款时间: write a date like 2026-11-11."),
        (6, "12元5", "退款金额: write an amount of 0 or more like"),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_with_its_reason(
    place: int, cell: str, why: str
) -> None:
    bad: list[object] = [
        6,
        "10.0",
        "10.0",
        "上海",
        "2026-11-10 20:30:00",
        "2026-11-10 20:31:00",
        "0",
    ]
    bad[place] = cell

    file = read_orders(*TEA_SHOP, tuple(bad))

    assert [skipped.row for skipped in file.skipped] == [7]
    assert str(file.skipped[0].why).startswith(why)
    assert file.spans == read_orders(*TEA_SHOP).spans


def test_a_reason_never_repeats_what_a_slipped_cell_holds() -> None:
    slipped = (6, "王小明 13800138000", "10", "上海", "杭州市文三路", "", "0")

    file = read_orders(*TEA_SHOP, slipped)

    assert "王小明" not in repr(file)
    assert "13800138000" not in repr(file)
    assert "文三路" not in repr(file)


def test_nothing_of_the_buyer_leaves_the_reader() -> None:
    headers = [*ORDER_HEADERS, "收货人姓名", "联系手机"]
    rows = [(*row, "王小明", "13800138000") for row in TEA_SHOP]

    file = read_orders(*rows, headers=headers)

    assert file == read_orders(*TEA_SHOP)
    assert not {"王小明", "13800138000", "浙江省"} & set(repr(file).split("'"))


def test_a_row_that_slipped_sideways_is_left_out() -> None:
    comma = (6, "1,234.00", "10", "上海", "2026-11-10 20:30:00", "2026-11-10 20:31:00", "0.0")
    cut_off = (7, "10.0", "10.0", "上海", "2026-11-10 20:3")

    file = read_orders(*TEA_SHOP, comma, cut_off)

    assert [str(skipped.why) for skipped in file.skipped] == [
        "The row has more cells than the header; put quotation marks around text with commas.",
        "The row is cut off: it has fewer cells than the header.",
    ]


def test_an_hour_whose_order_does_not_say_its_refund_has_unknown_refunds() -> None:
    unsaid = (6, "10.0", "10.0", "上海", "2026-11-10 21:40:00", "2026-11-10 21:41:00", "-")

    file = read_orders(*TEA_SHOP, unsaid)

    assert file.spans[1].figures == Figures(4705, 2, 11185, 3, None)
    assert file.spans[3].figures.refunded_fen == 17880
    assert [str(note) for note in file.notes] == [
        "1 paid order does not say its refund, so refunds of its hour are unknown."
    ]


def test_without_a_refund_column_refunds_are_unknown_and_not_0() -> None:
    file = read_orders(*(row[:6] for row in TEA_SHOP), headers=ORDER_HEADERS[:6])

    assert {span.figures.refunded_fen for span in file.spans} == {None}
    assert total(file, "paid_fen") == 45055
    assert [str(note) for note in file.notes] == [
        "The file has no column 退款金额, so refunds are unknown."
    ]


def test_a_file_that_does_not_add_up_says_by_how_much() -> None:
    short = (6, "10.00", "8.50", "上海", "2026-11-10 20:30:00", "2026-11-10 20:31:00", "0.0")

    file = read_orders(*TEA_SHOP, short)

    assert file.notes[0].values == {"net": 21695, "kept": 21545, "difference": 150}


def test_order_numbers_keep_all_their_digits() -> None:
    first = ('="2894567890123456781"', "1.0", "1.0", "", "2026-11-10 20:30:00", "", "")
    second = ("2894567890123456782\t", "1.0", "1.0", "", "2026-11-10 20:30:00", "", "")

    file = read_orders(first, second)

    assert total(file, "ordered_count") == 2
    assert file.skipped == ()


def test_an_order_number_is_the_same_however_a_spreadsheet_wraps_it() -> None:
    rows = [
        (number, "1.0", "1.0", "", "2026-11-10 20:30:00", "", "")
        for number in ("2894567890123456781", '="2894567890123456781"', "'2894567890123456781\t")
    ]

    file = read_orders(*rows)

    assert total(file, "ordered_count") == 1
    assert [skipped.row for skipped in file.skipped] == [3, 4]


def test_a_moment_that_a_spreadsheet_stores_a_hair_early_falls_into_its_hour() -> None:
    early = datetime(2026, 11, 10, 19, 59, 59, 999000)
    content = xlsx_file(ORDER_HEADERS, (1, 5.0, 5.0, "", early, early, 0))

    file = sales.read(content, "orders.xlsx")

    assert [span.hour for span in file.spans] == [20]


@pytest.mark.parametrize("number", [float(2**53), 2.89457e18])
def test_numbers_too_long_for_a_spreadsheet_are_rounded_ones(number: float) -> None:
    rows = [(number, 1.0, 0.0, "", "2026-11-10 20:30:00", "", 0.0)] * 2

    file = sales.read(xlsx_file(ORDER_HEADERS, *rows), "orders.xlsx")

    assert total(file, "ordered_count") == 2
    assert len(file.notes) == 1


def test_order_numbers_that_a_spreadsheet_rounded_are_counted_and_mentioned() -> None:
    rounded = ("2.89457E+18", "1.0", "1.0", "", "2026-11-10 20:30:00", "", "")

    file = read_orders(rounded, rounded)

    assert total(file, "ordered_count") == 2
    assert str(file.notes[0]).startswith("2 order numbers were rounded by a spreadsheet")


def test_reading_reports_how_far_it_is() -> None:
    shares: list[float] = []
    rows = [
        (n, "1.0", "1.0", "", "2026-11-10 20:30:00", "2026-11-10 20:30:01", "0")
        for n in range(9000)
    ]

    sales.read(csv_file(ORDER_HEADERS, *rows), "orders.csv", shares.append)

    assert len(shares) == 3
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1


def test_a_file_without_orders_is_refused() -> None:
    with pytest.raises(Refusal, match="has the right header but no rows below it"):
        read_orders()


def test_a_file_whose_every_row_is_bad_is_refused_with_the_first_reason() -> None:
    with pytest.raises(
        Refusal, match=r"No row of orders.csv can be used. Row 2: 总金额 is missing"
    ):
        read_orders((1, "", "", "", "2026-11-10 20:30:00", "", ""))


def test_a_column_that_stands_twice_is_refused() -> None:
    with pytest.raises(Refusal, match="The column 总金额 appears twice"):
        read_orders((*TEA_SHOP[0], "9.0"), headers=[*ORDER_HEADERS, "总金额"])
