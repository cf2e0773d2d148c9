"""One process at a time looks after something: whoever has the lease, as long as it lives."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from planner.actions.leases import hold, let_go
from planner.desk import Desk
from tests.support.cast import NOW
from tests.support.real_shop import Clock

ONE, OTHER = "one process", "another process"


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def desk(database_url: str, clock: Clock) -> Iterator[Desk]:
    with closing(Desk(database_url, clock=clock)) as opened:
        yield opened


def asks(desk: Desk, holder: str) -> bool:
    held: bool = desk.perform(hold, name="due", holder=holder, seconds=150).value
    return held


def test_whoever_asks_first_has_it_and_keeps_it(desk: Desk, clock: Clock) -> None:
    first = [asks(desk, ONE), asks(desk, OTHER)]
    clock.wait(seconds=149)
    renewed = [asks(desk, ONE), asks(desk, OTHER)]
    clock.wait(seconds=149)

    assert first == renewed == [True, False]
    assert not asks(desk, OTHER)


def test_the_lease_of_a_dead_process_runs_out(desk: Desk, clock: Clock) -> None:
    asks(desk, ONE)
    clock.wait(seconds=150)

    assert asks(desk, OTHER)
    assert not asks(desk, ONE)


def test_what_is_given_back_is_free_at_once(desk: Desk) -> None:
    asks(desk, ONE)

    desk.perform(let_go, name="due", holder=OTHER)
    still_held = asks(desk, OTHER)
    desk.perform(let_go, name="due", holder=ONE)

    assert not still_held
    assert asks(desk, OTHER)


def test_of_many_that_ask_at_once_exactly_one_has_it(database_url: str) -> None:
    desks = [Desk(database_url, clock=Clock(NOW)) for _ in range(6)]
    ready = threading.Barrier(len(desks))
    held: list[bool] = []

    def ask(number: int) -> None:
        ready.wait()
        held.append(asks(desks[number], f"process {number}"))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(len(desks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in desks:
        one.close()

    assert sorted(held) == [False] * 5 + [True]


def test_history_keeps_no_word_of_it(desk: Desk) -> None:
    receipt = desk.perform(hold, name="due", holder=ONE, seconds=150)

    assert receipt.event_id is None
