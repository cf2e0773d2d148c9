"""How good and how fast the search for a schedule is, on the instances of PSPLIB.

``python benchmarks/psplib.py DIR`` reads ``DIR/best_known.csv`` (set, instance, file, best_known)
and the ``.sm`` files it names, schedules each, checks that the schedule holds, and prints by set
the mean deviation from the best known length and the mean time.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from planner.rules.resource_projects import Job, Project
from planner.rules.resource_schedules import Schedule, search


@dataclass(frozen=True)
class Scheduled:
    """One instance: how far from the best known length in percent, in how many seconds."""

    of_set: str
    deviation: float
    seconds: float


def main() -> None:
    """Schedule every instance and print a line for each set; say what is wrong with a file."""
    options = _options()
    by_set: dict[str, list[Scheduled]] = {}
    try:
        for one in _scheduled(options.folder, options.schedules, options.seconds, options.seed):
            by_set.setdefault(one.of_set, []).append(one)
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f"{options.folder}: {error}")
    lines = [
        {
            "set": of_set,
            "instances": len(ones),
            "deviation_percent": round(mean(one.deviation for one in ones), 3),
            "seconds": round(mean(one.seconds for one in ones), 3),
        }
        for of_set, ones in by_set.items()
    ]
    if options.json:
        print(json.dumps(lines))
        return
    for line in lines:
        print(
            f"{line['set']:>6}: {line['instances']} instances, {line['deviation_percent']} % above"
            f" the best known, {line['seconds']} s each"
        )


def read(file: Path) -> Project:
    """The project of a ``.sm`` file: jobs with one mode, renewable resources."""
    lines = file.read_text(encoding="latin-1").splitlines()
    followers = [numbers[3:] for numbers in _block(lines, "PRECEDENCE RELATIONS", 2)]
    requests = list(_block(lines, "REQUESTS/DURATIONS", 3))
    (people,) = _block(lines, "RESOURCEAVAILABILITIES", 2)
    after: list[list[int]] = [[] for _ in requests]
    for job, those in enumerate(followers):
        for other in those:
            after[other - 1].append(job)
    jobs = [
        Job(numbers[2], tuple(numbers[3:]), tuple(before))
        for numbers, before in zip(requests, after, strict=True)
    ]
    return Project(jobs, people)


def check(project: Project, schedule: Schedule) -> None:
    """Raise ValueError unless every job waits for those before it and people suffice throughout."""
    used: dict[tuple[int, int], int] = {}
    for job, start in zip(project.jobs, schedule.starts, strict=True):
        if start < 0 or start + job.duration > schedule.length:
            raise ValueError("a job lies outside the schedule")
        if any(
            schedule.starts[other] + project.jobs[other].duration > start for other in job.after
        ):
            raise ValueError("a job starts before one it waits for is finished")
        for period in range(start, start + job.duration):
            for kind, need in enumerate(job.needs):
                used[period, kind] = used.get((period, kind), 0) + need
    if any(need > project.people[kind] for (_, kind), need in used.items()):
        raise ValueError("more people are needed than there are")


def _scheduled(
    folder: Path, schedules: int, seconds: float | None, seed: int
) -> Iterator[Scheduled]:
    with (folder / "best_known.csv").open(encoding="utf-8-sig", newline="") as known:
        rows = list(csv.DictReader(known))
    for row in rows:
        try:
            project = read(folder / row["file"])
        except ValueError as error:
            raise ValueError(f"{row['file']}: {error}") from error
        began = perf_counter()
        if seconds is None:
            schedule = search(project, passes=schedules, seed=seed)
        else:
            over = partial(_is_over, began + seconds)
            schedule = search(project, passes=sys.maxsize, seed=seed, enough=over)
        took = perf_counter() - began
        check(project, schedule)
        best = int(row["best_known"])
        yield Scheduled(row["set"], 100 * (schedule.length - best) / best, took)


def _is_over(until: float) -> bool:
    return perf_counter() >= until


def _block(lines: Sequence[str], title: str, below: int) -> Iterator[list[int]]:
    begin = next((place for place, line in enumerate(lines) if line.startswith(title)), None)
    if begin is None:
        raise ValueError(f"no {title} in it")
    for line in lines[begin + below :]:
        if line.startswith("*"):
            return
        yield [int(number) for number in line.split()]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument("--schedules", type=int, default=5_000, metavar="N")
    budget.add_argument("--seconds", type=float, metavar="S", help="for each instance")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
