"""The charts of what is to come, of broken links and of curves, as a browser gets them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import altair as alt
import pandas as pd
import pytest
import vl_convert

from planner.charts import broken_links, curves, sale_places, sales

LABELS = {
    **{key: str(sentence) for key, sentence in sales.WORDS.items()},
    **{key: str(sentence) for key, sentence in broken_links.WORDS.items()},
    "language": "en",
    "measure": "Paid amount",
}
RISING = pd.DataFrame(
    {
        "begins": [datetime(2026, 11, day) for day in (9, 10, 11)],
        "ends": [datetime(2026, 11, day) for day in (10, 11, 12)],
        "phase": "Wave",
        "phase_kind": "burst",
        "planned_fen": [100_00, 700_00, 1_000_00],
        "reached_fen": pd.array([90_00, 650_00, None], dtype="Int64"),
        "forecast_fen": pd.array([None, 650_00, 900_00], dtype="Int64"),
        "low_fen": pd.array([None, 650_00, 800_00], dtype="Int64"),
        "high_fen": pd.array([None, 650_00, 1_100_00], dtype="Int64"),
        "second_fen": pd.array([None, None, None], dtype="Int64"),
    }
)
TWO = RISING.assign(second_fen=pd.array([None, 650_00, 1_300_00], dtype="Int64"))
GAPS = pd.DataFrame(
    [("Wave", "Visitors", -200_00), ("Wave", "Conversion", 50_00)],
    columns=["place", "link", "fen"],
)
DAYS = pd.DataFrame(
    [(date(2026, 11, 10), 2_500, "warm_up"), (date(2026, 11, 11), 7_500, "burst")],
    columns=["day", "share_bp", "phase_kind"],
)


def specified(chart: alt.LayerChart) -> dict[str, Any]:
    """The chart as the browser gets it."""
    found: dict[str, Any] = chart.to_dict()
    return found


def marks(chart: alt.LayerChart) -> list[str]:
    """What is drawn, layer by layer."""
    return [layer["mark"]["type"] for layer in specified(chart)["layer"]]


def test_the_forecast_is_a_dashed_line_in_a_band_that_begins_where_it_is_known() -> None:
    chart = sales.burn_up(RISING, LABELS)

    (band,) = [layer for layer in specified(chart)["layer"] if layer["mark"]["type"] == "area"]
    (rows,) = [rows for rows in specified(chart)["datasets"].values() if rows and "low" in rows[0]][
        :1
    ]
    assert band["encoding"]["y"]["field"] == "low"
    assert band["encoding"]["y2"]["field"] == "high"
    assert [(row["at"], row["low"], row["yuan"], row["high"]) for row in rows] == [
        ("2026-11-11T00:00:00", 650.0, 650.0, 650.0),
        ("2026-11-12T00:00:00", 800.0, 900.0, 1100.0),
    ]
    assert "Forecast ¥900.00 (¥800.00 – ¥1,100.00)" in specified(chart)["description"]


def test_a_second_method_has_a_line_of_its_own() -> None:
    assert marks(sales.burn_up(TWO, LABELS)).count("line") == (
        marks(sales.burn_up(RISING, LABELS)).count("line") + 1
    )


def test_without_a_forecast_the_chart_is_as_it_was() -> None:
    plain = RISING.drop(columns=["forecast_fen", "low_fen", "high_fen", "second_fen"])
    unknown = RISING.assign(forecast_fen=pd.array([None] * 3, dtype="Int64"))

    assert marks(sales.burn_up(plain, LABELS)) == marks(sales.burn_up(unknown, LABELS))
    assert "area" not in marks(sales.burn_up(plain, LABELS))


def test_what_is_missing_and_what_is_over_have_colours_of_their_own() -> None:
    chart = broken_links.gaps(GAPS, LABELS)

    (rows,) = specified(chart)["datasets"].values()
    assert [(row["name"], row["yuan"], row["sign"]) for row in rows] == [
        ("Wave · Visitors", -200.0, "Missing"),
        ("Wave · Conversion", 50.0, "More than expected"),
    ]
    assert "Wave · Visitors: -¥200.00" in specified(chart)["description"]


def test_a_curve_shows_each_days_share() -> None:
    chart = curves.by_day(DAYS, LABELS)

    (rows,) = specified(chart)["datasets"].values()
    assert [(row["share"], row["said"], row["kind"]) for row in rows] == [
        (0.25, "25%", "Warm-up"),
        (0.75, "75%", "Burst"),
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_chart_can_be_drawn(language: str) -> None:
    labels = LABELS | {"language": language}
    places = pd.DataFrame(
        {"reached_fen": [1_00], "target_fen": [2_00], "due_fen": [None], "name": ["a"]}
    )
    drawn = [
        sales.burn_up(TWO, labels),
        broken_links.gaps(GAPS, labels),
        curves.by_day(DAYS, labels),
        sale_places.by_platform(places.rename(columns={"name": "platform"}), labels),
        sale_places.by_channel(places.rename(columns={"name": "channel"}), labels),
    ]

    for chart in drawn:
        assert vl_convert.vegalite_to_svg(chart.to_dict()).startswith("<svg")
