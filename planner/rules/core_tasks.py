"""The part of a sale that even a small shop cannot leave out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.rules.templates import SaleTemplate, TemplateTask


def core_of(template: SaleTemplate) -> SaleTemplate:
    """The template with only the tasks that even a small shop cannot leave out.

    A task that waited for one left out waits for what that one waited for.
    """
    by_key = {task.key: task for task in template.tasks}
    return replace(
        template,
        tasks=tuple(
            replace(task, predecessors=_core_predecessors(task, by_key))
            for task in template.tasks
            if task.work.core
        ),
    )


def _core_predecessors(task: TemplateTask, by_key: Mapping[str, TemplateTask]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    waiting = list(task.predecessors)
    while waiting:
        earlier = by_key[waiting.pop(0)]
        if earlier.work.core:
            found[earlier.key] = None
        else:
            waiting.extend(earlier.predecessors)
    return tuple(found)
