"""What is due happens once, whichever of several processes looks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planner import due
from planner.actions import leases
from planner.desk import Desk
from planner.web.lookout import Lookout
from tests.actions.test_playbooks import OPENS, at_half_past_ten, card, write
from tests.support.cast import Cast, build, opened
from tests.support.databases import Databases
from tests.support.selling import sell
from tests.support.server import ROOT

TICK = [sys.executable, "-m", "planner", "--lang", "en", "tick"]


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


@pytest.fixture
def armed(cast: Cast) -> Cast:
    """A playbook is due, its figures are there."""
    write(cast)
    at_half_past_ten(cast)
    sell(cast, OPENS, [50_000, 40_000])
    return cast


def test_a_look_settles_what_is_due(armed: Cast) -> None:
    look = due.look(armed.desk, "one")

    assert [one.fired for one in look.settled] == [True]
    assert (look.held, look.refused) == (True, None)


def test_who_does_not_hold_the_lease_leaves_everything_alone(armed: Cast) -> None:
    armed.desk.perform(leases.hold, name="due", holder="another", seconds=150)
    before = armed.rows()

    look = due.look(armed.desk, "one")

    assert look == due.Look(held=False)
    assert armed.rows() == before


def test_a_second_process_that_looks_at_once_fires_nothing_again(
    armed: Cast, tmp_path: Path
) -> None:
    here = os.environ | {"PLANNER_HOME": str(tmp_path), "PLANNER_DATABASE": armed.desk.url}

    running = [
        subprocess.Popen([*TICK, "--json"], cwd=ROOT, env=here, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    told = [json.loads(one.communicate(timeout=90)[0]) for one in running]

    assert [one.returncode for one in running] == [0, 0, 0]
    settled = [one for answer in told for one in answer["settled"]]
    assert [one["fired"] for one in settled] == [True]
    assert settled[0]["reached_fen"] == 90_000
    assert len(settled[0]["tasks"]) == 2
    assert len(armed.rows()["playbook"]) == 1
    titles = [row for row in armed.rows()["task"] if "加一轮福袋" in row]
    assert len(titles) == 1
    assert armed.rows()["lease"] == []


def test_cron_says_what_it_did(armed: Cast, tmp_path: Path) -> None:
    here = os.environ | {"PLANNER_HOME": str(tmp_path), "PLANNER_DATABASE": armed.desk.url}

    first, second = (
        subprocess.run(TICK, cwd=ROOT, env=here, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    )

    assert first.startswith("“开场慢了” fired and released 2 tasks. By 2026-11-10 22:00: ¥900.00")
    assert second == "Nothing is due.\n"


def test_the_lookout_looks_by_itself_and_gives_the_lease_back(
    armed: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.web.lookout.counter", lambda: armed.desk)
    lookout = Lookout(every=0.05)

    lookout.start()
    deadline = datetime.now(UTC) + timedelta(seconds=20)
    while card(armed).settled_at is None and datetime.now(UTC) < deadline:
        pass
    lookout.stop()

    assert card(armed).settled_at is not None
    assert armed.rows()["lease"] == []


def test_a_lookout_that_stumbles_looks_again(
    armed: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stumbles = [RuntimeError("a fault of ours")]

    def counter() -> Desk:
        if stumbles:
            raise stumbles.pop()
        return armed.desk

    monkeypatch.setattr("planner.web.lookout.counter", counter)
    lookout = Lookout(every=0.05)

    lookout.start()
    deadline = datetime.now(UTC) + timedelta(seconds=20)
    while card(armed).settled_at is None and datetime.now(UTC) < deadline:
        pass
    lookout.stop()

    assert card(armed).settled_at is not None
    assert "a fault of ours" in caplog.text
