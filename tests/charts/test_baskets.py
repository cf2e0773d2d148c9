"""From list price to paid, checked in the specification that is drawn."""

from __future__ import annotations

import pandas as pd
import vl_convert

from planner.charts import baskets, house

LABELS = {**{key: str(said) for key, said in baskets.WORDS.items()}, "language": "en"}
ROWS = pd.DataFrame(
    [
        ("List price", "list", 0, 30_000, "¥300.00"),
        ("Coupon", "off", 27_000, 30_000, "−¥30.00"),
        ("Coupon", "off", 26_000, 27_000, "−¥10.00"),
        ("To pay", "paid", 0, 26_000, "¥260.00"),
    ],
    columns=["name", "kind", "from_fen", "to_fen", "written"],
)


def drawn() -> pd.DataFrame:
    spec = baskets.waterfall(ROWS, LABELS).to_dict()
    (name,) = spec["datasets"]
    return pd.DataFrame(spec["datasets"][name])


def test_each_cut_hangs_between_what_was_and_what_is_left() -> None:
    table = drawn()

    assert list(table["low"]) == [0, 270, 260, 0]
    assert list(table["high"]) == [300, 300, 270, 260]


def test_rules_of_one_name_have_a_row_each_in_the_order_of_the_sum() -> None:
    spec = baskets.waterfall(ROWS, LABELS).to_dict()

    names = ["List price", "Coupon (1)", "Coupon (2)", "To pay"]
    assert list(drawn()["name"]) == names
    assert spec["layer"][0]["encoding"]["y"]["sort"] == names


def test_what_is_paid_stands_out_from_what_comes_off() -> None:
    spec = baskets.waterfall(ROWS, LABELS).to_dict()

    scale = spec["layer"][0]["encoding"]["color"]["scale"]
    assert scale["range"][-1] == house.REACHED
    assert len(set(scale["range"])) == 3


def test_the_picture_says_the_sum_in_words_and_can_be_drawn() -> None:
    chart = baskets.waterfall(ROWS, LABELS)

    assert "To pay: ¥260.00" in chart.to_dict()["description"]
    assert "−¥30.00" in vl_convert.vegalite_to_svg(chart.to_dict())
