"""What people do: verbs on (session, *, actor, now, ...) that never commit.

Each file is loaded when it is first asked for, so that the first page needs not wait for all.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.actions import (
        audits,
        baselines,
        calendars,
        campaigns,
        copies,
        curves,
        due_days,
        evidence,
        firing,
        gates,
        history,
        leases,
        links,
        live_prices,
        mappings,
        moves,
        people,
        phases,
        plans,
        playbooks,
        product_intake,
        products,
        promotions,
        retrospectives,
        sales,
        shops,
        sign_ins,
        sources,
        targets,
        task_sheets,
        tasks,
        team_hours,
        teams,
        templates,
    )

__all__ = [
    "audits",
    "baselines",
    "calendars",
    "campaigns",
    "copies",
    "curves",
    "due_days",
    "evidence",
    "firing",
    "gates",
    "history",
    "leases",
    "links",
    "live_prices",
    "mappings",
    "moves",
    "people",
    "phases",
    "plans",
    "playbooks",
    "product_intake",
    "products",
    "promotions",
    "retrospectives",
    "sales",
    "shops",
    "sign_ins",
    "sources",
    "targets",
    "task_sheets",
    "tasks",
    "team_hours",
    "teams",
    "templates",
]


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")
