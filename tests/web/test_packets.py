"""Connections send small packets at once, on asyncio's loop and on uvloop."""

from __future__ import annotations

import asyncio
import socket
from asyncio import base_events
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from planner.web.packets import send_small_packets_at_once

LOOPS: dict[str, Callable[[], asyncio.AbstractEventLoop]] = {"asyncio": asyncio.new_event_loop}
try:
    import uvloop
except ImportError:
    pass
else:
    LOOPS["uvloop"] = uvloop.new_event_loop


@pytest.fixture(autouse=True)
def as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put asyncio's own function back after the test."""
    monkeypatch.setattr(base_events, "_set_nodelay", vars(base_events)["_set_nodelay"])


@pytest.mark.parametrize("loop", LOOPS)
def test_a_socket_without_a_protocol_number_still_sends_at_once(loop: str) -> None:
    send_small_packets_at_once()

    assert nodelay_of_an_accepted_connection(LOOPS[loop]) != 0


def nodelay_of_an_accepted_connection(
    new_loop: Callable[[], asyncio.AbstractEventLoop],
) -> int:
    """What TCP_NODELAY is on the server's side, listening as ``streamlit run`` does."""
    options: asyncio.Queue[int] = asyncio.Queue()

    class Accepted(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            connection = transport.get_extra_info("socket")
            options.put_nowait(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            transport.close()

    async def connect() -> int:
        listening = socket.socket(socket.AF_INET)
        listening.bind(("127.0.0.1", 0))
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Accepted, sock=listening)
        _, writer = await asyncio.open_connection(*listening.getsockname())
        option = await options.get()
        writer.close()
        server.close()
        return option

    def run() -> int:
        with asyncio.Runner(loop_factory=new_loop) as runner:
            return runner.run(connect())

    # a thread of its own: a browser test before it may have left its loop running in this one
    with ThreadPoolExecutor(1) as one:
        return one.submit(run).result()
