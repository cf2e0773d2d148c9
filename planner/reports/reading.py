"""What a report reads, so that a cache knows when its answer may have changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def reads(*nouns: str, personal: bool = False, across: bool = False) -> Callable[[F], F]:
    """Mark a report with the nouns whose revisions decide whether its answer still holds.

    ``personal`` says that two people with the same rights get different answers, ``across`` that an
    answer about one campaign speaks of others too.
    """

    def mark(report: F) -> F:
        vars(report).update(reads=nouns, personal=personal, across=across)
        return report

    return mark
