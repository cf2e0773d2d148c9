"""How far off a forecast is, method by method, on the sales of a daily series.

``python benchmarks/forecast.py FILE.csv --sales START..END,START..END,…`` reads a date and an
amount from the first two columns. On each day of a sale but its last it is forecast to its end
from what was sold by that evening and from other sales: once from earlier ones only, once from all
others (each left out in turn). The plan is a usual day of the four weeks before, times what those
other sales brought of theirs, spread evenly: its curve is the straight line. Mean errors count
every day of every sale the same; a day without a row in a sale sold nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from math import exp, log
from pathlib import Path
from statistics import fmean
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from planner.files import cells, sheets
from planner.files.parts import is_sum
from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.forecasts import Forecast, Method, PastSale, forecast
from planner.rules.forecasts.curves import Sold
from planner.rules.forecasts.spreads import Band
from planner.words import Refusal

DAY = timedelta(days=1)
PROTOCOLS = ("earlier only", "each left out")
_DAYS_BEFORE = 28
_LARGER = 10
_CURRENCIES = "¥￥$£€ "

Series = Mapping[date, int]


@dataclass(frozen=True)
class Sale:
    """The days of a sale in a series, both included."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Each of its days."""
        return [self.first + ahead * DAY for ahead in range((self.last - self.first).days + 1)]

    @property
    def phase(self) -> Phase[str]:
        """All of it as one phase, so that other sales are laid on it day by day."""
        opens, closes = _midnight(self.first), _midnight(self.last + DAY)
        return Phase("sale", f"{self.first}", PhaseKind.BURST, opens, closes)


@dataclass(frozen=True)
class Cell:
    """A sale forecast by a method after some of its days, beside what it came to."""

    protocol: str
    method: Method
    day: int
    total: int
    forecast: int
    band: Band
    conformal: Band | None


@dataclass(frozen=True)
class BackTest:
    """All cells, and after how many evenings the forecast warned of another shape."""

    cells: Sequence[Cell]
    warnings: Mapping[str, int]
    evenings: Mapping[str, int]


def main(arguments: list[str] | None = None) -> None:
    """Back-test every method and print what it came to; say what is wrong with a file or a date."""
    options = _options(arguments)
    try:
        series = read(options.file)
        sales = sales_of(options.sales, series)
        began = perf_counter()
        tested = back_test(series, sales)
        seconds = perf_counter() - began
    except (OSError, ValueError, Refusal) as error:
        sys.exit(f"{options.file}: {error}")
    rows = [_row(tested, protocol, method) for protocol in PROTOCOLS for method in Method]
    report = {
        "sales": len(sales),
        "methods": [row for row in rows if row["cells"]],
        "warnings": [
            {"protocol": one, "evenings": tested.evenings[one], "warned": tested.warnings[one]}
            for one in PROTOCOLS
        ],
        "times": [] if options.untimed else _times(series, sales, seconds),
    }
    print(json.dumps(report) if options.json else "\n".join(_lines(report)))


def read(file: Path) -> Series:
    """The amounts by day from the first two columns of any sheet that the planner reads.

    What stands above the first date is a header, a row that sums up the others is left out, and a
    day whose amount is missing is as one without a row. Raises ValueError naming a line not read.
    """
    series: dict[date, int] = {}
    table = next(sheets.tables(file.read_bytes(), file.name))
    for number, row in table.rows:
        if not any(row) or is_sum(row[0]) or (not series and not str(row[0]).strip()[:1].isdigit()):
            continue
        try:
            day, fen = _day_and_fen(row)
        except (ValueError, IndexError, InvalidOperation, OverflowError, Refusal) as error:
            raise ValueError(f"line {number} has no date and amount: {row}") from error
        if day in series:
            raise ValueError(f"line {number} repeats {day}")
        if fen is not None:
            series[day] = fen
    return series


def _day_and_fen(row: Sequence[sheets.Cell]) -> tuple[date, int | None]:
    day, cell = cells.day(row[0], "date"), row[1]
    if day is None:
        raise ValueError("there is no date")
    if cells.is_missing(cell):
        return day, None
    amount = cells.number(cell.strip().lstrip(_CURRENCIES) if isinstance(cell, str) else cell)
    return day, round(100 * (Decimal(str(cell)) if amount is None else amount))


