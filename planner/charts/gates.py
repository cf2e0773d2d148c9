"""How ready a phase got by the day, beside the last sale's."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts import house
from planner.charts.house import Labels
from planner.words import Sentence

WORDS: dict[str, Sentence] = {
    "measure": Sentence("Tasks done, by days to the opening"),
    "done": Sentence("Done"),
    "day": Sentence("Days to the opening"),
    "sale": Sentence("Sale"),
}
_HEIGHT = 220
_WHOLE_BP = 10_000


def readiness(rows: pd.DataFrame, labels: Labels) -> alt.LayerChart:
    """A line for this phase and a paler one for the last sale's.

    Columns of ``rows``: ``sale``, ``this``, ``day`` (0 on the opening, below before it),
    ``share_bp``.
    """
    drawn = pd.DataFrame(
        {
            "sale": rows["sale"],
            "day": rows["day"],
            "share": rows["share_bp"] / _WHOLE_BP,
            "written": [f"T{day:+d}" if day else "T" for day in rows["day"]],
        }
    )
    this = list(dict.fromkeys(rows.loc[rows["this"], "sale"]))
    last = list(dict.fromkeys(rows.loc[~rows["this"], "sale"]))
    base = alt.Chart(drawn).encode(
        x=alt.X(
            "day:Q",
            title=None,
            axis=alt.Axis(
                grid=False, labelExpr="datum.value ? 'T' + datum.value : 'T'", tickMinStep=1
            ),
            scale=alt.Scale(nice=False),
        ),
        y=alt.Y(
            "share:Q",
            title=None,
            axis=alt.Axis(format="%", tickCount=5),
            scale=alt.Scale(domain=[0, 1]),
        ),
        color=alt.Color(
            "sale:N",
            scale=alt.Scale(
                domain=this + last,
                range=[house.REACHED] * len(this) + [house.PLAN] * len(last),
            ),
            legend=alt.Legend(symbolType="stroke"),
        ),
        tooltip=[
            alt.Tooltip("sale:N", title=labels["sale"]),
            alt.Tooltip("written:N", title=labels["day"]),
            alt.Tooltip("share:Q", title=labels["done"], format=".0%"),
        ],
    )
    layers = [
        base.mark_line(strokeWidth=2.5, interpolate="step-after"),
        base.mark_point(size=220, opacity=0, filled=True),
    ]
    ends = rows.groupby("sale", sort=False).last()
    spoken = [f"{sale}: {row.share_bp / 100:.0f} %" for sale, row in ends.iterrows()]
    return house.finish(layers, labels, spoken, height=_HEIGHT)
