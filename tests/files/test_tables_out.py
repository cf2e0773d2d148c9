"""A table for people keeps its types: money to the fen, dates as dates, unknown as empty."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from planner.files.guard import guard, unguard
from planner.files.tables_out import (
    Column,
    Kind,
    Table,
    Value,
    write_csv,
    write_workbook,
    write_xlsx,
)
from tests.files.making import part_of

COLUMNS = (
    Column("日期", Kind.DATE),
    Column("As of", Kind.MOMENT),
    Column("支付金额", Kind.MONEY),
    Column("Orders", Kind.WHOLE),
    Column("Shop"),
)
ELEVENTH: tuple[Value, ...] = (
    *(date(2026, 11, 11), datetime(2026, 11, 11, 20, 0, 5), 123456789, 8200, "-Lan's tea"),
)
UNKNOWN: tuple[Value, ...] = (date(2026, 11, 12), None, -5, None, None)


def test_a_csv_holds_yuan_with_two_decimals() -> None:
    content = write_csv(COLUMNS, [ELEVENTH, UNKNOWN])

    assert content.decode("utf-8-sig").split("\r\n") == [
        "日期,As of,支付金额,Orders,Shop",
        "2026-11-11,2026-11-11 20:00:05,1234567.89,8200,'-Lan's tea",
        "2026-11-12,,-0.05,,",
        "",
    ]


def test_a_workbook_holds_typed_cells() -> None:
    content = write_xlsx(COLUMNS, [ELEVENTH, UNKNOWN], title="Progress")

    shown = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Progress")
    assert shown.to_python()[1:] == [
        [*(date(2026, 11, 11), datetime(2026, 11, 11, 20, 0, 5), 1234567.89, 8200, "-Lan's tea")],
        [date(2026, 11, 12), "", -0.05, "", ""],
    ]
    looks = part_of(content, "xl/styles.xml")
    assert 'formatCode="yyyy-mm-dd"' in looks
    assert 'formatCode="#,##0.00"' in looks


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("双11 / 2026: [plan]?", "双11   2026   plan"),
        ("x" * 40, "x" * 31),
        ("History", "Sheet1"),
        ("'", "Sheet1"),
        ("", "Sheet1"),
    ],
)
def test_any_title_makes_a_sheet(title: str, name: str) -> None:
    content = write_xlsx(COLUMNS, [], title=title)

    assert CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names == [name]


def test_what_no_spreadsheet_can_hold_is_left_out() -> None:
    content = write_csv([Column("Note")], [("a\0b\ud800c\ufffed",)])

    assert content.decode("utf-8-sig") == "Note\r\nabcd\r\n"


@given(st.text(st.characters() | st.sampled_from("'=+-@＝\t\r\n ")))
def test_the_guard_comes_off_as_it_went_on(text: str) -> None:
    assert unguard(guard(text)) == text


@given(st.text("'=+-@＝＋－＠\t\r\n x", max_size=5))
def test_guarded_text_never_begins_like_a_formula(text: str) -> None:
    assert guard(text)[:1] not in set("=+-@＝＋－＠\t\r\n")
    assert guard(text).lstrip()[:1] not in set("=+-@＝＋－＠")


def test_a_workbook_has_a_sheet_for_each_table_and_numbers_names_that_come_twice() -> None:
    days = Table("By day", (Column("Rate", Kind.RATE), Column("Days", Kind.DAYS)), [(8_333, -2.5)])
    tables = [days, Table("by DAY", (Column("Shop"),), [("=1+1",)]), Table("x" * 40, (), [])]

    content = write_workbook(tables)

    book = CalamineWorkbook.from_filelike(BytesIO(content))
    assert book.sheet_names == ["By day", "by DAY 2", "x" * 31]
    assert book.get_sheet_by_name("By day").to_python()[1] == [0.8333, -2.5]
    assert book.get_sheet_by_name("by DAY 2").to_python()[1] == ["=1+1"]
    assert 'formatCode="0.0%"' in part_of(content, "xl/styles.xml")


def test_a_rate_in_a_csv_is_a_number() -> None:
    content = write_csv((Column("Rate", Kind.RATE),), [(8_333,)])

    assert content.decode("utf-8-sig").splitlines() == ["Rate", "0.8333"]
