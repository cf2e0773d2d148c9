"""The hourly curves a plan is drawn with, from their TOML file."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from planner.rules.targets import HourlyCurves
from planner.words import Refusal

SHIPPED = Path(__file__).parents[2] / "data" / "curves.toml"


@lru_cache(maxsize=1)
def shipped() -> HourlyCurves:
    """The curves that come with the app."""
    return read(SHIPPED.read_bytes())


def read(content: bytes) -> HourlyCurves:
    """The curves in a TOML file with the tables ordinary, midnight, evening and later_days.

    Raises Refusal where a table is missing or has the wrong number of hours or a wrong sum.
    """
    try:
        tables: dict[str, Any] = tomllib.loads(content.decode("utf-8"))
        return HourlyCurves(
            ordinary=_whole_numbers(tables["ordinary"]["hours"]),
            midnight=_whole_numbers(tables["midnight"]["hours"]),
            evening=_whole_numbers(tables["evening"]["hours"]),
            later_days_bp=_whole_numbers(tables["later_days"]["days"]),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise Refusal(
            "Hourly curves: the file cannot be used ({problem})."
            " Give ordinary and midnight 24 hours, evening 28 and later_days at least one day.",
            problem=str(error),
        ) from error


def _whole_numbers(values: list[Any]) -> tuple[int, ...]:
    if not all(type(value) is int for value in values):
        raise ValueError("not a whole number")
    return tuple(values)
