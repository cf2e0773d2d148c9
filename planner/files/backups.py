"""One file that holds an installation: its database, its uploaded files and its keys."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from planner.words import Refusal

_DATABASE = "planner.sqlite"
_BESIDE_A_DATABASE = ("-wal", "-shm", "-journal")
_KEPT_ELSEWHERE = ".before-restore"


def write(home: Path, target: Path) -> int:
    """Pack a home into a new .zip only its owner may read; returns how many files it holds.

    The database is copied by SQLite itself, so people may go on working meanwhile. Raises a
    Refusal where there is no database, or already a file of that name.
    """
    if not (home / _DATABASE).exists():
        raise Refusal("There is nothing to back up yet: no shop has been opened here.")
    if target.exists():
        raise Refusal("File: “{file}” is already there. Choose another name.", file=target.name)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / _DATABASE
        _copy_database(home / _DATABASE, copy)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with (
            os.fdopen(handle, "wb") as raw,
            zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed,
        ):
            packed.write(copy, _DATABASE)
            for file in _others(home):
                packed.write(file, file.relative_to(home).as_posix())
            return len(packed.namelist())


def restore(source: Path, home: Path, *, replace: bool) -> Path | None:
    """Unpack a backup into a home; returns where what was there before has been put aside.

    Raises a Refusal for a file that is no backup or whose database is damaged, and for a home
    that is in use unless ``replace`` says so. Nothing is touched before the backup is checked.
    """
    if (home / _DATABASE).exists() and not replace:
        raise Refusal("There is a shop here already. Say --replace to put it aside first.")
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent) as folder:
        unpacked = Path(folder) / "home"
        unpacked.mkdir(mode=0o700)
        _unpack(source, unpacked)
        faults = database_faults(unpacked / _DATABASE)
        if faults:
            raise Refusal("The database in this backup is damaged: {what}", what=faults[0])
        aside = None
        if home.exists():
            aside = _free_name(home)
            home.rename(aside)
        shutil.move(unpacked, home)
    return aside


def database_faults(database: Path) -> list[str]:
    """What SQLite finds wrong with a database file: damage, and rows that point nowhere."""
    try:
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        try:
            damage = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            lost = [
                f"{row[0]} {row[1]} -> {row[2]}"
                for row in connection.execute("PRAGMA foreign_key_check")
            ]
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [fault for fault in damage if fault != "ok"] + lost


def _copy_database(source: Path, target: Path) -> None:
    there, here = sqlite3.connect(source), sqlite3.connect(target)
    try:
        there.backup(here)
    finally:
        there.close()
        here.close()


def _others(home: Path) -> list[Path]:
    beside = {f"{_DATABASE}{ending}" for ending in ("", *_BESIDE_A_DATABASE)}
    return sorted(
        file
        for file in home.rglob("*")
        if file.is_file() and file.name not in beside and file.suffix != ".log"
    )


def _unpack(source: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(source) as packed:
            names = packed.namelist()
            if _DATABASE not in names or any(_escapes(name) for name in names):
                raise Refusal("File: “{file}” is not a backup of the planner.", file=source.name)
            packed.extractall(folder)
    except (OSError, zipfile.BadZipFile) as error:
        raise Refusal("File: “{file}” can't be read as a backup.", file=source.name) from error
    for file in folder.rglob("*"):
        file.chmod(0o700 if file.is_dir() else 0o600)


def _escapes(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name


def _free_name(home: Path) -> Path:
    number = 1
    while (aside := home.with_name(f"{home.name}{_KEPT_ELSEWHERE}-{number}")).exists():
        number += 1
    return aside
