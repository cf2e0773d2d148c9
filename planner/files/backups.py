"""One file that holds an installation: its database, its uploaded files and its keys."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Collection
from pathlib import Path, PurePosixPath

from planner.files.safety import DAMAGED
from planner.words import Refusal

DATABASE = "planner.sqlite"
DUMP = "planner.dump"
_FOLDERS = ("files", "keys")
_KEPT_ELSEWHERE = ".before-restore"


def write(home: Path, target: Path, *, dump: Callable[[Path], None] | None = None) -> int:
    """Pack a home into a new .zip only its owner may read; returns how many files it holds.

    The database is copied by SQLite itself, so people may go on working meanwhile, or by ``dump``
    where it is no SQLite file. Raises a Refusal where there is no database, or already a file of
    that name; a backup that fails leaves no file.
    """
    if dump is None and not (home / DATABASE).exists():
        raise Refusal("There is nothing to back up yet: no shop has been opened here.")
    if target.exists():
        raise Refusal("File: “{file}” is already there. Choose another name.", file=target.name)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            packed = Path(folder) / "packed"
            count = _pack(home, packed, Path(folder), dump)
            packed.rename(target)
    except OSError as error:
        raise Refusal("File: “{file}” can't be written.", file=str(target)) from error
    return count


def restore(source: Path, home: Path, *, replace: bool, known: Collection[str]) -> Path | None:
    """Unpack a backup into a home; returns where what was there before has been put aside.

    ``known`` are the schemas this release can open. Raises a Refusal for a file that is no backup,
    whose database is damaged or newer, and for a home that is in use unless ``replace`` says so
    and nobody works in it. Nothing is touched before the backup is checked.
    """
    if (home / DATABASE).exists() and not replace:
        raise Refusal("There is a shop here already. Say --replace to put it aside first.")
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent) as folder:
        unpacked = Path(folder) / "home"
        unpacked.mkdir(mode=0o700)
        _unpack(source, unpacked)
        faults = database_faults(unpacked / DATABASE)
        if faults:
            raise Refusal("The database in this backup is damaged: {what}", what=faults[0])
        if schema_of(unpacked / DATABASE) not in known:
            raise Refusal(
                "This backup was made by another release of the planner. Update the planner, then"
                " restore it."
            )
        aside = None
        if home.exists():
            _require_nobody_at_work(home / DATABASE)
            aside = _free_name(home)
            _move(home, aside)
        _move(unpacked, home)
    return aside


def schema_of(database: Path) -> str | None:
    """The schema a SQLite file is at, by the name of its last migration; None for none of ours."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        return None
    finally:
        connection.close()
    return None if found is None else str(found[0])


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


def _pack(home: Path, packed: Path, folder: Path, dump: Callable[[Path], None] | None) -> int:
    copy = folder / (DATABASE if dump is None else DUMP)
    if dump is None:
        _copy_database(home / DATABASE, copy)
    else:
        dump(copy)
    handle = os.open(packed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packing:
            packing.write(copy, copy.name)
            for part in _FOLDERS:
                for file in sorted((home / part).rglob("*")):
                    if file.is_file():
                        packing.write(file, file.relative_to(home).as_posix())
            count = len(packing.namelist())
        raw.flush()
        os.fsync(raw.fileno())
    return count


def _copy_database(source: Path, target: Path) -> None:
    there, here = sqlite3.connect(source), sqlite3.connect(target)
    try:
        there.backup(here)
    finally:
        there.close()
        here.close()


def _unpack(source: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(source) as packed:
            names = packed.namelist()
            if DUMP in names:
                raise Refusal(
                    "This backup holds a database of PostgreSQL. Bring “{dump}” in it back with"
                    " pg_restore, and copy its folders files and keys.",
                    dump=DUMP,
                )
            if DATABASE not in names or not all(_belongs(name) for name in names):
                raise Refusal("File: “{file}” is not a backup of the planner.", file=source.name)
            packed.extractall(folder)
    except DAMAGED as error:
        raise Refusal("File: “{file}” can't be read as a backup.", file=source.name) from error
    for file in folder.rglob("*"):
        file.chmod(0o700 if file.is_dir() else 0o600)


def _belongs(name: str) -> bool:
    path = PurePosixPath(name)
    inside = name == DATABASE or path.parts[0] in _FOLDERS
    return inside and ".." not in path.parts and "\\" not in name


def _require_nobody_at_work(database: Path) -> None:
    """Refuse while a planner has the database open: it would go on writing into the old file.

    SQLite leaves its write-ahead log only where it is alone.
    """
    if not database.exists():
        return
    connection = sqlite3.connect(database, timeout=1)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Refusal("The planner is running. Stop it first, then restore.") from error
    except sqlite3.DatabaseError:
        pass  # damaged: all the more reason to restore
    finally:
        connection.close()


def _move(what: Path, to: Path) -> None:
    try:
        shutil.move(what, to)
    except OSError as error:
        raise Refusal("Folder: “{folder}” can't be moved.", folder=str(what)) from error


def _free_name(home: Path) -> Path:
    number = 1
    while (aside := home.with_name(f"{home.name}{_KEPT_ELSEWHERE}-{number}")).exists():
        number += 1
    return aside
