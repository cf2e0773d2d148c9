"""The planner as a process of its own, with its own data folder, as a person would start it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

ROOT = Path(__file__).parents[2]
_START_SECONDS = 60
_ONE_TIME = re.compile(r"/welcome\?key=\S+")


@dataclass(frozen=True)
class Server:
    """A running planner; ``log`` is the file its output goes to."""

    url: str
    port: int
    home: Path
    log: Path
    process: subprocess.Popen[bytes]

    def said(self) -> str:
        """Everything it has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def one_time_link(self) -> str:
        """The link to the first page that an empty planner prints for people elsewhere."""
        printed = _ONE_TIME.search(self.said())
        assert printed, f"No one-time link in what it said:\n{self.said()}"
        return self.url + printed.group()

    def kill(self) -> None:
        """End it in the middle of whatever it does, as a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


@contextmanager
def running(
    home: Path,
    *,
    by: Literal["streamlit", "uvicorn"] = "streamlit",
    port: int | None = None,
    database: str | None = None,
    environment: dict[str, str] | None = None,
) -> Iterator[Server]:
    """Start a planner whose data lies in ``home``; it answers when this returns, and ends after.

    ``port`` asks for a certain one (a restart where a browser waits), ``database`` for another
    database than the file in ``home``. Raises RuntimeError with its output when it fails to start.
    """
    server = start(home, by=by, port=port, database=database, environment=environment)
    try:
        yield server
    finally:
        server.stop()


def start(
    home: Path,
    *,
    by: Literal["streamlit", "uvicorn"] = "streamlit",
    port: int | None = None,
    database: str | None = None,
    environment: dict[str, str] | None = None,
) -> Server:
    """The same without an end: whoever calls it stops or kills it."""
    port = port or free_port()
    log = home / "server.log"
    home.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        process = subprocess.Popen(
            _command(by, port),
            cwd=ROOT,
            env=_environment(home, database, environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    server = Server(f"http://127.0.0.1:{port}", port, home, log, process)
    try:
        _wait_until_it_answers(server)
    except BaseException:
        server.kill()
        raise
    return server


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _command(by: Literal["streamlit", "uvicorn"], port: int) -> list[str]:
    if by == "uvicorn":
        return [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port)]
    options = [f"--server.port={port}", "--server.headless=true"]
    return [sys.executable, "-m", "streamlit", "run", "app.py", *options]


def _environment(home: Path, database: str | None, added: dict[str, str]) -> dict[str, str]:
    ours = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PLANNER_", "STREAMLIT_"))
    }
    ours |= {"PLANNER_HOME": str(home), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    if database:
        ours["PLANNER_DATABASE"] = database
    return ours | added


def _wait_until_it_answers(server: Server) -> None:
    ask = build_opener(ProxyHandler({}))
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and server.process.poll() is None:
        try:
            with ask.open(f"{server.url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"The planner did not start on port {server.port}:\n{server.said()}")
