"""Rows of the task reports as the list, the board and the timeline want them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from planner.reports.campaigns import CampaignCard
from planner.rules.campaigns import PHASE_KIND_NAMES
from planner.rules.people import SEED_TEAMS, Actor
from planner.rules.tasks import STATE_NAMES, TaskState
from planner.rules.verbs import verbs_for
from planner.ui.saying import voice
from planner.words import Sentence

SHOWN = 200
_SEED_NAMES = {team.key: team.name for team in SEED_TEAMS}
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
_ATTENTION: dict[str, Sentence] = {
    "stuck": Sentence("Stuck"),
    "overdue": Sentence("Overdue"),
    "review": Sentence("For review"),
    "unclaimed": Sentence("Unclaimed and due within a week"),
}
_FEW = 5
_TO_STATE = {"complete": "done", "submit": "review", "start": "doing", "pass": "done"}


def team_name(key: str | None, name: str) -> str:
    """A team's name: in the reader's language for the six every shop begins with."""
    return voice().say(_SEED_NAMES[key]) if key in _SEED_NAMES else name


def words(needed: Mapping[str, Sentence]) -> dict[str, str]:
    """The words of an element in the reader's language."""
    return {name: voice().say(sentence) for name, sentence in needed.items()}


def my_groups(frame: pd.DataFrame, actor: Actor, shown: Mapping[str, int]) -> list[dict[str, Any]]:
    """My tasks in their stretches, what is new first; empty stretches are left out.

    ``shown`` is how many of a group to show where that differs from ``SHOWN``.
    """
    records = _records(frame)
    groups = []
    fresh = [record for record in records if record["new"] and record["group"] != "done"]
    if fresh:
        title = Sentence("New for you since your last visit")
        groups.append(_group("new", title, "new", fresh, actor, shown))
    known_new = {record["id"] for record in fresh}
    for name, title in _GROUPS.items():
        tasks = [
            record
            for record in records
            if record["group"] == name and record["id"] not in known_new
        ]
        if tasks:
            groups.append(_group(name, title, _TONES.get(name, "calm"), tasks, actor, shown))
    return groups


def attention_groups(
    frame: pd.DataFrame, actor: Actor, shown: Mapping[str, int]
) -> list[dict[str, Any]]:
    """What a lead should look at, a few of each kind until more is asked for."""
    records = _records(frame)
    groups = []
    for name, title in _ATTENTION.items():
        tasks = [record for record in records if record["group"] == name]
        if tasks:
            key = f"attention-{name}"
            limit = {key: shown.get(key, _FEW)}
            groups.append(_group(key, title, _TONES.get(name, "calm"), tasks, actor, limit))
    return groups


def columns(frame: pd.DataFrame, actor: Actor, shown: Mapping[str, int]) -> list[dict[str, Any]]:
    """The board's columns, one for each state."""
    records = _records(frame)
    board = []
    for state, title in STATE_NAMES.items():
        tasks = [record for record in records if record["state"] == state]
        limit = shown.get(str(state), SHOWN)
        cards = [_task(record, actor) for record in tasks[:limit]]
        for card in cards:
            card["moves"] = _moves(card["can"], state)
        board.append(
            {
                "id": str(state),
                "title": voice().say(title),
                "count": len(tasks),
                "shown": len(cards),
                "tasks": cards,
            }
        )
    return board


