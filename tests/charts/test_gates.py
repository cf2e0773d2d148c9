"""How ready a phase gets, checked in the specification that is drawn."""

from __future__ import annotations

import pandas as pd
import pytest
import vl_convert

from planner.charts import gates, house

LABELS = {**{key: str(said) for key, said in gates.WORDS.items()}, "language": "en"}
ROWS = pd.DataFrame(
    [
        ("Double 11 2026", True, -2, 2_500),
        ("Double 11 2026", True, -1, 5_000),
        ("Double 11 2025", False, -2, 0),
        ("Double 11 2025", False, 0, 10_000),
    ],
    columns=["sale", "this", "day", "share_bp"],
)


def drawn(rows: pd.DataFrame) -> pd.DataFrame:
    spec = gates.readiness(rows, LABELS).to_dict()
    (name,) = spec["datasets"]
    return pd.DataFrame(spec["datasets"][name])


def test_days_are_written_as_people_count_them_and_shares_are_parts_of_one() -> None:
    table = drawn(ROWS)

    assert list(table["written"]) == ["T-2", "T-1", "T-2", "T"]
    assert list(table["share"]) == [0.25, 0.5, 0, 1]


def test_this_sale_stands_out_and_the_last_one_is_pale() -> None:
    (layer, *_) = gates.readiness(ROWS, LABELS).to_dict()["layer"]

    scale = layer["encoding"]["color"]["scale"]
    assert scale["domain"] == ["Double 11 2026", "Double 11 2025"]
    assert scale["range"] == [house.REACHED, house.PLAN]


def test_the_picture_says_in_words_where_each_sale_got_to() -> None:
    spec = gates.readiness(ROWS, LABELS).to_dict()

    assert "Double 11 2026: 50 %" in spec["description"]
    assert "Double 11 2025: 100 %" in spec["description"]


@pytest.mark.parametrize("rows", [ROWS, ROWS[ROWS["this"]]])
def test_it_can_be_drawn_with_and_without_a_sale_before(rows: pd.DataFrame) -> None:
    svg = vl_convert.vegalite_to_svg(gates.readiness(rows, LABELS).to_dict())

    assert "Double 11 2026" in svg
