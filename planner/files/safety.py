"""What a file must pass before it is parsed, so that a small upload cannot eat the machine."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from planner.words import Refusal

LARGEST_FILE = 150 * 2**20
LARGEST_UNPACKED = 2**30
LARGEST_GRID = 60_000_000
STEEPEST_PACKING = 400
PACKING_MATTERS_FROM = 64 * 2**20
# A ZIP that lost a piece at its front has members at places below zero, which is a ValueError.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
    *(OSError, ValueError),
)

_CHUNK = 1 << 20
_OVERLAP = 64
_ROW_NUMBER = re.compile(rb'<row [^>]{0,40}?\br="([0-9]{1,9})"')
_WIDTHS = (
    (re.compile(rb'\br="[A-Z]{3}[0-9]'), 16_384),
    (re.compile(rb'\br="[E-Z][A-Z][0-9]'), 702),
    (re.compile(rb'\br="[A-Z]{2}[0-9]'), 130),
)
_NARROWEST = 26
# A formula and nothing that it came to; a text that came to nothing says so by its type.
_NO_RESULT = re.compile(
    rb'<c\b(?![^>]*\bt="str")[^>]*><f\b[^>]*(?:/>|>[^<]{0,8192}</f>)(?:<v\s*/>|<v></v>)?</c>'
)


def require_size(content: bytes, file_name: str) -> None:
    """Refuse an empty file and one over 150 MB."""
    if not content:
        raise Refusal("{file} is empty. Export it again and choose the new file.", file=file_name)
    if len(content) > LARGEST_FILE:
        raise Refusal(
            "{file} is larger than 150 MB. Export a shorter stretch of time and import the parts.",
            file=file_name,
        )


def require_sound_workbook(content: bytes, file_name: str) -> None:
    """Refuse a ZIP that is no .xlsx workbook, is damaged, or unpacks to far more than it shows.

    Every member is unpacked once in pieces, because the sizes a ZIP declares may lie; a sheet whose
    first and last cell span a grid of more than 60 million cells is refused too, since its reader
    would reserve memory for all of them.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _require_workbook(archive, file_name)
            _require_fair_packing(archive, len(content), file_name)
            for member in archive.infolist():
                _require_sound_member(archive, member, file_name)
    except DAMAGED as error:
        raise Refusal(
            "{file} is damaged or cut off. Export or save it again and choose the new file.",
            file=file_name,
        ) from error


def _require_workbook(archive: zipfile.ZipFile, file_name: str) -> None:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return
    if any(name.lower().endswith((".csv", ".xls", ".xlsx")) for name in names):
        raise Refusal(
            "{file} is a ZIP archive. Unpack it and choose the file inside.", file=file_name
        )
    raise Refusal("{file} is not a spreadsheet. Choose an .xlsx, .xls or CSV file.", file=file_name)


def _require_fair_packing(archive: zipfile.ZipFile, packed: int, file_name: str) -> None:
    unpacked = sum(member.file_size for member in archive.infolist())
    steep = unpacked > PACKING_MATTERS_FROM and unpacked > packed * STEEPEST_PACKING
    if unpacked > LARGEST_UNPACKED or steep:
        raise Refusal(
            "{file} would unpack to {megabytes} MB, which no export needs. "
            "Save it as CSV and choose that file.",
            file=file_name,
            megabytes=unpacked // 2**20,
        )


def _require_sound_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, file_name: str
) -> None:
    if member.flag_bits & 1:
        raise Refusal(
            "{file} is protected by a password. Save it without one and choose it again.",
            file=file_name,
        )
    if not member.filename.startswith("xl/worksheets/"):
        for _ in _pieces(archive, member):
            pass
        return
    last_row, width = 1, _NARROWEST
    for piece in _pieces(archive, member):
        if b"<f" in piece and _NO_RESULT.search(piece):
            raise Refusal(
                "{file} holds formulas without their results. Open it in a spreadsheet program, "
                "save it and choose it again.",
                file=file_name,
            )
        last_row = max([last_row, *map(int, _ROW_NUMBER.findall(piece))])
        width = max([width, *(wide for pattern, wide in _WIDTHS if pattern.search(piece))])
        if last_row * width > LARGEST_GRID:
            raise Refusal(
                "A sheet of {file} reaches to row {row} and more than {columns} columns. "
                "Delete the stray cells at its far end or save it as CSV.",
                file=file_name,
                row=last_row,
                columns=width // 2,
            )


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's bytes, each piece beginning with the tail of the one before.

    A cell name is shorter than the overlap, so none is missed at a seam.
    """
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]
