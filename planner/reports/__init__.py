"""What people ask: (session, *, actor, now, ...) to a DataFrame."""

from planner.reports import (
    campaigns,
    entrance,
    imports,
    key_figures,
    people,
    sales,
    shops,
    task_cards,
    task_sheets,
    tasks,
)

__all__ = [
    "campaigns",
    "entrance",
    "imports",
    "key_figures",
    "people",
    "sales",
    "shops",
    "task_cards",
    "task_sheets",
    "tasks",
]
