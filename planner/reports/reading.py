"""What a report reads, so that a cache knows when its answer may have changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def reads(*nouns: str) -> Callable[[F], F]:
    """Mark a report with the nouns whose revisions decide whether its answer still holds."""

    def mark(report: F) -> F:
        report.reads = nouns  # type: ignore[attr-defined] # a function may carry attributes
        return report

    return mark
