"""Sends small packets at once.

``streamlit run`` listens on a socket without a protocol number, for which asyncio leaves Nagle's
algorithm on; together with delayed acknowledgements every click then waits some 40 ms.
"""

from __future__ import annotations

import socket
from asyncio import base_events


def send_small_packets_at_once() -> None:
    """Make asyncio switch Nagle's algorithm off for every TCP connection (uvloop does it itself).

    asyncio's own function asks for the protocol number, which a socket may leave at 0.
    """
    if hasattr(base_events, "_set_nodelay"):
        base_events._set_nodelay = _set_nodelay


def _set_nodelay(connection: socket.socket) -> None:
    internet = connection.family in (socket.AF_INET, socket.AF_INET6)
    if internet and connection.type == socket.SOCK_STREAM:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
