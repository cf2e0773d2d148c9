"""The benchmark of promotions at a small size: what it works out, and that it says so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "promotions.py"


def test_it_prints_quotes_and_worst_cases() -> None:
    small = ["--products", "4", "--pieces", "5", "--tries", "3", "--json"]
    told = subprocess.run(
        [sys.executable, str(SCRIPT), *small], capture_output=True, text=True, check=True
    )

    rows = json.loads(told.stdout)
    quoted = [row for row in rows if "lines" in row]
    proved, hostile, *hardest = (row for row in rows if "products" in row)
    assert {(row["lines"], row["rules"]) for row in quoted} >= {(50, 8), (5, 30), (1, 8)}
    assert all(row["quotes_per_second"] > 0 for row in quoted)
    assert (proved["sets"], proved["proved"]) == (144, 4)
    assert hostile["proved"] == 0
    assert [row["products"] for row in hardest] == [2, 4, 4]
    assert {row["claimed"] for row in quoted} == {False, True}
    (tried,) = (row for row in rows if "pairs" in row)
    assert (tried["orders"], tried["pairs"]) == (20_000, 700)
    sound, losing = (row for row in rows if "audited" in row)
    assert (sound["audited"], sound["blocking"]) == (1_000, 0)
    assert losing["blocking"] > 1_000
