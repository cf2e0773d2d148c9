"""Several files in one, for a download."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile


def write_zip(contents: Mapping[str, bytes]) -> bytes:
    """A ZIP file of these files by name, as they are: pictures don't get smaller."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as bundle:
        for name, content in contents.items():
            bundle.writestr(name, content)
    return buffer.getvalue()
