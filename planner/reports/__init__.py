"""What people ask: (session, *, actor, now, ...) to a DataFrame.

Each file is loaded when it is first asked for, so that the first page needs not wait for all.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.reports import (
        audits,
        baskets,
        broken_links,
        buyers,
        calendars,
        campaigns,
        critical_chain,
        curves,
        entrance,
        forecasts,
        gates,
        history,
        holiday_notices,
        imports,
        key_figures,
        live_prices,
        moves,
        open_points,
        past_moments,
        people,
        phase_targets,
        playbooks,
        products,
        promotions,
        risks,
        safety,
        sale_places,
        sales,
        schedules,
        shops,
        targets,
        task_cards,
        task_sheets,
        tasks,
        team_hours,
        templates,
        thresholds,
        timelines,
        visitors,
        war_room,
        what_helps,
        workload,
    )

__all__ = [
    "audits",
    "baskets",
    "broken_links",
    "buyers",
    "calendars",
    "campaigns",
    "critical_chain",
    "curves",
    "entrance",
    "forecasts",
    "gates",
    "history",
    "holiday_notices",
    "imports",
    "key_figures",
    "live_prices",
    "moves",
    "open_points",
    "past_moments",
    "people",
    "phase_targets",
    "playbooks",
    "products",
    "promotions",
    "risks",
    "safety",
    "sale_places",
    "sales",
    "schedules",
    "shops",
    "targets",
    "task_cards",
    "task_sheets",
    "tasks",
    "team_hours",
    "templates",
    "thresholds",
    "timelines",
    "visitors",
    "war_room",
    "what_helps",
    "workload",
]


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")
