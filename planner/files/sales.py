"""A file of sales, whichever kind it is, into figures."""

from __future__ import annotations

from collections.abc import Callable

from planner.files import daily, headers, order_rows, orders, tasks
from planner.rules.figures import SalesFile
from planner.words import Refusal

_READERS = ((order_rows.LAYOUT, orders.take), (daily.LAYOUT, daily.take))


def read(
    content: bytes, file_name: str, progress: Callable[[float], None] | None = None
) -> SalesFile:
    """Read a Taobao or Tmall order export or a sheet of daily figures; the header says which.

    ``progress`` is told the share read, 0 to 1. Raises Refusal where the file is neither.
    """
    wanted = [layout for layout, _ in _READERS]
    found = headers.find(content, file_name, wanted, others=[tasks.LAYOUT])
    for layout, take in _READERS:
        if found.layout is layout:
            return take(found, file_name, progress)
    raise Refusal(
        "{file} is a list of tasks, not of sales. Import it on the page of tasks.", file=file_name
    )
