"""What 满T减D would have brought, threshold by discount."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts import house
from planner.charts.house import Labels
from planner.words import Sentence

WORDS: dict[str, Sentence] = {
    "threshold": Sentence("Threshold"),
    "off": Sentence("Off"),
    "gain": Sentence("Gain"),
    "pays_from": Sentence("Pays from"),
    "already": Sentence("Get it anyway"),
}
# Pale enough for dark figures on them, on a white and on a dark page.
_LOSS, _EVEN, _GAIN = "#E2A27C", "#F1EFEA", "#7DB3CE"
_INK = "#1F2A33"
_ROW = 26


def gains(rows: pd.DataFrame, labels: Labels) -> alt.LayerChart:
    """A cell for each threshold with each discount, the bluer the more it gains, the redder the
    more it loses.

    Columns of ``rows``: ``threshold_fen``, ``off_fen``, ``gain_fen``, ``mark`` (written in the
    cell), ``chosen``, and as the reader reads them ``threshold``, ``off``, ``gain``, ``pays_from``,
    ``already``. ``labels`` has ``best``, said in the text alternative.
    """
    ordered = rows.sort_values(["threshold_fen", "off_fen"])
    thresholds = list(dict.fromkeys(ordered["threshold"]))
    discounts = list(dict.fromkeys(rows.sort_values("off_fen", ascending=False)["off"]))
    drawn = ordered.assign(tone=_tones(ordered["gain_fen"])).drop(
        columns=["threshold_fen", "off_fen", "gain_fen"]
    )
    base = alt.Chart(drawn).encode(
        x=alt.X(
            "threshold:O",
            sort=thresholds,
            title=labels["threshold"],
            axis=alt.Axis(labelAngle=0, labelOverlap="greedy", titleFontWeight="normal"),
        ),
        y=alt.Y("off:O", sort=discounts, title=None),
        tooltip=[
            alt.Tooltip(f"{name}:N", title=labels[name])
            for name in ("threshold", "off", "gain", "pays_from", "already")
        ],
    )
    cells = base.mark_rect(stroke="white", strokeWidth=1, cornerRadius=2).encode(
        color=alt.Color(
            "tone:Q",
            scale=alt.Scale(range=[_LOSS, _EVEN, _GAIN], domain=[-1, 0, 1], interpolate="lab"),
            legend=None,
        )
    )
    marks = base.mark_text(fontSize=11, color=_INK).encode(text="mark:N")
    chosen = base.transform_filter("datum.chosen").mark_rect(
        fillOpacity=0, stroke=_INK, strokeWidth=2.5, cornerRadius=2
    )
    height = _ROW * max(len(discounts), 4)
    return house.finish([cells, marks, chosen], labels, [str(labels["best"])], height=height)


def _tones(gains: pd.Series) -> pd.Series:
    """Gains from 0 to 1 and losses from 0 to -1, each by its own largest, small ones lifted."""
    most, least = max(gains.max(), 1), min(gains.min(), -1)
    return gains.map(lambda fen: (fen / most) ** 0.5 if fen >= 0 else -((fen / least) ** 0.5))
