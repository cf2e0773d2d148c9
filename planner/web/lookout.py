"""A thread of the server that looks once a minute whether something is due."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable

from planner import due
from planner.desk import counter
from planner.words import Refusal

_log = logging.getLogger("planner.lookout")
_FIRST = 5.0
_PATIENCE = 10.0


class Lookout:
    """Looks every so many seconds until it is stopped; what goes wrong is logged, never raised."""

    def __init__(self, every: float | None = None) -> None:
        self._every = every or _seconds()
        self._holder = f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(4)}"
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="lookout", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more, give the lease back, and wait for a look that is under way."""
        self._stopped.set()
        self._thread.join(_PATIENCE)

    def _watch(self) -> None:
        wait = min(_FIRST, self._every)
        while not self._stopped.wait(wait):
            self._look()
            wait = self._every
        self._safely(lambda: due.leave(counter(), self._holder))

    def _look(self) -> None:
        def look() -> None:
            found = due.look(counter(), self._holder)
            for one in found.settled:
                _log.info("playbook %s: fired %s", one.playbook_id, one.fired)
            if found.refused is not None:
                _log.warning("a playbook could not be settled: %s", found.refused)

        self._safely(look)

    def _safely(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Refusal as refusal:
            _log.warning("could not look at what is due: %s", refusal)
        except Exception:
            _log.exception("the lookout stumbled; it looks again")


def _seconds() -> float:
    """How often to look: PLANNER_LOOK_SECONDS, or once a minute."""
    try:
        return max(1.0, float(os.environ.get("PLANNER_LOOK_SECONDS", "")))
    except ValueError:
        return due.EVERY_SECONDS
