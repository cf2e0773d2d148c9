"""PostgreSQL's own program for copying a database out."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import make_url

from planner.words import Refusal


def dump(url: str, target: Path) -> None:
    """Write the whole database as pg_restore reads it.

    The password goes through the environment, where other people of the machine can't see it.
    Raises a Refusal where pg_dump is missing or fails.
    """
    program = shutil.which("pg_dump")
    if program is None:
        raise Refusal(
            "pg_dump is not here. Install PostgreSQL's client programs, then back up again."
        )
    where = make_url(url)
    given = {
        "PGHOST": where.host,
        "PGPORT": where.port,
        "PGUSER": where.username,
        "PGPASSWORD": where.password,
        "PGDATABASE": where.database,
    }
    done = subprocess.run(  # noqa: S603 -- PostgreSQL's program with arguments of our own
        [program, "--format=custom", "--no-owner", "--file", str(target)],
        env=os.environ | {name: str(value) for name, value in given.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise Refusal("pg_dump failed: {what}", what=said[-1] if said else "")
