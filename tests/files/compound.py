"""Old .xls workbooks made by hand: BIFF8 records in a compound file ([MS-XLS], [MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(stream: str, content: bytes) -> bytes:
    """A compound file with one stream of at least 4,096 bytes."""
    content = content.ljust(max(4096, -(-len(content) // _SECTOR) * _SECTOR), b"\0")
    sectors = len(content) // _SECTOR
    table = [_TABLE, _END, *range(3, sectors + 2), _END]
    table += [_FREE] * (_SECTOR // 4 - len(table))
    header = struct.pack(
        "<8s16s5H6x9I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, 4096, _END, 0, _END, 0),
    )
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    directory = _entry("Root Entry", kind=5, child=1, start=_END, size=0)
    directory += _entry(stream, kind=2, child=_FREE, start=2, size=len(content))
    return header + struct.pack("<128I", *table) + directory.ljust(_SECTOR, b"\0") + content


def old_workbook(rows: Sequence[Sequence[str | float]]) -> bytes:
    """A BIFF8 workbook of one sheet."""
    globals_ = _record(0x0809, struct.pack("<4H2I", 0x0600, 0x0005, 0, 0, 0, 0x0600))
    sheet_name = b"\x06\x00Sheet1"
    place = len(globals_) + 4 + 6 + len(sheet_name) + 4
    globals_ += _record(0x0085, struct.pack("<IH", place, 0) + sheet_name) + _record(0x000A, b"")
    sheet = _record(0x0809, struct.pack("<4H2I", 0x0600, 0x0010, 0, 0, 0, 0x0600))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            where = struct.pack("<3H", row, column, 0)
            if isinstance(cell, str):
                text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                sheet += _record(0x0204, where + text)
            else:
                sheet += _record(0x0203, where + struct.pack("<d", cell))
    return compound_file("Workbook", globals_ + sheet + _record(0x000A, b""))


def _entry(name: str, *, kind: int, child: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBB3I36xIII", encoded, len(encoded), kind, 1, _FREE, _FREE, child, start, size, 0
    )


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
