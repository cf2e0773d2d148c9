"""What people do: verbs on (session, *, actor, now, ...) that never commit."""

from planner.actions import (
    campaigns,
    copies,
    evidence,
    links,
    people,
    phases,
    plans,
    sales,
    shops,
    sign_ins,
    task_sheets,
    tasks,
    teams,
)

__all__ = [
    "campaigns",
    "copies",
    "evidence",
    "links",
    "people",
    "phases",
    "plans",
    "sales",
    "shops",
    "sign_ins",
    "task_sheets",
    "tasks",
    "teams",
]
