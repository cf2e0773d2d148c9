"""The benchmark on instances of our own, in the form that PSPLIB keeps its own in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.psplib import check, read
from planner.rules.resource_schedules import Schedule

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "psplib.py"
# Between a first and a last job of no time, three of 2, 3 and 2 days; the second needs both of two
# people, the others one each, and the third waits for the first. The shortest takes seven days.
INSTANCE = """\
************************************************************************
jobs (incl. supersource/sink ):  5
RESOURCES
  - renewable                 :  1   R
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           5
   4        1          1           5
   5        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     2       1
  3      1     3       2
  4      1     2       1
  5      1     0       0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1
    2
************************************************************************
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "one.sm").write_text(INSTANCE, encoding="utf-8")
    (tmp_path / "tiny" / "two.sm").write_text(INSTANCE, encoding="utf-8")
    (tmp_path / "best_known.csv").write_text(
        "set,instance,file,best_known\ntiny,one,tiny/one.sm,7\ntiny,two,tiny/two.sm,5\n",
        encoding="utf-8",
    )
    return tmp_path


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *options], capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("budget", [["--schedules", "30"], ["--seconds", "0.01"]])
def test_it_says_how_far_each_set_is_from_the_best_known(folder: Path, budget: list[str]) -> None:
    done = run(str(folder), *budget, "--json")

    (line,) = json.loads(done.stdout)
    assert (line["set"], line["instances"]) == ("tiny", 2)
    assert line["deviation_percent"] == 20.0
    assert line["seconds"] >= 0


def test_it_says_the_same_in_words(folder: Path) -> None:
    said = run(str(folder), "--schedules", "30").stdout

    assert "tiny: 2 instances, 20.0 % above the best known" in said


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "tiny" / "two.sm").unlink(), "two.sm"),
        (lambda folder: (folder / "tiny" / "two.sm").write_text("jobs"), "no PRECEDENCE"),
        (lambda folder: (folder / "best_known.csv").write_text("a,b\n1,2\n"), "'file'"),
    ],
    ids=["missing", "another form", "another table"],
)
def test_a_file_that_is_not_there_or_not_right_is_named(
    folder: Path, spoil: object, said: str
) -> None:
    spoil(folder)  # type: ignore[operator] # one of the lambdas above

    done = run(str(folder))

    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("starts", "length", "said"),
    [
        ((0, 0, 2, 0, 5), 5, "before one it waits for"),
        ((0, 0, 1, 4, 6), 6, "more people"),
        ((0, 0, 2, 5, 7), 6, "outside"),
    ],
)
def test_a_schedule_that_does_not_hold_is_found_out(
    folder: Path, starts: tuple[int, ...], length: int, said: str
) -> None:
    project = read(folder / "tiny" / "one.sm")

    with pytest.raises(ValueError, match=said):
        check(project, Schedule(starts, length, 0, 1))


def test_a_schedule_that_holds_is_none_of_it(folder: Path) -> None:
    project = read(folder / "tiny" / "one.sm")

    check(project, Schedule((0, 0, 2, 5, 7), 7, 0, 1))

    assert project.at_least == 5