def sales_of(text: str, series: Series) -> list[Sale]:
    """The sales as START..END,START..END, in order; raises ValueError for what isn't there."""
    sales = []
    for span in text.replace("，", ",").strip(", ").split(","):
        first, _, last = span.strip().partition("..")
        try:
            sale = Sale(date.fromisoformat(first), date.fromisoformat(last))
        except ValueError as error:
            raise ValueError(f"“{span}” is not a sale. Write START..END as dates.") from error
        if sale.last < sale.first:
            raise ValueError(f"{span} ends before it begins")
        if len(sale.days) < 2:
            raise ValueError(f"{span} has fewer than two days")
        if sale.first not in series or sale.last not in series:
            raise ValueError(f"{span} begins or ends on a day that has no row")
        sales.append(sale)
    sales.sort(key=lambda sale: sale.first)
    if len(sales) < 2:
        raise ValueError("one sale has no other to be forecast from")
    if any(one.last >= other.first for one, other in pairwise(sales)):
        raise ValueError("two sales have days in common")
    return sales


def back_test(series: Series, sales: Sequence[Sale]) -> BackTest:
    """Forecast every sale on every day but its last, by both protocols."""
    cells: list[Cell] = []
    warnings, evenings = dict.fromkeys(PROTOCOLS, 0), dict.fromkeys(PROTOCOLS, 0)
    for protocol in PROTOCOLS:
        for place, sale in enumerate(sales):
            others = others_of(protocol, sales, place)
            if not others:
                continue
            for day, told in enumerate(forecasts(series, sale, others, sales), 1):
                evenings[protocol] += 1
                warnings[protocol] += told.warning is not None
                total = sum(series.get(one, 0) for one in sale.days)
                cells += [
                    Cell(protocol, method, day, total, one.total_fen, one.band, one.conformal)
                    for method, one in told.outlooks.items()
                ]
    return BackTest(cells, warnings, evenings)


def others_of(protocol: str, sales: Sequence[Sale], place: int) -> list[Sale]:
    """The sales that one is forecast from, the most comparable last: the one before it.

    With each left out, later sales come too; only for the first is one of them, the next, the last.
    """
    earlier, later = sales[:place], sales[place + 1 :]
    return [*(reversed(later) if protocol == PROTOCOLS[1] else ()), *earlier]


def forecasts(
    series: Series, sale: Sale, others: Sequence[Sale], every_sale: Sequence[Sale]
) -> Iterator[Forecast]:
    """The forecast on the evening of each of its days but the last."""
    past = [
        PastSale(f"{other.first}", (other.phase,), tuple(_sold(series, other.days)))
        for other in others
    ]
    phase = sale.phase
    planned = [Sold(phase.opens, phase.closes, planned_fen(series, sale, others, every_sale))]
    for days in range(1, len(sale.days)):
        so_far = _sold(series, sale.days[:days])
        covers_to = so_far[-1].ends
        yield forecast([phase], so_far, covers_to, planned=planned, past=past, every=DAY)


def planned_fen(
    series: Series, sale: Sale, others: Sequence[Sale], every_sale: Sequence[Sale]
) -> int:
    """What a sale would be planned to bring on the day before it opens.

    Days of any sale are left out of the four weeks before; where none of them has a figure, what
    the other sales sold on average is the plan.
    """
    totals = [sum(series.get(day, 0) for day in other.days) for other in others]
    usual = [_usual(series, one, every_sale) for one in (sale, *others)]
    if min(usual) <= 0 or min(totals) <= 0:
        return max(1, round(fmean(totals)))
    uplifts = [
        log(total / (len(other.days) * day))
        for total, other, day in zip(totals, others, usual[1:], strict=True)
    ]
    return max(1, round(usual[0] * len(sale.days) * exp(fmean(uplifts))))


def _usual(series: Series, sale: Sale, every_sale: Sequence[Sale]) -> float:
    busy = {day for one in every_sale for day in one.days}
    before = [sale.first - back * DAY for back in range(1, _DAYS_BEFORE + 1)]
    known = [series[day] for day in before if day in series and day not in busy]
    return fmean(known) if known else 0.0


def _sold(series: Series, days: Sequence[date]) -> list[Sold]:
    return [Sold(_midnight(day), _midnight(day + DAY), series.get(day, 0)) for day in days]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)


