"""What is still to come, beside a rising line: the forecast with its band, and a second method."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from planner.charts import house
from planner.charts.house import Labels
from planner.text.numbers import money_short, money_text

_BAND = 0.22


def forecast_marks(rows: pd.DataFrame, labels: Labels) -> list[alt.Chart]:
    """The layers of a forecast; none where the rows have none.

    Columns of ``rows``: ``ends``, ``forecast_fen``, ``low_fen``, ``high_fen`` and ``second_fen``,
    cumulative and missing before the forecast's moment; the last one perhaps missing everywhere.
    """
    known = _known(rows)
    if known.empty:
        return []
    drawn = pd.DataFrame(
        {
            "at": known["ends"].map(house.wall),
            "when": [f"{at:%Y-%m-%d %H:%M}" for at in known["ends"]],
            **{name: known[f"{name}_fen"].astype(float) / 100 for name in ("low", "high")},
            "yuan": known["forecast_fen"].astype(float) / 100,
            "second": known["second_fen"].astype("Float64") / 100,
            **{
                f"{name}_said": [_exact(fen) for fen in known[f"{name}_fen"]]
                for name in ("forecast", "low", "high", "second")
            },
        }
    )
    told = [("forecast", "forecast_said"), ("low", "low_said"), ("high", "high_said")]
    two = bool(known["second_fen"].notna().any())
    if two:
        told.append(("second", "second_said"))
    base = alt.Chart(drawn).encode(
        x=alt.X("at:T"),
        tooltip=[
            alt.Tooltip("when:N", title=labels["up_to"]),
            *(alt.Tooltip(f"{column}:N", title=labels[name]) for name, column in told),
        ],
    )
    marks = [
        base.mark_area(opacity=_BAND, color=house.REACHED).encode(
            y=alt.Y("low:Q"), y2=alt.Y2("high:Q")
        ),
        base.mark_line(color=house.REACHED, strokeWidth=2, strokeDash=[6, 4]).encode(
            y=alt.Y("yuan:Q")
        ),
    ]
    if two:
        marks.append(
            base.mark_line(color=house.TEXT, strokeWidth=1.5, strokeDash=[2, 3]).encode(
                y=alt.Y("second:Q")
            )
        )
    marks.append(_end(drawn.tail(1), known.iloc[-1], labels))
    return marks


def forecast_in_words(rows: pd.DataFrame, labels: Labels) -> list[str]:
    """Where the forecast ends, for the chart's text alternative."""
    known = _known(rows)
    if known.empty:
        return []
    last = known.iloc[-1]
    low, high = (money_text(int(last[name])) for name in ("low_fen", "high_fen"))
    return [f"{labels['forecast']} {money_text(int(last['forecast_fen']))} ({low} – {high})"]


def _known(rows: pd.DataFrame) -> pd.DataFrame:
    if "forecast_fen" not in rows:
        return rows.iloc[:0]
    return rows[rows["forecast_fen"].notna()]


def _end(drawn: pd.DataFrame, last: pd.Series[Any], labels: Labels) -> alt.Chart:
    """Where the forecast ends, on the side of its band on which the plan does not run."""
    planned = last["planned_fen"]
    above = bool(pd.notna(planned) and planned < last["forecast_fen"])
    said = f"{labels['forecast']} {money_short(int(last['forecast_fen']), labels['language'])}"
    marked: alt.Chart = (
        alt.Chart(drawn.assign(said=said))
        .mark_text(
            align="right",
            baseline="bottom" if above else "top",
            dy=-4 if above else 10,
            color=house.words_in(house.REACHED),
            fontSize=12,
            fontWeight=600,
        )
        .encode(x=alt.X("at:T"), y=alt.Y("high:Q" if above else "low:Q"), text=alt.Text("said:N"))
    )
    return marked


def _exact(fen: Any) -> str:
    return "" if pd.isna(fen) else money_text(int(fen))
