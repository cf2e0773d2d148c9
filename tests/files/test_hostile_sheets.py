"""Sheets of figures as they come from real hands: sums, merged cells, two shops, odd dates."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from planner.files import sales
from planner.files.headers import Unrecognised
from planner.rules.figures import SalesFile
from planner.text.speaker import speaker
from planner.words import Refusal
from tests.files import exports_made as made
from tests.files.making import csv_file, xlsx_file

NOV_11 = date(2026, 11, 11)
DAY = "2026-11-11"
ITEM = {"统计日期": DAY, "商品ID": "600000000001", "商品访客数": "10", "支付金额": "1,000.00"}


def paid(file: SalesFile) -> dict[tuple[date, int | None, str], int | None]:
    """What was paid in each span."""
    return {(one.day, one.hour, one.channel): one.figures.paid_fen for one in file.spans}


def why(file: SalesFile) -> list[str]:
    """Why each row was left out."""
    return [str(one.why) for one in file.skipped]


@pytest.mark.parametrize(
    ("header", "item", "sum_of_all"),
    [
        (made.ITEMS, ITEM, {"商品ID": "合计"}),
        (made.ITEMS, ITEM, {"商品名称": "总计："}),
        (made.JD_ITEMS, {"时间": DAY, "SKU": "1", "成交金额": "1000"}, {"SKU": " 汇 总 "}),
        (
            ("Date", *made.AMAZON),
            {"Date": DAY, "(Child) ASIN": "B1", "Ordered Product Sales": "$1000"},
            {"(Child) ASIN": "Grand Total"},
        ),
        (
            made.DOUYIN_DAYS,
            {"直播间名称": "A", "日期": DAY, "成交金额": "1000"},
            {"直播间名称": "合计"},
        ),
    ],
)
def test_a_row_that_says_it_is_the_sum_is_not_added_to_the_others(
    header: tuple[str, ...], item: dict[str, object], sum_of_all: dict[str, object]
) -> None:
    content = xlsx_file(*made.rows(header, item, item | sum_of_all))

    file = sales.read(content, "items.xlsx")

    assert list(paid(file).values()) == [100_000]
    assert why(file) == ["The row is a sum of the others and was not added to them."]


def test_a_row_of_an_item_that_stands_there_twice_counts_once() -> None:
    file = sales.read(made.old_file(made.ITEMS, ITEM, ITEM, preamble=4), "items.xls")

    assert paid(file) == {(NOV_11, None, ""): 100_000}
    assert why(file) == ["The row repeats row 6 and was not added again."]


def test_a_file_of_two_shops_is_refused_by_their_names() -> None:
    rows = [
        {"店铺名称": shop, "统计日期": day, "支付金额": "100", "访客数": "9", "浏览量": "9"}
        for shop, day in (("山岚旗舰店", DAY), ("山岚专营店", "2026-11-12"), ("合计", "2026-11-13"))
    ]

    with pytest.raises(Refusal) as refusal:
        sales.read(made.text_file(made.API_SHOP, *rows), "店铺.csv")

    assert speaker("en").say(refusal.value.sentence) == (
        "店铺.csv is of several shops: 山岚旗舰店, 山岚专营店. Export each shop on its own."
    )


def test_channels_of_ones_own_sheet_stay_apart_from_the_whole_shop() -> None:
    rows = [(DAY, "合计", "300", "50"), (DAY, "搜索", "100", "20"), (DAY, "直播", "200", "35")]

    file = sales.read(csv_file(("日期", "渠道", "支付金额", "访客数"), *rows), "days.csv")

    assert paid(file) == {
        (NOV_11, None, ""): 30_000,
        (NOV_11, None, "搜索"): 10_000,
        (NOV_11, None, "直播"): 20_000,
    }


def test_hours_below_a_merged_date_are_of_that_day() -> None:
    rows = [(DAY, 20, 100), ("", 21, 200), ("", "合计", 300), ("", "", 300)]

    file = sales.read(xlsx_file(("日期", "小时", "支付金额"), *rows), "hours.xlsx")

    assert paid(file) == {(NOV_11, 20, ""): 10_000, (NOV_11, 21, ""): 20_000}
    assert [str(note) for note in file.notes] == [
        "1 row without a date is taken as of the day above it."
    ]


def test_a_day_without_a_date_is_not_taken_as_of_the_day_above() -> None:
    file = sales.read(xlsx_file(("日期", "支付金额"), (DAY, 100), ("", 100)), "days.xlsx")

    assert paid(file) == {(NOV_11, None, ""): 10_000}
    assert why(file) == ["日期 is missing."]


@pytest.mark.parametrize(
    ("written", "days"),
    [
        (("11/12/26", "11/25/26"), [date(2026, 11, 12), date(2026, 11, 25)]),
        (("12/11/2026", "25/11/2026"), [date(2026, 11, 12), date(2026, 11, 25)]),
        (("11/11/26",), [NOV_11]),
    ],
)
def test_dates_with_slashes_are_read_as_the_whole_column_can_be(
    written: tuple[str, ...], days: list[date]
) -> None:
    rows = [(day, "100", "$1.00") for day in written]
    header = ("Date", "Sessions – Total", "Ordered Product Sales")

    file = sales.read(csv_file(header, *rows), "BusinessReport.csv")

    assert [one.day for one in file.spans] == days


def test_a_date_that_can_be_read_as_two_days_is_left_out() -> None:
    header = ("Date", "Sessions – Total", "Ordered Product Sales")

    with pytest.raises(Refusal) as refusal:
        sales.read(csv_file(header, ("11/12/26", "100", "$1.00")), "BusinessReport.csv")

    assert str(refusal.value).endswith(
        "Date: 11/12/26 can be read as two days. Write dates like 2026-11-12."
    )


@pytest.mark.parametrize(
    "stretch", ["2026-11-01至2026-11-11", "2026-11-01 ～ 2026-11-11", "2026-11-01~2026/11/11"]
)
def test_a_row_of_several_days_says_which(stretch: str) -> None:
    with pytest.raises(Refusal) as refusal:
        sales.read(csv_file(("日期", "支付金额"), (stretch, "100")), "days.csv")

    assert "the row is of several days, from 2026-11-01 to 2026-11-11" in str(refusal.value)


def test_a_stretch_of_one_day_is_that_day() -> None:
    file = sales.read(csv_file(("日期", "支付金额"), (f"{DAY}~{DAY}", "100")), "days.csv")

    assert paid(file) == {(NOV_11, None, ""): 10_000}


def test_refunds_written_below_zero_are_refunds() -> None:
    rows = [(DAY, "500", "-120.50"), ("2026-11-12", "500", "(80)"), ("2026-11-13", "500", -3.2)]

    file = sales.read(xlsx_file(("日期", "支付金额", "退款金额"), *rows), "days.xlsx")

    assert [one.figures.refunded_fen for one in file.spans] == [12_050, 8_000, 320]


def test_only_white_space_is_an_empty_file() -> None:
    with pytest.raises(Refusal) as refusal:
        sales.read(b"\xef\xbb\xbf\r\n  \r\n,,\r\n", "days.csv")

    assert str(refusal.value) == "days.csv is empty. Export it again and choose the new file."


def test_a_file_that_begins_with_many_empty_rows_is_not_empty() -> None:
    with pytest.raises(Unrecognised):
        sales.read(b"\r\n" * 20 + b"1,2\r\n", "days.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_text_that_ends_within_a_letter_is_cut_off(encoding: str) -> None:
    whole = csv_file(("日期", "支付金额", "备注"), (DAY, 100, "汉字"), encoding=encoding)
    end = whole.rindex("字".encode(encoding.replace("16", "16-le")))

    with pytest.raises(Refusal) as refusal:
        sales.read(whole[: end + 1], "days.csv")

    assert str(refusal.value) == (
        "days.csv is damaged or cut off. Export or save it again and choose the new file."
    )


def test_a_second_sheet_with_the_same_header_is_mentioned() -> None:
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for name, day in (("10月", "2026-10-31"), ("11月", DAY)):
        sheet = workbook.add_worksheet(name)
        sheet.write_row(0, 0, ["日期", "支付金额"])
        sheet.write_row(1, 0, [day, 100])
    workbook.add_worksheet("说明").write_row(0, 0, ["怎么用"])
    workbook.close()

    file = sales.read(buffer.getvalue(), "days.xlsx")

    assert paid(file) == {(date(2026, 10, 31), None, ""): 10_000}
    assert [str(note) for note in file.notes] == [
        "1 more sheet of the file has the same header and was not read. Save it as a file of its "
        "own."
    ]


def test_all_channels_together_are_the_whole_shop() -> None:
    rows = [(DAY, "全渠道", "300"), (DAY, "直播", "200")]

    file = sales.read(csv_file(("日期", "渠道", "支付金额"), *rows), "days.csv")

    assert paid(file) == {(NOV_11, None, ""): 30_000, (NOV_11, None, "直播"): 20_000}
