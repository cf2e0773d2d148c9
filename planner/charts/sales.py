"""Sales against the plan: as a rising line, by day, by hour of a burst and by phase.

Amounts are in fen. Every chart takes ``labels``, already in the reader's language: the keys of
WORDS, ``language`` ("zh" or "en"), ``measure`` (which amount is shown, such as "Paid amount") and,
where known, ``data_to`` (the last moment the data covers, in words) and ``title``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import altair as alt
import pandas as pd

from planner.charts import house
from planner.charts.comparing import bullets, columns
from planner.charts.forecasts import forecast_in_words, forecast_marks
from planner.charts.house import Labels
from planner.text.numbers import money_short, money_text
from planner.words import Sentence

WORDS: dict[str, Sentence] = {
    "reached": Sentence("Reached"),
    "plan": Sentence("Plan"),
    "target": Sentence("Target"),
    "due": Sentence("Planned by then"),
    "up_to": Sentence("Up to"),
    "line": Sentence("Line"),
    "share": Sentence("Share of target"),
    "day": Sentence("Day"),
    "hour": Sentence("Hour"),
    "phase": Sentence("Phase"),
    "shop": Sentence("Shop"),
    "warm_up": Sentence("Warm-up"),
    "burst": Sentence("Burst"),
    "wrap_up": Sentence("Wrap-up"),
    "between": Sentence("Between phases"),
    "not_over": Sentence("not over yet"),
    "forecast": Sentence("Forecast"),
    "second": Sentence("Run-rate"),
    "low": Sentence("Low end of 80%"),
    "high": Sentence("High end of 80%"),
    "platform": Sentence("Platform"),
    "channel": Sentence("Channel"),
}
_BY_THE_AXIS = 0.1  # below it an amount under its point would lie on the days
_ROOM_ENDS = 0.8  # from there on an amount has no place to the right of its point


def burn_up(stretches: pd.DataFrame, labels: Labels) -> alt.LayerChart:
    """The cumulative amount against the planned curve and the target, phases as bands behind.

    One row is a stretch of a day: days cut at phase borders and at the last moment covered.
    Columns: ``begins``, ``ends`` (wall-clock datetimes), ``phase`` (name or None), ``phase_kind``
    (a phase kind or "between"), ``planned_fen`` and ``reached_fen`` (both cumulative at ``ends``;
    ``reached_fen`` missing where the data does not say), and perhaps the forecast's: see
    ``charts.forecasts``.
    """
    rows = stretches.sort_values("ends")
    lines = _lines(rows, labels)
    known = rows[rows["reached_fen"].notna()]
    planned = rows[rows["planned_fen"].notna()]
    named = [line for line, shown in (("reached", known), ("plan", planned)) if len(shown)]

    def ink(field: str) -> alt.Color:
        return house.colours(field, set(rows["phase_kind"]) - {"between"}, labels, *named)

    layers = [
        _bands(rows, labels, ink("kind")),
        *forecast_marks(rows, labels),
        *_line_marks(lines, labels, ink("series")),
    ]
    said = []
    if len(planned):
        target = int(planned["planned_fen"].iloc[-1])
        layers.extend(_target_line(rows, target, labels))
        said.append(f"{labels['target']} {money_text(target)}")
    if len(known):
        last = known.iloc[-1]
        layers.extend(_last_point(rows, last, labels))
        said.append(f"{labels['reached']} {money_text(int(last['reached_fen']))}")
        if pd.notna(last["planned_fen"]):
            said.append(f"{labels['due']} {money_text(int(last['planned_fen']))}")
    said += forecast_in_words(rows, labels)
    return house.finish(layers, labels, said)


def by_day(days: pd.DataFrame, labels: Labels) -> alt.LayerChart:
    """Each day's amount as a bar in the colour of its phase, what was planned as a tick.

    One row is a day. Columns: ``day`` (date), ``reached_fen`` and ``planned_fen`` (of that day;
    missing where unknown), ``phase_kind``, ``phase`` (name or None), ``partial`` (the day is not
    over, or known in part; shown paler).
    """
    return columns(
        days.assign(at=days["day"].map(house.day_of)),
        labels,
        place=labels["day"],
        label=house.day_expression("toDate(datum.value)", labels["language"]),
        written="%Y-%m-%d",
    )


def by_hour(hours: pd.DataFrame, labels: Labels) -> alt.LayerChart:
    """Each hour's amount as a bar, what was planned as a tick: for the hours of a burst.

    One row is an hour. Columns: ``begins`` (wall-clock datetime), otherwise as in ``by_day``.
    """
    day = house.day_expression("toDate(datum.value)", labels["language"])
    hour = "timeFormat(toDate(datum.value), '%H:%M')"
    one_day = len({begins.date() for begins in hours["begins"]}) == 1
    return columns(
        hours.assign(at=hours["begins"]),
        labels,
        place=labels["hour"],
        label=hour if one_day else f"hours(toDate(datum.value)) == 0 ? {day} : {hour}",
        written="%Y-%m-%d %H:%M",
    )


def by_phase(phases: pd.DataFrame, labels: Labels) -> alt.LayerChart:
    """How much of its own target each phase reached; a tick marks what was planned by now.

    One row is a phase, in the order shown, or "between phases" without a target. Columns:
    ``phase`` (name), ``phase_kind``, ``reached_fen``, ``target_fen`` and ``due_fen`` (planned up
    to the last moment covered); the last three missing where unknown.
    """
    return bullets(phases, "phase", labels)


def _lines(rows: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Points of both lines: one row a point, from zero at the first opening on."""
    points = []
    for name, column in (("plan", "planned_fen"), ("reached", "reached_fen")):
        known = rows[rows[column].notna()]
        if len(known):
            points.append(_point(labels[name], rows["begins"].iloc[0], 0))
            points.extend(
                _point(labels[name], at, int(fen))
                for at, fen in zip(known["ends"], known[column], strict=True)
            )
    return pd.DataFrame(points, columns=["series", "at", "yuan", "amount", "when"])


