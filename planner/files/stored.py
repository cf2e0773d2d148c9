"""Uploaded files on disk, each under the hash of its bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from planner.words import Refusal

LARGEST = 25 * 1024 * 1024


def keep(folder: Path, content: bytes) -> str:
    """Write bytes under their SHA-256 and return it; the same bytes are kept once.

    Raises a Refusal for an empty file or one over 25 MB.
    """
    if not content:
        raise Refusal("File: this one is empty. Choose another.")
    if len(content) > LARGEST:
        raise Refusal("File: at most 25 MB. Share larger ones elsewhere and add a link.")
    digest = hashlib.sha256(content).hexdigest()
    target = path_of(folder, digest)
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)
    return digest


def erase(folder: Path) -> None:
    """Delete every kept file and the folder."""
    shutil.rmtree(folder, ignore_errors=True)


def path_of(folder: Path, digest: str) -> Path:
    """Where the bytes with this SHA-256 lie; raises ValueError for anything but one."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError(digest)
    return folder / digest
