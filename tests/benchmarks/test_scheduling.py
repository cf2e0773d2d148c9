"""The benchmark of plans at a small size: always the same networks, and what it says of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.networks import GATE_DAYS, TEAMS, make_network
from benchmarks.scheduling import walk
from planner.rules.critical_path import critical_path

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "scheduling.py"


def test_the_same_seed_makes_the_same_network() -> None:
    first, again, other = make_network(60), make_network(60), make_network(60, seed=1)

    assert first.works == again.works
    assert first.works != other.works
    assert len(first.works) == 60
    assert (len(first.teams), len(first.gates)) == (TEAMS, len(GATE_DAYS))


def test_teams_have_to_do_the_load_that_was_asked_for() -> None:
    network = make_network(400, load=0.5)

    end = max(gate.half_day for gate in network.gates.values())
    for key, team in network.teams.items():
        work = sum(work.minutes for work in network.works if work.team == key)
        assert abs(work / sum(team.minutes[:end]) - 0.5) < 0.001


def test_walking_finds_the_same_finishes() -> None:
    network = make_network(300)

    path = critical_path(network)

    assert walk(network) == {work.key: path[work.key].early_finish for work in network.works}


def test_it_prints_a_line_for_each_size() -> None:
    told = subprocess.run(
        [sys.executable, str(SCRIPT), "--largest", "500", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )

    (line,) = json.loads(told.stdout)
    assert line["tasks"] == 500
    assert line["unfit"] == 0
    assert all(line[what] > 0 for what in ("critical_path_ms", "fit_ms", "walk_ms"))
