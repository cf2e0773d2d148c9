"""Uploaded files: kept once under the hash of their bytes, never half."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path

import pytest

from planner.files import stored
from planner.words import Refusal


def names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def test_a_file_lies_under_the_hash_of_its_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "files"

    name = stored.keep(folder, b"abc")

    assert name == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert stored.path_of(folder, name).read_bytes() == b"abc"
    assert names(folder) == [name]


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    first = stored.keep(tmp_path, b"abc")
    stamp = stored.path_of(tmp_path, first).stat().st_mtime_ns

    assert stored.keep(tmp_path, b"abc") == first
    assert names(tmp_path) == [first]
    assert stored.path_of(tmp_path, first).stat().st_mtime_ns == stamp


def test_files_are_private_to_their_owner(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "files"

    name = stored.keep(folder, b"abc")

    assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="File: this one is empty"):
        stored.keep(tmp_path, b"")

    assert names(tmp_path) == []


def test_a_file_has_at_most_25_megabytes(tmp_path: Path) -> None:
    most = bytes(26_214_400)

    assert stored.keep(tmp_path, most) == hashlib.sha256(most).hexdigest()
    with pytest.raises(Refusal, match="File: at most 25 MB"):
        stored.keep(tmp_path, most + b"x")
    assert len(names(tmp_path)) == 1


def test_a_full_disk_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        stored.keep(tmp_path, b"abc")

    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../secret",
        "a" * 63,
        "a" * 65,
        "A" * 64,
        "g" * 64,
        "/" + "a" * 63,
        "a" * 62 + "/.",
        "٣" * 64,
    ],
)
def test_only_a_hash_names_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(name)}$"):
        stored.path_of(tmp_path, name)
