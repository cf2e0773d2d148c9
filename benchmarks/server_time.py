"""Server time of pages and actions, and many people at once."""

from __future__ import annotations

import random
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from sqlalchemy import select
from sqlmodel import Session, col, func

from benchmarks.shop import MeasuredShop
from planner import actions
from planner.rules.people import Actor
from planner.tables.history import Event
from planner.tables.tasks import Task
from tests.support.server import Server
from tests.support.visitor import Visitor

PAGES = ("my_tasks", "tasks", "timeline", "overview", "progress")
_TIMES = 16  # even, so that what is ticked is unticked again


@dataclass(frozen=True)
class Measured:
    """A line of the report: what, and the milliseconds of every try."""

    what: str
    milliseconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle of all tries."""
        return statistics.median(self.milliseconds)

    def percentile(self, share: int) -> float:
        """The time that this many percent of the tries stayed under."""
        return statistics.quantiles(self.milliseconds, n=100)[share - 1]


def page_times(server: Server, shop: MeasuredShop) -> list[Measured]:
    """Each page: opened anew, run again with nothing changed, and all of it after a write."""
    lines: list[Measured] = []
    for page in PAGES:
        visitor = Visitor(server.url, shop.tokens[1] if page == "my_tasks" else shop.tokens[0])
        lines.append(Measured(f"{page}: opened", (visitor.open(page) * 1000,)))
        visitor.again()
        lines.append(_repeat(f"{page}: again, all of it", visitor.reload))
        lines.append(_repeat(f"{page}: again, as a click does", visitor.again))
        lines.append(_repeat(f"{page}: after a write", visitor.reload, before=_write(shop)))
        visitor.close()
    return lines


def tick_times(server: Server, shop: MeasuredShop) -> list[Measured]:
    """A tick and an untick in my tasks: until written, and until the page is drawn again too."""
    visitor = Visitor(server.url, shop.tokens[1])
    visitor.open("my_tasks")
    task_id = tasks_of(shop, 1)[0]
    written, drawn = [], []
    for _ in range(_TIMES):
        for verb in ("complete", "reopen"):
            began = time.perf_counter()
            visitor.tick(task_id, verb)
            written.append((time.perf_counter() - began) * 1000)
            visitor.act("planner_task_list", "refresh")
            drawn.append((time.perf_counter() - began) * 1000)
    visitor.close()
    return [
        Measured("tick in my tasks: written", tuple(written)),
        Measured("tick in my tasks: written and drawn", tuple(drawn)),
    ]


def writers(server: Server, shop: MeasuredShop, people: int, writes: int) -> tuple[int, int, float]:
    """That many people tick and untick at once; returns writes confirmed, events kept, seconds."""
    before = _events(shop)
    began = time.perf_counter()
    confirmed: list[int] = []

    def work(person: int) -> None:
        visitor = Visitor(server.url, shop.tokens[person])
        visitor.open("my_tasks")
        task_id = tasks_of(shop, person)[0]
        for number in range(writes):
            if visitor.tick(task_id, "reopen" if number % 2 else "complete") == HTTPStatus.OK:
                confirmed.append(number)
            visitor.act("planner_task_list", "refresh")
        visitor.close()

    _together(work, range(1, people + 1))
    return len(confirmed), _events(shop) - before, time.perf_counter() - began


def crowd(server: Server, shop: MeasuredShop, seconds: int) -> tuple[Measured, int]:
    """100 people, a click every 5 s, pages mixed, one click in ten a tick; and the faults seen.

    The clock starts when everyone has opened a page.
    """
    times: list[float] = []
    faults: list[int] = []
    lock = threading.Lock()
    everyone = threading.Barrier(len(shop.tokens) - 1)

    def work(person: int) -> None:
        chance = random.Random(person)
        visitor = Visitor(server.url, shop.tokens[person])
        visitor.open("my_tasks")
        task_id, done = tasks_of(shop, person)[0], False
        everyone.wait()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(chance.expovariate(1 / 5))
            if chance.random() < 0.1:
                visitor.open("my_tasks")
                began = time.perf_counter()
                visitor.tick(task_id, "reopen" if done else "complete")
                visitor.act("planner_task_list", "refresh")
                took = time.perf_counter() - began
                done = not done
            elif chance.random() < 0.5:
                took = visitor.again()
            else:
                took = visitor.open(chance.choice(PAGES))
            with lock:
                times.append(took * 1000)
        with lock:
            faults.append(visitor.faults)
        visitor.close()

    _together(work, range(1, len(shop.tokens)))
    return Measured("100 people", tuple(times)), sum(faults)


def memory(server: Server, shop: MeasuredShop, sessions: int) -> float:
    """KiB of the server for each further open session on mixed pages."""
    warm = [_opened(server, shop, number) for number in range(10)]
    before = _resident_kib(server.process.pid)
    more = [_opened(server, shop, number + 10) for number in range(sessions)]
    grown = _resident_kib(server.process.pid) - before
    for visitor in (*warm, *more):
        visitor.close()
    return grown / sessions


def _opened(server: Server, shop: MeasuredShop, number: int) -> Visitor:
    visitor = Visitor(server.url, shop.tokens[number % (len(shop.tokens) - 1) + 1])
    visitor.open(PAGES[number % len(PAGES)])
    return visitor


def _repeat(
    what: str, run: Callable[[], float], before: Callable[[], None] | None = None
) -> Measured:
    times = []
    for _ in range(_TIMES):
        if before is not None:
            before()
        times.append(run() * 1000)
    return Measured(what, tuple(times))


def _write(shop: MeasuredShop) -> Callable[[], None]:
    task_id = tasks_of(shop, 2)[0]
    state = {"done": False}

    def write() -> None:
        verb = actions.tasks.reopen if state["done"] else actions.tasks.complete
        shop.desk.perform(verb, actor=shop.lead, task_id=task_id)
        state["done"] = not state["done"]

    return write


def tasks_of(shop: MeasuredShop, person: int) -> list[int]:
    """The tasks still to do of a teammate; people are numbered as their tokens are, lead 0."""

    def ids(session: Session, /, *, actor: Actor, now: object) -> list[int]:  # noqa: ARG001 -- shaped like every report
        owners = session.scalars(
            select(col(Task.owner_id)).where(col(Task.owner_id).is_not(None)).distinct()
        )
        owner = sorted(found for found in owners if found is not None)[person - 1]
        to_do = (col(Task.owner_id) == owner, col(Task.done_at).is_(None))
        return list(session.scalars(select(col(Task.id)).where(*to_do)))

    return shop.desk.read(ids)


def _events(shop: MeasuredShop) -> int:
    def count(session: Session, /, *, actor: Actor, now: object) -> int:  # noqa: ARG001 -- shaped like every report
        return int(session.scalar(select(func.count()).select_from(Event)) or 0)

    return shop.desk.read(count)


def _together(work: Callable[[int], None], people: Sequence[int]) -> None:
    threads = [threading.Thread(target=work, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _resident_kib(pid: int) -> int:
    told = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True
    )
    return int(told.stdout)
