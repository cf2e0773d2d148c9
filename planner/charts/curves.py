"""A curve: what share of the whole each day has, in the colours of the phases."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts import house
from planner.charts.house import Labels
from planner.text.numbers import percent_text
from planner.words import Sentence

_HEIGHT = 200
WORDS: dict[str, Sentence] = {
    "day": Sentence("Day"),
    "share": Sentence("Part of the target"),
    "warm_up": Sentence("Warm-up"),
    "burst": Sentence("Burst"),
    "wrap_up": Sentence("Wrap-up"),
    "between": Sentence("Between phases"),
}


def by_day(days: pd.DataFrame, labels: Labels) -> alt.LayerChart:
    """A bar for each day. Columns: ``day`` (date), ``share_bp`` (of the whole), ``phase_kind``.

    ``labels`` has the keys of WORDS, ``language`` and ``measure``.
    """
    drawn = pd.DataFrame(
        {
            "at": [house.wall(house.day_of(day)) for day in days["day"]],
            "share": [share / 10_000 for share in days["share_bp"]],
            "said": [percent_text(int(share)) for share in days["share_bp"]],
            "when": [f"{day:%Y-%m-%d}" for day in days["day"]],
            "kind": [labels[kind] for kind in days["phase_kind"]],
        }
    )
    label = house.day_expression("toDate(datum.value)", labels["language"])
    bars = (
        alt.Chart()
        .mark_bar(cornerRadiusTopLeft=2, cornerRadiusTopRight=2)
        .encode(
            x=alt.X(
                "at:O",
                title=None,
                axis=alt.Axis(
                    labelExpr=label, labelAngle=0, labelOverlap="greedy", labelSeparation=8
                ),
                scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1),
            ),
            y=alt.Y("share:Q", title=None, axis=alt.Axis(format="%", tickCount=4)),
            color=house.colours("kind", days["phase_kind"], labels),
            tooltip=[
                alt.Tooltip("when:N", title=labels["day"]),
                alt.Tooltip("said:N", title=labels["share"]),
            ],
        )
    )
    spoken = [f"{row.when}: {row.said}" for row in drawn.itertuples(index=False)]
    return house.finish([bars], labels, spoken, data=drawn, height=_HEIGHT)
