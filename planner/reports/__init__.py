"""What people ask: (session, *, actor, now, ...) to a DataFrame."""

from planner.reports import campaigns, entrance, people, shops, task_cards, task_sheets, tasks

__all__ = ["campaigns", "entrance", "people", "shops", "task_cards", "task_sheets", "tasks"]
