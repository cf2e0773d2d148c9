"""Sets what can be planned of a task, each field checked in its own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from planner.actions.finding import milestone, person, phase, team
from planner.rules.campaigns import Anchor, AnchorKind, anchor_day, campaign_span
from planner.rules.tasks import TaskField, require_no_cycle
from planner.tables.campaigns import Campaign
from planner.tables.loading import anchor_of, load_milestones, load_phases
from planner.tables.tasks import ChecklistItem, Predecessor, Task
from planner.words import Refusal, Sentence

Changes = Mapping[TaskField, Any]


def set_fields(
    session: Session, campaign: Campaign, task: Task, changes: Changes, now: datetime
) -> None:
    """Set checked fields on a task; raises a Refusal naming the first field that is wrong."""
    for field, value in changes.items():
        match field:
            case TaskField.TITLE:
                task.title = _text(value, Sentence("Title: write 1 to 200 characters."), 1, 200)
            case TaskField.ACCEPTANCE:
                task.acceptance = _text(
                    value, Sentence("Done when: write at most 2,000 characters."), 0, 2000
                )
            case TaskField.TEAM:
                if task.team_id != (chosen := team(session, value).id):
                    task.team_id, task.assigned_at = chosen, now
            case TaskField.OWNER:
                owner_id = None if value is None else person(session, value).id
                if task.owner_id != owner_id:
                    task.owner_id, task.assigned_at = owner_id, now
            case TaskField.APPROVER:
                task.approver_id = None if value is None else person(session, value).id
            case TaskField.PHASE:
                task.phase_id = phase(session, campaign.id, value).id
            case TaskField.EFFORT_HOURS:
                task.effort_hours = _number(
                    value, Sentence("Effort: write hours from 0 to 10,000."), 0, 10_000
                )
            case TaskField.DURATION_DAYS:
                task.duration_days = int(
                    _number(value, Sentence("Days: write whole days from 1 to 366."), 1, 366)
                )
            case TaskField.MUST_HAVE:
                task.must_have = bool(value)
            case TaskField.PREDECESSORS:
                _set_predecessors(session, task, value)
            case TaskField.CHECKLIST:
                _set_checklist(session, task, value, now)
    _set_dates(session, campaign, task, changes)


def _set_dates(session: Session, campaign: Campaign, task: Task, changes: Changes) -> None:
    if not {TaskField.DUE, TaskField.ANCHOR, TaskField.OFFSET_DAYS} & changes.keys():
        return
    if TaskField.ANCHOR in changes:
        anchor: Anchor[int] = changes[TaskField.ANCHOR]
        task.anchor_kind = str(anchor.kind)
        task.anchor_phase_id = task.anchor_milestone_id = None
        if anchor.kind == AnchorKind.MILESTONE:
            task.anchor_milestone_id = milestone(session, campaign.id, anchor.key).id
        else:
            task.anchor_phase_id = phase(session, campaign.id, anchor.key).id
    hangs_on = anchor_day(
        anchor_of(task), load_phases(session, campaign.id), load_milestones(session, campaign.id)
    )
    if TaskField.DUE in changes:
        due: date | None = changes[TaskField.DUE]
        if due is None:
            raise Refusal("Due: choose a day.")
        task.offset_days = (due - hangs_on).days
    elif TaskField.OFFSET_DAYS in changes:
        task.offset_days = int(
            _number(
                changes[TaskField.OFFSET_DAYS],
                Sentence("Offset: write whole days from -366 to 366."),
                -366,
                366,
            )
        )
    task.due_on = hangs_on + timedelta(days=task.offset_days)
    require_inside(session, campaign, task.due_on)


def require_inside(session: Session, campaign: Campaign, due: date) -> None:
    """Refuse a due day before the campaign's planning day or after its last phase."""
    _, last = campaign_span(load_phases(session, campaign.id))
    if not campaign.planning_day <= due <= last:
        raise Refusal(
            "Due: {due} is outside the campaign; choose a day from {first} to {last}.",
            due=due,
            first=campaign.planning_day,
            last=last,
        )


def _set_predecessors(session: Session, task: Task, wanted: Iterable[int]) -> None:
    others = {
        other.id: other
        for other in session.exec(
            select(Task).where(Task.campaign_id == task.campaign_id, col(Task.deleted_at).is_(None))
        )
    }
    chosen = dict.fromkeys(wanted)
    if not set(chosen) <= set(others) - {task.id}:
        raise Refusal("Waits for: choose other tasks of the same campaign.")
    links = session.exec(
        select(Predecessor).where(Predecessor.campaign_id == task.campaign_id)
    ).all()
    before: dict[int, list[int]] = {}
    for link in links:
        if link.task_id != task.id:
            before.setdefault(link.task_id, []).append(link.before_id)
        elif link.before_id not in chosen:
            session.delete(link)
    before[task.id] = list(chosen)
    require_no_cycle(before, {key: other.title for key, other in others.items()})
    there = {link.before_id for link in links if link.task_id == task.id}
    for before_id in chosen:
        if before_id not in there:
            session.add(
                Predecessor(campaign_id=task.campaign_id, task_id=task.id, before_id=before_id)
            )


def _set_checklist(
    session: Session, task: Task, wanted: Sequence[tuple[bool, str]], now: datetime
) -> None:
    items = list(
        session.exec(
            select(ChecklistItem)
            .where(ChecklistItem.task_id == task.id)
            .order_by(col(ChecklistItem.position))
        )
    )
    by_text = {item.text: item for item in items}
    kept: set[int] = set()
    for position, (done, typed) in enumerate(wanted):
        text = _text(typed, Sentence("Checklist: write 1 to 300 characters an item."), 1, 300)
        item = by_text.pop(text, None)
        if item is None:
            item = ChecklistItem(
                campaign_id=task.campaign_id, task_id=task.id, position=position, text=text
            )
            session.add(item)
        else:
            kept.add(item.id)
        item.position = position
        if done != (item.done_at is not None):
            item.done_at = now if done else None
    for item in items:
        if item.id not in kept:
            session.delete(item)


def _text(value: object, otherwise: Sentence, least: int, most: int) -> str:
    text = str(value or "").strip()
    if not least <= len(text) <= most:
        raise Refusal(otherwise)
    return text


def _number(value: object, otherwise: Sentence, least: float, most: float) -> float:
    try:
        number = float(value)  # type: ignore[arg-type] # anything else is refused right below
    except (TypeError, ValueError):
        raise Refusal(otherwise) from None
    if not least <= number <= most:
        raise Refusal(otherwise)
    return number
