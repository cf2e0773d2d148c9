"""Sets what can be planned of a task, each field checked in its own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session, col

from planner.actions.finding import milestone, person, phase, team
from planner.rules.campaigns import Anchor, AnchorKind, anchor_day, campaign_span
from planner.rules.links import Link
from planner.rules.people import Actor
from planner.rules.tasks import TaskField, one_line, require_no_cycle, written
from planner.tables.campaigns import Campaign
from planner.tables.loading import anchor_of, load_milestones, load_phases
from planner.tables.tasks import ChecklistItem, Predecessor, Task
from planner.words import Refusal, Sentence

Changes = Mapping[TaskField, Any]
_STEP = Sentence("Checklist: write 1 to 300 characters an item.")


def set_fields(
    session: Session, campaign: Campaign, task: Task, changes: Changes, actor: Actor, now: datetime
) -> None:
    """Set checked fields on a task; raises a Refusal naming the first field that is wrong.

    What it waits for are links by the other tasks' ids. A step of a checklist is (ticked, text);
    None for ticked leaves a known step as it is. A task whose checklist or predecessors change has
    a new version, as if they stood in its row.
    """
    for field, value in changes.items():
        match field:
            case TaskField.TITLE:
                said = Sentence("Title: write 1 to 200 characters.")
                task.title = _line(value, said, 200)
            case TaskField.ACCEPTANCE:
                task.acceptance = written(str(value or ""))
                if len(task.acceptance) > 2000:
                    raise Refusal("Done when: write at most 2,000 characters.")
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
                said = Sentence("Days: write whole days from 1 to 366.")
                task.duration_days = _whole(value, said, 1, 366)
            case TaskField.PEOPLE_AT_ONCE:
                said = Sentence("People at once: write a whole number from 1 to 1,000.")
                task.people_at_once = _whole(value, said, 1, 1000)
            case TaskField.MUST_HAVE:
                task.must_have = bool(value)
            case TaskField.PREDECESSORS:
                _set_predecessors(session, task, value)
            case TaskField.CHECKLIST:
                _set_checklist(session, task, value, actor, now)
    _set_dates(session, campaign, task, changes)


def _set_dates(session: Session, campaign: Campaign, task: Task, changes: Changes) -> None:
    if not {TaskField.DUE, TaskField.ANCHOR, TaskField.OFFSET_DAYS} & changes.keys():
        return
    if TaskField.ANCHOR in changes:
        anchor: Anchor[int] = changes[TaskField.ANCHOR]
        on_milestone = anchor.kind == AnchorKind.MILESTONE
        # Found before anything is set: a question writes half-set rows to the database.
        found = (milestone if on_milestone else phase)(session, campaign.id, anchor.key).id
        task.anchor_kind = str(anchor.kind)
        task.anchor_phase_id = None if on_milestone else found
        task.anchor_milestone_id = found if on_milestone else None
    hangs_on = anchor_day(
        anchor_of(task), load_phases(session, campaign.id), load_milestones(session, campaign.id)
    )
    if TaskField.DUE in changes:
        due: date | None = changes[TaskField.DUE]
        if due is None:
            raise Refusal("Due: choose a day.")
        task.offset_days = (due - hangs_on).days
    elif TaskField.OFFSET_DAYS in changes:
        said = Sentence("Offset: write whole days from -366 to 366.")
        task.offset_days = _whole(changes[TaskField.OFFSET_DAYS], said, -366, 366)
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


def _set_predecessors(session: Session, task: Task, wanted: Iterable[Link[int]]) -> None:
    chosen = {link.before: link for link in wanted}
    open_to = session.scalars(
        select(col(Task.id)).where(
            col(Task.id).in_(chosen),
            col(Task.id) != task.id,
            col(Task.campaign_id) == task.campaign_id,
            col(Task.deleted_at).is_(None),
        )
    )
    if set(chosen) - set(open_to):
        raise Refusal("Waits for: choose other tasks of the same campaign.")
    rows = session.scalars(select(Predecessor).where(col(Predecessor.task_id) == task.id)).all()
    there = {row.before_id: row for row in rows}
    if chosen.keys() - there.keys():
        _require_no_circle(session, task, list(chosen))
    for before_id, row in there.items():
        if before_id not in chosen:
            _renew(task)
            session.delete(row)
    for before_id, link in chosen.items():
        row = there.get(before_id) or Predecessor(
            campaign_id=task.campaign_id, task_id=task.id, before_id=before_id
        )
        said = (str(link.kind), link.lag_days, str(link.unit))
        if before_id in there and (row.kind, row.lag_days, row.lag_unit) == said:
            continue
        _renew(task)
        row.kind, row.lag_days, row.lag_unit = said
        session.add(row)


def _require_no_circle(session: Session, task: Task, chosen: list[int]) -> None:
    # Tasks in the recycle bin still count for circles: they may come back.
    before: dict[int, list[int]] = {task.id: chosen}
    for task_id, before_id in session.execute(
        select(col(Predecessor.task_id), col(Predecessor.before_id)).where(
            col(Predecessor.campaign_id) == task.campaign_id,
            col(Predecessor.task_id) != task.id,
        )
    ):
        before.setdefault(task_id, []).append(before_id)
    titles = session.execute(
        select(col(Task.id), col(Task.title)).where(col(Task.campaign_id) == task.campaign_id)
    )
    require_no_cycle(before, dict(titles.all()))


def _set_checklist(
    session: Session,
    task: Task,
    wanted: Sequence[tuple[bool | None, str]],
    actor: Actor,
    now: datetime,
) -> None:
    items = list(
        session.scalars(
            select(ChecklistItem)
            .where(col(ChecklistItem.task_id) == task.id)
            .order_by(col(ChecklistItem.position))
        )
    )
    by_text: dict[str, list[ChecklistItem]] = {}
    for item in items:
        by_text.setdefault(item.text, []).append(item)
    shape = [item.text for item in items]
    lines = [_line(typed, _STEP, 300) for _, typed in wanted]
    if lines != shape:
        _renew(task)
    for position, ((done, _), text) in enumerate(zip(wanted, lines, strict=True)):
        same = by_text.get(text)
        if same:
            item = same.pop(0)
        else:
            item = ChecklistItem(
                campaign_id=task.campaign_id, task_id=task.id, position=position, text=text
            )
            session.add(item)
        item.position = position
        if done is not None and done != (item.done_at is not None):
            item.done_at, item.done_by = (now, actor.person_id) if done else (None, None)
    for left in by_text.values():
        for item in left:
            session.delete(item)


def _renew(task: Task) -> None:
    if inspect(task).persistent:
        flag_modified(task, "title")


def _line(value: object, otherwise: Sentence, most: int) -> str:
    text = one_line(str(value or ""))
    if not 1 <= len(text) <= most:
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


def _whole(value: object, otherwise: Sentence, least: int, most: int) -> int:
    number = _number(value, otherwise, least, most)
    if not number.is_integer():
        raise Refusal(otherwise)
    return int(number)
