"""Writes a sale template as the TOML that ``own_templates.read_template`` reads back as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, time

from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.sale_days import DaysBeforeHoliday, FixedDay, NthWeekday, UsualDay
from planner.rules.template_parts import (
    Bilingual,
    TemplateMilestone,
    TemplatePhase,
    TemplateTask,
)
from planner.rules.templates import SaleTemplate

_ABOUT = """\
# A sale template. Days count from the sale day. A phase runs up to, not including, its closing.
# A task hangs on a phase's opening (its first day) or closing (its last day) or on a milestone,
# and is due so many days after it.
"""


def write_template(template: SaleTemplate) -> str:
    """The template as TOML, but for the key that it is known by here."""
    return _ABOUT + "\n" + "\n".join(_lines(template)) + "\n"


def _lines(template: SaleTemplate) -> Iterator[str]:
    yield f"name = {_text(template.name)}"
    yield f"sale = {_string(template.plans)}"
    yield from _usual_day(template.usual_day)
    for phase in template.phases:
        yield from _phase(phase)
    for milestone in template.milestones:
        yield from _milestone(milestone)
    for task in template.tasks:
        yield from _task(task)


def _usual_day(usual: UsualDay) -> Iterator[str]:
    match usual:
        case FixedDay():
            rule = {"rule": "fixed", "month": usual.month, "day": usual.day}
        case NthWeekday():
            rule = {
                "rule": "nth_weekday",
                "month": usual.month,
                "weekday": usual.weekday,
                "nth": usual.nth,
                "days_after": usual.days_after,
            }
        case DaysBeforeHoliday():
            rule = {"rule": "before_lunar_new_year", "days": usual.days_before}
            years = {str(year): day for year, day in usual.holiday.items()}
            yield f"lunar_new_year = {_table(years)}"
        case _:
            rule = {"rule": "none"}
    yield f"usual_day = {_table(rule)}"


def _phase(phase: TemplatePhase) -> Iterator[str]:
    yield "\n[[phases]]"
    yield f"key = {_string(phase.key)}"
    yield f"name = {_text(phase.name)}"
    yield f"kind = {_string(phase.kind)}"
    yield f"opens = {_table({'day': phase.opens_day, 'at': phase.opens_at})}"
    yield f"closes = {_table({'day': phase.closes_day, 'at': phase.closes_at})}"
    yield f"target_share_bp = {phase.target_share_bp}"


def _milestone(milestone: TemplateMilestone) -> Iterator[str]:
    yield "\n[[milestones]]"
    yield f"key = {_string(milestone.key)}"
    yield f"name = {_text(milestone.name)}"
    yield f"day = {milestone.day}"
    yield f"at = {milestone.at.isoformat()}"
    yield from _flag("freezes", milestone.freezes)


def _task(task: TemplateTask) -> Iterator[str]:
    work, anchor = task.work, task.anchor
    yield "\n[[tasks]]"
    yield f"key = {_string(task.key)}"
    yield f"title = {_text(work.title)}"
    yield f"team = {_string(work.team)}"
    yield f"serves = {_string(task.phase)}"
    yield f"hangs_on = {_table({str(anchor.kind): anchor.key, 'days': task.offset_days})}"
    yield f"duration_days = {task.duration_days}"
    yield f"effort_hours = {float(task.effort_hours)!r}"
    yield f"people_at_once = {task.people_at_once}"
    yield f"after = [{', '.join(_link(link) for link in task.predecessors)}]"
    yield from _flag("must_have", work.must_have)
    yield from _flag("needs_approval", work.needs_approval)
    yield from _flag("core", work.core)
    if work.acceptance is not None:
        yield f"acceptance = {_text(work.acceptance)}"
    if work.checklist:
        yield "checklist = ["
        yield from (f"  {_text(step)}," for step in work.checklist)
        yield "]"


def _link(link: Link[str]) -> str:
    if link == Link(link.before):
        return _string(link.before)
    said: dict[str, object] = {"task": link.before}
    if link.kind is not LinkKind.FINISH_START:
        said["kind"] = str(link.kind)
    if link.lag_days:
        said["lag_days"] = link.lag_days
    if link.unit is not LagUnit.WORKING:
        said["unit"] = str(link.unit)
    return _table(said)


def _flag(name: str, value: bool) -> Iterator[str]:
    if value:
        yield f"{name} = true"


def _text(text: Bilingual) -> str:
    return _string(text.zh) if text.zh == text.en else _table({"zh": text.zh, "en": text.en})


def _table(values: Mapping[str, object]) -> str:
    return "{ " + ", ".join(f"{name} = {_value(value)}" for name, value in values.items()) + " }"


def _value(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    return _string(value) if isinstance(value, str) else str(value)


def _string(text: str) -> str:
    # A JSON string is a basic string of TOML, but for the one control character JSON lets stand.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
