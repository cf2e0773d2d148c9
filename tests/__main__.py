"""The test command: ``python -m tests`` runs every check there is, cheap ones first.

``python -m tests checks`` stops after format, lint, types and layers; ``python -m tests fast``
leaves out PostgreSQL and the browser, for while one works.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from tests.support import chromium, postgres

ROOT = Path(__file__).parents[1]
_PYTHON = sys.executable
_CHECKS = {
    "format": [_PYTHON, "-m", "ruff", "format", "--check", "."],
    "lint": [_PYTHON, "-m", "ruff", "check", "."],
    "types": [_PYTHON, "-m", "mypy"],
    "layers": [
        _PYTHON,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ],
}


def main() -> int:
    """Run what was asked for; 0 only when all of it passed."""
    asked = argparse.ArgumentParser(prog="python -m tests", description=__doc__)
    asked.add_argument("what", nargs="?", choices=["all", "fast", "checks"], default="all")
    what = asked.parse_args().what
    # Ending politely lets the database server end too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    failed = [name for name, command in _CHECKS.items() if not _passes(name, command)]
    if failed:
        print(f"Failed: {', '.join(failed)}. No test was run.")
        return 1
    return 0 if what == "checks" else _tests(everything=what == "all")


def _passes(name: str, command: list[str]) -> bool:
    begun = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    _report(name, begun, "ok" if done.returncode == 0 else "FAILED")
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def _tests(*, everything: bool) -> int:
    workers = max(2, len(os.sched_getaffinity(0)) if _can_count() else os.cpu_count() or 2)
    command = [_PYTHON, "-m", "pytest", "-n", str(workers)]
    with ExitStack() as until_the_end:
        environment = dict(os.environ)
        if everything:
            begun = time.monotonic()
            chromium.ready()
            _report("Chromium", begun, "ready")
            begun = time.monotonic()
            environment["PLANNER_TEST_POSTGRES"] = until_the_end.enter_context(postgres.running())
            _report("PostgreSQL", begun, "ready")
        else:
            command += ["-m", "not postgres and not browser"]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _can_count() -> bool:
    return hasattr(os, "sched_getaffinity")


def _report(name: str, begun: float, how: str) -> None:
    print(f"{name:<11} {time.monotonic() - begun:6.1f} s  {how}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
