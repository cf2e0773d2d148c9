"""How an order comes from its list price to what is paid, rule by rule."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts import house
from planner.charts.house import Labels
from planner.words import Sentence

WORDS: dict[str, Sentence] = {
    "measure": Sentence("From list price to paid, in yuan"),
    "list": Sentence("List price"),
    "paid": Sentence("To pay"),
    "off": Sentence("Off"),
    "amount": Sentence("Amount"),
    "step": Sentence("Step"),
}
_ROW = 44
_WHOLE = 100


def waterfall(rows: pd.DataFrame, labels: Labels) -> alt.LayerChart:
    """A bar for the list price, one for each rule's cut beside what is left, one for what is paid.

    Columns of ``rows``: ``name``, ``kind`` ("list", "off" or "paid"), ``from_fen`` and ``to_fen``,
    the ends of the bar, ``written`` (its amount as the reader writes it).
    """
    drawn = pd.DataFrame(
        {
            "name": _told_apart(list(rows["name"])),
            "kind": [labels[kind] for kind in rows["kind"]],
            "low": rows[["from_fen", "to_fen"]].min(axis=1) / _WHOLE,
            "high": rows[["from_fen", "to_fen"]].max(axis=1) / _WHOLE,
            "written": list(rows["written"]),
        }
    )
    base = alt.Chart().encode(
        y=alt.Y(
            "name:N",
            title=None,
            sort=list(drawn["name"]),
            axis=alt.Axis(labelLimit=170, grid=False),
        )
    )
    bars = base.mark_bar(height={"band": 0.62}, cornerRadius=2).encode(
        x=alt.X("low:Q", title=None, axis=house.amount_axis(labels), scale=alt.Scale(zero=True)),
        x2="high:Q",
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(
                domain=[labels["list"], labels["off"], labels["paid"]],
                range=[house.PLAN, house.KIND_COLOURS["burst"], house.REACHED],
            ),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("name:N", title=labels["step"]),
            alt.Tooltip("written:N", title=labels["amount"]),
        ],
    )
    texts = base.mark_text(
        align="left", dx=6, fontSize=12, color=house.words_in(house.TEXT)
    ).encode(x="high:Q", text="written:N")
    spoken = [
        f"{name}: {written}" for name, written in zip(rows["name"], rows["written"], strict=True)
    ]
    return house.finish([bars, texts], labels, spoken, data=drawn, height=_ROW * len(drawn))


def _told_apart(names: list[str]) -> list[str]:
    """Names with a number where one occurs twice, so that each has a row of its own."""
    return [
        f"{name} ({names[: place + 1].count(name)})" if names.count(name) > 1 else name
        for place, name in enumerate(names)
    ]
