"""The timeline as pictures: what the chart of a plan wants, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

import pandas as pd

from planner.charts import pictures
from planner.charts.plans import WORDS, gantt, pages
from planner.files.bundles import write_zip
from planner.reports.campaigns import CampaignCard
from planner.reports.timelines import Timeline
from planner.rules.tasks import TaskState
from planner.ui.names import team_name
from planner.ui.saying import voice
from planner.ui.task_views import records_of
from planner.ui.timeline_view import BASELINE, group_title, moved_from
from planner.words import Sentence

MOST_ROWS = 70
_WIDTH = 1100
_COLUMNS = (
    *("title", "begins", "ends", "team", "colour", "note", "done", "late", "critical"),
    *("was_begins", "was_ends"),
)


def rows_of(
    found: Timeline, grouped_by: str, marks: tuple[str, ...], critical: frozenset[int]
) -> pd.DataFrame:
    """The rows of the picture, as ``charts.plans.gantt`` wants them."""
    baseline = moved_from(found) if BASELINE in marks else {}
    groups: dict[Any, list[dict[str, Any]]] = {}
    for record in records_of(found.tasks):
        groups.setdefault(record[f"{grouped_by}_id"], []).append(record)
    rows: list[dict[str, Any]] = []
    for members in groups.values():
        rows.append({"title": group_title(grouped_by, members[0])})
        rows += [_row(record, record["id"] in critical, baseline) for record in members]
    return pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object).where(
        lambda cells: cells.notna(), None
    )


def labels_of(found: Timeline, card: CampaignCard) -> dict[str, str]:
    """What the picture says in words."""
    return {
        "language": voice().language,
        "title": card.name,
        "measure": voice().say(
            "{tasks}, as of {when}",
            tasks=Sentence("{n} task", "{n} tasks", n=len(found.tasks)),
            when=card.now,
        ),
        **{key: voice().say(sentence) for key, sentence in WORDS.items()},
    }


def drawn(rows: pd.DataFrame, card: CampaignCard, labels: Mapping[str, str]) -> dict[str, bytes]:
    """The plan as PNG pictures by file name, each of a height that can be read."""
    phases = pd.DataFrame(
        [(str(one.kind), one.opens, one.closes) for one in card.phases],
        columns=["kind", "begins", "ends"],
    )
    moments = pd.DataFrame(sorted(_moments(card)), columns=["at", "name"])
    tasks = rows[rows["begins"].notna()]
    first = min([card.planning_day, *(at.date() for at in tasks["begins"])])
    last = max([card.last_day, *((at - timedelta(days=1)).date() for at in tasks["ends"])])
    parts = pages(rows, MOST_ROWS)
    return {
        f"{card.name}{f' {number}' if len(parts) > 1 else ''}.png": pictures.png(
            gantt(part, phases, moments, (first, last), card.now, labels), width=_WIDTH
        )
        for number, part in enumerate(parts, start=1)
    }


def bundled(contents: dict[str, bytes]) -> bytes:
    """One picture as it is, several in a ZIP file."""
    if len(contents) == 1:
        return next(iter(contents.values()))
    return write_zip(contents)


def _row(
    record: Mapping[str, Any], critical: bool, baseline: Mapping[int, tuple[Any, Any]]
) -> dict[str, Any]:
    was = baseline.get(record["id"])
    says = [record["owner"], voice().day(record["due_on"])]
    if record["state"] == TaskState.DONE:
        says.append(voice().say("Done"))
    if record["late_days"]:
        says.append(voice().say("Late"))
    if record["blocked_by"]:
        says.append(voice().say("Blocked"))
    if record["stuck_reason"]:
        says.append(voice().say("Stuck"))
    return {
        "title": record["title"],
        "begins": _begin(record["start_on"]),
        "ends": _begin(record["due_on"]) + timedelta(days=1),
        "team": team_name(record["team_key"], record["team"]),
        "colour": record["team_colour"],
        "note": " · ".join(text for text in says if text),
        "done": record["state"] == TaskState.DONE,
        "late": record["late_days"] > 0,
        "critical": critical,
        "was_begins": _begin(was[0]) if was else None,
        "was_ends": _begin(was[1]) + timedelta(days=1) if was else None,
    }


def _moments(card: CampaignCard) -> Iterator[tuple[datetime, str]]:
    yield from ((phase.opens, phase.name) for phase in card.phases)
    yield from ((milestone.at, milestone.name) for milestone in card.milestones)


def _begin(day: Any) -> datetime:
    return datetime.combine(day, time())