def _point(series: str, at: datetime, fen: int) -> dict[str, Any]:
    return {
        "series": series,
        "at": house.wall(at),
        "yuan": fen / 100,
        "amount": money_text(fen),
        "when": f"{at:%Y-%m-%d %H:%M}",
    }


def _line_marks(lines: pd.DataFrame, labels: Labels, ink: alt.Color) -> list[alt.Chart]:
    dashes = alt.Scale(domain=[labels["reached"], labels["plan"]], range=[[1, 0], [5, 4]])
    base = alt.Chart(lines).encode(
        x=alt.X("at:T", title=None, axis=_day_axis(labels), scale=alt.Scale(nice=False)),
        y=alt.Y("yuan:Q", axis=house.amount_axis(labels), scale=alt.Scale(zero=True, nice=False)),
        tooltip=[
            alt.Tooltip("series:N", title=labels["line"]),
            alt.Tooltip("when:N", title=labels["up_to"]),
            alt.Tooltip("amount:N", title=labels["measure"]),
        ],
    )
    return [
        base.mark_line(strokeWidth=2.5).encode(
            color=ink, strokeDash=alt.StrokeDash("series:N", scale=dashes, legend=None)
        ),
        # Wide unseen points, so that a finger finds the day's tooltip.
        base.mark_point(size=220, opacity=0, filled=True),
    ]


def _day_axis(labels: Labels) -> alt.Axis:
    return alt.Axis(
        grid=False,
        tickCount=6,
        labelExpr=house.day_expression("datum.value", labels["language"]),
        labelOverlap=True,
        labelFlush=True,
    )


def _bands(rows: pd.DataFrame, labels: Labels, ink: alt.Color) -> alt.Chart:
    """Each run of stretches of one phase as one band."""
    names = rows["phase"].fillna("")
    runs = rows.groupby((names != names.shift()).cumsum())
    bands = [
        {
            "begins": house.wall(run["begins"].min()),
            "ends": house.wall(run["ends"].max()),
            "phase": run["phase"].iloc[0],
            "kind": labels[run["phase_kind"].iloc[0]],
            "span": f"{run['begins'].min():%m-%d %H:%M} – {run['ends'].max():%m-%d %H:%M}",
        }
        for _, run in runs
        if run["phase_kind"].iloc[0] != "between"
    ]
    drawn = alt.Chart(pd.DataFrame(bands, columns=["begins", "ends", "phase", "kind", "span"]))
    marked: alt.Chart = drawn.mark_rect(opacity=0.14).encode(
        x=alt.X("begins:T"),
        x2=alt.X2("ends:T"),
        color=ink,
        tooltip=[
            alt.Tooltip("phase:N", title=labels["phase"]),
            alt.Tooltip("span:N", title=labels["day"]),
        ],
    )
    return marked


def _target_line(rows: pd.DataFrame, target_fen: int, labels: Labels) -> list[alt.Chart]:
    said = f"{labels['target']} {money_short(target_fen, labels['language'])}"
    base = alt.Chart(
        pd.DataFrame(
            {"yuan": [target_fen / 100], "at": [house.wall(rows["begins"].iloc[0])], "said": [said]}
        )
    ).encode(y=alt.Y("yuan:Q"))
    return [
        base.mark_rule(color=house.PLAN, strokeWidth=1),
        base.mark_text(
            align="left",
            baseline="bottom",
            dx=4,
            dy=-4,
            color=house.words_in(house.PLAN),
            fontSize=12,
        ).encode(x=alt.X("at:T"), text=alt.Text("said:N")),
    ]


def _last_point(rows: pd.DataFrame, last: pd.Series[Any], labels: Labels) -> list[alt.Chart]:
    """A rule at the last moment covered, the point there and its amount away from the lines."""
    begins, ends = rows["begins"].iloc[0], rows["ends"].iloc[-1]
    passed = (last["ends"] - begins) / (ends - begins)
    behind = bool(pd.notna(last["planned_fen"]) and last["planned_fen"] > last["reached_fen"])
    left = passed > (_ROOM_ENDS if behind else 1 / 2)
    fen = int(last["reached_fen"])
    by_the_axis = fen < max([fen, *rows["planned_fen"].dropna()]) * _BY_THE_AXIS
    above = by_the_axis or (left and not behind)
    point = {"at": house.wall(last["ends"]), "yuan": fen / 100}
    point["said"] = money_short(fen, labels["language"])
    base = alt.Chart(pd.DataFrame([point])).encode(x=alt.X("at:T"))
    return [
        base.mark_rule(color=house.REACHED, strokeWidth=1, strokeDash=[2, 3]),
        base.mark_point(color=house.REACHED, filled=True, size=70, opacity=1).encode(
            y=alt.Y("yuan:Q")
        ),
        base.mark_text(
            align="right" if left else "left",
            baseline="bottom" if above else "top",
            dx=-10 if left else 10,
            dy=-4 if above else 6,
            color=house.words_in(house.REACHED),
            fontSize=14,
            fontWeight=600,
        ).encode(y=alt.Y("yuan:Q"), text=alt.Text("said:N")),
    ]
