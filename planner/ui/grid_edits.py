"""What somebody has made of a grid: its rows with the changes that Streamlit keeps beside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

import pandas as pd

from planner.words import Refusal, Sentence

Row = Mapping[str, Any]


def edited_rows(shown: pd.DataFrame, edits: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a grid in order, those taken away left out and the new ones at its end.

    ``edits`` is what the grid's key holds in the session. A cell that a new row does not say is
    None, and so is one that was emptied.
    """
    changed: Mapping[int, Mapping[str, Any]] = edits.get("edited_rows", {})
    gone = set(edits.get("deleted_rows", []))
    rows = [
        record | dict(changed.get(place, {}))
        for place, record in enumerate(shown.to_dict("records"))
        if place not in gone
    ]
    rows += [
        {name: added.get(str(name)) for name in shown.columns}
        for added in edits.get("added_rows", [])
    ]
    return [{str(name): value for name, value in row.items()} for row in rows]


def filled(row: Row, name: str, otherwise: Sentence) -> Any:
    """A cell with something in it; an empty one is refused in the words given."""
    value = row[name]
    if value is None or value == "" or pd.isna(value):
        raise Refusal(otherwise)
    return value


def clock_of(value: Any) -> time:
    """The time of a cell: as it was shown, or as the browser writes it."""
    return value if isinstance(value, time) else time.fromisoformat(str(value))


def named(names: Mapping[str, str]) -> Any:
    """How a column calls each of its options."""
    return lambda option: names.get(option, option)
