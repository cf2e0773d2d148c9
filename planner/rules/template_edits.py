"""A template as somebody has edited it in grids: one line a phase, a milestone and a task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner.rules.campaigns import Anchor, AnchorKind
from planner.rules.links import links_without
from planner.rules.template_parts import (
    Bilingual,
    LibraryTask,
    TemplateMilestone,
    TemplatePhase,
    TemplateTask,
)
from planner.rules.templates import SaleTemplate
from planner.words import Refusal


@dataclass(frozen=True, slots=True)
class TaskLine:
    """What a grid says of a task; without a key it is a new one."""

    key: str | None
    title: str
    team: str
    phase: str
    anchor: Anchor[str]
    offset_days: int
    duration_days: int
    effort_hours: float
    must_have: bool


def edited(
    template: SaleTemplate,
    language: str,
    *,
    name: str,
    phases: Sequence[TemplatePhase],
    milestones: Sequence[TemplateMilestone],
    lines: Iterable[TaskLine],
) -> SaleTemplate:
    """The template with these phases, milestones and tasks, and what grids don't show as it was.

    A phase or milestone that is gone takes the tasks along that serve or hang on it; who waited
    for a task that is gone waits for what that one waited for. Raises Refusal for a line that no
    task could be, naming it.
    """
    there = {phase.key for phase in phases}
    stones = {milestone.key for milestone in milestones}
    before = {task.key: task for task in template.tasks}
    after: dict[str, TemplateTask] = {}
    for line in lines:
        on_milestone = line.anchor.kind is AnchorKind.MILESTONE
        if line.phase in there and line.anchor.key in (stones if on_milestone else there):
            key = line.key or free_key("task", before.keys() | after.keys())
            after[key] = _task(key, line, before.get(key), language)
    links = links_without({key: task.predecessors for key, task in before.items()}, after)
    return replace(
        template,
        name=reworded(template.name, name, language),
        phases=tuple(phases),
        milestones=tuple(milestones),
        tasks=tuple(replace(task, predecessors=links.get(key, ())) for key, task in after.items()),
    )


def reworded(before: Bilingual | None, text: str, language: str) -> Bilingual:
    """A text as it was, or, where somebody wrote another, that one in both languages."""
    if before is not None and before.in_language(language) == text:
        return before
    return Bilingual.same(text)


def free_key(kind: str, taken: Iterable[str]) -> str:
    """The first of ``kind_1``, ``kind_2`` and so on that nothing has."""
    used = set(taken)
    number = 1
    while f"{kind}_{number}" in used:
        number += 1
    return f"{kind}_{number}"


def _task(key: str, line: TaskLine, before: TemplateTask | None, language: str) -> TemplateTask:
    try:
        if before is None:
            work = LibraryTask(key, line.team, Bilingual.same(line.title), None, (), 0)
            before = TemplateTask(work, line.phase, line.anchor, 0, 1, (), 0)
        work = replace(
            before.work,
            title=reworded(before.work.title, line.title, language),
            team=line.team,
            effort_hours=line.effort_hours,
            must_have=line.must_have,
        )
        return replace(
            before,
            work=work,
            phase=line.phase,
            anchor=line.anchor,
            offset_days=line.offset_days,
            duration_days=line.duration_days,
            effort_hours=line.effort_hours,
        )
    except Refusal as refusal:
        raise Refusal("“{line}”: {problem}", line=line.title, problem=refusal.sentence) from refusal
