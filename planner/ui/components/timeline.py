"""The timeline: phases and milestones over the days, a bar for each task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.ui.components.acts import OnAct, register, show
from planner.ui.components.packing import pack, seal
from planner.words import Sentence

WORDS: dict[str, Sentence] = {
    "timeline": Sentence("Timeline"),
    "legend": Sentence("Legend"),
    "zoom": Sentence("Zoom"),
    "fit": Sentence("Whole sale"),
    "weeks": Sentence("Weeks"),
    "days": Sentence("Days"),
    "today": Sentence("Today"),
    "to_today": Sentence("Go to today"),
    "milestone": Sentence("Milestone"),
    "late": Sentence("Late"),
    "done": Sentence("Done"),
    "doing": Sentence("Doing"),
    "in_review": Sentence("For review"),
    "blocked": Sentence("Blocked"),
    "stuck_mark": Sentence("Stuck"),
    "must_have": Sentence("Must-have"),
    "unclaimed": Sentence("Unclaimed"),
    "shown_of": Sentence("{shown} of {count}", shown="{shown}", count="{count}"),
    "more": Sentence("Show more"),
    "nothing": Sentence("Nothing here."),
}

_ROW_FIELDS = (
    "*kind",
    "id",
    "version",
    "title",
    "*team",
    "*team_colour",
    "*owner",
    "from",
    "to",
    "*state",
    "late",
    "blocked",
    "stuck",
    "must_have",
    "*due_label",
    "count",
    "shown",
    "*colour",
)

_ELEMENT = register("timeline")


def content(plan: Mapping[str, Any], *, height: int = 640) -> bytes:
    """A plan over its days, sealed for the timeline.

    Every place in time is a number of days since midnight of the first day and may be fractional;
    what fills the first day is ``from`` 0 ``to`` 1. The plan is ``{"first_day", "last_day",
    "today", "days", "months", "phases", "milestones", "rows", "count", "shown"}``:

    - first_day, last_day: texts for the alternative text; today: place in time, or None
    - days: for each day ``{"label": "11", "weekday": "Tue", "rest": bool}``; their number is the
      width of the timeline
    - months: ``{"label", "from", "to"}``
    - phases: ``{"name", "kind", "from", "to", "label"}``, kind ``warm_up``, ``burst``, ``wrap_up``;
      label is the tooltip
    - milestones: ``{"name", "at", "label"}``
    - rows: ``{"kind": "group", "id", "title", "count", "colour"}`` or ``{"kind": "task", "id",
      "version", "title", "team", "team_colour", "owner", "from", "to", "state", "late", "blocked",
      "stuck", "must_have", "due_label"}``
    - count, shown: how many tasks there are and how many are here, where these differ

    Height is the most pixels it takes before it scrolls inside.
    """
    return seal({**plan, "rows": pack(plan["rows"], _ROW_FIELDS), "height": height})


def timeline(content: bytes, *, words: bytes, key: str, on_act: OnAct) -> None:
    """Show the plan as one element and report which task is opened.

    Verbs reported: ``open``, and ``more`` with group ``rows``.
    """
    show(_ELEMENT, content, words=words, key=key, on_act=on_act)
