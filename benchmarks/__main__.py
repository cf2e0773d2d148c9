"""Prints how fast the planner is, and how that grows: ``python -m benchmarks``."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks.browser_time import browser_times
from benchmarks.server_time import (
    Measured,
    crowd,
    memory,
    page_times,
    tick_times,
    writers,
)
from benchmarks.shop import MeasuredShop, make_shop
from tests.support.server import Server, running
from tests.support.visitor import Visitor


def main() -> None:
    """Measure a shop of 500 tasks and one of ten times the size."""
    options = _options()
    for tasks, days in ((500, 30), (5000, 300)):
        if tasks > options.largest:
            continue
        print(f"\n{tasks} tasks, {days} days of hourly sales of two shops", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            began = time.perf_counter()
            shop = make_shop(home, tasks, days)
            print(f"  made in {time.perf_counter() - began:.1f} s", flush=True)
            _starts(home, shop.tokens[0])
            with running(home, by=options.by) as server:
                for line in (
                    *page_times(server, shop),
                    *tick_times(server, shop),
                    *browser_times(server, shop),
                ):
                    _print(line)
                if tasks == 500:
                    _many(server, shop, options.seconds)
            shop.desk.close()


def _many(server: Server, shop: MeasuredShop, seconds: int) -> None:
    print(f"  memory for each open session: {memory(server, shop, 60):.0f} KiB", flush=True)
    for people in (8, 32):
        confirmed, kept, took = writers(server, shop, people, 40)
        told = f"{confirmed} confirmed, {kept} kept"
        print(f"  {people} people, 40 writes each: {told} in {took:.1f} s", flush=True)
    line, faults = crowd(server, shop, seconds)
    print(
        f"  100 people, a click every 5 s, 10 % ticks: median {line.median:.0f} ms,"
        f" p95 {line.percentile(95):.0f} ms, {len(line.milliseconds)} clicks, {faults} faults",
        flush=True,
    )


def _starts(home: Path, token: str) -> None:
    for _ in range(2):
        began = time.perf_counter()
        with running(home) as server:
            first = time.perf_counter() - began
            visitor = Visitor(server.url, token)
            visitor.open("timeline")
            full = time.perf_counter() - began
            visitor.close()
    print(f"  cold start: first answer {first:.2f} s, first full page {full:.2f} s", flush=True)


def _print(line: Measured) -> None:
    low, high = min(line.milliseconds), max(line.milliseconds)
    print(f"  {line.what:44} {line.median:7.1f} ms   ({low:.1f} to {high:.1f})", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--by", choices=("streamlit", "uvicorn"), default="streamlit")
    parser.add_argument("--largest", type=int, default=5000, help="leave larger shops out")
    parser.add_argument("--seconds", type=int, default=40, help="how long the crowd clicks")
    return parser.parse_args()


if __name__ == "__main__":
    main()
