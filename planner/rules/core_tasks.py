"""The part of a sale that even a small shop cannot leave out."""

from __future__ import annotations

from dataclasses import replace

from planner.rules.links import links_without
from planner.rules.templates import SaleTemplate


def core_of(template: SaleTemplate) -> SaleTemplate:
    """The template with only the tasks that even a small shop cannot leave out.

    A task that waited for one left out waits for what that one waited for.
    """
    core = {task.key for task in template.tasks if task.work.core}
    links = links_without({task.key: task.predecessors for task in template.tasks}, core)
    return replace(
        template,
        tasks=tuple(
            replace(task, predecessors=links[task.key])
            for task in template.tasks
            if task.key in core
        ),
    )
