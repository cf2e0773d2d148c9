"""The teams that a template from elsewhere gives its tasks to, and ours that take their place."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import replace

from planner.rules.templates import SaleTemplate


def unknown_teams(template: SaleTemplate, known: Container[str]) -> dict[str, int]:
    """The teams that are not among those known, each with the number of its tasks."""
    return dict(Counter(task.work.team for task in template.tasks if task.work.team not in known))


def with_teams(template: SaleTemplate, instead: Mapping[str, str]) -> SaleTemplate:
    """The template with each team that ``instead`` names replaced by the one it says."""
    return replace(
        template,
        tasks=tuple(
            replace(
                task,
                work=replace(task.work, team=instead.get(task.work.team, task.work.team)),
            )
            for task in template.tasks
        ),
    )


def digest(content: bytes, unknown: Mapping[str, int]) -> str:
    """Tells two previews of a file apart that would not do the same."""
    return hashlib.sha256(content + repr(sorted(unknown)).encode()).hexdigest()
