"""The spreadsheets inside a ZIP, as platforms pack their reports."""

from __future__ import annotations

import zipfile
from io import BytesIO

from planner.files.safety import (
    DAMAGED,
    LARGEST_FILE,
    PACKING_MATTERS_FROM,
    STEEPEST_PACKING,
    require_size,
)
from planner.words import Refusal

MOST_MEMBERS = 50
_ZIP = b"PK\x03\x04"
_WORKBOOK = "xl/workbook.xml"
# A ZIP in a ZIP is not opened, and not passed over in silence either.
_KINDS = (".csv", ".xls", ".xlsx", ".txt", ".tsv", ".zip")
_IN_UTF_8 = 0x800
_ENCRYPTED = 0x1


def unpack(content: bytes, file_name: str) -> list[tuple[str, bytes]]:
    """The spreadsheets in a ZIP by name, or the file itself where it is none.

    Raises Refusal for a ZIP that is damaged, protected, holds no spreadsheet or more than fifty, or
    would unpack to far more than it shows.
    """
    require_size(content, file_name)
    if not content.startswith(_ZIP):
        return [(file_name, content)]
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if _WORKBOOK in archive.namelist():
                return [(file_name, content)]
            members = _spreadsheets(archive, file_name)
            left = _allowed(len(content))
            found = []
            for member in members:
                with archive.open(member) as stream:
                    unpacked = stream.read(left + 1)
                left -= len(unpacked)
                if left < 0:
                    raise Refusal(
                        "{file} unpacks to more than an export needs. Unpack it and choose the "
                        "files inside.",
                        file=file_name,
                    )
                found.append((_name(member), unpacked))
            return found
    except DAMAGED as error:
        raise Refusal(
            "{file} is damaged or cut off. Export or save it again and choose the new file.",
            file=file_name,
        ) from error


def _spreadsheets(archive: zipfile.ZipFile, file_name: str) -> list[zipfile.ZipInfo]:
    members = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith(_KINDS)
        and not _name(member).startswith(".")
        and not member.filename.startswith("__MACOSX/")
    ]
    if not members:
        raise Refusal(
            "{file} is not a spreadsheet. Choose an .xlsx, .xls or CSV file.", file=file_name
        )
    if len(members) > MOST_MEMBERS:
        raise Refusal(
            "{file} holds more than {most} spreadsheets. Unpack it and choose the files inside.",
            file=file_name,
            most=MOST_MEMBERS,
        )
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Refusal(
            "{file} is protected by a password. Save it without one and choose it again.",
            file=file_name,
        )
    return members


def _allowed(packed: int) -> int:
    """How much may come out: as much as one file may have, and no packing steeper than any."""
    return min(LARGEST_FILE, max(PACKING_MATTERS_FROM, packed * STEEPEST_PACKING))


def _name(member: zipfile.ZipInfo) -> str:
    """The member's own name; old programs write Chinese ones in GBK without saying so."""
    name = member.filename
    if not member.flag_bits & _IN_UTF_8:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = member.filename
    return name.replace("\\", "/").rpartition("/")[2]
