"""Rows of the task reports as the list and the board want them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from planner.rules.people import Actor
from planner.rules.tasks import STATE_NAMES, TaskState
from planner.rules.verbs import verbs_for
from planner.text.speaker import speaker
from planner.ui.components import board, task_list
from planner.ui.names import team_name
from planner.ui.saying import voice
from planner.ui.visitor import language
from planner.words import Sentence

# How many of a group to show, by its id, where that differs from SHOWN.
Shown = Iterable[tuple[str, int]]
SHOWN = 200
# What sets the groups of open points apart from those of my tasks.
OPEN_POINTS = "open-points-"
_TONES = {"overdue": "late", "today": "today", "review": "new", "unclaimed": "calm"}
_GROUPS: dict[str, Sentence] = {
    "overdue": Sentence("Overdue"),
    "today": Sentence("Due today"),
    "review": Sentence("Waiting for your review"),
    "this_week": Sentence("This week"),
    "unclaimed": Sentence("Unclaimed in my team"),
    "later": Sentence("Later"),
    "done": Sentence("Done today"),
}
_CONCERNS: dict[str, Sentence] = {
    "stuck": Sentence("Stuck"),
    "overdue": Sentence("Overdue"),
    "review": Sentence("For review"),
    "unclaimed": Sentence("Unclaimed and due within a week"),
}
_TO_STATE = {"complete": "done", "submit": "review", "start": "doing", "pass": "done"}


def my_list(frame: pd.DataFrame, actor: Actor, more: Shown) -> bytes:
    """My tasks in their stretches, what is new first; empty stretches are left out."""
    shown = dict(more)
    records = records_of(frame)
    groups = []

    def add(name: str, title: Sentence, tone: str, tasks: list[dict[str, Any]]) -> None:
        visible = tasks[: shown.get(name, SHOWN)]
        groups.append(_group(name, title, tone, visible, len(tasks), actor))

    fresh = [record for record in records if record["new"] and record["group"] != "done"]
    if fresh:
        add("new", Sentence("New for you since your last visit"), "new", fresh)
    known_new = {record["id"] for record in fresh}
    for name, title in _GROUPS.items():
        tasks = [
            record
            for record in records
            if record["group"] == name and record["id"] not in known_new
        ]
        if tasks:
            add(name, title, _TONES.get(name, "calm"), tasks)
    return task_list.content(groups, show_campaign=frame["campaign_id"].nunique() > 1)


def open_points_list(frame: pd.DataFrame, actor: Actor) -> bytes:
    """What a lead should look at, the first few of each kind until more is asked for."""
    records = records_of(frame)
    groups = []
    for name, title in _CONCERNS.items():
        tasks = [record for record in records if record["group"] == name]
        if tasks:
            tone = _TONES.get(name, "calm")
            count = tasks[0]["of_group"]
            groups.append(_group(OPEN_POINTS + name, title, tone, tasks, count, actor))
    return task_list.content(groups)


def board_columns(frame: pd.DataFrame, actor: Actor, more: Shown) -> bytes:
    """The board's columns, one for each state."""
    shown = dict(more)
    places: dict[str, list[int]] = {}
    for place, found in enumerate(frame["state"]):
        places.setdefault(found, []).append(place)
    columns = []
    for state, title in STATE_NAMES.items():
        tasks = places.get(state, [])
        visible = frame.iloc[tasks[: shown.get(str(state), SHOWN)]]
        cards = [_task(record, actor) for record in records_of(visible)]
        for card in cards:
            card["moves"] = _moves(card["can"], state)
        columns.append(
            {
                "id": str(state),
                "title": voice().say(title),
                "count": len(tasks),
                "shown": len(cards),
                "tasks": cards,
            }
        )
    return board.content(columns)


def records_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A report's rows as plain dicts, None for what is missing."""
    names = [str(name) for name in frame.columns]
    rows = frame.to_numpy(dtype=object).tolist()
    if frame.dtypes.eq("object").all():
        return [dict(zip(names, row, strict=True)) for row in rows]
    return [
        {name: None if value != value else value for name, value in zip(names, row, strict=True)}
        for row in rows
    ]


def _group(
    name: str,
    title: Sentence,
    tone: str,
    visible: list[dict[str, Any]],
    count: int,
    actor: Actor,
) -> dict[str, Any]:
    return {
        "id": name,
        "title": voice().say(title),
        "tone": tone,
        "count": count,
        "shown": len(visible),
        "tasks": [_task(record, actor) for record in visible],
        "closed": name in ("later", "done") and count > 12,
    }


def _task(record: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    late = record["late_days"] > 0
    can = verbs_for(
        actor,
        state=TaskState(record["state"]),
        owner_id=_id(record["owner_id"]),
        team_id=record["team_id"],
        approver_id=_id(record["approver_id"]),
        stuck=bool(record["stuck_reason"]),
    )
    return {
        "id": record["id"],
        "version": record["version"],
        "title": record["title"],
        "campaign": record["campaign"],
        "team": team_name(record["team_key"], record["team"]),
        "team_colour": record["team_colour"],
        "phase": record["phase"],
        "owner": record["owner"] or "",
        "due": voice().day(record["due_on"]),
        "due_note": _days_late(record["late_days"], language()) if late else "",
        "state": record["state"],
        "late": late,
        "blocked": bool(record["blocked_by"]),
        "blocked_by": voice().join(record["blocked_by"]),
        "stuck": record["stuck_reason"],
        "must_have": record["must_have"],
        "checklist_done": record["checklist_done"],
        "checklist_total": record["checklist_total"],
        "can": list(can),
    }


def _moves(can: Iterable[str], state: TaskState) -> list[str]:
    open_to = {_TO_STATE[verb] for verb in can if verb in _TO_STATE}
    if {"reopen", "hand_over"} & set(can):
        open_to |= {"todo", "doing"}
    return sorted(open_to - {str(state)})


@lru_cache(maxsize=1024)
def _days_late(days: int, language: str) -> str:
    return speaker(language).say("{n} day late", "{n} days late", n=days)


def _id(value: Any) -> int | None:
    return None if value is None else int(value)
