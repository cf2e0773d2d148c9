"""Lead times as a picture: how long before what it hangs on work was planned and done.

``labels`` are in the reader's language: the keys of WORDS, ``language`` ("zh" or "en"),
``measure`` (what is drawn) and perhaps a ``title``.
"""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from planner.charts import house
from planner.charts.house import Labels
from planner.words import Sentence

WORDS: dict[str, Sentence] = {
    "plan": Sentence("Plan"),
    "real": Sentence("Done"),
    "team": Sentence("Team"),
    "anchor": Sentence("T = the opening, closing or milestone it hangs on"),
}
_ROW = 46
_NAME_Y, _MARK_Y = -11, 10


def lead_times(teams: pd.DataFrame, labels: Labels) -> alt.LayerChart:
    """A row for each team: a tick where its tasks were planned, a point where they were done.

    One row is a team, in the order shown. Columns: ``team`` (name), ``planned_days`` and
    ``real_days`` (medians of offsets in days; below zero: before the anchor), and ``said`` (both in
    words).
    """
    drawn = pd.DataFrame(
        {
            "row": range(len(teams)),
            "team": list(teams["team"]),
            "planned": [float(days) for days in teams["planned_days"]],
            "real": [float(days) for days in teams["real_days"]],
            "said": list(teams["said"]),
            "plan_mark": labels["plan"],
            "real_mark": labels["real"],
        }
    )
    base = alt.Chart().encode(
        y=alt.Y("row:O", axis=None, scale=alt.Scale(padding=0)),
        tooltip=[
            alt.Tooltip("team:N", title=labels["team"]),
            alt.Tooltip("said:N", title=labels["measure"]),
        ],
    )
    days = alt.Axis(
        title=labels["anchor"],
        titleFontWeight="normal",
        titleColor=house.TEXT,
        tickMinStep=1,
        labelExpr="datum.value == 0 ? 'T' : 'T' + (datum.value > 0 ? '+' : '') + datum.value",
    )
    scale = alt.Scale(zero=True, nice=False, padding=8)
    planned, real = (alt.X(f"{field}:Q", axis=days, scale=scale) for field in ("planned", "real"))
    text = base.encode(text=alt.Text("team:N"))
    grey = house.words_in(house.TEXT)
    left = alt.XValue(0)  # type: ignore[no-untyped-call]  # Altair says no types
    right = alt.XValue("width")  # type: ignore[no-untyped-call]  # nor here
    layers: list[alt.Chart] = [
        base.mark_rule(strokeWidth=3, color=house.TEXT, opacity=0.3, yOffset=_MARK_Y).encode(
            x=planned, x2="real:Q"
        ),
        base.mark_tick(size=18, thickness=3, yOffset=_MARK_Y, opacity=1).encode(
            x=planned, color=_ink("plan_mark", labels)
        ),
        base.mark_point(size=110, filled=True, yOffset=_MARK_Y, opacity=1).encode(
            x=real, color=_ink("real_mark", labels)
        ),
        text.mark_text(
            align="left", dy=_NAME_Y, fontSize=13, fontWeight=600, limit=165, color=grey
        ).encode(x=left),
        text.mark_text(align="right", dy=_NAME_Y, fontSize=13, color=grey).encode(
            x=right, text=alt.Text("said:N")
        ),
    ]
    spoken = [f"{row.team}: {row.said}" for row in drawn[["team", "said"]].itertuples(index=False)]
    return house.finish(layers, labels, spoken, data=drawn, height=_ROW * max(1, len(drawn)))


def _ink(field: str, labels: Labels) -> Any:
    return alt.Color(
        f"{field}:N",
        scale=alt.Scale(domain=[labels["plan"], labels["real"]], range=[house.PLAN, house.REACHED]),
        legend=house.legend(),
    )
