"""A plan as a picture: a bar for each task over the days, phases behind, for a chat or a slide.

``labels`` are in the reader's language: the keys of WORDS, ``language`` ("zh" or "en"), ``title``
and ``measure`` (what the picture holds, said under the title).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import altair as alt
import pandas as pd

from planner.charts import house
from planner.charts.house import Labels
from planner.words import Sentence

WORDS: dict[str, Sentence] = {
    "today": Sentence("Today"),
    "chain": Sentence("Critical chain"),
    "baseline": Sentence("Baseline"),
}
ROW = 24
LATE, CHAIN, GHOST = "#B3261E", "#1C2630", "#98A1AA"
_BAR, _GHOST_BAR = 15, 3
_ABOVE = -30
_FADED = 0.35


def gantt(
    rows: pd.DataFrame,
    phases: pd.DataFrame,
    moments: pd.DataFrame,
    days: tuple[date, date],
    now: datetime,
    labels: Labels,
) -> alt.LayerChart:
    """The rows from top to bottom over the days from the first to the last, both whole.

    One row is a task or, without ``begins``, a heading. Columns: ``title``, ``begins``, ``ends``
    (wall-clock datetimes, the end exclusive), ``team``, ``colour``, ``note`` (said behind the bar),
    ``done``, ``late``, ``critical`` (bool), ``was_begins`` and ``was_ends`` (the baseline, None
    where there is none or the bar is where it was).
    ``phases`` has ``kind``, ``begins``, ``ends``; ``moments`` has ``at`` and ``name``.
    """
    whole = (house.day_of(days[0]), house.day_of(days[1]) + timedelta(days=1))
    placed = rows.assign(row=range(len(rows)))
    tasks = placed[placed["begins"].notna()]
    over = alt.X(
        "begins:T",
        scale=alt.Scale(domain=[house.wall(moment) for moment in whole], nice=False),
        axis=alt.Axis(
            title=None,
            orient="top",
            tickCount="week",
            grid=True,
            labelExpr=house.day_expression("datum.value", labels["language"]),
        ),
    )
    down = alt.Y("row:O", axis=None, scale=alt.Scale(domain=list(range(len(rows))), padding=0))
    layers = [
        *_behind(phases, moments, now, whole, over, labels),
        *_titles(placed, down),
        *_ghosts(tasks, over, down),
        *_bars(tasks, over, down),
    ]
    said = [f"{title}: {note}" for title, note in zip(tasks["title"], tasks["note"], strict=True)]
    return house.finish(layers, labels, said, height=max(len(rows), 1) * ROW)


def _behind(
    phases: pd.DataFrame,
    moments: pd.DataFrame,
    now: datetime,
    whole: tuple[datetime, datetime],
    over: alt.X,
    labels: Labels,
) -> list[alt.Chart]:
    bands = _walled(phases, "begins", "ends").assign(
        colour=[house.KIND_COLOURS[kind] for kind in phases["kind"]]
    )
    of_a_day: dict[date, list[str]] = {}
    for at, name in zip(moments["at"], moments["name"], strict=True):
        of_a_day.setdefault(at.date(), []).append(name)
    named = pd.DataFrame(
        [(house.wall(house.day_of(day)), " · ".join(names)) for day, names in of_a_day.items()],
        columns=["begins", "name"],
    )
    ruled = _walled(moments.rename(columns={"at": "begins"}), "begins")
    colour = alt.Color("colour:N", scale=None)
    layers = [
        alt.Chart(bands).mark_rect(opacity=0.13).encode(x=over, x2="ends:T", color=colour),
        alt.Chart(bands).mark_rule(strokeWidth=2).encode(x=over, color=colour),
        alt.Chart(ruled).mark_rule(strokeDash=[2, 3], color=house.TEXT).encode(x=over),
        alt.Chart(named)
        .mark_text(align="left", angle=305, fontSize=11, color=CHAIN)
        .encode(x=over, y=alt.value(_ABOVE), text="name:N"),
    ]
    if whole[0] <= now <= whole[1]:
        at = pd.DataFrame({"begins": [house.wall(now)], "name": [labels["today"]]})
        line = alt.Chart(at).encode(x=over)
        layers.append(line.mark_rule(strokeWidth=2, color=CHAIN))
        layers.append(
            line.mark_text(align="center", baseline="top", dy=6, fontWeight=600).encode(
                y=alt.value("height"), text="name:N"
            )
        )
    return layers


def _titles(rows: pd.DataFrame, down: alt.Y) -> list[alt.Chart]:
    headings = rows["begins"].isna()
    return [
        alt.Chart(part[["row", "title"]])
        .mark_text(
            align="right", dx=-10, fontSize=12, fontWeight="bold" if bold else "normal", limit=300
        )
        .encode(x=alt.value(0), y=down, text="title:N")
        for part, bold in ((rows[~headings], False), (rows[headings], True))
        if len(part)
    ]


def _ghosts(tasks: pd.DataFrame, over: alt.X, down: alt.Y) -> list[alt.Chart]:
    moved = tasks[tasks["was_begins"].notna()]
    if not len(moved):
        return []
    were = moved[["row"]].assign(begins=moved["was_begins"], ends=moved["was_ends"])
    return [
        alt.Chart(_walled(were, "begins", "ends"))
        .mark_bar(height=_GHOST_BAR, yOffset=_BAR / 2 + _GHOST_BAR, color=GHOST)
        .encode(x=over, x2="ends:T", y=down)
    ]


def _bars(tasks: pd.DataFrame, over: alt.X, down: alt.Y) -> list[alt.Chart]:
    if not len(tasks):
        return []
    rows = _walled(tasks, "begins", "ends").assign(
        edge=[_edge(task) for task in tasks.to_dict("records")],
    )
    teams = tasks.drop_duplicates("team")
    colour = alt.Color(
        "team:N",
        scale=alt.Scale(domain=list(teams["team"]), range=list(teams["colour"])),
        legend=alt.Legend(symbolType="square", symbolOpacity=1, columns=6),
    )
    rows = rows[["row", "begins", "ends", "team", "note", "edge", "done"]]
    done = rows["done"].astype(bool)
    return [
        *(
            alt.Chart(part)
            .mark_bar(height=_BAR, cornerRadius=3, strokeWidth=2, opacity=opacity)
            .encode(
                x=over,
                x2="ends:T",
                y=down,
                color=colour,
                stroke=alt.Stroke("edge:N", scale=None),
            )
            for part, opacity in ((rows[done], _FADED), (rows[~done], 0.85))
            if len(part)
        ),
        alt.Chart(rows)
        .mark_text(align="left", dx=6, fontSize=11, color=house.TEXT)
        .encode(x=alt.X("ends:T"), y=down, text="note:N"),
    ]


def _edge(task: Mapping[Any, Any]) -> str:
    if task["late"]:
        return LATE
    return CHAIN if task["critical"] else "transparent"


def _walled(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return frame.assign(**{name: [house.wall(at) for at in frame[name]] for name in columns})


def pages(rows: pd.DataFrame, most: int) -> Sequence[pd.DataFrame]:
    """Rows that begin with a heading in pictures of at most so many, each under its own heading.

    A heading whose tasks come in the next picture comes there.
    """
    found: list[pd.DataFrame] = []
    headings = rows["begins"].isna()
    begin, heading = 0, 0
    while begin < len(rows):
        above = rows.iloc[0:0] if headings.iloc[begin] else rows.iloc[[heading]]
        end = min(begin + most - len(above), len(rows))
        if end < len(rows) and headings.iloc[end - 1] and end - begin > 1:
            end -= 1
        found.append(pd.concat([above, rows.iloc[begin:end]], ignore_index=True))
        heading = max(at for at in range(end) if headings.iloc[at])
        begin = end
    return found
