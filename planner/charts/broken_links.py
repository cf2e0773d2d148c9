"""The gap of each place split into its links: what is missing to the left, what is over right."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts import house
from planner.charts.house import Labels
from planner.text.numbers import money_text
from planner.words import Sentence

MISSING = "#B4500F"
_ROW_HEIGHT = 26

WORDS: dict[str, Sentence] = {
    "place": Sentence("Where"),
    "link": Sentence("Link"),
    "makes": Sentence("Makes"),
    "missing": Sentence("Missing"),
    "over": Sentence("More than expected"),
}


def gaps(rows: pd.DataFrame, labels: Labels) -> alt.LayerChart:
    """One row is a link of a place, in the order shown. Columns: ``place`` and ``link`` (as the
    reader calls them) and ``fen`` (below zero: missing).

    ``labels`` has the keys of WORDS, ``language`` and ``measure``.
    """
    drawn = pd.DataFrame(
        {
            "place": list(rows["place"]),
            "link": list(rows["link"]),
            "yuan": [fen / 100 for fen in rows["fen"]],
            "sign": [labels["missing"] if fen < 0 else labels["over"] for fen in rows["fen"]],
            "said": [money_text(int(fen)) for fen in rows["fen"]],
            "name": [
                f"{place} · {link}" for place, link in zip(rows["place"], rows["link"], strict=True)
            ],
        }
    )
    base = alt.Chart().encode(
        y=alt.Y(
            "name:N",
            sort=list(drawn["name"]),
            title=None,
            axis=alt.Axis(labelLimit=190, grid=False),
        ),
        tooltip=[
            alt.Tooltip("place:N", title=labels["place"]),
            alt.Tooltip("link:N", title=labels["link"]),
            alt.Tooltip("said:N", title=labels["makes"]),
        ],
    )
    bars = base.mark_bar(size=14).encode(
        x=alt.X("yuan:Q", axis=house.amount_axis(labels)),
        color=alt.Color(
            "sign:N",
            scale=alt.Scale(
                domain=[labels["missing"], labels["over"]], range=[MISSING, house.REACHED]
            ),
            legend=alt.Legend(
                symbolType="square", symbolOpacity=1, columns=alt.expr("width < 300 ? 1 : 2")
            ),
        ),
    )
    spoken = [f"{row.name}: {row.said}" for row in drawn.itertuples(index=False)]
    height = _ROW_HEIGHT * max(1, len(rows))
    return house.finish([bars], labels, spoken, data=drawn, height=height)
