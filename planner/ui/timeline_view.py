"""A campaign and its tasks as the timeline wants them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from planner.reports.campaigns import CampaignCard
from planner.rules.campaigns import PHASE_KIND_NAMES
from planner.ui.components import timeline
from planner.ui.names import team_name
from planner.ui.saying import voice
from planner.ui.task_views import SHOWN, Shown, records_of


def plan(frame: pd.DataFrame, card: CampaignCard, grouped_by: str, more: Shown) -> bytes:
    """The timeline of a campaign: bands, milestones, and a bar for each task, grouped."""
    first = min([card.planning_day, *frame["start_on"]]) - timedelta(days=1)
    last = max([card.last_day, *frame["due_on"]]) + timedelta(days=1)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    count = len(frame)
    limit = dict(more).get("rows", SHOWN if count > 2.5 * SHOWN else count)
    visible = records_of(frame.iloc[:limit])
    now = _place(card.now.date(), first) + (card.now.hour + card.now.minute / 60) / 24
    content = {
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
        "count": count,
        "shown": len(visible),
    }
    return timeline.content(content)


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
