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
    "month": Sentence("A month"),
    "week": Sentence("A week"),
    "day": Sentence("A day"),
    "today": Sentence("Today"),
    "to_today": Sentence("Go to today"),
    "milestone": Sentence("Milestone"),
    "gate": Sentence("Phase opens"),
    "freeze": Sentence("Freeze"),
    "critical": Sentence("Critical chain"),
    "baseline": Sentence("Baseline"),
    "pinned": Sentence("Fixed date"),
    "chosen": Sentence("Chosen task"),
    "earlier": Sentence("−1 day"),
    "later": Sentence("+1 day"),
    "latest": Sentence("As late as possible"),
    "details": Sentence("Details"),
    "let_go": Sentence("Choose no task"),
    "unchanged": Sentence("Unchanged: {title}", title="{title}"),
    "now_saved": Sentence("Saved: {title}", title="{title}"),
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
    "critical",
    "pinned",
    "was",
    "*was_label",
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
    "today", "monday", "days", "months", "phases", "milestones", "freezes", "rows", "links",
    "marks", "may_plan", "count", "shown"}``:

    - first_day, last_day: texts for the alternative text; today: place in time, or None
    - monday: the place of the first Monday; days: for each day ``{"label": "11", "weekday": "Tue",
      "rest": bool}``; their number is the width of the timeline
    - months: ``{"label", "from", "to"}``
    - phases: ``{"name", "kind", "from", "to", "hours", "label"}``, kind ``warm_up``, ``burst``,
      ``wrap_up``; its hours are drawn where there is room; label is the tooltip
    - milestones: ``{"name", "at", "label", "freezes"}``; freezes: the stretches that some of them
      begin, ``{"name", "from", "to", "label"}``
    - rows: ``{"kind": "group", "id", "title", "count", "colour"}`` or ``{"kind": "task", "id",
      "version", "title", "team", "team_colour", "owner", "from", "to", "state", "late", "blocked",
      "stuck", "must_have", "critical", "pinned", "was", "was_label", "due_label"}``; was: from
      and to of the bar's baseline, where that is elsewhere
    - links: in threes, the id of a task, of one it waits for, and the place of their kind in
      ``LinkKind``
    - marks: what else is shown, ``chain`` and ``baseline``; may_plan: whether bars can be moved
    - count, shown: how many tasks there are and how many are here, where these differ

    Height is the most pixels it takes before it scrolls inside.
    """
    return seal({**plan, "rows": pack(plan["rows"], _ROW_FIELDS), "height": height})


def timeline(content: bytes, *, words: bytes, key: str, on_act: OnAct) -> None:
    """Show the plan as one element and report what is done with its tasks.

    Verbs reported: ``open``, ``earlier``, ``later``, ``latest``, and ``more`` with group ``rows``.
    The zoom stays in the browser's address and is not reported.
    """
    show(_ELEMENT, content, words=words, key=key, on_act=on_act)
