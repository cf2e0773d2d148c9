"""What we remember."""

from planner.tables import campaigns, history, people, sales, shops, tasks
from planner.tables.base import Base, Kept

__all__ = ["Base", "Kept", "campaigns", "history", "people", "sales", "shops", "tasks"]
