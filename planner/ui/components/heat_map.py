"""The heat map of teams and days: how full each day is, one tap from the tasks behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.ui.components.acts import OnAct, register, show
from planner.ui.components.packing import seal
from planner.words import Sentence

WORDS: dict[str, Sentence] = {
    "map": Sentence("Workload of the teams by day"),
    "team": Sentence("Team"),
    "free": Sentence("Free"),
    "full": Sentence("Full"),
    "over": Sentence("Too much"),
    "off": Sentence("Day off"),
    "today": Sentence("Today"),
}

_ELEMENT = register("heat_map")


def content(heat: Mapping[str, Any]) -> bytes:
    """Teams and their days, sealed for the heat map.

    The heat is ``{"days", "months", "moments", "teams", "chosen"}``:

    - days: ``{"iso": "2026-11-11", "label": "11", "weekday": "Wed", "today": bool}``
    - months: ``{"label", "days"}``, days being how many of them the month has here
    - moments: ``{"at", "name", "label"}``: openings on the day of that place, label the tooltip
    - teams: ``{"id", "name", "colour", "cells"}``; a cell is ``[percent, label]`` or
      ``[percent, label, True]`` on a day off: percent of what the team can do, None where there is
      no work, 999 at most; label says it in words
    - chosen: ``"team:day"`` of the open cell, the day in ISO form, or ""
    """
    return seal(heat)


def heat_map(content: bytes, *, words: bytes, key: str, on_act: OnAct) -> None:
    """Show the heat map as one element and report the cell that is opened.

    Verb reported: ``choose`` with group ``"team:day"``.
    """
    show(_ELEMENT, content, words=words, key=key, on_act=on_act)
