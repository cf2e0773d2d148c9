"""A sheet of daily figures becomes one span a day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from planner.files import sales
from planner.rules.figures import Figures, Source, Span
from planner.words import Refusal
from tests.files.making import csv_file, xlsx_file

HEADERS = ("日期", "支付金额", "订单数", "访客数", "支付买家数")


def figures_of(*rows: tuple[object, ...], headers: tuple[str, ...] = HEADERS) -> list[Figures]:
    return [span.figures for span in sales.read(xlsx_file(headers, *rows), "days.xlsx").spans]


def test_a_sheet_with_a_preamble_reads_its_days_in_order() -> None:
    content = xlsx_file(
        ("【生意参谋平台】",),
        ("本报表仅供参考",),
        HEADERS,
        (date(2026, 11, 11), 1234567.89, 8200, 104000, 7900),
        (date(2026, 11, 10), 98765.4, 700, 20000, 650),
    )

    file = sales.read(content, "days.xlsx")

    assert file.source is Source.DAILY_SHEET
    assert file.rows_read == 2
    assert file.covers_from == datetime(2026, 11, 10)
    assert file.covers_to == datetime(2026, 11, 11, 23, 59, 59)
    assert file.spans == (
        Span(date(2026, 11, 10), None, Figures(None, None, 9876540, 700, None, 20000, 650)),
        Span(date(2026, 11, 11), None, Figures(None, None, 123456789, 8200, None, 104000, 7900)),
    )


def test_english_headers_and_all_seven_figures_are_known() -> None:
    headers = (
        *("Date", "Paid amount", "Paid_Orders", " VISITORS ", "Paying buyers"),
        *("Refund", "Ordered amount", "Orders placed"),
    )
    content = csv_file(headers, ("2026-11-11", "10.50", "3", "100", "2", "1.25", "20", "4"))

    file = sales.read(content, "days.csv")

    assert file.spans[0].figures == Figures(2000, 4, 1050, 3, 125, 100, 2)


def test_a_missing_cell_is_unknown_and_0_is_0() -> None:
    figures = figures_of(("2026-11-11", "-", 0, "", "\t"))

    assert figures == [Figures(paid_count=0)]


@pytest.mark.parametrize(
    ("said", "fen"),
    [
        ("10,095.00", 1009500),
        ("¥1,234.5", 123450),
        ("￥１２３４．５０", 123450),
        ("1.2万", 1200000),
        ("1.234567万", 1234567),
        ("3亿", 30000000000),
        ("99元", 9900),
        (178.8, 17880),
        (0.1 + 0.2, 30),
        (1002.2999999999999, 100230),
        (7, 700),
    ],
)
def test_amounts_read_exactly(said: object, fen: int) -> None:
    assert figures_of(("2026-11-11", said, 1, 1, 1))[0].paid_fen == fen


@pytest.mark.parametrize("said", ["1,23", "1.005", "-5", "5-", "1 2", "1e5", "0.45%", 1.234, -3.0])
def test_an_amount_that_cannot_be_read_skips_its_row(said: object) -> None:
    good = ("2026-11-10", 1.0, 1, 1, 1)
    content = xlsx_file(HEADERS, good, ("2026-11-11", said, 1, 1, 1))

    file = sales.read(content, "days.xlsx")

    assert [span.day for span in file.spans] == [date(2026, 11, 10)]
    assert [skipped.row for skipped in file.skipped] == [3]
    assert str(file.skipped[0].why).startswith("支付金额: write an amount of 0 or more")


@pytest.mark.parametrize(
    ("said", "count"), [("2,133", 2133), ("1.2万", 12000), (877.0, 877), ("12.0", 12)]
)
def test_counts_read_exactly(said: object, count: int) -> None:
    assert figures_of(("2026-11-11", 1, 1, said, 1))[0].visitors == count


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("100~200", "访客数: write a whole number."),
        (1.5, "访客数: write a whole number."),
        (True, "访客数: write a whole number."),
        (-1, "访客数: the number is below zero or too large. Write one of 0 or more."),
    ],
)
def test_a_count_that_cannot_be_read_skips_its_row(said: object, why: str) -> None:
    good = ("2026-11-10", 1.0, 1, 1, 1)

    file = sales.read(xlsx_file(HEADERS, good, ("2026-11-11", 1, 1, said, 1)), "days.xlsx")

    assert [str(skipped.why) for skipped in file.skipped] == [why]


@pytest.mark.parametrize(
    "said",
    [
        *("2026-11-11", "2026/11/11", "20261111", "2026年11月11日", "2026-11-11 00:00:00"),
        *("2026.11.11", " ２０２６－１１－１１ ", 20261111, 46337.0),
        *(date(2026, 11, 11), datetime(2026, 11, 11)),
    ],
)
def test_dates_read_in_every_usual_writing(said: object) -> None:
    file = sales.read(xlsx_file(HEADERS, (said, 1, 1, 1, 1)), "days.xlsx")

    assert [span.day for span in file.spans] == [date(2026, 11, 11)]


@pytest.mark.parametrize(
    "said",
    ["合计", "11/11", "2026-13-01", "2026-11-11 08:00:00", 12, True],
)
def test_what_is_no_day_skips_its_row(said: object) -> None:
    good = ("2026-11-10", 1.0, 1, 1, 1)

    file = sales.read(xlsx_file(HEADERS, good, (said, 1, 1, 1, 1)), "days.xlsx")

    assert [str(skipped.why) for skipped in file.skipped] == ["日期: write a date like 2026-11-11."]


def test_a_row_of_several_days_is_left_out_and_one_day_from_itself_to_itself_is_a_day() -> None:
    one_day = ("2026-11-10~2026-11-10", 1.0, 1, 1, 1)

    file = sales.read(
        xlsx_file(HEADERS, one_day, ("2025-07-01~2025-07-31", 1, 1, 1, 1)), "days.xlsx"
    )

    assert [span.day for span in file.spans] == [date(2026, 11, 10)]
    assert [str(skipped.why) for skipped in file.skipped] == [
        "日期: the row is of several days, from 2025-07-01 to 2025-07-31. "
        "Export each day on its own."
    ]


def test_a_row_without_date_or_figures_is_skipped() -> None:
    content = csv_file(
        HEADERS, ("2026-11-10", 1, 1, 1, 1), ("", 1, 1, 1, 1), ("2026-11-11", "-", "", "--", "")
    )

    file = sales.read(content, "days.csv")

    assert [(skipped.row, str(skipped.why)) for skipped in file.skipped] == [
        (3, "日期 is missing."),
        (4, "The row has a date but no figure."),
    ]


def test_empty_rows_are_passed_over_but_keep_the_row_numbers_right() -> None:
    content = csv_file((), HEADERS, (), ("2026-11-10", 1, 1, 1, 1), (), ("x", 1, 1, 1, 1))

    file = sales.read(content, "days.csv")

    assert file.rows_read == 2
    assert [skipped.row for skipped in file.skipped] == [6]


def test_a_date_that_stands_twice_is_refused_naming_both_rows() -> None:
    rows = [("2026-11-10", 1, 1, 1, 1), ("2026-11-11", 1, 1, 1, 1), ("2026/11/10", 2, 2, 2, 2)]

    with pytest.raises(Refusal, match="Rows 2 and 4 are both for 2026-11-10"):
        sales.read(csv_file(HEADERS, *rows), "days.csv")


def test_visitors_of_items_are_not_taken_for_visitors_of_the_shop() -> None:
    headers = ("统计日期", "商品访客数", "支付金额(元)")

    assert figures_of(("2026-11-11", 500, 9.9), headers=headers) == [Figures(paid_fen=990)]


def test_brackets_of_either_width_and_the_unit_behind_a_header_make_no_difference() -> None:
    headers = ("统计日期", "访客数（UV）", "支付金额（元）")

    assert figures_of(("2026-11-11", 500, 9.9), headers=headers) == [
        Figures(paid_fen=990, visitors=500)
    ]


def test_an_amount_column_in_ten_thousands_is_not_taken_for_yuan() -> None:
    headers = ("统计日期", "支付金额(万元)", "访客数")

    assert figures_of(("2026-11-11", 3.5, 10), headers=headers) == [Figures(visitors=10)]
