"""The secret with which logins and addresses are hidden in the database; a file at home."""

from __future__ import annotations

import os
import secrets
from functools import lru_cache
from pathlib import Path

from planner.desk import home


def attempts_key() -> bytes:
    """The key of this installation, 32 random bytes, made when first asked for."""
    return _key(home() / "keys" / "attempts.key")


@lru_cache(maxsize=8)
def _key(file: Path) -> bytes:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as writing:
        writing.write(secrets.token_bytes(32))
    try:
        # a link, unlike a rename, leaves a key that another process made first
        os.link(fresh, file)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return file.read_bytes()
