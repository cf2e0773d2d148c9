"""The benchmark of exports at a small size: what it measures, and that it says so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "exports.py"


def test_it_drops_an_export_takes_it_in_and_watches_a_colleague_meanwhile() -> None:
    told = subprocess.run(
        [sys.executable, str(SCRIPT), "--rows", "20000", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )

    tenth, whole = json.loads(told.stdout)
    assert (tenth["rows"], whole["rows"]) == (2_000, 20_000)
    assert whole["rows_per_second"] > 0
    assert whole["ticks"] > 0
    assert whole["longest_tick_ms"] >= whole["median_tick_ms"] > 0
    assert whole["memory_above_idle_mib"] > 0
    assert whole["times_the_tenth"] > 0
