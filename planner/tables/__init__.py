"""What we remember."""

from planner.tables import (
    calendars,
    campaigns,
    gates,
    history,
    leases,
    people,
    playbooks,
    products,
    promotions,
    retrospectives,
    sales,
    shops,
    targets,
    tasks,
    templates,
)
from planner.tables.base import Base, Kept

__all__ = [
    "Base",
    "Kept",
    "calendars",
    "campaigns",
    "gates",
    "history",
    "leases",
    "people",
    "playbooks",
    "products",
    "promotions",
    "retrospectives",
    "sales",
    "shops",
    "targets",
    "tasks",
    "templates",
]
