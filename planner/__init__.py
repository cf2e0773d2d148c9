"""The big-sale planner."""