def _row(tested: BackTest, protocol: str, method: Method) -> dict[str, Any]:
    cells = [cell for cell in tested.cells if (cell.protocol, cell.method) == (protocol, method)]
    by_day: dict[int, list[float]] = {}
    for cell in cells:
        by_day.setdefault(cell.day, []).append(_error(cell))
    conformal = [(cell, cell.conformal) for cell in cells if cell.conformal is not None]
    return {
        "protocol": protocol,
        "method": method.value,
        "cells": len(cells),
        "error_percent": _mean(map(_error, cells)),
        "error_percent_by_day": {day: _mean(errors) for day, errors in sorted(by_day.items())},
        "coverage_percent": _mean(_covered(cell, cell.band) for cell in cells),
        "width_percent": _mean(_width(cell, cell.band) for cell in cells),
        "conformal_cells": len(conformal),
        "conformal_coverage_percent": _mean(_covered(*one) for one in conformal),
        "conformal_width_percent": _mean(_width(*one) for one in conformal),
    }


def _error(cell: Cell) -> float:
    return 100 * abs(cell.forecast - cell.total) / cell.total


def _covered(cell: Cell, band: Band) -> float:
    return 100.0 * (band.low_fen <= cell.total <= band.high_fen)


def _width(cell: Cell, band: Band) -> float:
    if not cell.forecast:
        return 0.0  # nothing was sold so far, so nothing is expected and the band is nothing, too
    return 100 * (band.high_fen - band.low_fen) / cell.forecast


def _mean(values: Iterable[float]) -> float | None:
    known = list(values)
    return round(fmean(known), 2) if known else None


def _times(series: Series, sales: Sequence[Sale], seconds: float) -> list[dict[str, Any]]:
    """How long a forecast and the back-test take, and how that grows with ten times the data."""
    hours, more_hours = (_one_forecast(days) for days in (40, 40 * _LARGER))
    longer, more = _repeated(series, sales)
    began = perf_counter()
    back_test(longer, more)
    larger = perf_counter() - began
    return [
        {"what": "one forecast, 5 past sales of 40 days by the hour", "seconds": round(hours, 4)},
        {"what": "the same for 400 days", "seconds": round(more_hours, 4)},
        {"what": f"this back-test, {len(sales)} sales", "seconds": round(seconds, 3)},
        {"what": f"the same for {len(more)} sales", "seconds": round(larger, 3)},
    ]


def _one_forecast(days: int) -> float:
    """The seconds that a forecast halfway through a sale of so many days takes."""
    hour, first = timedelta(hours=1), datetime(2026, 1, 1)  # noqa: DTZ001 -- wall-clock time
    phase = Phase("sale", "sale", PhaseKind.BURST, first, first + days * DAY)
    sold = tuple(
        Sold(first + step * hour, first + (step + 1) * hour, 1_000 + step % 24)
        for step in range(24 * days)
    )
    began = perf_counter()
    past = [PastSale(f"{year}", (phase,), sold) for year in range(5)]
    half = sold[: len(sold) // 2]
    forecast([phase], half, half[-1].ends, planned=sold, past=past)
    return perf_counter() - began


def _repeated(series: Series, sales: Sequence[Sale]) -> tuple[Series, list[Sale]]:
    """The series ten times in a row, with its sales in each."""
    length = (max(series) - min(series)).days + 1
    shifts = [turn * length * DAY for turn in range(_LARGER)]
    longer = {day + shift: fen for shift in shifts for day, fen in series.items()}
    return longer, [Sale(one.first + shift, one.last + shift) for shift in shifts for one in sales]


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    for row in report["methods"]:
        yield (
            f"{row['protocol']}, {row['method']}: error {row['error_percent']} %; the 80 % band"
            f" covers {row['coverage_percent']} % and is {row['width_percent']} % wide"
            f" ({row['cells']} forecasts)"
        )
        by_day = row["error_percent_by_day"].items()
        yield f"    error by day: {', '.join(f'{day}: {error}' for day, error in by_day)}"
        if row["conformal_cells"]:
            yield (
                f"    conformal band: covers {row['conformal_coverage_percent']} %, is"
                f" {row['conformal_width_percent']} % wide ({row['conformal_cells']} forecasts)"
            )
    for row in report["warnings"]:
        yield f"{row['protocol']}: {row['warned']} of {row['evenings']} warn of another shape"
    for row in report["times"]:
        yield f"{row['what']}: {row['seconds']} s"


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE.csv")
    parser.add_argument("--sales", required=True, metavar="START..END,START..END,…")
    parser.add_argument("--untimed", action="store_true", help="leave the times out")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
