"""The picture of thresholds, checked in the specification that is drawn."""

from __future__ import annotations

import pandas as pd
import vl_convert

from planner.charts import thresholds

LABELS = {
    **{key: str(said) for key, said in thresholds.WORDS.items()},
    "language": "en",
    "measure": "Gain where 15% top up",
    "best": "¥200 less ¥20 gains most",
}


def rows(*gains: int) -> pd.DataFrame:
    """Thresholds of 100 and 50, each with 2 and 10 off."""
    pairs = [(10_000, 200), (10_000, 1_000), (5_000, 200), (5_000, 1_000)]
    return pd.DataFrame(
        [
            {
                "threshold_fen": threshold,
                "off_fen": off,
                "gain_fen": gain,
                "mark": "12",
                "chosen": gain == 400,
                "threshold": f"¥{threshold // 100}",
                "off": f"¥{off // 100} off",
                "gain": f"¥{gain / 100:.2f}",
                "pays_from": "12%",
                "already": "5%",
            }
            for (threshold, off), gain in zip(pairs, gains, strict=True)
        ]
    )


def test_gains_and_losses_are_told_apart_and_each_grows_with_its_own_largest() -> None:
    spec = thresholds.gains(rows(400, -100, 100, -400), LABELS).to_dict()

    (name,) = spec["datasets"]
    tones = {row["gain"]: row["tone"] for row in spec["datasets"][name]}
    assert tones == {"¥4.00": 1, "¥-1.00": -0.5, "¥1.00": 0.5, "¥-4.00": -1}


def test_thresholds_rise_to_the_right_and_discounts_upwards() -> None:
    (cells, *_) = thresholds.gains(rows(400, -100, 100, -400), LABELS).to_dict()["layer"]

    assert cells["encoding"]["x"]["sort"] == ["¥50", "¥100"]
    assert cells["encoding"]["y"]["sort"] == ["¥10 off", "¥2 off"]


def test_no_amount_in_fen_is_sent_and_the_best_is_said_in_words() -> None:
    spec = thresholds.gains(rows(400, -100, 100, -400), LABELS).to_dict()

    (name,) = spec["datasets"]
    assert not any(key.endswith("_fen") for row in spec["datasets"][name] for key in row)
    assert "¥200 less ¥20 gains most" in spec["description"]


def test_it_can_be_drawn_where_nothing_gains_or_changes() -> None:
    for gains in ((-1, -2, -3, -4), (0, 0, 0, 0)):
        chart = thresholds.gains(rows(*gains), LABELS)

        assert "¥50" in vl_convert.vegalite_to_svg(chart.to_dict())
