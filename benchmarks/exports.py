"""How fast an order export comes in, what memory it takes, and how long colleagues wait meanwhile.

``python benchmarks/exports.py`` makes an order export, drops it on the page of a planner of its own
and takes it in, once at a tenth of the size and once whole. A colleague ticks tasks on and off all
the while. Memory is that of the server and every process it starts, above what it took before.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.server_time import tasks_of
from benchmarks.shop import MeasuredShop, make_shop
from tests.support.server import Server, running
from tests.support.visitor import Visitor

_SEED = 11
_HEADER = "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额\r\n"
_FIRST = datetime(2026, 10, 1)  # noqa: DTZ001 -- wall clock of the shop
_DAYS = 40
_REST = 0.05
_COLD_TICKS = 4


@dataclass
class Watched:
    """What was seen while a file came in: ticks in milliseconds, memory in KiB."""

    ticks: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)


def main(arguments: list[str] | None = None) -> None:
    """Measure, and print a line for each size."""
    options = _options(arguments)
    rows = []
    for orders in (options.rows // 10, options.rows):
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            shop = make_shop(home, 50, 1)
            with running(home) as server:
                rows.append(measure(server, shop, orders))
            shop.desk.close()
    rows[1]["times_the_tenth"] = round(rows[1]["seconds"] / rows[0]["seconds"], 1)
    if options.json:
        print(json.dumps(rows))
        return
    for row in rows:
        print(_said(row))


def measure(server: Server, shop: MeasuredShop, orders: int) -> dict[str, float]:
    """Seconds, rows a second, memory and ticks while one export of ``orders`` comes in."""
    content = export(orders)
    lead = Visitor(server.url, shop.tokens[0])
    lead.open("figures")
    idle = _resident_kib(server.process.pid)
    with _watching(server, shop) as seen:
        read = lead.drop("orders.csv", content)
        taken_in = lead.press("Take in these figures")
    if not lead.shows("The figures are in."):
        raise RuntimeError(server.said())
    lead.close()
    seconds = read + taken_in
    return {
        "rows": orders,
        "megabytes": round(len(content) / 10**6),
        "seconds": round(seconds, 1),
        "take_in_seconds": round(taken_in, 2),
        "rows_per_second": round(orders / seconds),
        "memory_above_idle_mib": round((max(seen.memory) - idle) / 1024),
        "ticks": len(seen.ticks),
        "median_tick_ms": round(median(seen.ticks)),
        "longest_tick_ms": round(max(seen.ticks)),
    }


def export(orders: int) -> bytes:
    """An order export of forty days in the platform's own shape."""
    chance = random.Random(_SEED)
    lines = [_HEADER]
    for number in range(orders):
        created = _FIRST + timedelta(seconds=chance.randrange(_DAYS * 86_400))
        total = chance.randrange(1_000, 50_000)
        paid = chance.random() < 0.86
        refund = total if paid and chance.random() < 0.2 else 0
        kept = total - refund if paid else 0
        paid_at = created + timedelta(seconds=chance.randrange(600)) if paid else ""
        lines.append(
            f"{2894567890000000000 + 37 * number},{total / 100:.2f},{kept / 100:.2f},浙江省,"
            f"{created},{paid_at},{refund / 100:.2f}\r\n"
        )
    return "".join(lines).encode()


@contextmanager
def _watching(server: Server, shop: MeasuredShop) -> Iterator[Watched]:
    """A colleague ticks and unticks a task, and the server's memory is looked at, until the end."""
    seen, over, warm = Watched(), threading.Event(), threading.Event()
    threads = [
        threading.Thread(target=_tick, args=(server, shop, seen, over, warm)),
        threading.Thread(target=_weigh, args=(server, seen, over)),
    ]
    for thread in threads:
        thread.start()
    warm.wait()
    try:
        yield seen
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _tick(
    server: Server,
    shop: MeasuredShop,
    seen: Watched,
    over: threading.Event,
    warm: threading.Event,
) -> None:
    """The first ticks of a server load what ticking needs; they are not counted."""
    colleague = Visitor(server.url, shop.tokens[1])
    colleague.open("my_tasks")
    task_id = tasks_of(shop, 1)[0]
    for number in count():
        began = time.perf_counter()
        colleague.tick(task_id, "reopen" if number % 2 else "complete")
        if number >= _COLD_TICKS:
            warm.set()
            seen.ticks.append((time.perf_counter() - began) * 1000)
        if over.is_set():
            break
        time.sleep(_REST)
    colleague.close()


def _weigh(server: Server, seen: Watched, over: threading.Event) -> None:
    while not over.is_set():
        seen.memory.append(_resident_kib(server.process.pid))
        time.sleep(_REST)


def _resident_kib(pid: int) -> int:
    """The memory of a process and all that it has started."""
    told = subprocess.run(
        ["ps", "-e", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True
    )
    rows = [tuple(map(int, line.split())) for line in told.stdout.splitlines()]
    family, size = {pid}, 0
    while size != len(family):
        size = len(family)
        family |= {child for child, parent, _ in rows if parent in family}
    return sum(resident for one, _, resident in rows if one in family)


def _said(row: dict[str, float]) -> str:
    grown = row.get("times_the_tenth")
    return (
        f"{row['rows']:>9,} orders ({row['megabytes']} MB): {row['seconds']:.1f} s,"
        f" {row['rows_per_second']:,} rows a second, {row['memory_above_idle_mib']} MiB above idle;"
        f" taken in within {row['take_in_seconds']:.2f} s; {row['ticks']} ticks meanwhile, median"
        f" {row['median_tick_ms']} ms, longest {row['longest_tick_ms']} ms"
        + (f"; {grown} times as long as a tenth" if grown else "")
    )


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="orders in the export")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
