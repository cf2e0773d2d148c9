"""Whose turn it is: pages drawn one after another are all done sooner than pages drawn at once.

Python computes one thread at a time. Threads that take turns at it each wait for all the others,
and 5 ms more after every question to the database.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic


class Turns:
    """Gives one turn at a time, for at most so many seconds where others wait."""

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._passed_on = threading.Condition()
        self._whose: object | None = None
        self._until = 0.0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn and have it; whoever takes too long goes on, but beside the next."""
        me = object()
        with self._passed_on:
            while self._whose is not None and (left := self._until - monotonic()) > 0:
                self._passed_on.wait(left)
            self._whose, self._until = me, monotonic() + self._longest
        try:
            yield
        finally:
            with self._passed_on:
                if self._whose is me:
                    self._whose = None
                    self._passed_on.notify()
