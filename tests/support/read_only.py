"""A database that can be read and not written."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, event


def make_read_only(connected: Engine) -> None:
    """Let nothing be written through an engine's connections from now on."""
    connected.dispose()

    def read_only(connection: Any, _record: object) -> None:
        connection.execute("pragma query_only=on")

    event.listen(connected, "connect", read_only)