def plan(
    card: CampaignCard, frame: pd.DataFrame, grouped_by: str, shown: Mapping[str, int]
) -> dict[str, Any]:
    """The timeline of a campaign: bands, milestones, and a bar for each task, grouped."""
    records = _records(frame)
    starts = [record["start_on"] for record in records]
    ends = [record["due_on"] for record in records]
    first = min([card.planning_day, *starts]) - timedelta(days=1)
    last = max([card.last_day, *ends]) + timedelta(days=1)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    limit = shown.get("rows", SHOWN if len(records) > 2.5 * SHOWN else len(records))
    visible = records[:limit]
    now = _place(card.now.date(), first) + (card.now.hour + card.now.minute / 60) / 24
    return {
        "first_day": voice().day_long(first),
        "last_day": voice().day_long(last),
        "today": now if first <= card.today <= last else None,
        "days": [
            {"label": str(day.day), "weekday": voice().weekday(day), "rest": day.weekday() > 4}
            for day in days
        ],
        "months": list(_months(days)),
        "phases": [
            {
                "name": phase.name,
                "kind": str(phase.kind),
                "from": _moment(phase.opens, first),
                "to": _moment(phase.closes, first),
                "label": voice().say(
                    "{phase} ({kind}): {opens} to {closes}",
                    phase=phase.name,
                    kind=PHASE_KIND_NAMES[phase.kind],
                    opens=voice().wall_clock(phase.opens),
                    closes=voice().wall_clock(phase.closes),
                ),
            }
            for phase in card.phases
        ],
        "milestones": [
            {
                "name": milestone.name,
                "at": _moment(milestone.at, first),
                "label": f"{milestone.name} · {voice().wall_clock(milestone.at)}",
            }
            for milestone in card.milestones
        ],
        "rows": list(_rows(visible, grouped_by, first)),
        "count": len(records),
        "shown": len(visible),
    }


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    tidy = frame.astype(object).where(frame.notna(), None)
    return [{str(key): value for key, value in row.items()} for row in tidy.to_dict("records")]


def _group(
    name: str,
    title: Sentence | str,
    tone: str,
    records: list[dict[str, Any]],
    actor: Actor,
    shown: Mapping[str, int],
) -> dict[str, Any]:
    tasks = [_task(record, actor) for record in records[: shown.get(name, SHOWN)]]
    return {
        "id": name,
        "title": voice().said(title),
        "tone": tone,
        "count": len(records),
        "shown": len(tasks),
        "tasks": tasks,
        "closed": name in ("later", "done") and len(records) > 12,
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
        "due_note": voice().say("{n} day late", "{n} days late", n=record["late_days"])
        if late
        else "",
        "state": record["state"],
        "late": late,
        "blocked": bool(record["blocked_by"]),
        "blocked_by": record["blocked_by"],
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


def _rows(
    records: Iterable[dict[str, Any]], grouped_by: str, first: date
) -> Iterable[dict[str, Any]]:
    groups: dict[Any, list[dict[str, Any]]] = {}
    for record in records:
        groups.setdefault(record[f"{grouped_by}_id"], []).append(record)
    for key, members in groups.items():
        head = members[0]
        title = {
            "phase": head["phase"],
            "team": team_name(head["team_key"], head["team"]),
            "owner": head["owner"] or voice().say("Unclaimed"),
        }[grouped_by]
        yield {
            "kind": "group",
            "id": f"{grouped_by}-{key}",
            "title": title,
            "count": len(members),
            "colour": head["team_colour"] if grouped_by == "team" else "",
        }
        for record in members:
            yield {
                "kind": "task",
                "id": record["id"],
                "version": record["version"],
                "title": record["title"],
                "team": team_name(record["team_key"], record["team"]),
                "team_colour": record["team_colour"],
                "owner": record["owner"] or "",
                "from": _place(record["start_on"], first),
                "to": _place(record["due_on"], first) + 1,
                "state": record["state"],
                "late": record["late_days"] > 0,
                "blocked": bool(record["blocked_by"]),
                "stuck": bool(record["stuck_reason"]),
                "must_have": record["must_have"],
                "due_label": voice().day(record["due_on"]),
            }


def _months(days: list[date]) -> Iterable[dict[str, Any]]:
    begin = 0
    for place in range(1, len(days) + 1):
        if place == len(days) or days[place].month != days[begin].month:
            yield {"label": voice().month(days[begin]), "from": begin, "to": place}
            begin = place


def _place(day: date, first: date) -> float:
    return float((day - first).days)


def _moment(moment: datetime, first: date) -> float:
    return _place(moment.date(), first) + (moment.hour * 60 + moment.minute) / 1440


def _id(value: Any) -> int | None:
    return None if value is None else int(value)
