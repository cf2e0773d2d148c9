"""What one cell says: exact, whatever is written around it, and missing is never 0."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.files import cells
from planner.words import Refusal

amounts = st.integers(0, 10**13)
around = st.sampled_from(
    ["{}", " {}", "{}\t", "¥{}", "￥{}", "RMB {}", "CNY{}", "${}", "US${}", "£{}", "€{}", "{} €"]
)
grouping = st.sampled_from(["", ","])


@given(fen=amounts, written=around, group=grouping)
def test_an_amount_reads_exactly_whatever_stands_around_it(
    fen: int, written: str, group: str
) -> None:
    digits = f"{fen // 100:{group}}.{fen % 100:02d}"

    assert cells.money(written.format(digits), "Amount") == fen


@given(count=st.integers(0, 10**8), unit=st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_ten_thousands_and_hundred_millions_multiply(count: int, unit: tuple[str, int]) -> None:
    sign, times = unit
    whole, rest = divmod(count, times)
    digits = f"{whole}.{str(rest).zfill(len(str(times)) - 1)}"

    assert cells.number(f"{digits}{sign}") == count


@given(st.text(alphabet=" \t\r\n　\xa0", max_size=4), st.sampled_from(["", "-", "--", "—", "——"]))
def test_what_is_missing_is_never_zero(space: str, dash: str) -> None:
    cell = f"{space}{dash}{space}"

    assert cells.money(cell, "Amount") is None
    assert cells.whole(cell, "Count") is None
    assert cells.moment(cell, "Date") is None
    assert cells.hour(cell, "Hour") is None
    assert cells.rate(cell) is None


@given(st.integers(0, 10**6), st.booleans(), st.booleans())
def test_a_percent_sign_is_told_apart_from_the_number(
    hundredths: int, signed: bool, spaced: bool
) -> None:
    value = Decimal(hundredths) / 100
    text = f"{value}{' ' * spaced}{'%' * signed}"

    assert cells.rate(text) == (value, signed)


@given(st.text(max_size=12))
def test_no_text_makes_a_reader_of_cells_fail_otherwise_than_by_refusing(text: str) -> None:
    for read in (cells.money, cells.given_back, cells.whole, cells.moment, cells.day, cells.hour):
        with suppress(Refusal):
            read(text, "Column")


@given(
    st.integers(0, 23), st.sampled_from(["{}", "{:02d}", "{}时", "{}点", "{:02d}:00", "{}:59:59"])
)
def test_an_hour_reads_in_every_usual_writing(hour: int, written: str) -> None:
    alone = written.format(hour)

    assert cells.hour(alone, "Hour") == hour
    assert cells.hour(f"{alone}-{written.format(23)}", "Hour") == hour
    assert cells.hour(f"2026-11-11 {hour:02d}:00", "Hour") == hour
    assert cells.hour(float(hour), "Hour") == hour


@pytest.mark.parametrize(
    "cell",
    ["20 点", "第20时", "20h", "20点整", "20時", "20:00–21:00", "20:00—21:00", "20点到21点",
     "20:00/21:00", "20：00 ～ 21：00", "2026/11/11 20:00"],
)  # fmt: skip
def test_an_hour_reads_as_people_write_it_too(cell: str) -> None:
    assert cells.hour(cell, "Hour") == 20


@pytest.mark.parametrize(
    ("cell", "fen"),
    [("61045.299999999996", 6_104_530), ("0.30000000000000004", 30), ("1.23456789E7", 1234567890)],
)
def test_an_amount_that_a_program_wrote_of_its_number_is_that_number(cell: str, fen: int) -> None:
    assert cells.money(cell, "Amount") == fen


@pytest.mark.parametrize("cell", ["0.305", "61045.2999", "1.23E+18"])
def test_an_amount_with_less_than_a_fen_in_it_is_refused(cell: str) -> None:
    with pytest.raises(Refusal, match="with at most two decimals"):
        cells.money(cell, "Amount")


def test_a_moment_reads_in_chinese_hours_and_minutes() -> None:
    read = [cells.moment(f"2026年11月11日{text}", "Date") for text in (" 20时05分", "20时05分09秒")]

    assert read == [datetime(2026, 11, 11, 20, 5), datetime(2026, 11, 11, 20, 5, 9)]


@pytest.mark.parametrize("cell", ["24", "-1", "9.5", "noon", 25, "9:00 PM"])
def test_what_is_no_hour_is_refused(cell: str | int) -> None:
    with pytest.raises(Refusal, match="Hour: write an hour from 0 to 23"):
        cells.hour(cell, "Hour")


@given(st.datetimes(datetime(2001, 1, 1), datetime(2098, 1, 1)), st.integers(-11, 12))
def test_a_moment_with_its_offset_is_the_same_moment_on_another_clock(
    moment: datetime, ahead: int
) -> None:
    moment = moment.replace(microsecond=0)
    sign = "-" if ahead < 0 else "+"

    read = cells.moment(f"{moment} {sign}{abs(ahead):02d}00", "Paid at", "Etc/GMT-8")

    assert read is not None
    assert (read - moment).total_seconds() == (8 - ahead) * 3600


@pytest.mark.parametrize("read", [cells.money, cells.whole])
def test_a_formula_is_named_as_what_it_is(read: object) -> None:
    assert callable(read)

    with pytest.raises(Refusal, match="Amount: a formula stands here instead of its result"):
        read("=SUM(A1:A9)", "Amount")
