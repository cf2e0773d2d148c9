"""A campaign and its tasks as the timeline wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from planner.reports.campaigns import CampaignCard
from planner.reports.timelines import Timeline
from planner.rules.campaigns import PHASE_KIND_NAMES, PhaseKind, frozen_until
from planner.rules.links import LinkKind
from planner.ui.components import timeline
from planner.ui.names import team_name
from planner.ui.saying import voice
from planner.ui.task_views import SHOWN, Shown, records_of

CHAIN, BASELINE = "chain", "baseline"
_KINDS = {kind: number for number, kind in enumerate(LinkKind)}
_WEEK = 7
_DAY = timedelta(days=1)


def plan(
    found: Timeline,
    card: CampaignCard,
    grouped_by: str,
    marks: tuple[str, ...],
    critical: frozenset[int],
    may_plan: bool,
    more: Shown,
) -> bytes:
    """The timeline of a campaign: bands, milestones, and a bar for each task, grouped."""
    frame = found.tasks
    baseline = moved_from(found) if BASELINE in marks else {}
    were = [day for days in baseline.values() for day in days]
    first = min([card.planning_day, *frame["start_on"], *were]) - _DAY
    last = max([card.last_day, *frame["due_on"], *were]) + _DAY
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    count = len(frame)
    limit = dict(more).get("rows", SHOWN if count > 2.5 * SHOWN else count)
    visible = records_of(frame.iloc[:limit])
    now = _place(card.now.date(), first) + (card.now.hour + card.now.minute / 60) / 24

    def marked(task_id: int) -> dict[str, Any]:
        told: dict[str, Any] = {
            "critical": task_id in critical,
            "pinned": task_id in found.pinned,
        }
        if task_id in baseline:
            began, ended = baseline[task_id]
            told["was"] = [_place(began, first), _place(ended, first) + 1]
            told["was_label"] = voice().say(
                "Baseline: {first} to {last}", first=voice().day(began), last=voice().day(ended)
            )
        return told

    content = {
        "first_day": voice().day_long(first),
        "last_day": voice().day_long(last),
        "today": now if first <= card.today <= last else None,
        "monday": -first.weekday() % _WEEK,
        "days": [
            {
                "label": str(day.day),
                "weekday": voice().weekday(day),
                "rest": not found.working.works(day),
            }
            for day in days
        ],
        "months": list(_months(days)),
        "phases": list(_phases(card, first)),
        "milestones": [
            {
                "name": milestone.name,
                "at": _moment(milestone.at, first),
                "label": f"{milestone.name} · {voice().wall_clock(milestone.at)}",
                "freezes": milestone.freezes,
            }
            for milestone in card.milestones
        ],
        "freezes": list(_freezes(card, first)),
        "rows": list(_rows(visible, grouped_by, first, marked)),
        "links": _links(found, {record["id"] for record in visible}),
        "marks": list(marks),
        "may_plan": may_plan,
        "count": count,
        "shown": len(visible),
    }
    return timeline.content(content)


def group_title(grouped_by: str, record: Mapping[str, Any]) -> str:
    """What the group of a task is called, by phase, team or owner."""
    titles: dict[str, str] = {
        "phase": record["phase"],
        "team": team_name(record["team_key"], record["team"]),
        "owner": record["owner"] or voice().say("Unclaimed"),
    }
    return titles[grouped_by]


def moved_from(found: Timeline) -> dict[int, tuple[date, date]]:
    """Where the bars were that are elsewhere now, by task."""
    frame = found.tasks
    return {
        task_id: found.baseline[task_id]
        for task_id, *now in zip(frame["id"], frame["start_on"], frame["due_on"], strict=True)
        if found.baseline.get(task_id, tuple(now)) != tuple(now)
    }


def _phases(card: CampaignCard, first: date) -> Iterable[dict[str, Any]]:
    for phase in card.phases:
        yield {
            "name": phase.name,
            "kind": str(phase.kind),
            "from": _moment(phase.opens, first),
            "to": _moment(phase.closes, first),
            "hours": phase.kind is PhaseKind.BURST,
            "label": voice().say(
                "{phase} ({kind}): {opens} to {closes}",
                phase=phase.name,
                kind=PHASE_KIND_NAMES[phase.kind],
                opens=voice().wall_clock(phase.opens),
                closes=voice().wall_clock(phase.closes),
            ),
        }


def _freezes(card: CampaignCard, first: date) -> Iterable[dict[str, Any]]:
    for milestone in card.milestones:
        ends = frozen_until(milestone, card.phases)
        if ends is not None:
            yield {
                "name": milestone.name,
                "from": _moment(milestone.at, first),
                "to": _moment(ends, first),
                "label": voice().say(
                    "Pages stay as they are: {begins} to {ends}",
                    begins=voice().wall_clock(milestone.at),
                    ends=voice().wall_clock(ends),
                ),
            }


def _rows(
    records: Iterable[dict[str, Any]],
    grouped_by: str,
    first: date,
    marked: Callable[[int], dict[str, Any]],
) -> Iterable[dict[str, Any]]:
    groups: dict[Any, list[dict[str, Any]]] = {}
    for record in records:
        groups.setdefault(record[f"{grouped_by}_id"], []).append(record)
    for key, members in groups.items():
        head = members[0]
        yield {
            "kind": "group",
            "id": f"{grouped_by}-{key}",
            "title": group_title(grouped_by, head),
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
                **marked(record["id"]),
            }


def _links(found: Timeline, shown: set[int]) -> list[int]:
    """The links between shown tasks in threes: what waits, what it waits for, and the kind."""
    return [
        number
        for task_id, links in found.links.items()
        if task_id in shown
        for link in links
        if link.before in shown
        for number in (task_id, link.before, _KINDS[link.kind])
    ]


def _months(days: list[date]) -> Iterable[dict[str, Any]]:
    begin = 0
    for place in range(1, len(days) + 1):
        if place == len(days) or days[place].month != days[begin].month:
            yield {"label": voice().month(days[begin]), "from": begin, "to": place}
            begin = place


def _place(day: date, first: date) -> int:
    return (day - first).days


def _moment(moment: datetime, first: date) -> float:
    return _place(moment.date(), first) + (moment.hour * 60 + moment.minute) / 1440
