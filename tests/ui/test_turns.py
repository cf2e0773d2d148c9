"""Turns: one at a time, handed on when done, and never kept from others for long."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from planner.ui.turns import Turns


def test_turns_are_taken_one_at_a_time_and_everyone_gets_one() -> None:
    turns, at_once, most, had = Turns(longest=60), 0, 0, 0

    def draw(_: int) -> None:
        nonlocal at_once, most, had
        with turns.taken():
            at_once += 1
            most, had = max(most, at_once), had + 1
            time.sleep(0.001)
            at_once -= 1

    with ThreadPoolExecutor(20) as people:
        list(people.map(draw, range(100)))

    assert (most, had) == (1, 100)


def test_a_turn_that_takes_too_long_passes_on_while_it_lasts() -> None:
    turns = Turns(longest=0.05)
    others, over = [threading.Event(), threading.Event()], threading.Event()

    def wait_for_a_turn(had: threading.Event) -> None:
        with turns.taken():
            had.set()
            over.wait(30)

    with ThreadPoolExecutor(2) as people, turns.taken():
        waiting = [people.submit(wait_for_a_turn, other) for other in others]
        came = [other.wait(20) for other in others]
        over.set()

    assert came == [True, True]
    assert [one.result() for one in waiting] == [None, None]


def test_whoever_lost_the_turn_does_not_end_the_next_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("planner.ui.turns.monotonic", lambda: now)
    turns = Turns(longest=60)
    second, third, enough = threading.Event(), threading.Event(), threading.Event()

    def wait_for_a_turn(had: threading.Event) -> None:
        with turns.taken():
            had.set()
            enough.wait(30)

    with ThreadPoolExecutor(2) as people:
        with turns.taken():
            now = 61.0
            people.submit(wait_for_a_turn, second)
            assert second.wait(20)
        people.submit(wait_for_a_turn, third)
        too_early = third.wait(0.2)
        enough.set()

    assert not too_early
    assert third.is_set()


def test_a_turn_ends_with_whatever_ends_the_page() -> None:
    turns = Turns(longest=60)

    with pytest.raises(SystemExit), turns.taken():
        raise SystemExit

    def have_one() -> bool:
        with turns.taken():
            return True

    with ThreadPoolExecutor(1) as other:
        assert other.submit(have_one).result(timeout=20)
