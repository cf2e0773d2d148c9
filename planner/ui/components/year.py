"""The year: twelve small months, every day with what it is in colour and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planner.ui.components.acts import OnAct, register, show
from planner.ui.components.packing import pack, seal
from planner.words import Sentence

WORDS: dict[str, Sentence] = {
    "year": Sentence("The days of the year"),
    "legend": Sentence("Legend"),
}

_DAY_FIELDS = ("*month", "day", "number", "*kind", "*standing", "*mark", "label", "today")
_ELEMENT = register("year")


def content(
    months: Sequence[Mapping[str, Any]],
    days: Sequence[Mapping[str, Any]],
    *,
    weekdays: Sequence[str],
    legend: Sequence[Mapping[str, Any]],
    can_change: bool,
) -> bytes:
    """The days of a year, sealed for the element.

    A month is ``{"id", "title", "lead"}``: lead how many days of its first week belong to the
    month before, the week beginning with the first of ``weekdays``. A day is ``{"month", "day",
    "number", "kind", "standing", "mark", "label", "today"}``: month the id of its month, day in
    ISO form, kind one of ``work``, ``rest``, ``off``, ``make_up``, standing ``official``,
    ``estimated``, ``manual``, ``provisional`` or empty, mark a word so short that it fits under
    the number, label all that is known as people read it. A legend's entry is ``{"kind",
    "standing", "mark", "text"}``.
    """
    return seal(
        {
            "months": list(months),
            "days": pack(days, _DAY_FIELDS),
            "weekdays": list(weekdays),
            "legend": list(legend),
            "can_change": can_change,
        }
    )


def year(content: bytes, *, words: bytes, key: str, on_act: OnAct) -> None:
    """Show the year as one element and report ``day`` with the ``day`` that somebody chose."""
    show(_ELEMENT, content, words=words, key=key, on_act=on_act)
