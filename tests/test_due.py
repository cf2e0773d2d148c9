"""What is due happens once, whichever of several processes looks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from planner import due
from planner.actions import leases
from planner.commands import app
from planner.desk import Desk
from planner.reports.playbooks import Standing
from planner.web.lookout import Lookout
from tests.actions.test_playbooks import OPENS, at_half_past_ten, card, write
from tests.support.cast import Cast, build, opened
from tests.support.databases import Databases
from tests.support.selling import sell
from tests.support.server import ROOT

# Another process of the planner, whose clock stands at the test's moment.
LOOK = """
import json, os, sys
from datetime import datetime
from planner import due
from planner.desk import Desk
now = datetime.fromisoformat(sys.argv[2])
found = due.look(Desk(sys.argv[1], clock=lambda: now), f"process {os.getpid()}")
print(json.dumps([found.held, [[one.fired, len(one.task_ids)] for one in found.settled]]))
"""


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


def test_of_three_processes_that_look_at_once_only_one_fires(armed: Cast) -> None:
    asked = [sys.executable, "-c", LOOK, armed.desk.url, armed.clock.now.isoformat()]

    running = [
        subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.PIPE, env=os.environ.copy())
        for _ in range(3)
    ]
    told = [json.loads(one.communicate(timeout=90)[0]) for one in running]

    assert sorted(told) == [[False, []], [False, []], [True, [[True, 2]]]]
    assert len([row for row in armed.rows()["task"] if "加一轮福袋" in row]) == 1
    assert card(armed).standing is Standing.FIRED


def test_without_a_lease_two_processes_still_fire_once(armed: Cast) -> None:
    fire = LOOK.replace("due.look(", "look(").replace(
        "now =",
        "look = lambda desk, _: due.Look(True, tuple(filter(None, [desk.perform(fire_due)"
        ".value])))\nfrom planner.actions.firing import fire_due\nnow =",
    )
    asked = [sys.executable, "-c", fire, armed.desk.url, armed.clock.now.isoformat()]

    running = [
        subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.PIPE, env=os.environ.copy())
        for _ in range(3)
    ]
    told = [json.loads(one.communicate(timeout=90)[0]) for one in running]

    assert sorted(told) == [[True, []], [True, []], [True, [[True, 2]]]]
    assert len([row for row in armed.rows()["task"] if "加一轮福袋" in row]) == 1


def test_cron_says_what_it_did(armed: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.commands.ticks.counter", lambda: armed.desk)
    run = CliRunner()

    first, second = (run.invoke(app, ["--lang", "en", "tick"]).output for _ in range(2))
    third = json.loads(run.invoke(app, ["tick", "--json"]).output)

    assert first.startswith("“开场慢了” fired and released 2 tasks. By 2026-11-10 22:00: ¥900.00")
    assert second == "Nothing is due.\n"
    assert third == {"looked": True, "settled": []}
    assert armed.rows()["lease"] == []


def test_cron_leaves_it_to_a_server_that_runs(armed: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.commands.ticks.counter", lambda: armed.desk)
    armed.desk.perform(leases.hold, name="due", holder="a server", seconds=150)

    said = CliRunner().invoke(app, ["--lang", "en", "tick"]).output

    assert said == "Another process looks after what is due. Nothing was done here.\n"
    assert card(armed).standing is Standing.ARMED


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
