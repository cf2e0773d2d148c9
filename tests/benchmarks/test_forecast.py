"""The back-test on a small made-up series: what it measures, and that it never looks ahead."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.forecast import (
    DAY,
    PROTOCOLS,
    Sale,
    back_test,
    forecasts,
    others_of,
    planned_fen,
    read,
    sales_of,
)
from planner.rules.forecasts import Method

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "forecast.py"
# Three sales of four days; the third is twice the second, the first has another shape.
SALES = (
    (date(2022, 11, 10), (100, 200, 500, 200)),
    (date(2023, 11, 10), (200, 200, 400, 200)),
    (date(2024, 11, 10), (400, 400, 800, 400)),
)
SPANS = ",".join(f"{first}..{first + 3 * DAY}" for first, _ in SALES)


def write(file: Path, changed: dict[date, int] | None = None) -> Path:
    """The series with a usual day of 100 before each sale, some days perhaps changed."""
    days = {first - back * DAY: 100 for first, _ in SALES for back in range(1, 29)}
    days |= {
        first + at * DAY: yuan for first, all_yuan in SALES for at, yuan in enumerate(all_yuan)
    }
    days |= changed or {}
    rows = [f"{day},{yuan}.00" for day, yuan in sorted(days.items())]
    file.write_text("\n".join(["date,amount", *rows]), encoding="utf-8")
    return file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "series.csv")


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *options], capture_output=True, encoding="utf-8", check=False
    )


def rows(file: Path) -> dict[tuple[str, str], dict[str, Any]]:
    report = json.loads(run(str(file), "--sales", SPANS, "--json", "--untimed").stdout)
    return {(row["protocol"], row["method"]): row for row in report["methods"]}


def test_it_says_how_far_each_method_is_off_by_both_protocols(file: Path) -> None:
    told = rows(file)

    earlier, left_out = told["earlier only", "last_sale"], told["each left out", "last_sale"]
    # The second by the first: 200 / 0.1, 400 / 0.3, 800 / 0.8 of 1,000. The third by the second: 0.
    assert earlier["cells"] == 6
    assert earlier["error_percent_by_day"] == {"1": 50.0, "2": 16.67, "3": 0.0}
    assert earlier["error_percent"] == 22.22
    # With each left out the first is forecast by the second: 500, 750 and 1,000 of 1,000.
    assert left_out["cells"] == 9
    assert left_out["error_percent_by_day"] == {"1": 50.0, "2": 19.44, "3": 0.0}
    assert {method for _, method in told} == {method.value for method in Method}


def test_it_says_how_often_the_band_holds_and_how_wide_it_is(file: Path) -> None:
    row = rows(file)["earlier only", "last_sale"]

    # Only the first evening of the second sale is off, by ln 2, and its second by ln 4/3; 0.15 of
    # the 90 and 70 % to come, times 1.28, is 0.17 and 0.13.
    assert row["coverage_percent"] == pytest.approx(100 * 4 / 6, abs=0.01)
    assert 0 < row["width_percent"] < 100
    assert row["conformal_cells"] == 0


def test_the_plan_is_a_usual_day_times_what_others_brought(file: Path) -> None:
    series = read(file)
    sales = sales_of(SPANS, series)

    # 1,000 in four days of 100 was 2.5 times as much.
    assert planned_fen(series, sales[2], sales[:2], sales) == 100_000


def test_a_forecast_from_earlier_sales_knows_nothing_later(tmp_path: Path) -> None:
    later = {first + at * DAY: 7 for first, _ in SALES[2:] for at in range(4)}
    later |= {SALES[1][0] + at * DAY: 9_999 for at in (2, 3)}
    plain, changed = read(write(tmp_path / "a.csv")), read(write(tmp_path / "b.csv", later))
    sales = sales_of(SPANS, plain)

    told, told_of_changed = (
        list(forecasts(series, sales[1], others_of(PROTOCOLS[0], sales, 1), sales))
        for series in (plain, changed)
    )

    assert told[:2] == told_of_changed[:2]
    assert told[2] != told_of_changed[2]


def test_a_sale_left_out_is_forecast_without_what_it_sold_later(tmp_path: Path) -> None:
    own = {SALES[1][0] + at * DAY: 9_999 for at in (2, 3)}
    plain, changed = read(write(tmp_path / "a.csv")), read(write(tmp_path / "b.csv", own))
    sales = sales_of(SPANS, plain)
    others = others_of(PROTOCOLS[1], sales, 1)

    told, told_of_changed = (
        list(forecasts(series, sales[1], others, sales)) for series in (plain, changed)
    )

    assert sales[1] not in others
    assert told[:2] == told_of_changed[:2]


def test_the_last_comparable_sale_is_the_one_before_and_for_the_first_the_next() -> None:
    a, b, c = (Sale(first, first + 3 * DAY) for first, _ in SALES)

    assert others_of("earlier only", [a, b, c], 0) == []
    assert others_of("earlier only", [a, b, c], 2) == [a, b]
    assert others_of("each left out", [a, b, c], 0) == [c, b]
    assert others_of("each left out", [a, b, c], 1) == [c, a]


def test_every_day_but_the_last_counts_once(file: Path) -> None:
    series = read(file)

    tested = back_test(series, sales_of(SPANS, series))

    assert tested.evenings == {"earlier only": 6, "each left out": 9}
    assert {cell.day for cell in tested.cells} == {1, 2, 3}


def test_it_says_the_same_in_words_and_how_long_it_took(file: Path) -> None:
    said = run(str(file), "--sales", SPANS).stdout

    assert "earlier only, last_sale: error 22.22 %; the 80 % band covers 66.67 %" in said
    assert "    error by day: 1: 50.0, 2: 16.67, 3: 0.0" in said
    assert "the same for 30 sales: " in said


@pytest.mark.parametrize(
    ("sales", "said"),
    [
        ("2022-11-10", "is not a sale"),
        ("2022-11-10..2022-11-10,2023-11-10..2023-11-13", "fewer than two days"),
        ("2022-11-13..2022-11-10,2023-11-10..2023-11-13", "ends before it begins"),
        ("2022-11-10..2022-11-13", "no other"),
        ("2022-11-10..2022-11-13,2022-11-12..2022-11-13", "in common"),
        ("2022-11-10..2022-11-13,2023-11-10..2025-11-13", "no row"),
    ],
)
def test_sales_that_are_not_there_are_refused(file: Path, sales: str, said: str) -> None:
    done = run(str(file), "--sales", sales)

    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("date,amount\n2022-11-10,many", "line 2"),
        ("date,amount\n2022-11-10,1\n2022-11-10,2", "repeats"),
        ("date\n2022-11-10", "line 2"),
    ],
)
def test_a_file_that_is_not_a_daily_series_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "series.csv"
    file.write_text(text, encoding="utf-8")

    done = run(str(file), "--sales", SPANS)

    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    "lines",
    [
        ["日报", "日期,金额", '2022-11-10,"1,234,567.89"', "2022-11-11,¥500", "合计,9999999"],
        ["2022/11/11 00:00:00,500", "20221110,123.456789万"],
        ["2022-11-11;500", "2022-11-10;1234567.89", "2022-11-12;-", "2022-11-13;"],
    ],
)
def test_a_series_reads_in_any_encoding_order_and_writing(
    tmp_path: Path, lines: list[str], encoding: str
) -> None:
    file = tmp_path / "series.csv"
    file.write_text("\n".join(lines), encoding=encoding)

    series = read(file)

    assert series == {
        date(2022, 11, 10): 123_456_789,
        date(2022, 11, 11): 50_000,
    }


def test_a_sale_that_has_sold_nothing_on_its_first_day_breaks_nothing(tmp_path: Path) -> None:
    first_days = {first: 0 for first, _ in SALES}

    told = rows(write(tmp_path / "series.csv", first_days))

    assert told["earlier only", "last_sale"]["error_percent_by_day"].keys() == {"2", "3"}
    assert told["earlier only", "run_rate"]["error_percent_by_day"]["1"] == 100.0


def test_sales_are_read_with_commas_of_either_kind(file: Path) -> None:
    series = read(file)

    assert sales_of(f"{SPANS.replace(',', '，')}, ", series) == sales_of(SPANS, series)
