"""Server time of one refresh of the war room, and what hours of them leave behind in memory.

``python benchmarks/war_room.py``: a sale of 500 tasks with 30 days of hourly sales of two shops.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.server_time import Measured, resident_kib
from benchmarks.shop import MeasuredShop, make_shop
from planner import actions, reports
from planner.rules.figures import Figures
from tests.support.server import Server, running
from tests.support.visitor import Visitor

_TIMES = 40
_AN_HOUR = 720  # a refresh every five seconds


def main() -> None:
    """Print the time of a refresh with and without news, and the memory of open war rooms."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shop = make_shop(home, 500, 30)
        with running(home) as server:
            visitor = Visitor(server.url, shop.tokens[0])
            visitor.open("war_room")
            visitor.again()
            _print(_refreshes("refresh, nothing new", visitor))
            _print(_refreshes("refresh after a new figure", visitor, _figure(shop)))
            _hours(server, visitor, options.hours)
            visitor.close()
        shop.desk.close()


def _refreshes(what: str, visitor: Visitor, before: Callable[[], None] | None = None) -> Measured:
    times = []
    for _ in range(_TIMES):
        if before is not None:
            before()
        times.append(visitor.again() * 1000)
    return Measured(what, tuple(times))


def _hours(server: Server, visitor: Visitor, hours: int) -> None:
    """An open room's refreshes, as fast as the server answers; the clock ticks in every one."""
    began = resident_kib(server.process.pid)
    print(f"  {began / 1024:.0f} MiB before", flush=True)
    for hour in range(1, hours + 1):
        started = time.perf_counter()
        for _ in range(_AN_HOUR):
            visitor.again()
        took = time.perf_counter() - started
        grown = resident_kib(server.process.pid) - began
        print(
            f"  after {hour} h of refreshes ({took:.1f} s of them): {grown:+d} KiB,"
            f" {len(visitor.answers)} messages each",
            flush=True,
        )


def _figure(shop: MeasuredShop) -> Callable[[], None]:
    day = datetime.now(UTC).date() - timedelta(days=1)
    state = {"paid": 100}

    def write() -> None:
        state["paid"] += 100
        seen = shop.desk.read(reports.imports.typed_day, actor=shop.lead, shop_id=1, day=day)
        shop.desk.perform(
            actions.sales.type_in,
            actor=shop.lead,
            shop_id=1,
            day=day,
            figures=Figures(paid_fen=state["paid"], paid_count=1, refunded_fen=0),
            version=None if seen is None else seen.version,
        )

    return write


def _print(line: Measured) -> None:
    low, high = min(line.milliseconds), max(line.milliseconds)
    print(f"  {line.what:44} {line.median:7.1f} ms   ({low:.1f} to {high:.1f})", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--hours", type=int, default=3, help="how many hours of refreshes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
