"""Rates that an export states are worked out again from its counts; what differs is said."""

from __future__ import annotations

import pytest

from planner.files import sales
from tests.files.making import csv_file, xlsx_file

HEADERS = ("日期", "支付金额", "支付买家数", "访客数", "支付转化率", "客单价")


def notes(*rows: tuple[object, ...]) -> list[str]:
    said = [(f"2026-11-{day:02d}", *row) for day, row in enumerate(rows, start=1)]
    return [str(note) for note in sales.read(xlsx_file(HEADERS, *said), "days.xlsx").notes]


@pytest.mark.parametrize("stated", ["0.23%", "0.22%", "0.228%", "0.2%", "０.２３％", "-", ""])
def test_a_rate_that_is_rounded_or_cut_is_right(stated: str) -> None:
    assert notes(("10,095.00", 2, 877, stated, "5,047.50")) == []


def test_a_rate_that_does_not_follow_is_said_with_both_values() -> None:
    right = ("100", 2, 200, "1.00%", "50.00")

    assert notes(right, ("100", 2, 200, "1.25%", "50.00"), ("90", 3, 200, "1.50%", "45")) == [
        "支付转化率 of 1 row does not follow from its counts: row 3 says 1.25%, "
        "the counts give 1.00%. The counts are kept.",
        "客单价 of 1 row does not follow from its counts: row 4 says 45, "
        "the counts give 30.00. The counts are kept.",
    ]


def test_one_percent_sign_says_how_the_whole_column_is_written() -> None:
    assert notes(("1", 1, 200, "0.50%", ""), ("1", 2, 400, "0.5", "")) == []
    assert len(notes(("1", 1, 200, "0.50%", ""), ("1", 2, 400, "0.005", ""))) == 1


def test_a_column_without_a_sign_is_of_fractions_unless_a_value_is_above_one() -> None:
    assert notes(("1", 1, 200, 0.005, ""), ("1", 2, 4, 0.5, "")) == []
    assert notes(("1", 1, 200, 0.5, ""), ("1", 2, 4, 50.0, "")) == []


def test_nothing_is_worked_out_of_nobody() -> None:
    assert notes(("0", 0, 0, "3.00%", "7"), ("0", "-", 100, "0.00%", "")) == []


def test_rates_never_change_what_is_kept() -> None:
    content = csv_file(HEADERS, ("2026-11-11", "100", "2", "200", "9.99%", "1"))

    figures = sales.read(content, "days.csv").spans[0].figures

    assert (figures.paid_fen, figures.buyers, figures.visitors) == (10_000, 2, 200)
