"""How fast plans are made: the critical path and the fit to people, and how both grow.

``python benchmarks/scheduling.py`` makes networks from a fixed seed and prints medians by size,
beside the same earliest finishes found by walking from half-day to half-day.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.networks import make_network
from planner.rules.critical_path import critical_path
from planner.rules.fitting import fit
from planner.rules.networks import Network, Work
from planner.rules.wired_networks import Tie, Wired

SIZES = (500, 5_000, 10_000, 50_000)
_TRIES = 15
_ENOUGH_SECONDS = 6


def main(arguments: list[str] | None = None) -> None:
    """Measure every size and print a line for each."""
    options = _options(arguments)
    lines = [measure(tasks) for tasks in SIZES if tasks <= options.largest]
    if options.json:
        print(json.dumps(lines))
        return
    smallest = lines[0]
    for line in lines:
        grown = line["tasks"] / smallest["tasks"]
        print(
            f"{line['tasks']:>6} tasks ({grown:g} times): critical path"
            f" {_said(line, smallest, 'critical_path_ms')}, fit {_said(line, smallest, 'fit_ms')},"
            f" {line['unfit']:g} late; earliest finishes by walking {line['walk_ms']:.1f} ms"
        )


def measure(tasks: int, *, tries: int = _TRIES) -> dict[str, float]:
    """Medians in milliseconds for a network of so many tasks, from rows as they are loaded."""
    network = make_network(tasks)
    walked = walk(network)
    path = critical_path(network)
    if {work.key: path[work.key].early_finish for work in network.works} != walked:
        raise ValueError("the critical path differs from what walking finds")
    return {
        "tasks": tasks,
        "critical_path_ms": _median(lambda: critical_path(network), tries),
        "fit_ms": _median(lambda: fit(network), tries),
        "walk_ms": _median(lambda: walk(network), tries),
        "unfit": len(fit(network).unfit),
    }


def walk(network: Network[int]) -> dict[int, int]:
    """The earliest finish of every task by its key, half-day by half-day as with a calendar."""
    wired = Wired(network)
    starts, finishes = [0] * len(wired.works), [0] * len(wired.works)
    for place in wired.order:
        work = wired.works[place]
        start, finish = network.now, 0
        for before in wired.before[place]:
            start = max(start, finishes[before])
        for tie in wired.into[place]:
            own = finishes[tie.before] if tie.from_finish else starts[tie.before]
            bound = _behind(own, tie, network.teams[work.team].one)
            if tie.to_finish:
                finish = max(finish, bound)
            else:
                start = max(start, bound)
        starts[place], finishes[place] = _walked(network, work, start)
        if finishes[place] < finish:
            starts[place], finishes[place] = _walked_back(network, work, finish)
    return {work.key: finishes[place] for place, work in enumerate(wired.works)}


def _walked(network: Network[int], work: Work[int], start: int) -> tuple[int, int]:
    left, began, half_day = work.minutes, -1, start
    while left > 0:
        can = _can(network, work, half_day)
        if can and began < 0:
            began = half_day
        left -= can
        half_day += 1
    return began, half_day


def _walked_back(network: Network[int], work: Work[int], finish: int) -> tuple[int, int]:
    while not _can(network, work, finish - 1):
        finish += 1
    left, half_day = work.minutes, finish
    while left > 0:
        half_day -= 1
        left -= _can(network, work, half_day)
    return half_day, finish


def _can(network: Network[int], work: Work[int], half_day: int) -> int:
    team = network.teams[work.team]
    return min(work.people * team.one[half_day], team.minutes[half_day])


def _behind(half_day: int, tie: Tie, one: tuple[int, ...]) -> int:
    left = tie.lag
    while left > 0:
        left -= 1 if tie.calendar or one[half_day] else 0
        half_day += 1
    return half_day


def _median(run: Callable[[], object], tries: int) -> float:
    times: list[float] = []
    while len(times) < tries and sum(times) < _ENOUGH_SECONDS * 1000:
        began = perf_counter()
        run()
        times.append((perf_counter() - began) * 1000)
    return round(median(times), 2)


def _said(line: dict[str, float], smallest: dict[str, float], what: str) -> str:
    return f"{line[what]:.1f} ms ({line[what] / smallest[what]:.1f} times)"


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="leave larger networks out")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
