"""The list of tasks: groups that fold, one round box to tick each task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planner.ui.components.acts import OnAct, register, show
from planner.ui.components.packing import TASK_FIELDS, pack, seal
from planner.ui.components.sentences import TASK_WORDS

WORDS = TASK_WORDS

_ELEMENT = register("task_list")


def content(
    groups: Sequence[Mapping[str, Any]], *, show_team: bool = True, show_campaign: bool = False
) -> bytes:
    """Groups of tasks, sealed for the list.

    A group is ``{"id", "title", "tone", "count", "shown", "tasks", "closed"}``: id a str unique in
    the list, tone one of ``late``, ``today``, ``new``, ``calm``, count how many tasks it has and
    shown how many of them are here, closed True to begin folded.

    A task is ``{"id", "version", "title", "campaign", "team", "team_colour", "phase", "owner",
    "due", "due_note", "state", "late", "blocked", "blocked_by", "stuck", "must_have",
    "checklist_done", "checklist_total", "can"}``: texts as people read them, team_colour
    ``#rrggbb``, state one of ``todo``, ``doing``, ``review``, ``done``, stuck True or the reason,
    can the verbs this person may use. The round box means ``complete``, else ``submit``, else
    ``pass``, whichever comes first in that order and is in ``can``; on a done task ``reopen``.
    """
    packed = [{**group, "tasks": pack(group["tasks"], TASK_FIELDS)} for group in groups]
    return seal({"groups": packed, "show_team": show_team, "show_campaign": show_campaign})


def task_list(content: bytes, *, words: bytes, key: str, on_act: OnAct) -> None:
    """Show the tasks as one element and report what is done in it.

    Verbs reported: ``open`` (always allowed), those in ``can``, and ``more`` with the group's id.
    """
    show(_ELEMENT, content, words=words, key=key, on_act=on_act)
