"""The days in the name of a file, for exports whose rows have none."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"(?<![0-9])(20[0-9]{2})[-_./年]?([01][0-9])[-_./月]?([0-3][0-9])日?(?![0-9])")


def days_in(file_name: str) -> tuple[date, ...]:
    """Every day that a name says, each once, in order: one where the file is of one day."""
    found = set()
    for year, month, day in _DAY.findall(file_name):
        try:
            found.add(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return tuple(sorted(found))
