"""The picture of lead times."""

from __future__ import annotations

import pandas as pd

from planner.charts import pictures
from planner.charts.retrospectives import WORDS, lead_times

LABELS = {name: str(word) for name, word in WORDS.items()} | {"language": "en", "measure": "Days"}
TEAMS = pd.DataFrame(
    {
        "team": ["Design", "<b>x</b>"],
        "planned_days": [-7, -2.5],
        "real_days": [-5.0, -2.5],
        "said": ["T-7 → T-5", "T-2.5 → T-2.5"],
    }
)


def test_each_team_has_a_tick_where_planned_and_a_point_where_done() -> None:
    chart = lead_times(TEAMS, LABELS).to_dict()

    rows = next(iter(chart["datasets"].values()))
    assert [(row["team"], row["planned"], row["real"]) for row in rows] == [
        ("Design", -7.0, -5.0),
        ("<b>x</b>", -2.5, -2.5),
    ]
    assert chart["description"].startswith("Days. Design: T-7 → T-5")


def test_as_svg_it_names_no_address_and_escapes_names() -> None:
    picture = pictures.svg(lead_times(TEAMS, LABELS), width=400)

    assert picture.startswith("<svg")
    assert "http" not in picture
    assert "<b>" not in picture
    assert "&lt;b&gt;x&lt;/b&gt;" in picture
    assert 'width="400"' in picture
