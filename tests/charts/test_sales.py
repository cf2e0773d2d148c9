"""Charts of a sale in mid-burst, checked in the specification a browser gets."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any

import altair as alt
import pandas as pd
import pytest
import vl_convert

from planner.charts import house, sale_places, sales

LABELS = {
    **{key: str(sentence) for key, sentence in sales.WORDS.items()},
    "language": "en",
    "measure": "Paid amount",
    "data_to": "data up to 11 Nov 15:20",
}
CHINESE = {**LABELS, "language": "zh", "measure": "支付金额", "plan": "计划", "title": "进度"}

STRETCHES = pd.DataFrame(
    [
        (datetime(2026, 11, 9), datetime(2026, 11, 10), "Warm-up", "warm_up", 100_00, 90_00),
        (datetime(2026, 11, 10), datetime(2026, 11, 10, 20), "Warm-up", "warm_up", 200_00, None),
        (datetime(2026, 11, 10, 20), datetime(2026, 11, 11), "Wave", "burst", 700_00, 650_50),
        (datetime(2026, 11, 11), datetime(2026, 11, 12), "Wave", "burst", 1_000_00, None),
    ],
    columns=["begins", "ends", "phase", "phase_kind", "planned_fen", "reached_fen"],
)
DAYS = pd.DataFrame(
    {
        "day": [date(2026, 11, 10), date(2026, 11, 11), date(2026, 11, 12)],
        "reached_fen": [500_00, 123_456_78, None],
        "planned_fen": [400_00, 200_000_00, 0],
        "phase": ["Warm-up", "Wave", None],
        "phase_kind": ["warm_up", "burst", "between"],
        "partial": [False, True, False],
    }
)
PHASES = pd.DataFrame(
    {
        "phase": ["Warm-up", "Wave", "Between phases"],
        "phase_kind": ["warm_up", "burst", "between"],
        "reached_fen": [1_100_00, 370_00, 5_00],
        "target_fen": [1_000_00, 1_000_00, None],
        "due_fen": [1_000_00, 400_00, None],
    }
)
SHOPS = PHASES.rename(columns={"phase": "shop"}).drop(columns="phase_kind")


def rows_of(chart: alt.LayerChart, column: str) -> list[dict[str, Any]]:
    """The rows of the one dataset in the chart that has this column."""
    datasets: dict[str, list[dict[str, Any]]] = chart.to_dict()["datasets"]
    (found,) = [rows for rows in datasets.values() if rows and column in rows[0]]
    return found


def legend_of(chart: alt.LayerChart, layer: int) -> list[str]:
    named: list[str] = chart.to_dict()["layer"][layer]["encoding"]["color"]["scale"]["domain"]
    return named


def test_the_rising_line_passes_the_exact_amounts_and_skips_what_is_unknown() -> None:
    chart = sales.burn_up(STRETCHES, LABELS)

    points = [(row["series"], row["at"], row["amount"]) for row in rows_of(chart, "series")]
    assert points == [
        ("Plan", "2026-11-09T00:00:00", "¥0.00"),
        ("Plan", "2026-11-10T00:00:00", "¥100.00"),
        ("Plan", "2026-11-10T20:00:00", "¥200.00"),
        ("Plan", "2026-11-11T00:00:00", "¥700.00"),
        ("Plan", "2026-11-12T00:00:00", "¥1,000.00"),
        ("Reached", "2026-11-09T00:00:00", "¥0.00"),
        ("Reached", "2026-11-10T00:00:00", "¥90.00"),
        ("Reached", "2026-11-11T00:00:00", "¥650.50"),
    ]


@pytest.mark.parametrize(("reached_fen", "side"), [(90_00, "bottom"), (650_50, "top")])
def test_an_amount_behind_plan_stands_below_its_point_but_never_on_the_days(
    reached_fen: int, side: str
) -> None:
    stretches = STRETCHES.assign(reached_fen=[80_00, math.nan, reached_fen, math.nan])

    layers = sales.burn_up(stretches, LABELS).to_dict()["layer"]

    marks = [layer["mark"] for layer in layers if layer["mark"].get("fontSize") == 14]
    assert [mark["baseline"] for mark in marks] == [side]


def test_the_rising_line_has_one_band_a_phase_with_its_clock_times() -> None:
    bands = rows_of(sales.burn_up(STRETCHES, LABELS), "span")

    assert [(band["phase"], band["kind"], band["span"]) for band in bands] == [
        ("Warm-up", "Warm-up", "11-09 00:00 – 11-10 20:00"),
        ("Wave", "Burst", "11-10 20:00 – 11-12 00:00"),
    ]
    assert [(band["begins"], band["ends"]) for band in bands] == [
        ("2026-11-09T00:00:00", "2026-11-10T20:00:00"),
        ("2026-11-10T20:00:00", "2026-11-12T00:00:00"),
    ]


def test_a_chart_says_which_amount_it_shows_and_speaks_to_those_who_cannot_see_it() -> None:
    spec = sales.burn_up(STRETCHES, LABELS).to_dict()

    assert spec["title"]["text"] == "Paid amount · data up to 11 Nov 15:20"
    assert spec["description"] == (
        "Paid amount · data up to 11 Nov 15:20. Target ¥1,000.00."
        " Reached ¥650.50. Planned by then ¥700.00"
    )
    assert spec["width"] == "container"


def test_a_title_puts_the_amount_below_it() -> None:
    title = sales.by_day(DAYS, CHINESE).to_dict()["title"]

    assert (title["text"], title["subtitle"]) == ("进度", "支付金额 · data up to 11 Nov 15:20")


def test_days_are_coloured_by_phase_and_an_unfinished_one_is_paler() -> None:
    chart = sales.by_day(DAYS, LABELS)

    first, second, third = rows_of(chart, "shade")
    assert (first["kind"], first["shade"], first["reached_yuan"]) == ("Warm-up", 1.0, 500.0)
    assert (second["when"], second["shade"]) == ("2026-11-11 (not over yet)", 0.55)
    assert (third["phase"], third["reached"], third["reached_yuan"]) == (
        "Between phases",
        "–",
        None,
    )
    assert third["planned_yuan"] is None
    assert legend_of(chart, 0) == ["Plan", "Warm-up", "Burst", "Between phases"]


def test_hours_of_a_burst_keep_their_clock_time() -> None:
    hours = DAYS.assign(
        begins=[datetime(2026, 11, 10, hour) for hour in (20, 21, 22)],
    ).drop(columns="day")

    rows = rows_of(sales.by_hour(hours, LABELS), "shade")

    assert rows[0]["at"] == "2026-11-10T20:00:00"
    assert rows[1]["when"] == "2026-11-10 21:00 (not over yet)"


def test_a_phase_shows_its_share_of_its_own_target_and_what_was_due() -> None:
    chart = sales.by_phase(PHASES, LABELS)

    warm_up, wave, between = rows_of(chart, "said")
    assert (warm_up["bar"], warm_up["due"]) == (1.1, 1.0)
    assert warm_up["said"] == "110% · ¥1.1k / ¥1k"
    assert (wave["bar"], wave["due"], wave["kind"]) == (0.37, 0.4, "Burst")
    assert (between["bar"], between["said"]) == (None, "¥5")


def test_a_phase_that_has_not_opened_has_no_mark_of_what_was_due() -> None:
    chart = sales.by_phase(PHASES.assign(due_fen=0), LABELS)

    assert [row["due"] for row in rows_of(chart, "said")] == [None, None, None]
    assert legend_of(chart, 1) == ["Warm-up", "Burst", "Between phases"]


def test_shops_without_targets_compare_amounts() -> None:
    chart = sale_places.by_shop(SHOPS.assign(target_fen=None, due_fen=None), LABELS)

    rows = rows_of(chart, "said")
    assert [(row["bar"], row["said"]) for row in rows] == [
        (1_100.0, "¥1.1k"),
        (370.0, "¥370"),
        (5.0, "¥5"),
    ]
    assert legend_of(chart, 1) == ["Reached"]


def test_two_shops_of_the_same_name_stay_two() -> None:
    twins = SHOPS.assign(shop="Outlet")

    assert [row["row"] for row in rows_of(sale_places.by_shop(twins, LABELS), "said")] == [0, 1, 2]


CHARTS = [
    (sales.burn_up, STRETCHES),
    (sales.by_day, DAYS),
    (sales.by_hour, DAYS.assign(begins=[datetime(2026, 11, 11, hour) for hour in range(3)])),
    (sales.by_phase, PHASES),
    (sale_places.by_shop, SHOPS),
]


@pytest.mark.parametrize(("draw", "rows"), CHARTS)
def test_every_chart_draws_in_both_languages_and_without_rows(
    draw: Any, rows: pd.DataFrame
) -> None:
    given = [(rows, LABELS), (rows, CHINESE), (rows.iloc[:0], LABELS)]

    drawn = [draw(few, labels).properties(width=290).to_dict() for few, labels in given]

    for spec, (_, labels) in zip(drawn, given, strict=True):
        assert labels["measure"] in vl_convert.vegalite_to_svg(spec)


def test_nothing_reached_yet_draws_the_plan_alone() -> None:
    chart = sales.burn_up(STRETCHES.assign(reached_fen=None), LABELS)

    assert {row["series"] for row in rows_of(chart, "series")} == {"Plan"}
    assert "Reached" not in chart.to_dict()["description"]


def test_no_target_draws_what_was_reached_alone() -> None:
    chart = sales.burn_up(STRETCHES.assign(planned_fen=None), LABELS)

    assert {row["series"] for row in rows_of(chart, "series")} == {"Reached"}
    assert "Target" not in chart.to_dict()["description"]


def axis_text(value: float, language: str) -> str:
    """What the expression of an amount axis writes, as Vega itself works it out."""
    spec = {
        "data": {"values": [{"v": value}]},
        "transform": [{"calculate": house.amount_expression("datum.v", language), "as": "t"}],
        "mark": "text",
        "encoding": {"text": {"field": "t"}},
    }
    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg.rsplit("</text>", 1)[0].rsplit(">", 1)[1]


@pytest.mark.parametrize(
    ("yuan", "chinese", "english"),
    [
        (0, "¥0", "¥0"),
        (800, "¥800", "¥800"),
        (-100_000, "-¥10万", "-¥100k"),
        (12_500, "¥1.25万", "¥12.5k"),
        (5_000_000, "¥500万", "¥5M"),
        (120_000_000, "¥1.2亿", "¥120M"),
        (2_500_000_000, "¥25亿", "¥2.5B"),
    ],
)
def test_an_amount_axis_counts_in_the_steps_of_its_language(
    yuan: int, chinese: str, english: str
) -> None:
    assert (axis_text(yuan, "zh"), axis_text(yuan, "en")) == (chinese, english)
