"""A campaign's tasks as other programs and spreadsheets want them, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.files.plans import OutgoingMilestone, OutgoingPhase, OutgoingPlan, OutgoingTask
from planner.files.tables_out import Column, Kind, Value
from planner.reports.campaigns import CampaignCard
from planner.reports.timelines import Timeline
from planner.rules.clock import instant_of
from planner.rules.links import Link
from planner.rules.tasks import STATE_NAMES, TaskState
from planner.ui.names import team_name
from planner.ui.saying import voice
from planner.ui.task_views import records_of
from planner.words import Sentence

_DONE = 100


@dataclass(frozen=True)
class Sheet:
    """A table for a spreadsheet: its columns and rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def outgoing(found: Timeline, card: CampaignCard) -> OutgoingPlan:
    """The plan as calendar and project files want it; links to tasks filtered out are left."""
    records = records_of(found.tasks)
    numbers = {record["id"]: record["number"] for record in records}
    return OutgoingPlan(
        name=card.name,
        code=found.code,
        time_zone=card.time_zone,
        made_at=instant_of(card.now, card.time_zone),
        milestones_title=voice().say("Milestones"),
        working=found.working,
        tasks=tuple(_task(record, found, numbers) for record in records),
        phases=tuple(
            OutgoingPhase(
                id=phase.key,
                version=card.versions[("phase", phase.key)],
                name=phase.name,
                opening=voice().say("Opening of {phase}", phase=phase.name),
                opens=phase.opens,
                closes=phase.closes,
            )
            for phase in card.phases
        ),
        milestones=tuple(
            OutgoingMilestone(
                id=milestone.key,
                version=card.versions[("milestone", milestone.key)],
                name=milestone.name,
                at=milestone.at,
            )
            for milestone in card.milestones
        ),
    )


def sheet(found: Timeline) -> Sheet:
    """A row for each task with its dates, and those it is compared with."""
    headers: tuple[tuple[Sentence, Kind, int], ...] = (
        (Sentence("Key"), Kind.TEXT, 12),
        (Sentence("Title"), Kind.TEXT, 40),
        (Sentence("Phase"), Kind.TEXT, 14),
        (Sentence("Team"), Kind.TEXT, 14),
        (Sentence("Owner"), Kind.TEXT, 12),
        (Sentence("State"), Kind.TEXT, 10),
        (Sentence("Begins"), Kind.DATE, 12),
        (Sentence("Due"), Kind.DATE, 12),
        (Sentence("Working days"), Kind.WHOLE, 12),
        (Sentence("Effort in hours"), Kind.HOURS, 12),
        (Sentence("Must-have"), Kind.TEXT, 10),
        (Sentence("Fixed date"), Kind.TEXT, 10),
        (Sentence("Days late"), Kind.WHOLE, 10),
        (Sentence("Waits for"), Kind.TEXT, 40),
        (Sentence("Baseline begins"), Kind.DATE, 14),
        (Sentence("Baseline due"), Kind.DATE, 14),
    )
    columns = tuple(Column(voice().say(sentence), kind, width) for sentence, kind, width in headers)
    return Sheet(columns, tuple(_cells(record, found) for record in records_of(found.tasks)))


def _cells(record: Mapping[str, Any], found: Timeline) -> tuple[Value, ...]:
    was_begins, was_due = found.baseline.get(record["id"], (None, None))
    return (
        record["key"],
        record["title"],
        record["phase"],
        team_name(record["team_key"], record["team"]),
        record["owner"],
        voice().say(STATE_NAMES[TaskState(record["state"])]),
        record["start_on"],
        record["due_on"],
        found.working.count(record["start_on"], record["due_on"]),
        record["effort_hours"],
        voice().said(bool(record["must_have"])),
        voice().said(record["id"] in found.pinned),
        record["late_days"],
        voice().join(record["blocked_by"]),
        was_begins,
        was_due,
    )


def _task(record: Mapping[str, Any], found: Timeline, numbers: Mapping[int, int]) -> OutgoingTask:
    facts = (
        (Sentence("Team"), team_name(record["team_key"], record["team"])),
        (Sentence("Owner"), record["owner"] or Sentence("Unclaimed")),
        (Sentence("State"), STATE_NAMES[TaskState(record["state"])]),
        (Sentence("Done when"), record["acceptance"]),
    )
    return OutgoingTask(
        number=record["number"],
        key=record["key"],
        version=record["version"],
        title=record["title"],
        phase_id=record["phase_id"],
        first_day=record["start_on"],
        last_day=record["due_on"],
        done_percent=_percent(record),
        effort_minutes=round(record["effort_hours"] * 60),
        notes="\n".join(
            voice().say("{field}: {value}", field=name, value=value)
            for name, value in facts
            if value
        ),
        links=tuple(
            Link(numbers[link.before], link.kind, link.lag_days, link.unit)
            for link in found.links.get(record["id"], ())
            if link.before in numbers
        ),
    )


def _percent(record: Mapping[str, Any]) -> int:
    """How much is done: all, or as much of the checklist as is ticked, which is never all."""
    if record["state"] == TaskState.DONE:
        return _DONE
    total = record["checklist_total"]
    return min(_DONE - 1, _DONE * record["checklist_done"] // total) if total else 0
